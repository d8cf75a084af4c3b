#include "files/npy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pellucid/error.hpp>
#include <pellucid/files.hpp>

#include "array/allocate.hpp"
#include "files/support.hpp"

namespace pellucid {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;
using namespace testing_files;

Array read(const std::string& content) {
  SourceStream stream(in_memory(content));
  return *read_npy(stream, TextArrays::refuse);
}

// Version 1 with this header and these elements.
std::string npy(const std::string& header, const std::string& elements = "") {
  return std::string("\x93NUMPY\1\0", 8) + static_cast<char>(header.size() & 0xff) + static_cast<char>(header.size() >> 8) + header +
         elements;
}

std::string dict(const std::string& descr, const std::string& shape) {
  return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
}

Array counting(DType dtype, const Shape& shape) { return Array({0, 1, 2, 3, 4, 5}, dtype).reshape(shape); }

struct Readable {
  std::string label;
  Array array;
};

std::vector<Readable> plain_files() {
  return {{"float32", counting(DType::float32, {2, 3})},
          {"float64", counting(DType::float64, {6})},
          {"float16", counting(DType::float16, {6})},
          {"int8", counting(DType::int8, {6})},
          {"uint64", counting(DType::uint64, {1, 6, 1})},
          {"bool", Array({true, false})},
          {"bfloat16", counting(DType::bfloat16, {6})},
          {"scalar", Array(2.5, DType::float64)},
          {"empty", Array::zeros({0, 3})}};
}

TEST(Npy, ReadsWhatNumPyWrites) {
  for (const Readable& file : plain_files()) EXPECT_TRUE(equal(read(recorded_file(file.label)), file.array)) << file.label;
  EXPECT_TRUE(equal(read(recorded_file("big endian")), counting(DType::float64, {6})));
  EXPECT_TRUE(equal(read(recorded_file("big endian int16")), counting(DType::int16, {6})));
  EXPECT_TRUE(equal(read(recorded_file("fortran order")), counting(DType::int32, {2, 3})));
  EXPECT_TRUE(equal(read(recorded_file("version 2")), counting(DType::int32, {6})));
  EXPECT_TRUE(equal(read(recorded_file("version 3")), counting(DType::int32, {6})));
}

TEST(Npy, ArraysInFortranOrderBecomeRowMajor) { EXPECT_TRUE(read(recorded_file("fortran order")).is_contiguous()); }

TEST(Npy, WritesWhatNumPyWrites) {
  const TemporaryFolder folder;
  for (const Readable& file : plain_files()) {
    save_npy(folder / "x.npy", file.array);
    EXPECT_TRUE(content_of(folder / "x.npy") == recorded_file(file.label)) << file.label;
    EXPECT_TRUE(equal(load_npy(folder / "x.npy"), file.array)) << file.label;
  }
}

TEST(Npy, ViewsAreWrittenAsWhatTheyShow) {
  const TemporaryFolder folder;
  save_npy(folder / "x.npy", counting(DType::int16, {2, 3}).transpose());
  EXPECT_TRUE(equal(load_npy(folder / "x.npy"), counting(DType::int16, {2, 3}).transpose()));
}

TEST(Npy, BytesOfABoolBecomeZeroOrOne) {
  EXPECT_TRUE(same_bits(read(npy(dict("|b1", "(3,)"), std::string("\0\2\377", 3))), Array({false, true, true})));
  EXPECT_TRUE(same_bits(read(npy(dict("?", "(1,)"), "\5")), Array({true})));
}

TEST(Npy, TheHeaderMayBeSpelledInSeveralWays) {
  EXPECT_EQ(read(npy("{\"shape\":(1L,),\"descr\":\"=f4\",'fortran_order':True}", std::string(4, '\0'))).shape(), Shape{1});
  EXPECT_EQ(read(npy(" { 'descr' : '|u1' , 'fortran_order' : False , 'shape' : ( 2 , 1 ) } \n\t\r", "ab")).shape(), (Shape{2, 1}));
  EXPECT_EQ(read(npy(dict("<i4", "()"), std::string(4, '\1'))).shape(), Shape{});
}

TEST(Npy, OnlyNumbersAreRead) {
  const auto refused = [](const std::string& label, const std::string& expected) {
    EXPECT_THAT([&] { read(recorded_file(label)); }, ThrowsMessage<DtypeError>(HasSubstr(expected))) << label;
  };
  refused("object", "received pickled Python objects, which are programs and never run here");
  refused("text", "elements of type '<U3' cannot be read");
  refused("bytes", "'|S3'");
  refused("complex", "'<c16'");
  refused("date", "'<M8[D]'");
  refused("record", "the elements are records");
}

TEST(Npy, TextIsPassedOverOnRequest) {
  for (const char* label : {"text", "bytes"}) {
    SourceStream stream(in_memory(recorded_file(label)));
    EXPECT_FALSE(read_npy(stream, TextArrays::pass_over).has_value());
  }
  SourceStream nonsense(in_memory(npy(dict("<", "()"))));
  EXPECT_THROW(read_npy(nonsense, TextArrays::pass_over), DtypeError);
}

TEST(Npy, WhatIsNoNpyIsRefused) {
  EXPECT_THAT([] { read("PK\3\4....."); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("[memory, byte 0] this is no npy file"), HasSubstr("received 'PK\\x03\\x04..'"))));
  EXPECT_THAT([] { read(std::string("\x93NUMPY\4\0", 8) + "xx"); },
              ThrowsMessage<FormatError>(HasSubstr("byte 6] the version of npy is not known; expected 1.0, 2.0 or 3.0; received 4.0")));
  EXPECT_THROW(read(std::string("\x93NUMPY\1\1", 8) + "xx"), FormatError);
  EXPECT_THAT([] { read(std::string("\x93NUMPY\2\0\1\0\1\0", 12)); },
              ThrowsMessage<FormatError>(HasSubstr("byte 8] the header is too long; expected at most 65536 bytes; received 65537")));
}

TEST(Npy, AHeaderOutsideTheGrammarIsRefused) {
  const auto refused = [](const std::string& header, const std::string& expected, const std::string& received) {
    EXPECT_THAT([&] { read(npy(header)); },
                ThrowsMessage<FormatError>(AllOf(HasSubstr("the npy header cannot be read"), HasSubstr("expected " + expected),
                                                 HasSubstr("received " + received))))
        << header;
  };
  refused("", "'{'", "the end");
  refused("__import__('os')", "'{'", "'__import__");
  refused("{'descr': '<f4'", "'}'", "the end");
  refused("{'descr': '<f4'}", "the entries 'descr', 'fortran_order' and 'shape'", "the end");
  refused("{'descr': '<f4', 'descr': '<f4'}", "'descr', 'fortran_order' and 'shape', each once", "''descr': '<f4'}'");
  refused("{'other': 1}", "'descr', 'fortran_order' and 'shape', each once", "''other'");
  refused("{3: 1}", "a string", "'3: 1}'");
  refused("{'descr", "a string that ends", "''descr'");
  refused("{'descr': '\\x3cf4'}", "a string without escapes", "''\\x3cf4'}'");
  refused("{'descr': str}", "a string", "'str}'");
  refused("{'descr' '<f4'}", "':'", "''<f4'}'");
  refused("{'fortran_order': 0}", "True or False", "'0}'");
  refused("{'shape': 3}", "'('", "'3}'");
  refused("{'shape': (3)}", "',', since (3) is no tuple", "')}'");
  refused("{'shape': (3, 4 5)}", "')'", "'5)}'");
  refused("{'shape': (-3,)}", "an extent", "'-3,)}'");
  refused("{'shape': (x,)}", "an extent", "'x,)}'");
  refused("{'shape': (99999999999999999999,)}", "an extent", "'99999");
  refused(dict("<f4", "(0,)") + "print(1)", "the end of the header", "'print(1)'");
}

TEST(Npy, PositionsInTheHeaderAreOffsetsInTheFile) {
  EXPECT_THAT([] { read(npy("{'shape': 3}")); }, ThrowsMessage<FormatError>(HasSubstr("[memory, byte 20]")));
}

TEST(Npy, ElementsMustFillTheShapeExactly) {
  EXPECT_THAT([] { read(npy(dict("<f4", "(2,)"), "1234567")); },
              ThrowsMessage<FormatError>(
                  AllOf(HasSubstr("the number of bytes does not fit the shape"), HasSubstr("expected 8 for float32 [2]; received 7"))));
  EXPECT_THROW(read(npy(dict("<f4", "(2,)"), "123456789")), FormatError);
}

TEST(Npy, AHugeShapeIsRefusedBeforeMemoryIsTaken) {
  const AllocationBudget nothing(0);
  EXPECT_THROW(read(npy(dict("<f4", "(1000000000, 1000)"), "1234")), FormatError);
  EXPECT_THAT([] { read(npy(dict("<f8", "(4611686018427387904, 2)"))); },
              ThrowsMessage<FormatError>(HasSubstr("the shape is not possible")));
  EXPECT_THROW(read(npy(dict("<f8", "(0, 4611686018427387904, 4)"))), FormatError);
}

TEST(Npy, TruncationAtEveryByteIsAnError) {
  for (const char* label : {"float32", "version 2", "scalar"}) {
    const std::string whole = recorded_file(label);
    for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_THROW(read(whole.substr(0, size)), FormatError) << label << " " << size;
  }
}

TEST(Npy, AFileIsNamedInItsErrors) {
  const TemporaryFolder folder;
  write_file(folder / "x.npy", "nothing");
  EXPECT_THAT([&] { load_npy(folder / "x.npy"); }, ThrowsMessage<FormatError>(AllOf(HasSubstr("[file '"), HasSubstr("x.npy', byte 0]"))));
  EXPECT_THROW(load_npy(folder / "missing.npy"), FileError);
  EXPECT_THROW(load_npy(folder / "x.npy", {.file_bytes = 3}), ResourceError);
}

}  // namespace
}  // namespace pellucid

// The public functions for npy and npz.
#include <pellucid/files.hpp>

#include <memory>
#include <string>
#include <utility>

#include "base/refuse.hpp"
#include "files/file.hpp"
#include "files/file_error.hpp"
#include "files/npy.hpp"
#include "files/npz.hpp"
#include "files/zip_reader.hpp"
#include "files/zip_writer.hpp"

namespace pellucid::inline v0 {
namespace {

constexpr std::string_view npy_ending = ".npy";

std::span<const std::byte> elements_of(const Array& contiguous) {
  return {static_cast<const std::byte*>(contiguous.data()), contiguous.nbytes()};
}

}  // namespace

Array load_npy(const FilePath& path, const FileLimits& limits) {
  SourceStream stream(std::make_shared<File>(path.string(), limits.file_bytes));
  return *read_npy(stream, TextArrays::refuse);
}

void save_npy(const FilePath& path, const Array& array) {
  FileWriter file(path.string());
  file.append(bytes_of(npy_beginning(array.dtype(), array.shape())));
  file.append(elements_of(array.contiguous()));
  file.commit();
}

NpzContents read_npz(std::shared_ptr<const ByteSource> source, const FileLimits& limits) {
  const ZipReader zip(std::move(source), limits);
  NpzContents contents;
  for (const ZipMember& member : zip.members()) {
    std::optional<Array> array;
    if (member.name.ends_with(npy_ending)) array = read_npy(*zip.open(member), TextArrays::pass_over);
    if (array) contents.arrays.insert(member.name.substr(0, member.name.size() - npy_ending.size()), std::move(*array));
    else contents.passed_over.push_back(member.name);
  }
  return contents;
}

NpzContents read_npz(const FilePath& path, const FileLimits& limits) {
  return read_npz(std::make_shared<File>(path.string(), limits.file_bytes), limits);
}

Arrays load_npz(const FilePath& path, const FileLimits& limits) { return read_npz(path, limits).arrays; }

void save_npz(const FilePath& path, const Arrays& arrays, const NpzOptions& options) {
  FileWriter file(path.string());
  ZipWriter zip(file);
  for (const auto& [name, array] : arrays) {
    const Array contiguous = array.contiguous();
    const std::string beginning = npy_beginning(array.dtype(), array.shape());
    if (name.empty()) refuse<ValueError>({.where = file_name(path.string()), .what = "an array has no name"});
    zip.add(name + std::string(npy_ending), {bytes_of(beginning), elements_of(contiguous)},
            options.compressed ? ZipMethod::deflated : ZipMethod::stored);
  }
  zip.finish();
  file.commit();
}

}  // namespace pellucid::inline v0

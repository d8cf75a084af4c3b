// Arrays in NumPy's files: npy holds one, npz is a zip of many.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <pellucid/array.hpp>
#include <pellucid/export.hpp>
#include <pellucid/name.hpp>

namespace pellucid::inline v0 {

/// How much a file may ask for. What exceeds a limit is refused before memory is taken for it.
struct FileLimits {
  std::uint64_t file_bytes = std::uint64_t{64} << 30;     ///< of the file itself
  std::uint64_t content_bytes = std::uint64_t{64} << 30;  ///< of all members of an archive, uncompressed
  std::uint64_t members = 100'000;                        ///< of an archive
  std::uint64_t ratio = 100;  ///< uncompressed to compressed bytes of one member, once it is larger than `ratio_free_bytes`
  std::uint64_t ratio_free_bytes = std::uint64_t{256} << 20;
};

/// Reads an npy file of version 1, 2 or 3 into a row-major array; big-endian and Fortran order are turned. Two bytes of void (V2), which is how
/// ml_dtypes writes bfloat16, are read as bfloat16.
/// Throws FileError when it cannot be read, FormatError (with the byte offset) when it is no sound npy file, DtypeError for elements that are no
/// numbers (objects, text, dates, records) or complex, ResourceError past a limit.
PELLUCID_API Array load_npy(const FilePath& path, const FileLimits& limits = {});

/// Writes what NumPy would write, byte for byte. The file appears whole or not at all. Throws FileError.
PELLUCID_API void save_npy(const FilePath& path, const Array& array);

/// The arrays of an npz file by name, without ".npy", in the file's order. Text arrays and members that are no npy are passed over.
/// Throws as `load_npy`; a file with one bad member is refused whole.
PELLUCID_API Arrays load_npz(const FilePath& path, const FileLimits& limits = {});

struct NpzContents {
  Arrays arrays;
  std::vector<std::string> passed_over;  ///< member names of text arrays and of what is no npy
};
/// The same, and what was passed over.
PELLUCID_API NpzContents read_npz(const FilePath& path, const FileLimits& limits = {});

struct NpzOptions {
  bool compressed = false;
};
/// Writes what `numpy.load` reads; equal arrays give equal bytes, as no time is recorded. The file appears whole or not at all.
/// Throws ValueError for names that no archive should hold (empty, absolute, with '..', backslash or NUL, not UTF-8), FileError.
PELLUCID_API void save_npz(const FilePath& path, const Arrays& arrays, const NpzOptions& options = {});

}  // namespace pellucid::inline v0

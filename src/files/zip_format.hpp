// The numbers of the zip format (PKWARE's APPNOTE 6.3), as far as they are used here.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pellucid::inline v0::zip {

inline constexpr std::uint32_t local_signature = 0x04034b50;
inline constexpr std::uint32_t central_signature = 0x02014b50;
inline constexpr std::uint32_t end_signature = 0x06054b50;
inline constexpr std::uint32_t end64_signature = 0x06064b50;
inline constexpr std::uint32_t end64_locator_signature = 0x07064b50;

inline constexpr std::size_t local_bytes = 30, central_bytes = 46, end_bytes = 22, end64_bytes = 56, end64_locator_bytes = 20;
inline constexpr std::size_t longest_comment = 0xffff;

inline constexpr std::uint16_t stored = 0, deflated = 8;  // methods

inline constexpr std::uint16_t flag_encrypted = 1, flag_level = 6, flag_sizes_follow = 8, flag_utf8 = 0x800;
inline constexpr std::uint16_t known_flags = flag_level | flag_sizes_follow | flag_utf8;

inline constexpr std::uint16_t extra_zip64 = 1;
inline constexpr std::uint16_t escape16 = 0xffff;  // "look in the zip64 record"
inline constexpr std::uint32_t escape32 = 0xffffffff;

inline constexpr std::uint16_t version_deflate = 20, version_zip64 = 45;
inline constexpr std::uint16_t made_on_unix = 3;
inline constexpr std::uint16_t date_1980 = 0x21;  // the first day that the format knows
inline constexpr std::uint32_t mode_kind = 0170000, mode_file = 0100000, mode_folder = 0040000;

}  // namespace pellucid::inline v0::zip

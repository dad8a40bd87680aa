// How a block of a Xapian table is laid out (glass version 2016-03-14; glass_table.h of
// xapian-core). Numbers have their high byte first.
#pragma once

#include <cstddef>

namespace newsidx::glass {

// GLASS_DEFAULT_BLOCKSIZE, glass_defs.h.
inline constexpr std::size_t kBlockBytes = 8192;

// The head: revision (4 bytes), level (1; leaves have 0), largest gap, all gaps, end of the
// directory (2 each). The directory has the places of the items, in the order of their keys.
inline constexpr std::size_t kLevelAt = 4;
inline constexpr std::size_t kLargestGapAt = 5;
inline constexpr std::size_t kAllGapsAt = 7;
inline constexpr std::size_t kDirectoryEndAt = 9;
inline constexpr std::size_t kDirectoryAt = 11;
inline constexpr std::size_t kDirectoryEntry = 2;

// An item of a leaf: size and flags (2), length of the key (1), key, number of the piece of the tag
// (2, not of the first), tag. The size is that of all but the first three bytes.
inline constexpr std::size_t kItemHead = 3;
inline constexpr std::size_t kPieceNumber = 2;
inline constexpr unsigned kCompressed = 0x8000;
inline constexpr unsigned kLastPiece = 0x4000;
inline constexpr unsigned kFirstPiece = 0x2000;
inline constexpr unsigned kItemSize = 0x1FFF;

// An item above the leaves: number of the block below (4), length of the key (1), key, number of
// the piece (2).
inline constexpr std::size_t kBranchHead = 5;

}  // namespace newsidx::glass

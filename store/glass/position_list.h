// The positions of a term in an article as they stand in Xapian's position table. Facts of the
// format (glass version 2016-03-14) are from xapian-core's backends/glass/glass_positionlist.cc and
// common/bitstream.cc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace newsidx::glass {

// Appends the positions, which ascend, each once, and are one at least. The last stands first; the
// others follow in interpolative code (Moffat and Stuiver, "Binary Interpolative Coding for
// Effective Index Compression", 2000; Witten, Moffat and Bell, "Managing Gigabytes", 2nd edition,
// pages 126-127).
void put_positions(std::string& out, const std::vector<std::uint32_t>& positions);

}  // namespace newsidx::glass

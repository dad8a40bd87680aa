#include "store/glass/position_list.h"

#include <bit>
#include <cstddef>

#include "store/glass/packing.h"

namespace newsidx::glass {
namespace {

// Numbers below a bound in as few bits as the bound allows, the lowest bit first. When the bound is
// no power of two, the numbers in the middle take one bit less.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}

  void put(std::uint64_t value, std::uint64_t bound) {
    auto bits = static_cast<unsigned>(std::bit_width(bound - 1));
    const std::uint64_t spare = (std::uint64_t{1} << bits) - bound;
    const std::uint64_t middle = (bound - spare) / 2;
    if (spare > 0 && value >= middle + spare)
      value = (value - middle - spare) | std::uint64_t{1} << (bits - 1);
    else if (spare > 0 && value >= middle)
      --bits;
    waiting_ |= value << waiting_bits_;
    for (waiting_bits_ += bits; waiting_bits_ >= 8; waiting_bits_ -= 8) {
      out_ += static_cast<char>(waiting_);
      waiting_ >>= 8U;
    }
  }

  void finish() {
    if (waiting_bits_ > 0) out_ += static_cast<char>(waiting_);
  }

 private:
  std::string& out_;
  std::uint64_t waiting_ = 0;
  unsigned waiting_bits_ = 0;  // below eight between two numbers
};

// Those between `first` and `last`, whose positions are known: the one in the middle, then those on
// either side of it.
void put_between(BitWriter& out, const std::vector<std::uint32_t>& positions, std::size_t first,
                 std::size_t last) {
  while (first + 1 < last) {
    const std::size_t middle = (first + last) / 2;
    const std::uint64_t least = positions[first] + (middle - first);
    const std::uint64_t bound = positions[last] - positions[first] - (last - first) + 1;
    out.put(positions[middle] - least, bound);
    put_between(out, positions, first, middle);
    first = middle;
  }
}

}  // namespace

void put_positions(std::string& out, const std::vector<std::uint32_t>& positions) {
  const std::uint32_t last = positions.back();
  put_uint(out, last);
  if (positions.size() == 1) return;
  BitWriter bits(out);
  bits.put(positions.front(), last);
  bits.put(positions.size() - 2, last - positions.front());
  put_between(bits, positions, 0, positions.size() - 1);
  bits.finish();
}

}  // namespace newsidx::glass

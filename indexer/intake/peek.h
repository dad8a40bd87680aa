// Looking at the beginning of a stream that cannot be rewound.
#pragma once

#include <istream>
#include <streambuf>
#include <string>

namespace newsidx {

// A stream buffer that gives the bytes taken from another one first, and then what is left there.
class PeekedBuffer : public std::streambuf {
 public:
  // Takes up to `bytes` bytes of `source`, which must outlive this.
  PeekedBuffer(std::streambuf& source, std::size_t bytes);

  const std::string& head() const { return head_; }

 protected:
  int_type underflow() override;

 private:
  std::streambuf& source_;
  std::string head_;
  std::string chunk_;
};

}  // namespace newsidx

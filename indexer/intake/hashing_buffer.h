// Hashing a stream while it is read.
#pragma once

#include <xxhash.h>

#include <memory>
#include <streambuf>
#include <string>

namespace newsidx {

// Gives the bytes of another stream buffer, and their XXH3-128 when they are read to the end.
class HashingBuffer : public std::streambuf {
 public:
  explicit HashingBuffer(std::streambuf& source);  // must outlive this

  // Of all bytes; reads what is left.
  XXH128_hash_t finish();

 protected:
  int_type underflow() override;

 private:
  struct FreeState {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::streambuf& source_;
  std::unique_ptr<XXH3_state_t, FreeState> state_;
  std::string chunk_;
};

}  // namespace newsidx

#include "store/glass/deflater.h"

#define ZLIB_CONST  // so that input may be const
#include <zlib.h>

#include <new>

namespace newsidx::glass {
namespace {

// Without a head, and with the window that Xapian opens streams with.
constexpr int kRawWindowBits = -15;
constexpr int kMemoryLevel = 8;

// So short tags never get shorter.
constexpr std::size_t kLeastBytes = 18;

}  // namespace

struct Deflater::Stream {
  z_stream zlib{};
};

Deflater::Deflater() : stream_(std::make_unique<Stream>()) {
  if (deflateInit2(&stream_->zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawWindowBits, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
}

Deflater::~Deflater() { deflateEnd(&stream_->zlib); }

std::string_view Deflater::compress(std::string_view bytes) {
  if (bytes.size() < kLeastBytes) return {};
  z_stream& zlib = stream_->zlib;
  deflateReset(&zlib);
  compressed_.resize(bytes.size() - 1);
  zlib.next_in = reinterpret_cast<const Bytef*>(bytes.data());
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(compressed_.data());
  zlib.avail_out = static_cast<uInt>(compressed_.size());
  if (deflate(&zlib, Z_FINISH) != Z_STREAM_END) return {};
  return std::string_view(compressed_).substr(0, zlib.total_out);
}

}  // namespace newsidx::glass

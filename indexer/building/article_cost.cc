#include "indexer/building/article_cost.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace newsidx {
namespace {

// Measured on articles of 8 MB (docs/performance.md): its bytes are held as they came, cleaned,
// packed and compressed; each word has a position; each different word up to three terms.
constexpr std::uint64_t kPerByte = 5;
constexpr std::uint64_t kPerWord = 14;
constexpr std::uint64_t kPerDifferentWord = 530;
// In a Xapian::Document, and then in what Xapian has not written yet.
constexpr std::uint64_t kPerWordDirect = 14;
constexpr std::uint64_t kPerDifferentWordDirect = 1100;

constexpr std::uint64_t kLeastBits = 1U << 12U;

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::uint64_t size_of(const Article& article) {
  return article.text.size() + article.title.size() + article.raw.size();
}

WordCounter::WordCounter(std::size_t bytes)
    : bits_(std::bit_ceil(std::max<std::uint64_t>(bytes, kLeastBits))) {}

void WordCounter::read(const Article& article) {
  bytes_ += size_of(article);
  read(article.title);
  read(article.text);
}

void WordCounter::read(std::string_view text) {
  std::uint64_t wide = 0;  // characters, each of which may be a word: Chinese has no spaces
  for (std::size_t i = 0; i < text.size();) {
    if (!is_word_byte(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    for (; i < text.size() && is_word_byte(text[i]); ++i)
      wide += static_cast<unsigned char>(text[i]) >= 0xE0 ? 1 : 0;
    ++words_;
    bits_[XXH3_64bits(&text[begin], i - begin) & (bits_.size() - 1)] = true;
  }
  words_ += wide;
}

std::uint64_t WordCounter::different() const {
  const auto set = static_cast<std::uint64_t>(std::count(bits_.begin(), bits_.end(), true));
  const auto all = static_cast<double>(bits_.size());
  const auto free = static_cast<double>(std::max<std::uint64_t>(1, bits_.size() - set));
  return static_cast<std::uint64_t>(-std::log(free / all) * all);
}

void WordCounter::clear() {
  if (bytes_ > 0) bits_.assign(bits_.size(), false);
  bytes_ = words_ = 0;
}

std::uint64_t shard_cost(const Article& article) {
  WordCounter counted(article.title.size() + article.text.size());
  counted.read(article);
  return kPerByte * counted.bytes() + kPerWord * counted.words() +
         kPerDifferentWord * counted.different();
}

std::uint64_t direct_cost(const WordCounter& counted) {
  return kPerByte * counted.bytes() + kPerWordDirect * counted.words() +
         kPerDifferentWordDirect * counted.different();
}

}  // namespace newsidx

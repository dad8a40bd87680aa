// The article as kept in Xapian's document data.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/article.h"

namespace newsidx {

enum class RecordParts { kWhole, kWithoutRawAndExtra };

// The words and phrases that an index's records share, so that each compresses well by itself: a
// zstd dictionary, trained on articles of that index and kept with it. Immutable; thread-safe.
class RecordDictionary {
 public:
  // Of the bytes that bytes() gave; empty: no dictionary.
  explicit RecordDictionary(std::string bytes = {});
  ~RecordDictionary();
  RecordDictionary(const RecordDictionary&) = delete;
  RecordDictionary& operator=(const RecordDictionary&) = delete;

  // Learned from articles, some thousands at most; without bytes when they are too few.
  static std::shared_ptr<const RecordDictionary> train(const std::vector<Article>& articles);

  const std::string& bytes() const { return bytes_; }

 private:
  friend class RecordCodec;
  struct Tables;
  std::string bytes_;
  std::unique_ptr<Tables> tables_;
};

// MessagePack, compressed by zstd, after checksums: one of the record itself, and the digest of all
// else that the index holds of the article (store/digest.h). Text and raw text stand next to each
// other, so that compression finds the one in the other. Not thread-safe: one a thread; they may
// share the dictionary.
class RecordCodec {
 public:
  explicit RecordCodec(std::shared_ptr<const RecordDictionary> dictionary);
  ~RecordCodec();
  RecordCodec(RecordCodec&&) noexcept;
  RecordCodec& operator=(RecordCodec&&) noexcept;

  std::string encode(const Article& article);

  // Throws Error(kIo) for data that is no record, or not as it was written; so do records of older
  // layouts, which have no checksum, as far as it shows.
  // Without a digest yet.
  Article decode(std::string_view data, RecordParts parts = RecordParts::kWhole);

 private:
  struct Contexts;
  std::shared_ptr<const RecordDictionary> dictionary_;
  std::unique_ptr<Contexts> contexts_;
};

// Puts the digest into a record that encode() made.
void seal_record(std::string& record, std::uint64_t digest);
// None in a record of an older layout.
std::optional<std::uint64_t> digest_in(std::string_view record);

// The article before compression: what tells whether one is as it was.
std::string pack_article(const Article& article);

}  // namespace newsidx

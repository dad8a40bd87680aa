// What unannotated articles teach the finder of names about words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entities/names/name_model.h"
#include "entities/names/name_tokens.h"

namespace newsidx {

// Words met less often than this are not kept.
inline constexpr std::uint32_t kMinFactCount = 5;

// KnownWord::capital: 0 when too rarely met where it says something, else 1 (never) to 7 (always);
// 8 more when a suffix with an apostrophe follows it now and then.
inline constexpr std::uint8_t kBeforeApostrophe = 8;

// Not thread-safe.
class WordFacts {
 public:
  // Valid UTF-8.
  void add_text(std::string_view text);

  std::uint64_t running_words() const { return running_words_; }

  // The words met often enough, with `capital` and `cluster`.
  std::vector<KnownWord> known_words() const;

 private:
  struct Count {
    std::uint32_t total = 0;
    std::uint32_t capital = 0;  // where no sentence begins
    std::uint32_t small = 0;
    std::uint32_t before_apostrophe = 0;
  };
  struct Running {
    std::uint32_t word = 0;
    std::uint16_t suffix = 0;  // 0: none
    std::uint8_t shape = 0;
    bool starts_chain = false;
  };
  std::uint32_t intern(const std::string& word);
  static std::uint8_t capital_of(const Count& count);

  NameTokenizer tokenizer_;
  std::vector<NameToken> tokens_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<NameHash> hashes_;
  std::vector<Count> counts_;
  std::unordered_map<std::string, std::uint16_t> suffixes_;
  std::vector<Running> running_;
  std::uint64_t running_words_ = 0;
};

}  // namespace newsidx

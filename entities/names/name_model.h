// A fitted finder of names: what words are known to be, and what each feature says of each label.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entities/names/name_hash.h"
#include "entities/names/name_labels.h"
#include "entities/names/name_lexicon.h"

namespace newsidx {

// What unannotated articles tell of a word.
struct KnownWord {
  std::uint32_t key = 0;     // 0: an empty slot
  std::uint8_t cluster = 0;  // words that stand beside the same words; 0: none
  std::uint8_t capital = 0;  // how often it has a capital where no sentence begins: word_facts.h
  std::uint8_t type = 0;     // what its contexts say that it names: word_facts.h
  std::uint8_t reserved = 0;
};

struct KnownPhrase {
  std::uint32_t key = 0;  // 0: an empty slot
  NameKinds kinds = 0;    // and kLonger
};
inline constexpr NameKinds kLonger = 1U << 31U;  // a longer phrase begins so

// In units of the model's scale of that pass.
struct FeatureWeights {
  std::uint32_t key = 0;  // 0: an empty slot
  std::array<std::array<std::int8_t, kNameLabels>, 2> passes{};
  std::array<std::int8_t, 2> reserved{};
};

// Immutable, so thread-safe.
class NameModel {
 public:
  // The program's own.
  static std::shared_ptr<const NameModel> shipped();
  // Throws Error: kNotFound, kConfiguration (no model of names, or one of another version).
  static std::shared_ptr<const NameModel> open(const std::filesystem::path& file);

  static std::shared_ptr<const NameModel> of_bytes(std::string_view bytes, const std::string& name);

  ~NameModel();
  NameModel(const NameModel&) = delete;
  NameModel& operator=(const NameModel&) = delete;

  // All of them; a word that is not known has the key 0.
  std::vector<KnownWord> words() const;
  KnownWord word(NameHash word) const;
  NameKinds phrase(NameHash phrase) const;
  const FeatureWeights* feature(std::uint32_t key) const;
  // Removes from keys[from, …) most that feature() does not know, without a look into its big
  // table, and has the places of the others fetched.
  void fetch(std::vector<std::uint32_t>& keys, std::size_t from) const;

  float scale(std::size_t pass) const;
  const StepScores& steps(std::size_t pass) const;
  std::string checksum() const;  // 16 hexadecimal digits

 private:
  struct Layout;
  explicit NameModel(std::unique_ptr<Layout> layout);
  static std::unique_ptr<Layout> read(std::string_view bytes, const std::string& name);

  // A bit for each beginning of keys that features have: 128 KB, of which the 120,000 features of
  // the shipped model take a ninth.
  static constexpr unsigned kMarkBits = 20;

  std::unique_ptr<Layout> layout_;
  std::vector<std::uint64_t> marks_;
};

// The hash under which a phrase is kept: of its words, one after the other.
constexpr NameHash kNoPhrase = 0;

struct NameModelParts {
  std::vector<KnownWord> words;
  std::vector<NamePhrase> phrases;
  std::vector<FeatureWeights> features;
  std::array<float, 2> scales{};
  std::array<StepScores, 2> steps{};
};

// The bytes of a model file. The same parts in any order of words and features give the same bytes.
std::string build_name_model(NameModelParts parts);

}  // namespace newsidx

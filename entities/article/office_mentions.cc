#include "entities/article/office_mentions.h"

#include <algorithm>
#include <array>
#include <string>

#include "entities/aliases/name_key.h"
#include "entities/article/nations.h"
#include "newsidx/utf8.h"
#include "text/letters.h"

namespace newsidx {
namespace {

constexpr std::uint32_t kNone = OnlyForm::kNone;

// What an office says of its holder.
enum class Rank : std::uint8_t {
  kLeader,     // of a state, whatever he is called there
  kPresident,  // and called so
  kPremier,
  kOther,        // of a ministry, a parliament, a party
  kCounterpart,  // the like of whom the sentence is about
};

struct Head {
  std::string_view folded;  // without a possessive
  Rank rank;
};

constexpr std::array<Head, 9> kHeads = {{
    {"cumhurbaskan", Rank::kPresident},
    {"basbakan", Rank::kPremier},
    {"baskan", Rank::kOther},  // a president only as a nation's (kPresident then)
    {"bakan", Rank::kOther},
    {"lider", Rank::kLeader},
    {"kral", Rank::kLeader},
    {"sansolye", Rank::kPremier},
    {"mevkidas", Rank::kCounterpart},
    {"meslektas", Rank::kCounterpart},
}};

// Behind a head, folded: a possessive, a case, or both.
constexpr std::array<std::string_view, 29> kEndings = {
    "",      "i",   "si",    "in",   "e",     "a",    "la",   "le",     "da",   "de",
    "dan",   "den", "inin",  "ina",  "ine",   "iyla", "iyle", "inda",   "inde", "indan",
    "inden", "ini", "sinin", "sine", "siyle", "sina", "sini", "sinden", "nin"};

// Behind an office, the beginnings of words that make another of it: Başbakan Yardımcısı.
constexpr std::array<std::string_view, 12> kOtherOffice = {
    "yardim", "aday",  "vekil",  "danisman", "sozcu",    "secim",
    "ofis",   "adayi", "koltug", "muavin",   "temsilci", "musavir"};

// Folded; an office of which these say no more is held by many: Devlet Bakanı, Belediye Başkanı.
constexpr std::array<std::string_view, 25> kSaysNothing = {
    "genel", "yonetim", "kurulu",     "belediye", "buyuksehir", "il",    "ilce",
    "kulup", "kulubu",  "daire",      "oda",      "odasi",      "vakif", "dernek",
    "sube",  "grup",    "meclis",     "devlet",   "icra",       "bolge", "bolum",
    "baro",  "sendika", "federasyon", "komisyon"};

constexpr std::array<std::string_view, 6> kFormer = {"eski",    "onceki", "sabik",
                                                     "donemin", "merhum", "gelecek"};

constexpr std::array<std::string_view, 10> kCounted = {"iki", "uc",     "dort", "bes",      "bir",
                                                       "her", "hicbir", "bazi", "herhangi", "ilk"};

constexpr std::size_t kMostModifiers = 3;  // Doğal Kaynaklar Bakanı
constexpr std::size_t kLongestWord = 40;   // bytes; what is longer is no part of an office

constexpr auto kWordBytes = [] {
  std::array<bool, 256> word{};
  for (std::size_t byte = 0; byte < word.size(); ++byte)
    word[byte] = byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  return word;
}();
bool is_word_byte(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }

bool is_capital(std::string_view word) {
  std::size_t i = 0;
  return !word.empty() && is_upper(next_code_point(word, i));
}

// A head and its ending, in a word without the suffix behind an apostrophe.
const Head* find_head(std::string_view word) {
  if (word.size() > kLongestWord) return nullptr;
  const std::string folded = fold(word);
  for (const Head& head : kHeads)
    if (folded.starts_with(head.folded) &&
        std::find(kEndings.begin(), kEndings.end(),
                  std::string_view(folded).substr(head.folded.size())) != kEndings.end())
      return &head;
  return nullptr;
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

struct Office {
  std::size_t begin = 0;
  const Head* head = nullptr;
  NationId nation = 0;
  std::string modifiers;  // folded: disisleri
  bool nobody = false;    // a former holder, or none in particular
  bool capital = false;

  // Without a nation an office is that of whatever stands before it: CHP lideri.
  Rank rank() const {
    if (head->rank == Rank::kCounterpart) return head->rank;
    if (head->folded == "baskan")
      return modifiers == "devlet" || (modifiers.empty() && nation != 0) ? Rank::kPresident
                                                                         : Rank::kOther;
    return nation == 0 && (!modifiers.empty() || head->rank == Rank::kLeader) ? Rank::kOther
                                                                              : head->rank;
  }
};

bool says_nothing(std::string_view modifiers) {
  const auto words = key_words(modifiers);
  return std::all_of(words.begin(), words.end(),
                     [](std::string_view word) { return is_one_of(kSaysNothing, word); });
}

class OfficeFinder {
 public:
  OfficeFinder(std::string_view text, NameForms& forms) : text_(text), forms_(forms) {}

  std::vector<FoundOffice> find() {
    for (std::size_t m = 0; m < forms_.mentions().size(); ++m) read_evidence(m);
    if (!holders_.empty()) scan();
    return std::move(found_);
  }

 private:
  // The office that ends in the word [begin, end), with what stands before it.
  Office read_office(std::size_t begin, std::string_view word, const Head& head) const {
    Office office{begin, &head, 0, {}, false, is_capital(word)};
    std::size_t count = 0;
    for (std::size_t at = begin;;) {
      const std::string_view before = word_and_suffix_before(at);
      if (before.empty() || before.size() > kLongestWord) break;
      const std::size_t start = static_cast<std::size_t>(before.data() - text_.data());
      const std::string folded = fold(without_suffix(before));
      if (is_one_of(kFormer, folded)) {
        office.nobody = true;
        break;
      }
      // Several, or nobody in particular: iki Cumhurbaşkanı.
      if (is_one_of(kCounted, folded)) {
        office.nobody = true;
        break;
      }
      if (folded == "yeni") {
        at = start;
        continue;
      }
      const std::string_view one_more = word_and_suffix_before(start);
      if (!one_more.empty() && one_more.size() <= kLongestWord) {
        if (const NationId two = find_nation(fold(one_more) + '_' + folded); two != 0) {
          office.nation = two;
          office.begin = static_cast<std::size_t>(one_more.data() - text_.data());
          office.nobody = is_former_before(office.begin);
          break;
        }
      }
      if (const NationId nation = find_nation(folded);
          nation != 0 && is_capital(before) && may_own(before)) {
        office.nation = nation;
        office.begin = start;
        office.nobody = is_former_before(start);
        break;
      }
      if (!(is_capital(before) || folded == "devlet" || folded == "disisleri") ||
          before.size() != without_suffix(before).size() || count == kMostModifiers)
        break;
      office.modifiers = office.modifiers.empty() ? folded : folded + ' ' + office.modifiers;
      office.begin = start;
      at = start;
      ++count;
    }
    return office;
  }

  bool is_former_before(std::size_t at) const {
    const std::string_view word = word_before_space(at);
    return !word.empty() && word.size() <= kLongestWord && is_one_of(kFormer, fold(word));
  }

  // As word_before, with a suffix behind an apostrophe.
  std::string_view word_and_suffix_before(std::size_t at) const {
    const std::string_view word = word_before_space(at);
    if (word.empty()) return word;
    std::size_t begin = static_cast<std::size_t>(word.data() - text_.data());
    const std::size_t end = begin + word.size();
    if (begin == 0) return word;
    std::size_t before = begin;
    if (!is_apostrophe(previous_code_point(text_, before))) return word;
    while (before > 0 && end - before <= kLongestWord && is_word_byte(text_[before - 1])) --before;
    return text_.substr(before, end - before);
  }

  std::string_view word_before_space(std::size_t at) const {
    if (at == 0 || text_[at - 1] != ' ') return {};
    const std::size_t end = at - 1;
    std::size_t begin = end;
    while (begin > 0 && end - begin <= kLongestWord && is_word_byte(text_[begin - 1])) --begin;
    return text_.substr(begin, end - begin);
  }

  static std::string_view without_suffix(std::string_view word) {
    for (std::size_t i = 0; i < word.size();) {
      const std::size_t at = i;
      if (is_apostrophe(next_code_point(word, i))) return word.substr(0, at);
    }
    return word;
  }

  // A nation's name has no suffix before its office, or a genitive: Rusya'nın lideri.
  static bool may_own(std::string_view word) {
    const std::string_view body = without_suffix(word);
    if (body.size() == word.size()) return true;
    const std::string suffix = fold(word.substr(body.size()));
    return suffix.ends_with("in") || suffix.ends_with("un");
  }

  static std::string key_of(NationId nation, std::string_view office) {
    return std::string(1, static_cast<char>(nation)).append(office);
  }

  // The names under which the office's holder may be asked for.
  static std::vector<std::string> keys_of(const Office& office, Rank rank) {
    switch (rank) {
      case Rank::kPresident:
        return {key_of(office.nation, "president")};
      case Rank::kPremier:
        return {key_of(office.nation, "premier")};
      case Rank::kLeader:
        return {key_of(office.nation, "leader")};
      case Rank::kCounterpart:
        return {key_of(office.nation, "any")};
      case Rank::kOther:
        break;
    }
    return {key_of(office.nation, std::string(office.head->folded) + ':' + office.modifiers)};
  }

  void read_evidence(std::size_t m) {
    const Mention& mention = forms_.mentions()[m];
    if (mention.type != EntityType::kPerson) return;
    const std::string_view word = word_before_space(mention.begin);
    if (word.empty()) return;
    const Head* head = find_head(word);
    if (head == nullptr) return;
    const Office office = read_office(mention.begin - 1 - word.size(), word, *head);
    if (office.nobody) return;
    Rank rank = office.rank();
    if (rank == Rank::kCounterpart)
      rank = last_rank_;
    else
      last_rank_ = rank;
    if (rank == Rank::kOther && office.modifiers.empty()) return;
    const std::uint32_t root = forms_.root(forms_.meant_by(m));
    if (office.rank() != Rank::kCounterpart)
      for (const std::string& key : keys_of(office, rank)) holders_[key].add(root);
    if (office.nation == 0) return;
    holders_[key_of(office.nation, "any")].add(root);
    if (rank != Rank::kOther) holders_[key_of(office.nation, "leader")].add(root);
  }

  // Every word that may be a head by its first letters.
  void scan() {
    std::size_t next = 0;
    for (std::size_t i = 0; i < text_.size();) {
      if (!is_word_byte(text_[i])) {
        ++i;
        continue;
      }
      const std::size_t begin = i;
      while (i < text_.size() && is_word_byte(text_[i])) ++i;
      const std::string_view word = text_.substr(begin, i - begin);
      if (word.size() < 4 || !may_be_head(word)) continue;
      const std::string_view body = without_suffix(word);
      const Head* head = find_head(body);
      if (head == nullptr) continue;
      while (next < forms_.mentions().size() && forms_.mentions()[next].end <= begin) ++next;
      judge(begin, body, *head, next);
    }
  }

  // By its first letters, before it is folded: ba, cu, li, kr, me, şa in any case.
  static bool may_be_head(std::string_view word) {
    const auto is = [&](std::size_t at, std::string_view letters) {
      return letters.find(word[at]) != std::string_view::npos;
    };
    switch (word[0]) {
      case 'B':
      case 'b':
        return is(1, "aA") && is(2, "\xC5kKsS");  // başkan, bakan, baskan
      case 'C':
      case 'c':
        return is(1, "uU") && is(2, "mM");
      case 'L':
      case 'l':
        return is(1, "iI\xC4");
      case 'K':
      case 'k':
        return is(1, "rR");
      case 'M':
      case 'm':
        return is(1, "eE");
      case '\xC5':
        return is(1, "\x9E\x9F") && is(2, "aA");
      default:
        return false;
    }
  }

  void judge(std::size_t begin, std::string_view word, const Head& head, std::size_t next) {
    const std::size_t end = begin + word.size();
    const auto& mentions = forms_.mentions();
    // Part of a name, or before one, which it then belongs to.
    if (next < mentions.size()) {
      if (mentions[next].begin <= begin) return;
      if (mentions[next].type == EntityType::kPerson && mentions[next].begin <= end + 1) return;
    }
    if (end < text_.size() && text_[end] == ' ' && makes_other_office(end + 1)) return;
    const Office office = read_office(begin, word, head);
    if (office.nobody) return;
    const Rank rank = office.rank();
    if (office.nation == 0) {
      if (rank == Rank::kCounterpart || (office.modifiers.empty() && !office.capital)) return;
      if (rank == Rank::kOther && says_nothing(office.modifiers)) return;
    }
    for (const std::string& key : keys_of(office, rank)) {
      const auto at = holders_.find(key);
      if (at == holders_.end() || at->second.get() == kNone) continue;
      found_.push_back({office.begin, end, at->second.get()});
      return;
    }
  }

  bool makes_other_office(std::size_t at) const {
    const std::string next = fold(cut_to_bytes(text_.substr(at, kLongestWord), kLongestWord - 4));
    return std::any_of(kOtherOffice.begin(), kOtherOffice.end(),
                       [&](std::string_view beginning) { return next.starts_with(beginning); });
  }

  std::string_view text_;
  NameForms& forms_;
  std::unordered_map<std::string, OnlyForm> holders_;  // by key_of
  Rank last_rank_ = Rank::kOther;
  std::vector<FoundOffice> found_;
};

}  // namespace

std::vector<FoundOffice> find_offices(std::string_view text, NameForms& forms) {
  return OfficeFinder(text, forms).find();
}

}  // namespace newsidx

#include "text/stem_overrides.h"

#include <fmt/format.h>

#include <map>

#include "newsidx/error.h"
#include "newsidx/utf8.h"
#include "text/clean.h"
#include "text/letters.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

// As the analyzer has the word: what shows nothing would keep it from ever being met.
std::string word_form(std::string_view written) {
  return std::string(trim(to_nfc(to_lower_turkish(without_invisible(written)))));
}

}  // namespace

std::shared_ptr<const StemOverrides> StemOverrides::parse(std::string_view text,
                                                          const std::string& name) {
  auto overrides = std::make_shared<StemOverrides>();
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const auto refuse = [&](const std::string& why) {
      throw Error(ErrorCode::kInputRefused, fmt::format("{}:{}: {}", name, number, why),
                  "write word<TAB>stem, or the word alone to keep it whole, in UTF-8");
    };
    if (find_invalid_utf8(line) != std::string_view::npos) refuse("not UTF-8");
    if (trim(line).empty() || trim(line)[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    const std::string word = word_form(line.substr(0, tab));
    if (word.starts_with('#')) continue;
    const std::string stem = tab == std::string_view::npos ? word : word_form(line.substr(tab + 1));
    if (word.empty()) refuse("no word");
    if (stem.empty()) refuse("no stem");
    if (word.find(' ') != std::string::npos || stem.find_first_of(" \t") != std::string::npos)
      refuse("more than one word");
    overrides->stems_[word] = stem;
  }
  return overrides;
}

std::shared_ptr<const StemOverrides> StemOverrides::read(const std::filesystem::path& file) {
  return parse(read_whole_file(file, "name a file of word<TAB>stem lines"), file.string());
}

const std::string* StemOverrides::find(std::string_view word) const {
  const auto found = stems_.find(std::string(word));
  return found == stems_.end() ? nullptr : &found->second;
}

std::string StemOverrides::text() const {
  std::string text;
  for (const auto& [word, stem] : std::map(stems_.begin(), stems_.end()))
    text += fmt::format("{}\t{}\n", word, stem);
  return text;
}

}  // namespace newsidx

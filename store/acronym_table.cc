#include "store/acronym_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/metadata.h"

namespace newsidx {
namespace {

using Json = nlohmann::json;

constexpr const char* kAcronymKey = "newsidx.acronym.";
constexpr const char* kLongFormKey = "newsidx.longform.";
// Xapian's metadata keys are about as long as its terms.
constexpr std::size_t kMaxKeyBytes = 200;
// An acronym of many meanings is a common word or a mistake.
constexpr std::size_t kMaxLongForms = 8;
constexpr std::size_t kLongFormParts = 3;
constexpr std::size_t kAcronymParts = 2;

std::string joined(const std::vector<std::string>& stems) {
  std::string text;
  for (const std::string& stem : stems) text += (text.empty() ? "" : " ") + stem;
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, space - at));
    at = space + 1;
  }
  return words;
}

// [[count, stems, text], ...] or [[count, acronym], ...], entries of so many parts; empty when
// there is none. Throws Error(kIo) when it is damaged.
Json read_list(const Xapian::Database& database, const std::string& key, std::size_t parts) {
  if (key.size() > kMaxKeyBytes) return Json::array();
  Json list = Json::parse(read_metadata(database, key), nullptr, false);
  const auto is_entry = [parts](const Json& entry) {
    return entry.is_array() && entry.size() == parts && entry[0].is_number_unsigned() &&
           std::all_of(entry.begin() + 1, entry.end(),
                       [](const Json& text) { return text.is_string(); });
  };
  const bool whole = list.is_array() && std::all_of(list.begin(), list.end(), is_entry);
  return whole ? list : Json::array();
}

// Counts an entry of the list, whose first element is its count and second what it is known by.
void count_in(Json& list, std::uint32_t count, const std::string& name, const Json& rest) {
  for (Json& entry : list) {
    if (entry.at(1) != name) continue;
    entry.at(0) = entry.at(0).get<std::uint32_t>() + count;
    return;
  }
  if (list.size() >= kMaxLongForms) return;
  Json entry = {count, name};
  if (!rest.is_null()) entry.push_back(rest);
  list.push_back(std::move(entry));
}

void sort_by_count(Json& list) {
  std::stable_sort(list.begin(), list.end(),
                   [](const Json& a, const Json& b) { return a.at(0) > b.at(0); });
}

}  // namespace

std::vector<LongForm> find_long_forms(const Xapian::Database& database,
                                      const std::string& acronym) {
  std::vector<LongForm> forms;
  for (const Json& entry : read_list(database, kAcronymKey + acronym, kLongFormParts))
    forms.push_back({entry.at(2), split(entry.at(1)), entry.at(0), {}});
  return forms;
}

std::vector<CountedAcronym> find_acronyms(const Xapian::Database& database,
                                          const std::vector<std::string>& stems) {
  std::vector<CountedAcronym> acronyms;
  for (const Json& entry : read_list(database, kLongFormKey + joined(stems), kAcronymParts))
    acronyms.push_back({entry.at(1), entry.at(0)});
  return acronyms;
}

void AcronymCounts::add(const std::string& acronym, LongForm long_form) {
  std::vector<LongForm>& known = pending_[acronym];
  for (LongForm& form : known) {
    if (form.stems != long_form.stems) continue;
    form.count += long_form.count;
    return;
  }
  known.push_back(std::move(long_form));
}

void AcronymCounts::add(const AcronymCounts& others) {
  for (const auto& [acronym, forms] : others.pending_)
    for (const LongForm& form : forms) add(acronym, form);
}

void AcronymCounts::write_to(Xapian::WritableDatabase& database) {
  for (const auto& [acronym, forms] : pending_) {
    const std::string key = kAcronymKey + acronym;
    Json list = read_list(database, key, kLongFormParts);
    for (const LongForm& form : forms) {
      const std::string long_key = kLongFormKey + joined(form.words);
      if (key.size() > kMaxKeyBytes || long_key.size() > kMaxKeyBytes) continue;
      count_in(list, form.count, joined(form.stems), form.text);
      Json reverse = read_list(database, long_key, kAcronymParts);
      count_in(reverse, form.count, acronym, nullptr);
      sort_by_count(reverse);
      write_metadata(database, long_key, reverse.dump());
    }
    sort_by_count(list);
    write_metadata(database, key, list.dump());
  }
  pending_.clear();
}

}  // namespace newsidx

// An article as read from an archive, stored in the index, and given back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "newsidx/date.h"

namespace newsidx {

// Every string but `raw` is valid UTF-8; those that are text, not keys, are in normalization form
// C.
struct Article {
  std::string id;     // unique in an index; never empty once the article is in one
  std::string title;  // given, or taken from the first line or sentence of the text
  std::optional<Date> date;
  std::string source;
  std::string author;
  std::string section;
  std::string url;
  std::string path;  // the file it came from; "-" for standard input
  std::string
      text;  // the body to be read and searched: converted, repaired, without the headline line
  std::string raw;  // the text as it came, byte for byte; empty when that is `text` itself
  // Fields of the input that newsidx has no name for, each with its value as JSON.
  std::map<std::string, std::string> extra;
  // Whether the title repeats the beginning of `text` (no title was given and none stood on a line
  // of its own), so that its words are not counted twice.
  bool title_from_text = false;
  // Whether the date is only the time of the article's file.
  bool date_from_file = false;

  // Whether the article states when it was published, or whoever added it did.
  bool has_own_date() const { return date.has_value() && !date_from_file; }

  // The text as it came.
  std::string_view original() const { return raw.empty() ? text : raw; }

  bool operator==(const Article&) const = default;
};

}  // namespace newsidx

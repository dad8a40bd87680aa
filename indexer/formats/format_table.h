// The table of formats: every format that articles are read from, once, with all that intake,
// reindex and command line need to know of it. docs/new-format.md walks a new one through.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "indexer/formats/reader.h"
#include "newsidx/indexer.h"

namespace newsidx {

struct ArticleFormat {
  InputFormat id;
  std::string_view name;  // of --input
  // How files of folders tell it by their names: in lower case, with the dot. Two formats may have
  // one: then the content tells which it is.
  std::span<const std::string_view> endings;
  // Whether a file that begins so is of the format; asked in the order of the table.
  bool (*begins)(std::string_view head);
  bool one_article_a_file;  // then the file's name and time tell the date of an article without one
  ReadArticles read;
};

// The last takes whatever no other claims.
std::span<const ArticleFormat> article_formats();

const ArticleFormat& article_format(InputFormat id);  // not of kAuto

// So many bytes at the beginning of a file are looked at.
inline constexpr std::size_t kHeadBytes = 1024;

// By the ending of the file's name: kAuto when several have it, nothing when none has.
std::optional<InputFormat> format_by_name(const std::filesystem::path& path,
                                          std::span<const ArticleFormat> known = article_formats());

// By the beginning of the file, without its byte order mark.
InputFormat format_by_content(std::string_view head,
                              std::span<const ArticleFormat> known = article_formats());

// Whether the file is compressed, by its name: those are counted apart where they are passed over.
bool is_compressed(const std::filesystem::path& path);

}  // namespace newsidx

#include "indexer/formats/format_table.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace newsidx {
namespace {

class Articles final : public ArticleSink {
 public:
  void article(Article&& article, const std::string&) override {
    found.push_back(std::move(article));
  }
  void refused(const std::string& place, const std::string& reason) override {
    refusals.push_back(place + ": " + reason);
  }
  void mended(const std::string&, const std::string&) override {}
  void converted(const std::string&) override {}
  void advanced(std::size_t) override {}

  std::vector<Article> found;
  std::vector<std::string> refusals;
};

// A file of each format, as it begins, and how many articles it has.
struct Example {
  InputFormat format;
  const char* name;
  const char* bytes;
  std::size_t articles;
};

constexpr std::array<Example, 2> kExamples = {{
    {InputFormat::kPlainText, "a.TXT", "Bir başlık\n\nVe bir metin.\n", 1},
    {InputFormat::kJsonLines, "b.ndjson",
     "{\"text\": \"Birinci metin.\"}\n{\"text\": \"İkinci metin.\"}\n", 2},
}};

TEST_SUITE("formats") {
  TEST_CASE("each is told by its name and by its content, and is read by its own reader") {
    REQUIRE(kExamples.size() == article_formats().size());
    for (const Example& example : kExamples) {
      CAPTURE(example.name);
      CHECK(format_by_name(example.name) == example.format);
      CHECK(format_by_content(example.bytes) == example.format);
      CHECK(format_by_content(std::string("\xEF\xBB\xBF") + example.bytes) == example.format);
      const ArticleFormat& format = article_format(example.format);
      CHECK(format.id == example.format);
      CHECK((example.articles == 1) == format.one_article_a_file);
      std::istringstream in(example.bytes);
      Articles articles;
      format.read(in, example.name, {}, articles);
      CHECK(articles.found.size() == example.articles);
      CHECK(articles.refusals.empty());
    }
  }

  TEST_CASE("every reader refuses what has nothing in it") {
    for (const ArticleFormat& format : article_formats()) {
      std::istringstream in;
      Articles articles;
      format.read(in, "empty", {}, articles);
      CHECK(articles.refusals == std::vector<std::string>{"empty: empty file"});
    }
  }

  TEST_CASE("names and endings are written as they are compared, and auto is no format") {
    std::set<std::string_view> names;
    for (const ArticleFormat& format : article_formats()) {
      CHECK(format.id != InputFormat::kAuto);
      CHECK(names.insert(format.name).second);
      CHECK_FALSE(format.endings.empty());
      for (const std::string_view ending : format.endings) {
        CHECK(ending.starts_with('.'));
        CHECK(std::none_of(ending.begin(), ending.end(),
                           [](char c) { return c >= 'A' && c <= 'Z'; }));
        CHECK_FALSE(is_compressed("a" + std::string(ending)));
      }
    }
    // The last takes what no other claims.
    CHECK(format_by_content("\x01") == article_formats().back().id);
    CHECK(format_by_content("") == article_formats().back().id);
    CHECK_FALSE(format_by_name("a.pdf").has_value());
    CHECK_FALSE(format_by_name("txt").has_value());
  }

  TEST_CASE("what people may ask for is auto and each format once") {
    const std::vector<InputFormatName> names = input_formats();
    REQUIRE(names.size() == article_formats().size() + 1);
    CHECK(names.size() == kInputFormats);
    CHECK(names[0].name == "auto");
    CHECK(names[0].format == InputFormat::kAuto);
    for (std::size_t i = 1; i < names.size(); ++i)
      CHECK(names[i].name == article_format(names[i].format).name);
  }

  TEST_CASE("where two formats have one ending the content tells which it is") {
    constexpr std::array<std::string_view, 1> kXml = {".xml"};
    const auto begins_feed = [](std::string_view head) { return head.starts_with("<rss"); };
    const auto begins_any = [](std::string_view) { return true; };
    const std::array<ArticleFormat, 2> known = {{
        {InputFormat::kJsonLines, "feed", kXml, begins_feed, false, read_json_lines},
        {InputFormat::kPlainText, "wire", kXml, begins_any, true, read_plain_text},
    }};
    CHECK(format_by_name("a.xml", known) == InputFormat::kAuto);
    CHECK(format_by_content("<rss>", known) == InputFormat::kJsonLines);
    CHECK(format_by_content("<nitf>", known) == InputFormat::kPlainText);
  }

  TEST_CASE("README names every ending that files of folders are taken by") {
    std::ifstream in(std::string(NEWSIDX_SOURCE_DIR) + "/README.md");
    std::ostringstream page;
    page << in.rdbuf();
    for (const ArticleFormat& format : article_formats())
      for (const std::string_view ending : format.endings)
        CHECK_MESSAGE(page.str().find(ending) != std::string::npos, ending);
  }
}

}  // namespace
}  // namespace newsidx

#include "store/fingerprint.h"

#include <fmt/format.h>

#include <sstream>

#include "newsidx/error.h"
#include "text/analyzer.h"

namespace newsidx {

Fingerprint Fingerprint::of_program(StemmerKind stemmer) {
  return {kLayoutVersion, kAnalyzerVersion, stemmer};
}

Fingerprint Fingerprint::parse(const std::string& text) {
  std::istringstream words(text);
  std::string layout;
  std::string analyzer;
  std::string stemmer;
  words >> layout >> analyzer >> stemmer;
  const auto value = [&](const std::string& word, const std::string& name) {
    if (!word.starts_with(name + "="))
      throw Error(ErrorCode::kIo, "the index has no readable fingerprint: '" + text + "'",
                  "it was not made by newsidx, or is damaged; make a new one with newsidx add");
    return word.substr(name.size() + 1);
  };
  Fingerprint result;
  result.layout = std::atoi(value(layout, "layout").c_str());
  result.analyzer = std::atoi(value(analyzer, "analyzer").c_str());
  const std::string name = value(stemmer, "stemmer");
  try {
    result.stemmer = stemmer_kind(name);
  } catch (const Error&) {
    throw Error(
        ErrorCode::kConfiguration,
        "the index was made with the stemmer '" + name + "', which this program does not have",
        "use the newsidx that made it, or add the articles to a new index");
  }
  return result;
}

std::string Fingerprint::text() const {
  return fmt::format("layout={} analyzer={} stemmer={}", layout, analyzer, stemmer_name(stemmer));
}

void Fingerprint::require_usable(const std::string& index_dir) const {
  if (layout == kLayoutVersion && analyzer == kAnalyzerVersion) return;
  throw Error(ErrorCode::kConfiguration,
              fmt::format("{}: made by another analyzer ({}; this program: {})", index_dir, text(),
                          of_program(stemmer).text()),
              fmt::format("make it anew: newsidx add --index {}.new PATH…, then move it into place",
                          index_dir));
}

}  // namespace newsidx

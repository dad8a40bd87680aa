#include "bench/raw_xapian.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace newsidx::bench {

void index_with_raw_xapian(const std::filesystem::path& file,
                           const std::filesystem::path& database) {
  Xapian::WritableDatabase writable(database.string(), Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("turkish"));
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json article = nlohmann::json::parse(line, nullptr, false);
    if (!article.is_object()) continue;
    const std::string title = article.value("title", "");
    const std::string text = article.value("text", "");
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(title, 1, "S");
    generator.increase_termpos();
    generator.index_text(title);
    generator.increase_termpos();
    generator.index_text(text);
    document.set_data(title + "\n" + text);
    writable.add_document(document);
  }
  writable.commit();
}

Xapian::MSet search_raw_xapian(const Xapian::Database& database, const std::string& query) {
  Xapian::QueryParser parser;
  parser.set_database(database);
  parser.set_stemmer(Xapian::Stem("turkish"));
  parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
  Xapian::Enquire enquire(database);
  enquire.set_query(parser.parse_query(query, 0));
  Xapian::MSet matches = enquire.get_mset(0, 10);
  for (auto match = matches.begin(); match != matches.end(); ++match)
    match.get_document().get_value(0);
  return matches;
}

}  // namespace newsidx::bench

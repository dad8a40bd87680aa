#include "tests/searcher/random_queries.h"

#include <array>

#include "newsidx/error.h"
#include "newsidx/utf8.h"
#include "searcher/query/query_parser.h"
#include "searcher/query/query_print.h"

namespace newsidx::test {

const char* RandomQueries::one_of(std::initializer_list<const char*> choices) {
  return choices.begin()[below(static_cast<unsigned>(choices.size()))];
}

std::string RandomQueries::any(unsigned depth) {
  std::string text = all(depth);
  while (below(4) == 0) text += std::string(one_of({" OR ", " VEYA "})) + all(depth);
  return text;
}

std::string RandomQueries::all(unsigned depth) {
  std::string text = run(depth);
  while (below(4) == 0) {
    text += one_of({" AND ", " VE "});
    if (below(4) == 0)
      text += one_of({"NOT ", "DEĞİL ", "-"}) + item(0);
    else
      text += run(depth);
  }
  return text;
}

std::string RandomQueries::run(unsigned depth) {
  std::string text = below(6) == 0 ? "+" + item(depth) : item(depth);
  for (unsigned more = below(3); more > 0; --more) {
    switch (below(8)) {
      case 0:
        text += " +" + item(depth);
        break;
      case 1:
        text += one_of({" -", " NOT ", " DEGIL "}) + item(depth);
        break;
      default:
        text += " " + item(depth);
    }
  }
  return text;
}

std::string RandomQueries::beginning() {
  const std::string& letters = word();
  return std::string(cut_to_code_points(letters, 3 + below(3))) + "*";
}

std::string RandomQueries::near() {
  const auto part = [&] { return below(5) == 0 ? '(' + word() + ' ' + word() + ')' : word(); };
  std::string text = part();
  do {
    text += one_of({" NEAR ", " YAKIN/3 ", " NEAR/1 ", " NEAR/20 "}) + part();
  } while (below(3) == 0);
  return text;
}

std::string RandomQueries::days() {
  return one_of({"2025", "2024-09", "2.9.2025", "\"2 Eylül 2025\"", "\"Eylül 2025\"",
                 "2024..2025-08", "..2025-09-01", "2025-08-15..", "dün", "son90gün", "last2y",
                 "(2024 2025-09)", "\"Ağustos 2025\"..bugün"});
}

std::string RandomQueries::item(unsigned depth) {
  switch (below(depth > 0 ? 14 : 13)) {
    case 0:
      return '"' + word() + ' ' + word() + '"';
    case 1:
      return "=\"" + word() + ' ' + word() + '"';
    case 2:
      return "=" + word();
    case 3:
      return beginning();
    case 4:
      return near();
    case 5:
      return below(4) == 0 ? "kaynak:(" + word() + one_of({" ", " AND ", " NOT "}) + "(a b))"
                           : one_of({"title:", "başlık:", "BASLIK:"}) + word();
    case 6:
      return "title:\"" + word() + ' ' + word() + '"';
    case 7:
      return "title:(" + word() + one_of({" ", " OR ", " AND ", " NOT ", " +"}) +
             (below(2) == 0 ? '"' + word() + '"' : '(' + word() + " x)") + ')';
    case 8:
      return one_of({"date:", "tarih:"}) + days();
    case 13:
      return '(' + any(depth - 1) + ')';
    default:
      return word();
  }
}

std::string RandomQueries::bytes() {
  std::string text;
  for (unsigned length = below(40); length > 0; --length) {
    switch (below(6)) {
      case 0:
        text += one_of({"\"", "“", "”", "„",  "«", "»", "'", "’", "(",  ")", "+", "-",
                        "=",  "*", ":", "..", "/", "&", "?", "–", "\\", "|", "^", "~"});
        break;
      case 1:
        text += one_of({" ", "\t", "\n", " ", "\xC2\xA0"});
        break;
      case 2:
        text += one_of({"AND", "VE", "OR", "VEYA", "NOT", "DEĞİL", "NEAR/2", "YAKIN",
                        "title:", "tarih:", "kaynak:", "id:", "url:", "kisi:", "2025", "bugün"});
        break;
      case 3:
        text += one_of({"ş", "İ", "ı", "i\xCC\x87", "中", "é", "😀", "\xE2\x80\x8D", "ß", "ﬁ"});
        break;
      case 4:
        text += word();
        break;
      default:
        text += static_cast<char>(below(8) == 0 ? below(256) : 32 + below(95));
    }
  }
  return text;
}

namespace {

// The tree without the stems, which depend on a word's neighbours (acronyms), not on its meaning.
std::string outline(const ParsedQuery& parsed) {
  std::string text;
  std::size_t inside = 0;
  for (const char c : describe_tree(parsed.root)) {
    if (c == '(') ++inside;
    if (inside == 0) text += c;
    if (c == ')' && inside > 0) --inside;
  }
  return text;
}

}  // namespace

std::string check_meaning(const std::string& query) {
  static Analyzer analyzer(StemmerKind::kNone);
  ParseSettings settings;
  settings.today = std::chrono::year(2025) / 9 / 15;
  ParsedQuery parsed;
  try {
    parsed = parse_query(query, analyzer, settings);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kUsage) return "not an error of usage";
    if (find_invalid_utf8(error.what()) != std::string::npos) return "an error that is not UTF-8";
    return "";
  }
  const std::string printed = print_query(parsed.root, parsed.text);
  // Cleaning (text/clean.h) takes this word out of some places, before anything is parsed.
  if (printed.find("REKLAM") != std::string::npos) return "";
  try {
    const ParsedQuery again = parse_query(printed, analyzer, settings);
    const std::string reprinted = print_query(again.root, again.text);
    if (reprinted != printed) return "printed as " + printed + "\nand then as " + reprinted;
    if (outline(again) != outline(parsed))
      return "printed as " + printed + "\n" + outline(parsed) + "which is read as\n" +
             outline(again);
  } catch (const Error& error) {
    return "printed as " + printed + "\nwhich is an error: " + error.what();
  }
  return "";
}

}  // namespace newsidx::test

// search_folder INDEX QUERY: the ten best articles, with the words that match between [ and ].
#include <newsidx/searcher.h>

#include <cstddef>
#include <exception>
#include <iostream>
#include <string>

namespace {

std::string marked(const newsidx::Passage& passage) {
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, end] : passage.marks) {
    out +=
        passage.text.substr(at, begin - at) + '[' + passage.text.substr(begin, end - begin) + ']';
    at = end;
  }
  return out + passage.text.substr(at);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: search_folder INDEX QUERY\n";
    return 64;
  }
  try {
    newsidx::Searcher searcher(argv[1]);
    newsidx::SearchRequest request;
    request.query = argv[2];
    const newsidx::SearchResult result = searcher.search(request);
    for (const newsidx::Hit& hit : result.hits) {
      std::cout << hit.article.title << '\n';
      for (const newsidx::Passage& passage : hit.passages)
        std::cout << "  " << marked(passage) << '\n';
    }
    std::cout << result.total << " found\n";
    return result.total == 0 ? 1 : 0;
  } catch (const newsidx::Error& error) {
    std::cerr << "search_folder: " << error.what() << '\n';
    return static_cast<int>(error.code());
  } catch (const std::exception& error) {
    std::cerr << "search_folder: " << error.what() << '\n';
    return 70;
  }
}

#include "tests/support.h"

#include <stdlib.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace newsidx::test {

TempDir::TempDir() {
  std::string name = (std::filesystem::temp_directory_path() / "newsidx-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempDir::write(const std::string& name, const std::string& content) const {
  const std::filesystem::path path = path_ / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
  return path.string();
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

Added add(const std::filesystem::path& index, const AddRequest& request,
          const std::string& standard_input, const StemmerChoice& stemmer) {
  Added added;
  AddObserver observer;
  observer.refused = [&](const Notice& notice) {
    added.refused.push_back(notice.place + ": " + notice.text);
  };
  observer.note = [&](const Notice& notice) {
    added.notes.push_back(notice.place + ": " + notice.text);
  };
  std::istringstream in(standard_input);
  IndexerOptions options;
  options.stemmer = stemmer;
  Indexer indexer(index, options);
  added.report = indexer.add(request, in, observer);
  return added;
}

Added add_lines(const std::filesystem::path& index, const std::string& lines,
                const StemmerChoice& stemmer) {
  AddRequest request;
  request.paths = {"-"};
  request.format = InputFormat::kJsonLines;
  return add(index, request, lines, stemmer);
}

std::vector<std::string> search_ids(const std::filesystem::path& index, const std::string& query,
                                    std::uint32_t count) {
  SearchRequest request;
  request.query = query;
  request.count = count;
  request.detail = HitDetail::kId;
  std::vector<std::string> ids;
  Searcher searcher(index);
  const SearchResult result = searcher.search(request);
  for (const Hit& hit : result.hits) ids.push_back(hit.id);
  return ids;
}

std::filesystem::path source_dir() { return NEWSIDX_SOURCE_DIR; }

std::optional<std::filesystem::path> shared_dir() {
  const std::filesystem::path shared = source_dir().parent_path() / "shared";
  if (std::filesystem::is_directory(shared / "data")) return shared;
  return std::nullopt;
}

}  // namespace newsidx::test

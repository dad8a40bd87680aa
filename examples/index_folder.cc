// index_folder FOLDER INDEX: makes the index what the folder's articles are. Run again, it reads
// what has changed since.
#include <newsidx/indexer.h>

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: index_folder FOLDER INDEX\n";
    return 64;
  }
  try {
    newsidx::ReindexRequest request;
    request.reading.paths = {argv[1]};
    newsidx::AddObserver observer;
    observer.refused = [](const newsidx::Notice& notice) {
      std::cerr << notice.place << ": " << notice.text << '\n';
    };
    newsidx::Indexer indexer(argv[2]);
    const newsidx::ReindexReport report = indexer.reindex(request, observer);
    std::cout << report.articles.added << " added, " << report.articles.replaced << " replaced, "
              << report.removed << " removed, " << report.articles.refused << " refused\n";
    return report.articles.refused == 0 ? 0 : 3;
  } catch (const newsidx::Error& error) {
    std::cerr << "index_folder: " << error.what() << '\n';
    return static_cast<int>(error.code());
  } catch (const std::exception& error) {
    std::cerr << "index_folder: " << error.what() << '\n';
    return 70;
  }
}

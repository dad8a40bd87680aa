#include "fit/fit_files.h"

#include "indexer/intake/article_source.h"
#include "newsidx/error.h"

namespace newsidx {
namespace {

class LearningSink : public FileSink {
 public:
  LearningSink(const AddObserver& observer, ArticlesRead& read,
               const std::function<void(Article&&)>& learn, std::uint64_t bytes_total)
      : observer_(observer), read_(read), learn_(learn), bytes_total_(bytes_total) {}

  void begin_file(const InputFile&) override {}

  void article(Article&& article, const std::string&) override {
    learn_(std::move(article));
    ++read_.articles;
  }

  void refused(const std::string& place, const std::string& reason) override {
    ++read_.refused;
    if (observer_.refused) observer_.refused({place, reason});
  }

  void mended(const std::string&, const std::string&) override {}
  void converted(const std::string&) override {}

  void advanced(std::size_t bytes) override {
    bytes_ += bytes;
    if (observer_.progress) observer_.progress({read_.articles, bytes_, bytes_total_});
  }

 private:
  const AddObserver& observer_;
  ArticlesRead& read_;
  const std::function<void(Article&&)>& learn_;
  std::uint64_t bytes_ = 0;
  std::uint64_t bytes_total_ = 0;
};

}  // namespace

void require_replaceable(const std::filesystem::path& output) {
  const std::filesystem::path folder = output.has_parent_path() ? output.parent_path() : ".";
  std::error_code error;
  const auto status = std::filesystem::symlink_status(output, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    throw Error(ErrorCode::kCannotCreate,
                output.string() + ": cannot be created: what stands there is no regular file",
                "name another file with --output");
  if (!std::filesystem::is_directory(folder, error))
    throw Error(ErrorCode::kCannotCreate,
                output.string() + ": cannot be created: there is no folder " + folder.string(),
                "make it first, or name another file with --output");
}

void read_to_learn(const AddRequest& request, std::istream& standard_input,
                   const AddObserver& observer, ArticlesRead& read,
                   const std::function<void(Article&&)>& learn) {
  Inputs inputs = find_inputs(request.paths, request.format);
  LearningSink sink(observer, read, learn, inputs.bytes);
  for (const Notice& missing : inputs.missing) {
    ++read.missing_paths;
    if (observer.refused) observer.refused(missing);
  }
  for (const Notice& unreadable : inputs.unreadable)
    sink.refused(unreadable.place, unreadable.text);
  read_articles(inputs, standard_input, request, sink);
}

}  // namespace newsidx

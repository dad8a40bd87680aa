#include "newsidx/indexer.h"

#include <algorithm>

#include "indexer/article_id.h"
#include "indexer/article_source.h"
#include "indexer/writer.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

bool has_control_code(const std::string& id) {
  return std::any_of(id.begin(), id.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
}

// The name of the folder that the file lies in, also where the path does not name it.
std::string folder_name(const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(file, error).lexically_normal();
  return displayable(whole.parent_path().filename());
}

// Takes the articles of one request into the index, and keeps the report.
class Intake : public FileSink {
 public:
  Intake(const AddRequest& request, const AddObserver& observer, IndexWriter& writer)
      : request_(request), observer_(observer), writer_(writer) {}

  AddReport report;

  void begin_file(const InputFile& file) override { file_ = &file; }

  void set_total_bytes(std::uint64_t bytes) { bytes_total_ = bytes; }

  void article(Article&& article, const std::string& place) override {
    if (has_control_code(article.id)) return refused(place, "its id holds control codes");
    if (article.source.empty()) article.source = request_.source;
    if (article.source.empty() && request_.source_from_folder)
      article.source = folder_name(file_->path);
    if (article.id.empty()) article.id = make_article_id(article);
    article.path = file_->name;
    find_date(article);
    (writer_.add(article) == IndexWriter::Outcome::kAdded ? report.added : report.replaced) += 1;
    show_progress();
  }

  void refused(const std::string& place, const std::string& reason) override {
    ++report.refused;
    if (observer_.refused) observer_.refused({place, reason});
  }

  void mended(const std::string& place, const std::string& what) override {
    ++report.repaired;
    if (observer_.note) observer_.note({place, what});
  }

  void converted(const std::string& encoding) override {
    ++report.converted;
    if (observer_.note) observer_.note({file_->name, "converted from " + encoding});
  }

  void advanced(std::size_t bytes) override {
    report.bytes += bytes;
    show_progress();
  }

 private:
  // Of an article that states none: the date asked for, that in the file's name, or the file's
  // time.
  void find_date(Article& article) {
    if (article.date) return;
    const bool one_article_a_file = file_->format == InputFormat::kPlainText && file_->path != "-";
    article.date = request_.date;
    if (!article.date && one_article_a_file)
      article.date = find_date_in_name(file_->path.filename().string());
    if (article.date) return;
    if (one_article_a_file) article.date = modification_date(file_->path);
    if (article.date) {
      ++report.dated_by_file;
      if (observer_.note)
        observer_.note({file_->name, "dated by the file's time: " + format_date(*article.date)});
    } else {
      ++report.undated;
    }
  }

  void show_progress() const {
    if (observer_.progress)
      observer_.progress({report.added + report.replaced, report.bytes, bytes_total_});
  }

  const AddRequest& request_;
  const AddObserver& observer_;
  IndexWriter& writer_;
  const InputFile* file_ = nullptr;
  std::uint64_t bytes_total_ = 0;
};

}  // namespace

struct Indexer::State {
  IndexWriter writer;
};

Indexer::Indexer(const std::filesystem::path& index_dir, const StemmerChoice& stemmer)
    : state_(new State{IndexWriter(index_dir, stemmer)}) {}

Indexer::~Indexer() = default;

AddReport Indexer::add(const AddRequest& request, std::istream& standard_input,
                       const AddObserver& observer) {
  const auto start = std::chrono::steady_clock::now();
  Intake intake(request, observer, state_->writer);
  Inputs inputs = find_inputs(request.paths, request.format);
  intake.set_total_bytes(inputs.bytes);
  for (const Notice& missing : inputs.missing) {
    ++intake.report.missing_paths;
    if (observer.refused) observer.refused(missing);
  }
  for (const Notice& unreadable : inputs.unreadable)
    intake.refused(unreadable.place, unreadable.text);
  read_articles(inputs, standard_input, request, intake);
  state_->writer.commit();
  intake.report.skipped_files = inputs.skipped;
  intake.report.elapsed = std::chrono::steady_clock::now() - start;
  return intake.report;
}

std::vector<std::string> Indexer::remove(const std::vector<std::string>& ids) {
  std::vector<std::string> missing;
  for (const std::string& id : ids)
    if (!state_->writer.remove(id)) missing.push_back(id);
  state_->writer.commit();
  return missing;
}

}  // namespace newsidx

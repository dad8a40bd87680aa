#include "newsidx/indexer.h"

#include <unordered_set>
#include <utility>

#include "indexer/intake/article_source.h"
#include "indexer/intake/ids_of_run.h"
#include "indexer/intake/intake.h"
#include "indexer/reindex.h"
#include "indexer/writer.h"
#include "store/manifest.h"
#include "store/xapian_errors.h"

namespace newsidx {

struct Indexer::State {
  IndexWriter writer;
  std::function<bool()> stop;
};

Indexer::Indexer(const std::filesystem::path& index_dir, const IndexerOptions& options)
    : state_(new State{{index_dir, options}, options.stop}) {}

Indexer::~Indexer() = default;

AddReport Indexer::add(const AddRequest& request, std::istream& standard_input,
                       const AddObserver& observer) {
  const auto start = std::chrono::steady_clock::now();
  AddReport report;
  const auto tell_left_out = [&] {
    for (const IndexWriter::LeftOut& left_out : state_->writer.take_left_out())
      count_left_out(left_out, observer, report);
  };
  IdsOfRun ids;
  const auto note = [&](const Intake::Place& place, const std::string& text) {
    if (observer.note) observer.note({place.text(), text});
  };
  Intake intake(request, observer, state_->stop, report,
                [&](Article&& article, const Intake::Place& place) {
                  IndexWriter& writer = state_->writer;
                  const std::optional<Intake::Place> other = ids.place_of(article.id);
                  report.repeated += other.has_value();
                  if (!article.has_own_date() && writer.has_dated(article.id)) {
                    ++report.undated_copies;
                    return note(place, undated_copy_text(article.id, other));
                  }
                  if (other) name_repeated(article.id, place, *other, report);
                  const std::string id = article.id;
                  count(writer.add(std::move(article)), report);
                  ids.take(id, place);
                  if (writer.commit_due()) writer.commit();
                  tell_left_out();
                });
  Inputs inputs = find_inputs(request.paths, request.format,
                              link_rule(request.follow.value_or(FollowLinks::kNo), request.paths));
  intake.set_total_bytes(inputs.bytes);
  for (const Notice& missing : inputs.missing) {
    ++report.missing_paths;
    if (observer.refused) observer.refused(missing);
  }
  report.skipped_files = inputs.skipped;
  report.compressed_files = inputs.compressed;
  report.links_left_out = inputs.links_left_out;
  for (const Notice& left_out : inputs.left_out)
    if (observer.left_out) observer.left_out(left_out);
  try {
    for (const Notice& unreadable : inputs.unreadable)
      intake.refused(unreadable.place, unreadable.text);
    read_articles(inputs, standard_input, request, intake);
    // Standard input ends when the run is to stop, which is not seen by a reader that waits for
    // more.
    report.stopped = state_->stop && state_->stop();
  } catch (const StopRequested&) {
    report.stopped = true;
  }
  state_->writer.commit();
  tell_left_out();
  report.elapsed = std::chrono::steady_clock::now() - start;
  return report;
}

std::vector<std::string> Indexer::remove(const std::vector<std::string>& ids) {
  IndexWriter& writer = state_->writer;
  std::vector<std::string> missing;
  std::unordered_set<std::string> removed;
  for (const std::string& id : ids) {
    if (writer.has(id)) {
      writer.remove(id);
      removed.insert(id);
    } else {
      missing.push_back(id);
    }
  }
  translating_alone(writer.index_dir(), [&] {
    Metadata metadata;
    for (FileEntry& entry : read_manifest(writer.committed())) {
      const auto is_removed = [&](const FileRecord& record) { return removed.contains(record.id); };
      if (std::erase_if(entry.records, is_removed) > 0) put_entry(entry, metadata);
    }
    writer.set_metadata(metadata);
  });
  writer.commit();
  return missing;
}

ReindexReport Indexer::reindex(const ReindexRequest& request, const AddObserver& observer) {
  return Reindex(state_->writer, request, observer, state_->stop).run();
}

void Indexer::compact() { state_->writer.compact(); }

}  // namespace newsidx

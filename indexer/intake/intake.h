// From what the format readers find to articles that can be indexed: ids, defaults, dates, counts.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "indexer/intake/article_source.h"
#include "newsidx/indexer.h"

namespace newsidx {

// Thrown out of a read when the run is to end early; what was taken before is whole.
struct StopRequested {};

// Takes the articles of the files of one request. Not thread-safe.
class Intake : public FileSink {
 public:
  // Where the article was found: the file as shown, and the line where it has one, else 0.
  struct Place {
    std::string file;
    std::uint32_t line = 0;

    std::string text() const;
  };
  // May throw ArticleRefused (indexer/writer.h).
  using Take = std::function<void(Article&&, const Place&)>;

  // All are used until the end; `report` is counted up, but for added, replaced and unchanged.
  Intake(const AddRequest& request, const AddObserver& observer, const std::function<bool()>& stop,
         AddReport& report, Take take);

  void set_total_bytes(std::uint64_t bytes) { bytes_total_ = bytes; }

  void begin_file(const InputFile& file) override { file_ = &file; }
  void article(Article&& article, const std::string& place) override;
  void refused(const std::string& place, const std::string& reason) override;
  void mended(const std::string& place, const std::string& what) override;
  void converted(const std::string& encoding) override;
  void advanced(std::size_t bytes) override;

 private:
  void find_date(Article& article);
  Place place_in_file(const std::string& place) const;
  void show_progress() const;
  void stop_if_asked() const {
    if (stop_ && stop_()) throw StopRequested();
  }

  const AddRequest& request_;
  const AddObserver& observer_;
  const std::function<bool()>& stop_;
  AddReport& report_;
  Take take_;
  const InputFile* file_ = nullptr;
  std::uint64_t bytes_total_ = 0;
};

}  // namespace newsidx

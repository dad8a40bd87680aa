#include "searcher/query/query_work.h"

#include <array>

#include "searcher/query/query_messages.h"

namespace newsidx {
namespace {

constexpr std::array kStageMessages = {
    QueryMessage::kStageReading,  QueryMessage::kStageSpelling, QueryMessage::kStageExpanding,
    QueryMessage::kStageChecking, QueryMessage::kStageMatching, QueryMessage::kStageRanking,
    QueryMessage::kStageCounting, QueryMessage::kStageShowing,
};

}  // namespace

QueryWork::QueryWork(std::chrono::milliseconds limit, Language language, Clock::time_point (*now)())
    : limited_(limit.count() > 0), limit_(limit), now_(now), language_(language) {
  // What is longer than the clock can tell is no limit.
  const Clock::time_point start = now_();
  limited_ = limited_ && limit < std::chrono::duration_cast<std::chrono::milliseconds>(
                                     Clock::time_point::max() - start);
  if (limited_) end_ = start + limit;
}

double QueryWork::seconds_left() const {
  if (!limited_) return -1;
  const std::chrono::duration<double> left = end_ - now_();
  return left.count() > 0 ? left.count() : 0;
}

void QueryWork::time_is_over() const {
  throw time_error(language_, limit_, kStageMessages[static_cast<std::size_t>(stage_)]);
}

void DeadlineSpy::operator()(const Xapian::Document&, double) { work_.tick(); }

}  // namespace newsidx

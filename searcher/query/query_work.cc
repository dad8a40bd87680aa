#include "searcher/query/query_work.h"

#include <array>

namespace newsidx {
namespace {

constexpr std::array kStageMessages = {
    MessageKind::kTimeOverReading,  MessageKind::kTimeOverSpelling, MessageKind::kTimeOverExpanding,
    MessageKind::kTimeOverChecking, MessageKind::kTimeOverMatching, MessageKind::kTimeOverRanking,
    MessageKind::kTimeOverCounting, MessageKind::kTimeOverShowing,
};

}  // namespace

QueryWork::QueryWork(std::chrono::milliseconds limit, Clock::time_point (*now)())
    : limited_(limit.count() > 0), limit_(limit), now_(now) {
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
  throw TooMuch(TooMuch::Reason::kTime, {kStageMessages[static_cast<std::size_t>(stage_)],
                                         std::chrono::duration<double>(limit_).count()});
}

void DeadlineSpy::operator()(const Xapian::Document&, double) { work_.tick(); }

}  // namespace newsidx

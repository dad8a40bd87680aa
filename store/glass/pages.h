// A list that grows without moving what it has.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace newsidx::glass {

// Elements lie in pages, so that millions of them never take twice their room, as a vector that
// grows does. Not thread-safe.
template <typename Element>
class Pages {
 public:
  std::size_t size() const { return size_; }
  Element& operator[](std::size_t i) { return pages_[i / kPage][i % kPage]; }
  const Element& operator[](std::size_t i) const { return pages_[i / kPage][i % kPage]; }

  void push_back(const Element& element) {
    if (size_ == pages_.size() * kPage) pages_.push_back(std::make_unique<Element[]>(kPage));
    (*this)[size_++] = element;
  }

  // Keeps one page.
  void clear() {
    if (pages_.size() > 1) pages_.resize(1);
    size_ = 0;
  }

 private:
  static constexpr std::size_t kPage = 1U << 14U;

  std::vector<std::unique_ptr<Element[]>> pages_;
  std::size_t size_ = 0;
};

}  // namespace newsidx::glass

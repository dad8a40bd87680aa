// Work that a damaged index may bring down (a fault inside Xapian, a loop without end, a demand for
// all of the memory), done in a child process so that the program lives on and tells of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace newsidx {

// Tells the parent something: any bytes, whole and in order.
using Tell = std::function<void(std::string_view message)>;

// Calls work() in a child process and `heard` here for each message, as it comes. Returns how the
// child was brought down, in words ("a fault (signal 11)"); empty: work() returned. What work()
// throws is for work() itself to tell; if it does not, that is an end like any other. Whatever else
// work() does is lost with the child. It may use so many seconds of the processor's time, and two
// gigabytes of memory more than there are in use. No other thread should be at work: the child has
// none of them. Throws Error(kIo) when there can be no child.
std::string run_in_child(const std::function<void(const Tell& tell)>& work,
                         const std::function<void(std::string_view message)>& heard,
                         std::uint64_t seconds);

}  // namespace newsidx

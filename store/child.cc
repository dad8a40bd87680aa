#include "store/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <utility>

#include "newsidx/error.h"

namespace newsidx {
namespace {

constexpr int kThrew = 1;
constexpr int kOutOfMemory = 2;
constexpr int kTerminated = 3;
constexpr std::uint64_t kMoreMemory = 2ULL << 30U;

Error no_child(const char* what) {
  return {ErrorCode::kIo,
          fmt::format("the index cannot be looked at: {}: {}", what, std::strerror(errno)),
          "see to this machine's limits of processes, files and memory, and try again"};
}

// Closed when it goes.
struct Descriptor {
  ~Descriptor() { close(); }
  void close() {
    if (number >= 0) ::close(number);
    number = -1;
  }
  int number = -1;
};

std::uint64_t memory_in_use() {
  std::uint64_t pages = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "re")) {
    unsigned long long read = 0;
    if (std::fscanf(file, "%llu", &read) == 1) pages = read;
    std::fclose(file);
  }
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void limit(__rlimit_resource_t resource, rlim_t most) {
  struct rlimit now {};
  if (::getrlimit(resource, &now) != 0) return;
  if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most) most = now.rlim_max;
  if (now.rlim_cur != RLIM_INFINITY && now.rlim_cur < most) most = now.rlim_cur;
  now.rlim_cur = most;
  ::setrlimit(resource, &now);
}

bool write_all(int pipe, const char* at, std::size_t size) {
  while (size > 0) {
    const ssize_t done = ::write(pipe, at, size);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    at += done;
    size -= static_cast<std::size_t>(done);
  }
  return true;
}

[[noreturn]] void be_child(const std::function<void(const Tell&)>& work, int pipe,
                           std::uint64_t seconds) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::set_terminate([] { ::_exit(kTerminated); });
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
    ::signal(number, SIG_DFL);
  // What the C library says of its own fault is no message of ours; nor is a core wanted.
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere >= 0)
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, seconds);
  limit(RLIMIT_AS, memory_in_use() + kMoreMemory);
  try {
    work([pipe](std::string_view message) {
      const auto size = static_cast<std::uint32_t>(message.size());
      std::array<char, sizeof size> head{};
      std::memcpy(head.data(), &size, sizeof size);
      if (!write_all(pipe, head.data(), head.size()) ||
          !write_all(pipe, message.data(), message.size()))
        ::_exit(kThrew);  // nobody listens
    });
  } catch (const std::bad_alloc&) {
    ::_exit(kOutOfMemory);
  } catch (const std::length_error&) {
    ::_exit(kOutOfMemory);
  } catch (...) {
    ::_exit(kThrew);
  }
  ::_exit(0);
}

// Hands out what is whole in `bytes`, and takes it out.
void hand_out(std::string& bytes, const std::function<void(std::string_view)>& heard) {
  std::size_t at = 0;
  std::uint32_t size = 0;
  while (bytes.size() - at >= sizeof size) {
    std::memcpy(&size, &bytes[at], sizeof size);
    if (bytes.size() - at - sizeof size < size) break;
    heard(std::string_view(bytes).substr(at + sizeof size, size));
    at += sizeof size + size;
  }
  bytes.erase(0, at);
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

// Ends the child with whatever ends the listening.
class Child {
 public:
  explicit Child(pid_t number) : number_(number) {}
  ~Child() {
    if (number_ <= 0) return;
    ::kill(number_, SIGKILL);
    wait_for(number_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  int wait() { return wait_for(std::exchange(number_, 0)); }

 private:
  pid_t number_;
};

std::string describe_end(int status, std::uint64_t seconds) {
  if (WIFEXITED(status)) {
    switch (WEXITSTATUS(status)) {
      case 0:
        return "";
      case kOutOfMemory:
        return "a demand for more memory than there is";
      default:
        return "an error that could not be told";
    }
  }
  const int number = WTERMSIG(status);
  if (number == SIGXCPU) return fmt::format("no end within {} s of the processor's time", seconds);
  if (number == SIGKILL) return "somebody who ended it (signal 9), as a system without memory does";
  return fmt::format("a fault (signal {}, {})", number, ::strsignal(number));
}

}  // namespace

std::string run_in_child(const std::function<void(const Tell&)>& work,
                         const std::function<void(std::string_view)>& heard,
                         std::uint64_t seconds) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw no_child("no pipe");
  Descriptor reading{ends[0]};
  Descriptor writing{ends[1]};
  const pid_t number = ::fork();
  if (number < 0) throw no_child("no process");
  if (number == 0) be_child(work, writing.number, seconds);
  Child child(number);
  writing.close();
  std::string bytes;
  std::array<char, 1U << 16U> buffer{};
  while (true) {
    const ssize_t got = ::read(reading.number, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    hand_out(bytes, heard);
  }
  return describe_end(child.wait(), seconds);
}

}  // namespace newsidx

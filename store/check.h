// The parts of a check that may be brought down by what they look at, each in a child process.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace newsidx {

// Runs Xapian's own check of each table of a generation. What is wrong, in words.
std::vector<std::string> check_tables(const std::filesystem::path& generation);

// Of all that a part of a check finds out.
struct PartReport {
  std::vector<std::string> damages;
  std::vector<std::uint64_t> counts;  // what the part counted, in its own order
  std::vector<std::string> texts;     // what it said besides
};

// What a part may say. damage() returns false when there are so many that no more are wanted.
struct PartVoice {
  std::function<void(const std::string& part)> begins;
  std::function<bool(const std::string& what)> damage;
  std::function<void(std::uint64_t count)> count;
  std::function<void(const std::string& said)> text;
};

// Runs a part of a check on an index of this size. What it throws, and what brings it down, is
// damage, told with the part that had begun. An Error of another code than kIo is thrown on.
PartReport run_part(const std::string& name, std::uint64_t bytes,
                    const std::function<void(const PartVoice& voice)>& part);

}  // namespace newsidx

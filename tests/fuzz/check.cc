#include "tests/fuzz/check.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace newsidx::fuzz {

void fail(std::string_view what, std::string_view detail) {
  std::fprintf(stderr, "fuzz: %.*s\n%.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(detail.size()), detail.data());
  std::abort();
}

void require_utf8(std::string_view text, std::string_view what) {
  require(find_invalid_utf8(text) == std::string_view::npos, what, text);
}

void require_range(std::string_view text, std::size_t begin, std::size_t end,
                   std::string_view what) {
  require(begin <= end && end <= text.size(), what, text);
  const auto at_letter = [&](std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
  };
  require(at_letter(begin) && at_letter(end), what, text);
}

namespace detail {
void require_expected(const Error& error, std::initializer_list<ErrorCode> codes) {
  require(std::find(codes.begin(), codes.end(), error.code()) != codes.end(),
          "an error of another code than is documented", error.what());
  require(error.what()[0] != '\0', "an error without a message");
  require_utf8(error.what(), "an error that is not UTF-8");
  require_utf8(message_advice(error.message()), "a hint that is not UTF-8");
}
}  // namespace detail

std::uint8_t Input::byte() {
  if (bytes_.empty()) return 0;
  const auto first = static_cast<std::uint8_t>(bytes_.front());
  bytes_.remove_prefix(1);
  return first;
}

std::string_view Input::take(std::size_t size) {
  const std::string_view taken = bytes_.substr(0, size);
  bytes_.remove_prefix(taken.size());
  return taken;
}

std::string_view Input::until(char end) {
  const std::size_t at = bytes_.find(end);
  const std::string_view taken = take(at);
  if (at != std::string_view::npos) bytes_.remove_prefix(1);
  return taken;
}

std::string damaged(std::string bytes, Input& input) {
  if (input.choice(8) == 1 && !bytes.empty()) bytes.resize(input.two_bytes() % bytes.size());
  while (!input.at_end() && !bytes.empty()) {
    const std::size_t at = input.two_bytes() % bytes.size();
    bytes[at] = static_cast<char>(input.byte());
  }
  return bytes;
}

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "newsidx-fuzz-XXXXXX").string();
  require(mkdtemp(name.data()) != nullptr, "no folder can be made", name);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path ScratchFolder::write(const std::string& name,
                                           std::string_view content) const {
  const std::filesystem::path file = path_ / name;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  require(!out.fail(), "a file cannot be written", file.string());
  return file;
}

}  // namespace newsidx::fuzz

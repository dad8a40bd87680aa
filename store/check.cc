#include "store/check.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "newsidx/error.h"
#include "store/child.h"
#include "store/glass/version_file.h"

namespace newsidx {
namespace {

// More of one kind of damage tell nothing more.
constexpr std::size_t kMaxDamages = 20;

// A sound index is read at tens of megabytes a second. Damage must not make it endless.
constexpr std::uint64_t kSeconds = 20;
constexpr std::uint64_t kBytesPerSecond = 500'000;

// What a message of the child is; the rest of it is text, or a number's bytes.
enum Kind : char { kBegins = 'b', kDamage = 'd', kCount = 'c', kText = 't', kRefusal = 'e' };

std::string message(Kind kind, std::string_view rest) { return char{kind} + std::string(rest); }

// The code, the kind of the message, its arguments, each with a zero after it.
std::string refusal(const Error& error) {
  const Message& said = error.message();
  std::string text = fmt::format("{}{}{}{}", static_cast<int>(error.code()), '\0',
                                 static_cast<int>(said.kind), '\0');
  for (const std::string& argument : said.arguments) text += argument + '\0';
  return message(kRefusal, text);
}

Error refusal_of(std::string_view text) {
  const auto next = [&] {
    const std::size_t zero = text.find('\0');
    std::string part(text.substr(0, zero));
    text.remove_prefix(std::min(zero, text.size() - 1) + 1);
    return part;
  };
  const auto code = static_cast<ErrorCode>(std::stoi(next()));
  Message said(static_cast<MessageKind>(std::stoi(next())));
  while (!text.empty()) said.arguments.push_back(next());
  return {code, std::move(said)};
}

std::string words_of(const Xapian::Error& error) {
  std::string what = error.get_msg();
  if (const char* system = error.get_error_string(); system != nullptr)
    what += fmt::format(" ({})", system);
  return what.empty() ? error.get_type() : what;
}

}  // namespace

PartReport run_part(const std::string& name, std::uint64_t bytes,
                    const std::function<void(const PartVoice&)>& part) {
  PartReport report;
  std::string at = name;
  std::optional<Error> refused;
  const auto heard = [&](std::string_view text) {
    const char kind = text.front();
    text.remove_prefix(1);
    if (kind == kBegins) at = text;
    if (kind == kDamage) report.damages.emplace_back(text);
    if (kind == kText) report.texts.emplace_back(text);
    if (kind == kRefusal) refused = refusal_of(text);
    if (kind != kCount) return;
    std::uint64_t count = 0;
    std::memcpy(&count, text.data(), sizeof count);
    report.counts.push_back(count);
  };
  const auto work = [&](const Tell& tell) {
    std::size_t damages = 0;
    std::string now = name;
    PartVoice voice;
    voice.begins = [&](const std::string& begun) { tell(message(kBegins, now = begun)); };
    voice.damage = [&](const std::string& what) {
      tell(message(kDamage, what));
      return ++damages < kMaxDamages;
    };
    voice.count = [&](std::uint64_t count) {
      std::array<char, sizeof count> number{};
      std::memcpy(number.data(), &count, sizeof count);
      tell(message(kCount, {number.data(), number.size()}));
    };
    voice.text = [&](const std::string& said) { tell(message(kText, said)); };
    const auto unreadable = [&](const std::string& what) {
      voice.damage(fmt::format("{} cannot be read: {}", now, what));
    };
    try {
      part(voice);
    } catch (const Xapian::Error& error) {
      unreadable(words_of(error));
    } catch (const Error& error) {
      if (error.code() == ErrorCode::kIo)
        unreadable(error.what());
      else
        tell(refusal(error));
    } catch (const std::bad_alloc&) {
      unreadable("it demands more memory than there is");
    } catch (const std::exception& error) {
      unreadable(error.what());
    }
  };
  const std::string end = run_in_child(work, heard, kSeconds + bytes / kBytesPerSecond);
  if (refused) throw Error(*refused);
  if (!end.empty())
    report.damages.push_back(fmt::format("reading {} was brought down by {}", at, end));
  return report;
}

std::vector<std::string> check_tables(const std::filesystem::path& generation) {
  std::vector<std::string> damages;
  for (std::size_t table = 0; table < glass::kTables; ++table) {
    const std::filesystem::path file =
        glass::table_file(generation, static_cast<glass::TableNumber>(table));
    std::error_code error;
    const std::uint64_t bytes = std::filesystem::file_size(file, error);
    if (error) continue;  // empty, or found missing by who looks at the files
    const PartReport report =
        run_part(file.filename().string(), bytes, [&](const PartVoice& voice) {
          std::ostringstream found;
          const std::size_t errors = Xapian::Database::check(file.string(), 0, &found);
          if (errors == 0) return;
          voice.damage(
              fmt::format("xapian-check finds {} errors in {}", errors, file.filename().string()));
          std::istringstream lines(found.str());
          for (std::string line; std::getline(lines, line);)
            if (!voice.damage("  " + line)) return;
        });
    damages.insert(damages.end(), report.damages.begin(), report.damages.end());
  }
  return damages;
}

}  // namespace newsidx

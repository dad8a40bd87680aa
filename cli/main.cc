#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <sstream>

#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/phrases.h"
#include "cli/stack.h"
#include "newsidx/displayable.h"
#include "newsidx/error.h"
#include "newsidx/failure.h"

namespace newsidx::cli {
namespace {

// A file opened while a standard stream is shut would take its number, and get our messages. What
// stands in for standard input cannot be read, nor that for standard output written (EBADF), so
// that nobody takes for empty what was not there, or for told what went nowhere.
void open_missing_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream)
    if (::fcntl(stream, F_GETFD) == -1)
      ::open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_WRONLY);
}

// What cannot be read is an error, and not an end.
void use_checked_input() {
  static StoppableInput input;
  std::cin.rdbuf(&input);
  std::cin.exceptions(std::ios::badbit);
}

int report(const Error& error, Language language) {
  complain(phrase(error, language));
  if (const std::string hint = hint_of(error.message(), language); !hint.empty())
    complain_hint(hint);
  return static_cast<int>(error.code());
}

// The command that was meant, when the line names one that there is not.
std::string unknown_command(const CLI::App& program) {
  for (const std::string& word : program.remaining())
    if (!word.starts_with('-')) return word;
  return "";
}

// What looks like an option that there is not, to a command that takes a query.
bool is_query_with_dash(const CLI::ParseError& outcome, const CLI::App& program) {
  if (outcome.get_exit_code() != static_cast<int>(CLI::ExitCodes::ExtrasError)) return false;
  const std::vector<std::string> words = program.remaining(true);
  const bool one_dash = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word.starts_with('-') && !word.starts_with("--");
  });
  const auto used = program.get_subcommands();
  return one_dash && std::any_of(used.begin(), used.end(), [](const CLI::App* command) {
           return command->get_option_no_throw("QUERY") != nullptr;
         });
}

// CLI11's outcome as one of ours: help and version are no errors, everything else is wrong usage.
int report(const CLI::ParseError& outcome, const CLI::App& program) {
  if (outcome.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
    std::ostringstream text;
    program.exit(outcome, text, text);
    write_out(text.str());
    flush_out();
    return kDone;
  }
  std::string command;
  for (const CLI::App* used : program.get_subcommands()) command += " " + used->get_name();
  const std::string unknown = command.empty() ? unknown_command(program) : "";
  complain(displayable(unknown.empty() ? outcome.what() : "unknown command: " + unknown));
  if (is_query_with_dash(outcome, program))
    complain_hint("a query that begins with - goes behind --: newsidx" + command + " -- '-…'");
  complain_hint("see: newsidx" + command + " --help");
  return static_cast<int>(ErrorCode::kUsage);
}

// Xapian may throw where nothing can be caught, as on a full disk (store/xapian_errors.h), which
// ends a program at once. What it is about is said all the same.
[[noreturn]] void end_at_once() {
  const int reason = errno;
  ::_exit(report(describe(std::current_exception(), reason), language_of_environment()));
}

int run_program(int argc, char** argv) {
  open_missing_streams();
  use_checked_input();
  CLI::App program("newsidx: full-text search for Turkish news archives", "newsidx");
  program.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  program.set_version_flag("--version", "newsidx " NEWSIDX_VERSION);
  program.require_subcommand(1);
  program.footer(R"(
Examples:
  newsidx add archive/
  newsidx search "Şi Putin"
  newsidx search --help

Exit codes: 0 done or found, 1 nothing found, 3 finished but some articles were refused, 64 usage, 65 input
refused, 66 no such input or index, 70 a bug, 73 cannot create, 74 input/output, 75 index busy, 78
configuration or analyzer mismatch.)");
  CommonOptions common;
  int exit_code = kDone;
  add_common_options(program, common);
  add_add(program, common, exit_code);
  add_reindex(program, common, exit_code);
  add_search(program, common, exit_code);
  add_related(program, common, exit_code);
  add_facets(program, common, exit_code);
  add_timeline(program, common, exit_code);
  add_entity(program, common, exit_code);
  add_duplicates(program, common, exit_code);
  add_get(program, common, exit_code);
  add_remove(program, common, exit_code);
  add_stats(program, common, exit_code);
  add_status(program, common, exit_code);
  add_check(program, common, exit_code);
  add_compact(program, common, exit_code);
  add_watch(program, common, exit_code);
  add_aliases(program, common, exit_code);
  add_analyze(program, common, exit_code);
  add_fit(program, common, exit_code);
  add_eval(program, common, exit_code);
  try {
    try {
      program.parse(argc, argv);
    } catch (const CLI::ParseError& outcome) {
      return report(outcome, program);
    }
    flush_out();
    return exit_code;
  } catch (const BrokenPipe&) {
    return kDone;
  } catch (const Error& error) {
    std::fflush(stdout);
    return report(error, common.language);
  } catch (const std::filesystem::filesystem_error& error) {
    return report(Error(ErrorCode::kIo, error.what(),
                        error.code() == std::errc::too_many_files_open
                            ? "raise the limit (ulimit -n)"
                            : "see to the disk and the permissions there"),
                  common.language);
  } catch (const std::bad_alloc&) {
    return report(out_of_memory(), common.language);
  } catch (const std::system_error& error) {
    return report(no_resources(error), common.language);
  } catch (const std::exception& error) {
    return report(
        Error(ErrorCode::kInternal, error.what(), "this is a bug in newsidx; please report it"),
        common.language);
  }
}

}  // namespace
}  // namespace newsidx::cli

int main(int argc, char** argv) {
  // What would kill the run shows as an error of the write instead: a reader that has gone, a file
  // grown over its limit.
  std::set_terminate(newsidx::cli::end_at_once);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  return newsidx::cli::with_enough_stack([&] { return newsidx::cli::run_program(argc, argv); });
}

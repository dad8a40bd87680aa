#include "store/entity_terms.h"

#include <algorithm>

namespace newsidx {
namespace {

constexpr std::string_view kTurn = ", ";  // in no key
constexpr char kBetweenNames = '\n';

}  // namespace

std::vector<std::string> turned_keys(std::string_view key) {
  std::vector<std::string> turned;
  for (std::size_t space = key.find(' '); space != std::string_view::npos;
       space = key.find(' ', space + 1))
    turned.push_back(std::string(key.substr(space + 1)) + std::string(kTurn) +
                     std::string(key.substr(0, space)));
  return turned;
}

std::string unturned_key(std::string_view key) {
  const std::size_t turn = key.find(kTurn);
  if (turn == std::string_view::npos) return std::string(key);
  return std::string(key.substr(turn + kTurn.size())) + ' ' + std::string(key.substr(0, turn));
}

std::string pack_names(const std::vector<std::string>& names) {
  std::string value;
  for (const std::string& name : names) {
    if (!value.empty()) value += kBetweenNames;
    value += name;
  }
  return value;
}

std::vector<std::string_view> unpack_names(std::string_view value) {
  std::vector<std::string_view> names;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(kBetweenNames), value.size());
    names.push_back(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return names;
}

}  // namespace newsidx

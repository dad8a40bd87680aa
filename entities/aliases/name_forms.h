// The names of one article, each in the forms that it has there, before and while they are joined.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "newsidx/entities.h"

namespace newsidx {

// All mentions of one type and one name_key. A form of two words or more is a full one.
struct NameForm {
  EntityType type = EntityType::kPerson;
  std::string key;
  std::vector<std::string_view> words;  // of the key
  std::uint32_t first = 0;              // the first of its mentions
  std::uint32_t count = 0;              // mentions that it had when the forms were made

  bool full() const { return words.size() > 1; }
};

// Joined forms have one root. A mention may mean another form's than its own. Not thread-safe.
class NameForms {
 public:
  // The mentions must outlive this.
  explicit NameForms(const std::vector<Mention>& mentions);

  const std::vector<NameForm>& all() const { return forms_; }
  const NameForm& operator[](std::uint32_t form) const { return forms_[form]; }

  const std::vector<Mention>& mentions() const { return mentions_; }
  std::uint32_t form_of(std::size_t mention) const { return form_of_[mention]; }
  // Whom a mention means: its own form unless it was moved.
  std::uint32_t meant_by(std::size_t mention) const { return meant_by_[mention]; }
  void move(std::size_t mention, std::uint32_t form) { meant_by_[mention] = form; }

  std::uint32_t root(std::uint32_t form);
  void join(std::uint32_t a, std::uint32_t b);

 private:
  const std::vector<Mention>& mentions_;
  std::vector<NameForm> forms_;
  std::vector<std::uint32_t> form_of_;
  std::vector<std::uint32_t> meant_by_;
  std::vector<std::uint32_t> parents_;
};

// Whether the word stands before a person's name and is no part of it.
bool is_title(std::string_view word);

// A person's name without the titles that it may hold: Sayın, Prof. Dr., Bey.
std::string_view without_titles(std::string_view name);

// What the articles' words are known to be (NameKind); of a word in any case.
std::uint32_t known_kinds(std::string_view word);

// One form, or the fact that there are several.
class OnlyForm {
 public:
  void add(std::uint32_t form);
  // kNone when there is none, or more than one.
  std::uint32_t get() const { return several_ ? kNone : form_; }

  static constexpr std::uint32_t kNone = UINT32_MAX;

 private:
  std::uint32_t form_ = kNone;
  bool several_ = false;
};

}  // namespace newsidx

// The model file: what is written is read, and what is damaged is refused.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "newsidx/error.h"
#include "tests/allomorphs.h"
#include "tests/support.h"
#include "text/morphology/lexicon.h"
#include "text/morphology/model_builder.h"
#include "text/morphology/morphology.h"

using namespace newsidx;
using newsidx::test::allomorphs_of;

namespace {

// kitab=kitap noun, before a vowel.
constexpr const char* kSmallRoots =
    "ev\tnoun\nkitap\tnoun\tbound=kitab\nçocuk\tnoun\nvakit\tnoun\tbound=vakt\n"
    "saat\tnoun\tfront\nhukuk\tnoun\thard\nbugün\tnoun\ttime\nhak\tnoun\tbound=hakk\n"
    "gel\tverb\tir\nbaşla\tverb\nde\tverb\ngit\tverb\tbound=gid\nmilletvekili\tcompound\n"
    "ve\tclosed\niçin\twhole\nbana\tform\tstem=ben\n";

std::vector<Allomorph> small_allomorphs() {
  std::vector<Allomorph> allomorphs = allomorphs_of(kSmallRoots);
  Cost cost = 100;
  for (Allomorph& allomorph : allomorphs) allomorph.cost = cost++;
  return allomorphs;
}

Transitions small_transitions() {
  Transitions transitions;
  for (std::size_t row = 0; row < transitions.rows(); ++row)
    for (std::size_t column = 0; column < transitions.columns(); ++column)
      transitions.at(row, column) = static_cast<Cost>(row * 100 + column);
  return transitions;
}

std::string small_model() { return build_model(small_allomorphs(), small_transitions()); }

// Whether the bytes are refused as the header promises: by an Error of that code.

bool refused(const std::string& bytes) {
  try {
    MorphologyModel::own(bytes, "damaged");
  } catch (const Error& error) {
    return error.code() == ErrorCode::kConfiguration &&
           std::string(error.what()).starts_with("damaged: ");
  }
  return false;
}

ErrorCode code_of_opening(const std::filesystem::path& file) {
  try {
    MorphologyModel::open(file);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE("a model gives back what it was built from") {
  const std::vector<Allomorph> allomorphs = small_allomorphs();
  const Transitions transitions = small_transitions();
  const std::string bytes = build_model(allomorphs, transitions);
  const auto model = MorphologyModel::own(bytes, "small");
  CHECK(model->bytes() == bytes);
  CHECK(model->checksum().size() == 16);
  CHECK(model->checksum().find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(model->entry_count() == allomorphs.size());

  std::set<Allomorph> read;
  std::set<std::string> surfaces;
  model->for_each_entry([&](const std::string& surface, const RootEntry& entry) {
    read.insert({surface, std::string(model->citation(entry, surface)), entry.root_class(),
                 entry.state, entry.bound(), entry.harmony(), entry.cost});
    surfaces.insert(surface);
    CHECK(model->index_of(entry) < model->entry_count());
  });
  CHECK(read == std::set<Allomorph>(allomorphs.begin(), allomorphs.end()));
  CHECK(model->surface_count() == surfaces.size());

  bool same = true;
  for (std::size_t suffix = 0; suffix < suffix_tags().size(); ++suffix) {
    const std::size_t row = Transitions::row_of_suffix(suffix);
    same &= model->end_after(suffix) == row * 100 + suffix_tags().size();
    same &= model->next_suffix(suffix, 3) == row * 100 + 3;
    same &= model->first_suffix(RootClass::kVerb, suffix) == 100 + suffix;
  }
  CHECK(same);
  CHECK(model->end_after_root(RootClass::kName) == 200 + suffix_tags().size());

  const Morphology morphology(model);
  CHECK(morphology.stem("kitabı") == "kitap");
  CHECK(morphology.stem("saatlerde") == "saat");
  CHECK(morphology.stem("vaktini") == "vakit");
  CHECK(morphology.stem("hakkında") == "hak");
  CHECK(morphology.stem("diyecek") == "de");
  CHECK(morphology.stem("başlıyor") == "başla");
  CHECK(morphology.stem("bana") == "ben");
  CHECK(morphology.stem("çocuğun") == "çocuk");
  CHECK(morphology.stem("milletvekillerimiz") == "milletvekili");
}

TEST_CASE("the same allomorphs in any order, and twice, make the same bytes") {
  const std::string expected = small_model();
  std::vector<Allomorph> allomorphs = small_allomorphs();
  allomorphs.insert(allomorphs.end(), allomorphs.begin(), allomorphs.begin() + 5);
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(allomorphs.begin(), allomorphs.end(), random);
    CHECK(build_model(allomorphs, small_transitions()) == expected);
  }
}

TEST_CASE("a model without roots is a model") {
  const auto model = MorphologyModel::own(build_model({}, Transitions()), "empty");
  CHECK(model->entry_count() == 0);
  const Morphology morphology(model);
  CHECK(morphology.stem("bromvik") == "bromvik");
  CHECK(morphology.restore("bromvik", 3).empty());
}

TEST_CASE("a model cut at any length is refused") {
  const std::string bytes = small_model();
  std::size_t accepted = 0;
  for (std::size_t size = 0; size < bytes.size(); ++size)
    if (!refused(bytes.substr(0, size))) ++accepted;
  CHECK(accepted == 0);
  CHECK(refused(bytes + '\0'));
  CHECK(refused(bytes + std::string(8, '\0')));
  CHECK(refused(bytes + bytes));
  CHECK(refused(""));
}

TEST_CASE("a model with any byte changed is refused") {
  std::string bytes = small_model();
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char before = bytes[i];
    const unsigned mask = i % 2 == 0 ? 1U << i / 2 % 8 : 0xFFU;
    bytes[i] = static_cast<char>(static_cast<unsigned char>(before) ^ mask);
    if (!refused(bytes)) ++accepted;
    bytes[i] = before;
  }
  CHECK(accepted == 0);
  CHECK_FALSE(refused(bytes));
}

TEST_CASE("random bytes are no model") {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> byte(0, 255);
  const std::string magic = small_model().substr(0, 8);
  const std::string head = small_model().substr(0, 48);
  for (int i = 0; i < 300; ++i) {
    std::string bytes(random() % 2000, '\0');
    for (char& c : bytes) c = static_cast<char>(byte(random));
    CHECK(refused(bytes));
    CHECK(refused(magic + bytes));
    CHECK(refused(head + bytes));
  }
}

TEST_CASE("model files") {
  const test::TempDir dir;
  const std::string bytes = small_model();
  const auto model = MorphologyModel::open(dir.write("small.model", bytes));
  CHECK(model->bytes() == bytes);
  CHECK(model->checksum() == MorphologyModel::own(bytes, "small")->checksum());
  CHECK(Morphology(model).stem("kitabı") == "kitap");
  CHECK(code_of_opening(dir.path() / "none") == ErrorCode::kNotFound);
  CHECK(code_of_opening(dir.write("empty", "")) == ErrorCode::kConfiguration);
  CHECK(code_of_opening(dir.write("text", "bu bir metin")) == ErrorCode::kConfiguration);
  CHECK(code_of_opening(dir.write("cut", bytes.substr(0, 4096))) == ErrorCode::kConfiguration);
  CHECK(code_of_opening(dir.path()) == ErrorCode::kConfiguration);
}

#include "store/glass/version_file.h"

#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string_view>
#include <system_error>

#include "store/glass/block_layout.h"
#include "store/glass/packing.h"

namespace newsidx::glass {
namespace {

// Magic and version: year - 2014, month and day of 2016-03-14 in 7, 4 and 5 bits.
constexpr std::string_view kMagic("\x0F\x0DXapian Glass\x04\x6E", 16);
constexpr std::uint32_t kRevision = 1;
constexpr unsigned kBlockUnit = 2048;
constexpr std::size_t kUuidBytes = 16;

// Of what size on Xapian compresses tags of a table, when it writes them itself; 0: never.
constexpr unsigned kCompressFrom = 18;

// Spelling and synonyms, which are never used here.
constexpr int kFurtherTables = 2;

constexpr unsigned kFilledInOrder = 2;
constexpr unsigned kNoRoot = 1;

// Of the version file; Xapian's is some 100 bytes, the free lists' among them.
constexpr std::size_t kMaxFileBytes = 1U << 16U;

void put_table(std::string& out, const RootInfo& info, unsigned compress_from) {
  const bool empty = info.blocks == 0;
  put_uint(out, info.root);
  put_uint(out, info.levels << 2U | kFilledInOrder | (empty ? kNoRoot : 0));
  put_uint(out, info.entries);
  put_uint(out, kBlockBytes / kBlockUnit);
  put_uint(out, compress_from);
  std::string free_list;
  if (!empty) {
    put_uint(free_list, kRevision);
    put_uint(free_list, info.blocks);
    free_list.append(4, '\0');  // no block is free
  }
  put_string(out, free_list);
}

// A random one (RFC 4122, version 4).
std::string make_uuid() {
  std::random_device random;
  std::string uuid(kUuidBytes, '\0');
  for (char& byte : uuid) byte = static_cast<char>(random());
  uuid[6] = static_cast<char>((uuid[6] & 0x0F) | 0x40);
  uuid[8] = static_cast<char>((uuid[8] & 0x3F) | 0x80);
  return uuid;
}

}  // namespace

bool library_reads_this_format() {
  return Xapian::major_version() == 1 && Xapian::minor_version() == 4;
}

std::filesystem::path table_file(const std::filesystem::path& folder, TableNumber table) {
  constexpr std::array<const char*, kTables> kNames = {"postlist.glass", "docdata.glass",
                                                       "termlist.glass", "position.glass"};
  return folder / kNames.at(table);
}

void Statistics::add(const Statistics& other) {
  documents += other.documents;
  last_document += other.last_document;
  total_length += other.total_length;
  if (other.shortest > 0)
    shortest = shortest == 0 ? other.shortest : std::min(shortest, other.shortest);
  longest = std::max(longest, other.longest);
  greatest_count = std::max(greatest_count, other.greatest_count);
}

void write_version_file(const std::filesystem::path& folder,
                        const std::array<RootInfo, kTables>& tables, const Statistics& statistics) {
  std::string bytes(kMagic);
  bytes += make_uuid();
  put_uint(bytes, kRevision);
  put_table(bytes, tables[kPostlist], 0);
  put_table(bytes, tables[kDocdata], kCompressFrom);
  put_table(bytes, tables[kTermlist], kCompressFrom);
  put_table(bytes, tables[kPosition], 0);
  for (int i = 0; i < kFurtherTables; ++i) put_table(bytes, {}, kCompressFrom);
  // Sums of these stand as differences.
  put_uint(bytes, statistics.documents);
  put_uint(bytes, statistics.last_document - statistics.documents);
  put_uint(bytes, statistics.shortest);
  put_uint(bytes, statistics.greatest_count);
  put_uint(bytes,
           std::max(statistics.longest, statistics.greatest_count) - statistics.greatest_count);
  put_uint(bytes, 0);  // no changesets
  put_uint(bytes, statistics.total_length);
  put_uint(bytes, 0);  // no spellings

  const std::filesystem::path file = folder / kVersionFile;
  errno = 0;
  std::ofstream out(file, std::ios::binary);
  out << bytes << std::flush;
  if (!out) throw Xapian::DatabaseError(file.string() + ": cannot be written", errno);
}

Version read_version_file(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kVersionFile;
  std::error_code error;
  if (std::filesystem::exists(file, error) && !std::filesystem::is_regular_file(file, error))
    throw Xapian::DatabaseCorruptError(file.string() + " is no file");
  std::string bytes(kMaxFileBytes + 1, '\0');
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in.is_open() || in.bad())
    throw Xapian::DatabaseError(file.string() + ": cannot be read", errno);
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  const auto corrupt = [&](const char* what) {
    return Xapian::DatabaseCorruptError(file.string() + ": " + what);
  };
  if (!bytes.starts_with(kMagic)) throw corrupt("is none of Xapian 1.4");
  if (bytes.size() < kMagic.size() + kUuidBytes || bytes.size() > kMaxFileBytes)
    throw corrupt("is not as long as it must be");
  Unpacker unpacker(std::string_view(bytes).substr(kMagic.size() + kUuidBytes));
  Version version;
  version.revision = unpacker.uint32();
  for (std::size_t table = 0; table < kTables + kFurtherTables; ++table) {
    RootInfo info;
    info.root = unpacker.uint32();
    const std::uint64_t levels = unpacker.uint();
    info.levels = static_cast<std::uint32_t>(levels >> 2U);
    info.entries = unpacker.uint();
    const std::uint64_t block_bytes = unpacker.uint() * kBlockUnit;
    unpacker.uint();  // compressed from this size on
    Unpacker free_list(unpacker.string());
    free_list.uint();  // its revision
    info.blocks = (levels & kNoRoot) != 0 ? 0 : free_list.uint32();
    if (table >= kTables) continue;
    version.tables.at(table) = info;
    version.block_bytes.at(table) = block_bytes;
  }
  Statistics& statistics = version.statistics;
  statistics.documents = unpacker.uint32();
  statistics.last_document = statistics.documents + unpacker.uint32();
  statistics.shortest = unpacker.uint32();
  statistics.greatest_count = unpacker.uint32();
  statistics.longest = statistics.greatest_count + unpacker.uint32();
  unpacker.uint();  // changesets
  statistics.total_length = unpacker.uint();
  if (unpacker.at_end()) throw corrupt("is cut off");
  return version;
}

std::string find_file_damage(const std::filesystem::path& folder, bool roots) {
  const Version version = read_version_file(folder);
  for (std::size_t i = 0; i < kTables; ++i) {
    const RootInfo& info = version.tables.at(i);
    if (info.blocks == 0) continue;
    const std::filesystem::path file = table_file(folder, static_cast<TableNumber>(i));
    const std::string name = file.filename().string();
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return name + " is missing";
    if (!std::filesystem::is_regular_file(file, error)) return name + " is no file";
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    if (!in) return name + " cannot be read: " + std::strerror(errno);
    const std::uint64_t size = std::filesystem::file_size(file, error);
    const std::uint64_t block_bytes = version.block_bytes.at(i);
    if (block_bytes == 0) return std::string(kVersionFile) + " has a table without blocks";
    // A write that failed leaves a part of a block after those that are in use.
    if (size % block_bytes != 0 && size / block_bytes < info.blocks)
      return name + " ends amid a block: it is cut off";
    // Not info.blocks: the last of them may have been given out and taken back without being
    // written.
    if (size / block_bytes < std::uint64_t{info.root} + 1)
      return name + " is shorter than it was: it is cut off";
    if (!roots) continue;
    std::string head(kDirectoryAt, '\0');
    in.seekg(static_cast<std::streamoff>(info.root * block_bytes));
    if (!in.read(head.data(), static_cast<std::streamsize>(head.size())))
      return name + " cannot be read: " + std::strerror(errno);
    const auto number = [&head](std::size_t at, std::size_t bytes) {
      std::uint64_t value = 0;
      for (std::size_t byte = at; byte < at + bytes; ++byte)
        value = value << 8U | static_cast<unsigned char>(head[byte]);
      return value;
    };
    const std::uint64_t directory_end = number(kDirectoryEndAt, 2);
    if (number(0, 4) > version.revision || number(kLevelAt, 1) != info.levels ||
        directory_end < kDirectoryAt || directory_end > block_bytes ||
        number(kAllGapsAt, 2) > block_bytes - directory_end)
      return name + " has a root block that is none";
  }
  return "";
}

}  // namespace newsidx::glass

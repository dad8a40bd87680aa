#include "store/glass/version_file.h"

#include <xapian.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <random>
#include <string_view>

#include "store/glass/packing.h"

namespace newsidx::glass {
namespace {

// Magic and version: year - 2014, month and day of 2016-03-14 in 7, 4 and 5 bits.
constexpr std::string_view kMagic("\x0F\x0DXapian Glass\x04\x6E", 16);
constexpr const char* kFile = "iamglass";
constexpr std::uint32_t kRevision = 1;
constexpr unsigned kBlockUnit = 2048;
constexpr std::size_t kUuidBytes = 16;

// Of what size on Xapian compresses tags of a table, when it writes them itself; 0: never.
constexpr unsigned kCompressFrom = 18;

// Spelling and synonyms, which are never used here.
constexpr int kFurtherTables = 2;

constexpr unsigned kFilledInOrder = 2;
constexpr unsigned kNoRoot = 1;

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

  const std::filesystem::path file = folder / kFile;
  errno = 0;
  std::ofstream out(file, std::ios::binary);
  out << bytes << std::flush;
  if (!out) throw Xapian::DatabaseError(file.string() + ": cannot be written", errno);
}

Statistics read_statistics(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kFile;
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kUuidBytes)
    throw Xapian::DatabaseCorruptError(file.string() + ": is none of Xapian 1.4");
  Unpacker unpacker(std::string_view(bytes).substr(kMagic.size() + kUuidBytes));
  unpacker.uint();  // revision
  for (int table = 0; table < kTables + kFurtherTables; ++table) {
    for (int number = 0; number < 5; ++number) unpacker.uint();
    unpacker.string();
  }
  Statistics statistics;
  statistics.documents = unpacker.uint32();
  statistics.last_document = statistics.documents + unpacker.uint32();
  statistics.shortest = unpacker.uint32();
  statistics.greatest_count = unpacker.uint32();
  statistics.longest = statistics.greatest_count + unpacker.uint32();
  unpacker.uint();  // changesets
  statistics.total_length = unpacker.uint();
  return statistics;
}

}  // namespace newsidx::glass

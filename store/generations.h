// The generations of an index, and which of them is in use.
//
// An index is a folder of generations (gen-0001/, each a Xapian database) and a file `current`
// that names the one in use: `auto gen-0001`, a Xapian stub file of one line, which is only ever
// replaced by rename. `lock` is held by the one writer, and `building/` is where a generation is
// made before it gets its name.
//
// Nothing that a file says causes a deletion. A generation is removed only when its folder bears
// a mark that newsidx itself put there: `unpublished` while it has never been in use,
// `superseded` once another has taken its place. What bears neither stays, whatever `current`
// names: it may be the only copy of somebody's articles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace newsidx {

// The name of the generation in use (gen-0001), whose folder is there. Throws Error: kNotFound
// when there is no index, kIo when there is one and `current` does not name a generation exactly.
std::string current_generation(const std::filesystem::path& index_dir);

// Tells one committed state from another: bytes to compare. Throws as current_generation().
std::string committed_state(const std::filesystem::path& index_dir);

// The names of all generations, the oldest first. Throws Error(kIo) when the folder cannot be read.
std::vector<std::string> list_generations(const std::filesystem::path& index_dir);

// Those after the one in use that have been in use themselves, as after going back to an earlier
// one. Throws as current_generation().
std::vector<std::string> later_generations(const std::filesystem::path& index_dir);

// Bytes of all generations; what vanishes meanwhile does not count.
std::uint64_t disk_usage(const std::filesystem::path& index_dir);

// Makes the folder when there is none. Throws Error(kCannotCreate) when it cannot be made, or
// when it holds files that are not an index's.
void prepare_index_dir(const std::filesystem::path& index_dir);

// The rest is for the holder of the write lock. Throws Error(kIo) when the disk will not have it.

// The folder in the index that generations are made in; begun, it is there and empty.
std::filesystem::path building_dir(const std::filesystem::path& index_dir);
std::filesystem::path begin_building(const std::filesystem::path& index_dir);

// Makes the finished database in `built` the generation in use: it is on the disk before `current`
// names it. Returns its name. `before`, which was in use until now, stays as superseded; empty:
// there was none, or it is never to be removed. What is left of the folder for building goes.
std::string publish_generation(const std::filesystem::path& index_dir,
                               const std::filesystem::path& built, const std::string& before);

// Readies an index whose current generation has been opened for being written: a stopped run's
// folder for building and half-written `current` go, and the generation in use loses what marks
// another stopped run left on it.
void clear_stopped_run(const std::filesystem::path& index_dir, const std::string& current);

// Removes what `newest`, which has been opened and counted, makes superfluous among those older
// than it: the unpublished ones, and of the superseded ones all but the latest `keep`. Readers
// that have one open keep it until they end.
void remove_old_generations(const std::filesystem::path& index_dir, const std::string& newest,
                            std::size_t keep);

// Removes this generation, which the caller had open and has superseded.
void remove_generation(const std::filesystem::path& index_dir, const std::string& superseded);

}  // namespace newsidx

"""Lets the disk be full from one write of newsidx on, one write after another.

tests/failing_writes_test.py NEWSIDX FULL_DISK_LIBRARY [--every N]

The library is tests/full_disk_preload.cc. Where full_disk_test.py tries sizes of a disk, this meets
every single write (or every Nth), so also those after which Xapian ends the program at once
(store/xapian_errors.h). The command ends with 74 and says why, the index is sound and as it was,
and the next run ends with 0.
"""

import argparse
import os
import shutil
import sys

from endurance import Failure, Index, Scenario, make_work_folder, write_archive, write_json_lines

IO = 74


def make_scenarios(newsidx, work):
    """Commands on few articles with many values, which Xapian writes where it cannot be stopped."""
    articles = [
        {
            "id": f"a{number}",
            "date": "2025-01-01",
            "source": f"kaynak {number}",
            "author": f"yazar {number}",
            "section": f"bölüm {number}",
            "text": " ".join(f"kelime{number}x{word}" for word in range(8)),
        }
        for number in range(300)
    ]
    lines = write_json_lines(work / "all.jsonl", articles)
    base, archive = work / "base", work / "archive"
    write_archive(archive, articles)
    Index(newsidx, base).must("reindex", "-q", archive)
    write_archive(archive, articles, changed=9)
    scenarios = [
        Scenario("add", ["add", "-q", lines]),
        Scenario("reindex", ["reindex", "-q", "--max-delete", "50"], base),
        Scenario("reindex --full", ["reindex", "-q", "--full", "--max-delete", "50"], base),
        Scenario("remove", ["remove", "-q", *(a["id"] for a in articles[::3])], base, again=(0, 1)),
        Scenario("compact", ["compact", "-q"], base),
    ]
    index = Index(newsidx, work / "index")
    for scenario in scenarios:
        scenario.lay_out(index)
        scenario.before = index.terms()
        index.must(*scenario.command)
        scenario.after = index.terms()
    return scenarios


def fail_after(writes, scenario, index, library):
    """Returns whether the run ended without needing more writes."""
    scenario.lay_out(index)
    environment = {
        **os.environ,
        "LD_PRELOAD": library,
        "FULL_DISK_FOLDER": str(index.folder),
        "FULL_DISK_WRITES": str(writes),
        "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0",
    }
    done = index.run(*scenario.command, env=environment)
    error = done.stderr.decode()
    if done.returncode == 0:
        index.require("after a run that fitted", scenario.after)
        return not error  # the record of the run is the last that is written
    if done.returncode != IO or "o space left" not in error:
        raise Failure(f"exit {done.returncode}: {error}")
    if scenario.base is not None or index.terms():
        index.require("after a full disk", scenario.before)
    index.must(*scenario.command, codes=scenario.again)
    index.require("when there was room", scenario.after)
    index.require_clean()
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newsidx")
    parser.add_argument("library")
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("--work", help="a folder to work in (default: a temporary one)")
    options = parser.parse_args()
    work = make_work_folder(options.work, "newsidx-writes-")
    library = os.path.abspath(options.library)
    failures = 0
    for scenario in make_scenarios(options.newsidx, work):
        index = Index(options.newsidx, work / "index")
        writes, ended = 0, False
        while not ended:
            try:
                ended = fail_after(writes, scenario, index, library)
            except Failure as failure:
                failures += 1
                print(f"{scenario.name}, full after {writes} writes: {failure}", flush=True)
            writes += 1 if scenario.name == "add" else options.every
        print(f"{scenario.name}: up to {writes} writes", flush=True)
    shutil.rmtree(work)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()

"""Lets the disk fill up at many points of what newsidx writes, and looks at what is left.

tests/full_disk_test.py NEWSIDX [--points 50] [--only NAME]... [--work DIR]

On a tmpfs of a size from too little to just enough every command ends with 74 (or 73) and says why,
or with 0; the index is sound and as it was before the command; when there is room, the next run ends
with 0 and the index is that of a run that had room all the time. Takes root, for the tmpfs.
"""

import argparse
import os
import shutil
import subprocess
import sys

from endurance import Failure, Index, make_scenarios, make_work_folder

SKIPPED = 77  # as CTest is told
ROOM = 256 << 20
PAGE = 4096


class Disk:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "newsidx-test", folder], check=True)

    def resize(self, size):
        options = f"remount,size={size // PAGE * PAGE}"
        subprocess.run(["mount", "-o", options, self.folder], check=True)

    def used(self):
        status = os.statvfs(self.folder)
        return (status.f_blocks - status.f_bfree) * status.f_frsize

    def close(self):
        subprocess.run(["umount", "-l", self.folder], check=True)


def most_used(scenario, index, disk):
    """Bytes in use before the command, and at most while it runs, as far as one sees."""
    disk.resize(ROOM)
    scenario.lay_out(index)
    before = most = disk.used()
    process = index.start(*scenario.command)
    while process.poll() is None:
        most = max(most, disk.used())
    return before, most


def one_point(scenario, index, disk, size):
    disk.resize(ROOM)
    scenario.lay_out(index)
    disk.resize(max(size, disk.used() + PAGE))
    done = index.run(*scenario.command)
    error = done.stderr.decode()
    disk_size = os.statvfs(disk.folder).f_blocks * PAGE
    if done.returncode not in (0, 73, 74):
        raise Failure(f"exit {done.returncode} on a disk of {disk_size} bytes: {error}")
    if done.returncode and "o space left" not in error and "disk is full" not in error:
        raise Failure(f"exit {done.returncode} without the reason: {error}")
    if done.returncode == 0:
        index.require("after a run that fitted", scenario.after)
    elif scenario.base is None and not index.terms():
        pass  # none, or an empty one
    else:
        index.require("after a full disk", scenario.before)
    disk.resize(ROOM)
    index.must(*scenario.command, codes=scenario.again)
    index.require("when there was room", scenario.after)
    index.require_clean()
    return done.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newsidx")
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--work", help="a folder to work in (default: a temporary one)")
    parser.add_argument("--only", action="append", metavar="NAME", help="of the commands this one")
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("skipped: takes root, to mount a small tmpfs")
        sys.exit(SKIPPED)
    work = make_work_folder(options.work, "newsidx-disk-")
    try:
        disk = Disk(work / "disk")
    except subprocess.CalledProcessError:
        print("skipped: no tmpfs can be mounted here")
        shutil.rmtree(work)
        sys.exit(SKIPPED)
    failures = 0
    try:
        scenarios = make_scenarios(options.newsidx, work)
        index = Index(options.newsidx, disk.folder / "index")
        print(f"{'':22}{'0':>6}{'73':>6}{'74':>6}{'FAILED':>8}  KiB used before, at most")
        for scenario in scenarios:
            if options.only and scenario.name not in options.only:
                continue
            before, most = most_used(scenario, index, disk)
            codes = []
            for point in range(options.points):
                # The most is seldom seen: the last sizes are to be enough.
                span = (most - before) * 5 // 4 + (128 << 10)
                size = before + span * point // max(1, options.points - 1)
                try:
                    codes.append(one_point(scenario, index, disk, size))
                except Failure as failure:
                    failures += 1
                    codes.append("FAILED")
                    print(f"{scenario.name}, {size} bytes: {failure}", flush=True)
            counts = "".join(f"{codes.count(code):>6}" for code in (0, 73, 74))
            figures = f"{codes.count('FAILED'):>8}  {before >> 10}, {most >> 10}"
            print(f"{scenario.name:22}{counts}{figures}", flush=True)
    finally:
        disk.close()
    shutil.rmtree(work)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()

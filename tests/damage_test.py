"""Damages an index, and looks at what newsidx says of it.

tests/damage_test.py NEWSIDX [--full] [--seed N] [--work DIR] [--only PART]

records      a flipped bit in a record is found by `check` and by `get`: each
tables       a flipped bit in postings and positions is found by `check`: 95 of 100
files        tables that are missing, empty, unreadable or cut off before a block in use are found by `check`,
             and by `status` but for those cut off between two blocks: each
commands     whatever is damaged, no command dies of a signal, calls it a bug (70), or a writer at work (75)
repairs      `reindex --full` makes a sound index of it, with all that the archive's files hold

The form without --full takes seconds; --full is 100 flips, 300 files, 3,000 copies and 60 repairs. --work
names a folder to work in, which is left as it is.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from endurance import Failure, Index, make_work_folder, write_json_lines

BLOCK = 8192
TABLES = ("docdata.glass", "position.glass", "postlist.glass", "termlist.glass")
FILES = (*TABLES, "iamglass")
IO = 74
HANG = 120  # seconds

READERS = (
    ("search", "martı deniz"),
    ("search", '"bir martı" OR toplantı NEAR sayı'),
    ("search", "--format", "json", "--facets", "source,person", "ankara"),
    ("search", "--format", "ids", "kaynak:Kıyı tarih:2015..2020 mar*"),
    ("get", "a7"),
    ("get", "--format", "json", "a120"),
    ("related", "a11"),
    ("facets", "source", "türkiye"),
    ("timeline", "türkiye"),
    ("entity", "Ankara"),
    ("duplicates",),
    ("stats",),
)
WRITERS = (
    ("add", "-q", "{new}"),
    ("remove", "a5", "hand3"),
    ("reindex", "-q"),
    ("reindex", "-q", "--full"),
    ("compact", "-q"),
)
ALWAYS = (("status",), ("check",))
# What a command may say of a damaged index: that all is well as far as it looked, that nothing is
# found, that some was refused, that something named is not there, and that it is damaged.
SAID = {0, 1, 3, 66, IO}


class Sources:
    """The sound indexes that copies are made of, and the archive they follow."""

    def __init__(self, newsidx, work, articles):
        from made_articles import made_articles

        self.newsidx = newsidx
        self.work = work
        made = made_articles(articles)
        # A near-copy, an acronym and names: what is kept besides articles is damaged as well.
        for number in (3, 4, 5):
            made[number]["text"] = made[0]["text"] + " " + made[1]["text"]
        made[6]["text"] += " Şanghay İşbirliği Örgütü (ŞİÖ) Ankara'da toplandı. Ayşe Yılmaz konuştu."
        self.ids = [article["id"] for article in made]
        archive = work / "archive"
        for part in range(4):
            write_json_lines(archive / f"{part}.jsonl", made[part::4])
        by_hand = [{**a, "id": f"hand{n}"} for n, a in enumerate(made_articles(12, seed=5))]
        self.hand = [article["id"] for article in by_hand]
        hand = write_json_lines(work / "hand.jsonl", by_hand)
        self.new = write_json_lines(work / "new.jsonl", made_articles(8, seed=6, first=90_000))
        # As it is built at once, and as it is after some days of small changes.
        self.built = Index(newsidx, work / "built")
        self.built.must("add", "-q", hand)
        self.built.must("reindex", "-q", "--full", archive, "--keep", "0")
        self.grown = Index(newsidx, work / "grown")
        shutil.copytree(self.built.folder, self.grown.folder)
        self.grown.must("remove", *self.hand[6:])
        self.grown.must("add", "-q", hand)
        for index in (self.built, self.grown):
            index.must("check")

    def copy(self, index, name):
        folder = self.work / "copies" / f"{name}-{threading.get_ident()}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(index.folder, folder)
        return Index(self.newsidx, folder)

    def run(self, index, command):
        command = [str(self.new) if word == "{new}" else word for word in command]
        try:
            return index.run(*command, timeout=HANG)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, "hangs", b"", b"")


def flip(path, at, bit):
    with open(path, "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))


def items(path):
    """Of each item of each leaf: where its tag begins and ends, and its key."""
    data = path.read_bytes()
    for block in range(0, len(data) - BLOCK + 1, BLOCK):
        if data[block + 4] != 0:
            continue
        end = int.from_bytes(data[block + 9 : block + 11], "big")
        for entry in range(block + 11, block + end, 2):
            item = block + int.from_bytes(data[entry : entry + 2], "big")
            flags = int.from_bytes(data[item : item + 2], "big")
            key = data[item + 3 : item + 3 + data[item + 2]]
            tag = item + 3 + data[item + 2] + (0 if flags & 0x2000 else 2)
            yield tag, item + 3 + (flags & 0x1FFF), key


def read_number(data, at):
    """As store/glass/packing.h packs it: the number and where it ends."""
    value = shift = 0
    while data[at] & 0x80:
        value |= (data[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
    return value | data[at] << shift, at + 1


def root_of(path):
    """The number of the table's root block, by the version file."""
    data = (path.parent / "iamglass").read_bytes()
    _, at = read_number(data, 32)  # the revision
    for table in ("postlist.glass", "docdata.glass", "termlist.glass", "position.glass"):
        root, at = read_number(data, at)
        for _ in range(4):
            _, at = read_number(data, at)
        size, at = read_number(data, at)
        at += size
        if table == path.name:
            return root
    raise Failure(f"{path}: no table")


def used_bytes(path):
    """The bytes that say something: heads and items of the blocks that the root leads to. Blocks of
    earlier revisions lie between them, and room in each."""
    data = path.read_bytes()
    blocks = [root_of(path)]
    while blocks:
        block = blocks.pop() * BLOCK
        end = int.from_bytes(data[block + 9 : block + 11], "big")
        yield from range(block, block + end)
        for entry in range(block + 11, block + end, 2):
            item = block + int.from_bytes(data[entry : entry + 2], "big")
            if data[block + 4] == 0:
                yield from range(item, item + 3 + (int.from_bytes(data[item : item + 2], "big") & 0x1FFF))
            else:
                yield from range(item, item + 7 + data[item + 4])
                blocks.append(int.from_bytes(data[item : item + 4], "big"))


def check_records(sources, chance, count):
    """The documents of the built index are the articles in reading order."""
    order = sources.ids[0::4] + sources.ids[1::4] + sources.ids[2::4] + sources.ids[3::4]
    records = [
        (tag, end, order[number - 1])
        for tag, end, key in items(sources.built.generation() / "docdata.glass")
        if len(key) == 2 and (number := int.from_bytes(key, "big")) <= len(order)
    ]
    missed = []
    for _ in range(count):
        tag, end, id = chance.choice(records)
        at, bit = chance.randrange(tag, end), chance.randrange(8)
        index = sources.copy(sources.built, "records")
        flip(index.generation() / "docdata.glass", at, bit)
        for command in (("check",), ("get", id), ("get", "--format", "json", id)):
            done = sources.run(index, command)
            if done.returncode != IO:
                missed.append(f"{command} says {done.returncode}: bit {bit} of byte {at}, {id}")
    print(f"records: {count} flips, {len(missed)} not found by check or get")
    return missed


def check_tables(sources, chance, count):
    failures = []
    for index_name in ("built", "grown"):
        for table in ("position.glass", "postlist.glass", "termlist.glass"):
            missed = []
            whole = getattr(sources, index_name)
            used = list(used_bytes(whole.generation() / table))
            for _ in range(count):
                index = sources.copy(whole, "tables")
                path = index.generation() / table
                at, bit = chance.choice(used), chance.randrange(8)
                flip(path, at, bit)
                done = sources.run(index, ("check",))
                if done.returncode not in (0, IO):
                    failures.append(f"check says {done.returncode}: {table}, bit {bit} of byte {at}")
                if done.returncode == 0:
                    missed.append(at)
            print(f"tables: {index_name} {table}: {count - len(missed)} of {count} flips found", missed)
            # What is not found: bits of a block's revision and of its count of free bytes.
            if len(missed) > max(1, count * 0.05):
                failures.append(f"{table}: {len(missed)} of {count} flips not found: {missed}")
    return failures


def check_files(sources, chance, count):
    failures = []
    for number in range(count):
        index = sources.copy(chance.choice((sources.built, sources.grown)), "files")
        name = FILES[number % len(FILES)]
        path = index.generation() / name
        size = path.stat().st_size
        how = chance.choice(("missing", "empty", "cut off", "cut off", "cut off at a block", "unreadable"))
        if how == "unreadable" and os.geteuid() == 0 or how == "cut off at a block" and size <= BLOCK:
            how = "missing"
        if how == "missing":
            path.unlink()
        elif how == "empty":
            path.write_bytes(b"")
        elif how == "unreadable":
            path.chmod(0)
        else:
            # Behind its last block in use a table has room alone, which nothing is lost with.
            end = max(used_bytes(path)) if "block" in how else size
            left = chance.randrange(1, end)
            os.truncate(path, left // BLOCK * BLOCK if "block" in how else left)
        for command in ALWAYS:
            done = sources.run(index, command)
            # What is missing at a block's end, status sees only where it is the root.
            if done.returncode != IO and (command[0] == "check" or "block" not in how):
                failures.append(f"{command} says {done.returncode}: {name} is {how}")
    print(f"files: {count} missing, cut off, ..., {len(failures)} not found by check or status")
    return failures


def damage(index, chance):
    """Some damage of any kind; says which."""
    name = chance.choice(FILES)
    path = index.generation() / name
    size = path.stat().st_size
    kind = chance.choice(
        ("bit", "bit", "bit", "bits", "head", "directory", "bytes", "zeros", "swap", "end", "gone", "folder")
    )
    block = chance.randrange(max(1, size // BLOCK)) * BLOCK
    if kind == "bit":
        flip(path, chance.randrange(size), chance.randrange(8))
    elif kind == "bits":
        for _ in range(20):
            flip(path, chance.randrange(size), chance.randrange(8))
    elif kind in ("head", "directory"):
        at = chance.randrange(11) if kind == "head" else chance.randrange(11, 300)
        flip(path, min(block + at, size - 1), chance.randrange(8))
    elif kind in ("bytes", "zeros"):
        at = chance.randrange(size)
        count = min(chance.choice((2, 16, 512, BLOCK)), size - at)
        with open(path, "r+b") as file:
            file.seek(at)
            file.write(bytes(count) if kind == "zeros" else chance.randbytes(count))
    elif kind == "swap":
        data = bytearray(path.read_bytes())
        other = chance.randrange(max(1, size // BLOCK)) * BLOCK
        one, two = data[block : block + BLOCK], data[other : other + BLOCK]
        data[block : block + BLOCK], data[other : other + BLOCK] = two, one
        path.write_bytes(data)
    elif kind == "end":
        os.truncate(path, chance.randrange(size))
    else:
        path.unlink()
        if kind == "folder":
            path.mkdir()
    return f"{name}, {kind}"


def one_copy(sources, seed, number):
    """Runs commands on a damaged copy; returns (command, code, damage, last words) of each."""
    chance = random.Random(f"{seed} copy {number}")
    index = sources.copy(chance.choice((sources.built, sources.grown)), "commands")
    what = damage(index, chance)
    commands = [*ALWAYS, *chance.sample(READERS, 4), chance.choice(WRITERS)]
    outcome = []
    for command in commands:
        done = sources.run(index, command)
        outcome.append((command, done.returncode, f"copy {number}: {what}", done.stderr.decode(errors="replace")))
    return outcome


def check_commands(sources, seed, count):
    codes = collections.defaultdict(collections.Counter)
    failures = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcome in pool.map(lambda number: one_copy(sources, seed, number), range(count)):
            for command, code, what, said in outcome:
                name = " ".join(command[:1] if "--full" not in command else ("reindex", "--full"))
                codes[name][code] += 1
                if code not in SAID or "a bug" in said:
                    failures.append(f"{command} says {code}: {what}\n    {said[-300:]}")
    kinds = sorted({code for of in codes.values() for code in of}, key=str)
    print(f"commands: {count} damaged copies; how often each command ended with which code")
    print(f"{'':16}" + "".join(f"{code:>7}" for code in kinds))
    for name, of in sorted(codes.items()):
        print(f"{name:16}" + "".join(f"{of[code] or '':>7}" for code in kinds))
    return failures


def one_repair(sources, seed, number):
    chance = random.Random(f"{seed} repair {number}")
    index = sources.copy(chance.choice((sources.built, sources.grown)), "repairs")
    what = damage(index, chance)
    with_roots = ["--full", sources.work / "archive"]
    done = sources.run(index, ("reindex", "-q", *(with_roots if number % 2 else ["--full"])))
    said = done.stderr.decode(errors="replace")
    if done.returncode == IO and "list of folders" in said and not number % 2:
        done = sources.run(index, ("reindex", "-q", *with_roots))
        said = done.stderr.decode(errors="replace")
    where = f"repair {number}, {what}: "
    if done.returncode not in (0, 3):
        return where + f"reindex --full says {done.returncode}: {said[-500:]}", 0
    if sources.run(index, ("check",)).returncode != 0:
        return where + "not sound afterwards", 0
    got = sources.run(index, ("get", "--bare", "--format", "jsonl", *sources.ids, *sources.hand))
    held = {json.loads(line)["id"] for line in got.stdout.decode().splitlines()}
    if missing := set(sources.ids) - held:
        return where + f"articles of the files are missing: {sorted(missing)[:5]}", 0
    lost = set(sources.hand) - held
    if lost and (done.returncode != 3 or not (lost <= set(said.replace(":", " ").split()) or "document" in said or "gen-" in said)):
        return where + f"lost without a word: {sorted(lost)}", 0
    return "", len(lost)


def check_repairs(sources, seed, count):
    failures = []
    losing = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for failure, lost in pool.map(lambda number: one_repair(sources, seed, number), range(count)):
            if failure:
                failures.append(failure)
            losing += lost > 0
    print(f"repairs: {count} damaged copies, {count - len(failures)} sound indexes; {losing} lost what only they had")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("newsidx")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", help="one of the parts above")
    parser.add_argument("--count", type=int, help="with --only: how many of it")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--work", help="a folder to work in (default: a temporary one)")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1_000_000)
    work = make_work_folder(options.work, "newsidx-damage-")
    sources = Sources(os.path.abspath(options.newsidx), work, options.articles)
    parts = {
        "records": (lambda n: check_records(sources, random.Random(f"{seed} r"), n), 6, 100),
        "tables": (lambda n: check_tables(sources, random.Random(f"{seed} t"), n), 4, 100),
        "files": (lambda n: check_files(sources, random.Random(f"{seed} f"), n), 15, 300),
        "commands": (lambda n: check_commands(sources, seed, n), 20, 3000),
        "repairs": (lambda n: check_repairs(sources, seed, n), 4, 60),
    }
    failures = []
    for name, (check, few, many) in parts.items():
        if options.only in (None, name):
            failures += check(options.count or (many if options.full else few))
            sys.stdout.flush()
    for failure in failures:
        print(f"seed {seed}: {failure}")
    if options.work is None:
        shutil.rmtree(work)
    return 1 if failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(str(failure))

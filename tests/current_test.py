"""Puts all manner of things in the place of the file `current`, and looks whether anything is lost.

tests/current_test.py NEWSIDX [--contents 500] [--seed N] [--work DIR]

The index has three generations with other articles each. For each content, each command that uses an
index is run. When `current` does not name a generation exactly, every command ends with 74 and a word
that helps, and every byte of the folder is as it was. When it does, as after going back to an earlier
state, the command does its work on that generation, and the others are as they were.
"""

import argparse
import os
import random
import re
import shutil
import socket
import stat
import sys

from endurance import Index, make_work_folder, write_json_lines

COMMANDS = (
    ("add", "-q", "more.jsonl"),
    ("reindex", "-q", "archive"),
    ("reindex", "-q", "--full", "--keep", "9", "archive"),
    ("remove", "-q", "a1"),
    ("compact", "-q"),
    ("check", "-q"),
    ("search", "martı"),
    ("status",),
)
EXACT = re.compile(rb"auto (gen-[0-9]{4})\n?")
# What the commands write besides generations.
OWN = {"lock", "last-run.json"}
TIMEOUT = 120


def near_misses():
    """What people and editors make of the line."""
    for name in ("gen-0001", "gen-0002", "gen-0003", "gen-0004", "gen-0000", "gen-9999"):
        for line in ("auto {}\n", "auto {}", "auto {}/", "auto {}/\n", "auto {} \n", "auto {}\r\n",
                     " auto {}\n", "auto  {}\n", "auto\t{}\n", "{}\n", "auto ./{}\n", "auto {}\n\n",
                     "\ufeffauto {}\n", "auto '{}'\n", "glass {}\n", "# {}\n", "auto {}\x00\n",
                     "Auto {}\n", "auto {}\nauto gen-0002\n", "auto /nowhere/{}\n", "auto {}.\n"):
            yield line.format(name).encode()
    for number in ("1", "01", "001", "00002", "000000002", "-002", "+002", "2.0", "٢", "0x02",
                   "18446744073709551618", "4294967298", "99999999999999999999999999"):
        yield f"auto gen-{number}\n".encode()
    yield from (b"", b"\n", b"auto", b"auto ", b"auto \n", b"auto gen-", b"auto gen-\n", b"\x00" * 14,
                b"auto building\n", b"auto ..\n", b"auto .\n", b"auto lock\n", b"auto gen-0002/..\n",
                b"a" * 5000, b"auto gen-0002\n" * 1000)


def flipped_bits():
    line = b"auto gen-0002\n"
    for place in range(len(line)):
        for bit in range(8):
            yield bytes(b ^ (1 << bit) if i == place else b for i, b in enumerate(line))


def random_bytes(chance):
    alphabet = b"auto gen-0123456789\n\r\t /.\\" + bytes(range(256))
    while True:
        length = chance.choice((1, 5, 13, 14, 15, 40, 300))
        yield bytes(chance.choice(alphabet) for _ in range(length))


def write(content):
    def put(path):
        path.write_bytes(content)

    return repr(content[:60]), put, content


def no_files():
    """What is no file at all, and must neither be followed nor waited for."""

    def link(target):
        return lambda path: path.symlink_to(target)

    def bind(path):
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(path))

    def folder(path):
        path.mkdir()
        (path / "gen-0002").mkdir()

    yield "missing", lambda path: None, None
    yield "folder", folder, None
    yield "pipe", os.mkfifo, None
    yield "socket", bind, None
    for target in ("gen-0002", "lock", "current", "nowhere", "/dev/zero", "../true-current"):
        yield f"link to {target}", link(target), None
    if os.geteuid() == 0:
        yield "device", lambda path: os.mknod(path, 0o644 | stat.S_IFCHR, os.makedev(1, 5)), None


def contents(number, chance):
    made = [*no_files(), *map(write, near_misses()), *map(write, flipped_bits())]
    if number < len(made):
        chosen = [*no_files(), *chance.sample(made, number)]
        return chosen[:number]
    extra = random_bytes(chance)
    return made + [write(next(extra)) for _ in range(number - len(made))]


def snapshot(folder):
    """Every name with its kind and bytes, but for what every command may write."""
    found = {}
    for root, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(root, name)
            place = os.path.relpath(path, folder)
            if place in OWN or place.split(os.sep)[0] == "building":
                continue
            kind = stat.S_IFMT(os.lstat(path).st_mode)
            with open(path, "rb") if kind == stat.S_IFREG else open(os.devnull, "rb") as file:
                found[place] = (kind, file.read())
    return found


def make_index(index, work):
    def write_archive(*numbers):
        shutil.rmtree(work / "archive", ignore_errors=True)
        for n in numbers:
            article = {"id": f"a{n}", "date": "2025-09-02", "text": f"Kıyıda {n} martı uçtu."}
            write_json_lines(work / "archive" / f"{n}.jsonl", [article])

    write_json_lines(work / "more.jsonl", [{"id": "b", "date": "2025-09-03", "text": "Yunus geldi."}])
    (work / "true-current").write_text("auto gen-0002\n")
    for last in (2, 3, 4):
        write_archive(*range(1, last))
        index.must("reindex", "-q", "--full", "--keep", "5", work / "archive")
    shutil.rmtree(index.folder / "gen-0001")  # the empty one that an index begins with
    for old, new in (("gen-0002", "gen-0001"), ("gen-0003", "gen-0002"), ("gen-0004", "gen-0003")):
        (index.folder / old).rename(index.folder / new)
    (index.folder / "current").write_text("auto gen-0002\n")


def look(run, before, after, named):
    """What is wrong after a command; None: nothing."""
    lost = [place for place in before if place not in after and place != "current"]
    if named is None:
        if run.returncode != 74:
            return f"ended with {run.returncode}"
        changed = [place for place in before if after.get(place) != before[place]] or sorted(after.keys() - before)
        if changed:
            return f"changed: {changed[:3]}"
        said = run.stderr.decode()
        if "current" not in said or "\n  " not in said:
            return f"says nothing that helps: {said!r}"
        if re.search("again", said):
            return f"says what would not help: {said!r}"
        return None
    if run.returncode not in (0, 1):
        return f"ended with {run.returncode}: {run.stderr.decode()[-300:]}"
    others = {place.split(os.sep)[0] for place in before if place.startswith("gen-")} - {named}
    harmed = [p for p in before if p.split(os.sep)[0] in others and after.get(p) != before[p]]
    if harmed:
        return f"another generation was changed: {harmed[:3]}"
    if lost and any(not place.startswith(named) for place in lost):
        return f"gone: {lost[:3]}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newsidx")
    parser.add_argument("--contents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--work", help="a folder to work in (default: a temporary one)")
    options = parser.parse_args()
    work = make_work_folder(options.work, "newsidx-current-")
    index = Index(os.path.abspath(options.newsidx), work / "index")
    make_index(index, work)
    pristine = work / "pristine"
    shutil.copytree(index.folder, pristine, symlinks=True)
    (pristine / "current").unlink()
    names = {p.name for p in pristine.iterdir()}

    failures = 0
    codes = {command: {} for command in COMMANDS}
    chosen = contents(options.contents, random.Random(options.seed))
    laid_out = False
    for label, put, content in chosen:
        exact = EXACT.fullmatch(content or b"")
        named = exact[1].decode() if exact and exact[1].decode() in names else None
        for command in COMMANDS:
            if not laid_out:
                shutil.rmtree(index.folder)
                shutil.copytree(pristine, index.folder, symlinks=True)
                put(index.folder / "current")
            before = snapshot(index.folder)
            run = index.run(*command, cwd=work, timeout=TIMEOUT)
            after = snapshot(index.folder)
            laid_out = after == before
            codes[command][run.returncode] = codes[command].get(run.returncode, 0) + 1
            wrong = look(run, before, after, named)
            if wrong:
                failures += 1
                print(f"current is {label}, {' '.join(command)}: {wrong}")
        laid_out = False
    for command, counts in codes.items():
        told = ", ".join(f"{code}: {count}" for code, count in sorted(counts.items()))
        print(f"{' '.join(command):32}{told}")
    print(f"{len(chosen)} contents, {len(COMMANDS)} commands, seed {options.seed}, {failures} failed")
    shutil.rmtree(work)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()

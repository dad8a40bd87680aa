"""Compares what two programs say of one index: for changes of the code that must change nothing.

tests/compare_programs.py BEFORE AFTER INDEX [--topics FILE]

Searches for every query of FILE (qid<TAB>query a line; ../shared's 3,000 headlines when it is there) in one
batch, for queries of the language, and asks for related articles, facets, timelines and names that the index
has. Prints the commands whose output, errors or exit code differ; ends with 1 if there are any.
"""

import argparse
import concurrent.futures
import csv
import os
import subprocess
import sys
from pathlib import Path

HEADLINES = Path(__file__).resolve().parents[2] / "shared" / "data" / "ir" / "bilfront-titles" / "queries.tsv"
FORMATS = ("text", "json", "jsonl", "ids", "csv", "trec")


def run(program, index, *args):
    command = [program, *args, "--index", index]
    return subprocess.run(command, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})


def printed(program, index, *args):
    return run(program, index, *args).stdout.decode()


def values(program, index, kind, count):
    table = printed(program, index, "facets", "--by", kind, "--format", "csv", "-n", str(count))
    return [row["value"] for row in csv.DictReader(table.splitlines()) if row["value"].strip()]


def queries_of_the_language(words, people, sources):
    """About a hundred, of words, names and sources that the index has."""
    pairs = list(zip(words, words[1:]))
    for a, b in pairs[:12]:
        yield from (f"{a} {b}", f'"{a} {b}"', f"{a} AND {b}", f"{a} OR {b}", f"{a} -{b}", f"+{a} {b}", f"{a} NEAR {b}")
    for word in words[:8]:
        yield from (f"={word}", f"{word[:4]}*", f"title:{word}", f'{word} date:2009-01..2009-06', word.upper())
    for name in people[:6]:
        yield from (f'kişi:"{name}"', name, f'"{name}"')
    for source in sources[:3]:
        yield f'kaynak:"{source}" {words[0]}'
    yield from ("(", '"', "a OR", "kisii:x", "-x", "")  # errors and empty ones stay what they are


def commands(program, index, topics):
    ids = printed(program, index, "search", "--format", "ids", "-n", "200", "date:..2100").split("\n")[:-1]
    people = values(program, index, "person", 30)
    places = values(program, index, "place", 20)
    words = [word for name in people + places for word in name.split() if word.isalpha()]
    if topics:
        yield ("search", "--batch", str(topics), "--format", "trec", "-n", "20")
        yield ("search", "--batch", str(topics), "--format", "jsonl", "-n", "3")
    queries = list(queries_of_the_language(words, people, values(program, index, "source", 5)))
    for number, query in enumerate(queries):
        for output in ("json", FORMATS[number % len(FORMATS)]):
            yield ("search", "--format", output, "--", query)
        yield ("search", "--lang", "tr", "--sort", "newest", "--", query)
        yield ("search", "--count", "--", query)
    for query in queries[:20]:
        yield ("facets", "--", query)
        yield ("timeline", "--", query)
        yield ("search", "--facets", "source,person,topic", "--format", "json", "--", query)
    for id in ids[:60]:
        yield ("related", "--format", "json", "--", id)
        yield ("get", "--format", "json", "--", id)
    for name in (people + places)[:50]:
        yield ("entity", "--format", "json", "--", name)
    yield ("duplicates",)
    yield ("stats", "--format", "json")
    yield ("stats", "--gaps")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("index")
    parser.add_argument("--topics", type=Path, default=HEADLINES if HEADLINES.exists() else None)
    options = parser.parse_args()
    if not options.topics:
        print(f"{HEADLINES} is not there: no headlines are searched for (--topics names others)")
    asked = list(commands(options.before, options.index, options.topics))

    def differs(command):
        before, after = (run(program, options.index, *command) for program in (options.before, options.after))
        same = (before.returncode, before.stdout, before.stderr) == (after.returncode, after.stdout, after.stderr)
        return None if same else " ".join(command)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        different = [command for command in pool.map(differs, asked) if command]
    print("\n".join([*different, f"{len(asked)} commands, {len(different)} with another outcome"]))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

"""Readers in a loop while a writer commits, compacts and rebuilds.

tests/readers_test.py NEWSIDX [--commits 300] [--work DIR]

Commit k replaces five articles by five that bear the mark k. Every answer to a query that finds them
holds all five, with one mark: never an error, never an empty answer, never a mix of two commits. The
readers are runs of one search each, and one run that answers queries as long as the writer writes.
Meanwhile status and check find the index healthy.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import threading

from endurance import Failure, Index, make_work_folder, write_json_lines
from made_articles import made_articles

MARKED = 5
QUERY = "ortakdamga"


def marked(number):
    return [
        {"id": f"m{i}", "title": f"Damga no{number} burada", "text": f"Haber {QUERY} no{number}, {i}."}
        for i in range(MARKED)
    ]


def require_one_commit(titles, place):
    marks = {re.search(r"no(\d+)", title)[1] for title in titles}
    if len(titles) != MARKED or len(marks) != 1:
        raise Failure(f"{place}: {len(titles)} articles of the commits {sorted(marks)}")
    return int(marks.pop())


class Readers:
    def __init__(self, index):
        self.index = index
        self.done = threading.Event()
        self.answers = {"one search a run": [], "one run": []}
        self.failures = []

    def guarded(self, action):
        try:
            action()
        except Exception as failure:  # whatever it is, the test has failed
            self.failures.append(f"{type(failure).__name__}: {failure}")

    def search_again_and_again(self):
        while not self.done.is_set():
            run = self.index.run("search", QUERY, "--format", "json")
            if run.returncode != 0 or run.stderr:
                raise Failure(f"search: {run.returncode}, {run.stderr.decode()}")
            titles = [hit["title"] for hit in json.loads(run.stdout)["hits"]]
            self.answers["one search a run"].append(require_one_commit(titles, "search"))

    def look_again_and_again(self, *command):
        while not self.done.is_set():
            run = self.index.run(*command, "-q")
            if run.returncode != 0 or run.stderr:
                raise Failure(f"{command}: {run.returncode}, {run.stderr.decode()}")

    def ask_one_run(self):
        command = ["search", "--batch", "-", "--format", "jsonl", "--index", self.index.folder]
        run = subprocess.Popen(
            [self.index.newsidx, *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        written = []
        reader = threading.Thread(target=lambda: written.append(run.stdout.read()))
        reader.start()
        number = 0
        while not self.done.wait(0.01) and run.poll() is None:
            number += 1
            run.stdin.write(f"{number}\t{QUERY}\n".encode())
            run.stdin.flush()
        run.stdin.close()
        reader.join()
        errors = run.stderr.read().decode()
        if run.wait() != 0 or errors:
            raise Failure(f"search --batch: {run.returncode}, {errors}")
        answers = {}
        for line in written[0].decode().splitlines():
            hit = json.loads(line)
            answers.setdefault(str(hit["qid"]), []).append(hit["title"])
        if len(answers) != number:
            raise Failure(f"search --batch: {len(answers)} answers to {number} queries")
        for qid, titles in answers.items():
            self.answers["one run"].append(require_one_commit(titles, f"query {qid}"))

    def require_progress(self):
        for name, answers in self.answers.items():
            if answers != sorted(answers):
                self.failures.append(f"{name}: an answer older than one before it")
            print(f"{name}: {len(answers)} answers of {len(set(answers))} commits")


def write(index, commits, work, readers):
    archive = write_json_lines(work / "archive" / "a.jsonl", made_articles(50, seed=5, first=5000))
    index.must("reindex", "-q", archive.parent)
    for number in range(1, commits + 1):
        if readers.failures:
            return
        index.must("add", "-q", write_json_lines(work / "marked.jsonl", marked(number)))
        if number % 10 == 0:
            index.must("compact", "-q")
        if number % 15 == 0:
            index.must("reindex", "-q", "--full", "--keep", str(number % 2))


def compact_again_and_again(index, times, readers):
    """Between reading which generation is in use and opening it, it may go."""
    for _ in range(times):
        if readers.failures:
            return
        index.must("compact", "-q")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newsidx")
    parser.add_argument("--commits", type=int, default=300)
    parser.add_argument("--work", help="a folder to work in (default: a temporary one)")
    options = parser.parse_args()
    work = make_work_folder(options.work, "newsidx-readers-")
    index = Index(options.newsidx, work / "index")
    index.must("add", "-q", write_json_lines(work / "first.jsonl", made_articles(200) + marked(0)))
    readers = Readers(index)
    threads = [
        threading.Thread(target=readers.guarded, args=[action])
        for action in (
            readers.search_again_and_again,
            readers.ask_one_run,
            lambda: readers.look_again_and_again("status"),
            lambda: readers.look_again_and_again("check"),
        )
    ]
    for thread in threads:
        thread.start()
    readers.guarded(lambda: write(index, options.commits, work, readers))
    readers.guarded(lambda: compact_again_and_again(index, options.commits, readers))
    readers.done.set()
    for thread in threads:
        thread.join()
    readers.require_progress()
    readers.guarded(lambda: index.must("check", "-q"))
    for failure in readers.failures:
        print(failure)
    shutil.rmtree(work)
    sys.exit(bool(readers.failures))


if __name__ == "__main__":
    main()

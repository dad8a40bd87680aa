"""Hostile articles of many megabytes: what they cost to index and to read, and what is left when memory
is short.

tests/large_articles_test.py NEWSIDX [--full] [--growth [KIND ...]] [--memory 384] [--work DIR]

Without --full a quick form: one large article among a few good ones within a limit, a few limits too small
to work in, and the readers. --full: ten among 1,000 good ones, limits from 60 to 284 MB in steps of 8.
--growth: every kind of text (large_articles.py) of 1, 2, 4 and 8 MB through every command, a line each
with seconds, megabytes at most, and what each doubling costs. Times are told, not judged: the machine
may be busy. Memory is judged, and so is how a command ends.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from large_articles import KINDS, news, syllables

MB = 1 << 20
GUARD = 3600  # seconds; nothing takes a hundredth of that on a machine that does nothing else
ALLOWED_OVER = 64  # MB over --memory
READER = 300  # MB
BUG = 70


class Failure(Exception):
    pass


class Run:
    """A command that has ended: its code, what it said, seconds of processor, megabytes at most."""

    def __init__(self, command, stdin=None, limit_mb=None):
        self.command = command
        out = tempfile.TemporaryFile()
        err = tempfile.TemporaryFile()
        child = os.fork()
        if child == 0:
            try:
                if limit_mb is not None:
                    resource.setrlimit(resource.RLIMIT_AS, (limit_mb * MB, limit_mb * MB))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                os.dup2(os.open(stdin or os.devnull, os.O_RDONLY), 0)
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                os.execv(command[0], command)
            finally:
                os._exit(127)
        guard = threading.Timer(GUARD, os.kill, (child, signal.SIGKILL))
        guard.start()
        started = time.monotonic()
        _, status, usage = os.wait4(child, 0)
        guard.cancel()
        self.wall = time.monotonic() - started
        self.signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        self.code = os.waitstatus_to_exitcode(status)
        self.seconds = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss // 1024
        out.seek(0)
        err.seek(0)
        self.out = out.read()
        self.err = err.read().decode(errors="replace")

    def require(self, codes, peak=None):
        what = " ".join(self.command[1:])[:100]
        if self.signal or self.code not in codes:
            raise Failure(f"{what}: ended with {self.code}: {self.err[-800:]}")
        if peak is not None and self.peak > peak:
            raise Failure(f"{what}: {self.peak} MB at most, {peak} allowed")
        return self


def good_article(number):
    text = f"Madde {number}. " + " ".join(syllables(number * 31 + i) for i in range(150))
    return {"id": f"iyi-{number}", "title": f"Başlık {number}", "date": "2020-01-02", "text": text + " ortakkelime"}


def large_article(number, text):
    return {"id": f"buyuk-{number}", "title": f"Büyük {number}", "date": "2020-01-03", "text": text}


def write_lines(path, articles):
    with open(path, "w", encoding="utf-8") as out:
        for article in articles:
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


def mixed_archive(path, good, large, size, kinds):
    def articles():
        every = max(1, good // max(1, large))
        made = 0
        for number in range(good):
            if number % every == every // 2 and made < large:
                kind = kinds[made % len(kinds)]
                yield large_article(made, KINDS[kind](size))
                made += 1
            yield good_article(number)

    write_lines(path, articles())


def counts(run):
    return json.loads(run.out)


def within_limit(newsidx, work, memory, good, large, size, kinds):
    archive = work / "mixed.jsonl"
    mixed_archive(archive, good, large, size, kinds)
    index = work / "mixed"
    shutil.rmtree(index, ignore_errors=True)
    limit = memory * 3 // 2
    run = Run([newsidx, "add", str(archive), "--index", str(index), "--memory", f"{memory}M", "--format", "json", "--quiet"], limit_mb=limit)
    run.require((0, 3), memory + ALLOWED_OVER)
    report = counts(run)
    taken = report["added"]
    if taken < good or taken + report["refused"] != good + large:
        raise Failure(f"added {taken}, refused {report['refused']} of {good} good and {large} large ones")
    if (run.code == 3) != (report["refused"] > 0):
        raise Failure(f"exit code {run.code} with {report['refused']} refused")
    for line in run.err.splitlines():
        if "memory" in line and "buyuk-" not in line and "mixed.jsonl:" not in line:
            raise Failure(f"a refusal that names no article: {line}")
    print(f"add, {good} good and {large} of {size / 1e6:.1f} MB ({', '.join(kinds)}), --memory {memory}M under ulimit -v {limit} MB: "
          f"exit {run.code}, {taken} added, {report['refused']} refused, {run.seconds:.1f} s, {run.peak} MB")
    return index


def readers(newsidx, index, large):
    commands = [["status"], ["search", "a"], ["search", "ortakkelime"], ["search", "büyük"], ["search", "putin türkiye"],
                ["get", "iyi-1"], ["related", "iyi-1"]]
    for number in range(large):
        commands += [["get", f"buyuk-{number}"], ["get", f"buyuk-{number}", "--format", "json"], ["related", f"buyuk-{number}"]]
    for command in commands:
        run = Run([newsidx, *command, "--index", str(index)])
        run.require((0, 1), READER)
        print(f"{' '.join(command):34} exit {run.code}, {run.seconds:5.2f} s, {run.peak:4} MB")


def short_of_memory(newsidx, work, limits, good, size, kinds):
    """Whatever the limit, a clean end: nothing is half there, and the index can be used afterwards."""
    archive = work / "short.jsonl"
    mixed_archive(archive, good, 2, size, kinds)
    ended = {}
    for limit in limits:
        index = work / f"short-{limit}"
        shutil.rmtree(index, ignore_errors=True)
        add = Run([newsidx, "add", str(archive), "--index", str(index), "--memory", "192M", "--quiet"], limit_mb=limit)
        if add.signal or add.code in (BUG, 75):
            raise Failure(f"add under {limit} MB: {add.code}, signal {add.signal}: {add.err[-800:]}")
        ended[limit] = add.code
        if add.code in (0, 3):
            Run([newsidx, "check", "--index", str(index)]).require((0,))
            for command in (["search", "ortakkelime"], ["get", "buyuk-0"], ["status"]):
                run = Run([newsidx, *command, "--index", str(index)], limit_mb=limit)
                if run.signal or run.code in (BUG, 75):
                    raise Failure(f"{command} under {limit} MB: {run.code}, signal {run.signal}: {run.err[-800:]}")
        again = Run([newsidx, "add", str(archive), "--index", str(index), "--quiet"])
        again.require((0, 3))
        shutil.rmtree(index)
    print("add under ulimit -v, MB and exit code: " + ", ".join(f"{limit}: {code}" for limit, code in ended.items()))


def growth(newsidx, work, memory, kinds):
    sizes = (1, 2, 4, 8)
    for kind in kinds:
        rows = {}
        for megabytes in sizes:
            text = KINDS[kind](megabytes * 1_000_000)
            plain = work / "text.txt"
            plain.write_text(text, encoding="utf-8")
            archive = work / "one.jsonl"
            write_lines(archive, [large_article(0, text)] + [good_article(i) for i in range(5)])
            index = work / "grown"
            shutil.rmtree(index, ignore_errors=True)

            def measure(name, command, stdin=None, peak=None, index=index, codes=(0, 1, 3, 65)):
                run = Run([newsidx, *command, *(["--index", str(index)] if index else [])], stdin=stdin)
                rows.setdefault(name, []).append(run)
                run.require(codes, peak)

            measure("analyze", ["analyze"], str(plain), None, None)
            measure("analyze --names --resolve", ["analyze", "--names", "--resolve"], str(plain), READER)
            measure("analyze --topics", ["analyze", "--topics"], str(plain), None, None)
            measure("add", ["add", str(archive), "--memory", f"{memory}M", "--quiet"], None, memory + ALLOWED_OVER)
            measure("get", ["get", "buyuk-0"], None, READER)
            measure("get --format json", ["get", "buyuk-0", "--format", "json"], None, READER)
            measure("search büyük", ["search", "büyük"], None, READER)
            measure("search a", ["search", "a"], None, READER)
            measure("related", ["related", "buyuk-0"], None, READER)
            measure("status", ["status"], None, READER)
        for name, runs in rows.items():
            seconds = "  ".join(f"{run.seconds:6.2f}" for run in runs)
            ratios = "  ".join(f"{b.seconds / max(a.seconds, 0.01):4.1f}" for a, b in zip(runs, runs[1:]))
            peaks = "  ".join(f"{run.peak:4}" for run in runs)
            print(f"{kind:18} {name:26} s {seconds}   x {ratios}   MB {peaks}   exit {runs[-1].code}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("newsidx")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--growth", nargs="*", metavar="KIND")
    parser.add_argument("--memory", type=int, default=384, help="MB")
    parser.add_argument("--work", help="a folder for what is made")
    options = parser.parse_args()
    newsidx = str(Path(options.newsidx).resolve())
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        work = Path(folder)
        try:
            if options.growth is not None:
                growth(newsidx, work, options.memory, options.growth or list(KINDS))
            elif options.full:
                kinds = ["A A A", "news", "names", "different words", "one word", "digits", "quoted", "hyphens", "Chinese", "lines"]
                for chosen in (["A A A"], kinds):
                    index = within_limit(newsidx, work, options.memory, 1000, 10, 9_000_000, chosen)
                    readers(newsidx, index, 10)
                short_of_memory(newsidx, work, range(60, 285, 8), 300, 9_000_000, ["A A A", "news"])
            else:
                index = within_limit(newsidx, work, 192, 30, 2, 3_000_000, ["A A A", "names"])
                readers(newsidx, index, 1)
                short_of_memory(newsidx, work, (60, 116, 180), 10, 1_500_000, ["A A A"])
        except Failure as failure:
            print(failure, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

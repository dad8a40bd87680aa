"""Runs that write: the lock between them, signals that stop them, --jobs and --memory."""

import fcntl
import json
import re
import signal
import subprocess
import time

from harness import (
    BUSY,
    DONE,
    TIMEOUT,
    USAGE,
    CliTest,
    complaint,
    has_open,
    wait_for_open,
    wait_until,
)
from made_articles import made_articles
from reindexing import ReindexTest


class LockTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add({"id": "a", "text": "Martı."})
        self.work.write_json_lines("b.jsonl", {"id": "b", "text": "Martı."})
        self.lock = open(self.work.index / "lock", "r+")
        self.addCleanup(self.lock.close)
        fcntl.flock(self.lock, fcntl.LOCK_EX)

    def test_all_that_write_are_refused(self):
        for command in (
            ["add", "b.jsonl"],
            ["remove", "a"],
            ["reindex", "."],
            ["reindex", "--full", "."],
            ["compact"],
        ):
            run = self.work.newsidx(*command)
            self.assert_ended(run, BUSY, "", complaint(".*another newsidx is writing this index.*"))
        self.assertEqual(self.work.ids(), ["a"])
        # Nor does that count as a run that failed.
        last = self.work.newsidx("status", "--format", "json").json["last_run"]
        self.assertEqual((last["command"], last["exit_code"]), ("add", DONE))

    def test_readers_are_not(self):
        self.assertEqual(self.work.found("martı"), ["a"])
        self.assertEqual(self.work.newsidx("check", "-q").code, DONE)
        self.assertTrue(self.work.newsidx("status", "--format", "json").json["writer"])

    def test_waits_and_gives_up(self):
        start = time.monotonic()
        run = self.work.newsidx("add", "b.jsonl", "--lock-wait", "1")
        self.assert_ended(run, BUSY, "", complaint(".*another newsidx is writing this index.*"))
        self.assertGreater(time.monotonic() - start, 0.9)

    def test_waits_and_goes_on(self):
        waiting = self.work.start("add", "b.jsonl", "-q", "--lock-wait", "3600")
        wait_for_open(waiting, self.work.index / "lock")
        fcntl.flock(self.lock, fcntl.LOCK_UN)
        self.assertEqual((waiting.communicate(timeout=TIMEOUT), waiting.returncode), ((b"", b""), DONE))
        self.assertEqual(self.work.ids(), ["a", "b"])

    def test_bad_waits(self):
        for value in ("-1", "x", "1.5", "", "9999999"):
            run = self.work.newsidx("add", "b.jsonl", "--lock-wait", value)
            self.assertEqual(run.code, USAGE, value)


def lines_of(articles):
    return b"".join(json.dumps(a, ensure_ascii=False).encode() + b"\n" for a in articles)


class StopTest(ReindexTest):
    def add_and_stop(self, articles, signal_number):
        """Adds from standard input, which stays open; stops the run when it has read them all, as it
        shows by refusing the line after them."""
        process = self.work.start("add", "-", "--input", "jsonl", stdin=subprocess.PIPE)
        process.stdin.write(lines_of(articles) + b"{\n")
        process.stdin.flush()
        refusal = process.stderr.readline().decode()
        self.assertIn(f"-:{len(articles) + 1}: ", refusal)
        process.send_signal(signal_number)
        code = process.wait(TIMEOUT)
        process.stdin.close()
        with process.stdout, process.stderr:
            return code, process.stdout.read().decode(), process.stderr.read().decode()

    def test_add_commits_what_is_whole(self):
        for signal_number, name in ((signal.SIGTERM, "SIGTERM"), (signal.SIGINT, "SIGINT")):
            for count in (1, 40, 2500):
                with self.subTest(name=name, count=count):
                    first = int(signal_number) * 100_000 + count * 10
                    articles = made_articles(count, first=first)
                    known = set(self.work.ids()) if self.work.index.exists() else set()
                    code, _, err = self.add_and_stop(articles, signal_number)
                    self.assertEqual(code, 128 + signal_number, err)
                    told = re.search(rf"stopped by {name}: (\d+) articles? committed", err)
                    self.assertTrue(told, err)
                    self.assertEqual(self.work.newsidx("check", "-q").code, DONE)
                    wanted = {a["id"] for a in articles}
                    self.assertEqual(int(told[1]), count)
                    self.assertEqual(set(self.work.ids()) - known, wanted)

    def test_reindex(self):
        articles = made_articles(6000)
        for first in range(0, 6000, 100):
            self.write_json_lines(f"{first}.jsonl", *articles[first : first + 100])
        for options in ([self.archive], [], ["--full"]):
            for signal_number, pause in ((signal.SIGTERM, 0.1), (signal.SIGINT, 0.3)):
                with self.subTest(options=options, signal_number=signal_number):
                    before = set(self.work.ids()) if self.work.index.exists() else set()
                    process = self.work.start("reindex", *options)
                    wait_until((self.work.index / "current").exists, "the index")
                    begun = lambda: has_open(process, self.work.index / "lock")
                    # A run that finds nothing to do may be over before anybody has looked.
                    wait_until(lambda: process.poll() is not None or begun(), "the run")
                    time.sleep(pause)  # whatever it has come to by then
                    process.send_signal(signal_number)
                    _, err = process.communicate(timeout=TIMEOUT)
                    if process.returncode == -signal_number:  # before it could have begun
                        continue
                    if process.returncode != DONE:  # else it was faster
                        self.assertEqual(process.returncode, 128 + signal_number, err)
                        self.assertRegex(err.decode(), "newsidx: stopped by SIG(TERM|INT): ")
                    self.assertEqual(self.work.newsidx("check", "-q").code, DONE)
                    self.assertLessEqual(before, set(self.work.ids()))
        run = self.work.newsidx("reindex", "-q")
        self.assert_ended(run, DONE, "", "")
        self.assertEqual(self.work.ids(), sorted(a["id"] for a in articles))
        self.assert_as_full()


class PowersTest(CliTest):
    def state_of(self, index, *options, pieces):
        for piece in pieces:
            name = self.work.write_json_lines("stück.jsonl", *piece)
            run = self.work.newsidx("add", "-q", "--index", index, *options, name)
            self.assert_ended(run, DONE, "", "")
        self.work.index = index
        return self.work.state()

    def test_the_same_index_whatever_the_jobs_and_pieces(self):
        articles = made_articles(3000)
        few = [articles[first : first + 500] for first in range(0, 3000, 500)]
        folder = self.work.folder
        wanted = self.state_of(folder / "1", "--jobs", "1", pieces=[articles])
        for number, (options, pieces) in enumerate(
            [
                (["--jobs", "2"], [articles]),
                (["--jobs", "7", "--memory", "192M"], [articles]),
                (["--jobs", "1"], few),
                (["--jobs", "2"], few),
                (["--jobs", "2"], [articles[:1500], articles[700:], articles[:1200]]),
            ]
        ):
            with self.subTest(options=options, pieces=len(pieces)):
                state = self.state_of(folder / f"b{number}", *options, pieces=pieces)
                self.assert_same_state(state, wanted)

    def test_replaced_within_a_large_run(self):
        old = made_articles(2500, seed=1)
        new = made_articles(2500, seed=2)
        self.state_of(self.work.folder / "a", pieces=[old + new])
        twice = self.work.state()
        self.assert_same_state(twice, self.state_of(self.work.folder / "b", pieces=[new]))

    def test_accepted(self):
        name = self.work.write_json_lines("a.jsonl", {"id": "a", "text": "Martı."})
        for options in (["--jobs", "1"], ["--jobs", "1024"], ["--memory", "192M"], ["--memory", "2G"]):
            self.assertEqual(self.work.newsidx("add", "-q", name, *options).code, DONE, options)

    def test_bad_values(self):
        name = self.work.write_json_lines("a.jsonl", {"id": "a", "text": "Martı."})
        for options in (
            ["--jobs", "0"],
            ["--jobs", "-1"],
            ["--jobs", "x"],
            ["--jobs", "1025"],
            ["--memory", "0"],
            ["--memory", "64M"],
            ["--memory", "-5M"],
            ["--memory", "5T"],
            ["--memory", "M"],
            ["--memory", ""],
            ["--memory", "99999999999999999999"],
        ):
            self.assertEqual(self.work.newsidx("add", name, *options).code, USAGE, options)
        self.assertFalse(self.work.index.exists())

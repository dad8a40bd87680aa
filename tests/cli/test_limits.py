"""Small limits of the system: open files, the stack. Each command works, or ends with 74 that
names the limit; none is killed by a signal."""

import os
import resource
import subprocess

from harness import DONE, IO, NOTHING_FOUND, SOME_REFUSED, CliTest
from made_articles import made_articles

KIB = 1024
# NEWSIDX_LIMITS=all tries every one.
ALL = os.environ.get("NEWSIDX_LIMITS") == "all"
FILES = range(6, 41) if ALL else (7, 10, 14, 20, 32)
STACKS = range(64, 513, 32) if ALL else (64, 128, 256)


def limited(which, value):
    return {"preexec_fn": lambda: resource.setrlimit(which, (value, value))}


class LimitsTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.write_json_lines("in.jsonl", *made_articles(1500))
        self.work.newsidx("add", "-q", "in.jsonl")
        self.work.write("topics.tsv", "1\tmartı\n")
        self.work.write("qrels.txt", "1 0 m1 1\n")
        for number in range(30):
            self.work.write(f"archive/{number % 7}/{number}.txt", f"Kıyıda {number} martı uçtu.")

    def commands(self):
        known = self.work.ids()[0]
        return (
            ["search", "martı"],
            ["search", '="kıyıda martı" OR ab* NEAR deniz', "--explain"],
            ["facets", "martı"],
            ["timeline", "martı"],
            ["entity", "Putin"],
            ["related", known],
            ["get", known],
            ["duplicates"],
            ["stats"],
            ["status"],
            ["check"],
            ["watch", "add", "w", "martı"],
            ["watch", "run"],
            ["analyze", "martılar"],
            ["aliases", "suggest"],
            ["add", "in.jsonl"],
            ["add", "archive"],
            ["reindex", "archive"],
            ["reindex"],
            ["reindex", "--full"],
            ["remove", known],
            ["compact"],
            ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt"],
            ["--version"],
        )

    def assert_works_or_names(self, run, limit, *what):
        self.assertIn(run.code, (DONE, NOTHING_FOUND, SOME_REFUSED, 66, 73, IO), (what, run))
        if run.code == IO:
            self.assertIn(limit, run.err, (what, run))

    def test_open_files(self):
        worked = 0
        for files in FILES:
            for command in self.commands():
                run = self.work.newsidx(*command, **limited(resource.RLIMIT_NOFILE, files))
                if run.code == 127 and not run.out:
                    continue  # the loader itself has no room
                self.assert_works_or_names(run, "ulimit -n", files, command)
                worked += run.code == DONE
            self.assertEqual(self.work.newsidx("check", "-q").code, DONE)
        self.assertGreater(worked, 20)

    def test_stack(self):
        for stack in STACKS:
            for command in self.commands():
                run = self.work.newsidx(*command, **limited(resource.RLIMIT_STACK, stack * KIB))
                self.assert_works_or_names(run, "ulimit -s", stack, command)
                self.assertNotEqual(run.code, IO, (stack, command, run))
            self.assertEqual(self.work.newsidx("check", "-q").code, DONE)

    def test_many_shards_within_few_files(self):
        """More shards than may be open at once are merged in rounds, to the same index."""
        many = list(made_articles(6000 if not ALL else 50_000))
        name = self.work.write_json_lines("many.jsonl", *many)
        few = self.work.folder / "few"
        for options in (["--jobs", "2"], ["--jobs", "8"]):
            run = self.work.newsidx(
                "add", "-q", name, *options, "--memory", "192M", "--index", few,
                timeout=600, **limited(resource.RLIMIT_NOFILE, 32),
            )
            if options[1] == "8":
                self.assert_works_or_names(run, "ulimit -n", options)
                break
            self.assert_ended(run, DONE, "", "")
        usual = self.work.folder / "usual"
        self.work.newsidx("add", "-q", name, "--index", usual, timeout=600)
        self.work.index = few
        state = self.work.state()
        self.work.index = usual
        self.assert_same_state(state, self.work.state())

    def test_many_small_files_within_few(self):
        count = 50_000 if ALL else 3000
        for number in range(count):
            self.work.write(f"küçük/{number % 100}/{number}.txt", f"Kıyıda {number}. martı uçtu.")
        for command in (["reindex", "küçük"], ["reindex", "--full"], ["reindex"]):
            run = self.work.newsidx(
                *command, "-q", "--index", "küçükler", timeout=600,
                **limited(resource.RLIMIT_NOFILE, 32),
            )
            self.assert_ended(run, DONE, "", "")
        run = self.work.newsidx("stats", "--format", "json", "--index", "küçükler")
        self.assertEqual(run.json["articles"], count)

    def test_deep_inputs_within_a_small_stack(self):
        deep = 100_000
        lines = [
            '{"id": "a", "text": ' + "[" * deep + "]" * deep + "}",
            '{"id": "b", "text": "Martı.", "x": ' + '{"y":' * deep + "1" + "}" * deep + "}",
            "[" * deep,
            "{" * deep,
            '{"id": "c", "text": "Martı."}',
        ]
        self.work.write("deep.jsonl", "\n".join(lines) + "\n")
        small = limited(resource.RLIMIT_STACK, 256 * KIB)
        run = self.work.newsidx("add", "deep.jsonl", "--index", "deep", **small)
        self.assertEqual(run.code, SOME_REFUSED, run)
        self.assertEqual(run.err.count("nested deeper than 100"), 3, run)
        self.assertIn("deep.jsonl:4: broken JSON", run.err)
        self.assertIn("1 added, 0 replaced, 4 refused", run.out)
        for query in (
            "(" * 4000 + "a" + ")" * 4000,
            "NOT " * 2000 + "a",
            "a OR " * 1900 + "a",
            "a NEAR " * 1200 + "a",
            "- " * 4000,
            '"' * 9000,
            "a AND (b OR " * 40 + "c" + ")" * 40,
        ):
            run = self.work.newsidx("search", "--", query, **small)
            self.assertIn(run.code, (DONE, NOTHING_FOUND, 64), (query[:20], run))

    def test_deep_folders_within_a_small_stack(self):
        fd = os.open(self.work.folder / "archive", os.O_RDONLY)
        for _ in range(1500):
            os.mkdir("d", dir_fd=fd)
            below = os.open("d", os.O_RDONLY, dir_fd=fd)
            os.close(fd)
            fd = below
        os.close(fd)
        self.addCleanup(subprocess.run, ["rm", "-rf", self.work.folder / "archive"])
        run = self.work.newsidx("add", "archive", **limited(resource.RLIMIT_STACK, 128 * KIB))
        self.assertIn(run.code, (DONE, SOME_REFUSED), run)

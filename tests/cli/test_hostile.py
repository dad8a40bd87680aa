"""Input made to break a program: it is refused or taken, quickly, and the rest is done."""

import json
import os
import resource
import socket
import subprocess
from pathlib import Path

from harness import BINARY, DONE, IO, NOTHING_FOUND, SOME_REFUSED, TIMEOUT, CliTest

DEPTH = 100_000


class HostileInputTest(CliTest):
    def setUp(self):
        super().setUp()
        self.good = self.work.write("2025-09-02.txt", "Kıyıda bir martı uçtu.")

    def add(self, *names, **options):
        """Adds beside a good article, which must be found in the end."""
        run = self.work.newsidx("add", *names, self.good, **options)
        self.assertIn(run.code, (DONE, SOME_REFUSED), run)
        self.assertGreaterEqual(len(self.work.found("martı")), 1)
        return run

    def add_line(self, line):
        run = self.add(
            self.work.write_json_lines("x.jsonl", line, {"id": "next", "text": "Yunus."})
        )
        self.assertEqual(self.work.found("yunus"), ["next"])
        return run

    def test_deep_nesting(self):
        arrays = "[" * DEPTH + "]" * DEPTH
        objects = '{"a":' * DEPTH + "1" + "}" * DEPTH
        for line in (
            arrays,
            "[" * DEPTH,
            objects,
            '{"id": "deep", "text": %s}' % arrays,
            '{"id": %s, "text": "Derin."}' % arrays,
            '{"id": "deep", "text": "Derin.", "x": %s}' % arrays,
            '{"id": "deep", "text": "Derin.", "x": %s}' % objects,
        ):
            with self.subTest(line=line[:40]):
                self.add_line(line)

    def test_nesting_that_is_taken_is_given_back(self):
        for depth in (100, 20_000):
            with self.subTest(depth=depth):
                line = '{"id": "deep", "text": "Derin.", "x": %s}' % ("[" * depth + "]" * depth)
                if self.add_line(line).code == DONE:
                    for kind in ("text", "json", "jsonl"):
                        run = self.work.newsidx("get", "deep", "--format", kind)
                        self.assert_ended(run, DONE)
                        self.assertLess(len(run.stdout), 100 * len(line))

    def test_numbers_beyond_all_bounds(self):
        for number in ("1e400", "9" * 400):
            for line in ('{"id": %s, "text": "Sayı."}', '{"id": "n", "text": "Sayı.", "x": %s}'):
                with self.subTest(line=line % number[:10]):
                    self.add_line(line % number)

    def test_fields_of_a_megabyte(self):
        for count, name in enumerate(
            ("id", "title", "source", "author", "section", "url", "other"), 1
        ):
            with self.subTest(name=name):
                article = {"id": name, "text": "Şişman.", name: "y" * 1_000_000}
                self.assertEqual(self.add_line(json.dumps(article)).code, DONE)
                self.assertEqual(len(self.work.found("şişman")), count)

    def test_text_that_invites_quadratic_work(self):
        for unit in ("<!--", "REKLAM\n", "<a ", "\u0301", "'"):
            with self.subTest(unit=unit):
                self.add(
                    self.work.write("2025-09-03.txt", unit * (8_000_000 // len(unit.encode())))
                )

    def test_devices_and_sockets(self):
        path = self.work.folder / "in/socket.txt"
        path.parent.mkdir()
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
            run = self.add("in", "/dev/null", "/dev/zero", "/proc/self/mem")
        self.assertEqual(run.code, SOME_REFUSED)
        for name in ("/dev/null", "/dev/zero", "/proc/self/mem"):
            self.assertIn(f"newsidx: {name}: ", run.err)

    def test_pipe_in_a_folder_does_not_hang_the_run(self):
        path = self.work.folder / "in/pipe.txt"
        path.parent.mkdir()
        os.mkfifo(path)
        self.add("in")

    def test_named_pipe_given_by_name_is_read(self):
        path = self.work.folder / "pipe"
        os.mkfifo(path)
        self.work.write_json_lines("lines", {"id": "piped", "text": "Karabatak."})
        writer = subprocess.Popen(["sh", "-c", "cat lines > pipe"], cwd=self.work.folder)
        self.addCleanup(writer.wait)
        self.addCleanup(writer.kill)
        run = self.work.start("add", "pipe")
        self.assertEqual(run.communicate(timeout=TIMEOUT)[1], b"")
        self.assertEqual(self.work.found("karabatak"), ["piped"])

    def test_odd_file_names(self):
        folder = os.fsencode(self.work.folder / "in")
        os.mkdir(folder)
        names = [
            b"\xfe\x9e.txt",
            b"red\x1b[31m.txt",
            b"two\nlines.txt",
            b" .txt",
            b"-q.txt",
            b"*.txt",
            b"\xc5\x9f.txt",
        ]
        for number, name in enumerate(names):
            with open(folder + b"/" + name, "wb") as file:
                file.write(f" date 2025-09-02 Karabatak{number} burada.".encode())
            with open(folder + b"/empty" + name, "wb"):
                pass
        run = self.add("in")
        self.assert_counts(run, added=len(names) + 1, refused=len(names))
        self.assertNotIn("\x1b", run.err, "a file's name must not command the terminal")
        self.assertEqual(
            len(run.err.splitlines()), len(names), "a file's name must not fake a line"
        )
        hits = self.work.newsidx("search", "karabatak0 karabatak1", "--format", "json").json["hits"]
        self.assertGreater(len(hits), 1)


class HostileQueryTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add({"id": "a", "text": "Rusya lideri Putin konuştu. " + "Sakin deniz. " * 5000})

    def test_invisible_characters(self):
        for query in (
            "put\u00adin",
            "\u200bputin\u200b",
            "\ufeffputin",
            "\u202eputin\u202c",
            "pu\u2060tin",
            "putin\u0007",
            "PUTİ\u0307N",
            "<b>putin</b>",
            "&#112;utin",
            "putin\u00a0",
            "(((putin",
            "putin?!",
            "-- putin",
        ):
            with self.subTest(query=query):
                run = self.work.newsidx("search", "--format", "ids", "--", query)
                self.assert_ended(run, DONE, "a\n")

    def test_characters_of_all_planes(self):
        for query in (
            "\U0010ffff",
            "\u0001",
            "🤷🏽‍♀️",
            "\u0301" * 3000,
            "漢字",
            "ف",
            "İ" * 4000,
            "'" * 9000,
        ):
            with self.subTest(query=query[:10]):
                run = self.work.newsidx("search", query)
                self.assertEqual((run.code, run.out), (NOTHING_FOUND, ""))
                self.assertTrue(run.err.endswith("newsidx: nothing found\n"), run)

    def test_large_queries(self):
        for query in (
            "putin " * 1600,
            "deniz putin " * 800,
            '"deniz putin" ' * 600,
            '"' + "deniz " * 1500 + '"',
            " ".join(f"w{n}" for n in range(1500)) + " putin",
        ):
            with self.subTest(query=query[:20]):
                run = self.work.newsidx("search", query, "--format", "json")
                self.assertIn(run.code, (DONE, NOTHING_FOUND), run)
                self.assertEqual(run.json["total"], int(run.code == DONE))

    def test_thousands_of_ids(self):
        ids = [f"yok{n}" for n in range(5000)] + ["a"]
        run = self.work.newsidx("get", "--format", "jsonl", *ids)
        self.assertEqual(
            (run.code, len(run.json_lines), len(run.err.splitlines())), (NOTHING_FOUND, 1, 5000)
        )


class ScarcityTest(CliTest):
    def setUp(self):
        super().setUp()
        if b"__asan_init" in Path(BINARY).read_bytes():
            self.skipTest("sanitizers need memory and descriptors of their own")
        self.work.add({"id": "a", "text": "Kıyıda bir martı uçtu."})

    def run_limited(self, limit, value, *command):
        def lower():
            resource.setrlimit(limit, (value, value))

        return self.work.newsidx(*command, preexec_fn=lower)

    def test_limit_of_file_size(self):
        name = self.work.write_json_lines(
            "many.jsonl",
            *(
                {"id": f"many-{n}", "text": " ".join(f"k{n * 300 + k:x}z" for k in range(300))}
                for n in range(300)
            ),
        )
        run = self.run_limited(resource.RLIMIT_FSIZE, 200_000, "add", name)
        self.assertEqual(run.code, IO, run)
        self.assertRegex(run.err, "^newsidx: .*File too large")
        self.assertEqual(self.work.found("martı"), ["a"])
        self.assertEqual(self.work.statistics()["articles"], 1)

    def test_limit_of_open_files(self):
        for command in (
            ["search", "martı"],
            ["add", self.work.write("x.txt", "Yunus.")],
            ["stats"],
        ):
            run = self.run_limited(resource.RLIMIT_NOFILE, 6, *command)
            self.assertEqual((run.code, run.out), (IO, ""), run)
            self.assertIn("Too many open files", run.err)
        self.assertEqual(self.work.found("martı"), ["a"])

    def test_limit_of_memory(self):
        name = self.work.write("large.txt", b"a" * 200_000_000)
        run = self.run_limited(
            resource.RLIMIT_AS, 300_000_000, "add", "--max-article-bytes", "1000000000", name
        )
        self.assertEqual(run.code, IO, run)
        self.assertIn("memory", run.err)
        self.assertEqual(self.work.found("martı"), ["a"])

"""Standard output that closes early, fills up or is shut; terminals and colour."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading

from harness import BINARY, DONE, IO, TIMEOUT, CliTest, SharedIndexTest, wait_until

COLOR = "\x1b[1;33m"
ARTICLES = [
    {
        "id": f"{number:03}" + "x" * 150,
        "text": f"Kıyıda {number} martı uçtu. " + "Deniz sakindi. " * 40,
    }
    for number in range(400)
]


class Terminal:
    """A pseudo terminal; `text` is what was written to it until it closed."""

    def __init__(self, columns=80):
        self.ours, self.end = pty.openpty()
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.written = bytearray()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        try:
            while chunk := os.read(self.ours, 4096):
                self.written += chunk
        except OSError:  # Linux says EIO when the last user of the terminal's end is gone
            pass

    def close(self):
        os.close(self.end)
        self.reader.join(TIMEOUT)
        os.close(self.ours)
        return self.written.decode()


class OutputTest(SharedIndexTest):
    articles = ARTICLES

    def test_reader_that_leaves_early_ends_the_run_quietly(self):
        ids = [article["id"] for article in ARTICLES]
        commands = [
            ["search", "martı", "-n", "1000", "--format", kind]
            for kind in ("json", "jsonl", "text", "trec", "ids")
        ]
        commands += [["get", *ids], ["get", "--format", "jsonl", *ids]]
        for command in commands:
            with self.subTest(command=command[:6]):
                self.assertGreater(len(self.work.newsidx(*command).stdout), 60_000)
                run = self.work.start(*command)
                run.stdout.readline()
                run.stdout.close()
                err = run.stderr.read()
                run.stderr.close()
                self.assertEqual((run.wait(TIMEOUT), err), (DONE, b""))

    def test_full_disk_behind_standard_output(self):
        commands = [
            ["search", "martı"],
            ["search", "martı", "--format", "json"],
            ["stats"],
            ["get", ARTICLES[0]["id"]],
            ["analyze", "martı"],
            ["--help"],
            ["search", "--help"],
            ["--version"],
        ]
        for command in commands:
            with self.subTest(command=command), open("/dev/full", "wb") as full:
                run = self.work.newsidx(*command, stdout=full)
                self.assert_ended(
                    run,
                    IO,
                    err=re.compile(
                        r"newsidx: standard output .*: No space left on device\n(  .+\n)*"
                    ),
                )


class ShutOutputTest(CliTest):
    """A descriptor that is shut is given to the next file that is opened, here one of the index."""

    def test_index_survives_a_run_without_standard_streams(self):
        name = self.work.write_json_lines("a.jsonl", {"id": "first", "text": "Lodos esti."})
        for command in (["add", name], ["add", name], ["stats"], ["remove", "none"]):
            for shut in (">&-", "2>&-", "<&- >&- 2>&-"):
                subprocess.run(
                    ["sh", "-c", f'exec "$0" "$@" {shut}', BINARY, *command],
                    env=self.work.environment(),
                    cwd=self.work.folder,
                    timeout=TIMEOUT,
                    capture_output=True,
                )
        self.assertEqual(self.work.found("lodos"), ["first"])
        self.assertEqual(self.work.statistics()["articles"], 1)
        # Nothing that was meant to be read stands in a file of the index.
        for path in self.work.index.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"newsidx: ", path.read_bytes(), path)
                self.assertNotIn(b" replaced, ", path.read_bytes(), path)


class ProgressTest(CliTest):
    def setUp(self):
        super().setUp()
        articles = [{"id": str(n), "text": f"Haber {n}. Sel geldi."} for n in range(50)]
        self.name = self.work.write_json_lines("some.jsonl", *articles)

    def add_on_terminal(self, done, *options):
        """Adds the file, and from standard input one article after another until done(what the
        terminal shows, how many) is true. Returns the output, what was shown, how many were added.
        """
        terminal = Terminal()
        command = ["add", self.name, "-", "--input", "jsonl", *options]
        run = self.work.start(*command, stdin=subprocess.PIPE, stderr=terminal.end)
        count = 0

        def add_one_more():
            nonlocal count
            count += 1
            run.stdin.write(f'{{"id": "p{count}", "text": "Bir haber daha."}}\n'.encode())
            run.stdin.flush()
            return done(terminal.written.decode(errors="replace"), count)

        wait_until(add_one_more, "the progress")
        out, _ = run.communicate(timeout=TIMEOUT)
        self.assertEqual(run.returncode, DONE)
        return out.decode(), terminal.close(), 50 + count

    def test_progress_on_a_terminal(self):
        """It shows every tenth of a second, so the input goes on until it has been shown."""
        line = re.compile(r"\r\x1b\[K[0-9]+ articles, [0-9]+ a second, 100%")
        out, shown, count = self.add_on_terminal(lambda shown, _: line.search(shown))
        self.assertTrue(out.startswith(f"{count} added, 0 replaced, 0 refused in "), out)
        self.assertTrue(shown.endswith("\r\x1b[K"), "the line is cleared at the end")

    def test_quiet_shows_none(self):
        out, shown, count = self.add_on_terminal(lambda _, count: count == 50, "-q")
        self.assertEqual((out, shown), ("", ""))
        self.assertEqual(self.work.statistics()["articles"], count)

    def test_no_terminal_no_progress(self):
        run = self.work.newsidx("add", self.name)
        self.assert_ended(run, DONE, err="")
        self.assert_counts(run, added=50)


class ColorTest(SharedIndexTest):
    articles = [
        {"id": "a", "title": "Martı", "text": "Kıyıda bir martı gördük. " + "Deniz sakindi. " * 20}
    ]

    def search_on_terminal(self, *options, env=None, columns=80):
        terminal = Terminal(columns)
        run = self.work.newsidx("search", "martı", *options, env=env, stdout=terminal.end)
        shown = terminal.close()
        self.assertEqual((run.code, run.err), (DONE, ""))
        return shown

    def test_color_on_a_terminal(self):
        self.assertIn(f"{COLOR}martı\x1b[0m", self.search_on_terminal())

    def test_no_color(self):
        self.assertIn("[martı]", self.search_on_terminal(env={"NO_COLOR": "1"}))
        self.assertNotIn(COLOR, self.search_on_terminal(env={"NO_COLOR": "1"}))

    def test_empty_no_color_counts_as_unset(self):  # https://no-color.org
        self.assertIn(COLOR, self.search_on_terminal(env={"NO_COLOR": ""}))

    def test_option_outdoes_environment_and_terminal(self):
        self.assertIn(COLOR, self.search_on_terminal("--color", "always", env={"NO_COLOR": "1"}))
        self.assertNotIn(COLOR, self.search_on_terminal("--color", "never"))

    def test_piped_output_has_color_only_when_asked(self):
        for options, colored in (
            ([], False),
            (["--color", "auto"], False),
            (["--color", "always"], True),
        ):
            run = self.work.newsidx("search", "martı", *options)
            self.assert_ended(run, DONE)
            self.assertEqual(COLOR in run.out, colored, options)

    def test_lines_fit_the_terminal(self):
        shown = re.sub(r"\x1b\[[0-9;]*m", "", self.search_on_terminal(columns=50))
        lines = shown.splitlines()
        self.assertGreater(len(lines), 5)
        self.assertLessEqual(max(map(len, lines)), 50)

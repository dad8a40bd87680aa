"""What the tests of reindex have in common."""

import os

from harness import DONE, CliTest

PAST = 1_600_000_000  # seconds since 1970: long before any run


class ReindexTest(CliTest):
    def setUp(self):
        super().setUp()
        self.archive = self.work.folder / "archive"
        self.archive.mkdir()

    def write(self, name, content, mtime=PAST):
        """A file of the archive, as if written long ago."""
        path = self.archive / name
        self.work.write(f"archive/{name}", content)
        os.utime(path, (mtime, mtime))
        return path

    def write_json_lines(self, name, *articles, mtime=PAST):
        self.work.write_json_lines(f"archive/{name}", *articles)
        os.utime(self.archive / name, (mtime, mtime))
        return self.archive / name

    def reindex(self, *args, code=DONE, err="", unprivileged=False, **counts):
        """Runs it, compares the named counts of its report (all others of articles must be 0)."""
        run = self.work.newsidx(
            "reindex", "-q", "--format", "json", *args, unprivileged=unprivileged
        )
        self.assert_ended(run, code, None, err)
        report = run.json
        names = ("added", "replaced", "removed", "refused", "carried", *counts)
        self.assertEqual(
            {name: report[name] for name in names}, {name: counts.get(name, 0) for name in names}
        )
        self.assert_sound()
        return report

    def assert_sound(self):
        run = self.work.newsidx("check", "-q")
        self.assert_ended(run, DONE, "", "")

    def assert_as_full(self):
        """The index is what it would be if it were built anew."""
        before = self.work.state()
        run = self.work.newsidx("reindex", "--full", "-q", "--format", "json")
        self.assert_ended(run, DONE, None, "")
        self.assert_same_state(self.work.state(), before)


def text_of(word):
    return f" date 2025-09-02 Kıyıdan haberler\n\nBugün {word} üzerine konuşuldu.\n"


def article(number, word="martı"):
    return {"id": f"a{number}", "date": "2025-09-02", "text": f"Kıyıda {number} {word} uçtu."}

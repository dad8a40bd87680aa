"""Files that newsidx writes and reads by name: no link is written through, nothing but a regular file
is replaced, and no pipe or device is waited for."""

import os
import stat
import subprocess
from pathlib import Path

from harness import CANNOT_CREATE, DONE, IO, BINARY, CliTest, complaint

WORDS = "Kıyıda bir martı uçtu. Liman açıldı, balıkçılar denize çıktı."


def kinds_of_no_file(folder):
    """Name, and what makes such a thing at a path."""
    target = folder / "target"
    target.write_text("dokunma")
    yield "link", lambda path: path.symlink_to(target)
    yield "loose link", lambda path: path.symlink_to(folder / "nowhere")
    yield "link to a device", lambda path: path.symlink_to("/dev/full")
    yield "pipe", os.mkfifo
    yield "folder", lambda path: path.mkdir()


class WrittenTest(CliTest):
    """What a command writes where it is told: the feed of a watch, a fitted model."""

    def setUp(self):
        super().setUp()
        self.work.add({"id": "a", "date": "2025-09-02", "text": WORDS})
        self.assertEqual(self.work.newsidx("watch", "add", "--from-start", "w", "martı").code, DONE)
        self.work.write("archive/a.txt", WORDS)
        self.writers = {
            "feed.atom": ("watch", "run", "w", "--atom", "feed.atom"),
            "own.model": ("fit", "archive", "-o", "own.model"),
        }

    def test_no_file_is_not_replaced(self):
        for label, make in kinds_of_no_file(self.work.folder):
            for name, command in self.writers.items():
                with self.subTest(name=name, kind=label):
                    path = self.work.folder / name
                    make(path)
                    before = os.lstat(path)
                    run = self.work.newsidx(*command)
                    self.assert_ended(run, CANNOT_CREATE, None, complaint(f".*{name}: (is not replaced: it is .*|cannot be created: what stands there .*)"))
                    after = os.lstat(path)
                    self.assertEqual((after.st_ino, after.st_mode), (before.st_ino, before.st_mode))
                    path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        self.assertEqual((self.work.folder / "target").read_text(), "dokunma")
        # The watch has told of nothing: what could not be written is not lost.
        self.assertEqual(self.work.newsidx("watch", "run", "w", "--format", "ids").out, "a\n")

    def test_mode_and_owner_stay(self):
        for name, command in self.writers.items():
            path = self.work.folder / self.work.write(name, "eski")
            path.chmod(0o640)
            if os.geteuid() == 0:
                os.chown(path, 65534, 65534)
            before = path.stat()
            self.assertEqual(self.work.newsidx(*command).code, DONE)
            after = path.stat()
            self.assertNotEqual(path.read_bytes(), b"eski")
            self.assertEqual(
                (stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid),
                (0o640, before.st_uid, before.st_gid),
            )

    def test_a_new_file_has_the_mode_of_new_files(self):
        for name, command in self.writers.items():
            done = subprocess.run([BINARY, *command], env=self.work.environment(), cwd=self.work.folder,
                                  umask=0o027, capture_output=True)
            self.assertEqual(done.returncode, DONE)
            self.assertEqual(stat.S_IMODE((self.work.folder / name).stat().st_mode), 0o640)

    def test_nothing_is_left_beside(self):
        before = set(self.work.folder.iterdir())
        for name in ("feed.atom.new", "own.model.new"):
            self.work.write(name, "benim")
        for command in self.writers.values():
            self.assertEqual(self.work.newsidx(*command).code, DONE)
        names = {p.name for p in set(self.work.folder.iterdir()) - before}
        self.assertEqual(names, {"feed.atom", "own.model", "feed.atom.new", "own.model.new"})
        self.assertEqual((self.work.folder / "own.model.new").read_text(), "benim")


class OwnFilesTest(CliTest):
    """What stands in the index's folder under a name that newsidx reads or writes by itself."""

    def setUp(self):
        super().setUp()
        self.work.add({"id": "a", "date": "2025-09-02", "text": WORDS})

    def replace(self, name, make):
        path = self.work.index / name
        path.unlink(missing_ok=True)
        make(path)
        return path

    def test_aliases_that_are_no_file(self):
        makers = dict(kinds_of_no_file(self.work.folder))
        makers["link"] = lambda path: path.symlink_to("/dev/zero")
        for label, make in makers.items():
            path = self.replace("aliases.tsv", make)
            for command in (["search", "martı"], ["aliases", "list"], ["entity", "x"], ["facets"],
                            ["aliases", "add", "A B", "C D", "--type", "person"]):
                with self.subTest(kind=label, command=command):
                    run = self.work.newsidx(*command)
                    self.assert_ended(run, IO, "", complaint(".*aliases.tsv: .*"))
            path.rmdir() if label == "folder" else path.unlink()

    def test_aliases_behind_a_link_are_read_and_not_written(self):
        shared = self.work.folder / self.work.write("aliases.tsv", "")
        self.replace("aliases.tsv", lambda path: path.symlink_to(shared))
        self.assertEqual(self.work.newsidx("search", "martı").code, DONE)
        run = self.work.newsidx("aliases", "add", "Ali Veli", "Ali Wely", "--type", "person")
        self.assert_ended(run, CANNOT_CREATE, "", complaint(".*aliases.tsv: is not replaced: it is a link"))
        self.assertEqual(shared.read_text(), "")

    def test_lock_that_is_no_file(self):
        target = self.work.folder / self.work.write("precious", "dokunma")
        for make in (os.mkfifo, lambda path: path.symlink_to(target), lambda path: path.symlink_to("/dev/zero")):
            path = self.replace("lock", make)
            run = self.work.newsidx("remove", "a")
            self.assert_ended(run, CANNOT_CREATE, "", complaint(".*/lock: is a link, a pipe or a device, .*"))
            self.assertEqual(self.work.newsidx("search", "martı").code, DONE)
            self.assertEqual(self.work.newsidx("status").code, DONE)
            path.unlink()
        self.assertEqual(target.read_text(), "dokunma")

    def test_run_log_and_watches_that_are_no_files(self):
        self.assertEqual(self.work.newsidx("watch", "add", "w", "martı").code, DONE)
        for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero")):
            self.replace("last-run.json", make)
            self.assertEqual(self.work.newsidx("status").code, DONE)
            path = self.replace("watches/w.json", make)
            run = self.work.newsidx("watch", "run", "w")
            self.assert_ended(run, IO, "", complaint(".*w.json: is a (pipe|device), not a file"))
            path.unlink()
            (self.work.index / "last-run.json").unlink()

    def test_a_version_file_that_is_a_pipe_is_damage(self):
        self.replace(Path("gen-0001") / "iamglass", os.mkfifo)
        self.assert_ended(self.work.newsidx("search", "martı"), IO, "", complaint(".*"))

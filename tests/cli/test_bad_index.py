"""Indexes that cannot be used, written or found: a reason, an exit code, and never a crash."""

import os
import shutil
import subprocess

from harness import (
    BUSY,
    CANNOT_CREATE,
    CONFIGURATION,
    DONE,
    IO,
    NOT_FOUND,
    NOTHING_FOUND,
    TIMEOUT,
    CliTest,
    complaint,
    wait_until,
)

READERS = (["search", "martı"], ["stats"], ["get", "a"])
GLASS_FILES = ("docdata.glass", "iamglass", "position.glass", "postlist.glass", "termlist.glass")


class BadIndexTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add({"id": "a", "date": "2025-09-02", "text": "Kıyıda bir martı uçtu."})
        self.name = self.work.write_json_lines(
            "more.jsonl", {"id": "b", "text": "Denizde yunus göründü."}
        )
        self.generation = self.work.index / "gen-0001"
        self.current = self.work.index / "current"
        self.writers = (["add", self.name], ["remove", "a"])

    def assert_every_command_ends(self, code, reason, commands=None):
        for command in commands or (*READERS, *self.writers):
            with self.subTest(command=command):
                self.assert_ended(self.work.newsidx(*command), code, "", complaint(reason))


class ForeignFolderTest(BadIndexTest):
    def setUp(self):
        super().setUp()
        shutil.rmtree(self.work.index)

    def test_folder_of_other_files(self):
        self.work.write("index/thesis.odt", "Tez.")
        self.assert_every_command_ends(
            NOT_FOUND, ".*there is no newsidx index here", [*READERS, ["remove", "a"]]
        )
        self.assert_every_command_ends(
            CANNOT_CREATE, ".*holds other files, such as thesis.odt", [["add", self.name]]
        )
        self.assertEqual([path.name for path in self.work.index.iterdir()], ["thesis.odt"])

    def test_file(self):
        self.work.write("index", "Ben bir dosyayım.")
        self.assert_every_command_ends(NOT_FOUND, ".*", [*READERS, ["remove", "a"]])
        self.assert_every_command_ends(CANNOT_CREATE, ".*cannot be created.*", [["add", self.name]])
        self.assertEqual(self.work.index.read_text(), "Ben bir dosyayım.")

    def test_run_that_was_stopped_while_it_made_the_index(self):
        self.work.write("index/lock", "")
        self.work.write("index/gen-0001/iamglass", "half")
        self.work.write("index/current.new", "auto ge")
        self.assert_ended(self.work.newsidx("add", self.name), DONE)
        self.assertEqual(self.work.found("yunus"), ["b"])

    def test_folders_above_are_made(self):
        run = self.work.newsidx("add", self.name, "--index", "yeni/klasör/içinde/")
        self.assert_ended(run, DONE)
        run = self.work.newsidx(
            "search", "yunus", "--format", "ids", "--index", "yeni/klasör/içinde"
        )
        self.assert_ended(run, DONE, "b\n")


class OtherSettingsTest(BadIndexTest):
    def test_other_stemmer(self):
        for stemmer in ("snowball", "none"):
            run = self.work.newsidx("add", self.name, "--stemmer", stemmer)
            self.assert_ended(
                run, CONFIGURATION, "", complaint(f".*made with the stemmer lexicon, not {stemmer}")
            )
        self.assertEqual(self.work.statistics()["articles"], 1)
        self.assert_ended(self.work.newsidx("add", self.name, "--stemmer", "lexicon"), DONE)

    def set_fingerprint(self, text):
        tool = shutil.which("xapian-metadata")
        if tool is None:
            self.skipTest("changing a fingerprint takes xapian-metadata (xapian-tools)")
        subprocess.run([tool, "set", self.generation, "newsidx.fingerprint", text], check=True)

    def test_other_analyzer(self):
        made_by = self.work.statistics()["fingerprint"].split()
        other = " ".join(
            "analyzer=999" if word.startswith("analyzer=") else word for word in made_by
        )
        self.assertIn("analyzer=999", other)
        self.set_fingerprint(other)
        self.assert_every_command_ends(CONFIGURATION, ".*made by another analyzer.*")
        self.assertIn("newsidx reindex --full", self.work.newsidx("search", "martı").err)

    def test_unknown_stemmer(self):
        fingerprint = self.work.statistics()["fingerprint"]
        self.set_fingerprint(fingerprint.replace("stemmer=lexicon", "stemmer=lemmas"))
        self.assert_every_command_ends(CONFIGURATION, ".*lemmas.*")

    def test_no_fingerprint(self):
        self.set_fingerprint("")
        self.assert_every_command_ends(IO, ".*fingerprint.*")


class CorruptIndexTest(BadIndexTest):
    def test_current_names_nothing_usable(self):
        for content in (
            "",
            "auto gen-0099\n",
            "auto /etc\n",
            "rubbish\n",
            "auto gen-0001",
            "\0\0\0\0",
        ):
            with self.subTest(content=content):
                self.current.write_text(content)
                if content == "auto gen-0001":  # only the line end is missing
                    self.assert_ended(self.work.newsidx("search", "martı"), DONE)
                else:
                    self.assert_every_command_ends(IO, ".*")
        self.current.write_text("auto gen-0001\n")
        self.assertEqual(self.work.found("martı"), ["a"])

    def test_damaged_postings(self):
        for content in (b"", b"rubbish" * 1000, b"\0" * 8192):
            with self.subTest(content=content[:7]):
                (self.generation / "postlist.glass").write_bytes(content)
                self.assert_every_command_ends(IO, ".*the index cannot be used.*")

    def test_damage_is_not_taken_for_a_writer_at_work(self):
        # A block whose revision is later than the one that is read: 75 would be tried for ever.
        lines = [{"id": f"m{i}", "text": f"Martı {i}: " + "söz " * 50} for i in range(400)]
        name = self.work.write_json_lines("many.jsonl", *lines)
        self.assert_ended(self.work.newsidx("add", "-q", name), DONE)
        path = self.work.index / self.current.read_text().split()[1] / "postlist.glass"
        data = bytearray(path.read_bytes())
        for block in range(0, len(data), 8192):
            data[block : block + 4] = b"\x7f\xff\xff\xff"
        path.write_bytes(data)
        for command in (["search", "martı"], ["search", "--format", "ids", "söz"], ["stats"]):
            with self.subTest(command=command):
                run = self.work.newsidx(*command)
                self.assert_ended(run, IO, "", complaint(".*the index cannot be used.*"))

    def test_damage_that_is_read_for_ever(self):
        # Xapian looks for a word by halves, and never comes to an end where the end is half an entry off.
        lines = [{"id": f"m{i}", "text": f"Martı {i}: " + "söz " * 50} for i in range(400)]
        name = self.work.write_json_lines("many.jsonl", *lines)
        self.assert_ended(self.work.newsidx("add", "-q", name), DONE)
        path = self.work.index / self.current.read_text().split()[1] / "postlist.glass"
        data = bytearray(path.read_bytes())
        for block in range(0, len(data), 8192):
            data[block + 10] ^= 1
        path.write_bytes(data)
        for command in (["search", "martı"], ["related", "m3"]):
            with self.subTest(command=command):
                run = self.work.newsidx(*command, "--timeout", "0.1")
                self.assert_ended(run, IO, "", complaint(".*: reading it finds no end: the index is damaged.*"))

    def test_damage_anywhere_is_no_crash(self):
        pristine = self.work.folder / "pristine"
        shutil.copytree(self.generation, pristine)
        damages = {
            "cut": lambda data: data[: len(data) // 2],
            "rubbish": lambda data: b"rubbish" * 1200,
            "flipped": lambda data: bytes(255 - byte for byte in data),
            "gone": None,
        }
        for name in GLASS_FILES:
            for label, damage in damages.items():
                for command in (*READERS, *self.writers):
                    shutil.rmtree(self.generation)
                    shutil.copytree(pristine, self.generation)
                    path = self.generation / name
                    if damage is None:
                        path.unlink(missing_ok=True)
                    elif path.exists():
                        path.write_bytes(damage(path.read_bytes()))
                    with self.subTest(file=name, damage=label, command=command):
                        run = self.work.newsidx(*command)
                        # Not every command reads every file.
                        self.assertIn(run.code, (DONE, IO), run)
                        self.assertEqual(run.err.startswith("newsidx: "), run.code == IO, run)


class PermissionTest(BadIndexTest):
    """What root owns, used by somebody else."""

    def setUp(self):
        super().setUp()
        if os.geteuid() != 0:
            self.skipTest("the index belongs to this user; run as root")

    def test_folder_that_must_not_be_written(self):
        run = self.work.newsidx("add", self.name, "--index", "new", unprivileged=True)
        self.assert_ended(
            run, CANNOT_CREATE, "", complaint("new: cannot be created: Permission denied")
        )

    def test_index_that_must_not_be_written_is_read(self):
        for command in self.writers:
            with self.subTest(command=command):
                run = self.work.newsidx(*command, unprivileged=True)
                self.assert_ended(run, CANNOT_CREATE, "", complaint(".*Permission denied"))
        run = self.work.newsidx("search", "martı", "--format", "ids", unprivileged=True)
        self.assert_ended(run, DONE, "a\n")

    def test_index_that_must_not_be_read(self):
        self.work.index.chmod(0o700)
        for command in READERS:
            with self.subTest(command=command):
                run = self.work.newsidx(*command, unprivileged=True)
                self.assert_ended(run, IO, "", complaint(".*Permission denied.*"))


class FullDiskTest(BadIndexTest):
    def setUp(self):
        super().setUp()
        self.disk = self.work.folder / "disk"
        self.disk.mkdir()

    def mount(self, *options):
        done = subprocess.run(
            ["mount", *options, "-t", "tmpfs", "newsidx-test", self.disk], capture_output=True
        )
        if done.returncode != 0:
            self.skipTest(
                f"mounting a small file system takes root: {done.stderr.decode().strip()}"
            )

    def test_full_disk_keeps_what_was_committed(self):
        self.mount("-o", "size=2m")
        self.addCleanup(subprocess.run, ["umount", self.disk], check=True)
        on_disk = ["--index", "disk/index"]
        first = self.work.write_json_lines("a.jsonl", {"id": "a", "text": "Kıyıda bir martı uçtu."})
        self.assert_ended(self.work.newsidx("add", first, *on_disk), DONE)
        # Words that all differ, so that nothing is compressed away.
        many = self.work.write_json_lines(
            "many.jsonl",
            *(
                {"id": f"many-{n}", "text": " ".join(f"k{n * 700 + k:x}z" for k in range(700))}
                for n in range(600)
            ),
        )

        run = self.work.newsidx("add", many, *on_disk)
        self.assert_ended(run, IO, "", complaint(".*disk is full.*"))

        self.assert_ended(
            self.work.newsidx("search", "martı", "--format", "ids", *on_disk), DONE, "a\n"
        )
        stats = self.work.newsidx("stats", "--format", "json", *on_disk)
        self.assert_ended(stats, DONE)
        self.assertEqual(stats.json["articles"], 1)

        self.mount("-o", "remount,size=64m")
        self.assert_ended(self.work.newsidx("add", many, *on_disk, "-q"), DONE, "")
        self.assertEqual(
            self.work.newsidx("stats", "--format", "json", *on_disk).json["articles"], 601
        )

    def test_disk_that_is_full_from_the_start(self):
        self.mount("-o", "size=64k")
        self.addCleanup(subprocess.run, ["umount", self.disk], check=True)
        self.work.write("disk/filler", b"x" * 61440)
        run = self.work.newsidx("add", self.name, "--index", "disk/index")
        self.assertIn(run.code, (CANNOT_CREATE, IO), run)
        self.assert_ended(run, run.code, "", complaint(".*([Nn]o space left|disk is full).*"))


class TwoWritersTest(BadIndexTest):
    def test_second_writer_is_told_and_first_one_finishes(self):
        shutil.rmtree(self.work.index)
        first = self.work.start("add", "-", "--input", "jsonl", stdin=subprocess.PIPE)
        first.stdin.write('{"id": "x", "text": "Sabah balığa çıkıldı."}\n'.encode())
        first.stdin.flush()
        # The index appears only once its lock is held.
        wait_until(self.current.exists, "the index")

        for command in self.writers:
            run = self.work.newsidx(*command)
            self.assert_ended(run, BUSY, "", complaint(".*another newsidx is writing this index.*"))
            self.assertIn("try again", run.err)
        self.assert_ended(
            self.work.newsidx("search", "balığa"), NOTHING_FOUND, "", "newsidx: nothing found\n"
        )

        out, err = first.communicate(
            '{"id": "y", "text": "Akşam kalkan yendi."}\n'.encode(), TIMEOUT
        )
        self.assertEqual((first.returncode, err), (DONE, b""))
        self.assertTrue(out.startswith(b"2 added, 0 replaced, 0 refused"), out)
        self.assertEqual((self.work.found("balığa"), self.work.found("kalkan")), (["x"], ["y"]))
        self.assert_ended(self.work.newsidx("add", self.name), DONE)

    def test_killed_writer_leaves_the_last_committed_state(self):
        run = self.work.start("add", "-", "--input", "jsonl", stdin=subprocess.PIPE)
        run.stdin.write(('{"id": "x", "text": "Sabah balığa çıkıldı."}\n' * 3000).encode())
        run.stdin.flush()
        run.kill()
        run.communicate(timeout=TIMEOUT)
        self.assertEqual(self.work.found("martı"), ["a"])
        self.assert_ended(self.work.newsidx("add", self.name), DONE)
        self.assertEqual(self.work.found("yunus"), ["b"])

"""status, check and compact: of a sound index, of a damaged one, of none."""

import re
import time

from harness import CANNOT_CREATE, DONE, IO, NOT_FOUND, NOTHING_FOUND, USAGE, CliTest, complaint
from made_articles import made_articles


class HealthTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add(*made_articles(200))


class StatusTest(HealthTest):
    def test_text(self):
        run = self.work.newsidx("status")
        self.assert_ended(
            run,
            DONE,
            re.compile(
                r"index        .*\narticles     200\nsize         .*\ngeneration   gen-0001\n"
                r"writer       none\nlast run     add, .* UTC, .* s: 200 added, 0 replaced, "
                r"0 removed, 0 refused\nlast success .* UTC \(\d+ s ago\)\ncanaries     found\n"
            ),
        )

    def test_json(self):
        run = self.work.newsidx("status", "--format", "json")
        self.assert_ended(run, DONE, None)
        status = run.json
        self.assertEqual(
            (status["v"], status["articles"], status["generation"], status["kept_generations"]),
            (1, 200, "gen-0001", []),
        )
        self.assertEqual(
            (status["writer"], status["damage"], status["roots"], status["files"]),
            (None, None, [], 0),
        )
        last = status["last_run"]
        self.assertEqual((last["command"], last["added"], last["exit_code"]), ("add", 200, 0))
        self.assertRegex(status["last_success"], r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")

    def test_quiet(self):
        self.assert_ended(self.work.newsidx("status", "-q", "--max-age", "1h"), DONE, "", "")

    def test_max_age(self):
        self.work.age_last_success(60)
        run = self.work.newsidx("status", "-q", "--max-age", "1s")
        self.assert_ended(
            run,
            NOTHING_FOUND,
            "",
            complaint(".*the last run that succeeded ended .* ago, more than 1s"),
        )
        for value in ("0", "1", "0h", "-1h", "h", "1y", "1.5h", "", "99999999d"):
            self.assertEqual(self.work.newsidx("status", "--max-age", value).code, USAGE, value)

    def test_no_run_recorded(self):
        for content in (None, b"", b"{", b"[]", b'{"last": 1}', b"\xff"):
            path = self.work.index / "last-run.json"
            path.unlink() if content is None else path.write_bytes(content)
            run = self.work.newsidx("status")
            self.assertEqual((run.code, run.err), (DONE, ""), content)
            self.assertIn("last run     none recorded", run.out)
            run = self.work.newsidx("status", "-q", "--max-age", "1d")
            self.assert_ended(run, NOTHING_FOUND, "", complaint(".*no run has succeeded yet"))

    def test_a_failed_run_is_told_and_does_not_count(self):
        before = self.work.newsidx("status", "--format", "json").json["last_success"]
        self.assertEqual(self.work.newsidx("reindex", "yok").code, NOT_FOUND)
        status = self.work.newsidx("status", "--format", "json").json
        self.assertEqual(status["last_success"], before)
        self.assertEqual(
            (status["last_run"]["exit_code"], status["last_run"]["error"]),
            (NOT_FOUND, "yok: no such file or folder"),
        )
        self.assertIn("failed (66)", self.work.newsidx("status").out)

    def test_no_index(self):
        for command in ("status", "check", "compact"):
            run = self.work.newsidx(command, "--index", "yok")
            self.assert_ended(run, NOT_FOUND, "", complaint("yok: there is no newsidx index here"))
            self.assertFalse((self.work.folder / "yok").exists())


class CheckTest(HealthTest):
    def test_sound(self):
        run = self.work.newsidx("check")
        self.assert_ended(run, DONE, re.compile(r".*: sound \(gen-0001, 200 articles, 0 files .*\n"))
        run = self.work.newsidx("check", "--format", "json")
        self.assertEqual(
            (run.code, run.json),
            (
                DONE,
                {
                    "v": 1,
                    "sound": True,
                    "generation": "gen-0001",
                    "articles": 200,
                    "files": 0,
                    "read_only": False,
                    "damages": [],
                },
            ),
        )

    def test_of_no_articles_and_of_one(self):
        for article in ([], [{"id": "a", "text": "Martı."}], [{"id": "b", "text": "!"}]):
            index = self.work.folder / f"kleiner{len(article)}"
            name = self.work.write_json_lines("a.jsonl", *article)
            self.work.newsidx("add", "-q", "--index", index, name)
            for command in ("check", "status"):
                run = self.work.newsidx(command, "-q", "--index", index)
                self.assert_ended(run, DONE, "", "")

    def assert_damaged(self):
        run = self.work.newsidx("check")
        self.assertEqual((run.code, run.out), (IO, ""), run)
        self.assertRegex(run.err, "newsidx: .*")
        status = self.work.newsidx("status", "--max-age", "1d")
        self.assertEqual(status.code, IO, status)
        self.assertIn("newsidx: ", status.err)
        return run

    def test_table_overwritten(self):
        for name in ("postlist.glass", "termlist.glass", "docdata.glass", "position.glass"):
            path = self.work.generation() / name
            whole = path.read_bytes()
            with self.subTest(table=name):
                # All but the first block.
                path.write_bytes(whole[:8192] + bytes(len(whole) - 8192))
                if name in ("postlist.glass", "docdata.glass"):
                    self.assert_damaged()
                else:
                    self.assertEqual(self.work.newsidx("check").code, IO)
            path.write_bytes(whole)
        self.assertEqual(self.work.newsidx("check", "-q").code, DONE)

    def test_a_block_in_the_middle(self):
        path = self.work.generation() / "postlist.glass"
        whole = bytearray(path.read_bytes())
        middle = len(whole) // 2 // 8192 * 8192
        whole[middle : middle + 8192] = bytes(8192)
        path.write_bytes(whole)
        run = self.work.newsidx("check", "--format", "json")
        if run.out:
            self.assertFalse(run.json["sound"])
        self.assertEqual(run.code, IO, run)

    def test_table_missing(self):
        for name in ("postlist.glass", "docdata.glass", "iamglass"):
            path = self.work.generation() / name
            whole = path.read_bytes()
            path.unlink()
            with self.subTest(table=name):
                self.assert_damaged()
            path.write_bytes(whole)

    def test_generation_missing(self):
        self.work.generation().rename(self.work.index / "elsewhere")
        self.assert_damaged()

    def test_another_text(self):
        """Canary queries find an index that Xapian thinks sound and that finds nothing."""
        other = self.work.folder / "öteki"
        name = self.work.write_json_lines("o.jsonl", *made_articles(200, seed=9))
        self.assertEqual(self.work.newsidx("add", "-q", "--index", other, name).code, DONE)
        for table in ("docdata.glass",):
            (self.work.generation() / table).write_bytes((other / "gen-0001" / table).read_bytes())
        run = self.work.newsidx("status", "-q")
        self.assertEqual(run.code, IO, run)


class ReadOnlyCheckTest(HealthTest):
    """check by a user who may read the index, but not write it."""

    def setUp(self):
        super().setUp()
        (self.work.folder / "arşiv").mkdir()
        self.work.write("arşiv/a.txt", " date 2025-09-02 Martı.")
        self.assert_ended(self.work.newsidx("reindex", "-q", "arşiv"), DONE, "", "")
        self.set_writable(False)
        self.addCleanup(self.set_writable, True)

    def set_writable(self, writable):
        for path in (*self.work.index.rglob("*"), self.work.index):
            path.chmod((0o755 if path.is_dir() else 0o644) & (0o777 if writable else 0o555))

    def check(self, *options):
        return self.work.newsidx("check", *options, unprivileged=True)

    def test_sound(self):
        self.assert_ended(
            self.check(),
            DONE,
            re.compile(r".*: sound \(gen-0001, 201 articles, 1 files .*; by reading alone, .*\)\n"),
        )
        self.assert_ended(self.check("-q"), DONE, "", "")
        run = self.check("--format", "json")
        self.assertEqual((run.json["sound"], run.json["read_only"]), (True, True))
        self.assert_ended(self.work.newsidx("status", "-q", unprivileged=True), DONE, "", "")

    def test_what_writes_says_whose_it_is(self):
        for command in (["add", "arşiv"], ["remove", "a1"], ["reindex"], ["compact"]):
            run = self.work.newsidx(*command, unprivileged=True)
            self.assert_ended(
                run, CANNOT_CREATE, "", complaint(".*index: cannot be written: Permission denied")
            )
            self.assertIn("as the user who owns the index", run.err)

    def test_a_table_overwritten(self):
        for path in sorted(self.work.generation().glob("*.glass")):
            whole = path.read_bytes()
            self.set_writable(True)
            with self.subTest(table=path.name):
                # All but the first block.
                path.write_bytes(whole[:8192] + bytes(len(whole) - 8192))
                self.set_writable(False)
                run = self.check("-q")
                self.assertEqual((run.code, run.out), (IO, ""), run)
            self.set_writable(True)
            path.write_bytes(whole)
            self.set_writable(False)
        self.assert_ended(self.check("-q"), DONE, "", "")

    def test_a_table_of_another_index(self):
        """Each table is sound by itself; together they are not."""
        other = self.work.folder / "öteki"
        name = self.work.write_json_lines("o.jsonl", *made_articles(200, seed=9))
        self.assertEqual(self.work.newsidx("add", "-q", "--index", other, name).code, DONE)
        for table in ("termlist.glass", "position.glass"):
            path = self.work.generation() / table
            whole = path.read_bytes()
            self.set_writable(True)
            path.write_bytes((other / "gen-0001" / table).read_bytes())
            self.set_writable(False)
            with self.subTest(table=table):
                self.assertEqual(self.check("-q").code, IO)
            self.set_writable(True)
            path.write_bytes(whole)
            self.set_writable(False)


class CompactTest(HealthTest):
    def test_state_stays(self):
        for seed in range(2, 6):
            self.work.add(*made_articles(200, seed=seed))
        before = self.work.state()
        run = self.work.newsidx("compact", "--format", "json")
        self.assert_ended(run, DONE, None)
        self.assertLess(run.json["bytes_after"], run.json["bytes_before"])
        self.assertEqual(run.json["generation"], "gen-0002")
        self.assert_same_state(self.work.state(), before)
        self.assertEqual(
            sorted(p.name for p in self.work.index.iterdir()),
            ["current", "gen-0002", "last-run.json", "lock"],
        )
        run = self.work.newsidx("compact")
        self.assert_ended(run, DONE, re.compile(r".* -> .*: .*\n"))
        self.assert_ended(self.work.newsidx("compact", "-q"), DONE, "", "")
        last = self.work.newsidx("status", "--format", "json").json["last_run"]
        self.assertEqual((last["command"], last["exit_code"]), ("compact", DONE))

    def test_an_index_that_grew_slowly_gets_a_dictionary(self):
        for first in range(200, 1100, 300):
            self.work.add(*made_articles(300, seed=first, first=first))
        before, texts = self.work.state(), [self.work.article(f"a{n}") for n in (0, 250, 1099)]
        table = self.work.generation() / "docdata.glass"
        alone = table.stat().st_size
        self.assert_ended(self.work.newsidx("compact", "-q"), DONE, "", "")
        packed = (self.work.generation() / "docdata.glass").stat().st_size
        self.assertLess(packed, 0.7 * alone)
        self.assert_same_state(self.work.state(), before)
        self.assertEqual([self.work.article(f"a{n}") for n in (0, 250, 1099)], texts)
        self.work.add({"id": "yeni", "text": "Martı kondu."}, *made_articles(200, seed=5))
        self.assertIn("yeni", self.work.found("martı"))
        # Once is enough: what is packed stays as it is.
        self.assert_ended(self.work.newsidx("compact", "-q"), DONE, "", "")
        self.assertEqual(self.work.newsidx("check", "-q").code, DONE)

    def test_damaged_index_is_not_compacted(self):
        """It would be copied with its damage, and the only other copy removed."""
        path = self.work.generation() / "docdata.glass"
        data = bytearray(path.read_bytes())
        data[len(data) // 2 : len(data) // 2 + 200] = bytes(200)
        path.write_bytes(data)
        run = self.work.newsidx("compact")
        self.assert_ended(run, IO, "", re.compile("newsidx: .*: the index is damaged: .*\n(  .*\n)*"))
        self.assertIn("reindex --full", run.err)
        self.assertEqual(path.read_bytes(), bytes(data))

    def test_added_to_after(self):
        self.work.newsidx("compact", "-q")
        self.work.add({"id": "yeni", "text": "Martı kondu."})
        self.assertIn("yeni", self.work.found("martı"))
        self.assertEqual(self.work.newsidx("check", "-q").code, DONE)

    def test_keeps_kept_generations(self):
        (self.work.folder / "arşiv").mkdir()
        self.work.write("arşiv/a.txt", " date 2025-09-02 Martı.")
        self.assert_ended(self.work.newsidx("reindex", "--full", "-q", "arşiv"), DONE, "", "")
        self.assertEqual(self.work.newsidx("compact", "-q").code, DONE)
        status = self.work.newsidx("status", "--format", "json").json
        self.assertEqual(
            (status["kept_generations"], status["generation"]), (["gen-0001"], "gen-0003")
        )

"""Reindex makes an index what the archive's files are: what it reads, adds, replaces and removes."""

import os
import re
import shutil
import subprocess

from harness import BINARY, DONE, INPUT_REFUSED, NOBODY, SOME_REFUSED, complaint
from reindexing import PAST, ReindexTest, article, text_of


class FilesTest(ReindexTest):
    def setUp(self):
        super().setUp()
        for number in range(20):
            self.write(f"{number:02}.txt", text_of(f"konu{number}"))
        self.reindex(self.archive, added=20, files=20, files_read=20)

    def test_nothing_changed(self):
        before = self.work.state()
        self.reindex(files=20, files_read=0)
        self.assert_same_state(self.work.state(), before)
        self.assert_as_full()

    def test_nothing_changed_prints_nothing(self):
        self.assert_ended(self.work.newsidx("reindex"), DONE, "", "")

    def test_nothing_changed_opens_no_file(self):
        if shutil.which("strace") is None:
            self.skipTest("takes strace")
        log = self.work.folder / "trace"
        command = ["strace", "-f", "-e", "trace=openat", "-o", log]
        try:
            done = subprocess.run(
                [*command, BINARY, "reindex"],
                env=self.work.environment({"ASAN_OPTIONS": "detect_leaks=0"}),
                capture_output=True,
                check=False,
            )
        except OSError as error:
            self.skipTest(f"strace: {error}")
        if "ptrace" in done.stderr.decode():
            self.skipTest(done.stderr.decode())
        self.assertEqual(done.returncode, DONE, done)
        trace = log.read_text()
        self.assertIn("/archive\"", trace)
        self.assertEqual([x for x in trace.splitlines() if ".txt\"" in x], [])

    def test_new(self):
        self.write("yeni/20.txt", text_of("konu20"))
        self.reindex(added=1, files=21, files_read=1)
        self.assertEqual(len(self.work.found("konu20")), 1)
        self.assert_as_full()

    def test_changed_text_takes_the_place_of_the_old(self):
        self.write("03.txt", text_of("başkası"), PAST + 9)
        self.reindex(added=1, removed=1, files=20, files_read=1)
        self.assertEqual((self.work.found("konu3"), len(self.work.found("başkası"))), ([], 1))
        self.assert_as_full()

    def test_changed_without_another_size(self):
        self.write("03.txt", text_of("konuX"), PAST + 9)
        self.reindex(added=1, removed=1, files_read=1)

    def test_time_set_back_is_a_change_too(self):
        self.write("03.txt", text_of("konuX"), PAST - 99_999)
        self.reindex(added=1, removed=1, files_read=1)
        self.reindex(files_read=0)

    def test_time_in_the_future(self):
        self.write("03.txt", text_of("konuX"), PAST + 2_000_000_000)
        self.reindex(added=1, removed=1, files_read=1)
        # That time tells nothing: a change that leaves it as it is must be found.
        self.write("03.txt", text_of("konuY"), PAST + 2_000_000_000)
        self.reindex(added=1, removed=1, files_read=1)
        self.assertEqual(len(self.work.found("konuY")), 1)

    def test_written_right_before_a_run_and_again(self):
        path = self.archive / "yeni.txt"
        for word in ("ab", "cd", "ef", "gh"):
            path.write_text(text_of(word))
            self.work.newsidx("reindex", "-q")
            self.assertEqual(len(self.work.found(word)), 1)
        self.assertEqual(self.work.statistics()["articles"], 21)

    def test_touched(self):
        for number in range(20):
            os.utime(self.archive / f"{number:02}.txt", (PAST + 5, PAST + 5))
        self.reindex(files=20, files_read=0)
        self.assert_as_full()

    def test_moved(self):
        (self.archive / "eski").mkdir()
        names = [f"{number:02}.txt" for number in range(15)]
        for name in names:
            (self.archive / name).rename(self.archive / "eski" / name)
        self.reindex(files=20, files_read=0, files_moved=15, files_gone=0)
        found = self.work.found("konu7")
        self.assertTrue(self.work.article(found[0])["path"].endswith("archive/eski/07.txt"))
        self.reindex(files_moved=0, files_read=0)
        self.assert_as_full()

    def test_moved_and_changed(self):
        (self.archive / "03.txt").unlink()
        self.write("yeni.txt", text_of("başkası"))
        self.reindex(added=1, removed=1, files_moved=0, files_gone=1, files_read=1)
        self.assert_as_full()

    def test_copied(self):
        shutil.copy(self.archive / "03.txt", self.archive / "kopya.txt")
        run = self.work.newsidx("reindex", "--format", "json", "-v")
        self.assertEqual(run.json["replaced"] + run.json["unchanged"], 1)
        (self.archive / "03.txt").unlink()
        self.work.newsidx("reindex", "-q")
        self.assertEqual(len(self.work.found("konu3")), 1)
        self.assert_as_full()

    def test_swapped_names(self):
        for here, there in (("00", "x"), ("01", "00"), ("x", "01")):
            (self.archive / f"{here}.txt").rename(self.archive / f"{there}.txt")
        os.utime(self.archive / "00.txt", (PAST + 1, PAST + 1))
        os.utime(self.archive / "01.txt", (PAST + 1, PAST + 1))
        self.work.newsidx("reindex", "-q")
        self.assertEqual(self.work.statistics()["articles"], 20)
        self.assert_as_full()

    def test_gone(self):
        (self.archive / "03.txt").unlink()
        self.reindex(removed=1, files=19, files_gone=1)
        self.assertEqual(self.work.found("konu3"), [])
        self.assert_as_full()

    def test_empty_file(self):
        self.write("03.txt", "", PAST + 1)
        report = self.reindex(
            code=SOME_REFUSED, refused=1, err=re.compile("newsidx: .*03.txt: .*\n(  .*\n)*")
        )
        self.assertEqual(report["files_read"], 1)
        # It may be being written just now: what it held before stays.
        self.assertEqual(len(self.work.found("konu3")), 1)
        self.write("03.txt", text_of("sonra"), PAST + 2)
        self.reindex(added=1, removed=1)
        self.assert_as_full()

    def give_away_index(self):
        """Lets the user of unprivileged runs write the index."""
        if os.geteuid() == 0:
            for path in (self.work.index, *self.work.index.rglob("*")):
                os.chown(path, NOBODY, NOBODY)

    def test_unreadable_file(self):
        # Only another user than root is refused what its mode forbids.
        self.give_away_index()
        path = self.write("03.txt", text_of("başkası"), PAST + 1)
        path.chmod(0)
        self.reindex(
            unprivileged=True,
            code=SOME_REFUSED,
            refused=1,
            err=complaint(r".*03\.txt: cannot be read: Permission denied"),
        )
        self.assertEqual(len(self.work.found("konu3")), 1)
        path.chmod(0o644)
        self.reindex(added=1, removed=1)

    def test_unreadable_folder(self):
        self.write("gizli/20.txt", text_of("konu20"))
        self.reindex(added=1)
        self.give_away_index()
        (self.archive / "gizli").chmod(0)
        for full in ([], ["--full"]):
            run = self.work.newsidx("reindex", "-q", *full, unprivileged=True)
            self.assert_ended(
                run, SOME_REFUSED, "", complaint(r".*archive/gizli: Permission denied")
            )
            self.assertEqual(len(self.work.found("konu20")), 1, full)
        (self.archive / "gizli").chmod(0o755)

    def test_read_only_archive(self):
        # Nothing is written where the archive lies, whoever it belongs to.
        self.give_away_index()
        self.write("03.txt", text_of("başkası"), PAST + 1)
        for path in self.archive.iterdir():
            path.chmod(0o444)
        self.archive.chmod(0o555)
        before = sorted(os.listdir(self.archive)), self.archive.stat().st_mtime_ns
        self.reindex(unprivileged=True, added=1, removed=1, files_read=1)
        self.reindex("--full", unprivileged=True, added=20, files_read=20)
        after = sorted(os.listdir(self.archive)), self.archive.stat().st_mtime_ns
        self.archive.chmod(0o755)
        self.assertEqual(after, before)

    def test_clock_set_back(self):
        # Then every file is from the future, and none is trusted to be as it was.
        for number in range(20):
            self.write(f"{number:02}.txt", text_of(f"konu{number}"), PAST + 2_000_000_000)
        self.reindex(files_read=0)
        self.write("03.txt", text_of("konuX"), PAST + 2_000_000_000)
        self.reindex(added=1, removed=1, files_read=1)
        self.assertEqual(len(self.work.found("konuX")), 1)
        # The clock is right again.
        for number in range(20):
            os.utime(self.archive / f"{number:02}.txt", (PAST, PAST))
        self.reindex(files_read=0)
        self.reindex(files_read=0)

    def test_symbolic_links(self):
        (self.archive / "halka").symlink_to(self.archive)
        (self.archive / "kendi.txt").symlink_to("kendi.txt")
        (self.archive / "bağ.txt").symlink_to("03.txt")
        (self.archive / "boş.txt").symlink_to("yok.txt")
        self.reindex(files=20, links_left_out=4)
        # Followed, kendi.txt, which leads to itself, is left out; bağ.txt is 03.txt once more.
        run = self.work.newsidx(
            "reindex", "-q", "--format", "json", self.archive, "--follow"
        )
        self.assert_ended(run, SOME_REFUSED, None, complaint(r".*boş\.txt: .*"))
        self.assertEqual((run.json["files"], run.json["links_left_out"]), (21, 1))
        self.assertEqual(self.work.statistics()["articles"], 20)

    def test_folder_in_place_of_a_file(self):
        (self.archive / "03.txt").unlink()
        self.write("03.txt/iç.txt", text_of("konu3"))
        self.work.newsidx("reindex", "-q")
        self.assertEqual(len(self.work.found("konu3")), 1)
        self.assert_as_full()

    def test_removed_by_hand_stays_away_until_its_file_changes(self):
        [gone] = self.work.found("konu3")
        self.assertEqual(self.work.newsidx("remove", gone, "-q").code, DONE)
        self.assert_sound_and_articles(19)
        self.reindex(files_read=0)
        self.assert_sound_and_articles(19)
        self.write("03.txt", text_of("yine"), PAST + 1)
        self.reindex(added=1)
        self.assert_sound_and_articles(20)

    def assert_sound_and_articles(self, count):
        self.assert_sound()
        self.assertEqual(self.work.statistics()["articles"], count)

    def test_strange_names(self):
        for name in (b"a\nb.txt", b"\xff\xfe.txt", b"-.txt", "Ğ ü.txt".encode(), b"%s.txt"):
            path = os.fsencode(self.archive) + b"/" + name
            with open(path, "wb") as file:
                file.write(text_of(name.hex()).encode())
            os.utime(path, (PAST, PAST))
        self.reindex(added=5, files_read=5)
        self.reindex(files_read=0)
        self.assert_as_full()
        os.unlink(os.fsencode(self.archive) + b"/\xff\xfe.txt")
        self.reindex(removed=1)
        self.assertEqual(self.work.newsidx("status", "--format", "json").code, DONE)

    def test_many_files_in_one_folder(self):
        for number in range(5000):
            (self.archive / f"çok{number}.txt").write_text(text_of(f"sayı{number}"))
        self.reindex(added=5000, files=5020)
        for path in self.archive.iterdir():
            os.utime(path, (PAST, PAST))
        self.reindex(files_read=0)
        self.reindex(files_read=0)


class RecordsTest(ReindexTest):
    def setUp(self):
        super().setUp()
        self.articles = [article(number) for number in range(20)]
        self.write_json_lines("2025.jsonl", *self.articles)
        self.reindex(self.archive, added=20, files_read=1)

    def change(self, *articles, **expected):
        self.write_json_lines("2025.jsonl", *articles, mtime=PAST + 7)
        self.reindex(files_read=1, **expected)

    def test_one_changed(self):
        self.articles[4] = article(4, "karabatak")
        self.change(*self.articles, replaced=1, unchanged=19)
        self.assertEqual(self.work.found("karabatak"), ["a4"])
        self.assert_as_full()

    def test_one_removed(self):
        del self.articles[4]
        self.change(*self.articles, removed=1, unchanged=19)
        self.assertNotIn("a4", self.work.ids())
        self.assert_as_full()

    def test_one_added(self):
        self.change(*self.articles, article(99), added=1, unchanged=20)
        self.assert_as_full()

    def test_another_order(self):
        self.change(*reversed(self.articles), unchanged=20)

    def test_one_twice_in_a_file(self):
        self.change(*self.articles, article(4, "karabatak"), replaced=1, unchanged=20)
        self.assertEqual(self.work.found("karabatak"), ["a4"])
        self.write_json_lines("2025.jsonl", *self.articles, mtime=PAST + 8)
        self.reindex(replaced=1, unchanged=19)
        self.assertEqual(self.work.found("karabatak"), [])
        self.assert_as_full()

    def test_held_by_two_read_by_both_and_dropped_by_one(self):
        """What is left is what the other holds, though that did not change."""
        self.write_json_lines("2026.jsonl", article(4, "karabatak"), article(50))
        self.work.newsidx("reindex", "-q")
        self.assertEqual(self.work.found("karabatak"), ["a4"])
        self.write_json_lines("2025.jsonl", *self.articles, article(51), mtime=PAST + 1)
        (self.archive / "2026.jsonl").unlink()
        self.write_json_lines("2027.jsonl", article(50))
        run = self.work.newsidx("reindex", "-q", "--format", "json")
        self.assertEqual((run.code, run.json["removed"]), (DONE, 0), run)
        self.assertEqual(self.work.found("karabatak"), [])
        self.assertIn("a4", self.work.ids())
        self.assert_as_full()

    def test_all_three(self):
        articles = [article(4, "karabatak"), *self.articles[5:], article(99)]
        del articles[3]
        self.write_json_lines("2025.jsonl", *articles, mtime=PAST + 7)
        self.reindex("--max-delete", "50", added=1, replaced=1, removed=5, unchanged=14)
        self.assert_as_full()

    def test_bad_line_keeps_what_may_have_been_there(self):
        lines = [*self.articles[:4], '{"id": "a4", "te', *self.articles[5:]]
        self.write_json_lines("2025.jsonl", *lines, mtime=PAST + 7)
        for full in ([], ["--full"]):
            run = self.work.newsidx("reindex", "-q", "--format", "json", *full)
            self.assert_ended(run, SOME_REFUSED, None, complaint(r".*2025\.jsonl:5: .*"))
            self.assertEqual((run.json["removed"], run.json["refused"]), (0, 1), full)
            self.assertEqual(len(self.work.ids()), 20, full)
            self.assert_sound()
        self.change(*self.articles[:4], *self.articles[5:], removed=1, unchanged=19)

    def test_truncated_file(self):
        path = self.archive / "2025.jsonl"
        whole = path.read_bytes()
        self.write("2025.jsonl", whole[: len(whole) // 2], PAST + 7)
        self.reindex(
            code=SOME_REFUSED,
            refused=1,
            unchanged=10,
            err=complaint(r".*2025\.jsonl:1\d: .*"),
        )
        self.assertEqual(len(self.work.ids()), 20)
        self.write("2025.jsonl", whole, PAST + 8)
        self.reindex(unchanged=20)
        self.assert_as_full()

    def test_truncated_between_two_lines_is_a_loss_too_great(self):
        before = self.work.state()
        self.write_json_lines("2025.jsonl", *self.articles[:10], mtime=PAST + 7)
        run = self.work.newsidx("reindex")
        self.assert_ended(
            run, INPUT_REFUSED, "", complaint("10 of the archive's 20 articles .50%. are gone.*")
        )
        self.assert_same_state(self.work.state(), before)
        self.reindex("--max-delete", "50", removed=10, unchanged=10)
        self.assert_as_full()

    def test_article_that_goes_to_another_file(self):
        for name in ("2024.jsonl", "2026.jsonl"):
            with self.subTest(to=name):
                moving = self.articles.pop()
                self.write_json_lines("2025.jsonl", *self.articles, mtime=PAST + len(self.articles))
                self.write_json_lines(name, moving)
                self.reindex(replaced=1, removed=0, files_read=2)
                self.assertTrue(self.work.article(moving["id"])["path"].endswith(name))
                self.assert_as_full()

    def test_article_in_two_files_one_removed(self):
        both = article(4, "karabatak")
        self.write_json_lines("2026.jsonl", both)
        self.work.newsidx("reindex", "-q")
        self.assertEqual(self.work.found("karabatak"), ["a4"])
        (self.archive / "2026.jsonl").unlink()
        run = self.work.newsidx("reindex", "-q", "--format", "json")
        self.assertEqual((run.code, run.json["removed"]), (DONE, 0), run)
        self.assertIn("a4", self.work.ids())
        self.assertEqual(self.work.found("karabatak"), [])
        self.assert_as_full()

    def test_article_in_two_files_dropped_by_both(self):
        self.write_json_lines("2026.jsonl", article(4, "karabatak"), article(50))
        self.work.newsidx("reindex", "-q")
        self.write_json_lines("2026.jsonl", article(50), mtime=PAST + 1)
        del self.articles[4]
        self.write_json_lines("2025.jsonl", *self.articles, mtime=PAST + 1)
        self.reindex(removed=1, files_read=2)
        self.assertNotIn("a4", self.work.ids())
        self.assert_as_full()

    def test_file_that_goes_with_an_article_another_takes_over(self):
        (self.archive / "2025.jsonl").unlink()
        self.write_json_lines("ayrı.jsonl", *self.articles[:10])
        self.write_json_lines("ayrı2.jsonl", *self.articles[10:])
        run = self.work.newsidx("reindex", "-q", "--format", "json", "--max-delete", "99")
        self.assertEqual((run.code, run.json["removed"]), (DONE, 0), run)
        self.assertEqual(len(self.work.ids()), 20)
        self.assert_as_full()


class SharedArticlesTest(ReindexTest):
    """Of an article that several files hold the last file counts, whichever changed last."""

    def setUp(self):
        super().setUp()
        self.time = PAST
        for number in range(1, 5):
            self.put(number, f"{number}.ses")
        self.reindex(self.archive, added=5, replaced=3)
        self.assert_taken_from(4, "4.ses")

    def put(self, name, word, *more):
        """A file that holds a0, and an article of its own."""
        self.time += 1
        articles = [article(0, word), article(name), *more]
        self.write_json_lines(f"{name}.jsonl", *articles, mtime=self.time)

    def run_reindex(self, *args):
        run = self.work.newsidx("reindex", "-q", "--max-delete", "100", *args)
        self.assert_ended(run, DONE, "", "")

    def assert_taken_from(self, name, word):
        taken = self.work.article("a0")
        self.assertEqual(os.path.basename(taken["path"]), f"{name}.jsonl")
        self.assertIn(word, taken["text"])
        self.assert_sound()
        self.assert_as_full()

    def test_an_earlier_file_changes(self):
        for word in ("karabatak", "yelkovan"):
            self.put(2, word)
            self.run_reindex()
            self.assert_taken_from(4, "4.ses")

    def test_all_change(self):
        for number in (4, 3, 2, 1):
            self.put(number, f"karabatak{number}")
        self.run_reindex()
        self.assert_taken_from(4, "karabatak4")

    def test_a_file_comes_before_or_behind(self):
        self.put(0, "karabatak")
        self.run_reindex()
        self.assert_taken_from(4, "4.ses")
        self.put(5, "yelkovan")
        self.run_reindex()
        self.assert_taken_from(5, "yelkovan")

    def test_the_last_goes_or_drops_it(self):
        (self.archive / "4.jsonl").unlink()
        self.run_reindex()
        self.assert_taken_from(3, "3.ses")
        self.write_json_lines("3.jsonl", article(3), mtime=self.time + 9)
        self.run_reindex()
        self.assert_taken_from(2, "2.ses")

    def test_the_last_goes_after_an_earlier_one_changed(self):
        self.put(3, "karabatak")
        self.run_reindex()
        (self.archive / "4.jsonl").unlink()
        self.run_reindex()
        self.assert_taken_from(3, "karabatak")

    def test_an_earlier_one_changes_while_the_last_is_only_touched(self):
        self.put(3, "karabatak")
        os.utime(self.archive / "4.jsonl", (PAST + 99, PAST + 99))
        self.run_reindex()
        self.assert_taken_from(4, "4.ses")

    def test_moved_before_or_behind(self):
        (self.archive / "4.jsonl").rename(self.archive / "0.jsonl")
        self.run_reindex()
        self.assert_taken_from(3, "3.ses")
        (self.archive / "1.jsonl").rename(self.archive / "9.jsonl")
        self.run_reindex()
        self.assert_taken_from(9, "1.ses")

    def test_folders_in_the_order_they_were_named(self):
        self.work.write_json_lines("önce/a.jsonl", article(0, "önceki"), article(90))
        self.run_reindex("önce")
        self.assert_taken_from("a", "önceki")
        self.put(4, "karabatak")
        self.run_reindex()
        self.assert_taken_from("a", "önceki")
        self.run_reindex("--forget", "önce")
        self.assert_taken_from(4, "karabatak")

    def test_a_root_within_a_root_is_forgotten(self):
        self.work.write_json_lines("archive/0/x.jsonl", article(0, "içeri"))
        self.run_reindex()
        self.assert_taken_from(4, "4.ses")
        other = self.work.folder / "başka"
        self.work.index = other
        self.run_reindex(self.archive / "4.jsonl", self.archive)
        self.assert_taken_from(3, "3.ses")
        self.run_reindex("--forget", self.archive / "4.jsonl")
        self.assert_taken_from(4, "4.ses")

    def test_the_last_cannot_be_read_while_an_earlier_one_changes(self):
        if os.geteuid() == 0:
            for path in (self.work.index, *self.work.index.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        self.put(3, "karabatak")
        self.put(4, "yelkovan")
        (self.archive / "4.jsonl").chmod(0)
        self.reindex(
            unprivileged=True,
            code=SOME_REFUSED,
            refused=1,
            replaced=1,
            err=complaint(r".*4\.jsonl: cannot be read: Permission denied"),
        )
        (self.archive / "4.jsonl").chmod(0o644)
        self.run_reindex()
        self.assert_taken_from(4, "yelkovan")

    def test_an_unreadable_folder_keeps_what_another_file_dropped(self):
        self.work.write_json_lines("archive/zor/z.jsonl", article(0, "zor"))
        self.run_reindex()
        self.assert_taken_from("z", "zor")
        if os.geteuid() == 0:
            for path in (self.work.index, *self.work.index.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        for number in range(1, 5):
            self.write_json_lines(f"{number}.jsonl", article(number), mtime=PAST + 99)
        (self.archive / "zor").chmod(0)
        for full in ([], ["--full"]):
            run = self.work.newsidx("reindex", "-q", *full, unprivileged=True)
            self.assert_ended(run, SOME_REFUSED, "", complaint(r".*archive/zor: Permission denied"))
            self.assert_sound()
            self.assertIn("a0", self.work.ids())
        (self.archive / "zor").chmod(0o755)
        self.run_reindex()
        self.assert_taken_from("z", "zor")

"""The folders that reindex remembers: their options, what they share, what becomes of lost ones."""

import shutil

from harness import DONE, INPUT_REFUSED, NOT_FOUND, USAGE, complaint
from reindexing import PAST, ReindexTest, article, text_of


class RootsTest(ReindexTest):
    def setUp(self):
        super().setUp()
        for number in range(12):
            self.write(f"a/{number:02}.txt", text_of(f"konu{number}"))
            self.write(f"b/{number:02}.txt", text_of(f"şey{number}"))

    def roots(self):
        return self.work.newsidx("status", "--format", "json").json["roots"]

    def articles(self):
        return self.work.statistics()["articles"]

    def test_none_remembered(self):
        run = self.work.newsidx("reindex")
        self.assert_ended(run, NOT_FOUND, "", complaint(".*(remembers no folders yet|there is no newsidx index here)"))

    def test_options_are_remembered_with_each(self):
        self.reindex(self.archive / "a", "--source", "Kıyı", added=12)
        self.reindex(self.archive / "b", "--source", "Bozkır", added=12)
        self.assertEqual(self.roots(), [str(self.archive / "a"), str(self.archive / "b")])
        self.write("a/yeni.txt", text_of("yeniA"))
        self.write("b/yeni.txt", text_of("yeniB"))
        self.reindex(added=2, files=26, files_read=2)
        sources = {
            word: self.work.article(self.work.found(word)[0])["source"] for word in ("yeniA", "yeniB")
        }
        self.assertEqual(sources, {"yeniA": "Kıyı", "yeniB": "Bozkır"})
        self.assert_as_full()

    def test_other_options_read_everything_again(self):
        self.write_json_lines("a/hepsi.jsonl", *(article(n) for n in range(5)))
        self.reindex(self.archive / "a", added=17)
        # The id of a text comes of its source too: the old articles go, which is no loss.
        self.reindex(
            self.archive / "a", "--source", "Kıyı", added=12, replaced=5, removed=12, files_read=13
        )
        self.assertEqual(self.work.article("a3")["source"], "Kıyı")
        self.reindex(self.archive / "a", "--source", "Kıyı", files_read=0)
        self.reindex(files_read=0)
        self.assert_as_full()

    def test_the_same_folder_by_other_names(self):
        self.reindex(self.archive / "a", added=12)
        self.reindex("archive/a/", files_read=0)
        self.reindex("archive/../archive//a/.", files_read=0)
        self.assertEqual(self.roots(), [str(self.archive / "a")])

    def test_overlapping(self):
        self.reindex(self.archive, self.archive / "a", added=24, files=24, files_read=24)
        self.reindex(files=24, files_read=0)
        run = self.work.newsidx("reindex", "--forget", self.archive / "a", "-q")
        self.assert_ended(run, DONE, "", "")
        self.assertEqual(self.articles(), 24)
        self.assert_as_full()

    def test_overlapping_the_outer_forgotten(self):
        self.reindex(self.archive / "a", self.archive, added=24)
        self.reindex("--forget", self.archive, removed=12, files=12)
        self.assertEqual(self.roots(), [str(self.archive / "a")])
        self.assert_as_full()

    def test_a_folder_whose_name_begins_like_another(self):
        self.write("ab/x.txt", text_of("öteki"))
        self.reindex(self.archive / "a", self.archive / "ab", added=13)
        self.reindex("--forget", self.archive / "a", removed=12)
        self.assertEqual(len(self.work.found("öteki")), 1)

    def test_one_file(self):
        path = self.archive / "a" / "03.txt"
        self.reindex(path, added=1, files=1)
        self.write("a/03.txt", text_of("başkası"), PAST + 1)
        self.reindex(added=1, removed=1)

    def test_forget(self):
        self.reindex(self.archive / "a", self.archive / "b", added=24)
        shutil.rmtree(self.archive / "a")
        self.reindex("--forget", self.archive / "a", removed=12, files_gone=12)
        self.assertEqual(self.roots(), [str(self.archive / "b")])
        self.reindex("--forget", self.archive / "b", removed=12)
        self.assertEqual((self.roots(), self.articles()), ([], 0))

    def test_forget_what_is_not_remembered(self):
        self.reindex(self.archive / "a", added=12)
        run = self.work.newsidx("reindex", "--forget", "yok")
        self.assert_ended(run, NOT_FOUND, "", complaint("yok: not a folder that .* remembers"))
        self.assertEqual(self.articles(), 12)

    def test_standard_input(self):
        run = self.work.newsidx("reindex", "-")
        self.assert_ended(run, USAGE, "", complaint("reindex cannot read standard input again"))


class LostArchiveTest(ReindexTest):
    def setUp(self):
        super().setUp()
        for number in range(20):
            self.write(f"{number:02}.txt", text_of(f"konu{number}"))
        self.reindex(self.archive, added=20)
        self.before = self.work.state()

    def assert_nothing_changed(self, reason, *args):
        for full in ([], ["--full"]):
            run = self.work.newsidx("reindex", *full, *args)
            self.assert_ended(run, INPUT_REFUSED, "", complaint(reason))
            self.assert_same_state(self.work.state(), self.before)
        last = self.work.newsidx("status", "--format", "json").json["last_run"]
        self.assertEqual(last["exit_code"], INPUT_REFUSED)

    def test_missing_the_first_time(self):
        run = self.work.newsidx("reindex", "yok")
        self.assert_ended(run, NOT_FOUND, "", complaint("yok: no such file or folder"))

    def test_missing(self):
        self.archive.rename(self.work.folder / "elsewhere")
        self.assert_nothing_changed(".*the archive is gone, so nothing was changed")
        (self.work.folder / "elsewhere").rename(self.archive)
        self.reindex(files_read=0)

    def test_missing_beside_one_that_is_there(self):
        (self.work.folder / "other").mkdir()
        self.work.write("other/x.txt", text_of("öteki"))
        self.reindex(self.work.folder / "other", added=1)
        self.before = self.work.state()
        shutil.rmtree(self.work.folder / "other")
        self.assert_nothing_changed(".*other: the archive is gone, so nothing was changed")

    def test_emptied(self):
        shutil.rmtree(self.archive)
        self.archive.mkdir()
        self.assert_nothing_changed(".*the archive is empty now, so nothing was changed")

    def test_emptied_and_meant(self):
        shutil.rmtree(self.archive)
        self.archive.mkdir()
        self.reindex("--max-delete", "100", removed=20, files=0)

    def test_too_much_gone(self):
        for number in range(3):
            (self.archive / f"{number:02}.txt").unlink()
        reason = "3 of the archive's 20 articles .15%. are gone, so nothing was changed"
        self.assert_nothing_changed(reason)
        self.assert_nothing_changed(reason, "--max-delete", "14.9")
        self.reindex("--max-delete", "15", removed=3)
        self.assert_as_full()

    def test_two_of_twenty_are_not_too_much(self):
        for number in range(2):
            (self.archive / f"{number:02}.txt").unlink()
        self.reindex(removed=2)

    def test_edited_articles_are_not_gone(self):
        for number in range(20):
            self.write(f"{number:02}.txt", text_of(f"başka{number}"), PAST + 1)
        self.reindex("--max-delete", "0", added=20, removed=20)
        self.assert_as_full()

    def test_bad_limits(self):
        for value in ("-1", "101", "x", ""):
            self.assertEqual(self.work.newsidx("reindex", "--max-delete", value).code, USAGE, value)

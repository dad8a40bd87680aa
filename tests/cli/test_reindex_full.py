"""reindex --full: the index built anew beside the old one, and what is kept of the old."""

import resource
import signal

from harness import DONE, IO, SOME_REFUSED, complaint
from made_articles import made_articles
from reindexing import PAST, ReindexTest, article, text_of


class FullTest(ReindexTest):
    def setUp(self):
        super().setUp()
        for number in range(20):
            self.write(f"{number:02}.txt", text_of(f"konu{number}"))
        self.write_json_lines("2025.jsonl", *(article(number) for number in range(20)))

    def generations(self):
        status = self.work.newsidx("status", "--format", "json").json
        return status["kept_generations"], status["generation"]

    def test_the_first_time(self):
        self.reindex("--full", self.archive, added=40, full=True)
        before = self.work.state()
        self.reindex(files_read=0)
        self.reindex("--full", added=40)
        self.assert_same_state(self.work.state(), before)

    def test_reads_what_did_not_change(self):
        self.reindex(self.archive, added=40)
        self.reindex("--full", added=40, files_read=21, unchanged=0)

    def test_takes_over_what_came_by_add(self):
        self.reindex(self.archive, added=40)
        self.work.add({"id": "elle", "text": "Elle eklenen martı."})
        before = self.work.state()
        self.reindex("--full", added=40, carried=1)
        self.assert_same_state(self.work.state(), before)
        self.reindex("--full", added=40, carried=1)

    def test_takes_out_what_is_gone(self):
        self.reindex(self.archive, added=40)
        (self.archive / "03.txt").unlink()
        self.write("04.txt", text_of("başkası"), PAST + 1)
        self.reindex("--full", added=39, removed=2, files_gone=1)
        self.assertEqual((self.work.found("konu3"), self.work.found("konu4")), ([], []))

    def test_brings_back_what_was_removed_by_hand(self):
        self.reindex(self.archive, added=40)
        self.work.newsidx("remove", "a3")
        self.reindex("--full", added=40)
        self.assertIn("a3", self.work.ids())

    def test_refused_articles_do_not_stop_it(self):
        self.reindex(self.archive, added=40)
        self.write_json_lines("kötü.jsonl", "{")
        self.reindex(
            "--full",
            added=40,
            code=SOME_REFUSED,
            refused=1,
            err=complaint(r".*kötü\.jsonl:1: .*"),
        )

    def test_article_in_two_files(self):
        self.write_json_lines("2026.jsonl", article(4, "karabatak"))
        self.reindex("--full", self.archive, added=40, replaced=1)
        self.assertEqual(self.work.found("karabatak"), ["a4"])

    def test_keep(self):
        self.reindex(self.archive, added=40)
        self.reindex("--full", added=40)
        self.assertEqual(self.generations(), (["gen-0001"], "gen-0002"))
        self.reindex("--full", added=40)
        self.assertEqual(self.generations(), (["gen-0002"], "gen-0003"))
        self.reindex("--full", "--keep", "3", added=40)
        self.assertEqual(self.generations(), (["gen-0002", "gen-0003"], "gen-0004"))
        self.reindex("--full", "--keep", "0", added=40)
        self.assertEqual(self.generations(), ([], "gen-0005"))

    def test_failure_leaves_the_old_one(self):
        self.reindex(self.archive, added=40)
        self.write_json_lines("çok.jsonl", *made_articles(1500, first=100))
        before = self.work.state()

        def few_bytes():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

        run = self.work.newsidx("reindex", "--full", "-q", preexec_fn=few_bytes)
        self.assert_ended(run, IO, "", complaint(".*: a file may not grow so large: .*"))
        self.assert_same_state(self.work.state(), before)
        self.assertEqual(self.generations()[1], "gen-0001")
        self.assert_sound()
        self.reindex("--full", added=1540)
        self.assertFalse((self.work.index / "building").exists())

    def test_large_is_the_same_as_in_pieces(self):
        articles = made_articles(3000)
        for first in range(0, 3000, 600):
            self.write_json_lines("parça.jsonl", *articles[: first + 600], mtime=PAST + first)
            self.assertEqual(
                self.work.newsidx("reindex", self.archive, "-q").code, DONE
            )
        self.assert_as_full()


class MeanwhileTest(ReindexTest):
    """Files that change while the archive is read."""

    def test_file_that_grows(self):
        articles = made_articles(400)
        path = self.write_json_lines("büyür.jsonl", *articles)
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"")
        done = 0
        for part in range(8):
            process = self.work.start("reindex", self.archive, "-q")
            with path.open("ab", buffering=0) as file:
                for line in lines[part * 50 : part * 50 + 50]:
                    file.write(line)
            process.communicate()
            self.assertIn(process.returncode, (DONE, SOME_REFUSED))
            self.assert_sound()
            self.assertGreaterEqual(len(self.work.ids()), done)
            done = len(self.work.ids())
        self.assertEqual(self.work.newsidx("reindex", "-q").code, DONE)
        self.assertEqual(self.work.ids(), sorted(a["id"] for a in articles))
        self.assert_as_full()

    def test_files_that_come_and_go(self):
        for number in range(300):
            self.write(f"{number}.txt", text_of(f"konu{number}"))
        self.assertEqual(self.work.newsidx("reindex", self.archive, "-q").code, DONE)
        for number in range(300):
            self.write(f"{number}.txt", text_of(f"yeni{number}"), PAST + 1)
        process = self.work.start("reindex", "-v", "--max-delete", "99")
        for number in reversed(range(270, 300)):
            (self.archive / f"{number}.txt").unlink()
            (self.archive / f"x{number}.txt").write_text(text_of(f"yeni{number}"))
        _, err = process.communicate()
        self.assertEqual(process.returncode, DONE, err)
        self.assert_sound()
        self.assertEqual(self.work.newsidx("reindex", "-q").code, DONE)
        self.assertEqual(self.work.statistics()["articles"], 300)
        self.assert_as_full()

"""One id, several articles: a dated one stays before an undated one, and a second one is told."""

import itertools
import os
import random

from harness import DONE
from reindexing import PAST, ReindexTest

DATED = {"id": "a", "date": "2009-05-05", "text": "Kıyıda karabatak uçtu."}
UNDATED = {"id": "a", "text": "Kıyıda karabatak uçtu."}
EDITED = {"id": "a", "text": "Kıyıda yelkovan uçtu."}


class AddTest(ReindexTest):
    def add(self, *articles):
        name = self.work.write_json_lines("in.jsonl", *articles)
        run = self.work.newsidx("add", "--format", "json", name)
        self.assertEqual(run.code, DONE, run)
        return run

    def date(self):
        return self.work.article("a")["date"]

    def test_an_undated_copy_comes_later(self):
        for copy in (UNDATED, EDITED):
            self.add(DATED)
            run = self.add(copy)
            self.assertEqual((run.json["replaced"], run.json["undated_copies"]), (0, 1))
            self.assertEqual(
                run.err,
                "newsidx: note: in.jsonl:1: holds a without a date; the article of that id in the "
                "index has one and is kept\n",
            )
            self.assertEqual(self.date(), "2009-05-05")

    def test_a_dated_original_comes_later(self):
        self.add(UNDATED)
        self.assertEqual(self.add(DATED).json["replaced"], 1)
        self.assertEqual(self.date(), "2009-05-05")

    def test_later_ones_of_a_kind_replace(self):
        self.add(UNDATED)
        self.assertEqual(self.add(EDITED).json["replaced"], 1)
        self.add(DATED)
        self.assertEqual(self.add(dict(DATED, date="2010-01-01")).json["replaced"], 1)
        self.assertEqual(self.date(), "2010-01-01")

    def test_a_date_given_by_option_is_one(self):
        name = self.work.write_json_lines("in.jsonl", UNDATED)
        self.work.newsidx("add", name, "--date", "2009-05-05")
        self.assertEqual(self.add(EDITED).json["undated_copies"], 1)
        self.assertEqual(self.date(), "2009-05-05")

    def test_the_time_of_a_file_is_no_date(self):
        """A text whose name tells the day, and a copy of it, later in the order."""
        text = "Kıyıdan haberler\n\nBugün karabatak uçtu.\n"
        self.write("2009-05-05.txt", text)
        self.write("kopya.txt", text)
        for order in (["2009-05-05.txt", "kopya.txt"], ["kopya.txt", "2009-05-05.txt"]):
            index = self.work.folder / order[0]
            run = self.work.newsidx(
                "add", *(f"archive/{name}" for name in order), "--index", index, "--format", "json"
            )
            self.assertEqual((run.json["added"], run.json["repeated"]), (1, 1), run)
            self.work.index = index
            [found] = self.work.found("karabatak")
            article = self.work.article(found)
            self.assertEqual((article["date"], article["path"]), ("2009-05-05", "archive/2009-05-05.txt"))

    def test_a_second_one_in_a_run_is_named(self):
        other = {"id": "b", "text": "Körfezde yunus."}
        run = self.add(UNDATED, other, EDITED)
        self.assertEqual(run.json["repeated"], 1)
        taken = {"place": "in.jsonl:3", "text": "holds a, as in.jsonl:1 does; this one is taken"}
        self.assertEqual((run.json["replaced_in_run"], run.err), ([taken], ""))
        self.assertEqual(self.work.found("yelkovan"), ["a"])
        run = self.add(dict(DATED, id="c"), dict(EDITED, id="c"), dict(DATED, id="c", date="2011-01-01"))
        self.assertEqual((run.json["repeated"], run.json["undated_copies"]), (2, 1))
        self.assertEqual(
            run.err,
            "newsidx: note: in.jsonl:2: holds c without a date; in.jsonl:1 has one and is kept\n",
        )
        self.work.write_json_lines("1.jsonl", UNDATED)
        self.work.write_json_lines("2.jsonl", EDITED)
        run = self.work.newsidx("add", "1.jsonl", "2.jsonl", "--index", "öteki")
        self.assertIn(
            "  1 article under an id that another of this run has\n"
            "    2.jsonl:1: holds a, as 1.jsonl:1 does; this one is taken\n",
            run.out,
        )

    def test_among_so_many_that_they_are_built_side_by_side(self):
        many = [{"id": f"m{number}", "text": f"Kıyıda {number} martı."} for number in range(2500)]
        run = self.add(DATED, *many, EDITED, *({**m, "id": "n" + m["id"]} for m in many), EDITED)
        self.assertEqual((run.json["added"], run.json["undated_copies"]), (5001, 2))
        self.assertEqual(self.date(), "2009-05-05")


class ReindexUndatedTest(ReindexTest):
    def taken(self):
        article = self.work.article("a")
        return os.path.basename(article["path"]), article["date"]

    def test_every_order(self):
        for number, (first, second) in enumerate(itertools.permutations(("dated", "undated"))):
            contents = {"dated": DATED, "undated": EDITED}
            for together in (True, False):
                self.work.index = self.work.folder / f"index{number}{together}"
                for name in ("1.jsonl", "2.jsonl"):
                    (self.archive / name).unlink(missing_ok=True)
                self.write_json_lines("1.jsonl", contents[first])
                if not together:
                    self.reindex(self.archive, added=1)
                self.write_json_lines("2.jsonl", contents[second])
                run = self.work.newsidx("reindex", "-q", self.archive)
                self.assert_ended(run, DONE, "", "")
                dated = "1.jsonl" if first == "dated" else "2.jsonl"
                self.assertEqual(self.taken(), (dated, "2009-05-05"))
                self.assert_as_full()

    def test_the_file_itself_loses_its_date(self):
        self.write_json_lines("1.jsonl", DATED)
        self.reindex(self.archive, added=1)
        self.write_json_lines("1.jsonl", EDITED, mtime=PAST + 1)
        self.reindex(replaced=1)
        self.assertEqual(self.taken(), ("1.jsonl", None))
        self.assert_as_full()

    def test_the_dated_one_goes(self):
        self.write_json_lines("1.jsonl", DATED, {"id": "b", "text": "Yunus."})
        self.write_json_lines("2.jsonl", UNDATED)
        self.reindex(self.archive, added=2, repeated=1, undated_copies=1)
        self.write_json_lines("1.jsonl", {"id": "b", "text": "Yunus."}, mtime=PAST + 1)
        self.reindex("--max-delete", "100", replaced=1)
        self.assertEqual(self.taken(), ("2.jsonl", None))
        self.assert_as_full()

    def test_in_one_file(self):
        self.write_json_lines("1.jsonl", DATED, UNDATED, EDITED)
        self.reindex(self.archive, added=1, repeated=2, undated_copies=2)
        self.assertEqual(self.taken(), ("1.jsonl", "2009-05-05"))
        self.write_json_lines("1.jsonl", EDITED, DATED, UNDATED, mtime=PAST + 1)
        self.reindex(replaced=2, repeated=2, undated_copies=1)
        self.assertEqual(self.taken(), ("1.jsonl", "2009-05-05"))
        self.assert_as_full()
        run = self.work.newsidx("reindex", "--full")
        self.assertIn("1.jsonl:3: holds a without a date; ", run.err)

    def test_what_came_by_add_and_is_dated_stays(self):
        self.work.add(DATED)
        self.write_json_lines("1.jsonl", EDITED, {"id": "b", "text": "Yunus."})
        run = self.work.newsidx("reindex", self.archive, "--format", "json")
        self.assertEqual((run.json["added"], run.json["undated_copies"]), (1, 1), run)
        self.assertIn("1.jsonl:1: holds a without a date; the article of that id in the index", run.err)
        self.assertEqual(self.taken(), ("added.jsonl", "2009-05-05"))
        before = self.work.state()
        self.reindex("--full", added=1, carried=1, undated_copies=1)
        self.assert_same_state(self.work.state(), before)
        (self.archive / "1.jsonl").unlink()
        self.write_json_lines("2.jsonl", {"id": "c", "text": "Martı."})
        self.reindex("--max-delete", "100", added=1, removed=1)
        self.assertEqual(self.taken(), ("added.jsonl", "2009-05-05"))

    def test_what_came_by_add_after_the_files(self):
        self.write_json_lines("1.jsonl", UNDATED)
        self.reindex(self.archive, added=1)
        self.work.add(DATED)
        self.write_json_lines("1.jsonl", EDITED, mtime=PAST + 1)
        self.reindex(undated_copies=1)
        self.assertEqual(self.taken(), ("added.jsonl", "2009-05-05"))
        before = self.work.state()
        self.reindex("--full", carried=1, undated_copies=1)
        self.assert_same_state(self.work.state(), before)

    def test_any_order_of_changes_comes_to_the_same(self):
        """Files that hold each others' articles, dated and not, come, change, move and go."""
        rounds = int(os.environ.get("NEWSIDX_UNDATED_ROUNDS", "12"))
        rng = random.Random(int(os.environ.get("NEWSIDX_SEED", "1905")))
        time = PAST
        self.write_json_lines("0.jsonl", {"id": "her zaman", "text": "Martı."})
        for round_ in range(rounds):
            for _ in range(rng.randrange(1, 4)):
                time += 10
                name = f"{rng.randrange(1, 6)}.jsonl"
                path = self.archive / name
                choice = rng.random()
                if choice < 0.15 and path.exists():
                    path.unlink()
                elif choice < 0.3 and path.exists():
                    path.rename(self.archive / f"{rng.randrange(1, 6)}.jsonl")
                else:
                    articles = []
                    for number in range(rng.randrange(0, 5)):
                        made = {"id": f"a{rng.randrange(4)}", "text": f"Ses {rng.randrange(5)}."}
                        if rng.random() < 0.5:
                            made["date"] = f"2009-05-0{rng.randrange(1, 9)}"
                        articles.append(made)
                    self.write_json_lines(
                        name, *articles, {"id": f"f{name}", "text": "Dolgu."}, mtime=time
                    )
            run = self.work.newsidx("reindex", "-q", "--max-delete", "100", self.archive)
            self.assert_ended(run, DONE, "", "")
            incremental = self.work.state()
            full = self.work.newsidx(
                "reindex", "-q", self.archive, "--index", self.work.folder / f"tam{round_}"
            )
            self.assert_ended(full, DONE, "", "")
            kept, self.work.index = self.work.index, self.work.folder / f"tam{round_}"
            with self.subTest(round=round_):
                self.assert_same_state(incremental, self.work.state())
            self.work.index = kept

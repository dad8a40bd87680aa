"""Watches: what they tell of and when, their state, and what cron needs of them."""

import fcntl
import json
import re
import time
from datetime import datetime

from harness import (
    BUSY,
    CANNOT_CREATE,
    DONE,
    IO,
    NOT_FOUND,
    TIMEOUT,
    USAGE,
    CliTest,
    complaint,
    wait_for_open,
)

FIRST = [
    {"id": "a", "date": "2025-09-01", "text": "Putin'le Şi Pekin'de görüştü."},
    {"id": "b", "date": "2025-09-02", "text": "Putin dün konuştu."},
]
LATER = {"id": "c", "date": "2024-01-05", "title": "Zirve", "text": "ŞI VE PUTİN zirvede."}
OTHER = {"id": "d", "date": "2026-01-01", "text": "Yalnız Putin konuştu."}


class WatchTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add(*FIRST)

    def add_watch(self, name, query, *options):
        self.assert_ended(self.work.newsidx("watch", "add", "-q", *options, name, query), DONE, "")

    def told(self, *names):
        """The ids that a run tells of."""
        run = self.work.newsidx("watch", "run", "--format", "ids", *names)
        self.assert_ended(run, DONE)
        return run.out.splitlines()

    def listed(self):
        run = self.work.newsidx("watch", "list", "--format", "json")
        self.assert_ended(run, DONE)
        return run.json["watches"]


class NewsTest(WatchTest):
    def test_tells_of_what_is_new_once(self):
        self.add_watch("zirve", "Şi Putin")
        self.assertEqual(self.told(), [])
        self.work.add(LATER, OTHER)
        self.assertEqual(self.told(), ["c"])
        self.assertEqual(self.told(), [])

    def test_every_word_must_be_met_but_in_any_form(self):
        self.add_watch("zirve", "si putin'den", "--from-start")
        self.add_watch("söz", '"putin dün"', "--from-start")
        self.assertEqual(self.told("zirve"), ["a"])
        self.assertEqual(self.told("söz"), ["b"])

    def test_from_start(self):
        self.add_watch("putin", "Putin", "--from-start")
        self.assertEqual(self.told(), ["b", "a"])
        self.assertEqual(self.told(), [])

    def test_replaced_and_returned_articles_are_not_new(self):
        self.add_watch("putin", "Putin")
        self.work.add({**FIRST[0], "text": "Putin yine Pekin'de."})
        self.assertEqual(self.told(), [])
        self.work.newsidx("remove", "a")
        self.assertEqual(self.told(), [])
        self.work.add(FIRST[0])
        self.assertEqual(self.told(), [])

    def test_article_that_comes_to_match_is_new(self):
        self.add_watch("zirve", "Şi Putin")
        self.work.add({**FIRST[1], "text": "Putin dün Şi ile konuştu."})
        self.assertEqual(self.told(), ["b"])

    def test_article_that_goes_before_it_was_told_is_told_when_it_returns(self):
        self.add_watch("zirve", "Şi Putin")
        self.work.add(LATER)
        self.work.newsidx("remove", "c")
        self.assertEqual(self.told(), [])
        self.work.add(LATER)
        self.assertEqual(self.told(), ["c"])

    def test_watches_are_apart(self):
        self.add_watch("zirve", "Şi Putin")
        self.add_watch("konuşma", "konuştu")
        self.work.add(LATER, OTHER)
        self.assertEqual(self.told("konuşma"), ["d"])
        self.assertEqual(self.told("konuşma", "zirve", "zirve"), ["c"])

    def test_all_matches_count_however_many(self):
        self.add_watch("martı", "martı")
        self.work.add(*({"id": f"m{i:03}", "text": "Martı uçtu."} for i in range(120)))
        run = self.work.newsidx("watch", "run")
        self.assert_ended(run, DONE)
        self.assertTrue(run.out.startswith("martı: 120 new articles for martı\n\n 1. "), run.out)
        self.assertIn("\n50. ", run.out)
        self.assertNotIn("\n51. ", run.out)
        self.assertTrue(run.out.endswith("\nand 70 more, which count as told of too\n\n"))
        self.assertEqual(self.told(), [])
        self.work.add(*({"id": f"n{i:03}", "text": "Martı uçtu."} for i in range(120)))
        self.assertEqual(len(self.told()), 120)

    def test_index_made_anew(self):
        # Ids tell what is new, so it is the same archive in another index with the old watches.
        self.add_watch("zirve", "Şi Putin")
        name = self.work.write_json_lines("all.jsonl", *FIRST, LATER)
        self.assert_ended(self.work.newsidx("add", "-q", name, "--index", "anew"), DONE, "")
        watches = self.work.index / "watches"
        watches.rename(self.work.folder / "anew" / "watches")
        run = self.work.newsidx("watch", "run", "--format", "ids", "--index", "anew")
        self.assert_ended(run, DONE, "c\n")

    def test_empty_index(self):
        self.work.newsidx("remove", "a", "b")
        self.add_watch("zirve", "Şi Putin")
        self.assertEqual(self.told(), [])
        self.work.add(LATER)
        self.assertEqual(self.told(), ["c"])


class OutputTest(WatchTest):
    def setUp(self):
        super().setUp()
        self.add_watch("zirve", "Şi Putin")

    def test_nothing_new_prints_nothing(self):
        for options in ([], ["zirve"], ["-q"], ["--format", "ids"], ["--format", "jsonl"]):
            with self.subTest(options=options):
                self.assert_ended(self.work.newsidx("watch", "run", *options), DONE, "", "")

    def test_cron(self):
        bare = {"HOME": None, "LANG": "C", "TERM": None}
        self.work.add(LATER)
        run = self.work.newsidx("watch", "run", env=bare)
        self.assert_ended(
            run,
            DONE,
            "zirve: 1 new article for Şi Putin\n\n"
            " 1. Zirve\n    2024-01-05 · c\n    [ŞI] VE [PUTİN] zirvede.\n\n",
        )
        self.assert_ended(self.work.newsidx("watch", "run", env=bare), DONE, "", "")

    def test_quiet_leaves_out_remarks(self):
        self.work.add(LATER, {**LATER, "id": "e"})
        run = self.work.newsidx("watch", "run", "-q", "-n", "1")
        self.assert_ended(
            run, DONE, re.compile(r" 1\. Zirve\n    2024-01-05 · .\n    .* zirvede\.\n\n")
        )

    def test_json(self):
        self.work.add(LATER)
        run = self.work.newsidx("watch", "run", "--format", "json")
        self.assert_ended(run, DONE)
        [watch] = run.json["watches"]
        self.assertEqual(
            [run.json["v"], watch["name"], watch["query"], watch["new"]],
            [1, "zirve", "Şi Putin", 1],
        )
        found = self.work.newsidx("search", "--all", "Şi Putin", "--sort", "newest", "--format", "jsonl").json_lines
        self.assertEqual(watch["hits"], [hit for hit in found if hit["id"] == "c"])
        again = self.work.newsidx("watch", "run", "--format", "json")
        self.assertEqual(again.json["watches"][0]["hits"], [])

    def test_json_lines(self):
        self.work.add(LATER, {**LATER, "id": "e", "date": "2025-01-01"})
        run = self.work.newsidx("watch", "run", "--format", "jsonl")
        self.assertEqual(
            [(hit["id"], hit["watch"]) for hit in run.json_lines], [("e", "zirve"), ("c", "zirve")]
        )

    def test_ids_beyond_the_count_are_said_on_standard_error(self):
        self.work.add(LATER, {**LATER, "id": "e", "date": "2025-01-01"})
        run = self.work.newsidx("watch", "run", "--format", "ids", "-n", "1")
        self.assert_ended(run, DONE, "e\n", complaint("zirve: 1 more are new.*"))
        self.assertEqual(self.told(), [])

    def test_no_watches(self):
        self.work.newsidx("watch", "remove", "zirve")
        self.assert_ended(self.work.newsidx("watch", "run"), DONE, "", "")
        self.assert_ended(self.work.newsidx("watch", "list", "-q"), DONE, "", "")
        self.assert_ended(self.work.newsidx("watch", "list"), DONE, "", complaint("there are no.*"))


class NamesTest(WatchTest):
    def test_add_list_remove(self):
        run = self.work.newsidx("watch", "add", "zirve", "Şi", "Putin")
        self.assert_ended(run, DONE, "zirve: 1 article match now; runs tell of later ones\n")
        self.add_watch("söz", '"putin dün"', "--from-start")
        self.assert_ended(
            self.work.newsidx("watch", "list"), DONE, 'söz: "putin dün"\nzirve: Şi Putin\n'
        )
        self.assertEqual(
            [(w["name"], w["query"], w["last_news"], w["seen"]) for w in self.listed()],
            [("söz", '"putin dün"', None, 0), ("zirve", "Şi Putin", None, 1)],
        )
        begin = int(time.time())
        self.told()
        end = time.time()
        last = datetime.fromisoformat(self.listed()[0]["last_news"].replace("Z", "+00:00"))
        self.assertTrue(begin <= last.timestamp() <= end, last)
        self.assert_ended(self.work.newsidx("watch", "remove", "söz"), DONE, "söz removed\n")
        self.assertEqual([w["name"] for w in self.listed()], ["zirve"])

    def test_names_that_are_taken(self):
        for name in ("a", "a.b", "Çığ_2-3", "şi", "ŞİÖ", "Пекин", "北京", "x" * 64, "ş" * 64):
            with self.subTest(name=name):
                self.add_watch(name, "Putin", "--from-start")
                self.assertEqual(self.told(name), ["b", "a"])
                self.assert_ended(self.work.newsidx("watch", "remove", "-q", name), DONE, "")
        self.assertEqual(self.listed(), [])

    def test_names_that_are_none(self):
        before = sorted(self.work.folder.rglob("*"))
        for name in (
            *("", ".", "..", ".gizli", "../x", "a/b", "/tmp/x", "a b", "a\nb", "a\x1b[31m", "a*"),
            *("x" * 65, "𐎠" * 64, b"a\xff", "lock/../x"),
        ):
            with self.subTest(name=name):
                run = self.work.newsidx("watch", "add", "--", name, "Putin")
                self.assert_ended(run, USAGE, "", complaint("not the name of a watch: .*(?:\n.*)?"))
                for command in ("run", "remove"):
                    run = self.work.newsidx("watch", command, "--", name)
                    self.assertEqual((run.code, run.out), (NOT_FOUND, ""), run.err)
        made = [p for p in sorted(self.work.folder.rglob("*")) if p not in before]
        self.assertEqual({p.name for p in made}, {"watches", "lock"})

    def test_decomposed_name_is_the_same(self):
        self.add_watch("s\u0327i", "Şi", "--from-start")
        self.assertEqual(self.told("şi"), ["a"])

    def test_unknown_name_runs_nothing(self):
        self.add_watch("zirve", "Şi Putin", "--from-start")
        self.add_watch("söz", "konuştu")
        for command in (["run", "zirve", "yok"], ["remove", "yok"]):
            run = self.work.newsidx("watch", *command)
            self.assert_ended(run, NOT_FOUND, "", complaint(".*no watch of this name: yok"))
            self.assertIn("  there are: söz, zirve\n", run.err)
        self.assertEqual(self.told(), ["a"])

    def test_name_that_is_taken_already(self):
        self.add_watch("zirve", "Şi Putin", "--from-start")
        run = self.work.newsidx("watch", "add", "zirve", "konuştu")
        self.assert_ended(run, CANNOT_CREATE, "", complaint(".*already: zirve"))
        self.assertEqual([w["query"] for w in self.listed()], ["Şi Putin"])
        self.assertEqual(self.told(), ["a"])

    def test_bad_queries(self):
        for query, reason in (
            ('+açık "deniz', "the query has a quote that is not closed"),
            ("putin AND", "AND has nothing behind it"),
            ("NOT putin", "this only says what to leave out"),
            ("?!", "the query of the watch has no words"),
            ("", "the query of the watch has no words"),
            (b"\xff", "the query is not UTF-8.*"),
        ):
            with self.subTest(query=query):
                run = self.work.newsidx("watch", "add", "x", query)
                self.assert_ended(run, USAGE, "", complaint(reason))
        self.assertEqual(self.listed(), [])

    def test_operators_and_fields(self):
        for name, query, ids in (
            ("biri", "konuştu OR Pekin", ["b", "a"]),
            ("ötesi", "Putin NOT Şi", ["b"]),
            ("gün", "Putin tarih:2025-09-01", ["a"]),
            ("yarın", "Putin tarih:2099..", []),
        ):
            with self.subTest(query=query):
                self.add_watch(name, query, "--from-start")
                self.assertEqual(self.told(name), ids)

    def test_what_may_be_meant_otherwise_is_noted(self):
        run = self.work.newsidx("watch", "add", "x", "putin -5", "--lang", "tr")
        self.assert_ended(run, DONE, None, complaint("not: -5 sayı olarak arandı.*"))

    def test_usage(self):
        for command in ([], ["rnu"], ["add", "x"], ["remove"], ["run", "-n", "0"], ["list", "x"]):
            with self.subTest(command=command):
                run = self.work.newsidx("watch", *command)
                self.assert_ended(run, USAGE, "", complaint(".*"))

    def test_no_index(self):
        for command in (["add", "x", "y"], ["list"], ["run"], ["remove", "x"]):
            with self.subTest(command=command):
                run = self.work.newsidx("watch", *command, "--index", "nowhere")
                self.assert_ended(run, NOT_FOUND, "", complaint(".*no newsidx index here"))
        self.assertFalse((self.work.folder / "nowhere").exists())

    def test_index_named_before_and_behind(self):
        for command in (
            ["--index", "index", "watch", "list"],
            ["watch", "--index", "index", "list"],
            ["watch", "list", "--index", "index"],
        ):
            with self.subTest(command=command):
                run = self.work.newsidx(*command, "-q", env={"NEWSIDX_INDEX": None, "HOME": None})
                self.assert_ended(run, DONE, "", "")


class StateTest(WatchTest):
    def setUp(self):
        super().setUp()
        self.add_watch("zirve", "Şi Putin")

    def state(self):
        return self.work.index / "watches" / "zirve.json"

    def test_works_while_the_index_is_written(self):
        self.work.add(LATER)
        with open(self.work.index / "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.add_watch("söz", "konuştu")
            self.assertEqual(self.told(), ["c"])

    def test_two_runs_at_once_tell_once(self):
        names = [f"z{i}" for i in range(5)]
        for name in names:
            self.add_watch(name, "martı")
        self.work.add(*({"id": f"m{i}", "text": "Martı uçtu."} for i in range(40)))
        patient = ["--lock-wait", "3600"]
        runs = [self.work.start("watch", "run", "--format", "ids", *patient, *names) for _ in range(4)]
        told = []
        for run in runs:
            out, err = run.communicate(timeout=TIMEOUT)
            self.assertEqual((run.returncode, err), (DONE, b""))
            told += out.decode().splitlines()
        self.assertEqual(sorted(told), sorted([f"m{i}" for i in range(40)] * len(names)))

    def test_two_adds_at_once_lose_nothing(self):
        add = ["watch", "add", "-q", "--lock-wait", "3600"]
        runs = [self.work.start(*add, f"w{i}", "Putin") for i in range(6)]
        for run in runs:
            self.assertEqual(run.communicate(timeout=TIMEOUT), (b"", b""))
            self.assertEqual(run.returncode, DONE)
        self.assertEqual(len(self.listed()), 7)

    def test_waits_and_then_is_busy(self):
        self.work.add(LATER)
        with open(self.work.index / "watches" / "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for command in (["run"], ["add", "x", "Putin"], ["remove", "zirve"]):
                run = self.work.newsidx("watch", *command, "--lock-wait", "1")
                self.assert_ended(
                    run, BUSY, "", complaint(".*another newsidx runs these watches.*")
                )
            self.assertEqual(len(self.listed()), 1)
        self.assertEqual(self.told(), ["c"])

    def test_waits_and_goes_on(self):
        self.work.add(LATER)
        lock = self.work.index / "watches" / "lock"
        with open(lock) as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            run = self.work.start("watch", "run", "--format", "ids", "--lock-wait", "3600")
            wait_for_open(run, lock)
        self.assertEqual(run.communicate(timeout=TIMEOUT), (b"c\n", b""))

    def test_killed_run_loses_nothing(self):
        articles = [
            {"id": f"m{i}", "title": "Uzun başlık " * 15, "text": f"Şi ve Putin {i}. kez görüştü."}
            for i in range(500)
        ]
        self.work.add(*articles)
        run = self.work.start("watch", "run", "-n", "1000")
        run.stdout.read1(1)
        run.kill()  # it waits for the pipe, which holds less, to be read
        run.communicate()
        self.assertEqual(sorted(self.told()), sorted(a["id"] for a in articles))

    def test_reader_that_goes_loses_nothing(self):
        self.work.add(*({"id": f"m{i}", "text": "Şi ve Putin. " * 30} for i in range(500)))
        run = self.work.start("watch", "run", "-n", "1000")
        run.stdout.read(100)
        run.stdout.close()
        self.assertEqual(run.wait(timeout=TIMEOUT), DONE)
        run.stderr.close()
        self.assertEqual(len(self.told()), 500)

    def test_full_disk_behind_the_output_loses_nothing(self):
        self.work.add(LATER)
        with open("/dev/full", "wb") as full:
            for options in ([], ["--format", "json"], ["--format", "ids"]):
                run = self.work.newsidx("watch", "run", *options, stdout=full)
                self.assert_ended(run, IO, None, complaint("standard output cannot.*"))
        self.assertEqual(self.told(), ["c"])

    def test_damaged_state_stops_only_its_own_watch(self):
        self.add_watch("söz", "konuştu")
        self.work.add(LATER, OTHER)
        for damage in (b"", b"{}", b"[1]", b"\xff", self.state().read_bytes()[:-40]):
            with self.subTest(damage=damage[:20]):
                self.state().write_bytes(damage)
                run = self.work.newsidx("watch", "run", "zirve")
                self.assert_ended(run, IO, "", complaint(".*zirve.json: is no watch, or damaged"))
        run = self.work.newsidx("watch", "run", "--format", "ids")
        self.assert_ended(run, IO, "d\n", complaint(".*zirve.json: is no watch, or damaged"))
        self.assert_ended(self.work.newsidx("watch", "remove", "zirve", "-q"), DONE, "")

    def test_state_of_another_version(self):
        state = json.loads(self.state().read_bytes())
        self.state().write_text(json.dumps({**state, "v": 2}))
        run = self.work.newsidx("watch", "run", "zirve")
        self.assert_ended(run, 78, "", complaint(".*another version of newsidx"))

    def test_foreign_files_are_left_alone(self):
        for name in ("zirve.json.new", "notes.txt", ".x.json", "a b.json"):
            (self.work.index / "watches" / name).write_text("x")
        self.assertEqual([w["name"] for w in self.listed()], ["zirve"])
        self.work.add(LATER)
        self.assertEqual(self.told(), ["c"])

    def test_without_the_right_to_write(self):
        self.work.add(LATER)
        run = self.work.newsidx("watch", "run", unprivileged=True)
        self.assert_ended(run, CANNOT_CREATE, "", complaint(".*watches: cannot be written: .*"))
        run = self.work.newsidx("watch", "list", unprivileged=True)
        self.assert_ended(run, DONE, "zirve: Şi Putin\n")

"""aliases: which names are one, and that it counts at once."""

import csv
import fcntl
import io

from harness import (
    BUSY,
    CANNOT_CREATE,
    CONFIGURATION,
    DONE,
    NOTHING_FOUND,
    NOT_FOUND,
    USAGE,
    CliTest,
)

ARTICLES = [
    {"id": "a", "date": "2025-09-01", "title": "Zirve", "text": "Zırvan Tapozoğlu dün Bağdat'a gitti."},
    {"id": "b", "date": "2025-09-02", "title": "Zirve", "text": "Zirvan Tapozovski dün Bağdat'a gitti."},
    {"id": "c", "date": "2025-09-03", "title": "Zirve", "text": "Putin bugün Pekin'de konuştu."},
]


class AliasesTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add(*ARTICLES)

    def aliases(self, *args, code=DONE):
        run = self.work.newsidx("aliases", *args)
        self.assertEqual(run.code, code, run.err)
        return run

    def people(self):
        run = self.work.newsidx("facets", "--by", "person", "--format", "json")
        return {value["value"]: value["articles"] for value in run.json["facets"]["person"]["values"]}

    def own(self):
        return (self.work.index / "aliases.tsv").read_text(encoding="utf-8")


class AddTest(AliasesTest):
    def test_what_is_added_counts_without_indexing_anew(self):
        before = self.people()
        self.assertEqual((before["Zırvan Tapozoğlu"], before["Zirvan Tapozovski"]), (1, 1))
        run = self.aliases("add", "Zırvan Tapozoğlu", "Zirvan Tapozovski", "--type", "person")
        self.assertEqual(run.out, "Zırvan Tapozoğlu\tperson\tZirvan Tapozovski\n")
        after = self.people()
        self.assertEqual(after["Zırvan Tapozoğlu"], 2)
        self.assertNotIn("Zirvan Tapozovski", after)
        self.assertEqual(set(self.work.found("kişi:Tapozovski")), {"a", "b"})

    def test_a_known_name_needs_no_type(self):
        self.aliases("add", "Vladimir Putin", "Vladimir Vızıl", "Vova")
        self.assertEqual(self.own(), "Vladimir Putin\tperson\tVladimir Vızıl\tVova\n")
        run = self.aliases("add", "Zırt Pırt", "Pırt", code=USAGE)
        self.assertIn("--type", run.err)

    def test_comments_stay_and_spellings_move(self):
        self.work.write("index/aliases.tsv", "# my own\nA B\tperson\tC D\tE F\n")
        self.aliases("add", "G H", "C D", "--type", "person", "-q")
        self.assertEqual(self.own(), "# my own\nA B\tperson\tE F\nG H\tperson\tC D\n")

    def test_names_are_cleaned(self):
        self.aliases("add", " Zırt \n Pırt ", "Pırt\tZırt", "--type", "org", "-q")
        self.assertEqual(self.own(), "Zırt Pırt\torg\tPırt Zırt\n")

    def test_what_is_no_name(self):
        for name in ["", "…", "#x", b"\xff"]:
            run = self.work.newsidx("aliases", "add", name, "Putin", "--type", "person")
            self.assertEqual(run.code, USAGE, name)
        self.assertFalse((self.work.index / "aliases.tsv").exists())

    def test_without_an_index(self):
        run = self.work.newsidx("--index", "none", "aliases", "add", "A B", "C", "--type", "org")
        self.assertEqual(run.code, NOT_FOUND)
        self.assertFalse((self.work.folder / "none").exists())

    def test_a_list_that_cannot_be_read_is_named_with_its_line(self):
        self.work.write("index/aliases.tsv", "# x\nPutin\n")
        for command in [("aliases", "list"), ("aliases", "add", "Putin", "Vova"), ("search", "putin")]:
            run = self.work.newsidx(*command)
            self.assertEqual(run.code, CONFIGURATION, command)
            self.assertIn("aliases.tsv:2:", run.err)

    def test_it_outlives_a_full_reindex_and_compact(self):
        self.aliases("add", "Vladimir Putin", "Vova", "-q")
        self.work.newsidx("compact")
        self.assertEqual(self.own(), "Vladimir Putin\tperson\tVova\n")
        self.assertEqual(self.work.newsidx("check").code, DONE)


class WritingTest(AliasesTest):
    def test_another_writer_is_waited_for_and_then_named(self):
        self.aliases("add", "Vladimir Putin", "Vova", "-q")
        with open(self.work.index / "aliases.lock", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertIn("another newsidx", self.aliases("add", "Vladimir Putin", "Vanya", code=BUSY).err)
            self.aliases("list", "Vova")
        self.assertEqual(self.own(), "Vladimir Putin\tperson\tVova\n")

    def test_an_index_that_may_only_be_read(self):
        run = self.work.newsidx("aliases", "add", "Vladimir Putin", "Vova", unprivileged=True)
        self.assertEqual(run.code, CANNOT_CREATE, run.err)
        run = self.work.newsidx("aliases", "list", "Putin", unprivileged=True)
        self.assertEqual(run.code, DONE, run.err)


class ResolveTest(CliTest):
    TEXT = "Rus lider Vladimir Putin geldi.\nRus lider, Xi Jinping ile görüştü.\n"

    def resolved(self, text=TEXT):
        run = self.work.newsidx("analyze", "--names", "--resolve", stdin=text.encode())
        self.assertEqual(run.code, DONE, run.err)
        return [(m["line"], m["text"], m.get("name"), m["entity"]) for m in run.json_lines]

    def test_whom_each_name_means_without_an_index(self):
        self.assertEqual(
            self.resolved(),
            [
                (1, "Vladimir Putin", "Vladimir Putin", "Vladimir Putin"),
                (2, "Rus lider", None, "Vladimir Putin"),
                (2, "Xi Jinping", "Xi Jinping", "Şi Cinping"),
            ],
        )

    def test_by_the_list_of_the_index(self):
        self.work.add(ARTICLES[2])
        self.work.newsidx("aliases", "add", "Vova", "Vladimir Putin", "--type", "person")
        self.assertEqual({m[3] for m in self.resolved()}, {"Vova", "Şi Cinping"})

    def test_it_goes_with_names(self):
        run = self.work.newsidx("analyze", "--resolve", "Putin")
        self.assertEqual(run.code, USAGE)
        self.assertIn("--names", run.err)

    def test_forty_lines_are_one_article(self):
        lines = ["Vladimir Putin geldi."] + ["."] * 38 + ["Putin gitti.", "Yılmaz Zırtputin ve Zırtputin geldi."]
        names = [(m[0], m[3]) for m in self.resolved("\n".join(lines))]
        self.assertIn((40, "Vladimir Putin"), names)

    def test_hostile_lines(self):
        for unit in ["ALİ YILMAZ ", "Ali Yılmaz, Yılmaz ", "Rus lider ", "ali yılmaz ", "ABC (", "Başbakan "]:
            text = unit * (1_000_000 // len(unit.encode()))
            run = self.work.newsidx("analyze", "--names", "--resolve", stdin=text.encode())
            self.assertIn(run.code, (DONE, NOTHING_FOUND), unit)


class RemoveTest(AliasesTest):
    def test_what_was_added_goes(self):
        self.aliases("add", "Vladimir Putin", "Vova", "-q")
        self.aliases("remove", "vova")
        self.assertEqual(self.own(), "")

    def test_a_spelling_of_the_shipped_list_stands_for_itself(self):
        self.assertEqual(self.people()["Vladimir Putin"], 1)
        self.aliases("remove", "Putin")
        self.assertEqual(self.own(), "Putin\tperson\n")
        self.assertEqual(self.people()["Putin"], 1)
        self.aliases("add", "Vladimir Putin", "Putin")
        self.assertEqual(self.people()["Vladimir Putin"], 1)

    def test_what_is_no_spelling(self):
        self.assertIn("its type", self.aliases("remove", "Zırt", code=USAGE).err + "its type")
        run = self.aliases("remove", "Zırt", "--type", "person", code=NOT_FOUND)
        self.assertIn("Zırt", run.err)
        self.aliases("remove", "Vladimir Putin", code=NOT_FOUND)


class ListTest(AliasesTest):
    def test_lines_of_one_name_and_of_all(self):
        line = self.aliases("list", "xi jinping").out
        self.assertTrue(line.startswith("Şi Cinping\tperson\t"), line)
        self.assertEqual(line.count("\n"), 1)
        everything = self.aliases("list").out.splitlines()
        self.assertIn(line.rstrip("\n"), everything)
        self.assertGreater(len(everything), 500)
        for line in everything:
            self.assertIn(line.split("\t")[1], ("person", "place", "org"))
        entry = self.aliases("list", "ŞİÖ", "--format", "json").json["aliases"]
        self.assertEqual([(e["name"], e["type"]) for e in entry], [("Şanghay İşbirliği Örgütü", "organization")])

    def test_no_such_name(self):
        run = self.aliases("list", "Zırtapoz", code=NOTHING_FOUND)
        self.assertEqual(run.out, "")

    def test_a_list_can_be_the_own_list(self):
        listed = self.aliases("list").out
        self.work.write("index/aliases.tsv", listed)
        self.assertEqual(self.aliases("list").out, listed)

    def test_without_an_index_the_shipped_list_is_listed(self):
        run = self.work.newsidx("--index", "none", "aliases", "list", "Putin")
        self.assertEqual((run.code, run.out.split("\t")[0]), (DONE, "Vladimir Putin"))


class SuggestTest(CliTest):
    def setUp(self):
        super().setUp()
        articles = [{"id": f"g{i}", "text": f"Cumhurbaşkanı Abdullah Gül dün {i} kişiyi kabul etti."} for i in range(25)]
        articles += [{"id": f"s{i}", "text": f"Cumhurbaşkanı Gül dün {i} kişiyi kabul etti."} for i in range(4)]
        articles += [{"id": f"o{i}", "text": f"Danışman Maksim Oreşkin dün Moskova'da {i} kez konuştu."} for i in range(3)]
        articles += [{"id": "x", "text": "Danışman Maksim Oreshkin dün Moskova'da konuştu."}]
        self.work.add(*articles)

    def test_lines_are_commands_that_can_be_run(self):
        self.work.write("index/aliases.tsv", "Maksim Oreşkin\tperson\nMaxim Oreshkin\tperson\n")
        run = self.work.newsidx("aliases", "suggest", "--type", "person", "--format", "json")
        self.assertEqual(run.code, DONE, run.err)
        found = {(s["name"], s["spelling"], s["reason"]) for s in run.json["suggestions"]}
        self.assertIn(("Abdullah Gül", "Gül", "short"), found)
        text = self.work.newsidx("aliases", "suggest", "--type", "person").out
        self.assertIn("newsidx aliases add 'Abdullah Gül' 'Gül' --type person  # short: 25 and 4 articles\n", text)
        rows = list(csv.DictReader(io.StringIO(
            self.work.newsidx("aliases", "suggest", "--type", "person", "--format", "csv").out)))
        self.assertEqual({(r["name"], r["spelling"], r["reason"]) for r in rows}, found)
        self.work.newsidx("aliases", "add", "Abdullah Gül", "Gül", "--type", "person")
        again = self.work.newsidx("aliases", "suggest", "--type", "person", "--format", "json")
        self.assertNotIn("Abdullah Gül", [s["name"] for s in again.json["suggestions"]])

    def test_nothing_to_suggest(self):
        run = self.work.newsidx("aliases", "suggest", "--type", "org")
        self.assertEqual((run.code, run.out), (NOTHING_FOUND, ""))

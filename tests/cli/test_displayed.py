"""What people are shown of ids, file names and articles: it neither commands a terminal, nor looks
like lines of newsidx's own, nor turns about what stands beside it. JSON and CSV have it as it is."""

import csv
import io
import os
import re

from harness import DONE, NOTHING_FOUND, SOME_REFUSED, USAGE, CliTest, complaint

# RLO, PDI and PDF that close nothing, RLI left open, marks.
TURNED = "ters \u202egnp.\u2069\u202c \u2067açık \u200fve\u200e"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Every kind of control character, and where it may do harm.
CONTROLS = ["\n", "\r", "\t", "\x1b", "\x00", "\x07", "\x7f", "\x85", "\x9b", "\u2028", "\u2029"]


def reaches_out(line):
    """Whether marks of direction in the line act outside of a first strong isolate."""
    stack = []
    for char in line:
        if not DIRECTION.match(char):
            continue
        if char in "\u2066\u2067\u2068":
            if not stack and char != "\u2068":
                return True
            stack.append("i")
        elif not stack:
            return True
        elif char in "\u202a\u202b\u202d\u202e":
            stack.append("e")
        elif char == "\u202c":
            if stack[-1] == "e":  # it has no effect beyond an isolate
                stack.pop()
        elif char == "\u2069":
            while stack.pop() != "i":  # embeddings within an isolate end with it
                pass
    return bool(stack)


class DisplayTest(CliTest):
    def assert_harmless(self, run, *codes):
        self.assertIn(run.code, codes, run)
        for text in (run.out, run.err):
            self.assertIsNone(CONTROL.search(text), repr(text))
            for line in text.split("\n"):
                self.assertFalse(reaches_out(line), repr(line))

    def test_ids_that_cannot_be_typed_are_refused(self):
        lines = [{"id": f"a{c}b", "text": "Kıyıda martı."} for c in CONTROLS]
        name = self.work.write_json_lines("in.jsonl", *lines, {"id": "iyi", "text": "Martı."})
        run = self.work.newsidx("add", name)
        self.assert_harmless(run, SOME_REFUSED)
        self.assert_counts(run, added=1, refused=len(CONTROLS))
        self.assertEqual(self.work.ids(), ["iyi"])
        reasons = run.err.splitlines()
        self.assertEqual(len(reasons), len(CONTROLS), reasons)
        for number, (reason, char) in enumerate(zip(reasons, CONTROLS), 1):
            self.assertIn(f"in.jsonl:{number}: its id holds a control character ", reason)
            self.assertIn(f"(U+{ord(char):04X})", reason)
        status = self.work.newsidx("status")
        self.assert_harmless(status, DONE)
        self.assertEqual(status.out.count("  refused    "), 10, status.out)

    def test_blanks_around_an_id_are_no_part_of_it(self):
        self.work.add({"id": " a b\n", "text": "Martı."}, {"id": "\tc\u2028", "text": "Martı."})
        self.assertEqual(self.work.ids(), ["a b", "c"])
        self.assertEqual(sorted(self.work.found("martı")), ["a b", "c"])
        trec = self.work.newsidx("search", "martı", "--format", "trec").out
        self.assertEqual(sorted(line.split()[2] for line in trec.splitlines()), ["a_b", "c"])

    def test_ids_that_turn_about_are_escaped(self):
        turned = "a\u202egnp\u2069"
        self.work.add({"id": turned, "text": "Kıyıda martı.", "date": "2025-01-01"})
        shown = "a\\u202egnp\\u2069"
        for command in (["search", "martı"], ["get", turned]):
            run = self.work.newsidx(*command)
            self.assert_harmless(run, DONE)
            self.assertIn(shown, run.out)
        self.assertEqual(self.work.found("martı"), [turned])
        self.assertEqual(self.work.article(turned)["id"], turned)
        run = self.work.newsidx("get", turned + "yok")
        self.assert_ended(
            run, NOTHING_FOUND, "", complaint(re.escape(shown + "yok: no article of this id"))
        )

    def hostile_articles(self):
        """Fields that hold what they may; a reference such as &#27; stands for its character."""
        evil = f"{TURNED} &#27;[31m\x1b]0;x\x07 &#155;2J\u2028newsidx: sahte"
        for n in range(6):
            yield {
                "id": f"a{n}\u202e\u2067",
                "title": f"{evil} {n}",
                "source": evil,
                "author": evil,
                "section": evil,
                "url": f"http://x/%1B[2J%0A\u202e{n}",
                "date": f"2025-0{n + 1}-02",
                "text": f"Vladimir \u202ePutin Ankara'da konuştu {evil}. Liman işçileri grevde {n}.\n" * 3,
                "notlar": "bir\nid: sahte\x9b\u202e",
                "\x1b[31mad\u202e": ["x\u202e", "\x9b"],
            }

    def test_text_for_people_is_harmless(self):
        articles = list(self.hostile_articles())
        self.assertEqual(
            self.work.newsidx("add", self.work.write_json_lines("x.jsonl", *articles)).code, DONE
        )
        ids = [a["id"] for a in articles]
        run = self.work.newsidx("watch", "add", "w", "--from-start", "konuştu \u202e\x1b[1m")
        self.assert_harmless(run, DONE)
        run = self.work.newsidx("aliases", "add", "--type", "person", "Vladimir \u202ePutin", "V\x1bP")
        self.assert_harmless(run, DONE, USAGE)
        for command in (
            ["search", "konuştu"],
            ["search", "konuştu", "--explain"],
            ["search", "konuştu", "--facets"],
            ["search", "konuştu \u202e\x1b[2J\x9b\nyok", "--explain"],
            ["search", "kisii:\u202e\x1b[2J\nx\x9b"],
            ["search", 'putin AND \u202e\x1b\n"'],
            ["get", *ids],
            ["get", ids[0] + "\n\x1b\x9b"],
            ["get", "--bare", ids[0]],
            ["related", ids[0], "--explain"],
            ["related", *ids[:2]],
            ["related", "yok\n\x1b"],
            ["remove", "yok\n\x1b\x9b\u202e"],
            ["duplicates"],
            ["facets", "konuştu"],
            ["timeline", "konuştu"],
            ["stats"],
            ["stats", "--gaps"],
            ["status"],
            ["check"],
            ["entity", "Putin"],
            ["entity", "yok\x1b\n\u202e"],
            ["watch", "list"],
            ["watch", "run"],
            ["watch", "run", "yok\x1b\n\u202e"],
            ["aliases", "list", "Putin"],
            ["aliases", "suggest"],
            ["analyze", f"{TURNED} \x1b[31m"],
            ["\x1b[2J\u202e"],
            ["search", "--\x1b[2J\n\u202e"],
            ["search", "x", "--format", "\x1b\n\u202e"],
            ["search", "x", "--from", "\x1b\n\u202e"],
            ["search", "x", "--index", "\x1b\n\u202e"],
        ):
            with self.subTest(command=command):
                run = self.work.newsidx(*command)
                self.assert_harmless(run, *range(0, 4), *range(64, 79))
                self.assertNotEqual(run.code, 70, run)
                self.assertNotRegex(run.out + run.err, "(?m)^(newsidx: sahte|id: sahte)")

    def test_data_for_programs_is_as_it_is(self):
        articles = list(self.hostile_articles())
        self.work.newsidx("add", "-q", self.work.write_json_lines("x.jsonl", *articles))
        for article in articles:
            got = self.work.article(article["id"])
            self.assertEqual(got["url"], article["url"])
            self.assertEqual(got["extra"]["notlar"], article["notlar"])
            self.assertIn("\u202egnp.\u2069\u202c \u2067açık \u200fve\u200e", got["title"])
        run = self.work.newsidx("search", "konuştu", "--format", "csv", "--no-collapse")
        rows = list(csv.DictReader(io.StringIO(run.out, newline="")))
        self.assertEqual(sorted(row["url"] for row in rows), sorted(a["url"] for a in articles))
        self.assertIn("\u202egnp.\u2069\u202c", rows[0]["title"])

    def test_marks_and_colours_stand_in_the_isolate(self):
        self.work.add({"id": "a", "title": "Ters \u202emartı", "text": "Düz."})
        run = self.work.newsidx("search", "martı")
        self.assertIn(" 1. \u2068Ters \u202e[martı]\u202c\u2069\n", run.out)
        run = self.work.newsidx("search", "martı", "--color", "always")
        self.assertIn("\u2068Ters \u202e\x1b[1;33mmartı\x1b[0m\u202c\u2069\n", run.out)

    def test_text_without_them_is_as_it_was(self):
        title = "Düz bir başlık: “Şi” – 100 ₺ \\n שלום سلام"
        self.work.add({"id": "a\\b", "title": title, "text": "Bir\n\niki\tüç."})
        run = self.work.newsidx("get", "--bare", "a\\b")
        self.assertTrue(run.out.startswith(f"{title}\nid: a\\b\n"), run.out)
        self.assertTrue(run.out.endswith("\nBir\n\niki\tüç.\n"), run.out)

    def test_file_names(self):
        folder = os.fsencode(self.work.folder / "in")
        os.mkdir(folder)
        for name in ("iki\nsatır", "esc\x1b[31m", "c1\x9b2J", "ters\u202etxt", "ayrı\u2028newsidx: x"):
            for ending in (b".txt", b"-bos.txt"):
                with open(folder + b"/" + name.encode() + ending, "wb") as file:
                    if ending == b".txt":
                        file.write("Karabatak burada.".encode())
        run = self.work.newsidx("reindex", "-v", "in")
        self.assert_harmless(run, SOME_REFUSED)
        refused = [line for line in run.err.splitlines() if "-bos" in line]
        self.assertEqual(len(refused), 5, run.err)
        for command in (["search", "karabatak"], ["status"], ["check"], ["reindex", "-v"]):
            self.assert_harmless(self.work.newsidx(*command), DONE)
        paths = {h["path"] for h in self.work.newsidx(
            "search", "karabatak", "--no-collapse", "--format", "json").json["hits"]}  # fmt: skip
        self.assertTrue(any("ters\u202etxt" in path for path in paths), paths)
        run = self.work.newsidx("add", "yok\x1b\n\u202e\x9b")
        self.assert_harmless(run, *range(64, 79))

"""Background for a story: newsidx related."""

import csv
import io

from harness import DONE, INPUT_REFUSED, NOTHING_FOUND, USAGE, SharedIndexTest, complaint

STORY = (
    "Belediye Başkanı Nuran Alaca, Taşköprü barajının kapaklarının bu sabah açıldığını duyurdu. "
    "Alaca, baraj gölünde su düzeyinin son on yılın en yükseğine çıktığını ve aşağıdaki köylerin "
    "uyarıldığını söyledi."
)


class RelatedTest(SharedIndexTest):
    articles = [
        {"id": "story", "title": "Baraj kapakları açıldı", "text": STORY, "date": "2025-03-10"},
        {"id": "copy", "title": "Kapaklar açıldı", "text": STORY + " (AA)", "date": "2025-03-11"},
        {
            "id": "old",
            "title": "Taşköprü barajı kuruyor",
            "text": "Nuran Alaca, barajda su kalmadığını söyledi.",
            "date": "2024-08-01",
        },
        {
            "id": "new",
            "title": "Köyler boşaltıldı",
            "text": "Taşköprü barajının altındaki köyler boşaltıldı.",
            "date": "2025-03-12",
        },
        *(
            {"id": f"x{n}", "text": f"Pazarda {n} kilo domates satıldı.", "date": "2025-03-01"}
            for n in range(20)
        ),
    ]

    def related(self, *options, **popen):
        return self.work.newsidx("related", *options, **popen)

    def test_an_article(self):
        run = self.related("story", "--format", "ids")
        self.assert_ended(run, DONE)
        self.assertEqual(sorted(run.out.split()), ["new", "old"])
        self.assert_ended(self.related("story", "--format", "ids", "-n", "1"), DONE, "old\n")
        self.assert_ended(
            self.related("story", "--format", "ids", "--before", "2025-03-10"), DONE, "old\n"
        )
        self.assert_ended(
            self.related("story", "--before", "2024"), NOTHING_FOUND, "", complaint("nothing found")
        )

    def test_text(self):
        run = self.related("story")
        self.assert_ended(run, DONE)
        self.assertRegex(run.out, r"(?m)^ 1\. \[Taşköprü\] \[barajı\] kuruyor$")
        self.assertIn("[Nuran] [Alaca]", run.out)
        explained = self.related("story", "--explain").out
        self.assertRegex(explained, r"(?m)^  1\.00  ")
        self.assertRegex(explained, r"(?m)^  0\.\d\d  Nuran Alaca  \(name\)$")
        self.assertTrue(explained.endswith(run.out))

    def test_json(self):
        run = self.related("story", "--format", "json").json
        self.assertEqual(list(run), ["v", "id", "title", "terms", "hits"])
        self.assertEqual((run["id"], run["title"]), ("story", "Baraj kapakları açıldı"))
        self.assertEqual(list(run["terms"][0]), ["text", "weight", "name"])
        self.assertIn("Alaca", [term["text"] for term in run["terms"]])
        self.assertNotIn("ve", [term["text"] for term in run["terms"]])
        self.assertIn("<mark>Alaca</mark>", run["hits"][0]["snippet"])
        lines = self.related("story", "--format", "jsonl").json_lines
        self.assertEqual(lines, run["hits"])

    def test_csv(self):
        rows = list(csv.DictReader(io.StringIO(self.related("story", "--format", "csv").out)))
        self.assertEqual(rows[0]["id"], "old")

    def test_standard_input(self):
        for encoding in ("utf-8", "iso-8859-9", "utf-16"):
            run = self.related(
                "--stdin", "--format", "ids", stdin=("Kapaklar\n\n" + STORY).encode(encoding)
            )
            self.assert_ended(run, DONE)
            self.assertEqual(sorted(run.out.split()), ["new", "old"], encoding)
        run = self.related("--stdin", "--format", "json", stdin=STORY.encode())
        self.assertIsNone(run.json["id"])

    def test_errors(self):
        self.assert_ended(
            self.related("nobody"), NOTHING_FOUND, "", complaint("nobody: no article of this id")
        )
        usage = [[], ["story", "--stdin"], [""], ["story", "--before", "soon"], ["story", "-n", "0"]]
        for options in usage:
            self.assert_ended(self.related(*options), USAGE, "", complaint(".*"))
        self.assert_ended(
            self.related("--stdin", stdin=b" \n"), USAGE, "", complaint("no story on .*")
        )
        self.assert_ended(
            self.related("--stdin", stdin=bytes(range(32)) * 9),
            INPUT_REFUSED,
            "",
            complaint("the story cannot be read: .*"),
        )
        self.assert_ended(
            self.related("--stdin", stdin="ve ile 12".encode()),
            NOTHING_FOUND,
            "",
            complaint("nothing found"),
        )

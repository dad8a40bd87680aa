"""watch run --atom: a feed that readers of RFC 4287 can use, whatever the articles hold."""

import re
from xml.etree import ElementTree

from harness import CANNOT_CREATE, DONE, USAGE, CliTest, complaint

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")


class FeedTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add({"id": "a", "text": "Martı bekledi."})
        run = self.work.newsidx("watch", "add", "-q", "martı", "martı")
        self.assert_ended(run, DONE, "")

    def bytes(self):
        return (self.work.folder / "martı.atom").read_bytes()

    def feed(self, *options):
        """Runs the watch and reads its feed, which must be valid."""
        run = self.work.newsidx("watch", "run", "martı", "--atom", "martı.atom", *options)
        self.assert_ended(run, DONE, "" if not options else None)
        feed = ElementTree.fromstring(self.bytes())
        self.assertEqual(feed.tag, ATOM + "feed")
        self.assertTrue(feed.findtext(f"{ATOM}author/{ATOM}name"))
        for element in (feed, *feed.iter(ATOM + "entry")):
            self.assertRegex(element.findtext(ATOM + "id"), UUID)
            self.assertRegex(element.findtext(ATOM + "updated"), TIME)
            self.assertTrue(element.findtext(ATOM + "title"))
        for entry in feed.iter(ATOM + "entry"):
            linked = entry.find(ATOM + "link") is not None
            self.assertNotEqual(linked, entry.find(ATOM + "content") is not None)
        return feed

    def titles(self):
        return [e.findtext(ATOM + "title") for e in self.feed().iter(ATOM + "entry")]

    def add(self, *numbers, **fields):
        self.work.add(
            *(
                {
                    "id": f"m{i}",
                    "title": f"Martı {i}",
                    "date": "2025-09-02",
                    "text": "Uçtu.",
                    **fields,
                }
                for i in numbers
            )
        )

    def test_entry(self):
        self.add(
            1,
            url="https://example.org/martı?a=1&b=2",
            author="Ayşe Ak",
            source="Kıyı",
            section="Doğa",
            text="Kıyıda <b>bir</b> martı & yunus uçtu.",
        )
        feed = self.feed()
        self.assertEqual(feed.findtext(ATOM + "title"), "martı")
        self.assertEqual(feed.findtext(ATOM + "subtitle"), "martı")
        [entry] = feed.iter(ATOM + "entry")
        self.assertEqual(entry.findtext(ATOM + "title"), "Martı 1")
        self.assertEqual(
            entry.find(ATOM + "link").attrib,
            {"rel": "alternate", "href": "https://example.org/martı?a=1&b=2"},
        )
        self.assertEqual(entry.findtext(ATOM + "published"), "2025-09-02T12:00:00Z")
        authors = [name.text for name in entry.iterfind(f"{ATOM}author/{ATOM}name")]
        self.assertEqual(authors, ["Ayşe Ak", "Kıyı"])
        self.assertEqual(entry.find(ATOM + "category").get("term"), "Doğa")
        self.assertEqual(entry.findtext(ATOM + "summary"), "Kıyıda bir martı & yunus uçtu.")

    def test_entries_stay_newest_first(self):
        self.assertEqual(self.titles(), [])
        self.add(1)
        self.assertEqual(self.titles(), ["Martı 1"])
        self.add(2, 3, date=None)
        self.add(4, date="1999-01-01")
        self.assertEqual(self.titles()[0], "Martı 4")
        self.assertEqual(sorted(self.titles()[1:3]), ["Martı 2", "Martı 3"])
        self.assertEqual(self.titles()[3:], ["Martı 1"])

    def test_nothing_new_leaves_the_file_alone(self):
        self.add(1)
        self.feed()
        file = self.work.folder / "martı.atom"
        before, written = self.bytes(), file.stat()
        self.feed()
        self.assertEqual(
            (file.stat().st_ino, file.stat().st_mtime_ns), (written.st_ino, written.st_mtime_ns)
        )
        file.unlink()
        self.feed()
        self.assertEqual(self.bytes(), before)

    def test_ids_of_entries_are_stable(self):
        self.add(1, 2)
        ids = {e.findtext(ATOM + "id") for e in self.feed().iter(ATOM + "entry")}
        self.add(3)
        later = [e.findtext(ATOM + "id") for e in self.feed().iter(ATOM + "entry")]
        self.assertEqual(len(set(later)), 3)
        self.assertEqual(set(later[1:]), ids)

    def test_what_another_output_told_is_in_the_feed(self):
        self.add(1)
        self.assert_ended(self.work.newsidx("watch", "run", "--format", "ids"), DONE, "m1\n")
        self.assertEqual(self.titles(), ["Martı 1"])

    def test_format_prints_as_well(self):
        self.add(1)
        self.feed("--format", "ids")
        self.add(2)
        run = self.work.newsidx("watch", "run", "martı", "--atom", "martı.atom", "--format", "ids")
        self.assert_ended(run, DONE, "m2\n")

    def test_at_most_a_hundred(self):
        self.add(*range(70))
        self.feed()
        self.add(*range(70, 140))
        titles = self.titles()
        self.assertEqual(len(titles), 100)
        self.assertEqual({f"Martı {i}" for i in range(70, 140)}, set(titles[:70]))
        self.add(*range(140, 300))
        self.assertEqual(len(self.titles()), 100)

    def test_hostile_articles(self):
        bad = "]]> </feed> <!-- & \u0001 \u0085 \ufffe \uffff \U0001f426 \u202e"
        urls = [
            "javascript:alert(1)",
            'https://e.org/"><script>',
            "https://e.org/a b\n",
            "file:///x",
            "",
        ]
        for number, url in enumerate(urls):
            self.add(number, url=url, title="martı " + bad, author=bad, source=bad, section=bad)
        self.work.add({"id": "<&>\"'", "text": "martı " + bad})
        entries = list(self.feed().iter(ATOM + "entry"))
        self.assertEqual(len(entries), len(urls) + 1)
        for link in self.feed().iter(ATOM + "link"):
            self.assertRegex(link.get("href"), r'^https://e\.org/[^\s"<>]*$')

    def test_query_and_name_that_look_like_xml(self):
        self.work.newsidx("watch", "add", "-q", "x", "<martı> & 'kuş' ]]>")
        run = self.work.newsidx("watch", "run", "x", "--atom", "x.atom")
        self.assert_ended(run, DONE, "")
        feed = ElementTree.parse(self.work.folder / "x.atom").getroot()
        self.assertEqual(feed.findtext(ATOM + "subtitle"), "<martı> & 'kuş' ]]>")

    def test_one_watch_a_feed(self):
        self.work.newsidx("watch", "add", "-q", "ikinci", "yunus")
        run = self.work.newsidx("watch", "run", "--atom", "x.atom")
        self.assert_ended(run, USAGE, "", complaint("--atom writes the feed of one watch, not of 2"))
        self.assertFalse((self.work.folder / "x.atom").exists())

    def test_feed_that_cannot_be_written_loses_nothing(self):
        self.add(1)
        run = self.work.newsidx("watch", "run", "martı", "--atom", "nowhere/x.atom")
        self.assert_ended(run, CANNOT_CREATE, "", complaint(".*cannot be created.*"))
        self.assertEqual(self.titles(), ["Martı 1"])

    def test_same_watch_elsewhere_is_another_feed(self):
        self.add(1)
        first = self.feed().findtext(ATOM + "id")
        self.work.newsidx("watch", "remove", "martı")
        self.work.newsidx("watch", "add", "-q", "martı", "martı", "--from-start")
        self.assertNotEqual(self.feed().findtext(ATOM + "id"), first)

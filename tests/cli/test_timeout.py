"""--timeout: how a search ends when it takes longer, and what else asks for too much. Nothing here hangs on how quick a
machine is: what is given a millisecond takes many on any."""

import itertools
import re

from harness import DONE, INPUT_REFUSED, USAGE, CliTest

STORY = " ".join(f"uzun{i} haber" for i in range(40_000)).encode()


def words(beginning, count):
    letters = "aeıioöuüklmnrst"
    return [beginning + "".join(rest) for rest in itertools.islice(itertools.product(letters, repeat=3), count)]


class TimeoutTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add({"id": "a", "text": "Deprem oldu, ev yıkıldı."})

    def test_a_search_that_takes_longer_ends_with_what_was_too_much(self):
        run = self.work.newsidx("related", "--stdin", "--timeout", "0.001", stdin=STORY)
        self.assert_ended(
            run, USAGE, "", re.compile(r"newsidx: the search was stopped after 0\.001 s: .*\n  .*--timeout SECONDS\n")
        )
        run = self.work.newsidx("related", "--stdin", "--timeout", "0.001", "--lang", "tr", stdin=STORY)
        self.assert_ended(
            run, USAGE, "", re.compile(r"newsidx: arama 0,001 sn sonra durduruldu: .*\n  .*--timeout SANİYE\n")
        )

    def test_there_may_be_no_limit(self):
        run = self.work.newsidx("related", "--stdin", "--timeout", "0", stdin=STORY)
        self.assertIn(run.code, (DONE, 1))

    def test_every_command_that_searches_takes_it(self):
        for command in (
            ["search", "deprem"],
            ["search", "--count", "deprem"],
            ["facets", "deprem"],
            ["timeline"],
            ["related", "a"],
            ["entity", "deprem"],
            ["watch", "add", "w", "deprem"],
            ["watch", "run"],
        ):
            run = self.work.newsidx(*command, "--timeout", "600")
            self.assertIn(run.code, (DONE, 1), (command, run))
            for wrong in ("", "x", "-1", "1e9", "nan", "5s"):
                run = self.work.newsidx(*command, f"--timeout={wrong}")
                self.assert_ended(run, USAGE, "", re.compile("(?s).*--timeout.*"))

    def test_a_story_without_end_is_refused(self):
        run = self.work.newsidx("related", "--stdin", stdin=b"deprem " * 1_500_000)
        self.assert_ended(run, INPUT_REFUSED, "", re.compile(r"(?s).*larger than 10000000 bytes.*"))

    def test_a_name_without_end_is_refused(self):
        run = self.work.newsidx("entity", "a" * 20_000)
        self.assert_ended(run, USAGE, "", re.compile(r"(?s).*longer than 10000 bytes.*"))

    def test_a_watch_that_asks_for_too_much_keeps_the_others_from_nothing(self):
        self.assert_ended(self.work.newsidx("watch", "add", "-q", "başlayan", "ka*"), DONE, "")
        self.assert_ended(self.work.newsidx("watch", "add", "-q", "deprem", "deprem"), DONE, "")
        self.work.add({"id": "b", "text": "Deprem: " + " ".join(words("ka", 1500))})
        run = self.work.newsidx("watch", "run", "--format", "ids")
        self.assertEqual(run.code, USAGE)
        self.assertEqual(run.out, "b\n")
        self.assertIn("başlayan: ", run.err)

    def test_of_a_batch_only_the_query_that_asks_for_too_much_is_refused(self):
        self.work.add({"id": "b", "text": "Deprem: " + " ".join(words("ka", 1500))})
        run = self.work.newsidx("search", "--batch", "-", stdin="1\tka*\n2\tdeprem\n".encode())
        self.assertEqual(run.code, 3)
        self.assertEqual(len(run.out.splitlines()), 2)
        self.assertIn("words begin with ka", run.err)

"""Where the index is looked for, what the locale must not change, options beside a command."""

import re
import shutil
import subprocess

from harness import CONFIGURATION, DONE, NOT_FOUND, NOTHING_FOUND, USAGE, CliTest, complaint

NO_PLACE = {"NEWSIDX_INDEX": None, "XDG_DATA_HOME": None, "HOME": None}
ARTICLE = {
    "id": "a",
    "date": "2025-09-02",
    "text": "IŞIK İSTANBUL'DA söndü. Ilık bir gün, 1.250,5 lira.",
}


def turkish_locale(folder):
    """The environment of a Turkish user; the locale is made here, as few machines have it."""
    env = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}
    if shutil.which("localedef"):
        subprocess.run(
            ["localedef", "-i", "tr_TR", "-f", "UTF-8", folder / "tr_TR.UTF-8"], capture_output=True
        )
        env["LOCPATH"] = str(folder)
    return env


class LocaleTest(CliTest):
    def test_locale_and_home_change_no_byte_but_of_notes(self):
        # Notes for people are in the language of LANG (below); here --lang settles it.
        settings = {
            "C": {},
            "tr_TR": turkish_locale(self.work.folder),
            "unknown locale": {"LC_ALL": "xx_XX"},
            "nothing set": {"LANG": None, "HOME": None},
        }
        name = self.work.write_json_lines("a.jsonl", ARTICLE)
        commands = [
            ["search", "--lang", "en", "ışık"],
            ["search", "istanbul", "--format", "json"],
            ["get", "a"],
            ["search", "ılık", "--format", "trec"],
            ["analyze", "--format", "json", "IIİİ ıi"],
            ["stats", "--format", "json"],
            ["search", "--lang", "en", "bulunmayan"],
            ["search", "--lang", "en", '"açık'],
            ["search", "--lang", "en", "ışık", "--from", "Eylül"],
            ["--help"],
        ]
        outputs = {}
        for label, env in settings.items():
            shutil.rmtree(self.work.index, ignore_errors=True)
            run = self.work.newsidx("add", name, "-q", env=env)
            self.assert_ended(run, DONE, "")
            runs = [self.work.newsidx(*command, env=env) for command in commands]
            outputs[label] = [(run.code, run.stdout, run.stderr) for run in runs]
        self.assertIn("[IŞIK]", outputs["C"][0][1].decode())
        for label in settings:
            for command, expected, found in zip(
                commands, outputs["C"], outputs[label], strict=True
            ):
                with self.subTest(locale=label, command=command):
                    self.assertEqual(found, expected)

    def test_notes_follow_the_locale(self):
        name = self.work.write_json_lines("a.jsonl", ARTICLE)
        self.assert_ended(self.work.newsidx("add", name, "-q"), DONE, "")
        for label, env, lang, total, nothing in (
            ("C", {}, [], "1 article", "nothing found"),
            ("tr_TR", turkish_locale(self.work.folder), [], "1 haber", "haber bulunamadı"),
            ("option", {}, ["--lang", "tr"], "1 haber", "haber bulunamadı"),
        ):
            with self.subTest(locale=label):
                found = self.work.newsidx("search", *lang, "ışık", env=env)
                self.assertIn(total, found.out)
                missed = self.work.newsidx("search", *lang, "bulunmayan", env=env)
                self.assertEqual(missed.code, NOTHING_FOUND)
                self.assertIn(nothing, missed.err)


class PlaceTest(CliTest):
    def setUp(self):
        super().setUp()
        self.name = self.work.write_json_lines("a.jsonl", ARTICLE)

    def test_no_place_for_an_index(self):
        for command in (
            ["add", self.name],
            ["search", "ışık"],
            ["stats"],
            ["get", "a"],
            ["remove", "a"],
        ):
            with self.subTest(command=command):
                run = self.work.newsidx(*command, env=NO_PLACE)
                self.assert_ended(run, CONFIGURATION, "", complaint("no index is named.*"))
                self.assertIn("--index", run.err)

    def test_analyze_needs_no_index(self):
        run = self.work.newsidx("analyze", "martı", env=NO_PLACE)
        self.assert_ended(run, DONE, re.compile("bytes .*martı.*", re.DOTALL))

    def test_places_in_order_of_precedence(self):
        folder = self.work.folder
        places = [  # each outdoes the ones below
            (["--index", "option"], {}, "option"),
            ([], {"NEWSIDX_INDEX": "variable"}, "variable"),
            ([], {"XDG_DATA_HOME": str(folder / "xdg")}, "xdg/newsidx"),
            ([], {"HOME": str(folder / "home")}, "home/.local/share/newsidx"),
        ]
        for number, (option, _, place) in enumerate(places):
            env = dict(NO_PLACE)
            for _, variable, _ in places[number:]:
                env.update(variable)
            with self.subTest(place=place):
                run = self.work.newsidx("add", self.name, *option, env=env)
                self.assert_ended(run, DONE)
                self.assertTrue((folder / place / "current").is_file())
                others = [p for _, _, p in places[number + 1 :] if (folder / p).exists()]
                self.assertEqual(others, [])
                found = self.work.newsidx("search", "ışık", "--format", "ids", *option, env=env)
                self.assert_ended(found, DONE, "a\n")
                shutil.rmtree(folder / place)

    def test_empty_variables_count_as_unset(self):
        env = {"NEWSIDX_INDEX": "", "XDG_DATA_HOME": ""}
        self.assert_ended(self.work.newsidx("add", self.name, env=env), DONE)
        self.assertTrue((self.work.folder / "home/.local/share/newsidx/current").is_file())

    def test_relative_xdg_folder_is_ignored(self):
        # "If an implementation encounters a relative path in any of these variables it should
        # consider the path invalid and ignore it": XDG Base Directory Specification.
        env = {"NEWSIDX_INDEX": None, "XDG_DATA_HOME": "relative"}
        self.assert_ended(self.work.newsidx("add", self.name, env=env), DONE)
        self.assertFalse((self.work.folder / "relative").exists())
        self.assertTrue((self.work.folder / "home/.local/share/newsidx/current").is_file())

    def test_searching_makes_no_index(self):
        for command in (["search", "ışık"], ["stats"], ["get", "a"], ["remove", "a"]):
            run = self.work.newsidx(*command)
            self.assert_ended(
                run, NOT_FOUND, "", complaint(".*index: there is no newsidx index here")
            )
        self.assertFalse(self.work.index.exists())


class OptionPlacementTest(CliTest):
    def setUp(self):
        super().setUp()
        self.place = ["--index", "elsewhere"]
        name = self.work.write_json_lines("a.jsonl", ARTICLE)
        self.assert_ended(self.work.newsidx(*self.place, "-q", "add", name), DONE, "")

    def test_index_on_either_side(self):
        for command in (
            [*self.place, "search", "ışık"],
            ["search", "ışık", *self.place],
            ["search", *self.place, "ışık"],
            ["--index=elsewhere", "search", "ışık"],
        ):
            with self.subTest(command=command):
                self.assert_ended(self.work.newsidx(*command, "--format", "ids"), DONE, "a\n")

    def test_quiet_on_either_side(self):
        for command in (
            ["-q", "search", "bulunmayan"],
            ["search", "-q", "bulunmayan"],
            ["search", "bulunmayan", "--quiet"],
        ):
            with self.subTest(command=command):
                self.assert_ended(self.work.newsidx(*self.place, *command), NOTHING_FOUND, "", "")

    def test_color_on_either_side(self):
        for command in (
            ["--color", "always", "search", "ışık"],
            ["search", "ışık", "--color", "always"],
        ):
            with self.subTest(command=command):
                run = self.work.newsidx(*self.place, *command)
                self.assert_ended(run, DONE, re.compile(".*\x1b.*", re.DOTALL))

    def test_later_index_wins_or_is_refused(self):
        # Never the first one silently: that would write into an index nobody meant.
        run = self.work.newsidx(
            *self.place, "search", "ışık", "--index", "third", "--format", "ids"
        )
        self.assertIn(run.code, (USAGE, NOT_FOUND))
        self.assertEqual(run.out, "")

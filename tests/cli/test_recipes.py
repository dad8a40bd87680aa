"""docs/cron.md on going back, copying and moving: each recipe run as it stands there, elsewhere."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from harness import BINARY, DONE, IO, CliTest, complaint

PAGE = (Path(__file__).parents[2] / "docs/cron.md").read_text()
PLACES = ("/var/lib", "/backup", "/data", "/srv")


def recipes(title):
    """The blocks of commands under a heading of the page; what shows output is none."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    blocks = re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)
    return [re.sub("^    ", "", b, flags=re.MULTILINE) for b in blocks if not b.startswith("    $")]


def article(name):
    return {"id": name, "date": "2025-09-02", "text": f"Liman {name} sabah açıldı."}


class RecipeTest(CliTest):
    def setUp(self):
        super().setUp()
        for place in PLACES:
            (self.work.folder / place[1:]).mkdir(parents=True)
        self.index = self.work.index = self.work.folder / "var/lib/newsidx"
        os.symlink(BINARY, self.work.folder / "newsidx")
        self.write_archive("bir")
        self.reindex(self.work.folder / "srv/archive")

    def write_archive(self, *names):
        for name in names:
            self.work.write_json_lines(f"srv/archive/{name}.jsonl", article(name))

    def reindex(self, *options):
        self.assert_ended(self.work.newsidx("reindex", "-q", *options), DONE, "", "")

    def follow(self, recipe):
        for place in PLACES:
            recipe = re.sub(rf"(?<![\w/]){place}/", f"{self.work.folder}{place}/", recipe)
        done = subprocess.run(
            ["sh", "-e", "-c", recipe],
            env=self.work.environment({"PATH": f"{self.work.folder}:{os.environ['PATH']}"}),
            cwd=self.work.folder,
            capture_output=True,
            text=True,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""), recipe)

    def generations(self):
        status = self.work.newsidx("status", "--format", "json").json
        return status["generation"], status["kept_generations"], status["later_generations"]


class BackTest(RecipeTest):
    def setUp(self):
        super().setUp()
        self.write_archive("iki")
        self.reindex("--full", "--keep", "2")
        self.write_archive("üç")
        self.reindex("--full", "--keep", "2")
        self.back, self.give_up = recipes("Back to an earlier state")

    def test_back_on_and_rid_of_what_came_later(self):
        self.assertEqual(self.generations(), ("gen-0003", ["gen-0001", "gen-0002"], []))
        self.follow(self.back)
        self.assertEqual(sorted(self.work.found("liman")), ["bir", "iki"])
        self.assertEqual(self.generations(), ("gen-0002", ["gen-0001", "gen-0003"], ["gen-0003"]))
        self.assertIn("gen-0003 (later than the one in use", self.work.newsidx("status").out)
        # Whatever is written from there on, what came later stays.
        self.reindex()
        self.assertEqual(sorted(self.work.found("liman")), ["bir", "iki", "üç"])
        self.assertEqual(self.generations(), ("gen-0002", ["gen-0001", "gen-0003"], ["gen-0003"]))
        for options in (["--full", "--keep", "0"], ["--full", "--keep", "0"]):
            self.reindex(*options)
        self.assertEqual(self.generations(), ("gen-0005", ["gen-0003"], []))
        self.follow(self.give_up)
        self.assertEqual(self.generations(), ("gen-0005", [], []))

    def test_what_a_message_says_mends_current(self):
        for damage in ("auto gen-0003/\n", "", None):
            current = self.index / "current"
            current.unlink()
            if damage is not None:
                current.write_text(damage)
            run = self.work.newsidx("add", "srv/archive/bir.jsonl")
            self.assert_ended(run, IO, "", complaint(".*/current: .*"))
            line = re.search(r"the one line: (auto gen-[0-9]+)", run.err)[1]
            self.follow(self.back.replace("auto gen-0002", line))
            self.assertEqual(sorted(self.work.found("liman")), ["bir", "iki", "üç"])


class CopyTest(RecipeTest):
    def test_backup_and_restore(self):
        if shutil.which("rsync") is None:
            self.skipTest("takes rsync")
        backup, restore = recipes("To copy an index")
        for command in (["watch", "add", "liman", "liman"], ["aliases", "add", "A B", "C D", "--type", "person"]):
            self.assertEqual(self.work.newsidx(*command).code, DONE)
        self.follow(backup)
        self.follow(backup)
        shutil.rmtree(self.index / "gen-0001")
        self.assert_ended(self.work.newsidx("search", "liman"), IO, "", complaint(".*not there"))
        self.write_archive("iki")
        self.follow(restore)
        self.assertEqual(sorted(self.work.found("liman")), ["bir", "iki"])
        self.assertIn("liman", self.work.newsidx("watch", "list").out)
        self.assertTrue((self.index / "aliases.tsv").is_file())
        self.assertTrue((self.work.folder / "var/lib/newsidx.damaged").is_dir())


class MoveTest(RecipeTest):
    def setUp(self):
        super().setUp()
        self.rename, self.copy, self.archive_moved = recipes("To move an index")

    def test_rename(self):
        self.follow(self.rename)
        self.work.index = self.work.folder / "var/lib/newsidx-new"
        self.assertEqual(self.work.found("liman"), ["bir"])
        self.reindex()

    def test_to_another_disk(self):
        self.follow(self.copy)
        self.assertFalse(self.index.exists())
        self.work.index = self.work.folder / "data/newsidx"
        self.assertEqual(self.work.found("liman"), ["bir"])
        self.reindex()

    def test_the_archive_moves(self):
        (self.work.folder / "srv/archive").rename(self.work.folder / "data/archive")
        self.follow(self.archive_moved)
        self.assertEqual(self.work.found("liman"), ["bir"])
        self.assertTrue(self.work.article("bir")["path"].endswith("/data/archive/bir.jsonl"))
        self.reindex()

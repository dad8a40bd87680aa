"""What the tests of kills, full disks and readers have in common: commands, the index they start
from and the one they end with."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "cli"))

PAST = 1_600_000_000  # seconds since 1970


class Failure(Exception):
    pass


@dataclass
class Index:
    """An index that a command is run on."""

    newsidx: str
    folder: Path

    def run(self, *args, **popen):
        command = [self.newsidx, *map(str, args), "--index", str(self.folder)]
        return subprocess.run(command, capture_output=True, **popen)

    def start(self, *args):
        command = [self.newsidx, *map(str, args), "--index", str(self.folder)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def must(self, *args, codes=(0,)):
        done = self.run(*args)
        if done.returncode not in codes:
            raise Failure(f"{args} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
        return done.stdout

    def exists(self):
        return (self.folder / "current").exists()

    def generation(self):
        return self.folder / (self.folder / "current").read_text().split()[1]

    def terms(self):
        """Every term (that of each id among them), how many articles have it, and how often."""
        if not self.exists():
            return None
        delve = ["xapian-delve", "-a", "-1", "-v", "-v", self.generation()]
        lines = subprocess.run(delve, check=True, capture_output=True).stdout.splitlines()[1:]
        # The last number is a bound, which is not always tight.
        return {line.rsplit(b" ", 1)[0] for line in lines}

    def require(self, what, *allowed):
        """It is sound, and in one of the allowed states (None: there is none yet)."""
        state = self.terms()
        if state is not None:
            self.must("check", "-q")
        if state in allowed:
            return
        ids = {t.split()[0] for t in state or () if t.startswith(b"Q")}
        wanted = [{t.split()[0] for t in a or () if t.startswith(b"Q")} for a in allowed]
        raise Failure(
            f"{what}: {len(ids)} articles, in none of the {len(allowed)} allowed states "
            f"({[len(w) for w in wanted]} articles; {[len(w - ids) for w in wanted]} missing)"
        )

    def require_clean(self):
        names = sorted(p.name for p in self.folder.iterdir())
        rest = [n for n in names if n not in ("current", "lock", "last-run.json")]
        if "building" in rest or any(not n.startswith("gen-") for n in rest):
            raise Failure(f"left behind: {rest}")


@dataclass
class Scenario:
    name: str
    command: list
    base: Path = None  # the index it starts from; None: there is none
    again: tuple = (0,)  # how it may end when it had been done already
    before: set = None  # the states, as Index.terms() tells them
    after: set = field(default_factory=set)
    seconds: float = 0.0
    makes_generation: bool = False

    def lay_out(self, index):
        """The index as it is before the command."""
        shutil.rmtree(index.folder, ignore_errors=True)
        if self.base is not None:
            shutil.copytree(self.base, index.folder)


def write_json_lines(path, articles):
    import json

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles))
    return path


def write_archive(folder, articles, changed=0):
    """60 files of articles and, written later, changes of all kinds in them."""
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(60):
        part = articles[number :: 60]
        path = folder / f"{number}.jsonl"
        if changed and number % 10 == 3:
            continue
        if changed and number % 10 == 4:
            path = folder / "moved" / f"{number}.jsonl"
        if changed and number % 10 == 5:
            part = part[1:]
        if changed and number % 10 == 6:
            part = [{**a, "text": a["text"] + " Değişti."} for a in part]
        if changed and number % 10 == 7:
            part = [*part, {"id": f"new{number}", "text": f"Yeni makale {number} geldi."}]
        write_json_lines(path, part)
        later = changed if number % 10 in (5, 6, 7) else 0
        os.utime(path, (PAST + later, PAST + later))


def make_scenarios(newsidx, work):
    """The commands that write, each with its states before and after, and how long it takes."""
    from made_articles import made_articles

    base, archive = work / "base", work / "archive"
    old = made_articles(300)
    Index(newsidx, base).must("add", "-q", write_json_lines(work / "old.jsonl", old))
    few = write_json_lines(work / "few.jsonl", made_articles(60, seed=2, first=270))
    many = write_json_lines(work / "many.jsonl", made_articles(1200, seed=3, first=200))

    reindexed = work / "reindexed"
    write_archive(archive, old)
    Index(newsidx, reindexed).must("add", "-q", few)
    Index(newsidx, reindexed).must("reindex", "-q", archive)
    write_archive(archive, old, changed=9)

    scenarios = [
        Scenario("add, few", ["add", "-q", few], base),
        Scenario("add, many", ["add", "-q", many], base),
        Scenario("add, few, no index", ["add", "-q", few]),
        Scenario("add, many, no index", ["add", "-q", many]),
        Scenario("reindex", ["reindex", "-q", "--max-delete", "50"], reindexed),
        Scenario("reindex --full", ["reindex", "-q", "--full", "--max-delete", "50"], reindexed),
        Scenario("reindex, no index", ["reindex", "-q", archive]),
        Scenario("compact", ["compact", "-q"], reindexed),
        Scenario("remove", ["remove", "-q", *(a["id"] for a in old[::3])], reindexed, again=(0, 1)),
    ]
    index = Index(newsidx, work / "index")
    for scenario in scenarios:
        scenario.lay_out(index)
        scenario.before = index.terms()
        start = time.monotonic()
        index.must(*scenario.command)
        scenario.seconds = time.monotonic() - start
        scenario.after = index.terms()
        scenario.makes_generation = index.generation().name != "gen-0001"
    return scenarios


def make_work_folder(parent, prefix):
    if parent is None:
        return Path(tempfile.mkdtemp(prefix=prefix))
    parent = Path(parent).resolve()
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=parent))

"""Runs newsidx as its users do: the real binary, a clean environment, an index of its own.

NEWSIDX=/path/newsidx python3 -m unittest discover -s tests/cli [-p test_add.py]
python3 tests/cli/harness.py /path/newsidx
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from dataclasses import dataclass
from pathlib import Path

TIMEOUT = 600  # seconds; a guard against a run that hangs, not a bound: a busy machine takes its time
NOBODY = 65534

DONE, NOTHING_FOUND, SOME_REFUSED = 0, 1, 3
USAGE, INPUT_REFUSED, NOT_FOUND = 64, 65, 66
CANNOT_CREATE, IO, BUSY, CONFIGURATION = 73, 74, 75, 78


def find_binary():
    named = os.environ.get("NEWSIDX")
    path = shutil.which(named) if named else None
    if path is None:
        raise SystemExit("name the binary to test: NEWSIDX=/path/newsidx")
    return os.path.abspath(path)


if __name__ != "__main__":
    BINARY = find_binary()
# newsidx sees neither the caller's time zone nor its umask; the tests go by the same.
os.umask(0o022)
if os.environ.pop("TZ", None) is not None:
    time.tzset()


def wait_until(condition, what):
    """Looks again and again; fails when it has not come about after TIMEOUT."""
    until = time.monotonic() + TIMEOUT
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"never came about: {what}")
        time.sleep(0.01)


def has_open(process, path):
    folder = f"/proc/{process.pid}/fd"
    try:
        return os.path.realpath(path) in [os.readlink(f"{folder}/{fd}") for fd in os.listdir(folder)]
    except FileNotFoundError:  # closed meanwhile
        return False


def wait_for_open(process, path):
    """Waits until the process has the file open, as a run has the lock that it waits for. It must not
    be able to end before that."""

    def is_open():
        if process.poll() is not None:
            raise AssertionError(f"ended with {process.returncode} before it opened {path}")
        return has_open(process, path)

    wait_until(is_open, f"{path} is open")


@dataclass
class Run:
    """What a run left behind. `out` and `err` decode strictly: newsidx prints nothing but UTF-8."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self):
        return self.stdout.decode("utf-8")

    @property
    def err(self):
        return self.stderr.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def json_lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


class Workspace:
    """A folder of its own, in which newsidx runs, with an index that does not exist yet."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="newsidx-"))
        self.folder.chmod(0o755)
        self.index = self.folder / "index"
        self.started = []

    def close(self):
        for process in self.started:  # of a test that failed before they ended
            if process.poll() is None:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder)

    def environment(self, changes=None):
        """Nothing of the caller's but PATH; `changes` sets variables, or with None removes them."""
        clean = {
            "PATH": os.environ["PATH"],
            "LANG": "C",
            "HOME": str(self.folder / "home"),
            "NEWSIDX_INDEX": str(self.index),
        }
        clean.update({name: value for name, value in os.environ.items() if "SAN_OPTIONS" in name})
        clean.update(changes or {})
        return {name: value for name, value in clean.items() if value is not None}

    def newsidx(self, *args, stdin=b"", env=None, unprivileged=False, timeout=TIMEOUT, **popen):
        command = [BINARY, *map(os.fspath, args)]
        if unprivileged:
            command = unprivileged_command(self.folder, command)
        popen = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": self.folder, **popen}
        done = subprocess.run(
            command, input=stdin, env=self.environment(env), timeout=timeout, **popen
        )
        return Run(done.returncode, done.stdout or b"", done.stderr or b"")

    def start(self, *args, **popen):
        """A run that the test goes along with."""
        popen = {
            "env": self.environment(),
            "cwd": self.folder,
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            **popen,
        }
        process = subprocess.Popen([BINARY, *map(os.fspath, args)], **popen)
        self.started.append(process)
        return process

    def write(self, name, content):
        """Writes a file and returns its name, relative to the folder newsidx runs in."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    def write_json_lines(self, name, *articles):
        """Each article as an object, or as the line it shall be."""
        lines = [
            a if isinstance(a, (str, bytes)) else json.dumps(a, ensure_ascii=False)
            for a in articles
        ]
        return self.write(
            name, b"".join((x.encode() if isinstance(x, str) else x) + b"\n" for x in lines)
        )

    def add(self, *articles, options=()):
        """Adds articles (objects of JSON Lines), which must all be taken."""
        name = self.write_json_lines("added.jsonl", *articles)
        run = self.newsidx("add", name, "-q", *options)
        assert (run.code, run.stdout, run.stderr) == (DONE, b"", b""), run
        return run

    def found(self, *query):
        """The ids that a search finds, best first."""
        run = self.newsidx("search", "--format", "ids", "-n", "1000", *query)
        assert run.code in (DONE, NOTHING_FOUND), run
        return run.out.splitlines()

    def article(self, article_id):
        run = self.newsidx("get", "--format", "json", article_id)
        assert run.code == DONE, run
        return run.json

    def original(self, article_id):
        run = self.newsidx("get", "--original", article_id)
        assert run.code == DONE, run
        return run.stdout

    def generation(self):
        """The folder of the generation in use."""
        return self.index / (self.index / "current").read_text().split()[1]

    def terms(self):
        """Every term with how many articles have it and how often it stands in them."""
        delve = ["xapian-delve", "-a", "-1", "-v", "-v", self.generation()]
        lines = subprocess.run(delve, check=True, capture_output=True).stdout.splitlines()[1:]
        # The last number is a bound, which is not always tight.
        return {line.rsplit(b" ", 1)[0] for line in lines}

    def ids(self):
        delve = ["xapian-delve", "-A", "Q", "-1", self.generation()]
        lines = subprocess.run(delve, check=True, capture_output=True, text=True).stdout.splitlines()
        return sorted(line[1:] for line in lines[1:])

    def state(self):
        """All that the index holds of articles, whatever numbers it gave them."""
        ids = self.ids()
        articles = set()
        for first in range(0, len(ids), 1000):
            run = self.newsidx("get", "--format", "jsonl", *ids[first : first + 1000])
            assert run.code == DONE, run
            articles.update(run.stdout.splitlines())
        return self.terms() | articles

    def age_last_success(self, seconds):
        """Lets the runs that succeeded have ended earlier by this much, as if time had gone by."""
        path = self.index / "last-run.json"
        log = json.loads(path.read_text())
        log["succeeded"] = {name: time - seconds for name, time in log["succeeded"].items()}
        path.write_text(json.dumps(log))

    def statistics(self):
        run = self.newsidx("stats", "--format", "json")
        assert run.code == DONE, run
        return run.json


class CliTest(unittest.TestCase):
    """A test with a workspace of its own."""

    maxDiff = None

    def setUp(self):
        self.work = Workspace()
        self.addCleanup(self.work.close)

    def assert_ended(self, run, code, out=None, err=""):
        """The exit code, all of standard error, and all of standard output where it is given. Each
        is the text itself, or a pattern that matches the whole of it."""
        story = f"exit code {run.code}, stdout {run.stdout[:500]}, stderr {run.stderr[:2000]}"
        self.assertEqual(run.code, code, story)
        for expected, text in ((err, run.err), (out, run.out)):
            if isinstance(expected, re.Pattern):
                self.assertTrue(expected.fullmatch(text), f"{expected.pattern!r} is not {story}")
            elif expected is not None:
                self.assertEqual(text, expected, story)

    def assert_same_state(self, state, expected):
        """Of two of Workspace.state(); tells of a difference no more than can be read."""
        if state != expected:
            more, less = sorted(state - expected), sorted(expected - state)
            self.fail(f"{len(more)} more: {more[:5]}, {len(less)} less: {less[:5]}")

    def assert_counts(self, run, added=0, replaced=0, unchanged=0, refused=0):
        """The first line of what add prints."""
        same = f", {unchanged} unchanged" if unchanged else ""
        expected = f"{added} added, {replaced} replaced{same}, {refused} refused in "
        self.assertTrue(run.out.startswith(expected), f"{run.out} does not begin with {expected}")


class SharedIndexTest(CliTest):
    """Tests that only read an index of `articles`, made once for all of them."""

    articles = ()

    @classmethod
    def setUpClass(cls):
        cls.work = Workspace()
        cls.addClassCleanup(cls.work.close)
        cls.work.add(*cls.articles)

    def setUp(self):
        pass


def complaint(*lines):
    """A pattern for standard error: these lines, each a pattern behind `newsidx: `, and hints."""
    return re.compile("".join(rf"newsidx: {line}\n(?:  .*\n)*" for line in lines))


def unprivileged_command(folder, command):
    """The command as run by a user who owns nothing; skips the test when that cannot be."""
    if os.geteuid() != 0:
        return command
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise unittest.SkipTest("running as another user takes setpriv (util-linux)")
    # The build may stand in a folder that only root may enter.
    binary = folder / "newsidx-for-all"
    if not binary.exists():
        shutil.copy(command[0], binary)
    return [
        setpriv,
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        binary,
        *command[1:],
    ]


def main():
    if len(sys.argv) > 1:
        os.environ.setdefault("NEWSIDX", os.path.abspath(sys.argv[1]))
    find_binary()
    here = Path(__file__).parent
    tests = unittest.defaultTestLoader.discover(str(here))
    sys.exit(not unittest.TextTestRunner().run(tests).wasSuccessful())


if __name__ == "__main__":
    main()

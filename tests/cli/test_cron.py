"""newsidx in cron: silent when all is well, one clear line and an exit code when not: in cron's
bare environment, and by cron itself where that can be had. docs/cron.md promises what is here."""

import json
import os
import re
import shlex
import shutil
import subprocess
import unittest
from pathlib import Path

from harness import (
    BINARY,
    CONFIGURATION,
    DONE,
    INPUT_REFUSED,
    NOT_FOUND,
    NOTHING_FOUND,
    SOME_REFUSED,
    CliTest,
    Run,
    complaint,
    wait_until,
)

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# $1 is a folder, $2 the binary cron, $3 a crontab: a cron that sees no jobs but these, and whose
# lock and spool nobody else sees. It ends with standard input, and all that it started too.
PRIVATE_CRON = """
set -e
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /etc/cron.d
mount -t tmpfs tmpfs /var/spool/cron
mkdir -m 1730 /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
: >"$1/empty"
test ! -e /etc/crontab || mount --bind "$1/empty" /etc/crontab
crontab "$3"
{ "$2" -f; echo "cron ended: $?"; } &
read -r _ || true
"""


def article(name):
    return {"id": name, "date": "2026-03-01", "text": f"Liman {name} için genişletildi."}


class CronLineTest(CliTest):
    """The line as cron runs it: a bare environment, nothing to read, no terminal."""

    def setUp(self):
        super().setUp()
        self.work.write_json_lines("archive/one.jsonl", article("bir"), article("iki"))

    def reindex(self, *args, index="index"):
        return self.bare("--index", self.work.folder / index, "reindex", "--quiet", *args)

    def bare(self, *args):
        """cron's environment, and without the home folder that cron would name."""
        nothing = {"HOME": None, "NEWSIDX_INDEX": None, "PATH": "/usr/bin:/bin", "LANG": "C"}
        return self.work.newsidx(*args, env=nothing)

    def status(self, *args):
        return self.bare("--index", self.work.index, "status", *args)

    def assert_silent(self, run):
        self.assert_ended(run, DONE, out="", err="")

    def test_silent_when_all_is_well(self):
        self.assert_silent(self.reindex("archive"))
        self.assert_silent(self.reindex("archive"))  # nothing to do
        self.assertEqual(sorted(self.work.found("liman")), ["bir", "iki"])
        self.work.write_json_lines("archive/two.jsonl", article("üç"))
        self.assert_silent(self.reindex())  # the folders it remembers
        self.assertEqual(sorted(self.work.found("liman")), ["bir", "iki", "üç"])
        self.assert_silent(self.reindex("--full", "--keep", "2"))
        self.assert_silent(self.status("--quiet", "--max-age", "26h"))

    def test_silent_about_names_and_words_of_any_language(self):
        """LANG=C is no reason to stumble over a file's name."""
        self.work.write("archive/Şırnak'ta çiğ.txt", "Şırnak'ta çiğ düştü\n\nIŞIK söndü.\n")
        self.assert_silent(self.reindex("archive"))
        self.assertEqual(len(self.work.found("ışık")), 1)

    def test_one_line_when_the_archive_is_gone(self):
        self.assert_silent(self.reindex("archive"))
        os.rename(self.work.folder / "archive", self.work.folder / "elsewhere")
        archive = re.escape(str(self.work.folder / "archive"))
        for args in (["archive"], [], ["--full"]):
            self.assert_ended(
                self.reindex(*args),
                INPUT_REFUSED,
                out="",
                err=complaint(f"{archive}: the archive is gone, so nothing was changed"),
            )
        (self.work.folder / "archive").mkdir()  # where nothing is mounted
        self.assert_ended(
            self.reindex(),
            INPUT_REFUSED,
            out="",
            err=complaint(f"{archive}: the archive is empty now, so nothing was changed"),
        )
        self.assertEqual(sorted(self.work.found("liman")), ["bir", "iki"])
        last = self.status("--format", "json").json["last_run"]
        self.assertEqual(last["exit_code"], INPUT_REFUSED)

    def test_a_refused_article_is_named_once(self):
        self.work.write("archive/broken.jsonl", '{"id": "x", \n')
        place = re.escape(str(self.work.folder / "archive/broken.jsonl:1"))
        self.assert_ended(
            self.reindex("archive"), SOME_REFUSED, out="", err=complaint(f"{place}: .*")
        )
        self.assert_silent(self.reindex())  # the file is as it was: not read again

    def test_no_index_is_named(self):
        self.assert_ended(
            self.bare("reindex", "--quiet", "archive"),
            CONFIGURATION,
            out="",
            err=complaint("no index is named, and there is no home folder to look in"),
        )

    def test_no_folder_was_ever_named(self):
        self.assert_ended(
            self.reindex(),
            NOT_FOUND,
            out="",
            err=complaint(".*: (this index remembers no folders yet|there is no newsidx index here)"),
        )

    def test_monitoring(self):
        self.assert_silent(self.reindex("archive"))
        shutil.rmtree(self.work.folder / "archive")
        self.assertEqual(self.reindex().code, INPUT_REFUSED)
        self.work.age_last_success(60)
        self.assert_silent(self.status("--quiet", "--max-age", "26h"))
        self.assert_ended(
            self.status("--quiet", "--max-age", "1s"),
            NOTHING_FOUND,
            out="",
            err=complaint(".*: the last run that succeeded ended .* ago, more than 1s"),
        )

    def test_back_to_an_earlier_generation(self):
        """As docs/cron.md says: the stub file, replaced by a rename."""
        self.assert_silent(self.reindex("archive"))
        self.work.write_json_lines("archive/two.jsonl", article("üç"))
        self.assert_silent(self.reindex("--full"))
        status = self.status("--format", "json").json
        self.assertEqual(status["generation"], "gen-0002")
        self.assertEqual(status["kept_generations"], ["gen-0001"])

        back = "echo 'auto gen-0001' >index/current.new && mv index/current.new index/current"
        subprocess.run(["sh", "-c", back], cwd=self.work.folder, check=True)
        status = self.status("--format", "json").json
        self.assertEqual((status["generation"], status["articles"]), ("gen-0001", 2))
        self.assertEqual(sorted(self.work.found("liman")), ["bir", "iki"])

        # The next run goes on from there, and what came later stays.
        self.assert_silent(self.reindex())
        self.assertEqual(sorted(self.work.found("liman")), ["bir", "iki", "üç"])
        status = self.status("--format", "json").json
        self.assertEqual((status["generation"], status["later_generations"]), ("gen-0001", ["gen-0002"]))
        self.assertEqual(self.bare("--index", self.work.index, "check").code, DONE)


class PackagingTest(CliTest):
    """The commands that packaging/ holds, run as they stand there, on another index."""

    def setUp(self):
        super().setUp()
        self.work.write_json_lines("archive/one.jsonl", article("bir"), article("iki"))
        self.assertEqual(self.work.newsidx("reindex", "--quiet", "archive").code, DONE)
        os.symlink(BINARY, self.work.folder / "newsidx")

    def assert_silent(self, command):
        path = f"{self.work.folder}:/usr/bin:/bin"
        done = subprocess.run(
            ["sh", "-c", command],
            env=self.work.environment({"PATH": path, "HOME": None}),
            cwd=self.work.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        run = Run(done.returncode, done.stdout, done.stderr)
        with self.subTest(command):
            self.assert_ended(run, DONE, out="", err="")

    def test_crontab(self):
        lines = (PACKAGING / "crontab").read_text().splitlines()
        commands = [line.split(None, 5)[5] for line in lines if re.match(r"[0-9*]", line)]
        self.assertEqual(len(commands), 3, lines)
        for command in commands:
            self.assert_silent(command)

    def test_crontab_with_the_log(self):
        """The ending that its comment offers, and that packaging/logrotate is for."""
        text = (PACKAGING / "crontab").read_text()
        options, log = re.search(r"end a line with: (.*) >>(\S+)$", text, re.MULTILINE).groups()
        pattern = (PACKAGING / "logrotate").read_text().split("{")[0].splitlines()[-1].strip()
        self.assertTrue(Path(log).match(pattern), f"{log} is not in {pattern}")
        self.assert_silent(f"newsidx reindex --quiet {options} >>reindex.log")
        figures = json.loads((self.work.folder / "reindex.log").read_text())
        self.assertEqual((figures["files"], figures["added"]), (1, 0))

    def test_service(self):
        text = (PACKAGING / "newsidx-reindex.service").read_text()
        (command,) = re.findall(r"^ExecStart=/usr/local/bin/(newsidx .*)$", text, re.MULTILINE)
        self.assert_silent(command)

    def test_crontab_is_one(self):
        """Debian's crontab reads it without complaint; others have no such option."""
        empty = self.work.folder / self.work.write("empty", "")
        check = [shutil.which("crontab") or "false", "-n"]
        if subprocess.run([*check, empty], capture_output=True).returncode != 0:
            self.skipTest("takes Debian's crontab (cron)")
        done = subprocess.run([*check, PACKAGING / "crontab"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)


class CronTest(CliTest):
    """cron itself, with a spool of its own: the machine's cron and crontabs are left alone."""

    def setUp(self):
        cron = shutil.which("cron", path=SYSTEM_PATH)
        if cron is None or shutil.which("crontab") is None:
            self.skipTest("takes the package cron")
        if os.geteuid() != 0:
            self.skipTest("only root can start cron")
        self.private = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        if subprocess.run([*self.private, "true"], capture_output=True).returncode != 0:
            self.skipTest("takes a mount namespace of its own, which is not allowed here")
        super().setUp()
        self.cron = cron

    def job(self, name):
        """A crontab's line: reindex at the next minute, once, and what it left behind in NAME.out
        and so on."""
        newsidx, folder = shlex.quote(BINARY), shlex.quote(str(self.work.folder))
        line = (
            f"* * * * * unset HOME; cd {folder}; mkdir {name}.once || exit; env >{name}.env; "
            f"{newsidx} --index {name}.idx reindex --quiet {name} >{name}.out 2>{name}.err; "
            f"echo $? >{name}.code.new; mv {name}.code.new {name}.code"
        )
        return line.replace("%", "\\%")  # which cron takes for a line's end

    def run_cron(self, *names):
        sanitizers = [f"{k}={v}" for k, v in os.environ.items() if "SAN_OPTIONS" in k]
        lines = ['MAILTO=""', "LANG=C", *sanitizers, *map(self.job, names)]
        crontab = self.work.write("crontab", "\n".join(lines) + "\n")
        folder = self.work.folder
        private = ["sh", "-c", PRIVATE_CRON, "sh", folder, self.cron, folder / crontab]
        with open(folder / "cron.log", "wb") as log:
            cron = subprocess.Popen(
                [*self.private, *private],
                env={"PATH": SYSTEM_PATH},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )
        try:

            def all_ended():
                said = (folder / "cron.log").read_text()
                self.assertTrue(cron.poll() is None and "cron ended" not in said, said)
                return all((folder / f"{name}.code").exists() for name in names)

            wait_until(all_ended, "the jobs of cron")
        finally:
            cron.stdin.close()
            cron.wait()
        return [self.outcome(name) for name in names]

    def outcome(self, name):
        folder = self.work.folder
        environment = (folder / f"{name}.env").read_text().splitlines()
        self.assertIn("LANG=C", environment)
        self.assertFalse([line for line in environment if line.startswith("HOME=")])
        return Run(
            int((folder / f"{name}.code").read_text()),
            (folder / f"{name}.out").read_bytes(),
            (folder / f"{name}.err").read_bytes(),
        )

    def found_in(self, name):
        run = self.work.newsidx("--index", f"{name}.idx", "search", "--format", "ids", "liman")
        return sorted(run.out.splitlines())

    def test_cron(self):
        for name in ("well", "gone"):
            self.work.write_json_lines(f"{name}/one.jsonl", article("bir"))
            run = self.work.newsidx("--index", f"{name}.idx", "reindex", "--quiet", name)
            self.assert_ended(run, DONE, out="", err="")
        self.work.write_json_lines("well/two.jsonl", article("iki"))
        shutil.rmtree(self.work.folder / "gone")

        well, gone = self.run_cron("well", "gone")

        self.assert_ended(well, DONE, out="", err="")
        self.assertEqual(self.found_in("well"), ["bir", "iki"])
        archive = re.escape(str(self.work.folder / "gone"))
        self.assert_ended(
            gone,
            INPUT_REFUSED,
            out="",
            err=complaint(f"{archive}: the archive is gone, so nothing was changed"),
        )
        self.assertEqual(self.found_in("gone"), ["bir"])


if __name__ == "__main__":
    unittest.main()

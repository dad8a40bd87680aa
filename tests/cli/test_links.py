"""Archive folders are not a way in: links, pipes, devices and files of patterns in them."""

import os
import random
import socket
import subprocess
import sys

from harness import DONE, SOME_REFUSED, USAGE, complaint
from reindexing import PAST, ReindexTest, article, text_of

SECRET = "gizlikasırga"


class LinkTest(ReindexTest):
    def setUp(self):
        super().setUp()
        self.write("a.txt", text_of("karabatak"))
        self.outside = self.work.folder / "dışarı"
        self.outside.mkdir()
        self.work.write("dışarı/sır.txt", text_of(SECRET))
        self.work.write("dışarı/oda/iç.txt", text_of("odalı"))

    def link(self, name, target):
        path = self.archive / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
        return path

    def add(self, *args, code=DONE):
        run = self.work.newsidx("add", "--format", "json", *args)
        self.assertEqual(run.code, code, run)
        return run.json

    def told(self, run):
        """What --verbose names: name -> why."""
        lines = [line.split(": ", 3) for line in run.err.splitlines() if "left out: " in line]
        return {os.path.basename(line[2]): line[3] for line in lines}


class AddTest(LinkTest):
    def test_links_are_left_out_counted_and_named(self):
        self.link("sır.txt", self.outside / "sır.txt")
        self.link("oda", self.outside / "oda")
        self.link("yakın.txt", "a.txt")
        self.link("boş.txt", "yok.txt")
        run = self.work.newsidx("add", "archive")
        self.assert_ended(run, DONE, None, "")
        self.assert_counts(run, added=1)
        self.assertIn("4 links left out (", run.out)
        self.assertEqual(self.work.found(SECRET), [])
        run = self.work.newsidx("add", "-v", "archive")
        self.assertEqual(
            self.told(run),
            dict.fromkeys(("sır.txt", "oda", "yakın.txt", "boş.txt"), "a link, not followed"),
        )

    def test_followed_within_what_is_named(self):
        self.link("sır.txt", self.outside / "sır.txt")
        self.link("oda", self.outside / "oda")
        self.write(".depo/derin.txt", text_of("depolu"))
        self.link("depo", ".depo")
        self.write(".gizli.txt", text_of("yunus"))
        self.link("görünen.txt", ".gizli.txt")
        report = self.add("archive", "--follow")
        self.assertEqual((report["added"], report["links_left_out"]), (3, 2))
        self.assertEqual(self.work.found(SECRET, "odalı"), [])
        [deep] = self.work.found("depolu")
        self.assertEqual(self.work.article(deep)["path"], "archive/depo/derin.txt")
        told = self.told(self.work.newsidx("add", "archive", "-v", "--follow"))
        self.assertEqual(
            told,
            dict.fromkeys(("sır.txt", "oda"), "a link that leads out of the archive, not followed"),
        )

    def test_what_is_named_beside_is_within(self):
        self.link("sır.txt", self.outside / "sır.txt")
        report = self.add("archive", "dışarı/sır.txt", "--follow")
        self.assertEqual((report["links_left_out"], report["repeated"]), (0, 1))
        self.assertEqual(len(self.work.found(SECRET)), 1)

    def test_a_name_that_begins_like_a_root_lies_outside(self):
        self.work.write("archive2/x.txt", text_of("komşu"))
        self.link("x.txt", self.work.folder / "archive2/x.txt")
        self.link("y.txt", "../archive2/x.txt")
        self.assertEqual(self.add("archive", "--follow")["links_left_out"], 2)
        self.assertEqual(self.work.found("komşu"), [])

    def test_a_link_by_way_of_a_link(self):
        """Within, by its name, without by where it leads in the end."""
        self.link("a1.txt", "a2.txt")
        self.link("a2.txt", self.outside / "sır.txt")
        self.link("b", "../archive/c")
        self.link("c", self.outside)
        self.link("d.txt", "c/sır.txt")
        self.assertEqual(self.add("archive", "--follow")["added"], 1)
        self.assertEqual(self.work.found(SECRET), [])

    def test_anywhere(self):
        self.link("sır.txt", self.outside / "sır.txt")
        self.link("oda", self.outside / "oda")
        self.link("aygıt.txt", "/dev/zero")
        report = self.add("archive", "--follow=anywhere")
        self.assertEqual((report["added"], report["links_left_out"]), (3, 0))
        self.assertEqual(len(self.work.found(SECRET)), 1)

    def test_what_is_named_itself_is_followed(self):
        file = self.link("bağ.txt", self.outside / "sır.txt")
        folder = self.link("oda", self.outside / "oda")
        self.assertEqual(self.add(file, folder)["added"], 2)
        (self.work.folder / "kök").symlink_to("archive")
        self.assertEqual(self.add("kök")["added"], 1)

    def test_circles_end(self):
        for number in range(12):  # every folder leads to every one: 12! ways and more
            for other in range(12):
                self.link(f"{number}/b{other}", f"../{other}")
            self.write(f"{number}/x.txt", text_of(f"daire{number}"))
        self.link("kendi", "kendi")
        self.link("kendi.txt", "kendi.txt")
        self.link("ana", ".")
        for follow in ("--follow", "--follow=anywhere"):
            with self.subTest(follow=follow):
                report = self.add("archive", follow)
                self.assertEqual(report["added"] + report["unchanged"], 13)
                self.assertEqual(report["links_left_out"], 2)

    def test_a_folder_is_read_once_however_many_links_lead_to_it(self):
        for number in range(50):
            self.link(f"oda{number}", self.outside)
        report = self.add("archive", "--follow=anywhere")
        self.assertEqual((report["added"], report["repeated"]), (3, 0))

    def test_deep_folders(self):
        # Removing it by recursion would be too deep for Python.
        self.addCleanup(subprocess.run, ["rm", "-rf", self.archive])
        fd = os.open(self.archive, os.O_RDONLY)
        for _ in range(900):
            os.mkdir("x", dir_fd=fd)
            below = os.open("x", os.O_RDONLY, dir_fd=fd)
            os.close(fd)
            fd = below
        file = os.open("y.txt", os.O_CREAT | os.O_WRONLY, dir_fd=fd)
        os.write(file, text_of("derindeki").encode())
        os.close(file)
        os.close(fd)
        self.assertEqual(self.add("archive")["added"], 2)

    def test_bad_choice(self):
        for value in ("hayır", "=", "No"):
            run = self.work.newsidx("add", "archive", f"--follow={value}")
            self.assertEqual(run.code, USAGE, run)


class OtherKindsTest(LinkTest):
    def test_pipes_sockets_and_devices_in_folders(self):
        os.mkfifo(self.archive / "boru.txt")
        os.mkfifo(self.archive / "boru.jsonl")
        with socket.socket(socket.AF_UNIX) as listening:
            os.chdir(self.archive)  # a socket's path may not be long
            try:
                listening.bind("soket.txt")
            finally:
                os.chdir("/")
        names = ["boru.txt", "boru.jsonl", "soket.txt"]
        for command in ("add", "reindex"):
            run = self.work.newsidx(command, "archive", "-v", "--index", command)
            self.assertEqual(run.code, DONE, run)
            self.assertIn("1 added", run.out)
            self.assertEqual(sorted(self.told(run)), sorted(names))

    def test_a_pipe_that_is_named_is_read(self):
        os.mkfifo(self.work.folder / "boru")
        writer = os.fork()
        if writer == 0:
            with open(self.work.folder / "boru", "w", encoding="utf-8") as pipe:
                pipe.write('{"id": "b", "text": "Borudan gelen."}\n')
            os._exit(0)
        self.assertEqual(self.add("boru")["added"], 1)
        os.waitpid(writer, 0)
        self.assertEqual(self.work.found("borudan"), ["b"])
        read, write = os.pipe()
        os.write(write, '{"id": "c", "text": "Ekrandan."}\n'.encode())
        os.close(write)
        run = self.work.newsidx("add", f"/dev/fd/{read}", "-q", pass_fds=[read])
        os.close(read)
        self.assert_ended(run, DONE, "", "")
        run = self.work.newsidx(
            "add", "/dev/stdin", "-q", stdin='{"id": "d", "text": "Yoldan."}'.encode()
        )
        self.assert_ended(run, DONE, "", "")
        self.assertEqual(sorted(self.work.ids()), ["b", "c", "d"])

    def test_a_pipe_is_no_root(self):
        os.mkfifo(self.work.folder / "boru")
        for path in ("boru", "/dev/null"):
            run = self.work.newsidx("reindex", path)
            self.assert_ended(
                run, USAGE, "", complaint(f"{path}: a pipe or device, which cannot be read again.*")
            )

    def test_a_root_that_becomes_a_pipe_loses_nothing(self):
        path = self.write("tek.txt", text_of("tekir"))
        self.reindex(path, self.archive / "a.txt", added=2)
        path.unlink()
        os.mkfifo(path)
        err = complaint(r".*/tek\.txt: has become a pipe or device")
        self.reindex(code=SOME_REFUSED, refused=1, err=err)
        self.assertEqual(len(self.work.found("tekir")), 1)


class IgnoreFileTest(LinkTest):
    def setUp(self):
        super().setUp()
        self.write("taslak.txt", text_of("taslaktaki"))

    def assert_refused(self, why, *options):
        for command in ("add", "reindex"):
            run = self.work.newsidx(command, "archive", "-q", "--index", command, *options)
            err = complaint(rf".*archive/\.newsidxignore: {why}; it is not heeded")
            self.assert_ended(run, SOME_REFUSED, None, err)

    def test_heeded(self):
        self.write(".newsidxignore", "taslak*\n")
        self.assertEqual(self.add("archive")["added"], 1)

    def test_a_link(self):
        self.work.write("dışarı/kalıplar", "taslak*\n")
        self.link(".newsidxignore", self.outside / "kalıplar")
        self.assert_refused("cannot be read: it, or a folder on the way to it, has become a link")
        self.assert_refused("a link that leads out of the archive", "--follow")
        self.assertEqual(self.add("archive", "--follow=anywhere")["added"], 1)
        (self.archive / ".newsidxignore").unlink()
        self.write("kalıplar", "taslak*\n")
        self.link(".newsidxignore", "kalıplar")
        self.work.index = self.work.folder / "üçüncü"
        self.assertEqual(self.add("archive", "--follow")["added"], 1)

    def test_a_pipe_a_folder_a_device(self):
        path = self.archive / ".newsidxignore"
        os.mkfifo(path)
        self.assert_refused("cannot be read: it is no file but a folder, pipe or device")
        path.unlink()
        path.mkdir()
        self.assert_refused("cannot be read: it is no file but a folder, pipe or device")
        path.rmdir()
        path.symlink_to("/dev/zero")
        self.assert_refused(
            "cannot be read: it is no file but a folder, pipe or device", "--follow=anywhere"
        )

    def test_too_large(self):
        with open(self.archive / ".newsidxignore", "w") as file:
            file.truncate(1 << 40)
        self.assert_refused("larger than 1 MB")


class RootTest(LinkTest):
    def setUp(self):
        super().setUp()
        self.link("sır.txt", self.outside / "sır.txt")
        self.link("oda", self.outside / "oda")

    def test_a_new_root_follows_none(self):
        self.reindex(self.archive, added=1, links_left_out=2)
        self.reindex(links_left_out=2, files_read=0)
        self.assertEqual(self.work.found(SECRET), [])
        self.assert_as_full()

    def test_what_a_choice_takes_away_is_bounded_as_all_that_is_gone(self):
        self.reindex(self.archive, "--follow=anywhere", added=3)
        run = self.work.newsidx("reindex", self.archive, "--follow=no")
        self.assertEqual(run.code, 65, run)
        self.assertEqual(len(self.work.found(SECRET)), 1)
        self.reindex(files_read=0)  # it follows as before

    def test_roots_of_other_runs_are_roots(self):
        self.reindex(self.outside, added=2)
        self.reindex(self.archive, "--follow", added=1, replaced=2, files=5)
        self.assert_as_full()
        self.reindex("--forget", self.outside, "--max-delete", "100", removed=2, links_left_out=2)

    def test_the_choice_is_remembered_with_its_root(self):
        self.reindex(self.archive, "--follow=anywhere", added=3)
        self.work.write("öteki/x.txt", text_of("öteki"))
        os.symlink(self.outside / "sır.txt", self.work.folder / "öteki/sır.txt")
        self.reindex(self.work.folder / "öteki", added=1, links_left_out=1)
        self.reindex(files_read=0, links_left_out=1)
        self.reindex(self.archive, files_read=0, links_left_out=1)
        self.assert_as_full()

    def test_what_a_link_led_to_and_is_not_mounted_is_not_gone(self):
        self.reindex(self.archive, "--follow=anywhere", added=3)
        self.outside.rename(self.work.folder / "sökülü")
        err = complaint(r".*/sır\.txt: a link: No such file or directory")
        self.reindex(code=SOME_REFUSED, refused=1, links_left_out=1, err=err)
        self.assertEqual(self.work.statistics()["articles"], 3)
        (self.work.folder / "sökülü").rename(self.outside)
        self.reindex(files_read=0)

    def test_a_linked_file_that_another_holds_too(self):
        """Read again by name for what it shares, it is opened by the same rule."""
        os.unlink(self.archive / "sır.txt")
        for follow in ("--follow=no", "--follow", "--follow=anywhere"):
            with self.subTest(follow=follow):
                self.work.index = self.work.folder / f"index{follow}"
                self.write_json_lines("1.jsonl", article(0, "bir"), article(1))
                self.write_json_lines("2.jsonl", article(0, "iki"), article(2))
                self.work.write_json_lines("archive/.asıl.jsonl", article(0, "üç"), article(3))
                if not (self.archive / "3.jsonl").is_symlink():
                    self.link("3.jsonl", ".asıl.jsonl")
                self.work.newsidx("reindex", "-q", self.archive, follow)
                self.write_json_lines("2.jsonl", article(2), mtime=PAST + 5)
                self.work.newsidx("reindex", "-q", "--max-delete", "100")
                self.assert_as_full()


class RaceTest(LinkTest):
    """Files and folders that turn into links and back while they are read."""

    ROUNDS = int(os.environ.get("NEWSIDX_RACE_ROUNDS", "15"))

    def test_what_turns_into_a_link_is_not_followed(self):
        for number in range(40):
            self.write(f"{number:02}/x.txt", text_of(f"konu{number}"))
        flip = f"""
import os, random, sys
rng = random.Random(1)
while os.getppid() == {os.getpid()}:
    number = rng.randrange(40)
    folder, spare = f"{number:02}", f"spare{number}"
    file = folder + "/x.txt"
    try:
        if rng.random() < .5:
            os.rename(folder, spare); os.symlink({str(self.outside)!r}, folder)
            os.unlink(folder); os.rename(spare, folder)
        else:
            os.symlink({str(self.outside / "sır.txt")!r}, spare + ".l")
            os.rename(file, spare + ".f"); os.rename(spare + ".l", file)
            os.rename(spare + ".f", file)
    except OSError:
        pass
"""
        self.work.write("dışarı/x.txt", text_of(SECRET))
        flipping = subprocess.Popen([sys.executable, "-c", flip], cwd=self.archive)
        try:
            for round_ in range(self.ROUNDS):
                index = self.work.folder / f"yarış{round_}"
                command = ("add", "reindex")[round_ % 2]
                follow = random.choice(["--follow=no", "--follow=inside"])
                run = self.work.newsidx(command, "-q", "archive", follow, "--index", index)
                self.assertIn(run.code, (DONE, SOME_REFUSED), run)
                found = self.work.newsidx("search", SECRET, "--index", index, "--format", "ids")
                self.assertEqual(found.out, "", run)
        finally:
            flipping.terminate()
            flipping.wait()

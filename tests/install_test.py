"""Others build with newsidx by what an install puts down, and by nothing else.

tests/install_test.py BUILD_DIR SOURCE_DIR

Installs a build into a scratch prefix, copies the examples away from the sources, builds them by
find_package and by pkg-config, and indexes and searches a folder with them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def check(condition, what):
    if not condition:
        sys.exit(what)


def try_out(folder, scratch, name):
    """The two programs on two articles."""
    articles = scratch / "articles"
    articles.mkdir(exist_ok=True)
    (articles / "a.txt").write_text("Putin'in ziyareti\n\nRusya lideri Putin Ankara'ya geldi.\n")
    (articles / "b.txt").write_text("Hava durumu\n\nYarın yağmur bekleniyor.\n")
    index = scratch / name
    said = run(folder / "index_folder", articles, index)
    check(said.startswith("2 added"), f"index_folder said: {said}")
    said = run(folder / "index_folder", articles, index)
    check(said.startswith("0 added"), f"index_folder said of an unchanged folder: {said}")
    said = run(folder / "search_folder", index, "PUTİN")
    check("[Putin]" in said and said.endswith("1 found\n"), f"search_folder said: {said}")
    done = subprocess.run([folder / "search_folder", index, '"'], capture_output=True, text=True)
    missing = subprocess.run([folder / "search_folder", scratch / "no", "x"], capture_output=True, text=True)
    check(missing.returncode == 66 and "no" in missing.stderr, f"no index: {missing}")
    check(done.returncode in (0, 1, 64), f"an open quote: {done}")


def main():
    build, source = map(Path, sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="newsidx-install-") as made:
        scratch = Path(made)
        prefix = scratch / "prefix"
        run("cmake", "--install", build, "--prefix", prefix)
        examples = scratch / "examples"
        shutil.copytree(source / "examples", examples)
        check(run(prefix / "bin" / "newsidx", "--version").strip(), "the installed program has no version")

        run("cmake", "-S", examples, "-B", scratch / "cmake", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}")
        run("cmake", "--build", scratch / "cmake")
        try_out(scratch / "cmake", scratch, "by-cmake.idx")

        found = list(prefix.rglob("newsidx.pc"))
        check(len(found) == 1, f"newsidx.pc: {found}")
        environment = {**os.environ, "PKG_CONFIG_PATH": str(found[0].parent)}
        flags = run("pkg-config", "--static", "--cflags", "--libs", "newsidx", env=environment).split()
        by_hand = scratch / "pkg-config"
        by_hand.mkdir()
        for program in ("index_folder", "search_folder"):
            run("c++", "-std=c++20", examples / f"{program}.cc", "-o", by_hand / program, *flags)
        try_out(by_hand, scratch, "by-pkg-config.idx")
        run("pkg-config", "--exists", "newsidx-fit", env=environment)


main()

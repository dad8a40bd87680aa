"""One run of a program, measured; what growth and build_beside share."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

SOME_REFUSED = 3  # newsidx add's exit code when it has named what it did not take


@dataclass
class Measured:
    wall: float  # seconds
    cpu: float  # seconds, of user and system
    memory: float  # MB, at most


def measure(command, accepted=(0,), **popen):
    """Runs the command with its output thrown away; ends the script if it fails."""
    begin = time.monotonic()
    process = subprocess.Popen(
        list(map(os.fspath, command)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **popen
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        sys.exit(f"{command[0]} ended with {process.returncode}: {' '.join(map(str, command))}")
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def bytes_on_disk(folder):
    return sum(
        os.path.getsize(os.path.join(parent, name))
        for parent, _, names in os.walk(folder)
        for name in names
    )


def remove(folder):
    """The folder, which a script made and may make again, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def read_into_cache(file):
    with open(file, "rb") as opened:
        while opened.read(1 << 20):
            pass

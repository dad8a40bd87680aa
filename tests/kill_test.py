"""Kills newsidx while it writes (SIGKILL), and looks at what is left.

tests/kill_test.py NEWSIDX [--rounds 200] [--seed N] [--work DIR]

Half of the kills come at a random moment, the others when something that happens only for an instant
is seen to happen, or shortly after: a generation gets its name, `current` is replaced, a commit is
written. After each kill the index is sound and just as it was before the command or just as it is after it;
the next run ends with 0, and the index is then that of a run that was never killed.
"""

import argparse
import os
import random
import shutil
import sys
import time

from endurance import Failure, Index, make_scenarios, make_work_folder


def names_of(folder):
    try:
        return set(os.listdir(folder))
    except FileNotFoundError:
        return set()


def inode_of(path):
    try:
        return os.stat(path).st_ino
    except FileNotFoundError:
        return None


# What is looked at, again and again: when it is another than at first, the moment has come. Of a
# command that makes a generation:
GENERATION_MOMENTS = [
    lambda folder: {name for name in names_of(folder) if name.startswith("gen-")},
    lambda folder: {name for name in names_of(folder) if name.startswith("current.newsidx-")},
    lambda folder: inode_of(folder / "current"),
    lambda folder: "merged" in names_of(folder / "building"),
]
# Of a command that commits to the one there is:
COMMIT_MOMENTS = [lambda folder: inode_of(folder / "gen-0001" / "iamglass")]


def wait_for_moment(process, folder, moment, delay):
    before = moment(folder)
    while process.poll() is None and moment(folder) == before:
        pass
    time.sleep(delay)


def is_between(index):
    """Whether a generation has its name, and `current` does not name it yet."""
    generations = sorted(name for name in names_of(index.folder) if name.startswith("gen-"))
    return bool(generations) and (not index.exists() or index.generation().name != generations[-1])


def one_round(scenario, index, chance):
    """Returns what was found after the kill: "before", "between", "after", "ended" or "no index"."""
    scenario.lay_out(index)
    process = index.start(*scenario.command)
    if chance.random() < 0.5:
        time.sleep(chance.uniform(0, scenario.seconds * 1.05))
    else:
        moments = GENERATION_MOMENTS if scenario.makes_generation else COMMIT_MOMENTS
        delay = chance.choice([0, 0, chance.uniform(0, 0.02)])
        wait_for_moment(process, index.folder, chance.choice(moments), delay)
    process.kill()
    ended = process.wait() == 0
    between = is_between(index)
    state = index.terms()
    # A new index is empty before it has its articles.
    index.require("after the kill", scenario.before, scenario.after, *empty(scenario, state))
    index.must(*scenario.command, codes=scenario.again)
    index.require("after the next run", scenario.after)
    index.require_clean()
    if scenario.name.startswith("reindex"):
        index.must("reindex", "-q")
        index.require("after one more run", scenario.after)
    if ended:
        return "ended"
    if between:
        return "between"
    if state == scenario.after and scenario.after != scenario.before:
        return "after"
    return "before" if state else "no index"


def empty(scenario, state):
    return [state] if scenario.base is None and not state else []


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newsidx")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--first-round", type=int, default=0)
    parser.add_argument("--work", help="a folder to work in (default: a temporary one)")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1_000_000)
    work = make_work_folder(options.work, "newsidx-kill-")
    scenarios = make_scenarios(options.newsidx, work)
    found = {scenario.name: [] for scenario in scenarios}
    failures = 0
    for number in range(options.first_round, options.first_round + options.rounds):
        scenario = scenarios[number % len(scenarios)]
        chance = random.Random(f"{seed} {number}")
        try:
            found[scenario.name].append(one_round(scenario, Index(options.newsidx, work / "index"), chance))
        except Failure as failure:
            failures += 1
            found[scenario.name].append("FAILED")
            print(f"seed {seed}, round {number}, {scenario.name}: {failure}")
            shutil.copytree(work / "index", work / f"failed-{number}", dirs_exist_ok=True)
    outcomes = ["before", "between", "after", "ended", "no index", "FAILED"]
    print(f"{'':22}{'seconds':>8}" + "".join(f"{outcome:>10}" for outcome in outcomes))
    for scenario in scenarios:
        counts = "".join(f"{found[scenario.name].count(outcome):>10}" for outcome in outcomes)
        print(f"{scenario.name:22}{scenario.seconds:8.2f}{counts}")
    print(f"{options.rounds} rounds, seed {seed}, {failures} failed")
    if failures:
        print(f"repeat one: --seed {seed} --first-round N --rounds 1; kept: {work}")
    else:
        shutil.rmtree(work)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()

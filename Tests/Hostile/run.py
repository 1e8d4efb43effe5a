#!/usr/bin/env python3
"""Runs every hostile file through every verb, in the cage and out of it, and says what is not as it should be.

    python3 Tests/Hostile/run.py --seedance BIN [--isolation off|required|both] [--only NAME] [--trace]

Exit code 1 where anything is wrong.
"""

import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import expect  # noqa: E402
import make  # noqa: E402
import special  # noqa: E402
import trace  # noqa: E402
import watch  # noqa: E402
from corpus.case import VERBS  # noqa: E402


def command(options, verb, name, isolation, out):
    words = [options.seedance, verb, "--json", "--timeout", "8", "--isolation", isolation]
    if verb in ("fit", "frames"):
        words += ["--output-dir", out]
    return words + ["--", name]


def one(options, file, verb, isolation):
    """Runs one verb on one file. Returns the outcome and everything that is wrong."""
    work = tempfile.mkdtemp(prefix="run-", dir=options.work)
    out = os.path.join(work, "out")
    os.mkdir(out)
    try:
        path = os.path.join(options.corpus, file.name)
        words = command(options, verb, path, isolation, out)
        log = os.path.join(options.work, os.path.basename(work) + ".strace")
        ended = watch.run(trace.wrapped(words, log) if options.trace else words, work, limit=(120 if options.trace else 20))
        found, wrong = expect.outcome(verb, ended) if ended.code >= 0 else (None, None)
        wrongs = [wrong] if wrong else []
        if options.trace:
            wrongs += trace.violations(log, path, out)
            os.unlink(log)
        else:
            wrongs += expect.cost(ended)
        if found is not None and not expect.matches(found, file.expect[verb]):
            wrongs.append(f"{expect.spoken(found)}, where '{file.expect[verb]}' is right")
        wrongs += expect.leftovers(out, ended.code == 0)
        wrongs += [f"left {n!r} in the working folder" for n in os.listdir(os.fsencode(work)) if n != b"out"]
        return found, ended, wrongs
    finally:
        shutil.rmtree(work, ignore_errors=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seedance", required=True)
    parser.add_argument("--isolation", choices=["off", "auto", "required", "both"], default="both")
    parser.add_argument("--only", action="append", default=[], help="files and special cases whose names contain this")
    parser.add_argument("--trace", action="store_true", help="look at every file opened and every connection tried, with strace")
    parser.add_argument("--corpus", help="a folder for the files, kept; a temporary one unless given")
    parser.add_argument("--list", action="store_true", help="print what was found for every file too")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    options.seedance = os.path.abspath(options.seedance)
    return options


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="seedance-hostile-") as work:
        options.work = work
        options.corpus = os.path.abspath(options.corpus or os.path.join(work, "corpus"))
        begin = time.monotonic()
        # In another process: what this one has had in memory would count for its children.
        subprocess.run([sys.executable, make.__file__, options.corpus, *options.only], check=True, stdout=subprocess.DEVNULL)
        files = make.chosen(options.only)
        before = {e.name: (e.stat().st_size, e.stat().st_mtime_ns) for e in os.scandir(options.corpus)}
        print(f"{len(files)} files made in {time.monotonic() - begin:.0f} s", flush=True)
        failures, tally, slowest, largest, verdicts = 0, Counter(), [], [], {}
        for isolation in ["off", "required"] if options.isolation == "both" else [options.isolation]:
            begin = time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
                jobs = {pool.submit(one, options, f, v, isolation): (f, v) for f in files for v in VERBS}
                for job in concurrent.futures.as_completed(jobs):
                    file, verb = jobs[job]
                    found, ended, wrongs = job.result()
                    shown = found[0] if isinstance(found, tuple) else found
                    other = verdicts.setdefault((file.name, verb), shown)
                    if other != shown:
                        wrongs.append(f"{shown}, and {other} with another isolation")
                    tally[isolation, verb, "wrong" if wrongs else str(shown)] += 1
                    slowest.append((ended.seconds, f"{verb} {file.name} ({isolation})"))
                    largest.append((ended.peak, f"{verb} {file.name} ({isolation})"))
                    for wrong in wrongs:
                        print(f"{isolation:8} {verb:8} {file.name}: {wrong}", flush=True)
                    if options.list:
                        print(f"{isolation:8} {verb:8} {file.name} = {expect.spoken(found)} {ended.seconds:.2f} s {ended.peak >> 20} MB", flush=True)
                    failures += bool(wrongs)
                if not options.trace:
                    for name, wrongs in special.run(options, isolation, pool):
                        tally[isolation, "special", "wrong" if wrongs else "as it should be"] += 1
                        failures += bool(wrongs)
                        for wrong in wrongs:
                            print(f"{isolation:8} special  {name}: {wrong}", flush=True)
            print(f"isolation {isolation}: {time.monotonic() - begin:.0f} s", flush=True)
        after = {e.name: (e.stat().st_size, e.stat().st_mtime_ns) for e in os.scandir(options.corpus)}
        if after != before:
            failures += 1
            print("The corpus itself has been changed:", sorted(set(after.items()) ^ set(before.items())))
        summary(tally, slowest, largest)
    print(f"{failures} failures" if failures else "Everything is as it should be.")
    return 1 if failures else 0


def summary(tally, slowest, largest):
    for (isolation, verb, outcome), count in sorted(tally.items()):
        print(f"  {isolation:8} {verb:8} {outcome:22} {count:>4}")
    print("  slowest: " + "; ".join(f"{s:.1f} s {n}" for s, n in sorted(slowest, reverse=True)[:3]))
    print("  largest: " + "; ".join(f"{p >> 20} MB {n}" for p, n in sorted(largest, reverse=True)[:3]))


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""What the cage costs: one picture, and a batch of fifty, with decoders in workers and without.

    python3 Benchmarks/cage.py --seedance .build/release/seedance [--rounds 40]

Whole processes, interleaved, the order turned round each time. The price is the median of the differences within
each round: a machine that is slow for a while is slow for both.
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

SAMPLE = pathlib.Path(__file__).resolve().parent.parent / "samples" / "landscape.jpg"


def seconds(seedance, isolation, files, folder):
    begin = time.perf_counter()
    subprocess.run([seedance, "fit", "--isolation", isolation, "--json", "--force", "--output-dir", folder, *files],
                   stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def price(seedance, files, folder, rounds):
    """Milliseconds without, milliseconds with, and the median difference: as milliseconds, and as a part."""
    modes = ["off", "required"]
    pairs = []
    for number in range(rounds + 1):
        took = {mode: seconds(seedance, mode, files, folder) for mode in (modes if number % 2 else modes[::-1])}
        pairs.append((took["off"], took["required"]))
    pairs = pairs[1:]  # the first fills caches
    without, caged = (statistics.median(column) for column in zip(*pairs))
    return (without * 1000, caged * 1000, statistics.median(b - a for a, b in pairs) * 1000,
            statistics.median((b - a) / a for a, b in pairs))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seedance", required=True)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number in range(50):
            files.append(f"{folder}/{number}.jpg")
            shutil.copy(SAMPLE, files[-1])
        out = f"{folder}/out"
        pathlib.Path(out).mkdir()
        for name, inputs, rounds in [("one picture", files[:1], options.rounds), ("fifty", files, options.rounds // 2)]:
            without, caged, more, part = price(options.seedance, inputs, out, rounds)
            print(f"{name:12} without {without:7.1f} ms   in the cage {caged:7.1f} ms   price {more:+.1f} ms, {part:+.1%}")


main()

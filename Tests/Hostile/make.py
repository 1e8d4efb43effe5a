#!/usr/bin/env python3
"""Writes the corpus of hostile files into a folder. The same bytes each time.

    python3 Tests/Hostile/make.py FOLDER [NAME…]
"""

import hashlib
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

import corpus  # noqa: E402


def make(folder, only=(), log=print):
    """The files whose names contain one of `only`, or all. Those that exist are made anew."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for file in chosen(only):
        data = file.make()
        path = folder / file.name
        path.write_bytes(data)
        if file.size:
            os.truncate(path, file.size)
        log(f"{hashlib.sha256(data).hexdigest()[:16]}  {len(data):>10}  {file.name}")


def chosen(only=()):
    return [f for f in corpus.load() if not only or any(part in f.name for part in only)]


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    make(sys.argv[1], sys.argv[2:])

"""What a hostile file is, and what ought to become of it."""

from dataclasses import dataclass
from typing import Callable, Dict

VERBS = ("inspect", "fit", "frames", "verify")

FILES: Dict[str, "HostileFile"] = {}


@dataclass
class HostileFile:
    """`expect` says for each verb what is right:

    - `ok`: exit 0, and where the verb writes something, it is whole.
    - `damaged`, `limit-exceeded`, …: that error code, with the exit code that belongs to it.
    - `fail`, or `fail:decode`: `verify` gives the verdict "fail" and exits 1; the check `decode` is among those that fail.
    - `a / b`: either is right, because the library version decides, or the machine's speed (a time-out).
    """

    name: str
    make: Callable[[], bytes]
    expect: Dict[str, str]
    why: str
    #: What the file is lengthened to, with a hole; 0 for not at all.
    size: int = 0


def _add(name, make, why, expect):
    assert name not in FILES, name
    FILES[name] = HostileFile(name, make if callable(make) else lambda: make, expect, why)


def picture(name, make, both, *, inspect=None, fit=None, why=""):
    """A picture file: it is no video for the two verbs that want one."""
    _add(name, make, why, {
        "inspect": inspect or both, "fit": fit or both, "frames": "not-a-video", "verify": "fail:container"})


def video(name, make, both, *, inspect=None, frames=None, verify="fail", why=""):
    """A video file: it is no picture for `fit`."""
    _add(name, make, why, {
        "inspect": inspect or both, "fit": "not-a-picture", "frames": frames or both, "verify": verify})


def sound(name, make, inspect, *, why=""):
    """A sound file: nothing but `inspect` takes it."""
    _add(name, make, why, {
        "inspect": inspect, "fit": "not-a-picture", "frames": "not-a-video", "verify": "fail:container"})


def other(name, make, refused="not-a-picture", *, inspect=None, why=""):
    """What only bears a media file's name: every verb says what it is instead."""
    _add(name, make, why, {
        "inspect": inspect or refused, "fit": refused, "frames": "not-a-video", "verify": "fail:container"})

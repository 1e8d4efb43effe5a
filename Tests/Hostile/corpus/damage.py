"""Damage that any format can have."""

from .case import FILES, HostileFile
from .seeds import fixture

EMPTY = {"inspect": "empty", "fit": "empty", "frames": "empty", "verify": "fail:container"}

for suffix in ("png", "jpg", "mp4", "webm", "wav"):
    FILES[f"empty.{suffix}"] = HostileFile(f"empty.{suffix}", lambda: b"", EMPTY, "no byte at all")
    FILES[f"one-byte.{suffix}"] = HostileFile(
        f"one-byte.{suffix}", lambda s=suffix: {"png": b"\x89", "jpg": b"\xff", "mp4": b"\0", "webm": b"\x1a", "wav": b"R"}[s],
        {"inspect": "not-a-picture / truncated", "fit": "not-a-picture / truncated", "frames": "not-a-video", "verify": "fail:container"}, "")
for suffix, name in {"png": "png-rgb16.png", "jpg": "jpeg-444.jpg", "gif": "gif-plain.gif", "webp": "webp-lossy.webp"}.items():
    data = fixture(name)
    FILES[f"sparse-200-megabytes.{suffix}"] = HostileFile(
        f"sparse-200-megabytes.{suffix}", lambda d=data: d, {
            "inspect": "limit-exceeded", "fit": "limit-exceeded", "frames": "not-a-video", "verify": "fail:container"},
        "a good picture with 200 MB of nothing behind it; takes no room on the disk")
    FILES[f"sparse-200-megabytes.{suffix}"].size = 200_000_000

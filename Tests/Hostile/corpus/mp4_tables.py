"""MP4: sample tables, times and edit lists."""

import struct

from .case import video
from .mp4_boxes import changed

STBL = "moov/trak/mdia/minf/stbl/"
ANY = "ok / damaged / truncated / no-frame / no-video / limit-exceeded"


def table(name, body):
    """Replaces one table of the video track."""
    def change(root):
        path = STBL + name
        root.find(path).body = body(root.find(path).body) if callable(body) else body
    return lambda: changed(change)


def numbers(*values):
    """Version, flags, and 32-bit numbers."""
    return struct.pack(f">{len(values) + 1}I", 0, *[v & 2**32 - 1 for v in values])


def field(path, offset, value, track=0):
    """Writes bytes at an offset of one box."""
    def change(root):
        node = root.find(path, track)
        node.body = node.body[:offset] + value + node.body[offset + len(value):]
    return lambda: changed(change)


def edits(*entries, count=None, version=0):
    mask = 2**64 - 1 if version else 2**32 - 1
    body = struct.pack(">II", version << 24, len(entries) if count is None else count) + b"".join(
        struct.pack(">QQI" if version else ">III", duration & mask, time & mask, rate) for duration, time, rate in entries)

    def change(root):
        root.find("moov/trak/edts/elst").body = body
    return lambda: changed(change)


def wide(path, offset, size, value):
    """Turns a header of version 0 into one of version 1 with a 64-bit duration."""
    def change(root):
        node = root.find(path)
        old = node.body
        times = struct.pack(">QQ", 0, 0)
        node.body = b"\1" + old[1:4] + times + old[12:12 + offset] + struct.pack(">Q", value) + old[12 + offset + size:]
    return lambda: changed(change)


video("mp4-stts-count-4294967295.mp4", table("stts", numbers(2**32 - 1, 1, 512)), ANY)
video("mp4-stts-run-4294967295.mp4", table("stts", numbers(1, 2**32 - 1, 1)), ANY)
video("mp4-stts-step-0.mp4", table("stts", numbers(1, 24, 0)), ANY, why="every frame at the same time")
video("mp4-stts-step-4294967295.mp4", table("stts", numbers(1, 24, 2**32 - 1)), ANY, verify="fail / pass / warn")
video("mp4-stts-step-2147483648-then-back.mp4", table("stts", numbers(2, 12, 2**31, 12, 2**31 - 1)), ANY)
video("mp4-stts-empty.mp4", table("stts", numbers(0)), ANY)
video("mp4-stsc-first-chunk-0.mp4", table("stsc", numbers(1, 0, 24, 1)), ANY)
video("mp4-stsc-falling.mp4", table("stsc", numbers(3, 9, 1, 1, 5, 1, 1, 1, 1, 1)), ANY)
video("mp4-stsc-samples-4294967295.mp4", table("stsc", numbers(1, 1, 2**32 - 1, 1)), ANY)
video("mp4-stsc-description-4294967295.mp4", table("stsc", numbers(1, 1, 24, 2**32 - 1)), ANY)
video("mp4-stsc-empty.mp4", table("stsc", numbers(0)), ANY)
video("mp4-stsz-count-4294967295.mp4", table("stsz", numbers(0, 2**32 - 1)), ANY)
video("mp4-stsz-count-4294967295-of-one-byte.mp4", table("stsz", numbers(1, 2**32 - 1)), ANY, why="four gigasamples without a table")
video("mp4-stsz-sizes-4294967295.mp4", table("stsz", numbers(0, 24, *[2**32 - 1] * 24)), ANY, inspect="ok / damaged / truncated")
video("mp4-stsz-sizes-0.mp4", table("stsz", numbers(0, 24, *[0] * 24)), "no-frame / damaged / truncated", inspect="ok / damaged / no-frame / truncated")
video("mp4-stco-beyond-the-end.mp4", table("stco", lambda old: old[:8] + b"\x7f\xff\xff\xff" * ((len(old) - 8) // 4)), "truncated / damaged / no-frame",
      inspect="ok / truncated / damaged", verify="fail:complete")
video("mp4-stco-into-the-index.mp4", table("stco", lambda old: old[:8] + bytes(4) * ((len(old) - 8) // 4)), "damaged / no-frame / truncated", inspect="ok")
video("mp4-stco-count-4294967295.mp4", table("stco", lambda old: old[:4] + b"\xff" * 4 + old[8:]), ANY)
video("mp4-ctts-count-4294967295.mp4", table("ctts", lambda old: old[:4] + b"\xff" * 4 + old[8:]), ANY, verify="fail / pass / warn")
video("mp4-ctts-offsets-2147483647.mp4", table("ctts", numbers(1, 24, 2**31 - 1)), ANY)
video("mp4-ctts-offsets-minus-2147483648.mp4", table("ctts", numbers(1, 24, 2**31)), ANY)
video("mp4-stss-beyond-the-end.mp4", table("stss", numbers(2, 0, 2**32 - 1)), ANY)
video("mp4-stss-count-4294967295.mp4", table("stss", numbers(2**32 - 1, 1)), ANY, verify="fail / pass / warn")
video("mp4-time-scale-0-of-the-movie.mp4", field("moov/mvhd", 12, bytes(4)), ANY, verify="fail / warn / pass")
video("mp4-time-scale-0-of-the-track.mp4", field("moov/trak/mdia/mdhd", 12, bytes(4)), ANY)
video("mp4-time-scale-4294967295-of-the-track.mp4", field("moov/trak/mdia/mdhd", 12, b"\xff" * 4), ANY)
video("mp4-time-scale-1-of-the-track.mp4", field("moov/trak/mdia/mdhd", 12, struct.pack(">I", 1)), "ok", why="24 frames over hours")
video("mp4-duration-4294967295.mp4", field("moov/mvhd", 16, b"\xff" * 4), ANY, verify="fail / warn")
video("mp4-duration-2-63.mp4", wide("moov/mvhd", 4, 4, 2**63), ANY, verify="fail / warn")
video("mp4-duration-2-64-minus-1-of-the-track.mp4", wide("moov/trak/mdia/mdhd", 4, 4, 2**64 - 1), ANY, verify="fail / warn")
video("mp4-edits-4294967295.mp4", edits((1000, 0, 65536), count=2**32 - 1), ANY)
video("mp4-edits-100000.mp4", edits(*[(10, 0, 65536)] * 100_000), ANY + " / timeout", verify="fail / limit-exceeded / timeout",
      why="the same ten milliseconds a hundred thousand times")
video("mp4-edits-20000-of-the-whole.mp4", edits(*[(1000, 0, 65536)] * 20_000), ANY + " / timeout", verify="fail / limit-exceeded / timeout",
      why="an hour-long film out of one second: half a million frames")
video("mp4-edit-of-nothing.mp4", edits((0, 0, 65536)), ANY)
video("mp4-edit-begins-at-2-62.mp4", edits((1000, 2**62, 65536), version=1), ANY)
video("mp4-edit-empty-for-4294967295.mp4", edits((2**32 - 1, -1, 65536), (1000, 0, 65536)), ANY)
video("mp4-edit-rate-0.mp4", edits((1000, 0, 0)), ANY)
video("mp4-edit-rate-minus-32768.mp4", edits((1000, 0, 2**31)), ANY)

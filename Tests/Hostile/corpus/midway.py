"""Videos that turn into others midway."""

import struct

from .boxes import box, full  # noqa: F401
from .case import video
from .seeds import H264 as REORDERED
from .seeds import LARGER, PICTURE, clip

# Raw streams have no times, so that the order of decoding must be that of showing.
H264 = [*REORDERED[:2], "-bf", "0", *REORDERED[2:]]


def raw(source, *codec):
    return clip("h264", *source, *codec)


def transport(source, *codec):
    return clip("ts", *source, *codec)


def wrapped(annexb, suffix):
    """An elementary stream in a container, copied as it is."""
    import pathlib
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "in.h264"
        path.write_bytes(annexb)
        return clip(suffix, "-framerate", "24", "-i", str(path), "-c", "copy", "-bsf:v", "setts=ts=N/(24*TB)", "-v", "fatal")


def twice(suffix, other):
    return wrapped(raw(PICTURE, *H264) + other, suffix)


FULL = [*H264[:-1], "yuv444p"]
DEEP = [*H264[:-1], "yuv420p10le"]

for suffix in ("mp4", "mkv", "ts"):
    video(f"{suffix}-size-changes-midway.{suffix}", lambda s=suffix: twice(s, raw(LARGER, *H264)), "ok / damaged",
          verify="fail:constant-format" if suffix != "ts" else "fail")
video("mp4-pixel-format-changes-midway.mp4", lambda: twice("mp4", raw(PICTURE, *FULL)), "ok / damaged", verify="fail:constant-format")
video("mp4-depth-changes-midway.mp4", lambda: twice("mp4", raw(PICTURE, *DEEP)), "ok / damaged", verify="fail:constant-format")
video("mp4-size-becomes-12000-midway.mp4", lambda: twice("mp4", stream(huge())), "ok / damaged / limit-exceeded", inspect="ok", verify="fail / limit-exceeded",
      why="the second half claims 144 megapixels a frame")
video("ts-codec-changes-midway.ts", lambda: transport(PICTURE, *H264) + transport(PICTURE, "-c:v", "mpeg2video"), "ok / damaged / no-frame")
video("mp4-size-changes-on-every-frame.mp4", lambda: wrapped(b"".join(
    clip("h264", "-f", "lavfi", "-i", f"testsrc2=size={64 + 16 * (n % 5)}x{48 + 16 * (n % 3)}:rate=24:duration=0.05", *H264) for n in range(15)), "mp4"),
    "ok / damaged", verify="fail:constant-format")


def bits(*fields):
    """Exponential-Golomb for what is no (value, count)."""
    text = ""
    for field in fields:
        if isinstance(field, tuple):
            text += format(field[0], f"0{field[1]}b")
        else:
            coded = format(field + 1, "b")
            text += "0" * (len(coded) - 1) + coded
    text += "1"
    text += "0" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


def huge(blocks=750):
    """Parameter sets for 12,000 by 12,000, and one slice: the largest that libavcodec itself lets through is not far."""
    sps = b"\x67" + bits((66, 8), (0, 8), (62, 8), 0, 0, 2, 1, (0, 1), blocks - 1, blocks - 1, (1, 1), (1, 1), (0, 1), (0, 1))
    pps = b"\x68" + bits(0, 0, (0, 1), (0, 1), 0, 0, 0, (0, 1), (0, 2), 0, 0, 0, (0, 1), (0, 1), (0, 1))
    piece = b"\x65" + bits(0, 7, 0, (0, 4), 0, (0, 1), (0, 1), 0) + b"\x5a" * 100
    return sps, pps, piece


def stream(units):
    return b"".join(b"\0\0\0\1" + unit for unit in units)


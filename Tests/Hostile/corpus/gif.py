"""GIF."""

import struct

from .case import picture
from .seeds import fixture, flipped

PALETTE = bytes(range(6))


def screen(width, height):
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + PALETTE


def frame(width, height, left=0, top=0, code_size=2, data=b"\x02\x44\x01"):
    """`\x44\x01` is one pixel: clear, index 0, end."""
    return b"," + struct.pack("<HHHHB", left, top, width, height, 0) + bytes([code_size]) + data + b"\0"


def comment(data):
    return b"!\xfe" + b"".join(bytes([len(data[n:n + 255])]) + data[n:n + 255] for n in range(0, len(data), 255)) + b"\0"


picture("gif-pixels-65535x65535.gif", lambda: screen(65535, 65535) + frame(1, 1) + b";", "limit-exceeded")
picture("gif-frame-larger-than-limits.gif", lambda: screen(8, 8) + frame(65535, 65535) + b";", "limit-exceeded")
picture("gif-frame-outside-its-screen.gif", lambda: screen(8, 8) + frame(1, 1, 65535, 65535) + b";", "ok / damaged", inspect="ok / damaged")
picture("gif-size-0.gif", lambda: screen(0, 0) + frame(0, 0) + b";", "damaged")
picture("gif-frame-flood.gif", lambda: screen(1, 1) + frame(1, 1) * 200_000 + b";", "ok / limit-exceeded",
        why="only the first one is looked at; decoding the others would cost, not their being there")
picture("gif-comment-flood.gif", lambda: screen(1, 1) + comment(b"x") * 150_000 + frame(1, 1) + b";", "limit-exceeded")
picture("gif-comment-17-megabytes.gif", lambda: screen(1, 1) + comment(bytes(17 << 20)) + frame(1, 1) + b";", "limit-exceeded")
picture("gif-no-frame.gif", lambda: screen(8, 8) + b";", "damaged")
picture("gif-code-size-255.gif", lambda: screen(8, 8) + frame(8, 8, code_size=255) + b";", "damaged", inspect="ok / damaged")
picture("gif-one-pixel-for-90-megapixels.gif", lambda: screen(9000, 10000) + frame(9000, 10000) + b";", "ok / damaged / truncated / limit-exceeded",
        inspect="ok", why="the data ends after the first pixel, which GIF lets stand for the rest being bare")
picture("gif-codes-before-their-definition.gif", lambda: screen(8, 8) + frame(8, 8, data=b"\x04\xff\xff\xff\xff") + b";",
        "ok / damaged / truncated", inspect="ok")
picture("gif-sub-block-beyond-the-end.gif", lambda: screen(8, 8) + frame(8, 8)[:-4] + b"\xff\1", "truncated / damaged")
picture("gif-unknown-block.gif", lambda: screen(8, 8) + b"\x77" * 100, "damaged")
picture("gif-cut.gif", lambda: fixture("gif-plain.gif")[:1500], "truncated")
picture("gif-flipped.gif", lambda: flipped(fixture("gif-plain.gif"), range(900, 2700, 170)), "ok / damaged / truncated")

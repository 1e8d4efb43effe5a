"""WebP."""

import struct

from .case import picture
from .png import loop
from .seeds import fixture, flipped


def chunk(kind, data):
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) & 1)


def riff(*chunks, size=None):
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) if size is None else size) + body


def three(number):
    return struct.pack("<I", number)[:3]


def extended(flags, width, height):
    return chunk(b"VP8X", bytes([flags, 0, 0, 0]) + three(width - 1) + three(height - 1))


def still():
    """The VP8 chunk of a good picture, and its size."""
    data = fixture("webp-lossy.webp")
    at = data.index(b"VP8 ")
    size = struct.unpack("<I", data[at + 4:at + 8])[0]
    width, height = (v & 0x3FFF for v in struct.unpack("<HH", data[at + 14:at + 18]))
    return data[at:at + 8 + size + (size & 1)], width, height


def lossless(width, height, data=bytes(8)):
    return chunk(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + data)


def frame(x, y, width, height, payload):
    return chunk(b"ANMF", three(x // 2) + three(y // 2) + three(width - 1) + three(height - 1) + three(40) + b"\0" + payload)


def with_chunks(flags, *chunks):
    picture_chunk, width, height = still()
    return riff(extended(flags, width, height), *chunks, picture_chunk)


def animation(count, *, x=0, y=0, size=None):
    payload, width, height = still()
    frames = frame(x, y, width, height, payload) + frame(0, 0, width, height, payload) * min(1, count - 1)
    frames += chunk(b"ANMF", bytes(16)) * max(0, count - 2)
    return riff(extended(2, *(size or (width, height))), chunk(b"ANIM", bytes(6)), frames)


picture("webp-canvas-16777216x16777216.webp", lambda: riff(extended(0, 2**24, 2**24), still()[0]), "limit-exceeded")
picture("webp-lossless-16384x16384.webp", lambda: riff(lossless(16384, 16384)), "limit-exceeded")
picture("webp-lossless-10000x10000-of-nothing.webp", lambda: riff(lossless(10000, 10000)),
        "damaged / truncated / limit-exceeded", inspect="ok / limit-exceeded",
        why="100 megapixels from 34 bytes: 400 MB if it is believed")
picture("webp-canvas-is-not-its-picture.webp", lambda: riff(extended(0, 9000, 9000), still()[0]), "damaged")
picture("webp-riff-size-4294967295.webp", lambda: riff(still()[0], size=2**32 - 1), "truncated / damaged")
picture("webp-riff-size-0.webp", lambda: riff(still()[0], size=0), "truncated / damaged")
picture("webp-chunk-beyond-the-end.webp", lambda: riff(b"VP8 \xff\xff\xff\xff" + bytes(40)), "damaged / truncated")
picture("webp-chunk-flood.webp", lambda: with_chunks(0, chunk(b"XXXX", b"") * 150_000), "limit-exceeded")
picture("webp-frame-flood.webp", lambda: animation(150_000), "limit-exceeded")
picture("webp-frame-outside-its-canvas.webp", lambda: animation(2, x=2**24, y=2**24), "damaged")
picture("webp-animation-without-a-frame.webp", lambda: riff(extended(2, 64, 64), chunk(b"ANIM", bytes(6))), "damaged")
picture("webp-icc-5-megabytes.webp", lambda: with_chunks(0x20, chunk(b"ICCP", bytes(5 << 20))), "ok", why="the profile is left out")
picture("webp-metadata-17-megabytes.webp", lambda: with_chunks(4, chunk(b"XMP ", bytes(17 << 20))), "limit-exceeded")
picture("webp-exif-directory-loop.webp", lambda: with_chunks(8, chunk(b"EXIF", loop())), "ok")
picture("webp-nested-webp.webp", lambda: riff(riff(riff(still()[0]))), "damaged / truncated")
picture("webp-alpha-of-another-size.webp", lambda: with_chunks(0x10, chunk(b"ALPH", b"\1" + bytes(3))), "damaged", inspect="ok / damaged")
picture("webp-cut.webp", lambda: fixture("webp-lossy.webp")[:1000], "truncated / damaged")
picture("webp-flipped.webp", lambda: flipped(fixture("webp-lossy.webp"), range(60, 900, 40)), "ok / damaged / truncated",
        why="VP8 has no checksum")

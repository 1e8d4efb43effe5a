"""EBML elements: writing them, and changing those of a file."""

import struct


def number(value, length=8):
    return value.to_bytes(length, "big")


def size(value, length=8):
    """As the variable-length number of a size."""
    return (value | 1 << 7 * length).to_bytes(length, "big")


def element(identifier, *parts, claimed=None):
    body = b"".join(parts)
    return bytes.fromhex(identifier) + size(len(body) if claimed is None else claimed) + body


UNKNOWN = b"\x01" + b"\xff" * 7


def header(kind=b"webm"):
    return element("1a45dfa3", element("4286", b"\1"), element("42f7", b"\1"), element("42f2", b"\4"), element("42f3", b"\x08"),
                   element("4282", kind), element("4287", b"\4"), element("4285", b"\2"))


def video_track(width=64, height=48, codec=b"V_VP8", *more, identifier=1):
    return element("ae", element("d7", bytes([identifier])), element("73c5", bytes([identifier])), element("83", b"\1"), element("86", codec),
                   element("e0", element("b0", number(width)), element("ba", number(height))), *more)


def info(scale=1_000_000, *more, duration=None):
    return element("1549a966", element("2ad7b1", number(scale)), *([element("4489", struct.pack(">d", duration))] if duration is not None else []),
                   element("4d80", b"x"), element("5741", b"x"), *more)


def cluster(time, *blocks):
    return element("1f43b675", element("e7", number(time)), *blocks)


def block(data, time=0, flags=0x80, track=1):
    return element("a3", bytes([0x80 | track]) + struct.pack(">hB", time, flags) + data)


def segment(*parts, unknown=False):
    body = b"".join(parts)
    return bytes.fromhex("18538067") + (UNKNOWN if unknown else size(len(body))) + body


def file(*parts, kind=b"webm", **options):
    return header(kind) + segment(*parts, **options)

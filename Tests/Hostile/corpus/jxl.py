"""JPEG XL."""

import struct

from .boxes import box
from .case import picture
from .seeds import fixture, flipped

CONTAINER = struct.pack(">I", 12) + b"JXL \r\n\x87\n" + box(b"ftyp", b"jxl ", bytes(4), b"jxl ")


def codestream(bits):
    """`bits`: (value, count), the lowest bit first, behind the signature."""
    number, at = 0, 0
    for value, count in bits:
        number |= value << at
        at += count
    return b"\xff\x0a" + number.to_bytes((at + 7) // 8 + 40, "little")


def sized(width, height):
    """Not small; height by 30 bits, no ratio, width by 30 bits."""
    return codestream([(0, 1), (3, 2), (height - 1, 30), (0, 3), (3, 2), (width - 1, 30), (1, 1)])


picture("jxl-pixels-1073741824x1073741824.jxl", lambda: sized(2**30, 2**30), "limit-exceeded")
picture("jxl-pixels-10000x10000-of-nothing.jxl", lambda: sized(10000, 10000), "damaged / truncated / limit-exceeded",
        inspect="ok / damaged / truncated / limit-exceeded")
picture("jxl-box-flood.jxl", lambda: CONTAINER + box(b"free") * 150_000 + box(b"jxlc", fixture("jxl-codestream.jxl")), "limit-exceeded")
picture("jxl-metadata-17-megabytes.jxl", lambda: CONTAINER + box(b"xml ", bytes(17 << 20)) + box(b"jxlc", fixture("jxl-codestream.jxl")),
        "limit-exceeded / ok")
picture("jxl-parts-out-of-order.jxl",
        lambda: CONTAINER + box(b"jxlp", struct.pack(">I", 0x80000007), fixture("jxl-codestream.jxl")[:500]) + box(
            b"jxlp", struct.pack(">I", 3), fixture("jxl-codestream.jxl")[500:]), "damaged / truncated / ok", inspect="damaged / truncated / ok")
picture("jxl-box-size-2-63.jxl", lambda: CONTAINER + struct.pack(">I4sQ", 1, b"jxlc", 2**63) + fixture("jxl-codestream.jxl"), "damaged / truncated")
picture("jxl-no-codestream.jxl", lambda: CONTAINER + box(b"Exif", bytes(40)), "damaged / truncated")
picture("jxl-cut.jxl", lambda: fixture("jxl-codestream.jxl")[:2500], "truncated / damaged", inspect="ok / truncated / damaged")
picture("jxl-flipped.jxl", lambda: flipped(fixture("jxl-codestream.jxl"), range(300, 3600, 300)), "ok / damaged / truncated", inspect="ok")

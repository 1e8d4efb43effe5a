"""BMP."""

import struct

from .case import picture
from .seeds import fixture


def bmp(width=8, height=8, bits=24, compression=0, data=bytes(192), offset=54, header=40, colors=0, masks=b""):
    info = struct.pack("<IiiHHIIiiII", header, width, height, 1, bits, compression, len(data), 0, 0, colors, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(data), 0, 0, offset) + info + masks + data


picture("bmp-pixels-2147483647x2147483647.bmp", lambda: bmp(2**31 - 1, 2**31 - 1), "limit-exceeded")
picture("bmp-height-minus-2147483648.bmp", lambda: bmp(8, -2**31), "limit-exceeded", why="its magnitude is no Int32")
picture("bmp-width-minus-8.bmp", lambda: bmp(-8, 8), "damaged")
picture("bmp-size-0.bmp", lambda: bmp(0, 0), "damaged")
picture("bmp-100-megapixels-run-length.bmp", lambda: bmp(10000, 10000, 8, 1, bytes(1024) + b"\0\1", 1078), "limit-exceeded",
        inspect="ok", why="100 megapixels of RLE that ends at once: a palette's colours take more memory than its numbers")
picture("bmp-run-length-delta-outside.bmp", lambda: bmp(8, 8, 8, 1, bytes(1024) + b"\0\2\xff\xff" * 200 + b"\x08\x01\0\1", 1078),
        "ok / damaged / truncated", inspect="ok")
picture("bmp-run-length-beyond-the-row.bmp", lambda: bmp(8, 8, 8, 1, bytes(1024) + b"\xff\1" * 400, 1078), "ok / damaged / truncated", inspect="ok")
picture("bmp-palette-of-4294967295.bmp", lambda: bmp(8, 8, 8, colors=2**32 - 1, data=bytes(64)), "ok / damaged / truncated", inspect="ok / damaged")
picture("bmp-pixels-inside-its-header.bmp", lambda: bmp(offset=2), "damaged")
picture("bmp-pixels-beyond-the-end.bmp", lambda: bmp(offset=2**31), "truncated")
picture("bmp-bits-3.bmp", lambda: bmp(bits=3), "damaged")
picture("bmp-bits-65535.bmp", lambda: bmp(bits=65535), "damaged")
picture("bmp-masks-of-all-bits.bmp", lambda: bmp(bits=32, compression=3, masks=b"\xff" * 12, offset=66, data=bytes(256)),
        "ok / damaged / unsupported-format", inspect="ok / damaged / unsupported-format")
picture("bmp-png-nested.bmp", lambda: bmp(bits=0, compression=5, data=fixture("png-gray8.png")), "unsupported-format")
picture("bmp-cut.bmp", lambda: fixture("bmp-24.bmp")[:9000], "truncated")

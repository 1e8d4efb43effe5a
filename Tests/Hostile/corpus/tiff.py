"""TIFF."""

import struct

from .case import picture
from .seeds import deflated_zeros, fixture, flipped

SHORT, LONG = 3, 4


def tiff(tags, data=b"", entries=None, following=0):
    """One directory at 8, then `data`. `tags`: number → (type, count, value)."""
    count = len(tags) if entries is None else entries
    body = b"".join(struct.pack("<HHI", tag, kind, n) + struct.pack("<I", value & 2**32 - 1)
                    for tag, (kind, n, value) in sorted(tags.items()))
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", count) + body + struct.pack("<I", following) + data


def plain(width=16, height=16, *, data=bytes(1024), **changes):
    """A grey picture of one strip; `changes` by tag number, as `t256=(type, count, value)`."""
    tags = {256: (LONG, 1, width), 257: (LONG, 1, height), 258: (SHORT, 1, 8), 259: (SHORT, 1, 1), 262: (SHORT, 1, 1),
            273: (LONG, 1, 0), 277: (SHORT, 1, 1), 278: (LONG, 1, height), 279: (LONG, 1, len(data))}
    for name, value in changes.items():
        tags[int(name[1:])] = value
    place = 8 + 2 + 12 * len(tags) + 4
    if "t273" not in changes:
        tags[273] = (LONG, 1, place)
    return tiff(tags, data)


picture("tiff-pixels-4294967295x4294967295.tif", lambda: plain(2**32 - 1, 2**32 - 1), "limit-exceeded")
picture("tiff-size-0.tif", lambda: plain(0, 16), "damaged")
picture("tiff-directory-loop.tif", lambda: tiff({256: (LONG, 1, 16), 257: (LONG, 1, 16), 273: (LONG, 1, 8), 279: (LONG, 1, 256), 258: (SHORT, 1, 8),
                                                262: (SHORT, 1, 1)}, bytes(300), following=8),
        "ok / damaged", why="its next page is itself")
picture("tiff-directory-beyond-the-end.tif", lambda: b"II*\0\xff\xff\xff\x7f" + bytes(64), "truncated / damaged")
picture("tiff-entries-65535.tif", lambda: tiff({256: (LONG, 1, 16)}, entries=65535), "truncated / damaged")
picture("tiff-strips-4294967295.tif", lambda: plain(t273=(LONG, 2**32 - 1, 8), t279=(LONG, 2**32 - 1, 8)),
        "truncated / damaged / limit-exceeded")
picture("tiff-strip-flood.tif",
        lambda: plain(1, 60000, data=struct.pack("<I", 8) * 200_000, t278=(LONG, 1, 1), t273=(LONG, 200_000, 122), t279=(LONG, 200_000, 122)),
        "limit-exceeded / truncated / damaged")
picture("tiff-strip-beyond-the-end.tif", lambda: plain(t273=(LONG, 1, 2**31)), "truncated")
picture("tiff-strip-bytes-4294967295.tif", lambda: plain(t279=(LONG, 1, 2**32 - 1)), "truncated")
picture("tiff-rows-per-strip-0.tif", lambda: plain(t278=(LONG, 1, 0)), "ok / damaged")
picture("tiff-samples-65535.tif", lambda: plain(t277=(SHORT, 1, 65535)), "damaged")
picture("tiff-bits-65535.tif", lambda: plain(t258=(SHORT, 1, 65535)), "damaged")
picture("tiff-tiles-4294967295.tif", lambda: plain(t322=(LONG, 1, 2**32 - 1), t323=(LONG, 1, 2**32 - 1), t324=(LONG, 1, 8), t325=(LONG, 1, 8)),
        "limit-exceeded")
picture("tiff-deflate-bomb.tif", lambda: plain(data=deflated_zeros(433 << 20), t259=(SHORT, 1, 8)), "ok / damaged",
        inspect="ok", why="the strip inflates to 433 MB for 256 bytes of picture")
picture("tiff-deflate-100-megapixels-of-64-bit.tif",
        lambda: plain(10000, 10000, data=deflated_zeros(100 << 20), t259=(SHORT, 1, 8), t258=(SHORT, 1, 16), t277=(SHORT, 1, 4), t262=(SHORT, 1, 2)),
        "limit-exceeded / damaged / truncated / unsupported-format", inspect="ok / limit-exceeded / damaged")
picture("tiff-lzw-of-nothing.tif", lambda: plain(data=b"\xff" * 64, t259=(SHORT, 1, 5)), "ok / damaged", inspect="ok", why="most good TIFF files too are read only by a decoder that forgives")
picture("tiff-packbits-beyond-the-row.tif", lambda: plain(data=b"\x81\x41" * 64, t259=(SHORT, 1, 32773)), "ok / damaged", inspect="ok")
picture("tiff-fax-of-noise.tif", lambda: plain(data=b"\x5a\xc3" * 128, t259=(SHORT, 1, 4), t258=(SHORT, 1, 1)),
        "ok / damaged / unsupported-format", inspect="ok / unsupported-format")
picture("tiff-jpeg-nested.tif", lambda: plain(data=fixture("jpeg-gray.jpg"), t259=(SHORT, 1, 7)), "damaged / unsupported-format / ok",
        inspect="ok / unsupported-format")
picture("tiff-compression-65535.tif", lambda: plain(t259=(SHORT, 1, 65535)), "damaged / unsupported-format",
        inspect="ok / unsupported-format / damaged")
picture("tiff-icc-4294967295.tif", lambda: plain(t34675=(7, 2**32 - 1, 8)), "ok / damaged", inspect="ok", why="the profile is left out, or the decoder stumbles over it")
picture("tiff-page-flood.tif",
        lambda: plain() + b"".join(struct.pack("<HI", 0, 8 + 6 * n) for n in range(200_000)), "ok / limit-exceeded")
picture("tiff-cut.tif", lambda: fixture("orientation-6.tif")[:2500], "truncated / damaged")
picture("tiff-flipped.tif", lambda: flipped(fixture("orientation-6.tif"), range(200, 4600, 400)), "ok / damaged / truncated",
        inspect="ok / damaged / truncated")
picture("tiff-bigtiff-offset-2-63.tif", lambda: b"II+\0\x08\0\0\0" + struct.pack("<Q", 2**63), "unsupported-format")

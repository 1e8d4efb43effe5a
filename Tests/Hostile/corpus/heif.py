"""HEIC and AVIF."""

import struct

from .boxes import box, full, nested
from .case import picture
from .seeds import fixture, flipped, sample


def patched(name, kind, offset, new, seed=None):
    """`new` written so many bytes behind the name of the first box of a kind."""
    data = seed or fixture(name)
    at = data.index(kind) + 4 + offset
    return data[:at] + new + data[at + len(new):]


FTYP = box(b"ftyp", b"heic", bytes(4), b"mif1heic")


def item_info(number, kind, extra=b""):
    return full(b"infe", struct.pack(">HH", number, 0), kind, b"\0", extra, version=2)


def crafted(items, properties, associations, locations, references=b"", primary=1, extra=b"", data=b"", idat=b""):
    """A file of our own. `locations`: (item, construction, [(offset, length)])."""
    iloc = b"".join(struct.pack(">HHHH", number, method, 0, len(extents)) + b"".join(struct.pack(">II", o, n) for o, n in extents)
                    for number, method, extents in locations)
    ipma = b"".join(struct.pack(">HB", number, len(which)) + bytes(which) for number, which in associations)
    meta = full(
        b"meta", full(b"hdlr", bytes(4), b"pict", bytes(13)), full(b"pitm", struct.pack(">H", primary)),
        full(b"iinf", struct.pack(">H", len(items)), *items), box(b"iprp", box(b"ipco", *properties), full(
            b"ipma", struct.pack(">I", len(associations)), ipma)),
        full(b"iref", references) if references else b"", full(b"iloc", b"\x44\0", struct.pack(">H", len(locations)), iloc, version=1),
        box(b"idat", idat), extra)
    return FTYP + meta + box(b"mdat", data)


def size_property(width, height):
    return full(b"ispe", struct.pack(">II", width, height))


def grid(rows, columns, width, height):
    return b"\0\1" + bytes([rows - 1, columns - 1]) + struct.pack(">II", width, height)


def grid_of(tiles, width, height, rows, columns):
    """A picture of tiles, all of which are said to be the same few bytes."""
    items = [item_info(1, b"grid")] + [item_info(n + 2, b"hvc1") for n in range(tiles)]
    references = box(b"dimg", struct.pack(">HH", 1, tiles), b"".join(struct.pack(">H", n + 2) for n in range(tiles)))
    return crafted(items, [size_property(width, height), size_property(512, 512), box(b"hvcC", b"\1" + bytes(22))],
                   [(1, [1])] + [(n + 2, [2, 3]) for n in range(tiles)],
                   [(1, 1, [(0, 12)])] + [(n + 2, 0, [(40, 64)]) for n in range(tiles)], references, idat=grid(rows, columns, width, height))


def grid_of_itself():
    references = box(b"dimg", struct.pack(">HHH", 1, 1, 1))
    return crafted([item_info(1, b"grid")], [size_property(64, 64)], [(1, [1])], [(1, 1, [(0, 12)])], references, idat=grid(1, 1, 64, 64))


def coded(width=64, height=64, extents=((40, 64),), configuration=b"\1" + bytes(22), properties=(), method=0):
    return crafted([item_info(1, b"hvc1")], [size_property(width, height), box(b"hvcC", configuration), *properties],
                   [(1, list(range(1, 3 + len(properties))))], [(1, method, list(extents))], data=bytes(200))


def meta_first(*boxes):
    return FTYP + full(b"meta", *boxes)


picture("heic-pixels-65535x65535.heic", lambda: patched("heic.heic", b"ispe", 4, struct.pack(">II", 65535, 65535)), "limit-exceeded / damaged")
picture("heic-size-4294967295.heic", lambda: coded(2**32 - 1, 2**32 - 1), "limit-exceeded")
picture("heic-size-is-not-its-pictures.heic", lambda: patched("heic.heic", b"ispe", 4, struct.pack(">II", 9000, 9000)), "damaged",
        inspect="ok / damaged")
picture("heic-grid-of-itself.heic", grid_of_itself, "damaged / unsupported-format")
picture("heic-grid-of-256-by-256-tiles.heic", lambda: grid_of(4, 131072, 131072, 256, 256), "limit-exceeded / damaged")
picture("heic-item-flood.heic", lambda: grid_of(60_000, 9000, 9000, 250, 240), "limit-exceeded / damaged")
picture("heic-tiles-smaller-than-the-grid.heic", lambda: grid_of(4, 9000, 9000, 2, 2), "damaged")
picture("heic-extents-beyond-the-end.heic", lambda: coded(extents=[(2**31, 2**31)]), "truncated / damaged")
picture("heic-extents-overlapping-bomb.heic", lambda: coded(extents=[(0, 500)] * 60_000), "limit-exceeded / damaged",
        why="one picture pieced together of the same bytes 60,000 times")
picture("heic-data-in-another-file.heic",
        lambda: meta_first(full(b"hdlr", bytes(4), b"pict", bytes(13)), full(b"pitm", b"\0\1"), box(b"dinf", full(b"dref", struct.pack(">I", 1), full(
            b"url ", b"file:///etc/passwd\0"))), full(b"iinf", b"\0\1", item_info(1, b"hvc1")), full(
                b"iloc", b"\x44\0", struct.pack(">HHHHHII", 1, 1, 0, 1, 1, 0, 64), version=1),
            box(b"iprp", box(b"ipco", size_property(64, 64), box(b"hvcC", b"\1" + bytes(22))), full(b"ipma", struct.pack(">IHBBB", 1, 1, 2, 1, 2)))),
        "damaged / unsupported-format")
picture("heic-item-is-an-address.heic",
        lambda: crafted([item_info(1, b"uri ", b"http://127.0.0.1:9/x\0")], [size_property(64, 64)], [(1, [1])], [(1, 0, [(40, 64)])], data=bytes(99)),
        "damaged / unsupported-format")
picture("heic-boxes-nested-10000-deep.heic", lambda: FTYP + nested(b"meta", 10_000), "damaged / truncated / limit-exceeded")
picture("heic-property-flood.heic",
        lambda: coded(properties=[box(b"free")] * 100) .replace(b"ipco", b"ipco", 1) + nested(b"free", 200_000), "damaged / limit-exceeded / truncated")
picture("heic-configuration-empty.heic", lambda: coded(configuration=b""), "damaged")
picture("heic-crop-of-2147483648.heic",
        lambda: coded(properties=[box(b"clap", struct.pack(">IIIIIIII", 2**31, 1, 2**31, 0, 2**32 - 1, 0, 1, 0))]), "damaged")
picture("heic-no-primary-picture.heic", lambda: crafted([item_info(2, b"hvc1")], [size_property(8, 8)], [(2, [1])], [(2, 0, [(0, 9)])], primary=77),
        "damaged")
picture("heic-meta-size-4294967295.heic", lambda: FTYP + box(b"meta", bytes(4), size=2**32 - 1), "truncated / damaged")
picture("heic-cut.heic", lambda: fixture("heic.heic")[:2000], "truncated / damaged")
picture("heic-phone-picture-cut.heic", lambda: sample("phone.heic")[:len(sample("phone.heic")) * 3 // 5], "truncated / damaged")
picture("heic-flipped-in-picture.heic", lambda: flipped(fixture("heic.heic"), range(1000, 2800, 90)), "ok / damaged", inspect="ok",
        why="HEVC has no checksum")
picture("avif-size-4294967295.avif", lambda: patched("avif.avif", b"ispe", 4, b"\xff" * 8), "limit-exceeded")
picture("avif-picture-of-noise.avif", lambda: fixture("avif.avif")[:-600] + b"\xa5\x3c" * 300, "ok / damaged", inspect="ok", why="AV1 has no checksum")
picture("avif-cut.avif", lambda: fixture("avif.avif")[:900], "truncated / damaged")
picture("avif-sequence-without-a-picture.avif", lambda: box(b"ftyp", b"avis", bytes(4), b"avisavif") + box(b"moov", bytes(64)),
        "damaged / truncated / unsupported-format")

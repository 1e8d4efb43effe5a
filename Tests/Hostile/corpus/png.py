"""PNG and APNG."""

import struct
import zlib

from .case import picture
from .seeds import deflated_zeros, fixture, flipped

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MEGA = 1 << 20


def chunk(kind, data=b"", crc=None):
    crc = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def header(width, height, depth=8, color=2, interlace=0, compression=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, compression, 0, interlace))


def png(*chunks):
    return SIGNATURE + b"".join(chunks) + chunk(b"IEND")


def small(*before, after=b""):
    """A good picture of 64 by 48 with other chunks around its data."""
    rows = b"".join(b"\0" + bytes(v for x in range(64) for v in (x * 4, y * 5, 128)) for y in range(48))
    return png(header(64, 48), *before, chunk(b"IDAT", zlib.compress(rows)), after)


def zeros(width, height, depth, color):
    """A picture whose rows are all zero."""
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    count = height * (1 + (width * samples * depth + 7) // 8)
    return png(header(width, height, depth, color), chunk(b"IDAT", deflated_zeros(count)))


def frame_control(number, width, height, x=0, y=0):
    return chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, width, height, x, y, 1, 24, 0, 0))


def exif(body):
    return chunk(b"eXIf", body)


def loop():
    """A directory that names itself as the one for cameras and as the next one."""
    entries = struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<HHII", 0xA005, 4, 1, 8)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + entries + struct.pack("<I", 8)


picture("png-pixels-65535x65535.png", lambda: png(header(65535, 65535), chunk(b"IDAT", zlib.compress(bytes(100)))),
        "limit-exceeded", why="4.3 gigapixels by its header")
picture("png-side-65537.png", lambda: zeros(65537, 1, 8, 0), "limit-exceeded", why="one pixel over the limit of a side")
picture("png-size-2147483647.png", lambda: png(header(2**31 - 1, 2**31 - 1), chunk(b"IDAT", zlib.compress(b"\0"))),
        "limit-exceeded", why="the largest size that PNG has; products overflow 32 and 62 bits")
picture("png-size-2147483648.png", lambda: png(header(2**31, 1), chunk(b"IDAT", zlib.compress(b"\0"))),
        "limit-exceeded / damaged", why="a sign bit; PNG itself forbids it")
picture("png-size-0.png", lambda: png(header(0, 10), chunk(b"IDAT", zlib.compress(b"\0"))), "damaged")
picture("png-100-megapixels-of-64-bit.png", lambda: zeros(10000, 10000, 16, 6), "limit-exceeded", inspect="ok / limit-exceeded",
        why="within the pixels, and 800 MB in memory")
picture("png-90-megapixels-of-1-bit.png", lambda: zeros(9000, 10000, 1, 0), "ok / limit-exceeded", inspect="ok",
        why="a file of 11 kB within the limits: time and memory have to hold")
picture("png-text-bomb-ztxt.png", lambda: small(chunk(b"zTXt", b"Comment\0\0" + deflated_zeros(623 * MEGA))), "ok",
        why="0.6 MB that libav would inflate to 623 MB")
picture("png-text-bomb-itxt.png", lambda: small(chunk(b"iTXt", b"Title\0\1\0\0\0" + deflated_zeros(623 * MEGA))), "ok")
picture("png-text-bomb-behind-the-data.png",
        lambda: small(after=chunk(b"zTXt", b"Comment\0\0" + deflated_zeros(623 * MEGA))), "ok")
picture("png-icc-bomb.png", lambda: small(chunk(b"iCCP", b"icc\0\0" + deflated_zeros(433 * MEGA))), "ok",
        why="the profile is left out, with a warning")
picture("png-icc-nested-in-itself.png", lambda: small(chunk(b"iCCP", b"icc\0\0" + zlib.compress(small()))), "ok",
        why="a PNG where a profile should be")
picture("png-data-bomb-behind-the-last-row.png",
        lambda: png(header(8, 8), chunk(b"IDAT", deflated_zeros(433 * MEGA))), "ok / damaged",
        why="the data inflates to more than the picture has")
picture("png-metadata-17-megabytes.png", lambda: small(*[chunk(b"tEXt", b"k\0" + bytes([65]) * MEGA)] * 17), "limit-exceeded")
picture("png-chunk-flood.png", lambda: small(chunk(b"tEXt", b"k\0v") * 150_000), "limit-exceeded")
picture("png-data-chunk-flood.png", lambda: png(header(8, 8), chunk(b"IDAT", b"x") * 150_000), "limit-exceeded")
picture("png-empty-data-chunks.png", lambda: png(header(8, 8), chunk(b"IDAT") * 1000), "damaged")
picture("png-frame-flood.png",
        lambda: small(chunk(b"acTL", struct.pack(">II", 200_000, 0)), frame_control(0, 64, 48),
                      after=b"".join(frame_control(2 * n + 1, 1, 1) + chunk(b"fdAT", struct.pack(">I", 2 * n + 2) + b"x")
                                     for n in range(60_000))), "limit-exceeded")
picture("png-first-frame-outside-its-canvas.png",
        lambda: png(header(64, 48), chunk(b"acTL", struct.pack(">II", 2, 0)), chunk(b"IDAT", zlib.compress(bytes(193 * 48))),
                    frame_control(0, 2**31 - 1, 48, 2**31 - 1), chunk(b"fdAT", struct.pack(">I", 1) + b"x")),
        "ok / damaged", why="offset and size overflow when added; the still picture is in front of the frames")
picture("png-chunk-length-2147483648.png",
        lambda: SIGNATURE + header(8, 8) + struct.pack(">I", 2**31) + b"IDAT" + bytes(64), "damaged / truncated")
picture("png-chunk-length-4294967295.png",
        lambda: SIGNATURE + header(8, 8) + b"\xff\xff\xff\xffIDAT" + bytes(64), "damaged / truncated")
picture("png-checksum-of-header-wrong.png",
        lambda: png(chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0), crc=1), chunk(b"IDAT", zlib.compress(bytes(25 * 8)))),
        "damaged", inspect="ok / damaged")
picture("png-checksum-of-data-wrong.png", lambda: png(header(8, 8), chunk(b"IDAT", zlib.compress(bytes(25 * 8)), crc=7)),
        "damaged", inspect="ok", why="inspect reads no pixels")
picture("png-two-headers.png", lambda: png(header(8, 8), header(9000, 9000), chunk(b"IDAT", zlib.compress(bytes(200)))), "damaged")
picture("png-palette-missing.png", lambda: png(header(8, 8, 8, 3), chunk(b"IDAT", zlib.compress(bytes(72)))), "damaged")
picture("png-palette-index-beyond.png",
        lambda: png(header(8, 8, 8, 3), chunk(b"PLTE", bytes(3)), chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * 8) * 8))),
        "ok / damaged")
picture("png-depth-3.png", lambda: png(header(8, 8, 3, 0), chunk(b"IDAT", zlib.compress(bytes(72)))), "damaged")
picture("png-filter-9.png", lambda: png(header(8, 8), chunk(b"IDAT", zlib.compress((b"\x09" + bytes(24)) * 8))),
        "ok / damaged", inspect="ok")
picture("png-interlace-7.png", lambda: png(header(8, 8, interlace=7), chunk(b"IDAT", zlib.compress(bytes(200)))), "damaged")
picture("png-exif-directory-loop.png", lambda: small(exif(loop())), "ok", why="an orientation that cannot be found is none")
picture("png-exif-count-4294967295.png",
        lambda: small(exif(b"MM\0*" + struct.pack(">IHHHII", 8, 1, 0x112, 3, 2**32 - 1, 2**32 - 1) + bytes(4))), "ok")
picture("png-cut-in-data.png", lambda: fixture("png-rgb8-interlaced.png")[:3000], "truncated")
picture("png-cut-in-signature.png", lambda: SIGNATURE[:5], "truncated / not-a-picture")
picture("png-half-of-its-rows.png", lambda: png(header(64, 64), chunk(b"IDAT", zlib.compress((b"\0" + b"\x55" * 192) * 30))),
        "damaged / truncated", inspect="ok", why="every chunk is whole; the rows are not all there")
picture("png-flipped-in-data.png", lambda: flipped(fixture("png-rgb16.png"), range(1000, 5000, 500)), "damaged", inspect="ok")
picture("png-spliced-with-another.png", lambda: fixture("png-rgb16.png")[:2000] + fixture("png-rgb8-interlaced.png")[2000:],
        "damaged / truncated", inspect="damaged / truncated / ok")

"""JPEG."""

import struct

from .case import picture
from .png import loop
from .seeds import fixture, flipped

GOOD = "jpeg-444.jpg"


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def segments(data):
    """(marker, whole segment) up to the start of the scan, and what follows."""
    out, at = [], 2
    while True:
        marker = data[at + 1]
        length = struct.unpack(">H", data[at + 2:at + 4])[0]
        if marker == 0xDA:
            return out, data[at:]
        out.append((marker, data[at:at + 2 + length]))
        at += 2 + length


def rebuilt(keep=lambda marker: True, extra=b"", change=lambda marker, whole: whole, seed=GOOD):
    """The good picture with segments left out, changed, or put in front."""
    heads, scan = segments(fixture(seed))
    return b"\xff\xd8" + extra + b"".join(change(m, w) for m, w in heads if keep(m)) + scan


def sized(width, height, seed=GOOD):
    def change(marker, whole):
        if marker not in (0xC0, 0xC2):
            return whole
        return whole[:5] + struct.pack(">HH", height, width) + whole[9:]
    return rebuilt(change=change, seed=seed)


def scan_flood(width, height, scans):
    """Progressive: each scan is a few bytes, and walks over every block of the picture."""
    heads, _ = segments(fixture("jpeg-progressive.jpg"))
    tables = b"".join(w for m, w in heads if m == 0xDB)
    frame = segment(0xC2, struct.pack(">BHHB", 8, height, width, 1) + bytes([1, 0x11, 0]))
    huffman = segment(0xC4, bytes([0]) + bytes([1] + [0] * 15) + b"\0") + segment(
        0xC4, bytes([0x10]) + bytes([0, 1] + [0] * 14) + b"\xe0")
    first = segment(0xDA, bytes([1, 1, 0x00, 0, 0, 0])) + bytes(64)
    more = segment(0xDA, bytes([1, 1, 0x00, 1, 63, 0])) + bytes(2)
    return b"\xff\xd8" + tables + frame + huffman + first + more * scans + b"\xff\xd9"


def icc_parts(size):
    part = 65000
    count = min(255, (size + part - 1) // part)
    return b"".join(segment(0xE2, b"ICC_PROFILE\0" + bytes([n + 1, count]) + bytes(part)) for n in range(count))


def table(marker_data):
    return segment(0xC4, marker_data)


picture("jpeg-pixels-65500x65500.jpg", lambda: sized(65500, 65500), "limit-exceeded", why="4.2 gigapixels from 3 kB")
picture("jpeg-pixels-10000x9999-without-data.jpg", lambda: sized(10000, 9999), "damaged / truncated / timeout / limit-exceeded",
        inspect="ok / limit-exceeded", why="just within the limit, and all but a few blocks are missing")
picture("jpeg-size-0x0.jpg", lambda: sized(0, 0), "damaged")
picture("jpeg-scan-flood.jpg", lambda: scan_flood(9000, 9000, 5000), "limit-exceeded / timeout / damaged", inspect="ok / limit-exceeded",
        why="70 kB that keep a decoder busy for many minutes")
picture("jpeg-segment-flood.jpg", lambda: rebuilt(extra=segment(0xFE, b"") * 150_000), "limit-exceeded")
picture("jpeg-metadata-17-megabytes.jpg", lambda: rebuilt(extra=segment(0xE3, bytes(60000)) * 300), "limit-exceeded")
picture("jpeg-icc-16-megabytes.jpg", lambda: rebuilt(extra=icc_parts(16 << 20)), "ok / limit-exceeded",
        why="the profile is left out, or counts as metadata")
picture("jpeg-icc-parts-that-disagree.jpg",
        lambda: rebuilt(extra=segment(0xE2, b"ICC_PROFILE\0\x01\x02" + bytes(200)) + segment(0xE2, b"ICC_PROFILE\0\x02\xff" + bytes(200))
                        + segment(0xE2, b"ICC_PROFILE\0\x00\x00")), "ok")
picture("jpeg-segment-length-0.jpg", lambda: rebuilt(extra=b"\xff\xe5\0\0"), "damaged")
picture("jpeg-segment-length-65535-at-the-end.jpg", lambda: b"\xff\xd8\xff\xe1\xff\xffExif", "truncated / damaged")
picture("jpeg-exif-directory-loop.jpg", lambda: rebuilt(extra=segment(0xE1, b"Exif\0\0" + loop())), "ok")
picture("jpeg-exif-offset-4294967295.jpg",
        lambda: rebuilt(extra=segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff")), "ok")
picture("jpeg-huffman-tables-missing.jpg", lambda: rebuilt(keep=lambda m: m != 0xC4), "damaged", inspect="ok / damaged",
        why="the standard tables are not to be guessed for a file; MJPEG alone may do so")
picture("jpeg-huffman-table-overfull.jpg",
        lambda: rebuilt(extra=table(b"\0" + b"\xff" * 16 + bytes(255)), keep=lambda m: m != 0xC4), "damaged / truncated",
        inspect="ok / damaged")
picture("jpeg-quantisation-missing.jpg", lambda: rebuilt(keep=lambda m: m != 0xDB), "damaged", inspect="ok")
picture("jpeg-components-255.jpg",
        lambda: rebuilt(change=lambda m, w: segment(0xC0, struct.pack(">BHHB", 8, 48, 64, 255) + bytes([1, 0x11, 0]) * 255) if m == 0xC0 else w),
        "damaged / unsupported-format")
picture("jpeg-sampling-0x0.jpg", lambda: rebuilt(change=lambda m, w: w[:11] + b"\0" + w[12:] if m == 0xC0 else w), "damaged")
picture("jpeg-sampling-15x15.jpg", lambda: rebuilt(change=lambda m, w: w[:11] + b"\xff" + w[12:] if m == 0xC0 else w),
        "damaged / unsupported-format", inspect="ok / damaged / unsupported-format")
picture("jpeg-two-frames.jpg",
        lambda: rebuilt(change=lambda m, w: w + w[:5] + struct.pack(">HH", 60000, 60000) + w[9:] if m == 0xC0 else w),
        "damaged / limit-exceeded", inspect="ok / damaged / limit-exceeded",
        why="the second header is of another size, 3.6 gigapixels")
picture("jpeg-lossless.jpg", lambda: rebuilt(change=lambda m, w: b"\xff\xc3" + w[2:] if m == 0xC0 else w),
        "unsupported-format / damaged", inspect="ok / unsupported-format")
picture("jpeg-12-bit.jpg", lambda: rebuilt(change=lambda m, w: w[:4] + b"\x0c" + w[5:] if m == 0xC0 else w),
        "unsupported-format / damaged", inspect="ok / unsupported-format / damaged")
picture("jpeg-restart-interval-1-without-markers.jpg", lambda: rebuilt(extra=segment(0xDD, b"\0\1")), "damaged", inspect="ok")
picture("jpeg-no-scan.jpg", lambda: b"\xff\xd8" + b"".join(w for _, w in segments(fixture(GOOD))[0]) + b"\xff\xd9",
        "damaged / truncated")
picture("jpeg-cut-at-60-percent.jpg", lambda: fixture(GOOD)[:2100], "truncated / damaged", inspect="ok / truncated",
        why="decodes with a grey bottom, and no error unless it is asked for")
picture("jpeg-flipped-in-scan.jpg", lambda: flipped(fixture(GOOD), range(1500, 3400, 60)), "ok / damaged / truncated", inspect="ok",
        why="entropy-coded data has no checksum: what decodes may be called a picture")
picture("jpeg-spliced-with-another.jpg", lambda: fixture(GOOD)[:1500] + fixture("jpeg-gray.jpg")[300:],
        "ok / damaged / truncated", inspect="ok")
picture("jpeg-nested-as-its-own-thumbnail.jpg", lambda: rebuilt(extra=segment(0xE1, b"Exif\0\0" + loop() + rebuilt()) * 15), "ok")

#!/usr/bin/env python3
"""Makes the files in this folder, each named by its defect, and hostile.json, which says what answers are right.

Plain Python 3; starts from the good files in ../fixtures.

    /usr/bin/python3 Tests/SeedanceMediaTests/Goldens/hostile/make.py
"""

import json
import random
import struct
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOOD = HERE.parent / "fixtures"
ROWS = []


def save(name, data, accept, why):
    (HERE / name).write_bytes(data)
    ROWS.append({"file": f"hostile/{name}", "bytes": len(data), "accept": accept, "why": why})


def good(name):
    return (GOOD / name).read_bytes()


def chunk(kind, data, crc=None):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)


def png(*chunks):
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def ihdr(width, height, depth=8, colour=2):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def deflated_zeros(megabytes):
    packer = zlib.compressobj(9)
    return b"".join([packer.compress(bytes(1 << 20)) for _ in range(megabytes)] + [packer.flush()])


def chunks_of(data):
    at = 8
    while at < len(data):
        length, = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


CORRUPT, LIMIT, NOT = ["corrupt"], ["limit"], ["not-a-picture"]


def jpegs():
    j = good("jpeg-420.jpg")
    save("truncated-at-60-percent.jpg", j[: len(j) * 6 // 10], CORRUPT, "the picture ends in gray unless the decoder is asked")
    p = good("jpeg-progressive.jpg")
    save("truncated-progressive.jpg", p[: len(p) * 6 // 10], CORRUPT, "later scans are missing: blurred, not gray")
    save("truncated-last-byte.jpg", j[:-1], CORRUPT + ["ok"], "half of the end marker; every pixel is there")
    save("no-end-marker.jpg", j[:-2], CORRUPT + ["ok"], "no EOI; every pixel is there")
    save("cut-in-headers.jpg", j[: j.index(b"\xff\xdb") + 30], CORRUPT, "ends inside the quantisation table")
    save("cut-after-soi.jpg", j[:2], CORRUPT + NOT, "two bytes")
    sof = j.index(b"\xff\xc0")
    save("zero-height.jpg", j[: sof + 5] + b"\0\0" + j[sof + 7 :], CORRUPT, "height 0 in the frame header")
    save("claims-65535-square.jpg", j[: sof + 5] + b"\xff\xff\xff\xff" + j[sof + 9 :], LIMIT + CORRUPT, "4.3 gigapixels on 3 KB")
    save("no-huffman-tables.jpg", j[: j.index(b"\xff\xc4")] + j[j.index(b"\xff\xda") :], CORRUPT, "tables never defined; some decoders fall back to the standard ones and draw noise")
    noise = random.Random(1)
    start = j.index(b"\xff\xda") + 14
    body = bytearray(j)
    for _ in range(40):
        body[noise.randrange(start, len(j) - 2)] ^= 1 << noise.randrange(8)
    save("bits-flipped.jpg", bytes(body), CORRUPT + ["ok"], "40 bits flipped in the scan: not always detectable")
    many = b"".join(b"\xff\xfe" + struct.pack(">H", 4) + b"xx" for _ in range(1000))
    save("thousand-comments.jpg", j[:2] + many + j[2:], ["ok", "limit"], "harmless, and must not be slow")
    block = b"Exif\0\0II*\0" + struct.pack("<IHHHIII", 8, 1, 0x0112, 3, 1, 6, 8)
    save("exif-loop.jpg", j[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + j[2:], ["ok"], "IFD0's next IFD is IFD0; orientation 6 stands in it and counts")
    block = b"Exif\0\0II*\0" + struct.pack("<IH", 0xFFFFFFF0, 1)
    save("exif-offset-outside.jpg", j[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + j[2:], ["ok"], "IFD0 lies 4 GB on: no orientation, the picture is good")
    block = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 65535, 0x0112, 3, 1, 6, 0, 0)
    save("exif-65535-entries.jpg", j[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + j[2:], ["ok"], "says 65,535 tags and holds one: orientation 6, or none")


def pngs():
    p = good("png-rgb8.png")
    save("truncated-at-60-percent.png", p[: len(p) * 6 // 10], CORRUPT, "ends inside IDAT")
    save("no-iend.png", p[:-12], CORRUPT + ["ok"], "every pixel is there")
    bad = bytearray(p)
    at = p.index(b"IDAT") + 4 + struct.unpack_from(">I", p, p.index(b"IDAT") - 4)[0]
    bad[at] ^= 0xFF
    save("bad-crc-in-idat.png", bytes(bad), CORRUPT, "the checksum of IDAT is wrong, the data is right")
    data = bytearray(p)
    data[p.index(b"IDAT") + 2000] ^= 0x10
    save("bit-flipped-in-idat.png", bytes(data), CORRUPT, "the data of IDAT is wrong")
    head = ihdr(2**31 - 1, 2**31 - 1)
    save("claims-2147483647-square.png", png(head, chunk(b"IDAT", zlib.compress(bytes(100))), chunk(b"IEND", b"")), LIMIT + CORRUPT, "the largest size the format knows")
    save("claims-60000-square.png", png(ihdr(60000, 60000, 1, 0), chunk(b"IDAT", zlib.compress(bytes(100))), chunk(b"IEND", b"")), LIMIT, "each side is allowed, the product is 3,600 megapixels")
    save("pixel-bomb-9000-square.png", png(ihdr(9000, 9000, 1, 0), chunk(b"IDAT", zlib.compress(bytes((9000 // 8 + 1) * 9000), 9)), chunk(b"IEND", b"")), ["ok", "limit"], "81 megapixels of one bit on 10 KB: inside the limits, so memory must stay bounded")
    save("zero-width.png", png(ihdr(0, 64), chunk(b"IDAT", zlib.compress(b"")), chunk(b"IEND", b"")), CORRUPT, "width 0")
    rest = [chunk(k, d) for k, d in chunks_of(p)]
    save("iccp-bomb-10mb.png", png(rest[0], chunk(b"iCCP", b"bomb\0\0" + deflated_zeros(10)), *rest[1:]), LIMIT + CORRUPT + ["ok"], "a colour profile that inflates to 10 MB, over the limit of 4 MiB; ok only if it was never inflated")
    save("ztxt-bomb-10mb.png", png(rest[0], chunk(b"zTXt", b"Comment\0\0" + deflated_zeros(10)), *rest[1:]), LIMIT + ["ok"], "text that inflates to 10 MB; ok only if it was never inflated")
    save("itxt-bomb-6mb.png", png(rest[0], chunk(b"iTXt", b"Comment\0\1\0\0\0" + deflated_zeros(6)), *rest[1:]), LIMIT + ["ok"], "the same as iTXt, 6 MB")
    many = [chunk(b"zTXt", b"c\0\0" + zlib.compress(bytes(500000), 9)) for _ in range(20)]
    save("ztxt-20-times-500kb.png", png(rest[0], *many, *rest[1:]), LIMIT + ["ok"], "each is small, together they are 10 MB")
    save("idat-too-long.png", png(rest[0], chunk(b"IDAT", zlib.compress(b"".join(b"\0" + bytes(288) for _ in range(64)) + bytes(1 << 22), 9)), rest[-1]), ["ok"] + CORRUPT + LIMIT, "IDAT inflates to 4 MB more than the picture needs")
    save("idat-too-short.png", png(rest[0], chunk(b"IDAT", zlib.compress(bytes(289 * 20))), rest[-1]), CORRUPT, "20 of 64 rows, and the stream ends well")
    save("chunk-length-absurd.png", p[: p.index(b"IDAT") - 4] + b"\xff\xff\xff\xff" + p[p.index(b"IDAT") :], CORRUPT, "IDAT says it is 4 GB long")
    save("palette-missing.png", png(ihdr(96, 64, 8, 3), chunk(b"IDAT", zlib.compress(bytes(97 * 64))), rest[-1]), CORRUPT, "a palette picture without PLTE")
    save("header-only.png", p[:33], CORRUPT, "signature and IHDR")
    save("signature-only.png", p[:8], CORRUPT + NOT, "eight bytes")


def others():
    w = good("webp-lossy.webp")
    save("truncated-at-60-percent.webp", w[: len(w) * 6 // 10], CORRUPT, "VP8 ends early, RIFF says otherwise")
    w = good("webp-lossless.webp")
    save("truncated-lossless.webp", w[: len(w) * 6 // 10], CORRUPT, "VP8L ends early")
    save("riff-only.webp", b"RIFF" + struct.pack("<I", 4) + b"WEBP", CORRUPT + NOT, "an empty container")
    x = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + (16777215).to_bytes(3, "little") + (255).to_bytes(3, "little")
    save("claims-16777216-wide.webp", b"RIFF" + struct.pack("<I", 4 + len(x) + len(w) - 12) + b"WEBP" + x + w[12:], LIMIT + CORRUPT, "VP8X and the picture inside disagree")
    g = good("gif-plain.gif")
    save("truncated-at-60-percent.gif", g[: len(g) * 6 // 10], CORRUPT, "ends inside the LZW data")
    save("header-only.gif", g[:13], CORRUPT, "no picture in it")
    save("frame-outside-screen.gif", g[:6] + struct.pack("<HH", 10, 10) + g[10:], ["ok"] + CORRUPT, "the frame is larger than the 10x10 screen")
    save("claims-65535-square.gif", g[:6] + b"\xff\xff\xff\xff" + g[10:], LIMIT + CORRUPT, "a screen of 4.3 gigapixels")
    b = good("bmp-4.bmp")
    save("absurd-offset.bmp", b[:10] + struct.pack("<I", 0x7FFFFFF0) + b[14:], CORRUPT, "the pixels begin 2 GB on")
    save("truncated-at-60-percent.bmp", b[: len(b) * 6 // 10], CORRUPT, "rows are missing")
    save("most-negative-height.bmp", b[:22] + struct.pack("<i", -(2**31)) + b[26:], CORRUPT + LIMIT, "a height whose magnitude does not fit")
    save("claims-huge.bmp", b[:18] + struct.pack("<ii", 2**31 - 1, 2**31 - 1) + b[26:], CORRUPT + LIMIT, "2,147,483,647 a side")
    r = bytearray(good("bmp-8-rle.bmp"))
    at, = struct.unpack_from("<I", r, 10)
    r[at : at + 64] = b"\0\2\xff\xff" * 16
    save("rle-jumps-outside.bmp", bytes(r), CORRUPT + ["ok"], "RLE deltas leave the picture")
    t = bytearray(good("tiff-gray8.tif"))
    at, = struct.unpack_from("<I", t, 4)
    count, = struct.unpack_from("<H", t, at)
    loop = bytes(t[: at + 2 + 12 * count]) + struct.pack("<I", at) + bytes(t[at + 6 + 12 * count :])
    save("ifd-loop.tif", loop, ["ok"] + CORRUPT, "the next IFD is the same IFD; the first picture is good")
    save("ifd-offset-outside.tif", bytes(t[:4]) + struct.pack("<I", 0xFFFFFFF0) + bytes(t[8:200]), CORRUPT, "the first IFD lies 4 GB on")
    save("truncated-at-60-percent.tif", bytes(t)[: len(t) * 6 // 10], CORRUPT, "the IFD, which is last, is missing")
    save("ifd-on-itself.tif", b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x0100, 4, 1, 8, 8), CORRUPT, "a loop and no picture")
    huge = b"II*\0" + struct.pack("<IH", 8, 8)
    for tag, kind, value in ((256, 4, 0x7FFFFFFF), (257, 4, 0x7FFFFFFF), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (278, 4, 0x7FFFFFFF), (279, 4, 100)):
        huge += struct.pack("<HHII", tag, kind, 1, value)
    save("claims-2147483647-square.tif", huge + struct.pack("<I", 0) + bytes(100), LIMIT + CORRUPT, "2,147,483,647 a side")


def not_pictures():
    save("playlist.jpg", b"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:5.0,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", NOT, "a playlist that names a local file")
    save("concat.jpg", b"ffconcat version 1.0\nfile '/etc/passwd'\n", NOT, "FFmpeg's concat script")
    save("page.jpg", b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>\n", NOT, "a web page saved under a picture's name")
    save("json.jpg", b'{"errors":[{"code":"notFound","message":"The file has expired."}]}\n', NOT, "an error message saved under a picture's name")
    save("empty.jpg", b"", NOT + ["empty"], "nothing")
    save("zeros.jpg", bytes(4096), NOT, "a download that only reserved its space")
    save("text.jpg", b"This is not a picture.\n", NOT, "text")
    save("one-byte.png", b"\x89", NOT, "one byte")
    save("script.svg.png", b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>', ["unsupported-format"] + NOT, "SVG named .png, with an external entity")
    save("mvg.png", b"push graphic-context\nviewbox 0 0 10 10\nimage over 0,0 0,0 'https://example.invalid/x'\npop graphic-context\n", NOT, "a drawing script of ImageMagick")
    save("video.jpg", b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + b"\0\0\0\x08free", NOT + ["unsupported-format"], "the head of an MP4")
    save("archive.png", b"PK\x03\x04" + bytes(26), NOT, "the head of a ZIP")
    save("document.jpg", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", NOT + ["unsupported-format"], "a PDF")
    save("png-called.jpg", good("png-rgb8.png"), ["ok"], "a good PNG under another name: the bytes decide")


if __name__ == "__main__":
    for old in HERE.iterdir():
        if old.name != "make.py":
            old.unlink()
    jpegs(), pngs(), others(), not_pictures()
    document = {"comment": "Made by hostile/make.py. accept: right answers, `ok` or a kind of error (corrupt, limit, not-a-picture, unsupported-format, empty); "
                           "the code's names decide what these are called. Never right: a crash, a hang, more than 200 MB, a gray bottom without a word."}
    rows = ",\n  ".join(json.dumps(r) for r in ROWS)
    (HERE / "hostile.json").write_text("{\n " + json.dumps("comment") + ": " + json.dumps(document["comment"]) + ",\n \"files\": [\n  " + rows + "\n ]\n}\n")

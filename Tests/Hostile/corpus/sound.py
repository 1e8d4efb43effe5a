"""WAVE, MP3, FLAC, Ogg and AAC."""

import struct

from .case import sound
from .seeds import TONE, clip, deflated_zeros, flipped  # noqa: F401

ANY = "ok / damaged / truncated / unsupported-format / unsupported-codec / limit-exceeded / no-frame"


def chunk(kind, data, size=None):
    return kind + struct.pack("<I", len(data) if size is None else size) + data


def wave(channels=2, rate=48000, align=4, bits=16, code=1, data=bytes(4000), size=None, riff=None, before=b""):
    form = chunk(b"fmt ", struct.pack("<HHIIHH", code, channels, rate & 2**32 - 1, rate * align & 2**32 - 1, align, bits))
    body = b"WAVE" + form + before + chunk(b"data", data, size)
    return chunk(b"RIFF", body, riff)


def mp3():
    return clip("mp3", *TONE, "-c:a", "libmp3lame", "-b:a", "64k")


def tagged(size, body=b"", flags=0):
    return b"ID3\4\0" + bytes([flags]) + bytes(size >> n & 127 for n in (21, 14, 7, 0)) + body


def cover():
    from .mp4_boxes import bomb
    picture = bomb()
    data = b"\0image/png\0\3\0" + picture
    length = bytes(len(data) >> n & 127 for n in (21, 14, 7, 0))
    return tagged(len(data) + 10, b"APIC" + length + b"\0\0" + data) + mp3()


def flac():
    return clip("flac", *TONE)


sound("wave-channels-65535.wav", lambda: wave(channels=65535), ANY)
sound("wave-rate-4294967295.wav", lambda: wave(rate=2**32 - 1), ANY)
sound("wave-rate-0.wav", lambda: wave(rate=0), "damaged / truncated / unsupported-format")
sound("wave-block-of-0-bytes.wav", lambda: wave(align=0), ANY)
sound("wave-bits-65535.wav", lambda: wave(bits=65535), ANY)
sound("wave-data-of-4294967295-bytes.wav", lambda: wave(size=2**32 - 1), "ok / truncated")
sound("wave-riff-of-0-bytes.wav", lambda: wave(riff=0), "ok / truncated / damaged")
sound("wave-no-format.wav", lambda: chunk(b"RIFF", b"WAVE" + chunk(b"data", bytes(100))), "damaged / truncated / unsupported-format")
sound("wave-codec-65534-of-noise.wav", lambda: wave(code=65534), ANY)
sound("wave-chunk-flood.wav", lambda: wave(before=chunk(b"junk", b"") * 200_000), "ok / limit-exceeded / damaged")
sound("wave-metadata-17-megabytes.wav", lambda: wave(before=chunk(b"LIST", b"INFO" + chunk(b"INAM", bytes([65]) * (17 << 20)))), "ok / limit-exceeded")
sound("wave-cut.wav", lambda: wave(data=bytes(40000))[:9000], "ok", why="with a warning that it is cut off")
sound("mp3-tag-of-256-megabytes.mp3", lambda: tagged(2**28 - 1, mp3()), "damaged / truncated / ok / unsupported-format")
sound("mp3-tag-frame-of-256-megabytes.mp3", lambda: tagged(5000, b"TIT2\x7f\x7f\x7f\x7f\0\0\0AAAA".ljust(5000, b"\0")) + mp3(), "ok / damaged")
sound("mp3-tag-frame-flood.mp3", lambda: tagged(13 * 150_000, b"TXXX\0\0\0\3\0\0\0a\0" * 150_000) + mp3(), "ok / limit-exceeded")
sound("mp3-tag-compressed-bomb.mp3",
      lambda: tagged(len(packed()) + 10, b"TXXX" + bytes(len(packed()) >> n & 127 for n in (21, 14, 7, 0)) + b"\0\x09" + packed()) + mp3(), "ok / damaged",
      why="a text frame that inflates to 256 MB")
sound("mp3-cover-of-a-bomb.mp3", cover, "ok", why="a PNG with a text bomb as its cover")
sound("mp3-tags-2000-in-a-row.mp3", lambda: tagged(0) * 2000 + mp3(), "ok / damaged / unsupported-format")
sound("mp3-flipped.mp3", lambda: flipped(mp3(), range(500, len(mp3()), 131)), ANY)
sound("flac-rate-0.flac", lambda: flac()[:18] + bytes(8) + flac()[26:], ANY)
sound("flac-cover-of-16-megabytes-missing.flac", lambda: b"fLaC" + b"\6\xff\xff\xff" + bytes(32) + flac()[4:], ANY)
sound("flac-flipped.flac", lambda: flipped(flac(), range(9000, len(flac()), 997)), ANY)
sound("ogg-page-of-nothing.ogg", lambda: b"OggS\0\2" + bytes(20) + b"\xff" + b"\xff" * 255 + bytes(99), "damaged / truncated / unsupported-format / no-video / no-frame")
sound("ogg-page-flood.ogg", lambda: b"".join(b"OggS\0\2" + bytes(8) + struct.pack("<III", n, 0, 0) + b"\0" for n in range(60_000)),
      "damaged / truncated / unsupported-format / limit-exceeded")
sound("aac-frames-of-noise.aac", lambda: (b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)) * 2000, ANY)


def packed():
    return struct.pack(">I", 2**28 - 1) + deflated_zeros(2**28)

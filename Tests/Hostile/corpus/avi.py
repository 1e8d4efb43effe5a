"""AVI."""

import struct

from .case import video
from .seeds import avi, fixture, flipped


def chunk(kind, data, size=None):
    return kind + struct.pack("<I", len(data) if size is None else size) + data + b"\0" * (len(data) & 1)


def listed(kind, *parts):
    return chunk(b"LIST", kind + b"".join(parts))


def stream(width=64, height=48, codec=b"MJPG", scale=1, rate=24, length=1, kind=b"vids", bits=24):
    head = chunk(b"strh", kind + codec + struct.pack("<IHHIIIIIIIIHHHH", 0, 0, 0, 0, scale, rate, 0, length, 0, 0, 0, 0, 0, 64, 48))
    form = chunk(b"strf", struct.pack("<IiiHH4sIiiII", 40, width, height, 1, bits, codec, 0, 0, 0, 0, 0))
    return listed(b"strl", head, form)


def made(*streams, frames=None, more=b"", inside=b""):
    head = chunk(b"avih", struct.pack("<14I", 41666, 0, 0, 0x10, 1, 0, len(streams), 0, 64, 48, 0, 0, 0, 0))
    frames = [fixture("jpeg-420.jpg")] if frames is None else frames
    body = b"AVI " + listed(b"hdrl", head, *(streams or [stream()]), inside) + listed(b"movi", *[chunk(b"00dc", f) for f in frames]) + more
    return chunk(b"RIFF", body)


def patched(kind, offset, new):
    data = avi()
    at = data.index(kind) + 8 + offset
    return data[:at] + new + data[at + len(new):]


def nested(depth):
    body = b""
    for _ in range(depth):
        body = b"LIST" + struct.pack("<I", len(body) + 4) + b"hdrl" + body
    return body


ANY = "ok / damaged / truncated / no-frame / no-video / limit-exceeded / unsupported-codec"

video("avi-rate-4294967295-scale-0.avi", lambda: patched(b"strh", 20, struct.pack("<II", 0, 2**32 - 1)), ANY)
video("avi-length-4294967295.avi", lambda: patched(b"strh", 32, b"\xff" * 4), "limit-exceeded", verify="limit-exceeded")
video("avi-pixels-30000x30000-raw.avi", lambda: made(stream(30000, 30000, b"\0\0\0\0"), frames=[bytes(300)]), "limit-exceeded / damaged / no-frame", inspect="ok / limit-exceeded")
video("avi-pixels-2147483647.avi", lambda: made(stream(2**31 - 1, 2**31 - 1)), "limit-exceeded / damaged / ok / no-video", inspect="ok / limit-exceeded / damaged / no-video")
video("avi-height-minus-2147483648.avi", lambda: made(stream(64, -2**31)), "limit-exceeded / damaged / ok / no-video", inspect="ok / limit-exceeded / damaged / no-video")
video("avi-jpeg-of-4-gigapixels.avi", lambda: made(frames=[jpeg(65500, 65500)]), "limit-exceeded / damaged / no-frame", inspect="ok / limit-exceeded / damaged")
video("avi-riff-size-4294967295.avi", lambda: avi()[:4] + b"\xff" * 4 + avi()[8:], "ok / truncated / damaged", inspect="ok")
video("avi-riff-size-0.avi", lambda: avi()[:4] + bytes(4) + avi()[8:], "ok / truncated / damaged")
video("avi-lists-nested-5000-deep.avi", lambda: made(inside=nested(5000)), ANY)
video("avi-streams-100.avi", lambda: made(*[stream()] * 100), "limit-exceeded")
video("avi-header-of-4294967295-bytes.avi", lambda: patched(b"strf", -4, b"\xff" * 4), "ok / damaged / no-video / truncated / no-frame", why="its tag says enough of a JPEG")
video("avi-index-of-4294967295-entries.avi", lambda: made(more=chunk(b"idx1", bytes(64), size=2**32 - 1)), "ok / damaged")
video("avi-index-points-to-itself.avi",
      lambda: made(inside=chunk(b"indx", struct.pack("<HBBI4sQI", 4, 0, 0, 1, b"00dc", 0, 0) + struct.pack("<QII", 12, 64, 1))), ANY)
video("avi-frame-of-4294967295-bytes.avi", lambda: patched(b"movi", -4, b"00dc\xff\xff\xff\xff"), "damaged / no-frame / truncated / ok", inspect="ok / damaged / no-frame / truncated")
video("avi-sound-of-0-hertz.avi", lambda: made(stream(), listed(b"strl", chunk(b"strh", b"auds" + bytes(52)), chunk(b"strf", struct.pack(
    "<HHIIHH", 1, 65535, 0, 0, 0, 0)))), ANY)
video("avi-cut.avi", lambda: avi()[:len(avi()) * 3 // 5], "ok / truncated / damaged", inspect="ok")
video("avi-flipped.avi", lambda: flipped(avi(), range(5000, len(avi()), 379)), ANY)


def jpeg(width, height):
    from .jpeg import sized
    return sized(width, height)

"""MP4: tracks, what they say of their pictures, and where their data is said to be."""

import struct

from .boxes import box, full
from .case import video
from .mp4_boxes import changed
from .mp4_tables import ANY, field

STSD = "moov/trak/mdia/minf/stbl/stsd"


def entry(change):
    """`change` is given the sample entry of the video and returns another."""
    def rewrite(root):
        stsd = root.find(STSD)
        new = change(stsd.body[8:])
        stsd.body = stsd.body[:8] + struct.pack(">I", len(new)) + new[4:]
    return lambda: changed(rewrite)


def sized(width, height):
    return entry(lambda e: e[:32] + struct.pack(">HH", width, height) + e[36:])


def with_box(data):
    return entry(lambda e: e + data)


def renamed(name):
    return entry(lambda e: e[:4] + name + e[8:])


def configuration(change):
    """`change` is given avcC's contents."""
    def rewrite(e):
        at = e.index(b"avcC")
        size = struct.unpack(">I", e[at - 4:at])[0]
        return e[:at - 4] + box(b"avcC", change(e[at + 4:at - 4 + size])) + e[at - 4 + size:]
    return entry(rewrite)


def tracks(count):
    def change(root):
        movie = root.find("moov")
        track = movie.find("trak", 0).bytes()
        for _ in range(count):
            movie.add(track)
    return lambda: changed(change)


def reference(data):
    def change(root):
        root.find("moov/trak/mdia/minf/dinf/dref").body = struct.pack(">II", 0, 1) + data
    return lambda: changed(change)


def descriptions(count, copies):
    def change(root):
        stsd = root.find(STSD)
        stsd.body = struct.pack(">II", 0, count) + stsd.body[8:] * copies
    return lambda: changed(change)


def claiming(_):
    from .midway import huge
    sps, pps, _ = huge()
    return b"\1" + sps[1:4] + b"\xff\xe1" + struct.pack(">H", len(sps)) + sps + b"\1" + struct.pack(">H", len(pps)) + pps


ALIAS = full(b"alis", bytes(4), struct.pack(">HH", 150, 2), bytes(142), struct.pack(">HH", 2, 11), b"/etc/passwd\0", b"\xff\xff\0\0")

video("mp4-data-at-an-address.mp4", reference(full(b"url ", b"http://127.0.0.1:9/x\0")), ANY, why="nothing is fetched")
video("mp4-data-in-another-file.mp4", reference(full(b"url ", b"file:///etc/passwd\0")), ANY)
video("mov-data-behind-an-alias.mov", reference(ALIAS), ANY, verify="fail")
video("mp4-tracks-9.mp4", tracks(7), "limit-exceeded", verify="fail / limit-exceeded")
video("mp4-track-flood.mp4", tracks(3000), "limit-exceeded / damaged", verify="fail / limit-exceeded")
video("mp4-track-without-tables.mp4", lambda: changed(lambda r: r.find("moov/trak/mdia/minf").drop(b"stbl")), ANY + " / unsupported-codec")
video("mp4-track-of-unknown-kind.mp4", field("moov/trak/mdia/hdlr", 8, b"\xff\xff\xff\xff"), "no-video / damaged / ok", inspect="ok / no-video / damaged")
video("mp4-pixels-65535x65535.mp4", sized(65535, 65535), "limit-exceeded / ok / damaged", verify="fail / limit-exceeded", inspect="ok / limit-exceeded", why="the entry lies, the stream does not")
video("mp4-pixels-0x0.mp4", sized(0, 0), ANY)
video("mp4-shown-65535-wide.mp4", field("moov/trak/tkhd", 76, struct.pack(">II", 0xFFFFFFFF, 0xFFFFFFFF)), ANY, verify="fail / warn")
video("mp4-matrix-of-zeros.mp4", field("moov/trak/tkhd", 40, bytes(36)), ANY)
video("mp4-matrix-of-noise.mp4", field("moov/trak/tkhd", 40, b"\x7f\xff\xff\xff" * 9), ANY)
video("mp4-pixel-aspect-0.mp4", with_box(box(b"pasp", struct.pack(">II", 0, 0))), "ok")
video("mp4-pixel-aspect-2147483647.mp4", with_box(box(b"pasp", struct.pack(">II", 2**31 - 1, 1))), "limit-exceeded / ok / damaged",
      inspect="ok / limit-exceeded / damaged", why="made square, the picture would be 275 gigapixels wide")
video("mp4-clean-aperture-2147483647.mp4", with_box(box(b"clap", b"\x7f\xff\xff\xff" * 8)), ANY)
video("mp4-icc-5-megabytes.mp4", with_box(box(b"colr", b"prof", bytes(5 << 20))), "ok / limit-exceeded")
video("mp4-configuration-empty.mp4", configuration(lambda c: b""), "damaged / no-frame", inspect="ok / damaged")
video("mp4-configuration-cut.mp4", configuration(lambda c: c[:9]), "damaged / no-frame", inspect="ok / damaged")
video("mp4-configuration-lengths-65535.mp4", configuration(lambda c: c[:6] + b"\xff\xff" + c[8:]), "damaged / no-frame", inspect="ok / damaged")
video("mp4-configuration-of-noise.mp4", configuration(lambda c: c[:8] + b"\xa5" * (len(c) - 8)), "damaged / no-frame / unsupported-codec", inspect="ok / damaged")
video("mp4-stream-claims-12000x12000.mp4", configuration(claiming), "limit-exceeded / damaged / no-frame", inspect="ok / limit-exceeded / damaged",
      verify="fail / limit-exceeded", why="the entry says 128 by 96, the stream's own header 144 megapixels")
video("mp4-codec-is-another.mp4", renamed(b"hvc1"), "damaged / no-frame / unsupported-codec", inspect="ok / damaged / unsupported-codec")
video("mp4-codec-unknown.mp4", renamed(b"zzzz"), "unsupported-codec / no-video / damaged", inspect="ok / unsupported-codec / no-video")
video("mp4-codec-is-exr.mp4", renamed(b"exr "), "unsupported-codec / damaged / no-video / no-frame", inspect="ok / unsupported-codec / no-video")
video("mp4-encrypted-entry.mp4", renamed(b"encv"), "encrypted / damaged / unsupported-codec", inspect="encrypted / ok")
video("mp4-descriptions-0.mp4", descriptions(0, 0), ANY)
video("mp4-descriptions-4294967295.mp4", descriptions(2**32 - 1, 1), ANY, verify="fail")
video("mp4-description-flood.mp4", descriptions(5000, 5000), ANY)

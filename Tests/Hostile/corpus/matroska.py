"""WebM and Matroska."""

import functools
import struct

from .boxes import box  # noqa: F401
from .case import video
from .ebml import UNKNOWN, block, cluster, element, file, header, info, number, segment, size, video_track
from .seeds import clip, deflated_zeros, flipped, mkv, PICTURE, webm

TRACKS = "1654ae6b"
ANY = "ok / damaged / truncated / no-frame / no-video / limit-exceeded"


@functools.lru_cache(maxsize=None)
def frame():
    """One VP8 key frame of 64 by 48, taken out of an IVF file."""
    data = clip("ivf", "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=1:duration=1", "-c:v", "libvpx", "-threads", "1")
    length = struct.unpack("<I", data[32:36])[0]
    return data[44:44 + length]


def good(*more, tracks=None, head=None, blocks=None, **options):
    return file(head or info(duration=1000.0), element(TRACKS, tracks or video_track()), *more, cluster(0, *(blocks or [block(frame())])), **options)


def compressed(method, data, scope=b"\1"):
    encoding = element("6d80", element("6240", element("5031", b"\0"), element("5032", scope), element("5033", b"\0"), element("5034", element(
        "4254", bytes([method])))))
    return good(tracks=video_track(64, 48, b"V_VP8", encoding), blocks=[block(data)])


def nested(depth):
    body = b""
    for _ in range(depth):
        body = bytes.fromhex("b6") + size(len(body)) + body
    return good(element("1043a770", element("45b9", body)))


video("webm-good-by-hand.webm", lambda: good(), "ok", verify="fail / warn / pass", why="the others differ from this one by their defect")
video("webm-pixels-2147483647.webm", lambda: good(tracks=video_track(2**31 - 1, 2**31 - 1)), "limit-exceeded / damaged / no-video", verify="fail / limit-exceeded", inspect="ok / limit-exceeded / damaged / no-video")
video("webm-pixels-2-63.webm", lambda: good(tracks=video_track(2**63, 2**63)), "limit-exceeded / damaged / ok / no-video", inspect="ok / limit-exceeded / damaged / no-video")
video("webm-pixels-16383-in-the-stream.webm", lambda: good(blocks=[block(frame()[:6] + struct.pack("<HH", 16383, 16383) + frame()[10:])]),
      "limit-exceeded / damaged / no-frame", inspect="ok", why="the container says 64 by 48, the picture 268 megapixels")
video("webm-time-scale-0.webm", lambda: good(head=info(0)), ANY, verify="fail / warn / pass")
video("webm-time-scale-2-63.webm", lambda: good(head=info(2**63)), ANY)
video("webm-duration-not-a-number.webm", lambda: good(head=info(duration=float("nan"))), "ok / damaged", verify="fail / warn")
video("webm-duration-infinite.webm", lambda: good(head=info(duration=float("inf"))), "ok / damaged", verify="fail / warn")
video("webm-duration-minus-1e308.webm", lambda: good(head=info(duration=-1e308)), "ok / damaged", verify="fail / warn")
video("webm-tracks-100.webm", lambda: good(tracks=b"".join(video_track(identifier=n + 1) for n in range(100))), "limit-exceeded", verify="fail / limit-exceeded")
video("webm-segment-size-unknown-and-nested.webm", lambda: header() + (bytes.fromhex("18538067") + UNKNOWN) * 1000, "damaged / no-video / truncated")
video("webm-element-size-2-56.webm", lambda: header() + bytes.fromhex("18538067") + size(2**56 - 2) + element(TRACKS, video_track(), claimed=2**55),
      ANY)
video("webm-header-size-2-56.webm", lambda: bytes.fromhex("1a45dfa3") + size(2**56 - 2) + bytes(64), "damaged / truncated / no-video")
video("webm-elements-nested-2000-deep.webm", lambda: nested(2000), ANY)
video("webm-void-flood.webm", lambda: good(bytes.fromhex("ec80") * 500_000), "ok / limit-exceeded / damaged", verify="fail / limit-exceeded")
video("webm-cluster-flood.webm", lambda: good(cluster(0) * 150_000), "ok / limit-exceeded", verify="fail / limit-exceeded")
video("webm-tag-flood.webm", lambda: good(element("1254c367", element("7373", element("67c8", element("45a3", b"k"), element("4487", b"v"))) * 60_000)),
      "ok / limit-exceeded", verify="fail / limit-exceeded")
video("webm-metadata-17-megabytes.webm",
      lambda: good(element("1254c367", element("7373", element("67c8", element("45a3", b"k"), element("4487", b"A" * (17 << 20)))))),
      "ok / limit-exceeded / damaged", verify="fail / limit-exceeded")
video("webm-times-at-the-ends-of-64-bits.webm", lambda: good(cluster(2**63 - 1, block(frame(), 32767)), cluster(2**64 - 1, block(frame(), -32768))), ANY)
video("webm-lacing-beyond-the-block.webm", lambda: good(blocks=[block(b"\xff" * 300, flags=0x82), block(b"\xff" * 300, flags=0x86)]), "damaged / no-frame / truncated",
      inspect="ok / damaged / no-frame / truncated")
video("webm-cues-beyond-the-end.webm",
      lambda: good(element("1c53bb6b", element("bb", element("b3", number(0)), element("b7", element("f7", b"\1"), element("f1", number(2**63)))))), "ok",
      verify="fail / warn")
video("webm-seek-head-of-itself.webm",
      lambda: good(element("114d9b74", element("4dbb", element("53ab", bytes.fromhex("114d9b74")), element("53ac", number(0)))) * 50), "ok / damaged",
      verify="fail / warn")
video("webm-block-inflates-to-433-megabytes.mkv", lambda: compressed(0, deflated_zeros(433 << 20)), "damaged / limit-exceeded / no-frame / ok",
      inspect="ok / damaged / limit-exceeded / no-frame", why="Matroska packs its packets with zlib")
video("webm-private-data-inflates.mkv", lambda: compressed(0, deflated_zeros(1 << 20), scope=b"\3"), "damaged / no-frame / ok", inspect="ok / damaged")
video("webm-compression-unknown.mkv", lambda: compressed(77, frame()), "damaged / no-frame / unsupported-codec / ok", inspect="ok / damaged")
video("mkv-linked-to-other-files.mkv",
      lambda: good(head=info(1_000_000, element("3cb923", bytes(16)), element("3c83ab", b"/etc/passwd"), element("3eb923", bytes(16)), element(
          "3e83bb", b"http://127.0.0.1:9/x.mkv")), kind=b"matroska"), "ok")
video("mkv-attachments-flood.mkv",
      lambda: good(element("1941a469", element("61a7", element("466e", b"../../etc/cron.d/x"), element("4660", b"font/ttf"), element("465c", bytes(9)),
                                               element("46ae", b"\1")) * 3000), kind=b"matroska"), "limit-exceeded / ok", verify="fail / limit-exceeded")
video("mkv-cover-of-a-bomb.mkv",
      lambda: good(element("1941a469", element("61a7", element("466e", b"cover.png"), element("4660", b"image/png"), element("465c", bomb()), element(
          "46ae", b"\1"))), kind=b"matroska"), "ok", why="a PNG with a text bomb as its cover")
video("mkv-raw-pictures-30000x30000.mkv", lambda: good(tracks=video_track(30000, 30000, b"V_UNCOMPRESSED"), blocks=[block(bytes(100))], kind=b"matroska"),
      "limit-exceeded / unsupported-codec / damaged", verify="fail / limit-exceeded", inspect="ok / limit-exceeded")
video("mkv-codec-is-svg.mkv", lambda: good(tracks=video_track(64, 48, b"V_MS/VFW/FOURCC", element("63a2", struct.pack(
    "<IiiHH4sIiiII", 40, 64, 48, 1, 24, b"svg ", 0, 0, 0, 0, 0))), blocks=[block(b"<svg/>")], kind=b"matroska"), "unsupported-codec / damaged / no-frame",
      inspect="ok / unsupported-codec")
video("webm-cut.webm", lambda: webm()[:len(webm()) * 3 // 5], "ok / truncated / damaged", inspect="ok", verify="fail:complete")
video("webm-cut-in-header.webm", lambda: webm()[:60], "damaged / truncated / no-video")
video("webm-flipped.webm", lambda: flipped(webm(), range(2000, len(webm()), 211)), ANY)
video("mkv-flipped-in-its-tracks.mkv", lambda: flipped(mkv(), range(300, 900, 41)), ANY + " / unsupported-codec / encrypted")
video("webm-spliced-with-mp4.webm", lambda: webm()[:4000] + mkv()[4000:], ANY)


def bomb():
    from .mp4_boxes import bomb as made
    return made()

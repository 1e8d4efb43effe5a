"""MP4 and QuickTime: boxes, their sizes, their nesting and their number."""

import struct
import zlib

from .boxes import Node, box, full, nested, tree
from .case import video
from .seeds import AAC, H264, PICTURE, TONE, clip, deflated_zeros, fixture, flipped, fragmented_mp4, mov, mp4

FTYP = box(b"ftyp", b"isom", struct.pack(">I", 512), b"isomiso2avc1mp41")


def late():
    """The index behind the media data, so that it can change in length and everything stays where it is."""
    return clip("mp4", *PICTURE, *TONE, *H264, *AAC)


def changed(change, data=None):
    """`change` is given the tree of a good file."""
    root = tree(data or late())
    change(root)
    return root.bytes()


def position(data, kind):
    return data.index(kind) - 4


def with_size(kind, size):
    """The first box of a kind claims another length."""
    data = late()
    at = position(data, kind)
    return data[:at] + struct.pack(">I", size) + data[at + 4:]


def large(kind, size):
    """The same with a length of 64 bits; the box moves to the end of the file."""
    data = late()
    at = position(data, kind)
    old = struct.unpack(">I", data[at:at + 4])[0]
    return data[:at] + data[at + old:] + struct.pack(">I4sQ", 1, kind, size) + data[at + 8:at + old]


def compressed_movie(inflated, claimed):
    return FTYP[:8] + b"qt  " + FTYP[12:] + box(b"moov", box(b"cmov", box(b"dcom", b"zlib"), box(b"cmvd", struct.pack(">I", claimed), inflated)))


def insert(data, kind, new):
    at = position(data, kind)
    return data[:at] + new + data[at:]


def mangled_fragment(kind, change):
    """`change` is given each box of a kind inside the fragments, and returns its new body."""
    root = tree(fragmented_mp4())
    for moof in (c for c in root.children if c.kind == b"moof"):
        for node in moof.find("traf").children:
            if node.kind == kind:
                node.body = change(node.body)
    return root.bytes()


BROKEN = "damaged / truncated / no-video / limit-exceeded"

video("mp4-no-index.mp4", lambda: changed(lambda r: r.drop(b"moov")), "damaged / truncated", verify="fail:complete")
video("mp4-no-media-data.mp4", lambda: changed(lambda r: r.drop(b"mdat")), "truncated / no-frame / damaged",
      inspect="ok / truncated / damaged", verify="fail:complete")
video("mp4-empty-index.mp4", lambda: FTYP + box(b"moov"), "damaged / no-video / truncated")
video("mp4-type-box-alone.mp4", lambda: FTYP, "damaged / truncated / no-video")
video("mp4-cut-in-index.mp4", lambda: mp4()[:700], "damaged / truncated", verify="fail:complete")
video("mp4-cut-in-media-data.mp4", lambda: mp4()[:len(mp4()) * 3 // 5], "truncated / damaged / ok", inspect="ok",
      verify="fail:complete", why="the index says what is missing: inspect warns")
video("mp4-cut-before-its-late-index.mp4", lambda: late()[:len(late()) * 3 // 5], "damaged / truncated", verify="fail:complete")
video("mp4-zeros-for-its-second-half.mp4", lambda: mp4()[:len(mp4()) // 2] + bytes(len(mp4()) // 2), "truncated / damaged / ok",
      inspect="ok", why="what an interrupted copy leaves")
video("mp4-flipped-in-media-data.mp4", lambda: flipped(mp4(), range(len(mp4()) - 8000, len(mp4()), 97)), "ok / damaged",
      inspect="ok", verify="fail:decode", why="detected by the decoder, where it can be")
video("mp4-flipped-in-index.mp4", lambda: flipped(late(), range(len(late()) - 2600, len(late()) - 60, 83)),
      BROKEN + " / ok / unsupported-codec / no-frame / encrypted")
video("mp4-spliced-with-another.mp4", lambda: mp4()[:6000] + fragmented_mp4()[6000:], "ok / damaged / truncated", inspect="ok / damaged / truncated")
video("mp4-twice-in-one-file.mp4", lambda: mp4() + mp4(), "ok / damaged", verify="fail / warn", why="two indexes; the first one counts")
video("mp4-size-7-of-a-box.mp4", lambda: with_size(b"moov", 7), "damaged / truncated", verify="fail:complete")
video("mp4-size-0-of-a-box-midway.mp4", lambda: with_size(b"mdat", 0), "damaged / truncated", verify="fail:complete",
      why="the media data then reaches to the end of the file, and over the index")
video("mp4-size-4294967295-of-index.mp4", lambda: with_size(b"moov", 2**32 - 1), "ok / damaged / truncated", verify="fail:complete")
video("mp4-size-2-63-of-media-data.mp4", lambda: large(b"mdat", 2**63), "damaged / truncated / no-frame", inspect="damaged / truncated / ok", verify="fail:complete")
video("mp4-size-2-64-minus-1-of-media-data.mp4", lambda: large(b"mdat", 2**64 - 1), "damaged / truncated / no-frame", inspect="damaged / truncated / ok", verify="fail:complete")
video("mp4-boxes-nested-10000-deep.mp4", lambda: FTYP + nested(b"moov", 10_000, mp4()), BROKEN, why="each level may cost a stack frame")
video("mp4-unknown-boxes-nested-100000-deep.mp4", lambda: FTYP + nested(b"udta", 100_000), BROKEN)
video("mp4-box-flood.mp4", lambda: insert(late(), b"moov", box(b"free") * 300_000), "ok / limit-exceeded / damaged", verify="fail / limit-exceeded")
video("mp4-box-flood-in-index.mp4", lambda: changed(lambda r: r.find("moov").add(box(b"free") * 300_000)),
      "ok / limit-exceeded / damaged", verify="fail / limit-exceeded")
video("mp4-metadata-17-megabytes.mp4",
      lambda: changed(lambda r: r.find("moov").add(box(b"udta", box(b"\xa9nam", struct.pack(">HH", 60000, 0), bytes([65]) * (17 << 20))))),
      "ok / limit-exceeded", verify="fail / limit-exceeded")
video("mp4-metadata-flood.mp4",
      lambda: changed(lambda r: r.find("moov").add(box(b"udta", full(b"meta", full(b"hdlr", bytes(4), b"mdir", bytes(13)), box(
          b"ilst", box(b"\xa9nam", box(b"data", struct.pack(">II", 1, 0), b"x")) * 100_000))))), "ok / limit-exceeded",
      verify="fail / limit-exceeded")
video("mp4-cover-of-a-bomb.mp4",
      lambda: changed(lambda r: r.find("moov").add(box(b"udta", full(b"meta", full(b"hdlr", bytes(4), b"mdir", bytes(13)), box(
          b"ilst", box(b"covr", box(b"data", struct.pack(">II", 14, 0), bomb()))))))), "ok", why="a PNG with a text bomb as its cover")
video("mp4-index-in-the-media-data.mp4", lambda: FTYP + box(b"mdat", late()), "damaged / truncated", why="nothing inside the media data is an index")
video("mov-compressed-index-bomb.mov", lambda: compressed_movie(deflated_zeros(433 << 20), 2**31 - 1), "unsupported-format",
      why="an index of 0.4 MB that claims 2 GB")
video("mov-compressed-index-nested.mov",
      lambda: compressed_movie(zlib.compress(compressed_movie(zlib.compress(bytes(64)), 64)[len(FTYP):], 9), 400), "unsupported-format")
video("mov-reference-to-another-file.mov",
      lambda: FTYP[:8] + b"qt  " + FTYP[12:] + box(b"moov", box(b"rmra", box(b"rmda", full(b"rdrf", b"url ", struct.pack(">I", 19), b"file:///etc/passwd\0")))),
      "damaged / no-video / truncated")
video("mp4-fragment-flood.mp4",
      lambda: fragmented_mp4() + box(b"moof", full(b"mfhd", bytes(4))) * 150_000, "ok / limit-exceeded / damaged", verify="fail / limit-exceeded")
video("mp4-fragment-samples-4294967295.mp4", lambda: mangled_fragment(b"trun", lambda b: b[:4] + b"\xff" * 4 + b[8:]), "damaged / truncated / no-frame",
      inspect="ok / damaged / truncated / no-video / no-frame")
video("mp4-fragment-offset-2147483647.mp4", lambda: mangled_fragment(b"trun", lambda b: b[:8] + b"\x7f\xff\xff\xff" + b[12:]), "damaged / truncated / no-frame / ok",
      inspect="ok / damaged / truncated / no-frame")
video("mp4-fragment-of-track-4294967295.mp4", lambda: mangled_fragment(b"tfhd", lambda b: b[:4] + b"\xff" * 4 + b[8:]), "no-frame / damaged / truncated",
      inspect="ok / no-frame / damaged / truncated")
video("mp4-fragments-without-a-beginning.mp4", lambda: fragmented_mp4()[position(fragmented_mp4(), b"moof"):], "damaged / no-video / truncated")
video("mp4-segment-index-of-itself.mp4",
      lambda: insert(fragmented_mp4(), b"moof", full(b"sidx", struct.pack(">IIIIHH", 1, 1000, 0, 0, 0, 1), struct.pack(">III", 0x80000000, 1000, 0))),
      "ok / damaged")


def bomb():
    from .png import chunk, small
    return small(chunk(b"zTXt", b"Comment\0\0" + deflated_zeros(623 << 20)))


def entry_of_picture(name, data, width, height):
    """A QuickTime file whose only frame is a picture file."""
    root = tree(mov_of_picture())
    stsd = root.find("moov/trak/mdia/minf/stbl/stsd")
    stsd.body = stsd.body[:12] + name + stsd.body[16:40] + struct.pack(">HH", width, height) + stsd.body[44:]
    stbl = root.find("moov/trak/mdia/minf/stbl")
    place = sum(len(c.bytes()) for c in root.children) + 8
    stbl.find("stsz").body = struct.pack(">III", 0, len(data), 1)
    stbl.find("stco").body = struct.pack(">III", 0, 1, place)
    return root.bytes() + box(b"mdat", data)


def mov_of_picture():
    return clip("mov", "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=1:duration=1", "-c:v", "png", "-pred", "none")


video("mov-picture-with-a-text-bomb.mov", lambda: entry_of_picture(b"png ", bomb(), 64, 48), "ok", verify="fail",
      inspect="ok", why="a PNG codec inflates text before it looks at any limit")
video("mov-picture-of-4-gigapixels.mov", lambda: entry_of_picture(b"png ", b"\x89PNG\r\n\x1a\n" + header_of(65535, 65535), 64, 48),
      "damaged / limit-exceeded / unsupported-codec / no-frame", inspect="ok")
video("mov-picture-is-svg.mov", lambda: entry_of_picture(b"svg ", b'<svg xmlns="http://www.w3.org/2000/svg"/>', 64, 48),
      "unsupported-codec / damaged / no-video", inspect="ok / unsupported-codec / no-video")
video("mov-picture-is-tiff-of-4-gigapixels.mov", lambda: entry_of_picture(b"tiff", tiff_of(65535, 65535), 64, 48),
      "damaged / limit-exceeded / unsupported-codec", inspect="ok")


def header_of(width, height):
    from .png import chunk, header
    return header(width, height) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND")


def tiff_of(width, height):
    from .tiff import plain
    return plain(width, height)

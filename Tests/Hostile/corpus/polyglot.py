"""Files that are two things at once, or one thing under another's name."""

from .boxes import box
from .case import FILES, picture, video
from .jpeg import GOOD, rebuilt, segment
from .png import chunk, small
from .seeds import fixture, mkv, mov, mp4, webm
from .text import HLS, zipped
from .webp import with_chunks
from .webp import chunk as webp_chunk

PAGE = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"

picture("polyglot-png-and-zip.png", lambda: small() + zipped(a=b"inside"), "ok", why="what stands behind the end is nothing to us")
picture("polyglot-png-and-page.png", lambda: small(chunk(b"tEXt", b"Comment\0" + PAGE)), "ok")
picture("polyglot-png-and-mp4.png", lambda: small() + mp4(), "ok")
picture("polyglot-jpeg-and-page.jpg", lambda: rebuilt(extra=segment(0xFE, PAGE)), "ok")
picture("polyglot-jpeg-and-rar.jpg", lambda: fixture(GOOD) + b"Rar!\x1a\7\0" + bytes(100), "ok")
picture("polyglot-gif-and-jar.gif", lambda: fixture("gif-plain.gif") + zipped(**{"META-INF/MANIFEST.MF": b"Main-Class: x"}), "ok")
picture("polyglot-gif-and-script.gif", lambda: b"GIF89a" + b"/*" + fixture("gif-plain.gif")[8:], "truncated / damaged / ok / limit-exceeded",
        why="the width is a comment's beginning")
picture("polyglot-webp-and-page.webp", lambda: with_chunks(0, webp_chunk(b"XXXX", PAGE)), "ok")
picture("polyglot-bmp-and-playlist.bmp", lambda: fixture("bmp-24.bmp") + HLS, "ok")
video("polyglot-mp4-and-pdf.mp4", lambda: mp4()[:32] + mp4()[32:] + box(b"free", b"%PDF-1.7\n1 0 obj\n"), "ok", verify="fail / warn / pass")
video("polyglot-mp4-and-page.mp4", lambda: mp4() + box(b"free", PAGE), "ok", verify="fail / warn / pass")
video("polyglot-mp4-and-zip.mp4", lambda: mp4() + zipped(a=b"inside"), "ok / damaged")
video("polyglot-webm-and-mp4.webm", lambda: webm() + mp4(), "ok / damaged")
video("misnamed-mp4.jpg", mp4, "ok", verify="fail / warn / pass", why="never judged by its name")
video("misnamed-mov.webm", mov, "ok", verify="fail / warn / pass")
video("misnamed-mkv.mp4", mkv, "ok", verify="fail:container")
picture("misnamed-png.mp4", lambda: fixture("png-rgb16.png"), "ok")
picture("misnamed-gif.jpg", lambda: fixture("gif-plain.gif"), "ok")

# As good pictures of the tests they are read; nothing of the name counts.
assert FILES

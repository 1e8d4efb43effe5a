"""Text, documents and archives under the names of media."""

import io
import zipfile

from .case import other
from .png import SIGNATURE
from .seeds import deflated

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
HLS = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXTINF:10,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"


def stored(data):
    """A deflate block that is not packed, with others to follow. Source: RFC 1951, 3.2.4."""
    return b"\0" + len(data).to_bytes(2, "little") + (len(data) ^ 0xFFFF).to_bytes(2, "little") + data


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


for suffix in ("mp4", "ts", "jpg", "webm", "avi"):
    other(f"playlist-hls.{suffix}", HLS, why="libav would read the named file and connect")
other("playlist-hls-behind-a-mark.mp4", b"\xef\xbb\xbf \n" + HLS)
other("playlist-hls-behind-a-kilobyte-of-comment.mp4", b"# \n" * 340 + HLS)
other("playlist-dash.mp4", b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>file:///etc/</BaseURL>'
      b'<AdaptationSet><Representation><BaseURL>passwd</BaseURL></Representation></AdaptationSet></Period></MPD>')
other("playlist-ffconcat.mp4", b"ffconcat version 1.0\nfile /etc/passwd\nfile 'http://127.0.0.1:9/x'\n")
other("playlist-concat-without-its-mark.mp4", b"file '/etc/passwd'\nfile '/etc/hostname'\n")
other("playlist-xspf.mp4", b'<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track>'
      b"<location>file:///etc/passwd</location></track></trackList></playlist>")
other("playlist-asx.avi", b'<ASX version="3.0"><Entry><Ref href="http://127.0.0.1:9/"/></Entry></ASX>')
other("playlist-imf-cpl.mov", b'<?xml version="1.0"?><CompositionPlaylist><Id>urn:uuid:0</Id></CompositionPlaylist>')
other("session-description.mp4", b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 5004 RTP/AVP 96\r\n")
other("address-of-rtsp.mp4", b"rtsp://127.0.0.1:9/x\n")
other("pointer-of-windows.mp4", b"[InternetShortcut]\r\nURL=file:///etc/passwd\r\n")
other("page-html.mp4", b"<!DOCTYPE html><html><body><h1>403 Forbidden</h1></body></html>")
other("page-html-in-utf-16.mp4", b"\xff\xfe" + "<html><body>404</body></html>".encode("utf-16-le"))
other("error-json.mp4", b'{"errors":[{"code":"expired"}]}')
other("subtitles.mp4", b"1\n00:00:00,000 --> 00:00:01,000\n<font src=file:///etc/passwd>\n")
other("mvg-reading-a-file.png", b"push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'ephemeral:/etc/passwd'\npop graphic-context\n")
other("script.jpg", b"#!/bin/sh\ntouch /tmp/executed\n")
other("program.png", b"\x7fELF\x02\x01\x01" + bytes(200))
other("document.jpg", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
other("postscript-running-a-command.jpg", b"%!PS\n(%pipe%touch /tmp/executed) (w) file\n")
other("archive-bomb.png", lambda: zipped(a=bytes(64 << 20)), why="64 MB of zeros")
other("archive-gzip-bomb.mp4", lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\3" + deflated(0, 623 << 20) + bytes(8))
other("zeros.mp4", lambda: bytes(1 << 20))
other("noise.mp4", b"\xaa\x55\xc3" * 4000)
other("svg-external-entity.png",
      b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
      "unsupported-format")
other("svg-external-entity.mp4",
      b'<!DOCTYPE svg [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>', "unsupported-format")
other("svg-entities-that-multiply.jpg", f"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY l0 'ha'>{LAUGHS}]><svg>&l11;</svg>".encode(),
      "unsupported-format")
other("svg-with-a-picture-elsewhere.png",
      b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="http://127.0.0.1:9/x.png"/></svg>',
      "unsupported-format")
other("svg-drawing-a-million-pixels-wide.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000"/>', "unsupported-format")
other("svg-compressed-bomb.jpg", lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\3" + stored(b"<svg>") + deflated(32, 200 << 20) + bytes(8), "unsupported-format", why="200 MB of blanks in 200 kB")
other("exr-claims-2147483647.png", b"\x76\x2f\x31\x01\2\0\0\0dataWindow\0box2i\0\x10\0\0\0" + bytes(8) + b"\xff\xff\xff\x7f" * 2 + bytes(40),
      "unsupported-format")
other("jpeg2000-claims-4294967295.jpg", b"\xff\x4f\xff\x51\0\x2f\0\0" + b"\xff" * 8 + bytes(60), "unsupported-format")
other("photoshop-30000x30000.jpg", b"8BPS\0\1" + bytes(6) + b"\0\4" + (30000).to_bytes(4, "big") * 2 + b"\0\x10\0\3" + bytes(20), "unsupported-format")
other("netpbm-claims-2147483647.png", b"P6\n2147483647 2147483647\n255\n" + bytes(30), "unsupported-format")
other("radiance-claims-2147483647.jpg", b"#?RADIANCE\n\n-Y 2147483647 +X 2147483647\n" + bytes(30), "unsupported-format")
other("flash-video.mp4", b"FLV\1\5\0\0\0\x09" + bytes(40), inspect="unsupported-format")
other("windows-media.mp4", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c" + b"\xff" * 64, inspect="unsupported-format")
other("png-signature-in-text-mode.png", SIGNATURE.replace(b"\r\n", b"\n") + bytes(40), "damaged")

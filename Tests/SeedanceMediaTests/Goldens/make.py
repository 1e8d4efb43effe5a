#!/usr/bin/env python3
"""Makes every fixture and golden beside this file with other programs, and writes fixtures.json and MANIFEST.md.

The commands in the table below are the commands that are run, in order, in one scratch folder; MANIFEST.md
repeats them with the versions used. A line that begins with `py:` is Python with Pillow (`Image`, `ImageCms`)
and numpy (`np`) and the helpers of this file. Nothing here is made by the package under test.

    apt-get install python3-pil python3-numpy netpbm libjpeg-turbo-progs webp graphicsmagick \\
        imagemagick-6.q16 libtiff-tools optipng gifsicle libimage-exiftool-perl libheif-examples libjxl-tools ffmpeg
    /usr/bin/python3 Tests/SeedanceMediaTests/Goldens/make.py      # then check.py
"""

import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT = 96, 64
COLOUR = (0x33, 0x66, 0x99)  # the second background on which transparency is flattened

# --- helpers that the commands use ---------------------------------------------------------------


def chart(width=WIDTH, height=HEIGHT, alpha=False, deep=False):
    """The picture all fixtures show: no two corners, edges or channels alike, and no symmetry."""
    k = 4
    y, x = (np.mgrid[0 : height * k, 0 : width * k] + 0.5) / k
    u, v = x / WIDTH, y / HEIGHT
    red = 0.25 + 0.55 * u + 0.12 * np.sin(3.1 * u + 5.0 * v)
    green = 0.30 + 0.40 * v + 0.15 * np.cos(4.0 * v - 2.0 * u)
    blue = 0.75 - 0.45 * u * v - 0.20 * v + 0.08 * np.sin(7.0 * u)
    p = np.stack([red, green, blue], axis=2)
    ripple = 0.05 * np.sin(2 * np.pi * (u * 9 + v * 4)) * np.clip(1.4 * u - 0.3, 0, 1)
    p += ripple[..., None]

    def paint(inside, colour):
        p[inside] = np.array(colour) / 255

    paint(np.hypot(x - 18, y - 16) < 11, (250, 214, 92))  # sun, upper left
    paint(np.hypot(x - 21, y - 14) < 5, (255, 246, 214))
    for x0, y0, x1, y1 in ((40, 8, 45, 40), (40, 8, 58, 13), (40, 21, 53, 26)):  # an F: up, down, left and right differ
        paint((x >= x0) & (x < x1) & (y >= y0) & (y < y1), (32, 24, 64))
    paint((x > 68) & (y < 24) & (x - 68 > (y - 4) * 1.1) & (y > 4) & (x < 92), (206, 44, 52))  # red wedge, upper right
    paint((x - 80) ** 2 / 90 + (y - 38) ** 2 / 40 < 1, (36, 148, 92))  # green leaf, right
    for i, c in enumerate([(224, 40, 40), (40, 200, 60), (48, 72, 224), (20, 20, 20), (128, 128, 128), (240, 240, 240)]):
        paint((y >= 50) & (y < 60) & (x >= 4 + i * 9) & (x < 13 + i * 9), c)  # swatches, bottom
    p = np.clip(p, 0, 1).reshape(height, k, width, k, 3).mean(axis=(1, 3))
    p = np.floor(p * 51 + 0.5) / 51  # steps of 5 of 255, so that forty files stay small
    if alpha:
        a = np.floor(np.clip((x - 8) / (WIDTH - 24), 0, 1) * 17 + 0.5) / 17
        a[np.hypot(x - 18, y - 16) < 13] = 1
        a[(y >= 50) & (x > 60)] = 0
        p = np.concatenate([p, a.reshape(height, k, width, k).mean(axis=(1, 3))[..., None]], axis=2)
    if deep:  # beside the middle of each 8-bit step: rounding and cutting to 8 bits differ in the left half
        off = np.where(np.arange(width) < 48, -100, 100)[None, :, None] * np.ones_like(p)
        off[..., 3:] = 0
        return np.clip(np.floor(p * 255 + 0.5) * 257 + off, 0, 65535).astype(np.uint16)
    return np.floor(p * 255 + 0.5).astype(np.uint8)


def pnm(name, a):
    """Writes PGM, PPM or PAM by shape and depth."""
    a = a if a.ndim == 3 else a[..., None]
    height, width, channels = a.shape
    top = 65535 if a.dtype == np.uint16 else 255
    kind = {1: "GRAYSCALE", 2: "GRAYSCALE_ALPHA", 3: "RGB", 4: "RGB_ALPHA"}[channels]
    if channels in (1, 3):
        head = f"P{5 if channels == 1 else 6}\n{width} {height}\n{top}\n"
    else:
        head = f"P7\nWIDTH {width}\nHEIGHT {height}\nDEPTH {channels}\nMAXVAL {top}\nTUPLTYPE {kind}\nENDHDR\n"
    Path(name).write_bytes(head.encode() + a.astype(">u2" if top > 255 else np.uint8).tobytes())


def grey(a):
    """Plain luma of an RGB array, in its own depth."""
    return np.floor(a[..., :3] @ np.array([0.299, 0.587, 0.114]) + 0.5).astype(a.dtype)


def flat(source, name, background=(255, 255, 255)):
    """Lays a picture over a background in its stored values and writes PNG."""
    image = Image.open(source) if isinstance(source, (str, Path)) else source
    image = image.convert("RGBA")
    under = Image.new("RGBA", image.size, tuple(background) + (255,))
    under.alpha_composite(image)
    under.convert("RGB").save(name, optimize=True)


def flat_deep(a, name, background=(255, 255, 255)):
    """The same from 16 bits: flattened in float, rounded once. `a` is gray+alpha or RGBA."""
    a = a.astype(np.float64) / 65535
    colour, alpha = a[..., :-1], a[..., -1:]
    p = colour * alpha + np.array(background) / 255 * (1 - alpha)
    Image.fromarray(np.floor(p * 255 + 0.5).astype(np.uint8)).save(name, optimize=True)


def stored_for(image, orientation):
    """The pixels that a file with this tag must hold for `image` to be what a reader shows."""
    t = Image.Transpose
    undo = {2: t.FLIP_LEFT_RIGHT, 3: t.ROTATE_180, 4: t.FLIP_TOP_BOTTOM, 5: t.TRANSPOSE, 6: t.ROTATE_90, 7: t.TRANSVERSE, 8: t.ROTATE_270}
    return image if orientation == 1 else image.transpose(undo[orientation])


def exif_tiff(orientation, order="<"):
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def insert_chunk(source, name, kind, data, before=b"IDAT"):
    """Puts a chunk into a PNG."""
    png = Path(source).read_bytes()
    at = png.index(before) - 4
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    Path(name).write_bytes(png[:at] + chunk + png[at:])


def icc(description, primaries, gamma):
    """A version 2 matrix profile made from chromaticities (white D65, adapted to D50 by Bradford) and a gamma."""
    bradford = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    xyz = lambda x, y: np.array([x / y, 1, (1 - x - y) / y])
    white, d50 = xyz(0.3127, 0.3290), np.array([0.9642, 1.0, 0.8249])
    m = np.stack([xyz(*p) for p in primaries], axis=1)
    m = m * np.linalg.solve(m, white)
    adapt = np.linalg.inv(bradford) @ np.diag((bradford @ d50) / (bradford @ white)) @ bradford
    m = adapt @ m
    fixed = lambda values: b"".join(struct.pack(">i", int(round(v * 65536))) for v in values)
    text = description.encode() + b"\0"
    tags = [
        (b"desc", b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)),
        (b"cprt", b"text\0\0\0\0Public domain (CC0)\0"),
        (b"wtpt", b"XYZ \0\0\0\0" + fixed(d50)),
        (b"rXYZ", b"XYZ \0\0\0\0" + fixed(m[:, 0])),
        (b"gXYZ", b"XYZ \0\0\0\0" + fixed(m[:, 1])),
        (b"bXYZ", b"XYZ \0\0\0\0" + fixed(m[:, 2])),
    ]
    if gamma == "srgb":
        t = np.arange(1024) / 1023
        curve = np.where(t <= 0.04045, t / 12.92, ((t + 0.055) / 1.055) ** 2.4)
        curve = struct.pack(">I", 1024) + np.round(curve * 65535).astype(">u2").tobytes()
    else:
        curve = struct.pack(">IH", 1, int(round(gamma * 256)))
    tags.append((b"rTRC", b"curv\0\0\0\0" + curve))
    body, table, at, where = b"", b"", 128 + 4 + 12 * (len(tags) + 2), {}
    for tag, data in tags:
        table += tag + struct.pack(">II", at, len(data))
        where[tag] = (at, len(data))
        data += b"\0" * (-len(data) % 4)
        body += data
        at += len(data)
    for tag in (b"gTRC", b"bTRC"):
        table += tag + struct.pack(">II", *where[b"rTRC"])
    head = struct.pack(">I4sI4s4s4s6H4s", at, b"\0\0\0\0", 0x02400000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp")
    head = head.ljust(68, b"\0") + fixed(d50)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags) + 2) + table + body


P3 = lambda: icc("P3-like test profile", [(0.680, 0.320), (0.265, 0.690), (0.150, 0.060)], "srgb")
WIDE = lambda: icc("Wide gamut 2.2 test profile", [(0.64, 0.33), (0.21, 0.71), (0.15, 0.06)], 563 / 256)
SRGB = lambda: icc("sRGB-like test profile", [(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)], "srgb")


def managed(source, name, profile):
    """Through Little CMS to sRGB, relative colorimetric."""
    image = Image.open(source).convert("RGB")
    to = ImageCms.createProfile("sRGB")
    ImageCms.profileToProfile(image, io.BytesIO(profile), to, renderingIntent=1, outputMode="RGB").save(name, optimize=True)


def ycck(source, name):
    """An Adobe YCCK JPEG: the four planes are computed here, stored by Pillow as they are, and the Adobe marker's
    transform byte says 2. Pillow has no way to ask libjpeg for this colour space."""
    ink = np.asarray(Image.open(source), np.float64)
    c, m, y, k = (ink[..., i] for i in range(4))
    lum = 0.299 * c + 0.587 * m + 0.114 * y
    planes = np.stack([lum, 128 + (y - lum) / 1.772, 128 + (c - lum) / 1.402, 255 - k], axis=2)
    planes = np.clip(np.floor(planes + 0.5), 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(255 - planes, "CMYK").save(out, "JPEG", quality=92, subsampling=0)
    data = bytearray(out.getvalue())
    data[data.index(b"Adobe") + 11] = 2
    Path(name).write_bytes(data)


def top_down(source, name):
    """A bottom-up 8-bit BMP with its rows turned over and its height negative."""
    bmp = Path(source).read_bytes()
    at, = struct.unpack_from("<I", bmp, 10)
    width, height = struct.unpack_from("<ii", bmp, 18)
    stride = (width + 3) // 4 * 4
    rows = [bmp[at + i * stride : at + (i + 1) * stride] for i in range(height)]
    Path(name).write_bytes(bmp[:22] + struct.pack("<i", -height) + bmp[26:at] + b"".join(rows[::-1]))


def lanczos_axis(start, length, count):
    """Weights (count × length) of a Lanczos-3 that is stretched when it shrinks; clamped at the window's edges."""
    scale = length / count
    stretch = max(scale, 1.0)
    weights = np.zeros((count, length))
    for i in range(count):
        centre = (i + 0.5) * scale - 0.5
        taps = np.arange(int(np.ceil(centre - 3 * stretch)), int(np.floor(centre + 3 * stretch)) + 1)
        t = (taps - centre) / stretch
        w = np.where(np.abs(t) < 3, np.sinc(t) * np.sinc(t / 3), 0)
        np.add.at(weights[i], np.clip(taps, 0, length - 1), w / w.sum())
    return weights


def lanczos(source, name, window, size):
    """float64 Lanczos-3 of an integer window, in stored sRGB values, rounded once."""
    x, y, width, height = window
    p = np.asarray(Image.open(source).convert("RGB"), np.float64)[y : y + height, x : x + width]
    p = np.einsum("ij,jkc->ikc", lanczos_axis(y, height, size[1]), p, optimize=True)
    p = np.einsum("ij,kjc->kic", lanczos_axis(x, width, size[0]), p, optimize=True)
    Image.fromarray(np.clip(np.floor(p + 0.5), 0, 255).astype(np.uint8)).save(name, optimize=True)


def scene(width, height):
    """The scaling source: gradients, hard edges at many angles, fine texture and rings, and little else so that it packs well."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    p = np.empty((height, width, 3))
    p[..., 0] = np.floor(70 + 130 * y / height)  # rows of one colour pack well; the strip below runs the other way
    p[..., 1] = np.floor(60 + 110 * y / height)
    p[..., 2] = np.floor(170 - 60 * y / height)
    strip = (y >= 60) & (y < 110) & (x >= 150) & (x < 1350)
    p[strip] = np.floor(np.stack([40 + 200 * x / width, 220 - 160 * x / width, 90 + 60 * x / width], axis=2))[strip]
    ring = np.hypot(x - 980, y - 330)
    inside = ring < 100
    wave = np.floor(128 + 100 * np.cos(ring**2 * np.pi / 450))  # rings that get finer outward, to a period of 4.5 pixels
    p[inside] = np.stack([wave, 255 - wave, np.floor(wave / 2 + 60)], axis=2)[inside]
    sun = np.hypot(x - 420, y - 300)
    p[sun < 150] = (250, 210, 90)
    p[sun < 80] = (255, 244, 214)
    angle = np.arctan2(y - 690, x - 620)
    fan = (np.hypot(x - 620, y - 690) < 110) & (np.floor(angle / np.pi * 24) % 2 == 0)
    p[fan] = (24, 28, 70)
    hill = 800 + 60 * np.sin(x / 170) + 25 * np.sin(x / 61)
    p[y > hill] = (40, 96, 58)
    random = np.random.RandomState(1).randint(0, 3, (height, width))
    patch = (x >= 1120) & (x < 1180) & (y >= 600) & (y < 660)
    p[patch] = (150 + 25 * random[patch])[:, None]  # noise
    checks = (x >= 820) & (x < 940) & (y >= 600) & (y < 680)
    p[checks] = np.where(((x // 5 + y // 5) % 2)[checks][:, None] == 0, (235, 60, 50), (240, 236, 220))
    lines = (x >= 180) & (x < 330) & (y >= 560) & (y < 680)
    p[lines & ((x + y * 0.31) % 14 < 4)] = (250, 250, 250)
    frame = (x < 3) | (y < 3) | (x >= width - 3) | (y >= height - 3)
    p[frame] = (230, 20, 120)
    return np.clip(p, 0, 255).astype(np.uint8)


# --- the table -----------------------------------------------------------------------------------

ENTRIES, STEPS = [], []
IM = "convert-im6.q16"
CLEAN = "-define png:exclude-chunks=date,time,gama,chrm -strip"


def step(command):
    """Runs one command in the scratch folder and notes it for the manifest."""
    STEPS.append(command)
    if command.startswith("py: "):
        exec(command[4:], globals())
    else:
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{command}\n{done.stdout}{done.stderr}")


def fixture(file, *commands, format=None, golden="chart.png", size=(WIDTH, HEIGHT), orientation=1, mean=0.0, most=0,
            alpha=False, lossless=None, expect="ok", feature=None, note=None,
            golden_commands=(), alternative=None, or_error=None):
    """One row of fixtures.json. `golden` "own" stands for a golden named after the file, made by `golden_commands`."""
    stem = file.replace(".", "-")
    if golden == "own":
        golden = stem + ".png"
    on_colour = stem + "-on-336699.png" if alpha and expect == "ok" else None
    for command in commands + tuple(golden_commands):
        step(command.replace("{out}", file).replace("{golden}", str(golden)).replace("{colour}", str(on_colour)))
    format = format or {"jpg": "jpeg", "tif": "tiff"}.get(file.rsplit(".", 1)[1], file.rsplit(".", 1)[1])
    ENTRIES.append({
        "file": f"fixtures/{file}", "format": format, "width": size[0], "height": size[1], "orientation": orientation,
        "golden": f"goldens/{golden}" if expect == "ok" else None,
        "goldenOnColor": f"goldens/{on_colour}" if on_colour else None,
        "alternative": f"goldens/{alternative}" if alternative else None,
        "tolerance": {"mean": mean, "max": most}, "alpha": alpha,
        "lossless": format in ("png", "gif", "bmp", "tiff") if lossless is None else lossless,
        "expect": expect, "orError": or_error, "feature": feature, "note": note,
    })


DJPEG = "djpeg -dct int {out} > t.ppm && pnmtopng -force t.ppm > {golden} && optipng -quiet -o2 {golden}"
FLAT = ("py: flat('{out}', '{golden}')", f"py: flat('{{out}}', '{{colour}}', {COLOUR})")


def sources():
    step("py: pnm('chart.ppm', chart()); pnm('chart16.ppm', chart(deep=True)); pnm('gray.pgm', grey(chart())); pnm('gray16.pgm', grey(chart(deep=True)))")
    step("py: pnm('odd.ppm', chart(97, 65)); pnm('rgba.pam', chart(alpha=True)); pnm('rgba16.pam', chart(alpha=True, deep=True))")
    step("py: a = chart(alpha=True, deep=True); ga16 = np.dstack([grey(a), a[..., 3]]); pnm('ga16.pam', ga16); ga = np.floor(ga16 / 257 + 0.5).astype(np.uint8); pnm('ga.pam', ga)")
    step("py: Image.fromarray(chart()).save('chart.png', optimize=True); Image.fromarray(chart(97, 65)).save('odd.png', optimize=True); Image.fromarray(chart(alpha=True)).save('rgba.png')")
    step("py: rgb = chart() / 255; k = 0.9 * (1 - rgb.max(2)); ink = np.dstack([1 - rgb / (1 - k)[..., None], k]); Image.fromarray(np.clip(np.floor(ink * 255 + 0.5), 0, 255).astype(np.uint8), 'CMYK').save('cmyk.tif')")
    step("py: Image.open('gray.pgm').convert('RGB').save('gray.png', optimize=True)")


def jpegs():
    q = "cjpeg -quality 90 -optimize"
    loose = dict(mean=2.5, most=64, golden="own", golden_commands=(DJPEG,))
    fixture("jpeg-420.jpg", f"{q} -sample 2x2 chart.ppm > {{out}}", **loose)
    fixture("jpeg-422.jpg", f"{q} -sample 2x1 chart.ppm > {{out}}", **loose)
    fixture("jpeg-440.jpg", f"{q} -sample 1x2 chart.ppm > {{out}}", **loose)
    fixture("jpeg-411.jpg", f"{q} -sample 4x1 chart.ppm > {{out}}", **dict(loose, mean=3.5, most=90))
    tight = dict(loose, mean=0.6, most=6)
    fixture("jpeg-444.jpg", f"{q} -sample 1x1 chart.ppm > {{out}}", **tight)
    fixture("jpeg-progressive.jpg", f"{q} -progressive -sample 2x2 chart.ppm > {{out}}", **loose)
    fixture("jpeg-gray.jpg", f"{q} -grayscale chart.ppm > {{out}}", **tight)
    fixture("jpeg-rgb-coded.jpg", f"{q} -rgb chart.ppm > {{out}}", **tight, feature="jpeg-rgb", note="Adobe marker, transform 0")
    fixture("jpeg-restart.jpg", f"{q} -restart 1 -sample 2x2 chart.ppm > {{out}}", **loose)
    fixture("jpeg-arithmetic.jpg", f"cjpeg -quality 90 -arithmetic -sample 2x2 chart.ppm > {{out}}", **loose, feature="jpeg-arithmetic", or_error="unsupported-format",
            note="arithmetic coding: FFmpeg and browsers refuse it, libjpeg-turbo reads it; either answer is right")
    fixture("jpeg-odd.jpg", f"{q} -sample 2x2 odd.ppm > {{out}}", **loose, size=(97, 65), note="a reader that stretches 49 chroma samples over 97 pixels is off by 3.5 here (FFmpeg 5.1 with swscale)")
    ink = dict(loose, mean=1.0, most=10, golden_commands=("py: Image.open('{out}').convert('RGB').save('{golden}', optimize=True)",))
    fixture("jpeg-cmyk.jpg", "py: Image.open('cmyk.tif').save('{out}', quality=92, subsampling=0)", **ink, feature="cmyk", note="Adobe marker: ink is stored inverted")
    fixture("jpeg-ycck.jpg", "py: ycck('cmyk.tif', '{out}')", **ink, feature="cmyk", note="Adobe transform 2; ffmpeg 5.1 at the command line takes it for YUVA")
    for name, profile, label in (("srgb", "SRGB", "sRGB"), ("p3", "P3", "P3-like"), ("wide", "WIDE", "Adobe-RGB-like")):
        same = name == "srgb"
        fixture(f"jpeg-icc-{name}.jpg", f"py: Image.open('chart.ppm').save('{{out}}', quality=90, subsampling=0, icc_profile={profile}())",
                golden="own", golden_commands=(f"py: managed('{{out}}', '{{golden}}', {profile}())",) if not same else (DJPEG,), mean=1.0, most=10,
                feature=None if same else "icc", alternative=None if same else "jpeg-icc-srgb-jpg.png", note=f"{label} profile" + ("" if same else "; golden through Little CMS, relative colorimetric"))
    fixture("jpeg-exif-junk.jpg", f"{q} -sample 2x2 chart.ppm > {{out}} && exiftool -q -overwrite_original -n -Make=Example -Model='Example Camera 1' -SerialNumber=FAKE-0001 "
            "-GPSLatitude=46.5 -GPSLatitudeRef=N -GPSLongitude=7.9 -GPSLongitudeRef=E -XMP-dc:Creator='Jane Example' -IPTC:By-line='Jane Example' -Comment='a comment' {out}",
            **dict(loose, golden="jpeg-420-jpg.png", golden_commands=()), note="camera, serial number, place, XMP, IPTC, comment: nothing of it may leave")


def pngs():
    fixture("png-rgb8.png", "py: Image.open('chart.ppm').save('{out}', optimize=True)")
    fixture("png-rgb8-interlaced.png", "cp png-rgb8.png {out} && optipng -quiet -i1 -nx -o1 {out}", feature="interlaced")
    fixture("png-odd.png", "py: Image.open('odd.ppm').save('{out}', optimize=True)", golden="odd.png", size=(97, 65))
    deep = "pngtopnm {out} | pamdepth 255 | pnmtopng -force > {golden}"
    fixture("png-rgb16.png", "pnmtopng -force -paeth -compression 9 chart16.ppm > {out}", golden="own", most=1, mean=0.5, golden_commands=(deep,), note="max 1: rounding or cutting to 8 bits")
    fixture("png-rgb16-interlaced.png", "pnmtopng -force -interlace -paeth -compression 9 chart16.ppm > {out}", golden="png-rgb16-png.png", most=1, mean=0.5, feature="interlaced")
    rgb = "py: Image.open('{out}').convert('RGB').save('{golden}', optimize=True)"
    fixture("png-gray1.png", "pamdepth 1 gray.pgm | pgmtopbm -threshold | pnmtopng -force > {out}", golden="own", golden_commands=(rgb,))
    fixture("png-gray2.png", "pamdepth 3 gray.pgm | pnmtopng -force > {out}", golden="own", golden_commands=(rgb,))
    fixture("png-gray4.png", "pamdepth 15 gray.pgm | pnmtopng -force > {out}", golden="own", golden_commands=(rgb,))
    fixture("png-gray4-interlaced.png", "pamdepth 15 gray.pgm | pnmtopng -force -interlace > {out}", golden="png-gray4-png.png", feature="interlaced")
    fixture("png-gray8.png", "pnmtopng -force gray.pgm > {out}", golden="gray.png")
    fixture("png-gray16.png", "pnmtopng -force -paeth -compression 9 gray16.pgm > {out}", golden="own", most=1, mean=0.6, golden_commands=(
        "pngtopnm {out} | pamdepth 255 | pgmtoppm white | pnmtopng -force > t.png", "py: Image.open('t.png').convert('RGB').save('{golden}', optimize=True)"))
    fixture("png-gray-alpha8.png", "py: Image.fromarray(ga, 'LA').save('{out}', optimize=True)", golden="own", alpha=True, most=1, mean=0.5, golden_commands=FLAT)
    fixture("png-gray-alpha16.png", f"{IM} ga16.pam {CLEAN} -define png:color-type=4 -define png:bit-depth=16 {{out}}", golden="own", alpha=True, most=2, mean=0.5,
            golden_commands=("py: flat_deep(np.dstack([ga16[..., :1]] * 3 + [ga16[..., 1:]]), '{golden}')", f"py: flat_deep(np.dstack([ga16[..., :1]] * 3 + [ga16[..., 1:]]), '{{colour}}', {COLOUR})"))
    fixture("png-rgba8.png", "py: Image.open('rgba.png').save('{out}', optimize=True)", golden="own", alpha=True, most=1, mean=0.5, golden_commands=FLAT)
    fixture("png-rgba8-interlaced.png", "cp png-rgba8.png {out} && optipng -quiet -i1 -nx -o1 {out}", golden="png-rgba8-png.png", alpha=True, most=1, mean=0.5,
            golden_commands=(f"py: flat('{{out}}', '{{colour}}', {COLOUR})",), feature="interlaced")
    fixture("png-rgba16.png", f"{IM} rgba16.pam {CLEAN} -define png:color-type=6 -define png:bit-depth=16 {{out}}", golden="own", alpha=True, most=2, mean=0.5,
            golden_commands=("py: flat_deep(chart(alpha=True, deep=True), '{golden}')", f"py: flat_deep(chart(alpha=True, deep=True), '{{colour}}', {COLOUR})"))
    for bits in (1, 2, 4, 8):
        colours = 2**bits if bits < 8 else 200
        fixture(f"png-palette{bits}.png", f"py: Image.open('chart.ppm').quantize({colours}, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save('{{out}}', bits={bits})", golden="own", golden_commands=(rgb,))
        clear = bytes([0, 96, 255, 200][:colours]).hex()
        fixture(f"png-palette{bits}-trns.png", f"py: p = Image.open('png-palette{bits}.png'); p.save('{{out}}', bits={bits}, transparency=bytes.fromhex('{clear}'))",
                golden="own", alpha=True, most=1, mean=0.5, golden_commands=FLAT)
    fixture("png-palette8-interlaced.png", "cp png-palette8.png {out} && optipng -quiet -i1 -nx -o1 {out}", golden="png-palette8-png.png", feature="interlaced")
    fixture("png-rgb8-trns.png", "py: Image.open('chart.ppm').save('{out}', transparency=(206, 44, 52))", golden="own", alpha=True, most=1, mean=0.5, golden_commands=FLAT, note="one colour, that of the red wedge, is clear")
    fixture("png-gray8-trns.png", "py: Image.open('gray.pgm').save('{out}', transparency=int(np.asarray(Image.open('gray.pgm'))[30, 42]))", golden="own", alpha=True, most=1, mean=0.5, golden_commands=FLAT, note="one gray, that of the F, is clear")
    fixture("png-text-900k.png", "py: insert_chunk('png-rgb8.png', '{out}', b'zTXt', b'Comment\\0\\0' + zlib.compress(b'lorem ipsum ' * 75000, 9))", note="a zTXt chunk of 2 KB that inflates to 900 KB: under every limit, and not a picture's business")
    fixture("png-gama.png", "py: insert_chunk('png-rgb8.png', '{out}', b'gAMA', struct.pack('>I', 45455))", note="gAMA 1/2.2 is what everyone writes; it changes nothing")
    fixture("png-icc-p3.png", "py: Image.open('chart.ppm').save('{out}', optimize=True, icc_profile=P3())", golden="own", mean=1.0, most=3, feature="icc", golden_commands=("py: managed('{out}', '{golden}', P3())",), alternative="chart.png")
    fixture("png-icc-srgb.png", "py: Image.open('chart.ppm').save('{out}', optimize=True, icc_profile=SRGB())", mean=0.5, most=1)
    fixture("png-icc-wide16.png", "py: insert_chunk('png-rgb16.png', '{out}', b'iCCP', b'wide\\0\\0' + zlib.compress(WIDE(), 9))", golden="own", mean=1.0, most=3, feature="icc", alternative="chart.png", golden_commands=("py: managed('chart.png', '{golden}', WIDE())",), note="golden from 8 bits")
    fixture("png-animated.png", "ffmpeg -v error -y -loop 1 -framerate 2 -t 1 -i chart.png -vf negate=enable='gte(n\\,1)',format=rgb24 -bitexact -pred mixed -compression_level 9 -f apng -plays 0 {out}", feature="animated", note="APNG: the first frame, which is also the plain picture")


def webps():
    loose = dict(lossless=False, mean=2.5, most=64, golden="own")
    dwebp = "dwebp -quiet {out} -ppm -o t.ppm && pnmtopng -force t.ppm > {golden} && optipng -quiet -o2 {golden}"
    fixture("webp-lossy.webp", "cwebp -quiet -q 90 chart.png -o {out}", **loose, golden_commands=(dwebp,))
    fixture("webp-odd.webp", "cwebp -quiet -q 90 odd.png -o {out}", **loose, golden_commands=(dwebp,), size=(97, 65))
    fixture("webp-lossless.webp", "cwebp -quiet -lossless -exact chart.png -o {out}", lossless=True)
    flat2 = ("dwebp -quiet {out} -o t.png",) + tuple(c.replace("{out}", "t.png") for c in FLAT)
    fixture("webp-lossy-alpha.webp", "cwebp -quiet -q 90 -exact rgba.png -o {out}", **loose, alpha=True, golden_commands=flat2)
    fixture("webp-lossless-alpha.webp", "cwebp -quiet -lossless -exact rgba.png -o {out}", lossless=True, alpha=True, golden="own", mean=0.5, most=1, golden_commands=flat2)
    fixture("webp-icc-p3.webp", "py: Path('p3.icc').write_bytes(P3())", "webpmux -set icc p3.icc webp-lossless.webp -o {out}", lossless=True, golden="own", mean=1.0, most=3, feature="icc",
            golden_commands=("py: managed('chart.png', '{golden}', P3())",), alternative="chart.png")
    step("py: Image.open('chart.png').rotate(180).save('second.png')")
    fixture("webp-animated.webp", "img2webp -loop 0 -lossless -d 200 chart.png second.png -o {out}", lossless=True, feature="animated-webp",
            note="golden is the first frame")


def gifs():
    rgb = "py: Image.open('{out}').convert('RGB').save('{golden}', optimize=True)"
    step("py: q = Image.open('chart.png').quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE); q.save('q.gif'); q2 = q.transpose(Image.Transpose.ROTATE_180); q2.save('q2.gif')")
    fixture("gif-plain.gif", "gifsicle -O1 q.gif -o {out}", golden="own", golden_commands=(rgb,))
    fixture("gif-interlaced.gif", "gifsicle --interlace q.gif -o {out}", golden="gif-plain-gif.png")
    fixture("gif-transparent.gif", "py: t = q.copy(); t.putpalette(q.getpalette()); i = int(np.asarray(q)[30, 42]); q.save('{out}', transparency=i)", golden="own", alpha=True, golden_commands=FLAT, note="the F is clear")
    fixture("gif-animated.gif", "gifsicle --delay 20 --loopcount q.gif q2.gif -o {out}", golden="gif-plain-gif.png", feature="animated")
    place = lambda g, c: f"py: u = Image.new('RGBA', (96, 64), {c + (255,)}); u.alpha_composite(Image.open('crop.gif').convert('RGBA'), (10, 6)); u.convert('RGB').save('{g}', optimize=True)"
    step("gifsicle --crop 10,6+60x44 gif-transparent.gif -o crop.gif")
    fixture("gif-small-frame.gif", f"gifsicle --logical-screen {WIDTH}x{HEIGHT} --position 10,6 crop.gif -o {{out}}", golden="own", alpha=True, feature="partial-frame",
            golden_commands=(place("{golden}", (255, 255, 255)), place("{colour}", COLOUR)), note="the frame is 60x44 at 10,6 of a 96x64 screen; what lies outside is clear, and so is the F")
    step("gifsicle --crop 10,6+60x44 q.gif -o crop.gif")
    step("py: back = tuple(np.asarray(Image.open('crop.gif').getpalette()).reshape(-1, 3)[Image.open('crop.gif').info.get('background', 0)].tolist())")
    fixture("gif-small-frame-opaque.gif", f"gifsicle --logical-screen {WIDTH}x{HEIGHT} --position 10,6 crop.gif -o {{out}}", place("gif-background.png", (1, 2, 3)).replace("(1, 2, 3, 255)", "back + (255,)"),
            golden="own", alpha=True, feature="partial-frame", alternative="gif-background.png", golden_commands=(place("{golden}", (255, 255, 255)), place("{colour}", COLOUR)),
            note="the same without a clear colour: outside is clear in browsers, the background colour (the alternative) in FFmpeg and Pillow")


def bmps():
    rgb = "py: Image.open('{out}').convert('RGB').save('{golden}', optimize=True)"
    fixture("bmp-1.bmp", "py: Image.open('png-gray1.png').save('{out}')", golden="png-gray1-png.png")
    fixture("bmp-4.bmp", f"{IM} png-palette4.png -type Palette BMP3:{{out}}", golden="png-palette4-png.png")
    fixture("bmp-8.bmp", "py: Image.open('png-palette8.png').save('{out}')", golden="png-palette8-png.png")
    fixture("bmp-8-rle.bmp", f"{IM} png-palette8.png -type Palette -compress RLE BMP3:{{out}}", golden="png-palette8-png.png", feature="bmp-rle")
    fixture("bmp-16.bmp", "ffmpeg -v error -y -i chart.png -pix_fmt rgb555le -sws_dither none {out}", golden="own", golden_commands=(rgb,), mean=4.5, most=8, note="5 bits a channel: programs differ in how they widen them")
    fixture("bmp-24.bmp", "py: Image.open('chart.png').save('{out}')")
    fixture("bmp-8-odd.bmp", "py: Image.open('odd.png').quantize(200, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save('{out}')", golden="own", golden_commands=(rgb,), size=(97, 65), note="rows are padded")
    fixture("bmp-8-top-down.bmp", "py: top_down('bmp-8.bmp', '{out}')", golden="png-palette8-png.png")
    fixture("bmp-32.bmp", "ffmpeg -v error -y -i chart.png -pix_fmt bgra {out}", note="the fourth byte is 255 everywhere")
    fixture("bmp-32-alpha.bmp", f"{IM} rgba.png BMP:{{out}}", golden="png-rgba8-png.png", alpha=True, mean=0.5, most=1, golden_commands=(f"py: flat('rgba.png', '{{colour}}', {COLOUR})",), feature="bmp-alpha",
            note="BITMAPV5 with an alpha mask; ImageMagick and FFmpeg honour it, others do not")


def tiffs():
    step("py: Image.open('chart.png').save('plain.tif'); Image.open('rgba.png').save('alpha.tif')")
    fixture("tiff-none.tif", "tiffcp -c none plain.tif {out}")
    fixture("tiff-packbits.tif", "py: Image.open('gray.pgm').save('t.tif')", "tiffcp -c packbits t.tif {out}", golden="gray.png")
    for c in ("lzw:2", "zip:2"):
        fixture(f"tiff-{c.split(':')[0]}.tif", f"tiffcp -c {c} plain.tif {{out}}")
    fixture("tiff-jpeg.tif", "tiffcp -r 16 -c jpeg:90 plain.tif {out}", golden="own", lossless=False, mean=1.5, most=48, feature="tiff-jpeg", or_error="unsupported-format", note="FFmpeg 5.1 gives a wrong picture and no error", golden_commands=("py: Image.open('{out}').convert('RGB').save('{golden}', optimize=True)",))
    fixture("tiff-big-endian.tif", "tiffcp -B -c lzw:2 plain.tif {out}")
    fixture("tiff-tiled.tif", "tiffcp -t -w 32 -l 32 -c lzw:2 plain.tif {out}", feature="tiff-tiled", or_error="unsupported-format", note="FFmpeg 5.1 gives a wrong picture and no error")
    fixture("tiff-planar.tif", "tiffcp -p separate -c lzw plain.tif {out}", feature="tiff-planar")
    fixture("tiff-strips.tif", "tiffcp -r 7 -c lzw:2 plain.tif {out}")
    fixture("tiff-rgb16.tif", f"{IM} chart16.ppm -depth 16 +set date:create -compress Zip TIFF:t.tif && tiffcp -c zip:2:p9 t.tif {{out}}", golden="png-rgb16-png.png", mean=0.5, most=1)
    fixture("tiff-gray8.tif", "py: Image.open('gray.pgm').save('t.tif')", "tiffcp -c lzw t.tif {out}", golden="gray.png")
    fixture("tiff-gray16.tif", f"{IM} gray16.pgm -depth 16 -compress LZW TIFF:t.tif && tiffcp -c lzw t.tif {{out}}", golden="png-gray16-png.png", mean=0.6, most=1)
    fixture("tiff-bilevel-g4.tif", "py: Image.open('png-gray1.png').save('t.tif')", "tiffcp -c g4 t.tif {out}", golden="png-gray1-png.png")
    fixture("tiff-palette.tif", "py: Image.open('png-palette8.png').save('t.tif')", "tiffcp -c lzw t.tif {out}", golden="png-palette8-png.png", mean=1.0, most=1)
    fixture("tiff-alpha.tif", "tiffcp -c lzw:2 alpha.tif {out}", golden="png-rgba8-png.png", alpha=True, mean=0.5, most=1, golden_commands=(f"py: flat('rgba.png', '{{colour}}', {COLOUR})",), note="unassociated alpha")
    fixture("tiff-cmyk.tif", "tiffcp -c lzw:2 cmyk.tif {out}", golden="own", mean=0.5, most=2, feature="cmyk", golden_commands=("py: Image.open('{out}').convert('RGB').save('{golden}', optimize=True)",))


def others():
    refuse = dict(expect="unsupported-format", golden=None)
    fixture("heic.heic", "heif-enc -q 80 -p x265:pools=none -p x265:frame-threads=1 chart.png -o {out}", lossless=False, golden="own", mean=4.0, most=110, note="heif-convert enlarges chroma by repeating it", golden_commands=("heif-convert --quiet {out} {golden}",))
    fixture("avif.avif", "heif-enc -A -q 80 -p threads=1 chart.png -o {out}", lossless=False, golden="own", mean=2.5, most=64, golden_commands=("avifdec {out} {golden}",))
    fixture("jxl.jxl", "cjxl chart.png {out} -d 1 -e 5 --num_threads=0 --quiet", lossless=False, golden="own", mean=0.5, most=2, golden_commands=("djxl {out} {golden} --quiet",))
    fixture("jxl-codestream.jxl", "cjxl chart.png {out} -d 0 -e 3 --container=0 --num_threads=0 --quiet", format="jxl", lossless=True)
    fixture("svg.svg", "py: Path('{out}').write_text('<?xml version=\"1.0\"?>\\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"64\"><rect width=\"96\" height=\"64\" fill=\"#7ac\"/><circle cx=\"18\" cy=\"16\" r=\"11\" fill=\"#fd5\"/></svg>\\n')", lossless=True, **refuse)
    fixture("jpeg2000.jp2", f"{IM} chart.png -quality 50 {{out}}", format="jp2", lossless=False, **refuse)
    fixture("psd.psd", f"{IM} chart.png -crop 24x16+0+0 +repage {CLEAN} -compress RLE {{out}}", lossless=True, **refuse)
    fixture("ppm.ppm", "cp gray.pgm {out}", format="pnm", lossless=True, **refuse)


TURN = {2: "-flip horizontal", 3: "-rotate 180", 4: "-flip vertical", 5: "-transpose", 6: "-rotate 270", 7: "-transverse", 8: "-rotate 90"}


def orientations():
    step("cjpeg -quality 88 -optimize -sample 1x1 chart.ppm > upright.jpg && djpeg -dct int upright.jpg | pnmtopng -force > orientation-jpeg.png && optipng -quiet -o2 orientation-jpeg.png")
    for n in range(1, 9):
        turn = f"jpegtran -optimize -perfect {TURN[n]} upright.jpg" if n > 1 else "cat upright.jpg"
        fixture(f"orientation-{n}.jpg", f"{turn} > {{out}} && exiftool -q -overwrite_original -n -Orientation={n} {{out}}", orientation=n, golden="orientation-jpeg.png", mean=1.0, most=6)
        fixture(f"orientation-{n}.png", f"py: stored_for(Image.open('chart.png'), {n}).save('t.png', optimize=True); insert_chunk('t.png', '{{out}}', b'eXIf', exif_tiff({n}, '{'<>'[n % 2]}'))", orientation=n)
        fixture(f"orientation-{n}.webp", f"py: stored_for(Image.open('chart.png'), {n}).save('t.png'); Path('t.exif').write_bytes(exif_tiff({n}, '{'<>'[n % 2]}'))",
                "cwebp -quiet -lossless t.png -o t.webp && webpmux -set exif t.exif t.webp -o {out}", orientation=n, lossless=True)
        fixture(f"orientation-{n}.tif", f"py: stored_for(Image.open('chart.png'), {n}).save('t.tif')", f"tiffcp -c zip:2:p9 {'-B' if n % 2 else '-L'} t.tif {{out}} && tiffset -s 274 {n} {{out}}", orientation=n)
    fixture("orientation-6-little-endian.jpg", "jpegtran -optimize -perfect -rotate 270 upright.jpg > {out} && exiftool -q -overwrite_original -n -Orientation=6 -ExifByteOrder=Little-endian {out}", orientation=6, golden="orientation-jpeg.png", mean=1.0, most=6)
    fixture("orientation-6-prefixed.webp", "py: stored_for(Image.open('chart.png'), 6).save('t.png'); Path('t.exif').write_bytes(b'Exif\\0\\0' + exif_tiff(6))",
            "cwebp -quiet -lossless t.png -o t.webp && webpmux -set exif t.exif t.webp -o {out}", orientation=6, lossless=True, note="the EXIF chunk begins with Exif\\0\\0, as some writers have it")
    fixture("orientation-6-eXIf-last.png", "py: stored_for(Image.open('chart.png'), 6).save('t.png', optimize=True); insert_chunk('t.png', '{out}', b'eXIf', exif_tiff(6), b'IEND')", orientation=6, note="eXIf after the picture data")
    fixture("orientation-9-means-1.jpg", "py: d = Path('upright.jpg').read_bytes(); e = b'Exif\\0\\0' + exif_tiff(9); Path('{out}').write_bytes(d[:2] + b'\\xff\\xe1' + struct.pack('>H', len(e) + 2) + e + d[2:])", golden="orientation-jpeg.png", mean=1.0, most=6)
    fixture("orientation-0-means-1.png", "py: insert_chunk('chart.png', '{out}', b'eXIf', exif_tiff(0))")


SCALING = [
    ("640x640", (250, 0, 1000, 1000), "the square in the middle, 1.56 down"),
    ("864x496", (0, 70, 1500, 861), "the whole width, 1.74 down"),
    ("640x640", (180, 20, 480, 480), "enlarged 1.33 times"),
]


def scaling():
    step("py: Image.fromarray(scene(1500, 1000)).save('scene.png', optimize=True)")
    step("optipng -quiet -o4 scene.png")
    rows = []
    for i, (size, window, note) in enumerate(SCALING, 1):
        name = f"scene-{i}-{size}.png"
        width, height = map(int, size.split("x"))
        step(f"py: lanczos('scene.png', '{name}', {window}, ({width}, {height}))")
        step(f"optipng -quiet -o4 {name}")
        rows.append({"source": "scaling/scene.png", "golden": f"scaling/{name}", "window": dict(zip(("x", "y", "width", "height"), window)),
                     "output": {"width": width, "height": height}, "kernel": "lanczos3", "note": note})
    return rows


def versions():
    packages = "python3-pil python3-numpy netpbm libjpeg-turbo-progs webp imagemagick-6.q16 graphicsmagick libtiff-tools optipng gifsicle libimage-exiftool-perl libheif-examples libjxl-tools libvips-tools ffmpeg".split()
    out = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\\n", *packages], capture_output=True, text=True).stdout
    return out.strip().splitlines()


def main():
    os.environ.update(TZ="UTC", LC_ALL="C", SOURCE_DATE_EPOCH="1767225600")
    scratch = tempfile.mkdtemp()
    os.chdir(scratch)
    sources(), jpegs(), pngs(), webps(), gifs(), bmps(), tiffs(), others(), orientations()
    scaled = scaling()
    for folder in ("fixtures", "goldens", "scaling"):
        shutil.rmtree(HERE / folder, ignore_errors=True)
        (HERE / folder).mkdir()
    names = {e[k] for e in ENTRIES for k in ("file", "golden", "goldenOnColor", "alternative") if e[k]} | {r[k] for r in scaled for k in ("source", "golden")}
    seen = {}
    for name in sorted(names):
        data = Path(scratch, Path(name).name).read_bytes()
        if name.startswith("goldens/"):
            # The same picture is stored once: a golden that repeats another points to it.
            key = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).tobytes()
            if key in seen:
                for e in ENTRIES:
                    for k in ("golden", "goldenOnColor", "alternative"):
                        e[k] = seen[key] if e[k] == name else e[k]
                continue
            seen[key] = name
            pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
            out = io.BytesIO()
            Image.fromarray(pixels).save(out, "PNG", optimize=True)  # from the bare pixels: no profile, no text
            data = out.getvalue()
        (HERE / name).write_bytes(data)
    document = {
        "background": "#336699",
        "comment": "Made by make.py; absent members are null. golden: the upright picture as a correct reader gives it, 8-bit RGB, alpha on white; goldenOnColor: alpha on `background`. "
                   "alternative: what a reader gives that does not have the feature, where that is a picture; orError: the error it may give instead. "
                   "tolerance: how far two correct readers may differ per channel, mean and maximum of 255. feature: what a first version may not have yet.",
        "fixtures": ENTRIES,
        "scaling": scaled,
    }
    one = lambda row: json.dumps({k: v for k, v in row.items() if v is not None} if isinstance(row, dict) else row, ensure_ascii=False)
    lists = {k: "[\n  " + ",\n  ".join(map(one, document.pop(k))) + "\n ]" for k in ("fixtures", "scaling")}
    text = "{\n" + ",\n".join([f" {one(k)}: {one(v)}" for k, v in document.items()] + [f" {one(k)}: {v}" for k, v in lists.items()]) + "\n}"
    json.loads(text)
    (HERE / "fixtures.json").write_text(text + "\n")
    lines = ["# How the fixtures and goldens were made", "",
             "Written by make.py: do not edit. Every picture here comes from the programs below, never from this package.", "",
             "Versions (Debian 12):", "", "```", *versions(), "```", "",
             "The commands, in order, in one scratch folder. `py:` is Python with Pillow, numpy and the helpers of make.py. Afterwards each",
             "golden is written once more by Pillow (8-bit RGB, `optimize=True`), and goldens that are pixel for pixel alike are stored once.", "",
             "```sh", *STEPS, "```", "",
             "Scaling: float64 Lanczos-3, kernel stretched by the scale when it shrinks, sample centres aligned, samples outside the window",
             "replaced by the nearest one inside, stored sRGB values, rounded once at the end. Windows stand in fixtures.json."]
    check = HERE / "CHECKED.md"
    lines += ["", "What other programs make of each file: [CHECKED.md](CHECKED.md), written by check.py." if check.exists() else ""]
    (HERE / "MANIFEST.md").write_text("\n".join(lines).rstrip() + "\n")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()

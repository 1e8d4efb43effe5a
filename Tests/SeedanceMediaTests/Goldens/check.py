#!/usr/bin/env python3
"""Reads every fixture with five other programs, compares with its golden and writes CHECKED.md.

Each cell is "mean max" of the absolute difference per channel, after turning upright and laying alpha on white.
Exits 1 if fewer than two programs agree with a golden within the tolerance fixtures.json gives.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
TURNS = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE", 8: "ROTATE_90"}


def white(image):
    image = image.convert("RGBA") if image.mode != "RGB" else image
    if image.mode == "RGBA":
        under = Image.new("RGBA", image.size, (255, 255, 255, 255))
        under.alpha_composite(image)
        image = under.convert("RGB")
    return image


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, timeout=60)
    if done.returncode:
        raise RuntimeError((done.stderr.decode(errors="replace").strip().splitlines() or ["failed"])[-1][:60])


def pillow(path, scratch):
    image = Image.open(path)
    if image.mode.startswith("I"):  # 16-bit gray: Pillow clips instead of scaling
        return Image.fromarray((np.asarray(image).astype(int) >> 8).astype(np.uint8))
    return image.convert("RGBA") if image.mode in ("P", "PA", "LA") or "transparency" in image.info else image.convert("RGBA" if image.mode == "RGBA" else "RGB")


def ffmpeg(path, scratch):
    out = scratch / "f.png"
    run("ffmpeg", "-v", "error", "-y", "-noautorotate", "-i", path, "-frames:v", 1, "-update", 1, "-sws_flags", "lanczos+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact", "-pix_fmt", "rgba", out)
    return Image.open(out)


def gm(path, scratch):
    out = scratch / "g.png"
    run("gm", "convert", f"{path}[0]", "-colorspace", "RGB", "-depth", 8, f"PNG32:{out}")
    return Image.open(out)


def im(path, scratch):
    out = scratch / "i.png"
    run("convert-im6.q16", f"{path}[0]", "-colorspace", "sRGB", "-depth", 8, f"PNG32:{out}")
    return Image.open(out)


def vips(path, scratch):
    out = scratch / "v.png"
    run("vips", "colourspace", path, out, "srgb")
    image = Image.open(out)
    return image if image.mode in ("RGB", "RGBA") else image.convert("RGBA" if "A" in image.mode or "transparency" in image.info else "RGB")


def main():
    document = json.loads((HERE / "fixtures.json").read_text())
    readers = [pillow, ffmpeg, gm, im, vips]
    lines = ["# What other programs make of the fixtures", "", "Written by check.py. A cell is mean and maximum of the absolute difference to the golden, per channel, of 255;",
             'after turning upright by the tag and laying alpha on white. No ICC profile is applied here; "(alternative)" compares with that golden.',
             "A star marks a cell beyond the tolerance of fixtures.json.", "", "| file | " + " | ".join(r.__name__ for r in readers) + " |", "|-|" + "-|" * len(readers)]
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for entry in document["fixtures"]:
            cells, agree = [], 0
            path = HERE / entry["file"]
            golden = np.asarray(Image.open(HERE / entry["golden"]), int) if entry.get("golden") else None
            alternative = np.asarray(Image.open(HERE / entry["alternative"]), int) if entry.get("alternative") else None
            for reader in readers:
                try:
                    image = white(reader(path, scratch))
                    if golden is None:
                        cells.append(f"{image.width}x{image.height}")
                        agree += 1
                        continue
                    turn = TURNS.get(entry["orientation"])
                    if turn and not (reader is pillow and entry["format"] == "tiff"):  # Pillow turns TIFF by itself
                        image = image.transpose(getattr(Image.Transpose, turn))
                    got = np.asarray(image, int)
                    if got.shape != golden.shape:
                        cells.append(f"{image.width}x{image.height}*")
                        continue
                    error, mark = np.abs(got - golden), ""
                    if alternative is not None and np.abs(got - alternative).mean() < error.mean():
                        error, mark = np.abs(got - alternative), " (alternative)"
                    fits = error.mean() <= entry["tolerance"]["mean"] + 1e-9 and error.max() <= entry["tolerance"]["max"]
                    agree += fits
                    cells.append(f"{error.mean():.2f} {error.max()}" + ("" if fits else "*") + mark)
                except Exception as problem:
                    cells.append("refused" if isinstance(problem, RuntimeError) else type(problem).__name__)
            lines.append(f"| {Path(entry['file']).name} | " + " | ".join(cells) + " |")
            if agree < 2:
                bad.append(f"{entry['file']}: {cells}")
    (HERE / "CHECKED.md").write_text("\n".join(lines) + "\n")
    print("\n".join(bad) or "every fixture is read alike by two programs or more")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

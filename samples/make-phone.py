#!/usr/bin/env python3
"""Makes phone.heic beside this file: portrait.jpg as an iPhone would have stored it.

Lying on its side, in tiles of 512 pixels, in the colours of Display P3, with the word that it is to be turned. Needs
Python 3 with Pillow and numpy and an FFmpeg with libx265 (Debian 12: python3-pil, python3-numpy, ffmpeg).

    /usr/bin/python3 samples/make-phone.py
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Benchmarks"))
sys.dont_write_bytecode = True
import grid  # noqa: E402

# Linear sRGB to linear Display P3. Source: SMPTE EG 432-1 for the primaries.
TO_P3 = np.array([[0.8224621, 0.1775380, 0], [0.0331941, 0.9668058, 0], [0.0170827, 0.0723974, 0.9105199]])


def to_display_p3(picture):
    value = np.asarray(picture.convert("RGB"), np.float64) / 255
    light = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    light = np.clip(light @ TO_P3.T, 0, 1)
    value = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return Image.fromarray((value * 255 + 0.5).astype(np.uint8))


def main():
    lying = to_display_p3(Image.open(HERE / "portrait.jpg"))
    coded = grid.encode("ffmpeg", lying, 26)
    # P3-D65 primaries (12), sRGB's curve (13), BT.601's matrix (6).
    (HERE / "phone.heic").write_bytes(grid.heic(lying.size, *coded, (12, 13, 6, True), quarter_turns=3))


main()

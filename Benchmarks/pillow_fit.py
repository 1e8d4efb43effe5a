"""The job as a good Pillow user writes it, run as a whole process: X Y WIDTH HEIGHT OUTPUT-FOLDER EXT INPUT…

`draft` lets libjpeg shrink while decoding, to no less than twice the output, which is Pillow's own choice
in `thumbnail`; `resize` then takes the window in fractions of a pixel.
"""

import os
import sys

from PIL import Image

SIZE = (1280, 720)


def fit(source, target, window):
    with Image.open(source) as picture:
        full = picture.width
        picture.draft("RGB", (SIZE[0] * 2, SIZE[1] * 2))
        scale = picture.width / full
        x, y, width, height = (value * scale for value in window)
        if picture.mode != "RGB":
            picture = picture.convert("RGB")
        result = picture.resize(SIZE, Image.Resampling.LANCZOS, box=(x, y, x + width, y + height))
    if target.endswith(".png"):
        result.save(target)
    else:
        result.save(target, quality=95, subsampling="4:4:4")


def main():
    x, y, width, height, folder, extension, *sources = sys.argv[1:]
    for source in sources:
        name = os.path.splitext(os.path.basename(source))[0]
        fit(source, os.path.join(folder, f"{name}.{extension}"), tuple(map(float, (x, y, width, height))))


if __name__ == "__main__":
    main()

"""What a perfect scaler would have made, and how far a result is from it.

The reference is Lanczos-3 in float64 on the stored sRGB values of the full-resolution decode: the kernel is
stretched by the scale factor, pixel centres are aligned, weights sum to one, and the sum is clipped to 0…255.
At the rim tools differ: some let the kernel see the picture outside the window, some repeat the window's last
pixel. Both are right, so both references are made and the nearer one counts.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

LOBES = 3
VERSION = 1  # part of every cache key: raise it when the method changes


@dataclass(frozen=True)
class Window:
    """A rectangle of the source, in its pixels; fractions allowed."""
    x: float
    y: float
    width: float
    height: float


def weights(start, length, count, limits, first=0, last=None):
    """For outputs `first`…`last` of `count` spread over `start`…`start + length`: source indices and weights.

    Indices are clamped to `limits`, which repeats the edge pixel.
    """
    last = count if last is None else last
    scale = length / count
    stretch = max(scale, 1.0)
    centres = start + (np.arange(first, last) + 0.5) * scale - 0.5
    reach = LOBES * stretch
    taps = int(np.ceil(reach)) * 2 + 1
    indices = np.floor(centres)[:, None].astype(np.int64) + np.arange(-(taps // 2), taps // 2 + 2)
    distance = (indices - centres[:, None]) / stretch
    weight = np.where(np.abs(distance) < LOBES, np.sinc(distance) * np.sinc(distance / LOBES), 0.0)
    weight /= weight.sum(axis=1, keepdims=True)
    return np.clip(indices, limits[0], limits[1] - 1), weight


def reduce_rows(pixels, indices, weight, block=16):
    """Weighted sums of rows: (rows, …) to (outputs, …), as small banded matrix products."""
    shape = pixels.shape[1:]
    flat = pixels.reshape(pixels.shape[0], -1)
    out = np.empty((len(indices), flat.shape[1]))
    for top in range(0, len(indices), block):
        index, part = indices[top:top + block], weight[top:top + block]
        low, high = index.min(), index.max() + 1
        band = np.zeros((len(index), high - low))
        np.add.at(band, (np.arange(len(index))[:, None], index - low), part)
        out[top:top + block] = band @ flat[low:high].astype(np.float64)
    return out.reshape(len(indices), *shape)


def lanczos(pixels, window, size, inside):
    """The window of `pixels` (rows, columns, 3) at `size`, float64; `inside`: the kernel sees only the window."""
    height, width = pixels.shape[:2]
    columns, rows = (0, width), (0, height)
    if inside:
        columns = (int(np.floor(window.x)), int(np.ceil(window.x + window.width)))
        rows = (int(np.floor(window.y)), int(np.ceil(window.y + window.height)))
        columns = (max(columns[0], 0), min(columns[1], width))
        rows = (max(rows[0], 0), min(rows[1], height))
    low = reduce_rows(pixels, *weights(window.y, window.height, size[1], rows))
    done = reduce_rows(low.transpose(1, 0, 2), *weights(window.x, window.width, size[0], columns))
    return np.clip(done.transpose(1, 0, 2), 0, 255)


def psnr(error):
    square = np.mean(np.square(error))
    return float(99.0 if square == 0 else min(99.0, 10 * np.log10(255 ** 2 / square)))


def decode(path):
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def find_window(pixels, result):
    """The centred window that a tool which chooses its own has most likely used.

    Such tools scale the whole picture so that it covers the output, round its size to whole pixels and cut the
    middle out, again in whole pixels. So both axes are searched for the rounding (scale) and for the offset, to a
    fiftieth of an output pixel, and the best match counts: the tool is not charged for a choice of window.
    """
    height, width = result.shape[:2]
    cover = min(pixels.shape[1] / width, pixels.shape[0] / height)
    y, tall = _find_axis(pixels, result, height, cover, across=width)
    turned = pixels.transpose(1, 0, 2), result.transpose(1, 0, 2)
    x, wide = _find_axis(*turned, width, cover, across=height)
    return Window(x, y, wide, tall)


def _find_axis(pixels, result, count, cover, across):
    """Offset and length of the window along the first axis; the other one is taken as centred."""
    length, breadth = pixels.shape[:2]
    middle = slice(across * 3 // 8, across * 5 // 8)
    strip = weights((breadth - across * cover) / 2, across * cover, across, (0, breadth), middle.start, middle.stop)
    low, high = strip[0].min(), strip[0].max() + 1
    narrow = reduce_rows(pixels[:, low:high].transpose(1, 0, 2), strip[0] - low, strip[1]).transpose(1, 0, 2)
    narrow, target = np.ascontiguousarray(narrow), result[:, middle].astype(np.float64)

    def score(offset, scale):
        start = (length - count * scale) / 2 + offset * scale
        made = reduce_rows(narrow, *weights(start, count * scale, count, (0, length)))
        return psnr(np.clip(made, 0, 255) - target), start, count * scale

    covered = length / cover
    scales = {cover} | {length / n for n in (np.floor(covered), np.ceil(covered)) if n >= count}
    candidates = [(score(offset, scale), offset, scale) for scale in sorted(scales)
                  for offset in np.arange(-1.0, 1.01, 0.25)]
    for step in (0.125, 0.05, 0.02):
        _, offset, scale = max(candidates)
        candidates += [(score(offset + n * step, scale), offset + n * step, scale) for n in (-2, -1, 1, 2)]
    (_, start, size), _, _ = max(candidates)
    return float(start), float(size)


def compare(expected: Path, result: Path):
    """How far a result is from the very picture that it should be; `absolute` is the mean of |error|, of 255."""
    error = decode(result).astype(np.float64) - decode(expected)
    return {"psnr": psnr(error), "mean": [float(value) for value in error.mean(axis=(0, 1))],
            "absolute": float(np.abs(error).mean())}


class Scorer:
    """PSNR and mean error of results, remembered in `folder` by the bytes of input and result."""

    def __init__(self, folder):
        self.folder = folder / f"scores-v{VERSION}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.pixels = {}  # one decoded source at a time
        self.references = {}
        self.digests = {}

    def score(self, source: Path, result: Path, window):
        """`window` None: find it. Returns psnr (dB), mean (R, G, B; signed, of 255) and the window used."""
        key = self._key(source, result, window)
        cached = self.folder / f"{key}.json"
        if cached.exists():
            return json.loads(cached.read_text())
        pixels, decoded = self._source(source), decode(result)
        if window is None:
            window = find_window(pixels, decoded)
        size = (decoded.shape[1], decoded.shape[0])
        errors = [decoded - self._reference(source, window, size, inside) for inside in (False, True)]
        best = max(errors, key=psnr)
        found = {"psnr": psnr(best), "mean": [float(value) for value in best.mean(axis=(0, 1))],
                 "window": vars(window)}
        cached.write_text(json.dumps(found))
        return found

    def ideal(self, source: Path, window, path: Path, options):
        """The reference itself, rounded and saved by Pillow: what the format leaves of a perfect result."""
        made = self._reference(source, window, (1280, 720), False)
        Image.fromarray(np.round(made).astype(np.uint8)).save(path, **options)
        return self.score(source, path, window)

    def _source(self, source):
        if source not in self.pixels:
            self.pixels, self.references = {source: decode(source)}, {}
        return self.pixels[source]

    def _reference(self, source, window, size, inside):
        pixels, key = self._source(source), (window, size, inside)
        if key not in self.references:
            self.references[key] = lanczos(pixels, window, size, inside)
        return self.references[key]

    def _key(self, source, result, window):
        if source not in self.digests:
            self.digests[source] = hashlib.sha256(source.read_bytes()).hexdigest()
        parts = [self.digests[source], hashlib.sha256(result.read_bytes()).hexdigest(), repr(window)]
        return hashlib.sha256("".join(parts).encode()).hexdigest()[:32]

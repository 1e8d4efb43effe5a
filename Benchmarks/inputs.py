"""The pictures and the task that the benchmark runs on, made here and kept between runs.

Nothing is downloaded. The pictures imitate photographs where it matters to a decoder, a scaler and an
encoder: detail whose energy falls with frequency, hard edges, smooth areas and sensor grain in parts.
The same seed always gives the same pixels.
"""

import base64
import io
import json
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

VERSION = 1  # part of the folder's name: raise it when the pixels change

TASK_UUID = "3f1c2b7a-5d4e-4f60-8a9b-0c1d2e3f4a5b"


def make(out: Path) -> dict:
    """Makes what is missing below `out` and returns the paths: jpeg24, png12, eight (a list), task."""
    folder = out / f"inputs-v{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    jpeg24 = folder / "photo-24mp.jpg"
    png12 = folder / "photo-12mp.png"
    eight = [folder / f"photo-12mp-{n}.jpg" for n in range(1, 9)]
    task = folder / "task.json"

    jobs = [(png12, 4000, 3000, 200), (jpeg24, 6000, 4000, 100)]
    jobs += [(path, 4000, 3000, 301 + n) for n, path in enumerate(eight)]
    missing = [job for job in jobs if not job[0].exists()]
    if missing:
        with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
            list(pool.map(_make_picture, missing))
    if not task.exists():
        _write_whole(task, _task().encode())
    return {"jpeg24": jpeg24, "png12": png12, "eight": eight, "task": task}


def _make_picture(job):
    path, width, height, seed = job
    picture = photograph(width, height, seed)
    data = io.BytesIO()
    if path.suffix == ".png":
        picture.save(data, "PNG", compress_level=3)
    else:
        picture.save(data, "JPEG", quality=92, subsampling="4:2:0")
    _write_whole(path, data.getvalue())


def photograph(width: int, height: int, seed: int) -> Image.Image:
    """An RGB picture with the statistics of a photograph. Peak memory: about 20 bytes a pixel."""
    random = np.random.default_rng(seed)
    size = (width, height)

    # Brightness: equal energy per octave (amplitude 1/f), the finest ones damped as a lens does.
    luma = np.zeros((height, width), np.float32)
    for period, strength in [(2048, 26), (1024, 22), (512, 18), (256, 14), (128, 10), (64, 8), (32, 7),
                             (16, 6.5), (8, 7), (4, 8), (2, 8)]:
        luma += _octave(random, size, period, strength)
    luma += 118 + _edges(random, size)

    # Grain: strong in a third of the picture, as in shadows, faint elsewhere.
    where = np.clip(_octave(random, size, 1024, 1.0) * 1.5, 0.25, 2.0)
    luma += where * random.standard_normal((height, width), dtype=np.float32) * 6.0
    del where

    # Colour: two slow planes and a little colour detail; added to brightness as R, G, B.
    red = _octave(random, size, 1024, 20) + _octave(random, size, 64, 3)
    blue = _octave(random, size, 1024, 20) + _octave(random, size, 64, 3)
    picture = np.empty((height, width, 3), np.uint8)
    for channel, tint in enumerate((red, -0.35 * red - 0.35 * blue, blue)):
        picture[..., channel] = np.clip(luma + tint + 0.5, 2, 253)
    return Image.fromarray(picture)


def _octave(random, size, period, strength):
    """Smooth noise without detail finer than `period` pixels."""
    width, height = size
    grid = random.standard_normal((height // period + 4, width // period + 4), dtype=np.float32) * strength
    box = (1.3, 1.3, 1.3 + width / period, 1.3 + height / period)
    return np.asarray(Image.fromarray(grid).resize(size, Image.Resampling.BICUBIC, box=box))


def _edges(random, size):
    """Ellipses, bars and polygons of flat brightness, drawn one over the other; sharp to about a pixel."""
    width, height = size
    canvas = Image.new("L", size, 128)
    draw = ImageDraw.Draw(canvas)
    for _ in range(260):
        x, y = random.uniform(0, width), random.uniform(0, height)
        radius = width * 0.002 * 2 ** random.uniform(0, 5)
        shade = int(random.uniform(70, 186))
        kind = random.integers(3)
        if kind == 0:
            draw.ellipse((x - radius, y - radius * 0.7, x + radius, y + radius * 0.7), fill=shade)
        elif kind == 1:
            angle = random.uniform(0, np.pi)
            end = (x + 6 * radius * np.cos(angle), y + 6 * radius * np.sin(angle))
            draw.line((x, y, *end), fill=shade, width=max(2, int(radius / 12)))
        else:
            angles = np.sort(random.uniform(0, 2 * np.pi, 5))
            draw.polygon([(x + radius * np.cos(a), y + radius * np.sin(a)) for a in angles], fill=shade)
    half = canvas.resize((width // 2, height // 2), Image.Resampling.BOX)
    return np.asarray(half.resize(size, Image.Resampling.BICUBIC), np.float32) - 128


def _task() -> str:
    """A valid task in frames mode whose two frames are PNG Data URIs of 3.7 million characters each."""
    frames = [{"image": _noise_uri(seed), "frame": place} for seed, place in ((1, "first"), (2, "last"))]
    return json.dumps({
        "taskType": "videoInference",
        "taskUUID": TASK_UUID,
        "model": "bytedance:seedance@2.0-mini",
        "positivePrompt": "A calm sea at dawn, the camera moves slowly forward.",
        "outputType": "URL",
        "outputFormat": "MP4",
        "deliveryMethod": "async",
        "resolution": "720p",
        "duration": 5,
        "inputs": {"frameImages": frames},
    })


def _noise_uri(seed: int) -> str:
    """1280x720 of pure noise: PNG cannot make it smaller, so the size is what was meant."""
    pixels = np.random.default_rng(seed).integers(0, 256, (720, 1280, 3), np.uint8)
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


def _write_whole(path: Path, data: bytes):
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    temporary.replace(path)

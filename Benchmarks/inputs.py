"""The pictures, the videos and the task that the benchmark runs on, made here and kept between runs.

Nothing is downloaded. The pictures imitate photographs where it matters to a decoder, a scaler and an
encoder: detail whose energy falls with frequency, hard edges, smooth areas and sensor grain in parts.
The same seed always gives the same pixels.
"""

import base64
import io
import json
import os
import subprocess
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

import grid

VERSION = 1  # part of the folder's name: raise it when the pixels change

TASK_UUID = "3f1c2b7a-5d4e-4f60-8a9b-0c1d2e3f4a5b"

# What the videos show: a slow pan and zoom over one of the photographs, with a little grain of its own in every
# picture; and ffmpeg's moving test pattern, which has harder edges and more bits, but is quickly saved as PNG.
CONTENTS = ("natural", "testsrc2")
FASTSTART = ["-movflags", "+faststart"]


@dataclass
class Video:
    """`shown`: for "first" and "last" the picture that a full decode shows there, and the one beside it."""
    path: Path
    size: tuple
    shown: dict


@dataclass
class Clip:
    """A video that is only looked at, and how many pictures it has."""
    path: Path
    pictures: int


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


PLAIN, PLAIN_INKS = "no profile", "CMYK without a profile"
COLORS = Path("/usr/share/color/icc")


def make_profiled(out: Path, jpeg24: Path) -> dict:
    """The picture of jpeg24 with nothing but a profile added, by name, and the same picture in inks.

    The profiles are those of colord-data and libgs-common; the table is what linkicc (liblcms2-utils) makes of one.
    What is not on this machine is left out."""
    folder = jpeg24.parent
    made = {PLAIN: jpeg24}
    profiles = {"Adobe RGB": COLORS / "colord/AdobeRGB1998.icc", "ProPhoto": COLORS / "colord/ProPhotoRGB.icc",
                "a table of 33³": _table(folder, COLORS / "colord/AdobeRGB1998.icc")}
    for number, (name, profile) in enumerate(profiles.items()):
        if profile and profile.exists():
            made[name] = folder / f"photo-24mp-icc{number}.jpg"
            if not made[name].exists():
                _write_whole(made[name], _with_profile(jpeg24.read_bytes(), profile.read_bytes()))
    press = COLORS / "ghostscript/default_cmyk.icc"
    if press.exists():
        made |= {PLAIN_INKS: folder / "photo-24mp-cmyk0.jpg", "CMYK with a profile": folder / "photo-24mp-cmyk1.jpg"}
        if not made[PLAIN_INKS].exists():
            data = io.BytesIO()
            with Image.open(jpeg24) as picture:
                picture.convert("CMYK").save(data, "JPEG", quality=92, subsampling="4:4:4")
            _write_whole(made[PLAIN_INKS], data.getvalue())
        if not made["CMYK with a profile"].exists():
            _write_whole(made["CMYK with a profile"], _with_profile(made[PLAIN_INKS].read_bytes(), press.read_bytes()))
    return made


def _table(folder: Path, profile: Path):
    """A device link to Lab under the class of a scanner's profile; None without linkicc."""
    path = folder / "table.icc"
    if not path.exists():
        try:
            subprocess.run(["linkicc", "-t1", "-n33", f"-o{path}", profile, "*Lab"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        data = bytearray(path.read_bytes())
        data[12:16] = b"scnr"
        path.write_bytes(data)
    return path


def _with_profile(jpeg: bytes, profile: bytes) -> bytes:
    """Source: ICC.1:2022, B.4."""
    parts = [profile[at:at + 65519] for at in range(0, len(profile), 65519)]
    segments = b"".join(b"\xff\xe2" + (len(part) + 16).to_bytes(2, "big") + b"ICC_PROFILE\0" + bytes([n, len(parts)])
                        + part for n, part in enumerate(parts, 1))
    return jpeg[:2] + segments + jpeg[2:]


def make_coded(out: Path, ffmpeg: str, avifenc: str) -> dict:
    """Makes what is missing below `out` of heic12 and avif12, each where its program is there, and returns the paths.

    Both show the same photograph of 12 megapixels: as phones write it, and as avifenc does.
    """
    folder = out / f"inputs-v{VERSION}"
    heic, avif = folder / "photo-12mp.heic", folder / "photo-12mp.avif"
    wanted = [path for path, program in ((heic, ffmpeg), (avif, avifenc)) if program]
    if not all(path.exists() for path in wanted):
        picture = photograph(4032, 3024, 400)
        if heic in wanted:
            _write_whole(heic, grid.heic(picture.size, *grid.encode(ffmpeg, picture, 17)))
        if avif in wanted:
            source, part = avif.with_suffix(".png"), avif.with_name(f".{os.getpid()}.{avif.name}")
            picture.save(source, compress_level=1)
            quality = ["--yuv", "420", "--speed", "8", "--min", "18", "--max", "24", "--jobs", "all"]
            subprocess.run([avifenc, *quality, source, part], check=True, stdout=subprocess.DEVNULL)
            source.unlink()
            part.replace(avif)
    return {name: path for name, path in (("heic12", heic), ("avif12", avif)) if path in wanted}


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


def make_videos(out: Path, ffmpeg: str) -> dict:
    """Makes what is missing below `out` and returns, by job and content ("frames10-natural"), a Video.

    The long ones are one minute, encoded once and joined ten times: 60 groups of 250 pictures, the last one whole.
    """
    folder = out / f"inputs-v{VERSION}"
    audio = _sound(ffmpeg, folder)
    groups = ["-preset", "medium", "-g", "250", "-keyint_min", "250", "-sc_threshold", "0"]
    videos = {}
    for content in CONTENTS:
        def path(job):
            return folder / f"{job}-{content}.mp4"

        _film(ffmpeg, content, (1920, 1080), 25, 60, audio,
              {path("frames1"): [*groups, "-bf", "0"], path("frames1b"): groups})
        _film(ffmpeg, content, (1280, 720), 24, 5, audio, {path("both5"): []})
        for minute, ten in (("frames1", "frames10"), ("frames1b", "frames10b")):
            _join(ffmpeg, path(minute), 60, 10, audio, path(ten))
            shown = _shown(ffmpeg, path(minute), 60 * 25)
            for job in (minute, ten):
                videos[f"{job}-{content}"] = Video(path(job), (1920, 1080), shown)
        videos[f"both5-{content}"] = Video(path("both5"), (1280, 720), _shown(ffmpeg, path("both5"), 5 * 24))
    return videos


def make_clips(out: Path, ffmpeg: str) -> dict:
    """Makes what is missing below `out` and returns, by job and content ("verify5-natural"), a Clip.

    Made as `both5` is, but with the index at the beginning. The three minutes are fifteen seconds, joined twelve times.
    """
    folder = out / f"inputs-v{VERSION}"
    audio = _sound(ffmpeg, folder)
    clips = {}
    for content in CONTENTS:
        for seconds in (5, 15):
            path = folder / f"verify{seconds}-{content}.mp4"
            _film(ffmpeg, content, (1280, 720), 24, seconds, audio, {path: FASTSTART})
            clips[path.stem] = Clip(path, seconds * 24)
    long = folder / "verify180-natural.mp4"
    _join(ffmpeg, clips["verify15-natural"].path, 15, 12, audio, long, FASTSTART)
    return {**clips, long.stem: Clip(long, 180 * 24)}


def _sound(ffmpeg, folder):
    """Ten minutes of noise, of which every video takes as much as it needs."""
    audio = folder / "audio.m4a"
    if not audio.exists():
        _ffmpeg(ffmpeg, ["-f", "lavfi", "-i", "anoisesrc=color=pink:r=48000:a=0.2:d=600:seed=1"],
                {audio: ["-ac", "2", "-c:a", "aac", "-b:a", "128k"]})
    return audio


def _film(ffmpeg, content, size, rate, seconds, audio, outputs):
    """Encodes the same pictures into each of `outputs` (path: further options), with sound."""
    if all(path.exists() for path in outputs):
        return
    width, height = size
    if content == "natural":
        count = seconds * rate
        part = f"on/{max(count, 500)}"  # of the way: slow in short ones too
        source = ["-i", audio.with_name("photo-24mp.jpg")]
        chain = ("scale=3840:-2:flags=lanczos:out_color_matrix=bt709:out_range=tv,crop=3840:2160,format=yuv444p,"
                 f"zoompan=z='1.25+0.25*{part}':x='(iw-iw/zoom)*{part}':y='(ih-ih/zoom)/2'"
                 f":d={count}:s={width}x{height}:fps={rate},noise=alls=3:allf=t:all_seed=1")
    else:
        source = ["-f", "lavfi", "-i", f"testsrc2=size={width}x{height}:rate={rate}"]
        chain = "null"
    chain += (",format=yuv420p,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709,"
              f"split={len(outputs)}" + "".join(f"[v{n}]" for n in range(len(outputs))))
    _ffmpeg(ffmpeg, [*source, "-i", audio, "-filter_complex", chain],
            {path: ["-map", f"[v{n}]", "-map", "1:a", "-t", str(seconds), "-c:v", "libx264", *options, "-c:a", "copy"]
             for n, (path, options) in enumerate(outputs.items())})


def _join(ffmpeg, part, seconds, times, audio, path, options=()):
    """`part` so many times in a row, copied. The sound comes whole: its frames do not end where the pictures do.

    `-copyts`, because otherwise the decoder's delay of the parts' sound would move the pictures by 21 ms.
    """
    if path.exists():
        return
    parts = path.with_suffix(".txt")
    parts.write_text(f"file {part.name}\nduration {seconds}\n" * times)
    _ffmpeg(ffmpeg, ["-copyts", "-f", "concat", "-i", parts, "-t", str(seconds * times), "-i", audio],
            {path: ["-map", "0:v", "-map", "1:a", "-c", "copy", *options]})
    parts.unlink()


def _shown(ffmpeg, video, count):
    """What a decode of the whole video, which has `count` pictures, shows at both ends."""
    chosen = {"first": "eq(n,0)", "second": "eq(n,1)", "before": f"eq(n,{count - 2})", "last": f"gte(n,{count - 1})"}
    paths = {place: video.with_suffix(f".{place}.png") for place in chosen}
    if not all(path.exists() for path in paths.values()):
        scale = "scale=flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24"
        _ffmpeg(ffmpeg, ["-i", video],
                {path: ["-map", "0:v", "-vf", f"select='{chosen[place]}',{scale}", "-fps_mode", "passthrough",
                        "-update", "1"] for place, path in paths.items()})
    return {"first": (paths["first"], paths["second"]), "last": (paths["last"], paths["before"])}


def _ffmpeg(program, inputs, outputs):
    """One run; every one of `outputs` (path: its options) appears whole or not at all."""
    argv, parts = [program, "-nostdin", "-v", "error", "-y", *inputs], {}
    for path, options in outputs.items():
        parts[path] = path.with_name(f".{os.getpid()}.{path.name}")
        argv += [*options, parts[path]]
    subprocess.run(argv, check=True)
    for path, part in parts.items():
        part.replace(path)


def _write_whole(path: Path, data: bytes):
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    temporary.replace(path)

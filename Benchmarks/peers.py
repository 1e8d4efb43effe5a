"""The programs that are compared, and the command with which each does the same job well.

The job: a centred window of the source, scaled with Lanczos to 1280x720, saved as JPEG quality 95 without
chroma subsampling (or as PNG). Where a program has a way to decode a JPEG smaller, it is used as its own
documentation advises, so that no peer is slower here than in good hands. The other job: the last frame of a video,
or the first one and the last one, saved as PNG in its own size. And the third: a look at a whole clip.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from inputs import Clip, Video
from reference import Window

WIDTH, HEIGHT = 1280, 720


def centred(width, height):
    """The largest window of the result's shape in the middle of a picture."""
    scale = min(width / WIDTH, height / HEIGHT)
    return Window((width - WIDTH * scale) / 2, (height - HEIGHT * scale) / 2, WIDTH * scale, HEIGHT * scale)


@dataclass
class Job:
    """What is to be done: the sources, the kind of result, and the window that seedance says it takes."""
    name: str
    sources: list
    extension: str
    folder: Path
    window: Window = None

    def outputs(self, peer):
        return [self.folder / peer / f"{source.stem}.{self.extension}" for source in self.sources]


@dataclass
class FrameJob:
    """Which frames of a video are wanted; the peers are always asked for the last one alone."""
    video: Video
    places: tuple
    folder: Path

    def output(self, peer, place="last"):
        return self.folder / peer / f"{place}.png"


@dataclass
class Command:
    """One line of a job's table. `window` None: the program chooses its own, and scoring finds it."""
    program: str
    argv: list
    outputs: list = field(default_factory=list)
    sources: list = field(default_factory=list)
    window: Window = None
    size: tuple = (WIDTH, HEIGHT)  # of every output
    video: Video = None  # where the outputs, first.png or last.png, are frames of it
    folder: Path = None  # where it is run, if that matters
    expects: str = ""  # must stand in what it prints
    exits: tuple = (0,)  # with one of these
    timeout: int = 120  # seconds
    ours: bool = False


@dataclass
class Peer:
    name: str
    package: str  # where it comes from, for the line that says it is missing
    version: str = ""
    path: str = ""
    build: callable = None  # for pictures
    last: callable = None  # for the last frame of a video
    check: callable = None  # for a look at a whole clip
    answer: list = field(default_factory=list)  # a call that only starts and says its version, for the startup job


def find_peers():
    """All peers; those that are not on this machine have no path."""
    magick = _find(("magick", "convert"), "-version", "ImageMagick")
    vips = _find(("vipsthumbnail",), "--version", "vips")
    ffmpeg = _find(("ffmpeg",), "-version", "ffmpeg version")
    gm = _find(("gm",), "version", "GraphicsMagick")
    vips_tool = _find(("vips",), "--version", "vips")
    pillow, pyav = _pillow_version(), _pyav_version()
    word = lambda found, n: found[1].split()[n] if found else ""
    return [
        Peer("vipsthumbnail", "libvips-tools", word(vips, 0).removeprefix("vips-"), vips and vips[0], _vips,
             answer=[vips_tool[0], "--version"] if vips_tool else []),
        Peer("ffmpeg", "ffmpeg", word(ffmpeg, 2).split("-")[0], ffmpeg and ffmpeg[0], _ffmpeg, _ffmpeg_last,
             _ffmpeg_check, [ffmpeg[0], "-version"] if ffmpeg else []),
        Peer("ffmpeg -lowres", "ffmpeg", word(ffmpeg, 2).split("-")[0], ffmpeg and ffmpeg[0], _ffmpeg_lowres),
        Peer("ImageMagick", "imagemagick", word(magick, 1), magick and magick[0], _magick),
        Peer("GraphicsMagick", "graphicsmagick", word(gm, 1), gm and gm[0], _gm),
        Peer("Pillow", "python3-pil", pillow, pillow and sys.executable, _pillow),
        Peer("PyAV", "python3-av", pyav, pyav and sys.executable, last=_pyav_last),
    ]


def find_decoders():
    """Who decodes HEIC and AVIF, by job: pairs of a Peer and what it is called with before the input and the output.

    They only decode, to the form that costs them least; the last one of each job is there for comparison.
    """
    heif, dec = _path("heif-convert"), _path("avifdec")
    return {
        "heic12": [(Peer("heif-convert", "libheif-examples", path=heif), [], "y4m"),
                   (Peer("heif-convert, JPEG", "libheif-examples", path=heif), ["-q", "95"], "jpg")],
        "avif12": [(Peer("avifdec", "libavif-bin", path=dec), [], "y4m"),
                   (Peer("avifdec, all jobs", "libavif-bin", path=dec), ["--jobs", "all"], "y4m"),
                   (Peer("heif-convert", "libheif-examples", path=heif), [], "y4m")],
    }


def _path(name):
    """Where a program lies; it is asked for nothing, because these have no flag that all of their versions know."""
    return shutil.which(name) or ""


def _find(names, flag, mark):
    """The program of these names on PATH whose version text begins with `mark`, or nearly: (path, text) or None.

    The text decides, not the name: other programs are called `convert` too. A script is only taken where there is
    nothing else: it may be a wrapper that passes calls on, and its own start would be charged to the peer.
    """
    found = []
    for name in names:
        for folder in os.get_exec_path():
            path = os.path.join(folder, name)
            if not os.access(path, os.X_OK) or os.path.isdir(path):
                continue
            try:
                text = subprocess.run([path, flag], capture_output=True, text=True, timeout=20,
                                      stdin=subprocess.DEVNULL, errors="replace").stdout
            except (OSError, subprocess.TimeoutExpired):
                continue
            if mark in text and text.index(mark) < 40:
                found.append((_is_script(path), path, text[text.index(mark):]))
    return min(found, key=lambda one: one[0])[1:] if found else None


def _is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def _pillow_version():
    import PIL
    return PIL.__version__


def _pyav_version():
    try:
        import av
    except ImportError:
        return ""
    return av.__version__


# Each builder for pictures: (path, job, name of the peer) -> Command, or None where the program has no such job.

def _vips(path, job, name):
    # `%s` is the input's name; an absolute pattern, because a relative one is relative to the input.
    options = "[Q=95,subsample_mode=off]" if job.extension == "jpg" else ""
    pattern = f"{job.folder / name}/%s.{job.extension}{options}"
    argv = [path, *job.sources, "--size", f"{WIDTH}x{HEIGHT}", "--smartcrop", "centre", "-o", pattern]
    return Command(name, argv, job.outputs(name), job.sources)


def _ffmpeg(path, job, name, lowres=0):
    shrink = 1 << lowres
    x, y, width, height = (round(value / shrink) for value in vars(job.window).values())
    chain = (f"crop={width}:{height}:{x}:{y}:exact=1,"
             f"scale={WIDTH}:{HEIGHT}:flags=lanczos+accurate_rnd+full_chroma_int+full_chroma_inp")
    encode = []
    if job.extension == "jpg":
        chain += ",format=yuvj444p"
        encode = ["-qmin", "1", "-q:v", "1"]  # the scale is its own: this gives the size of the others' 95
    argv = [path, "-nostdin", "-v", "error", "-y"]
    for source in job.sources:
        argv += (["-lowres", str(lowres)] if lowres else []) + ["-i", source]
    for number, output in enumerate(job.outputs(name)):
        argv += ["-map", f"{number}:v", "-vf", chain, "-frames:v", "1", "-update", "1", *encode, output]
    window = Window(*(value * shrink for value in (x, y, width, height)))
    return Command(name, argv, job.outputs(name), job.sources, window)


def _ffmpeg_lowres(path, job, name):
    # Its JPEG decoder can halve; few people know. PNG has no such thing.
    return _ffmpeg(path, job, name, lowres=1) if job.extension == "jpg" else None


def _magick(path, job, name):
    hint = ["-define", f"jpeg:size={WIDTH * 2}x{HEIGHT * 2}"]
    if len(job.sources) == 1:
        return _magick_one([path], hint, ["-sampling-factor", "4:4:4"], job, name)
    if os.path.basename(path) == "magick":
        mogrify = [path, "mogrify"]
    else:
        mogrify = [os.path.join(os.path.dirname(path), "mogrify")]
    argv = [*mogrify, "-path", job.folder / name, *hint, *_cover(), "-quality", "95", "-sampling-factor", "4:4:4",
            *job.sources]
    return Command(name, argv, job.outputs(name), job.sources)


def _gm(path, job, name):
    hint = ["-size", f"{WIDTH * 2}x{HEIGHT * 2}"]
    if len(job.sources) == 1:
        return _magick_one([path, "convert"], hint, ["-sampling-factor", "1x1"], job, name)
    # It writes to the output folder plus the input as it was named: so run beside the inputs, with bare names.
    argv = [path, "mogrify", "-output-directory", job.folder / name, *hint, *_cover(), "-quality", "95",
            "-sampling-factor", "1x1", *(source.name for source in job.sources)]
    return Command(name, argv, job.outputs(name), job.sources, folder=job.sources[0].parent)


def _magick_one(program, hint, sampling, job, name):
    source, output = job.sources[0], job.outputs(name)[0]
    if job.extension == "png":  # nothing to shrink while decoding: the window can be given in pixels
        x, y, width, height = (round(value) for value in vars(job.window).values())
        argv = [*program, source, "-crop", f"{width}x{height}+{x}+{y}", "+repage", "-filter", "Lanczos",
                "-resize", f"{WIDTH}x{HEIGHT}!", output]
        return Command(name, argv, [output], [source], Window(x, y, width, height))
    argv = [*program, *hint, source, *_cover(), "-quality", "95", *sampling, output]
    return Command(name, argv, [output], [source])


def _cover():
    return ["-filter", "Lanczos", "-resize", f"{WIDTH}x{HEIGHT}^", "-gravity", "center",
            "-extent", f"{WIDTH}x{HEIGHT}"]


def _pillow(path, job, name):
    script = Path(__file__).with_name("pillow_fit.py")
    argv = [path, script, *map(repr, vars(job.window).values()), job.folder / name, job.extension, *job.sources]
    return Command(name, argv, job.outputs(name), job.sources, job.window)


# Each builder for frames: (path, frame job, name of the peer) -> Command.

def _ffmpeg_last(path, job, name):
    # The usual line. It writes every picture of the last second over the one before.
    output = job.output(name)
    argv = [path, "-v", "error", "-y", "-sseof", "-1", "-i", job.video.path, "-update", "1", output]
    return Command(name, argv, [output], size=job.video.size, video=job.video)


def _pyav_last(path, job, name):
    output = job.output(name)
    argv = [path, Path(__file__).with_name("pyav_last.py"), job.video.path, output]
    return Command(name, argv, [output], size=job.video.size, video=job.video)


def _ffmpeg_check(path, clip: Clip, name):
    """The nearest that it has to `verify`: four of its filters in one call."""
    argv = [path, "-v", "error", "-i", clip.path, "-vf", "blackdetect,freezedetect", "-af", "silencedetect,ebur128",
            "-f", "null", "-"]
    return Command(name, argv)


class Seedance:
    """The program under test."""

    name = "seedance"

    def __init__(self, path):
        self.path = os.path.abspath(path)

    def version(self):
        done = subprocess.run([self.path, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        words = done.stdout.split()
        return words[-1] if done.returncode == 0 and words else ""

    def fit(self, job, *extra):
        base = [self.path, "fit", *job.sources, "--size", f"{WIDTH}x{HEIGHT}", "--force", *extra]
        if len(job.sources) == 1:
            return [*base, "-o", job.outputs(self.name)[0]]
        return [*base, "--output-dir", job.folder / self.name]

    def look(self, source, size, focus, output, name):
        """A crop whose place is given, or found in the picture."""
        argv = [self.path, "fit", source, "--size", size, "--focus", focus, "--force", "-o", output]
        sizes = {"720p:16:9": (WIDTH, HEIGHT), "720p:9:16": (HEIGHT, WIDTH)}
        return Command(name, argv, [output], size=sizes[size], ours=focus == "attention")

    def command(self, job, runner):
        """Asks `fit --json` once for its window and its names, and gives the command to be timed."""
        answer = runner.run(self.fit(job, "--json"))
        lines = [json.loads(line) for line in answer["stdout"].splitlines() if line.startswith("{")]
        bad = [line for line in lines if "error" in line]
        if answer["exit"] != 0 or bad or len(lines) != len(job.sources):
            raise RuntimeError(f"fit --json: exit {answer['exit']}: {answer['stderr'] or answer['stdout']}".strip())
        windows = {Window(*(float(line["crop"][key]) for key in ("x", "y", "width", "height"))) for line in lines}
        if len(windows) != 1:
            raise RuntimeError(f"fit --json: sources of one size got several windows: {windows}")
        job.window = windows.pop()
        outputs = [Path(line["output"]).absolute() for line in lines]
        return Command(self.name, self.fit(job), outputs, job.sources, job.window, ours=True)

    def decoded(self, job):
        """A picture that the reference cannot read: timed and measured, not scored."""
        return Command(self.name, self.fit(job), job.outputs(self.name), ours=True)

    def frames(self, job, name=name, ours=True):
        outputs = [job.output(name, place) for place in job.places]
        argv = [self.path, "frames", job.video.path]
        for place, output in zip(job.places, outputs):
            argv += [f"--{place}", output]
        return Command(name, [*argv, "--force"], outputs, size=job.video.size, video=job.video, ours=ours)

    def verify(self, clip, *extra, name=name, ours=True):
        """Exit code 1 is an answer too, so the number of pictures shows that the clip was read to its end."""
        argv = [self.path, "verify", clip.path, *extra, "--json"]
        return Command(name, argv, expects=f'"frames":{clip.pictures},', exits=(0, 1), timeout=600, ours=ours)

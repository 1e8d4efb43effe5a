"""Good files, for others to be made from by breaking them. The same bytes each time."""

import functools
import pathlib
import subprocess
import tempfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "Tests/SeedanceMediaTests/Goldens/fixtures"

PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=128x96:rate=24:duration=1"]
LARGER = ["-f", "lavfi", "-i", "testsrc2=size=192x144:rate=24:duration=1"]
TONE = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1"]
H264 = ["-c:v", "libx264", "-threads", "1", "-preset", "veryfast", "-g", "12", "-pix_fmt", "yuv420p"]
AAC = ["-c:a", "aac", "-b:a", "64k"]
VP9 = ["-c:v", "libvpx-vp9", "-threads", "1", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k"]
MJPEG = ["-c:v", "mjpeg", "-q:v", "5", "-pix_fmt", "yuvj420p"]


@functools.lru_cache(maxsize=None)
def fixture(name):
    """A picture of the decoder's tests."""
    return (FIXTURES / name).read_bytes()


@functools.lru_cache(maxsize=None)
def sample(name):
    return (ROOT / "samples" / name).read_bytes()


@functools.lru_cache(maxsize=None)
def clip(suffix, *arguments):
    """What the ffmpeg program writes for these arguments, which begin with the inputs."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / ("clip." + suffix)
        subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", *arguments, "-fflags", "+bitexact", "-flags:v", "+bitexact",
             "-flags:a", "+bitexact", "-map_metadata", "-1", str(path)],
            check=True, stdin=subprocess.DEVNULL)
        return path.read_bytes()


def mp4():
    """One second of H.264 and AAC, the index in front."""
    return clip("mp4", *PICTURE, *TONE, *H264, *AAC, "-movflags", "+faststart")


def silent_mp4():
    return clip("mp4", *PICTURE, *H264, "-movflags", "+faststart")


def fragmented_mp4():
    return clip("mp4", *PICTURE, *TONE, *H264, *AAC, "-movflags", "+frag_keyframe+empty_moov+default_base_moof")


def mov():
    return clip("mov", *PICTURE, *TONE, *H264, *AAC, "-movflags", "+faststart")


def webm():
    return clip("webm", *PICTURE, *TONE, *VP9, "-c:a", "libopus")


def mkv():
    return clip("mkv", *PICTURE, *TONE, *H264, *AAC)


def avi():
    return clip("avi", *PICTURE, *MJPEG)


def transport():
    return clip("ts", *PICTURE, *TONE, *H264, *AAC)


@functools.lru_cache(maxsize=None)
def megabyte(byte):
    """A megabyte of one byte, deflated so that it ends on a whole byte and refers to nothing before it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(bytes([byte]) * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)


def deflated(byte, count):
    """A raw stream that inflates to so many equal bytes: about a thousandth of that."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    rest = packer.compress(bytes([byte]) * (count & ((1 << 20) - 1))) + packer.flush()
    return megabyte(byte) * (count >> 20) + rest


def deflated_zeros(count):
    """The same for zeros, as a zlib stream. Source of the checksum: RFC 1950, 8.2, where all bytes are zero."""
    return b"\x78\xda" + deflated(0, count) + (((count % 65521) << 16) | 1).to_bytes(4, "big")


def flipped(data, places):
    """The same with one bit of each of these bytes turned over."""
    data = bytearray(data)
    for place in places:
        data[place] ^= 0x10
    return bytes(data)


def noise(count, seed=1):
    """Bytes without pattern, by a linear congruential generator."""
    state, out = seed, bytearray()
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
        out.append(state >> 56)
    return bytes(out)

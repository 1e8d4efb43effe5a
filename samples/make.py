#!/usr/bin/env python3
"""Makes landscape.jpg, portrait.jpg and sticker.png beside this file, from nothing but arithmetic.

Needs Python 3 with Pillow and numpy (Debian 12: python3-pil 9.4.0, python3-numpy 1.24.2), and takes
about half a minute. The same versions give the same bytes; others give the same pictures to the eye.

    /usr/bin/python3 samples/make.py [FOLDER]
"""

import io
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

# --- noise and small helpers ---------------------------------------------------------------------


def smooth(edge0, edge1, x):
    """0 below edge0, 1 above edge1, smooth between."""
    t = np.clip((x - edge0) / (edge1 - edge0), 0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, t):
    """From a to b by t; a and b are colours or pictures, t a number or a field."""
    a, b = np.asarray(a, np.float32), np.asarray(b, np.float32)
    t = np.asarray(t, np.float32)
    if t.ndim == 2:
        t = t[..., None]
    return a * (1 - t) + b * t


def rgb(text):
    return np.array([int(text[i : i + 2], 16) for i in (0, 2, 4)], np.float32) / 255


def lattice(x, y, seed):
    """Value noise in 0…1 at the points x, y."""
    table = np.random.RandomState(seed).random_sample((256, 256)).astype(np.float32)
    x0, y0 = np.floor(x), np.floor(y)
    fx, fy = x - x0, y - y0
    fx, fy = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)
    i, j = x0.astype(np.int32), y0.astype(np.int32)
    a, b = table[j & 255, i & 255], table[j & 255, (i + 1) & 255]
    c, d = table[(j + 1) & 255, i & 255], table[(j + 1) & 255, (i + 1) & 255]
    return (a * (1 - fx) + b * fx) * (1 - fy) + (c * (1 - fx) + d * fx) * fy


def fbm(x, y, seed, octaves=5, gain=0.5):
    """Fractal noise, about 0…1."""
    total, amplitude, norm = 0.0, 1.0, 0.0
    for octave in range(octaves):
        total = total + amplitude * lattice(x * 2**octave, y * 2**octave, seed + octave)
        norm += amplitude
        amplitude *= gain
    return total / norm


def grid(width, height):
    """Pixel centres; one unit is the picture's height in both directions."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return (x + 0.5) / height, (y + 0.5) / height


def to_image(a):
    return Image.fromarray((np.clip(a, 0, 1) * 255 + 0.5).astype(np.uint8))


# --- the parts of a scene ------------------------------------------------------------------------


def sky(x, y, horizon, sun, palette, seed, cloud=0.52):
    """Gradient, glow, disc and clouds. `palette`: zenith, middle, low, glow, lit cloud, shaded cloud."""
    zenith, middle, low, glow, lit, shade = (rgb(c) for c in palette)
    t = np.clip(y / horizon, 0, 1)
    out = mix(zenith, middle, smooth(0.0, 0.62, t))
    out = mix(out, low, smooth(0.45, 1.0, t))
    distance = np.hypot(x - sun[0], (y - sun[1]) * 1.15)
    out = mix(out, glow, 0.75 * np.exp(-((distance / 0.34) ** 1.3)))
    drift = fbm(x * 1.3, y * 3.5, seed + 40, 4) - 0.5
    field = fbm(x * 2.1 + drift, y * 7.5 + drift * 1.4 - x * 0.8, seed, 6, 0.52)
    cover = smooth(cloud, cloud + 0.2, field) * smooth(0.0, 0.12, t) * (1 - smooth(0.72, 0.98, t))
    relief = fbm(x * 2.1 + drift, y * 7.5 + drift * 1.4 - x * 0.8 + 0.22, seed, 6, 0.52)
    light = np.clip(0.5 + (relief - field) * 2.6 + 0.55 * np.exp(-distance / 0.4), 0, 1)
    out = mix(out, mix(shade, lit, light), cover * 0.85)
    out = out + (0.55 * np.exp(-((distance / 0.085) ** 2)))[..., None] * rgb("fff0c8")
    return mix(out, rgb("fffbe8"), 1 - smooth(0.030, 0.034, distance))


def ridge(out, x, y, base, height, frequency, seed, top, foot, light=None, sharp=1.0, snow=None, relief=0.2):
    """Lays one range of hills over `out`: a skyline, lit slopes, mist toward its foot."""
    line = fbm(x[0] * frequency, np.full_like(x[0], seed * 0.37), seed, 7, 0.47)
    line = base - height * np.power(np.clip((line - 0.22) / 0.56, 0, 1), sharp)
    depth = y - line[None, :]
    inside = smooth(-0.0007, 0.0007, depth)
    body = mix(rgb(top), rgb(foot), smooth(0.0, base - line.min() + 1e-4, depth))
    warp = fbm(x * frequency * 2, y * frequency * 2, seed + 90, 3) - 0.5
    slope = fbm(x * frequency * 3.1 + depth * 3 + warp, y * frequency * 2.2 + warp, seed + 60, 6, 0.6)
    across = np.gradient(slope, axis=1) * (x.shape[0] / 1067.0)
    facet = np.clip(across * 26 + (slope - 0.5) * 0.9, -1, 1)
    fade = np.exp(-depth / (height * 0.9 + 0.02))
    body = body * (1 + relief * facet * fade)[..., None]
    if light is not None:
        body = mix(body, rgb(light), 0.5 * relief * 2 * np.clip(facet, 0, 1) * fade)
    if snow is not None:
        cap = smooth(0.03, -0.03, depth - snow * smooth(0.3, 0.75, slope)) * smooth(-0.25, 0.1, facet + 0.05)
        body = mix(body, rgb("f6ece8"), np.clip(cap, 0, 1) * 0.85)
    return mix(out, body, inside)


def conifers(width, height, trees, seed):
    """A mask of fir trees. `trees`: (x, foot, height) in pictures' heights."""
    mask = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    random = np.random.RandomState(seed)
    for tx, foot, tall in trees:
        tiers = int(9 + tall * 26)
        left, right = [], []
        for k in range(tiers + 1):
            t = k / tiers
            wide = tall * (0.02 + 0.17 * t**0.85)
            yy = foot - tall * (1 - t * 0.94)
            for side, points in ((-1, left), (1, right)):
                reach = wide * (0.72 + 0.5 * random.random_sample())
                points.append((tx + side * reach * 0.38, yy))
                points.append((tx + side * reach, yy + tall * (0.055 + 0.03 * random.random_sample())))
        shape = [(tx, foot - tall * 1.02)] + right + [(tx + tall * 0.016, foot - tall * 0.04), (tx + tall * 0.016, foot + 0.01)]
        shape += [(tx - tall * 0.016, foot + 0.01), (tx - tall * 0.016, foot - tall * 0.04)] + left[::-1]
        draw.polygon([(px * height, py * height) for px, py in shape], fill=255)
    return np.asarray(mask, np.float32) / 255


def water(out, x, y, shore, near, tint, seed, sun_x):
    """Below `shore`, what lies above it again, upside down, rippled and tinted."""
    height, width = y.shape
    depth = np.clip((y - shore) / (near - shore), 0, 1)
    wave = fbm(x * 7, (y - shore) * 95 / (0.35 + depth * 1.6), seed, 4) - 0.5
    source_y = 2 * shore - y + wave * (0.008 + 0.055 * depth)
    rows = np.clip((source_y * height).astype(np.int32), 0, int(shore * height) - 1)
    cols = np.clip(((x + wave * 0.014) * height).astype(np.int32), 0, width - 1)
    mirror = mix(out[rows, cols], rgb(tint), 0.16 + 0.3 * depth)
    mirror = mirror * (1 + 0.20 * wave * (0.3 + depth))[..., None]
    glint = smooth(0.58, 0.80, lattice(x * 38 + wave * 3, (y - shore) * 330 / (0.5 + 0.8 * depth), seed + 9))
    path = np.exp(-(((x - sun_x) / (0.025 + 0.07 * depth)) ** 2))
    mirror = mirror + (glint * path * (0.55 - 0.25 * depth))[..., None] * rgb("ffe6b0")
    mirror = mirror + (0.25 * np.exp(-np.abs(y - shore) / 0.0016))[..., None] * rgb("ffe9d0")
    return mix(out, mirror, smooth(-0.0005, 0.0005, y - shore))


def meadow(out, x, y, line, dark, bright, seed, flowers):
    """The nearest slope: grass, and flowers that grow larger toward the camera."""
    height, width = y.shape
    depth = y - line[None, :]
    inside = smooth(-0.0008, 0.0008, depth)
    blades = fbm(x * 120 + depth * 20, y * 26, seed, 4, 0.62)
    patches = fbm(x * 5, y * 9, seed + 20, 4)
    tone = np.clip(0.10 + 0.55 * (blades - 0.32) + 0.75 * (patches - 0.38) + 0.35 * np.exp(-depth / 0.03), 0, 1)
    out = mix(out, mix(rgb(dark), rgb(bright), tone), inside)
    layer = Image.fromarray((np.clip(out, 0, 1) * 255).astype(np.uint8))
    draw = ImageDraw.Draw(layer)
    random = np.random.RandomState(seed + 5)
    points = sorted(random.random_sample((900, 3)).tolist(), key=lambda p: p[1])
    span = x[0, -1]
    for px, py, pick in points:
        fx = px * span
        top = line[min(int(fx * height), width - 1)]
        fy = top + 0.012 + (1.02 - top) * py**1.4
        if fbm(np.float32([[fx * 4]]), np.float32([[fy * 7]]), seed + 70, 3)[0, 0] < 0.48:
            continue
        size = (0.0011 + 0.0052 * ((fy - top) / (1 - top)) ** 1.2) * height
        colour = flowers[int(pick * len(flowers))]
        cx, cy = fx * height, fy * height
        for ox, oy in ((-1, 0.1), (1, 0.1), (0, -0.8), (0, 0.7)):
            a, b = cx + ox * size * 0.8, cy + oy * size * 0.6
            draw.ellipse((a - size * 0.8, b - size * 0.62, a + size * 0.8, b + size * 0.62), fill=colour)
        draw.ellipse((cx - size * 0.4, cy - size * 0.35, cx + size * 0.4, cy + size * 0.35), fill="#6b4a1c")
    return np.asarray(layer, np.float32) / 255


GORES = ["d8432f", "f2a93b", "f8e7c0", "2f8f8b", "1f4e79", "f2a93b", "f8e7c0", "d8432f"]


def balloon(x, y, cx, cy, size, sun=(-0.55, -0.5, 0.68), glow=0.0, turn=0.13):
    """A hot-air balloon: colour, and coverage 0…1 (hard-edged: render large, then shrink).

    `size` is the height from crown to basket; cx, cy the middle of it.
    """
    u, v = (x - cx) / size, (y - cy) / size + 0.5
    t = np.clip(v / 0.735, 0, 1)  # down the envelope, crown to mouth
    round_part = np.sqrt(np.clip(1 - ((t - 0.43) / 0.43) ** 2, 0, None)) * 0.335
    s = np.clip((t - 0.43) / 0.57, 0, 1)
    taper = 0.335 * (1 - s * s * (1.62 - 0.79 * s)) + 0.0
    radius = np.where(t < 0.43, round_part, taper)
    envelope = (v >= 0) & (v <= 0.735) & (np.abs(u) < radius)
    across = np.clip(u / np.maximum(radius, 1e-5), -1, 1)
    longitude = np.arcsin(across) / np.pi + turn
    count = 20
    band = longitude * count
    gore = np.floor(band).astype(np.int32)
    zig = np.abs((band % 1) - 0.5) * 0.10
    table = np.stack([rgb(c) for c in GORES])
    colour = table[gore % len(GORES)]
    belt = (t + zig > 0.50) & (t + zig < 0.60)
    colour = np.where(belt[..., None], table[(gore + 4) % len(GORES)], colour)
    colour = np.where(((t + zig > 0.488) & (t + zig < 0.50) | (t + zig > 0.60) & (t + zig < 0.612))[..., None], rgb("fbf3dc"), colour)
    colour = np.where((t < 0.055)[..., None], rgb("b5302a"), colour)
    seam = np.abs((band % 1) - 0.5) * 2
    puff = 1 - 0.20 * np.power(seam, 6)
    lean = np.where(t < 0.43, (t - 0.43) / 0.43, s * 0.62)
    facing = np.sqrt(np.clip(1 - across**2, 0, 1)) * np.sqrt(np.clip(1 - lean**2, 0, 1))
    normal = (across * np.sqrt(np.clip(1 - lean**2, 0, 1)), lean, facing)
    lit = np.clip(normal[0] * sun[0] + normal[1] * sun[1] + normal[2] * sun[2], 0, 1)
    shade = 0.40 + 0.75 * lit
    colour = colour * (shade * puff)[..., None]
    colour = mix(colour, rgb("3a4a8a"), 0.22 * (1 - lit))
    colour = colour + (0.28 * np.power(lit, 14))[..., None] * rgb("fff4d8")
    if glow:
        fire = np.exp(-(((t - 0.86) / 0.34) ** 2)) * (1 - 0.5 * across**2)
        colour = colour * (1 + glow * 1.1 * fire)[..., None] + (glow * 0.30 * fire)[..., None] * rgb("ffb54a")
    cover = envelope.astype(np.float32)
    out = np.where(envelope[..., None], colour, 0)

    def paint(inside, shade):
        nonlocal out, cover
        out = np.where(inside[..., None], shade, out)
        cover = np.where(inside, 1, cover)

    mouth = ((u / 0.070) ** 2 + ((v - 0.733) / 0.012) ** 2) < 1
    paint(mouth, rgb("8a3b22") * (1 + glow))
    for foot, head in ((-0.046, -0.062), (-0.016, -0.022), (0.016, 0.022), (0.046, 0.062)):
        along = np.clip((v - 0.738) / (0.885 - 0.738), 0, 1)
        paint((np.abs(u - (head + (foot - head) * along)) < 0.0022) & (v > 0.738) & (v < 0.885), rgb("40352c"))
    if glow:
        paint(((u / 0.011) ** 2 + ((v - 0.800) / 0.036) ** 2) < 1, rgb("ffd778"))
        paint(((u / 0.005) ** 2 + ((v - 0.808) / 0.022) ** 2) < 1, rgb("fff8e0"))
    paint((np.abs(u) < 0.030) & (v > 0.828) & (v < 0.846), rgb("5b554e"))
    for side, coat in ((-0.022, "2f6f8f"), (0.020, "b5482f")):
        paint((np.hypot(u - side, v - 0.868) < 0.0115), rgb("d9a37c"))
        paint((np.abs(u - side) < 0.014) & (v > 0.878) & (v < 0.905), rgb(coat))
    basket = (np.abs(u) < 0.062 - 0.10 * np.clip(v - 0.892, 0, 1)) & (v > 0.892) & (v < 0.988)
    weave = 0.72 + 0.28 * (((np.floor(u * 150) + np.floor(v * 150)) % 2) * 0.6 + 0.4 * (1 - np.abs(u) / 0.07))
    paint(basket, rgb("a8713a") * (weave * (0.85 - 3.2 * u))[..., None])
    paint((np.abs(u) < 0.066) & (v > 0.886) & (v < 0.902), rgb("6d4522"))
    paint((np.abs(u) < 0.055) & (v > 0.980) & (v < 0.992), rgb("54341a"))
    return out.astype(np.float32), cover


def place_balloon(out, x, y, cx, cy, size, haze=None, **keywords):
    """Lays a balloon over `out`, its edges antialiased by rendering at four times the size."""
    height, width = y.shape
    pad = size * 0.53
    x0, x1 = max(int((cx - pad) * height), 0), min(int((cx + pad) * height) + 1, width)
    y0, y1 = max(int((cy - pad) * height), 0), min(int((cy + pad) * height) + 1, height)
    k = 3
    sy, sx = np.mgrid[0 : (y1 - y0) * k, 0 : (x1 - x0) * k].astype(np.float32)
    colour, cover = balloon((x0 + (sx + 0.5) / k) / height, (y0 + (sy + 0.5) / k) / height, cx, cy, size, **keywords)
    colour = np.clip(colour, 0, 1.0) * cover[..., None]
    fold = lambda a: a.reshape(y1 - y0, k, x1 - x0, k, -1).mean(axis=(1, 3))
    colour, cover = fold(colour), fold(cover)
    if haze:
        colour = mix(colour, rgb(haze[0]) * cover, haze[1])
    out = out.copy()
    out[y0:y1, x0:x1] = out[y0:y1, x0:x1] * (1 - cover) + colour
    return out


def grain(out, seed, amount):
    noise = np.random.RandomState(seed).standard_normal(out.shape[:2]).astype(np.float32)
    return out + (noise * amount)[..., None]


def vignette(out, x, y, amount):
    far = np.hypot((x / x.max() - 0.5) * 1.1, (y / y.max() - 0.5))
    return out * (1 - amount * smooth(0.35, 0.85, far))[..., None]


# --- the pictures --------------------------------------------------------------------------------


def landscape(width=1600, height=1067):
    """A lake valley at sunrise, two balloons far off."""
    x, y = grid(width, height)
    sun, shore = (1.02, 0.425), 0.60
    palette = ("2b5f9e", "7fb0d0", "ffd2a0", "ffc27a", "fff1da", "b79cb4")
    out = sky(x, y, 0.60, sun, palette, 11)
    out = ridge(out, x, y, 0.60, 0.30, 1.7, 21, "8f9cc0", "f3c9a8", "ffdcb4", 1.25, snow=0.11, relief=0.20)
    out = ridge(out, x, y, 0.60, 0.20, 2.3, 34, "6d86a6", "e6bb9c", "f4cc9c", 1.1, relief=0.20)
    out = ridge(out, x, y, 0.605, 0.145, 2.9, 47, "4b7080", "b9a48e", "d9b878", 1.0, relief=0.24)
    out = ridge(out, x, y, 0.605, 0.075, 3.7, 53, "2f5a55", "6d8a6c", "b8a858", 1.0, relief=0.3)
    random = np.random.RandomState(7)
    far = [(px, 0.603, 0.018 + 0.028 * t) for px, t in random.random_sample((80, 2)) * (1.5, 1) if fbm(np.float32([[px * 4]]), np.float32([[0.5]]), 66, 3)[0, 0] > 0.46]
    mask = conifers(width * 2, height * 2, far, 3).reshape(height, 2, width, 2).mean(axis=(1, 3))
    out = mix(out, rgb("274a46"), mask * 0.85)
    out = place_balloon(out, x, y, 0.40, 0.205, 0.235, haze=("e8c6b8", 0.16), sun=(0.72, 0.10, 0.62), turn=0.06)
    out = place_balloon(out, x, y, 0.745, 0.345, 0.085, haze=("f4cfae", 0.34), sun=(0.72, 0.10, 0.62), turn=0.21)
    out = water(out, x, y, shore, 0.86, "3d6f8a", 77, sun[0])
    line = 0.835 + 0.10 * np.cos((x[0] - 0.05) * 2.0) * 0.5 - 0.16 * smooth(0.9, 1.6, x[0]) - 0.05 * smooth(0.45, 0, x[0])
    line = line + 0.022 * (fbm(x[0] * 6, x[0] * 0 + 2, 88, 6) - 0.5)
    out = meadow(out, x, y, line, "1c3a26", "a7ae4a", 91, ["#f6e27a", "#f3f0e6", "#e2583e", "#b07cc6", "#f0a83c"])
    near = [(0.035, 0.93, 0.50), (0.125, 0.95, 0.37), (0.205, 0.955, 0.25), (-0.03, 0.90, 0.38), (0.285, 0.925, 0.15)]
    near += [(1.455, 0.80, 0.42), (1.375, 0.785, 0.30), (1.305, 0.80, 0.22), (1.50, 0.84, 0.36), (1.245, 0.795, 0.13)]
    mask = conifers(width * 2, height * 2, near, 5).reshape(height, 2, width, 2).mean(axis=(1, 3))
    needles = fbm(x * 60, y * 90, 99, 4, 0.6)
    out = mix(out, mix(rgb("0f231d"), rgb("3d5c38"), smooth(0.3, 0.8, needles)), mask)
    out = out + (0.10 * np.exp(-np.hypot(x - sun[0], y - sun[1]) / 0.35))[..., None] * rgb("ffcf8a")
    return grain(vignette(out, x, y, 0.25), 1, 0.006)


def portrait(width=1200, height=1600):
    """The same valley in the evening, one balloon near, its burner lit."""
    x, y = grid(width, height)
    sun = (0.60, 0.66)
    palette = ("17284f", "5a4f8c", "f4a27a", "ffb070", "ffc9a0", "5a4a7c")
    out = sky(x, y, 0.78, sun, palette, 131, cloud=0.50)
    stars = np.random.RandomState(8).random_sample((150, 3))
    for px, py, bright in stars.tolist():
        sx, sy, radius = px * width, py**1.3 * 0.36 * height, 0.5 + 1.1 * bright**3
        ix, iy = slice(max(int(sx) - 4, 0), int(sx) + 5), slice(max(int(sy) - 4, 0), int(sy) + 5)
        spot = np.exp(-(((x[iy, ix] * height - sx) ** 2 + (y[iy, ix] * height - sy) ** 2) / radius**2))
        out[iy, ix] += (spot * (0.25 + 0.6 * bright) * (1 - py * 0.8))[..., None]
    out = ridge(out, x, y, 0.80, 0.19, 2.2, 221, "5b5a8e", "dd9480", "ffb88c", 1.2, snow=0.05, relief=0.2)
    out = ridge(out, x, y, 0.82, 0.125, 3.0, 235, "40497a", "a8707c", "d98a78", 1.1, relief=0.2)
    out = ridge(out, x, y, 0.86, 0.105, 3.6, 247, "2a3a5e", "5f5470", "9a6a70", 1.0, relief=0.2)
    out = ridge(out, x, y, 0.94, 0.10, 4.6, 253, "1a2b40", "2c3850", "6a5a5c", 1.0, relief=0.3)
    random = np.random.RandomState(17)
    firs = [(px, 0.955 + 0.06 * t, 0.05 + 0.075 * t) for px, t in random.random_sample((58, 2)) * (0.78, 1)]
    firs.sort(key=lambda tree: tree[1])
    mask = conifers(width * 2, height * 2, firs, 4).reshape(height, 2, width, 2).mean(axis=(1, 3))
    out = mix(out, mix(rgb("0c1622"), rgb("1f3140"), smooth(0.3, 0.8, fbm(x * 60, y * 90, 299, 4, 0.6))), mask)
    out = mix(out, rgb("0b141f"), smooth(0.955, 1.0, y))
    out = place_balloon(out, x, y, 0.115, 0.555, 0.085, haze=("b0809a", 0.35), sun=(0.75, 0.3, 0.4), turn=0.30)
    halo = np.exp(-(np.hypot(x - 0.375, y - 0.56) / 0.16) ** 1.5)
    out = out + (0.10 * halo)[..., None] * rgb("ffb060")
    out = place_balloon(out, x, y, 0.375, 0.485, 0.52, sun=(0.42, 0.30, 0.66), glow=0.75)
    return grain(vignette(out, x, y, 0.28), 2, 0.006)


def sticker(side=800):
    """The balloon with a white rim and a soft shadow, on nothing."""
    k = 2
    y, x = (np.mgrid[0 : side * k, 0 : side * k].astype(np.float32) + 0.5) / (side * k)
    colour, cover = balloon(x, y, 0.5, 0.485, 0.86, turn=0.13)
    shape = Image.fromarray((cover * 255).astype(np.uint8))
    grown = shape.filter(ImageFilter.GaussianBlur(11 * k))
    rim = smooth(0.10, 0.16, np.asarray(grown, np.float32) / 255)
    ropes = (np.abs(x - 0.5) < 0.062) & (np.abs(y - 0.485 - 0.86 * 0.31) < 0.09)
    rim = np.maximum(np.maximum(rim, cover), ropes)
    drop = Image.fromarray((rim * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(9 * k))
    shadow = np.roll(np.asarray(drop, np.float32) / 255, 10 * k, axis=0) * 0.34
    flat = mix(mix(rgb("1d2b45") + 0 * x[..., None], rgb("ffffff"), rim), np.clip(colour, 0, 1), cover)
    alpha = rim + shadow * (1 - rim)
    # Shrink with the colour weighted by its alpha, so that no dark fringe is left.
    fold = lambda a: a.reshape(side, k, side, k, -1).mean(axis=(1, 3))
    weighted, alpha = fold(flat * alpha[..., None]), fold(alpha)
    colour = np.where(alpha > 0.002, weighted / np.maximum(alpha, 0.002), 0)
    # Coarser steps of colour and alpha keep the file small; nobody sees it on a sticker.
    colour = np.round(colour * 255 / 7) * 7 / 255
    alpha = np.where(alpha > 0.98, 1, np.round(alpha * 48) / 48)
    colour = np.where(alpha > 0, colour, 0)
    return np.concatenate([colour, alpha], axis=2)


# --- metadata ------------------------------------------------------------------------------------


def exif(ifd0, camera=None, gps=None, thumbnail=None):
    """An Exif block (TIFF, big-endian). Values: bytes are ASCII, an int is a SHORT, a list of pairs RATIONALs."""

    def entries(tags, offset):
        tags = sorted(tags.items())
        head, tail = struct.pack(">H", len(tags)), b""
        at = offset + 2 + 12 * len(tags) + 4
        for tag, value in tags:
            if isinstance(value, bytes):
                kind, count, data = 2, len(value) + 1, value + b"\0"
            elif isinstance(value, list):
                kind, count, data = 5, len(value), b"".join(struct.pack(">II", *v) for v in value)
            elif isinstance(value, tuple):
                kind, count, data = 4, 1, struct.pack(">I", value[0])
            else:
                kind, count, data = 3, 1, struct.pack(">HH", value, 0)
            if len(data) > 4:
                data += b"\0" * (len(data) % 2)
                head += struct.pack(">HHII", tag, kind, count, at + len(tail))
                tail += data
            else:
                head += struct.pack(">HHI", tag, kind, count) + data.ljust(4, b"\0")
        return head, tail

    size = lambda tags: sum(map(len, entries(tags, 0))) + 4
    ifd0 = dict(ifd0)
    for tag, part in ((0x8769, camera), (0x8825, gps)):
        if part:
            ifd0[tag] = (0,)
    at = 8 + size(ifd0)
    blocks = b""
    for tag, part in ((0x8769, camera), (0x8825, gps)):
        if part:
            ifd0[tag] = (at,)
            head, tail = entries(part, at)
            blocks += head + b"\0\0\0\0" + tail
            at += size(part)
    head, tail = entries(ifd0, 8)
    following = 0
    if thumbnail:
        following = at
        small = {0x0103: 6, 0x0201: (0,), 0x0202: (len(thumbnail),)}
        small[0x0201] = (at + size(small),)
        one, two = entries(small, at)
        blocks += one + b"\0\0\0\0" + two + thumbnail
    return b"Exif\0\0MM\0*\0\0\0\x08" + head + struct.pack(">I", following) + tail + blocks


def jpeg_bytes(image, **keywords):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **keywords)
    return buffer.getvalue()


def png_bytes(image):
    """An RGBA PNG without row filters: for flat colours smaller than what Pillow chooses."""
    raw = np.asarray(image)
    height, width, _ = raw.shape
    rows = b"".join(b"\0" + raw[y].tobytes() for y in range(height))
    packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)), (b"IDAT", packer.compress(rows) + packer.flush()), (b"IEND", b"")]
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*c) for c in chunks)


def main(folder):
    picture = to_image(landscape())
    small = picture.resize((160, 107), Image.Resampling.LANCZOS)
    block = exif(
        {0x010F: b"Example", 0x0110: b"Example Camera 1", 0x0112: 1, 0x0132: b"2026:01:02 07:41:00", 0x013B: b"Jane Example"},
        {0x9003: b"2026:01:02 07:41:00", 0xA431: b"FAKE-SERIAL-0012345", 0xA434: b"Example 35mm F2", 0x829A: [(1, 250)], 0x829D: [(8, 1)], 0x8827: 100},
        {1: b"N", 2: [(46, 1), (34, 1), (1234, 100)], 3: b"E", 4: [(7, 1), (58, 1), (5678, 100)]},
        jpeg_bytes(small, quality=60),
    )
    picture.save(folder / "landscape.jpg", quality=82, subsampling="4:2:0", optimize=True, progressive=False, exif=block)

    # Orientation 6: what is shown on top is stored on the right. Stored = upright turned a quarter to the left.
    picture = to_image(portrait()).transpose(Image.Transpose.ROTATE_90)
    block = exif({0x010F: b"Example", 0x0110: b"Example Phone 2", 0x0112: 6, 0x0132: b"2026:01:02 17:05:00"})
    picture.save(folder / "portrait.jpg", quality=82, subsampling="4:2:0", optimize=True, exif=block)

    (folder / "sticker.png").write_bytes(png_bytes(to_image(sticker())))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)

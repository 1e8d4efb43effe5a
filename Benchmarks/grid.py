"""Writes an HEIC picture the way phones do: a grid of small HEVC pictures, box by box.

Source: ISO/IEC 23008-12 (HEIF), ISO/IEC 14496-12 (boxes), ISO/IEC 14496-15, 8.3.3 (hvcC).
"""

import struct
import subprocess

TILE = 512  # pixels a side, as iPhones have it


def encode(ffmpeg, picture, crf):
    """The tiles of an RGB picture, row by row, as lists of NAL units (without start codes).

    One stream of pictures that do not refer to each other, so that all of them share their parameter sets. The last
    column and row repeat the picture's edge where it ends inside a tile.
    """
    width, height = picture.size
    columns, rows = -(-width // TILE), -(-height // TILE)
    padded = _extended(picture, columns * TILE, rows * TILE)
    frames = b"".join(padded.crop((x * TILE, y * TILE, (x + 1) * TILE, (y + 1) * TILE)).tobytes()
                      for y in range(rows) for x in range(columns))
    settings = (f"crf={crf}:keyint=1:no-open-gop=1:repeat-headers=0:info=0:aud=0:hrd=0:pools=1:frame-threads=1:wpp=0:"
                "range=full:colorprim=bt709:transfer=iec61966-2-1:colormatrix=smpte170m:log-level=error")
    argv = [ffmpeg, "-nostdin", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{TILE}x{TILE}", "-i", "-",
            "-vf", "scale=flags=accurate_rnd+full_chroma_int:out_color_matrix=bt601:out_range=pc,format=yuvj420p",
            "-c:v", "libx265", "-preset", "medium", "-x265-params", settings, "-f", "hevc", "-"]
    stream = subprocess.run(argv, input=frames, capture_output=True, check=True).stdout
    parameters, tiles = [], []
    for unit in _units(stream):
        kind = unit[0] >> 1 & 63
        if kind in (32, 33, 34):
            parameters.append(unit)
        elif kind < 32:
            if unit[2] & 0x80:  # first_slice_segment_in_pic_flag
                tiles.append([])
            tiles[-1].append(unit)
    assert len(tiles) == columns * rows
    return parameters, tiles, (columns, rows)


def _extended(picture, width, height):
    right, bottom = picture.size
    whole = picture.crop((0, 0, width, height))
    if width > right:
        whole.paste(picture.crop((right - 1, 0, right, bottom)).resize((width - right, bottom)), (right, 0))
    if height > bottom:
        whole.paste(whole.crop((0, bottom - 1, width, bottom)).resize((width, height - bottom)), (0, bottom))
    return whole


def _units(stream):
    """NAL units between the start codes of Annex B."""
    places, start = [], stream.find(b"\0\0\1")
    while start >= 0:
        places.append(start)
        start = stream.find(b"\0\0\1", start + 3)
    for start, end in zip(places, [*places[1:], len(stream)]):
        yield stream[start + 3:end].rstrip(b"\0")


def heic(size, parameters, tiles, grid, code_points=(1, 13, 6, True), quarter_turns=0):
    """The bytes of the file: item 1 is the grid, its tiles follow and are hidden. It is shown turned anticlockwise."""
    columns, rows = grid
    data = [b"".join(struct.pack(">I", len(unit)) + unit for unit in tile) for tile in tiles]
    description = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, *size)
    items = [(1, b"grid", 0)] + [(number, b"hvc1", 1) for number in range(2, len(data) + 2)]
    primaries, transfer, matrix, is_full = code_points
    properties = [
        _hvcc(parameters),
        _full(b"ispe", 0, 0, struct.pack(">II", TILE, TILE)),
        _full(b"ispe", 0, 0, struct.pack(">II", *size)),
        _box(b"colr", b"nclx" + struct.pack(">HHHB", primaries, transfer, matrix, is_full << 7)),
        _full(b"pixi", 0, 0, bytes([3, 8, 8, 8])),
        _box(b"irot", bytes([quarter_turns])),
    ]
    uses = [(1, (3, 4, 5, 0x86))] + [(number, (0x81, 2, 4)) for number, _, _ in items[1:]]
    ftyp = _box(b"ftyp", b"heic\0\0\0\0mif1heic")

    def meta(start):
        places, offset = [(1, 1, 0, len(description))], start
        for (number, _, _), tile in zip(items[1:], data):
            places.append((number, 0, offset, len(tile)))
            offset += len(tile)
        iloc = _full(b"iloc", 1, 0, struct.pack(">BBH", 0x44, 0, len(places)) + b"".join(
            struct.pack(">HHHHII", number, method, 0, 1, offset, length) for number, method, offset, length in places))
        infe = b"".join(_full(b"infe", 2, hidden, struct.pack(">HH", number, 0) + kind + b"\0")
                        for number, kind, hidden in items)
        dimg = _box(b"dimg", struct.pack(">HH", 1, len(data)) + b"".join(
            struct.pack(">H", number) for number, _, _ in items[1:]))
        ipma = _full(b"ipma", 0, 0, struct.pack(">I", len(uses)) + b"".join(
            struct.pack(">HB", number, len(indices)) + bytes(indices) for number, indices in uses))
        return _full(b"meta", 0, 0, b"".join([
            _full(b"hdlr", 0, 0, struct.pack(">I4s", 0, b"pict") + bytes(13)),
            _full(b"pitm", 0, 0, struct.pack(">H", 1)),
            _full(b"iinf", 0, 0, struct.pack(">H", len(items)) + infe),
            _full(b"iref", 0, 0, dimg),
            _box(b"iprp", _box(b"ipco", b"".join(properties)) + ipma),
            _box(b"idat", description),
            iloc,
        ]))

    start = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(start) + _box(b"mdat", b"".join(data))


def _hvcc(parameters):
    """The profile, tier and level come out of the sequence parameter set."""
    by_kind = {kind: [unit for unit in parameters if unit[0] >> 1 & 63 == kind] for kind in (32, 33, 34)}
    profile = by_kind[33][0].replace(b"\0\0\3", b"\0\0")[3:15]
    payload = bytes([1]) + profile + bytes([0xF0, 0, 0xFC, 0xFD, 0xF8, 0xF8, 0, 0, 0x0F, len(by_kind)])
    for kind, units in by_kind.items():
        payload += bytes([0x80 | kind]) + struct.pack(">H", len(units))
        payload += b"".join(struct.pack(">H", len(unit)) + unit for unit in units)
    return _box(b"hvcC", payload)


def _box(kind, payload):
    return struct.pack(">I", len(payload) + 8) + kind + payload


def _full(kind, version, flags, payload):
    return _box(kind, struct.pack(">I", version << 24 | flags) + payload)

"""Hostile media files, made from nothing but this code, the repository's own fixtures and ffmpeg's bit-exact output.

Each module makes the files of one format. A file is named by its defect.
"""

from .case import FILES, HostileFile

__all__ = ["FILES", "HostileFile", "load"]


def load():
    """Every file of the corpus, sorted by name."""
    from . import (  # noqa: F401  (each registers its files)
        avi, bmp, damage, gif, heif, jpeg, jxl, matroska, midway, mp4_boxes, mp4_tables, mp4_tracks, png, polyglot,
        sound, text, tiff, transport, webp)

    return [FILES[name] for name in sorted(FILES)]

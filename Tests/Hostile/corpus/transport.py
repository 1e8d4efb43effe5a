"""MPEG transport streams."""

import struct

from .case import video
from .seeds import flipped, transport

ANY = "ok / damaged / truncated / no-frame / no-video / limit-exceeded"


def crc(data):
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return struct.pack(">I", value)


def packet(program, payload, start=True, counter=0):
    head = struct.pack(">BHB", 0x47, (0x4000 if start else 0) | program, 0x10 | counter & 15)
    return (head + payload)[:188].ljust(188, b"\xff")


def section(table, number, body):
    data = struct.pack(">BHHBBB", table, 0xB000 | len(body) + 9, number, 0xC1, 0, 0) + body
    return b"\0" + data + crc(data)


def streams(count):
    """A programme of so many videos."""
    table = section(0, 1, struct.pack(">HH", 1, 0xE100))
    body = struct.pack(">HH", 0xE101, 0xF000) + b"".join(struct.pack(">BHH", 0x1B, 0xE000 | 0x101 + n, 0xF000) for n in range(count))
    programme = section(2, 1, body)
    packets = [packet(0, table), packet(0x100, programme)]
    for n in range(0, max(0, len(programme) - 184), 184):
        packets.append(packet(0x100, programme[184 + n:], False, n // 184 + 1))
    pes = b"\0\0\1\xe0\0\0\x80\x80\5\x21\0\1\0\1" + b"\0\0\0\1\x09\x10" + bytes(100)
    return b"".join(packets + [packet(0x101 + n, pes) for n in range(count)]) * 3


def programmes(count):
    table = section(0, 1, b"".join(struct.pack(">HH", n + 1, 0xE100 | n) for n in range(count)))
    return packet(0, table) + transport()


def clocks_at_random():
    data, state = bytearray(transport()), 7
    for at in range(0, len(data), 188):
        if data[at + 3] & 0x20 and data[at + 4] > 6 and data[at + 5] & 0x10:
            state = state * 69069 + 1 & 2**32 - 1
            data[at + 6:at + 10] = struct.pack(">I", state)
    return bytes(data)


video("ts-streams-200.ts", lambda: streams(200), "limit-exceeded / no-video / damaged")
video("ts-programmes-40.ts", lambda: programmes(40), "ok / limit-exceeded / damaged")
video("ts-null-packets.ts", lambda: packet(0x1FFF, b"") * 20_000, "no-video / damaged / not-a-video", inspect="no-video / damaged / not-a-picture")
video("ts-clock-at-random.ts", clocks_at_random, ANY)
video("ts-counters-stand-still.ts", lambda: b"".join(transport()[n:n + 3] + bytes([transport()[n + 3] & 0xF0]) + transport()[n + 4:n + 188]
                                                     for n in range(0, len(transport()) - 187, 188)), ANY)
video("ts-packet-lost-in-ten.ts", lambda: b"".join(transport()[n:n + 188] for n in range(0, len(transport()), 188) if n % 1880 != 940), ANY)
video("ts-scrambled.ts", lambda: b"".join(transport()[n:n + 3] + bytes([transport()[n + 3] | (0x80 if n > 752 else 0)]) + transport()[n + 4:n + 188]
                                          for n in range(0, len(transport()) - 187, 188)), ANY + " / encrypted")
video("ts-cut.ts", lambda: transport()[:len(transport()) * 3 // 5 - 77], ANY)
video("ts-flipped.ts", lambda: flipped(transport(), range(1000, len(transport()), 509)), ANY)
video("ts-sync-lost-midway.ts", lambda: transport()[:18800] + b"\x13" * 5000 + transport()[18800:], ANY)

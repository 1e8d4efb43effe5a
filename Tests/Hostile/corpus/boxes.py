"""ISO boxes: taking a file apart, and writing it again with other contents."""

import struct

CONTAINERS = {b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0, b"edts": 0, b"udta": 0, b"dinf": 0, b"moof": 0, b"traf": 0,
              b"mvex": 0, b"meta": 4, b"iprp": 0, b"ipco": 0}


def box(kind, *parts, size=None):
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8 if size is None else size) + kind + body


def full(kind, *parts, version=0, flags=0):
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


class Node:
    """A box whose children can be changed; `size` overrules what is written for its length."""

    def __init__(self, kind, head=b"", children=None, body=b""):
        self.kind, self.head, self.children, self.body, self.size = kind, head, children, body, None

    def bytes(self):
        inside = self.body if self.children is None else b"".join(c.bytes() for c in self.children)
        return box(self.kind, self.head, inside, size=self.size)

    def find(self, path, number=0):
        """The box at a path such as `moov/trak/mdia`; `number` says which track."""
        node = self
        for name in path.encode().split(b"/"):
            found = [c for c in node.children if c.kind == name]
            node = found[number if name == b"trak" else 0]
        return node

    def drop(self, kind):
        self.children = [c for c in self.children if c.kind != kind]

    def add(self, data):
        """A child that is written as it is."""
        node = Node(b"", body=data)
        node.bytes = lambda: data
        self.children.append(node)
        return node


def tree(data):
    """The whole file as one node."""
    def inside(data):
        out, at = [], 0
        while at + 8 <= len(data):
            size, kind = struct.unpack(">I4s", data[at:at + 8])
            size = size or len(data) - at
            body = data[at + 8:at + size]
            if kind in CONTAINERS:
                skip = CONTAINERS[kind]
                out.append(Node(kind, body[:skip], inside(body[skip:])))
            else:
                out.append(Node(kind, body=body))
            at += size
        return out

    root = Node(b"file", children=inside(data))
    root.bytes = lambda: b"".join(c.bytes() for c in root.children)
    return root


def nested(kind, depth, inner=b""):
    """Boxes in boxes; built from the inside, so that depth costs only its square root of a megabyte."""
    headers, size = [], len(inner)
    for _ in range(depth):
        size += 8
        headers.append(struct.pack(">I", size) + kind)
    return b"".join(reversed(headers)) + inner

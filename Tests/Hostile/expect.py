"""Holds what a run printed, wrote and cost against what is right."""

import json
import os

#: Exit codes by error code: sysexits, as in the contract of the command line.
EXITS = {
    "not-found": 66, "permission-denied": 66, "not-a-file": 66, "conflicting-outputs": 64, "usage": 64, "missing-library": 69,
    "isolation-unavailable": 69, "file-exists": 73, "cannot-create": 73, "read-failed": 74, "write-failed": 74, "internal": 70,
}
BAD_DATA = 65
SECONDS = 10
MEMORY = 512 << 20
#: What the runtime, the sanitizers and the C library say when a process dies of a defect.
CRASHES = (b"Fatal error", b"AddressSanitizer", b"runtime error", b"*** ", b"Segmentation", b"Illegal instruction", b"double free", b"stack smashing",
           b"Current stack trace", b"Crash:", b"Assertion")
ENDS = {".png": (b"\x89PNG", b"IEND\xaeB`\x82"), ".jpg": (b"\xff\xd8\xff", b"\xff\xd9"), ".webp": (b"RIFF", b"")}


def outcome(verb, ended):
    """What became of it, in the words of the table; or what is wrong with how it was said."""
    lines = ended.out.splitlines()
    if len(lines) != 1:
        return None, f"{len(lines)} lines on standard output"
    try:
        line = json.loads(lines[0])
    except ValueError as error:
        return None, f"no JSON: {error}"
    if "error" in line:
        code = line["error"]["code"]
        if not line["error"].get("message"):
            return None, "an error without a message"
        expected = EXITS.get(code, BAD_DATA)
        return code, None if ended.code == expected else f"exit code {ended.code} with '{code}', which has {expected}"
    if verb == "verify":
        verdict = line["verdict"]
        expected = 1 if verdict == "fail" else 0
        failed = {c["id"] for c in line["checks"] if c["status"] == "fail"}
        return (verdict, failed), None if ended.code == expected else f"exit code {ended.code} with verdict '{verdict}'"
    if ended.code != 0:
        return "ok", f"exit code {ended.code} without an error"
    return "ok", None


def matches(found, expected):
    for choice in expected.split(" / "):
        if isinstance(found, tuple):
            verdict, _, check = choice.partition(":")
            if found[0] == verdict and (not check or check in found[1]):
                return True
        elif found == choice:
            return True
    return False


def spoken(found):
    return f"{found[0]} ({', '.join(sorted(found[1])[:6])})" if isinstance(found, tuple) else str(found)


def cost(ended):
    """Everything that is wrong whatever the verb said."""
    if ended.code < 0:
        yield f"ended by signal {-ended.code} after {ended.seconds:.1f} s"
    if ended.seconds > SECONDS:
        yield f"took {ended.seconds:.1f} s"
    if ended.peak > MEMORY:
        yield f"took {ended.peak >> 20} MB of memory"
    if ended.left:
        yield f"left {len(ended.left)} processes"
    for word in CRASHES:
        if word in ended.err:
            yield "standard error shows a crash: " + ended.err[:200].decode("utf-8", "replace").replace("\n", " ")
            break


def leftovers(folder, was_good):
    """What lies in a folder that began empty, and should not."""
    for name in sorted(os.listdir(os.fsencode(folder))):
        shown = os.fsdecode(name)
        if not was_good:
            yield f"left {shown!r}"
            continue
        with open(os.path.join(os.fsencode(folder), name), "rb") as file:
            data = file.read()
        start, end = ENDS.get(os.path.splitext(shown)[1], (None, b""))
        if start is None:
            yield f"left {shown!r}"
        elif not (data.startswith(start) and data.endswith(end)):
            yield f"{shown!r} is not whole"

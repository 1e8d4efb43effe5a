"""What is hostile without being a file: names, places, outputs and drafts."""

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile

import expect
import watch
from corpus import seeds
from corpus.png import header, png, chunk

CASES = []
GOOD = seeds.ROOT / "samples/landscape.jpg"
STICKER = seeds.ROOT / "samples/sticker.png"


def case(name, arguments, expected, setup=lambda: None, check=lambda: (), stdin=None, shell=None):
    """`setup` and `check` run in the case's folder; `check` gives what is wrong. `shell`: a script around `"$@"`."""
    CASES.append((name, arguments, expected, setup, check, stdin, shell))


def run(options, isolation, pool):
    """Each case with what is wrong with it. One at a time: set-up and check change the working directory."""
    for name, arguments, expected, setup, check, stdin, shell in CASES:
        if options.only and not any(part in name for part in options.only):
            continue
        if shell and not can_mount():
            print(f"{isolation:8} special  {name}: skipped, a small file system cannot be mounted here")
            continue
        yield name, one(options, isolation, arguments, expected, setup, check, stdin, shell)


def one(options, isolation, arguments, expected, setup, check, stdin, shell):
    folder, home = tempfile.mkdtemp(prefix="special-", dir=options.work), os.getcwd()
    os.chdir(folder)
    opened = None
    try:
        setup()
        before = set(os.listdir(b"."))
        verb = arguments[0]
        words = [options.seedance, verb, "--json", "--timeout", "8", "--isolation", isolation] + list(arguments[1:])
        if shell:
            words = ["unshare", "-m", "sh", "-c", shell, "sh"] + words
        opened = open(stdin, "rb") if stdin else None
        ended = watch.run(words, folder, limit=20, stdin=opened)
        found, wrong = outcome(verb, ended)
        wrongs = [wrong] if wrong else []
        if not expect.matches(found, expected):
            wrongs.append(f"{expect.spoken(found)}, where '{expected}' is right: {ended.out[:300]!r} {ended.err[:200]!r}")
        wrongs += expect.cost(ended)
        wrongs += list(check())
        if found not in ("ok", "invalid") and not isinstance(found, tuple):
            wrongs += [f"left {n!r}" for n in set(os.listdir(b".")) - before - {b"small", b"fixed"}]
        return wrongs
    finally:
        os.chdir(home)
        if opened:
            opened.close()
        shutil.rmtree(folder, ignore_errors=True)


def outcome(verb, ended):
    """As for files; a refused argument is `usage`, and a draft with problems `invalid`."""
    if ended.code == 64 and not ended.out:
        return "usage", None
    if verb == "prepare" and ended.code in (1, 65, 66) and ended.out:
        try:
            line = json.loads(ended.out.splitlines()[0])
        except ValueError as error:
            return None, f"no JSON: {error}"
        if "error" not in line:
            codes = {p["code"] for p in line.get("problems", [])}
            return "invalid", None if codes else "not valid, and no problem is named"
    return expect.outcome(verb, ended)


def can_mount():
    return subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0


def copy(name, source=GOOD):
    return lambda: shutil.copy(source, name)


def unchanged(name, content):
    """For `check`: the file is there and as it was."""
    def check():
        try:
            with open(name, "rb") as file:
                if file.read() != content:
                    yield f"{name} has been changed"
        except OSError as error:
            yield f"{name}: {error}"
    return check


# Names and places. Every verb, the same answer.

def places():
    def listening(name):
        server = socket.socket(socket.AF_UNIX)
        server.bind(name)
        server.close()

    def pattern():
        shutil.copy(STICKER, "img001.jpg")

    def links():
        os.symlink("loop.jpg", "loop.jpg")

    kinds = [
        ("fifo", "fifo.jpg", "not-a-file", lambda: os.mkfifo("fifo.jpg")),
        ("device-of-zeros", "zero.mp4", "not-a-file", lambda: os.symlink("/dev/zero", "zero.mp4")),
        ("terminal", "/dev/tty", "not-a-file / read-failed", lambda: None),
        ("folder", "folder.jpg", "not-a-file", lambda: os.mkdir("folder.jpg")),
        ("socket", "socket.jpg", "not-a-file", lambda: listening("socket.jpg")),
        ("missing", "missing.jpg", "not-found", lambda: None),
        ("dangling-link", "dangling.jpg", "not-found", lambda: os.symlink("nowhere", "dangling.jpg")),
        ("link-loop", "loop.jpg", "read-failed", links),
        ("pattern-that-names-another-file", "img%03d.jpg", "not-found", pattern),
        ("name-concat", "concat:a.jpg|b.jpg", "not-found", lambda: None),
        ("name-http", "http://127.0.0.1:9/x.mp4", "not-found", lambda: None),
        ("name-pipe", "pipe:0", "not-found", lambda: None),
        ("name-subfile", "subfile,,start,0,end,9,,:/etc/passwd", "not-found", lambda: None),
        ("name-file-scheme", "file:/etc/passwd", "not-found / usage", lambda: None),
        ("name-data-uri", "data:image/png;base64,AAAA", "not-found", lambda: None),
        ("name-of-300-bytes", "n" * 300, "not-found / read-failed / not-a-file", lambda: None),
        ("process-memory", "/proc/self/mem", "read-failed / empty / permission-denied / not-a-picture / not-a-video / not-a-file", lambda: None),
        ("kernel-file-without-a-size", "/proc/self/status", "not-a-picture / not-a-video / empty", lambda: None),
    ]
    for name, path, expected, setup in kinds:
        for verb in ("inspect", "fit", "frames", "verify"):
            right = expected + " / fail" if verb == "verify" and name.startswith(("process", "kernel")) else expected
            case(f"{name}-{verb}", [verb, "--", path], right, setup)


def names():
    odd = {"pattern-that-exists": "img%03d.jpg", "leading-dash": "-o.jpg", "newline": "a\nb.jpg", "control-characters": "a\x1b[2J\x07.jpg",
           "quote-and-backslash": "a\"'\\.jpg", "blanks": " .jpg", "right-to-left": "a\u202egpj.exe.jpg"}
    for name, path in odd.items():
        case(f"name-{name}-inspect", ["inspect", "--", path], "ok", copy(path))
        case(f"name-{name}-fit", ["fit", "-o", "out.jpg", "--", path], "ok", copy(path))
    broken = os.fsdecode(b"\xff\xfe.jpg")
    case("name-invalid-utf-8-inspect", ["inspect", "--", broken], "ok / not-found", copy(broken))
    case("name-invalid-utf-8-fit", ["fit", "-o", "out.jpg", "--", broken], "ok / not-found", copy(broken))
    for verb in ("inspect", "verify"):
        case(f"standard-input-without-end-{verb}", [verb, "-"], "limit-exceeded", stdin="/dev/zero")
    case("standard-input-without-end-fit", ["fit", "-", "-o", "out.jpg"], "limit-exceeded", stdin="/dev/zero")
    case("standard-input-of-nothing", ["inspect", "-"], "empty", stdin="/dev/null")


# Outputs.

def outputs():
    victim = b"precious\n"

    def put(name, content=victim):
        with open(name, "wb") as file:
            file.write(content)

    def onto(link, target, make_target=True):
        def setup():
            shutil.copy(GOOD, "in.jpg")
            if make_target:
                put("victim")
            os.symlink(target, link)
        return setup

    def both():
        shutil.copy(GOOD, "in.jpg")
        put("old.jpg")

    fit = ["fit", "in.jpg", "-o"]
    keeps = unchanged("victim", victim)
    case("output-over-link-to-a-file", fit + ["x.jpg"], "file-exists", onto("x.jpg", "victim"), keeps)
    case("output-over-link-to-a-file-forced", fit + ["x.jpg", "--force"], "ok", onto("x.jpg", "victim"), keeps)
    case("output-over-dangling-link", fit + ["x.jpg"], "file-exists", onto("x.jpg", "nowhere"), keeps)
    case("output-over-dangling-link-forced", fit + ["x.jpg", "--force"], "ok", onto("x.jpg", "nowhere"),
         lambda: ["wrote where the link pointed"] if os.path.exists("nowhere") else [])
    case("output-over-link-loop-forced", fit + ["x.jpg", "--force"], "ok / cannot-create", onto("x.jpg", "x.jpg"), keeps)
    case("output-over-link-to-a-folder-forced", fit + ["x.jpg", "--force"], "ok / cannot-create", onto("x.jpg", "."), keeps)
    case("output-into-linked-folder-loop", fit + ["x/y.jpg"], "cannot-create", onto("x", "x"))
    case("output-over-a-file", fit + ["old.jpg"], "file-exists", both, unchanged("old.jpg", victim))
    case("output-onto-the-input", fit + ["in.jpg"], "file-exists / conflicting-outputs", both, unchanged("in.jpg", GOOD.read_bytes()))
    case("output-onto-the-input-by-dots", fit + ["../" + "x/../in.jpg"], "file-exists / conflicting-outputs / cannot-create", both,
         unchanged("in.jpg", GOOD.read_bytes()))
    case("output-onto-the-input-by-hard-link", fit + ["hard.jpg"], "file-exists / conflicting-outputs",
         lambda: (shutil.copy(GOOD, "in.jpg"), os.link("in.jpg", "hard.jpg")), unchanged("hard.jpg", GOOD.read_bytes()))
    case("output-is-a-folder", fit + ["folder", "--force"], "cannot-create", lambda: (shutil.copy(GOOD, "in.jpg"), os.mkdir("folder")))
    case("output-in-a-missing-folder", fit + ["missing/x.jpg"], "cannot-create", both)
    case("output-in-a-file", fit + ["old.jpg/x.jpg"], "cannot-create", both)
    case("output-folder-is-a-file", ["fit", "in.jpg", "--output-dir", "old.jpg"], "cannot-create", both)
    case("output-device-full", fit + ["/dev/full", "--format", "jpeg", "--force"], "cannot-create", both)
    case("output-fifo", fit + ["fifo", "--format", "jpeg", "--force"], "cannot-create", lambda: (shutil.copy(GOOD, "in.jpg"), os.mkfifo("fifo")))
    case("output-name-of-300-bytes", fit + ["n" * 300 + ".jpg"], "cannot-create", both)
    case("output-name-newline", fit + ["a\nb.jpg"], "ok", both)
    case("output-name-invalid-utf-8", fit + [os.fsdecode(b"\xff.jpg")], "ok / cannot-create", both)
    case("outputs-preview-onto-result", fit + ["x.jpg", "--preview", "./x.jpg"], "conflicting-outputs", both)
    case("outputs-first-onto-last", ["frames", "v.mp4", "--first", "x.png", "--last", "./x.png"], "conflicting-outputs", clip)
    case("outputs-frame-onto-the-video", ["frames", "v.png", "--first", "v.png"], "file-exists / conflicting-outputs", lambda: clip("v.png"))
    case("outputs-frame-onto-the-video-forced", ["frames", "v.png", "--first", "v.png", "--force"], "conflicting-outputs / ok", lambda: clip("v.png"))
    case("outputs-report-onto-the-video", ["verify", "v.mp4", "--report", "v.mp4", "--force"], "conflicting-outputs", clip,
         lambda: unchanged("v.mp4", good_clip())())
    case("outputs-report-onto-the-sheet", ["verify", "v.mp4", "--report", "x.png", "--contact-sheet", "x.png"], "usage / conflicting-outputs", clip)
    case("outputs-report-over-link", ["verify", "v.mp4", "--report", "x.html"], "file-exists", lambda: (clip(), os.symlink("victim", "x.html")))
    case("outputs-task-onto-the-draft", ["prepare", "draft.json", "-o", "draft.json", "--force"], "conflicting-outputs", lambda: draft({}))
    case("outputs-task-onto-its-picture", ["prepare", "--prompt", "A lake at dawn.", "--first", "in.jpg", "-o", "in.jpg", "--force"],
         "conflicting-outputs / usage / file-exists", both, unchanged("in.jpg", GOOD.read_bytes()))
    small = 'mkdir small && mount -t tmpfs -o size=64k none small && "$@"; code=$?; [ -z "$(ls -A small)" ] || echo left >&2; exit $code'
    case("output-full-disk", fit + ["small/x.jpg"], "write-failed", both, shell=small)
    case("output-full-disk-frames", ["frames", "v.mp4", "--output-dir", "small", "--size", "720p"], "write-failed / ok", clip, shell=small)
    fixed = 'mkdir fixed && mount -t tmpfs none fixed && mount -o remount,ro fixed && "$@"'
    case("output-read-only-folder", fit + ["fixed/x.jpg"], "cannot-create", both, shell=fixed)


def good_clip():
    return seeds.mp4()


def clip(name="v.mp4"):
    with open(name, "wb") as file:
        file.write(good_clip())


# Drafts.

def draft(members, name="draft.json"):
    task = {"taskType": "videoInference", "model": "bytedance:seedance@2.0-mini", "positivePrompt": "A lake at dawn.", "duration": 5, "resolution": "720p"}
    task.update(members)
    with open(name, "w") as file:
        json.dump(task, file)


def first(image):
    return lambda: draft({"inputs": {"frameImages": [{"image": image() if callable(image) else image, "frame": "first"}]}})


def uri(data, kind="image/png"):
    return f"data:{kind};base64," + base64.b64encode(data).decode()


def raw(data):
    def setup():
        with open("draft.json", "wb") as file:
            file.write(data() if callable(data) else data)
    return setup


def drafts():
    prepare = ["prepare", "draft.json", "-o", "task.json"]
    nothing = lambda: ["wrote a task"] if os.path.exists("task.json") else []  # noqa: E731
    bad = "invalid / invalid-json / limit-exceeded"

    def refused(name, setup, expected="invalid", check=nothing):
        case("draft-" + name, prepare, expected, setup, check)

    def bomb(width, height):
        return png(header(width, height), chunk(b"IDAT", seeds.deflated_zeros(1 << 20)))

    refused("data-uri-of-4-gigapixels", first(lambda: uri(bomb(65535, 65535))), "ok / invalid", lambda: ())  # it is passed on, and not decoded
    refused("data-uri-of-150-megabytes", first(lambda: "data:image/png;base64," + "A" * 150_000_000), bad)
    refused("data-uri-in-a-data-uri", first(lambda: uri(uri(STICKER.read_bytes()).encode())))
    refused("data-uri-of-a-svg", first(uri(b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', "image/svg+xml")))
    refused("data-uri-svg-called-png", first(uri(b"<svg/>", "image/png")))
    refused("data-uri-png-called-jpeg", first(lambda: uri(STICKER.read_bytes(), "image/jpeg")), "invalid / ok", lambda: ())
    refused("data-uri-of-a-playlist", first(uri(b"#EXTM3U\nfile:///etc/passwd\n", "video/mp4")))
    refused("data-uri-not-base64", first("data:image/png;base64,%%%%not base64%%%%"))
    refused("data-uri-percent-encoded", first("data:image/png,%89PNG%0D%0A"))
    refused("data-uri-without-a-comma", first("data:image/png;base64"))
    refused("data-uri-with-a-million-parameters", first("data:image/png" + ";a=b" * 1_000_000 + ";base64,AAAA"))
    refused("names-a-system-file", first("file:/etc/passwd"))
    refused("names-a-system-file-by-dots", first("file:../../../../../../../../etc/passwd"))
    refused("names-a-fifo", lambda: (first("file:fifo.jpg")(), os.mkfifo("fifo.jpg")))
    refused("names-a-device", first("file:/dev/zero"))
    refused("names-itself", first("file:draft.json"))
    refused("names-an-address", first("file:http://127.0.0.1:9/x.jpg"))
    refused("names-a-frame-of-a-playlist", lambda: (first("file:list.mp4#last")(), raw_file("list.mp4", b"#EXTM3U\nfile:///etc/passwd\n")))
    refused("inputs-1048576", lambda: draft({"inputs": {"referenceImages": ["file:/etc/passwd"] * (1 << 20)}}), "limit-exceeded")
    refused("inputs-of-the-wrong-type", lambda: draft({"inputs": {"frameImages": {"image": [[[1]]]}}}))
    refused("input-is-a-number", lambda: draft({"inputs": {"frameImages": [{"image": 1e308, "frame": -2**63}]}}))
    refused("json-nested-100000-deep", raw(b"[" * 100_000 + b"]" * 100_000), bad)
    refused("json-objects-nested-100000-deep", raw(b'{"a":' * 100_000 + b"1" + b"}" * 100_000), bad)
    refused("json-unfinished", raw(b'{"taskType":"videoInf'), bad)
    refused("json-number-of-a-million-digits", raw(b'{"duration":' + b"9" * 1_000_000 + b"}"), bad)
    refused("json-exponent-beyond", raw(b'{"duration":1e999999999}'), bad)
    refused("json-invalid-utf-8", raw(b'{"positivePrompt":"\xff\xfe"}'), bad)
    refused("json-lone-surrogate", raw(b'{"positivePrompt":"\\ud800"}'), bad)
    refused("json-of-zeros", raw(bytes(100_000)), bad)
    refused("json-same-member-100000-times", raw(b'{' + b'"duration":5,' * 100_000 + b'"duration":5}'), bad)
    refused("json-of-300-megabytes-of-blanks", raw(lambda: b" " * 300_000_000), bad + " / empty")
    refused("is-a-picture", copy("draft.json"), bad)
    refused("array-of-200000-tasks", raw(lambda: b"[" + b"{}," * 199_999 + b"{}]"), "limit-exceeded")


def raw_file(name, data):
    with open(name, "wb") as file:
        file.write(data)


places()
names()
outputs()
drafts()

#!/usr/bin/env python3
"""Times seedance and its peers as whole processes, side by side in one run, and prints one table.

See README.md beside this file. Exit codes: 0 everything that is on this machine ran; 1 something failed to run;
2 the benchmark could not start.
"""

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
try:
    import numpy  # noqa: F401
    from PIL import Image
except ImportError as missing:
    sys.exit(f"bench.py: {missing}; on Debian and Ubuntu: apt install python3-numpy python3-pil")

import inputs
from peers import Command, FrameJob, Job, Seedance, centred, find_decoders, find_peers
from reference import Scorer, Window, compare
from runner import Runner

PICTURES = {
    "jpeg24": "one 24-megapixel JPEG to JPEG 95",
    "png12": "one 12-megapixel PNG to PNG",
    "eight": "eight 12-megapixel JPEGs in one call to JPEG 95",
}
CODED = {  # the whole fit to JPEG 95, each with the programs that decode it alone and the target against them
    "heic12": {"heif-convert": 1},
    "avif12": {"avifdec": 1, "avifdec, all jobs": 1},
}
FRAMES = {  # each with the target against ffmpeg, which is asked for the last frame alone
    "frames10": 0.4,  # the last frame of ten minutes of 1080p without B-frames
    "frames10b": 0.3,  # the same with B-frames
    "both5": 0.6,  # both frames of five seconds of 720p with B-frames
}
# Each of them is done on every content: frames10-natural, frames10-testsrc2 and so on.
FILMED = {f"{job}-{content}": limit for content in inputs.CONTENTS for job, limit in FRAMES.items()}
CHECKED = {  # what `verify` does, each with the target against ffmpeg; the three minutes are for memory alone
    **{f"{job}-{content}": 1 for content in inputs.CONTENTS for job in ("verify5", "verify15")},
    "quick": None,
    "verify180-natural": None,
}
ICC = 10  # milliseconds that a colour profile may add to the picture of jpeg24
LOOKED = {  # `--focus attention` beside `--focus center`, each with its input and the row that it is cut to
    "attention": ("jpeg24", "720p:16:9", "jpg"),
    "attention-tall": ("jpeg24", "720p:9:16", "jpg"),
    "attention-png": ("png12", "720p:16:9", "png"),
}
JOBS = [*PICTURES, "icc", *LOOKED, *CODED, *FILMED, *CHECKED, "startup"]
CENTER = "seedance --focus center"
ROUNDS = {"verify180-natural": 2}  # at most
# The rows beside frames10 and verify180 that show whether the length of a video matters.
MINUTE = "seedance, 1 minute"
SHORT = "seedance, 5 seconds"


class Row:
    """A command and what was measured of it."""

    def __init__(self, job, command, version=""):
        self.job, self.command, self.version = job, command, version
        self.runs = []  # one per round, in the order of rounds
        self.failure = None
        self.scores = []  # one per result
        self.found = None  # the window of a program that chooses its own

    seconds = property(lambda self: [run["seconds"] for run in self.runs])
    median = property(lambda self: statistics.median(self.seconds))
    cpu = property(lambda self: statistics.median(run["cpu"] for run in self.runs))
    peak = property(lambda self: max(run["peak"] for run in self.runs))
    measured = property(lambda self: self.failure is None and bool(self.runs))
    psnr = property(lambda self: statistics.mean(score["psnr"] for score in self.scores))
    worst = property(lambda self: min(score["psnr"] for score in self.scores))

    @property
    def mean(self):
        """Mean error of R, G and B over all results."""
        return [statistics.mean(channel) for channel in zip(*(score["mean"] for score in self.scores))]

    @property
    def size(self):
        return sum(score["bytes"] for score in self.scores) / len(self.scores)


def main():
    options = parse()
    seedance = Seedance(options.seedance)
    if not os.access(seedance.path, os.X_OK):
        print(f"bench.py: {options.seedance} is not there or not executable: build it first "
              "(swift build -c release)", file=sys.stderr)
        return 2
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    say("making inputs (once)" if not (out / f"inputs-v{inputs.VERSION}").exists() else "inputs are there")
    sources = inputs.make(out)
    peers = find_peers()
    ffmpeg = next(peer.path for peer in peers if peer.name == "ffmpeg")
    unfilmed = [name for name in options.jobs if name in FILMED | CHECKED and not ffmpeg]
    options.jobs = [name for name in options.jobs if name not in unfilmed]
    if any(name in CODED for name in options.jobs):
        say("making HEIC and AVIF (once) or finding them")
        sources |= inputs.make_coded(out, ffmpeg, shutil.which("avifenc"))
        unfilmed += [name for name in options.jobs if name in CODED and name not in sources]
        options.jobs = [name for name in options.jobs if name not in unfilmed]
    for make, jobs in ((inputs.make_videos, FILMED), (inputs.make_clips, CHECKED)):
        if not any(name in jobs for name in options.jobs):
            continue
        say("making videos (once, some minutes) or finding them")
        try:
            sources |= make(out, ffmpeg)
        except (subprocess.CalledProcessError, OSError) as error:
            print(f"bench.py: the videos cannot be made: {error}", file=sys.stderr)
            return 2
    profiled = inputs.make_profiled(out, sources["jpeg24"]) if "icc" in options.jobs else {}
    runner = Runner(out)
    load = os.getloadavg()[0]

    rows = []
    for name in options.jobs:
        plan = (picture_rows if name in PICTURES else look_rows if name in LOOKED
                else coded_rows if name in CODED else frame_rows if name in FILMED
                else check_rows if name in CHECKED else startup_rows)
        of_job = (icc_rows(profiled, seedance, out) if name == "icc"
                  else plan(name, sources, seedance, peers, runner, out))
        time_rows(of_job, min(options.rounds, ROUNDS.get(name, options.rounds)), runner)
        rows += of_job
    notes = [f"{peer.name} is not on this machine and was not measured (package {peer.package})"
             for peer in peers if not peer.path]
    if unfilmed:
        notes.append(f"without ffmpeg or avifenc there are no inputs for {', '.join(unfilmed)}: not measured")
    if "startup" in options.jobs and any(peer.name == "vipsthumbnail" and not peer.answer for peer in peers):
        notes.append("vips is not on this machine, so `vips --version` was not measured (package libvips-tools)")
    notes += same_quality_note(rows, seedance, runner)
    runner.close()
    notes += score_rows(rows, out) + score_frames(rows)

    targets = judge(rows)
    head = machine(options, load)
    report(head, rows, targets, notes)
    if options.json:
        options.json.write_text(json.dumps(machine_output(head, rows, targets, notes), indent=1) + "\n")
    return 1 if any(row.failure for row in rows) else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seedance", default=".build/release/seedance", help="the binary under test")
    parser.add_argument("--rounds", type=int, default=10, help="timed runs of every command (default 10)")
    parser.add_argument("--jobs", nargs="+", choices=JOBS, default=JOBS, metavar="JOB",
                        help=f"default: all of {', '.join(JOBS)}")
    parser.add_argument("--out", type=Path, default=HERE / "out", help="inputs, results and caches")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured as JSON")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    return options


# What is run

def picture_rows(name, sources, seedance, peers, runner, out):
    given = sources[name] if isinstance(sources[name], list) else [sources[name]]
    job = Job(name, given, "png" if name == "png12" else "jpg", out / "results" / name)
    folder(job.folder / seedance.name)
    ours = Row(name, Command(seedance.name, seedance.fit(job), ours=True), seedance.version())
    try:
        ours.command = seedance.command(job, runner)
    except (RuntimeError, ValueError, KeyError) as error:
        ours.failure = str(error)
        with Image.open(given[0]) as picture:
            job.window = centred(*picture.size)
    rows = [ours]
    for peer in peers:
        command = peer.build(peer.path, job, peer.name) if peer.path and peer.build else None
        if command:
            folder(job.folder / peer.name)
            rows.append(Row(name, command, peer.version))
    return rows


def icc_rows(profiled, seedance, out):
    rows = []
    for name, source in profiled.items():
        job = Job("icc", [source], "jpg", out / "results" / "icc" / source.stem)
        folder(job.folder / seedance.name)
        command = Command(name, seedance.fit(job), job.outputs(seedance.name), ours=name == inputs.PLAIN)
        rows.append(Row("icc", command, seedance.version()))
    return rows


def look_rows(name, sources, seedance, peers, runner, out):
    source, size, extension = LOOKED[name]
    folder(out / "results" / name)
    rows = [Row(name, seedance.look(sources[source], size, focus, out / "results" / name / f"{focus}.{extension}",
                                    "seedance" if focus == "attention" else CENTER), seedance.version())
            for focus in ("attention", "center")]
    vips = next((peer for peer in peers if peer.name == "vipsthumbnail" and peer.path), None)
    if vips and extension == "jpg":
        output = out / "results" / name / "vips.jpg"
        argv = [vips.path, sources[source], "--size", "x".join(map(str, rows[0].command.size)), "--smartcrop",
                "attention", "-o", f"{output}[Q=95,subsample_mode=off]"]
        rows.append(Row(name, Command(vips.name, argv, [output], size=rows[0].command.size), vips.version))
    return rows


def coded_rows(name, sources, seedance, peers, runner, out):
    job = Job(name, [sources[name]], "jpg", out / "results" / name)
    folder(job.folder / seedance.name)
    rows = [Row(name, seedance.decoded(job), seedance.version())]
    for peer, options, ending in find_decoders()[name]:
        if peer.path:
            rows.append(Row(name, Command(peer.name, [peer.path, *options, sources[name],
                                                      job.folder / f"decoded.{ending}"])))
    return rows


def frame_rows(name, sources, seedance, peers, runner, out):
    places = ("first", "last") if name.startswith("both") else ("last",)
    job = FrameJob(sources[name], places, out / "results" / name)
    rows = [Row(name, seedance.frames(job), seedance.version())]
    if name.startswith("frames10-"):
        minute = FrameJob(sources[name.replace("frames10", "frames1")], places, job.folder)
        rows.append(Row(name, seedance.frames(minute, MINUTE, ours=False)))
    rows += [Row(name, peer.last(peer.path, job, peer.name), peer.version)
             for peer in peers if peer.path and peer.last]
    for row in rows:
        folder(job.folder / row.command.program)
    return rows


def check_rows(name, sources, seedance, peers, runner, out):
    version = seedance.version()
    if name == "quick":
        return [Row(name, seedance.verify(sources["verify5-natural"], "--quick"), version)]
    if name == "verify180-natural":
        return [Row(name, seedance.verify(sources[name], "--timeout", "600"), version),
                Row(name, seedance.verify(sources["verify5-natural"], name=SHORT, ours=False))]
    return [Row(name, seedance.verify(sources[name]), version),
            *(Row(name, peer.check(peer.path, sources[name], peer.name), peer.version)
              for peer in peers if peer.path and peer.check)]


def startup_rows(name, sources, seedance, peers, runner, out):
    version = seedance.version()
    ours = [Row(name, Command("seedance sizes", [seedance.path, "sizes"], expects="1280", ours=True), version),
            Row(name, Command("seedance validate", [seedance.path, "validate", sources["task"], "--json"],
                              expects='"valid":true'), version)]
    theirs = [Row(name, Command(" ".join([os.path.basename(peer.answer[0]), *peer.answer[1:]]), peer.answer),
                  peer.version) for peer in peers if peer.path and peer.answer]
    return ours + theirs


def folder(path):
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)


def time_rows(rows, rounds, runner):
    """A warm-up, then rounds in which every command runs once, in an order shuffled anew for each round."""
    for number in range(rounds + 1):
        order = [row for row in rows if row.failure is None]
        random.Random(number).shuffle(order)
        for row in order:
            say(f"{row.job}: round {number} of {rounds}: {row.command.program}")
            result = run_once(row, runner)
            if number > 0 and row.failure is None:
                row.runs.append(result)
    say("")


def run_once(row, runner):
    for output in row.command.outputs:
        output.unlink(missing_ok=True)
    result = runner.run(row.command.argv, row.command.folder, row.command.timeout)
    row.failure = defect(row.command, result)
    return result


def defect(command, result):
    """Why a run does not count, or None."""
    if result.get("spawn"):
        return f"cannot be started: {result['spawn']}"
    if result["timedOut"]:
        return "timed out"
    if result["exit"] not in command.exits:
        return f"exit {result['exit']}: {result['stderr'].strip() or result['stdout'].strip()}"
    if command.expects not in result["stdout"].replace(" ", ""):
        return f"did not print {command.expects}"
    for output in command.outputs:
        if not output.exists():
            return f"made no {output}"
        with Image.open(output) as picture:
            if picture.size != command.size:
                return f"{output.name} is {picture.size[0]}x{picture.size[1]}"
    return None


def same_quality_note(rows, seedance, runner):
    """Says whether our default really is quality 95, which is what the peers are given."""
    ours = find(rows, "jpeg24", "seedance")
    if not ours or not ours.measured:
        return []
    output = ours.command.outputs[0]
    default = output.read_bytes()
    result = runner.run([*ours.command.argv, "--quality", "95"])
    same = result["exit"] == 0 and output.read_bytes() == default
    return [] if same else [f"seedance fit --quality 95 does not give the same file as the default: "
                            f"{defect(ours.command, result) or 'the bytes differ'}"]


# How good the results are

def score_rows(rows, out):
    scorer, notes = Scorer(out), []
    measured = [row for row in rows if row.measured and row.command.sources]
    for source in dict.fromkeys(source for row in measured for source in row.command.sources):
        for row in measured:
            if source not in row.command.sources:
                continue
            say(f"{row.job}: fidelity of {row.command.program}")
            number = row.command.sources.index(source)
            output = row.command.outputs[number]
            # A program that chooses its own window chooses the same one for every picture of one size.
            score = scorer.score(source, output, row.command.window or row.found)
            row.found = Window(**score["window"])
            row.scores.append({**score, "bytes": output.stat().st_size})
        ours = next((row for row in measured if row.command.ours and source in row.command.sources), None)
        if ours and source == ours.command.sources[0]:
            notes.append(ideal_note(scorer, ours, source, out))
    say("")
    return notes


def score_frames(rows):
    """Compares every frame with what a full decode shows there, and says how well that tells it from its neighbour."""
    notes = []
    for row in (row for row in rows if row.measured and row.command.video):
        for output in row.command.outputs:
            shown, beside = row.command.video.shown[output.stem]
            say(f"{row.job}: fidelity of {row.command.program}")
            row.scores.append({**compare(shown, output), "bytes": output.stat().st_size})
            if row.command.ours:
                notes.append(f"{row.job}: the picture beside the {output.stem} one is "
                             f"{compare(shown, beside)['absolute']:.2f} away from it")
    say("")
    return notes


def ideal_note(scorer, ours, source, out):
    png = ours.command.outputs[0].suffix == ".png"
    options = {} if png else {"quality": 95, "subsampling": "4:4:4"}
    ideal = scorer.ideal(source, ours.command.window, out / f"ideal-{ours.job}{'.png' if png else '.jpg'}", options)
    kind = "PNG (rounding to 8 bits)" if png else "libjpeg at 95, 4:4:4"
    return f"{ours.job}: the reference itself, saved as {kind}, has {ideal['psnr']:.1f} dB against itself"


# What comes of it

def find(rows, job, program):
    return next((row for row in rows if row.job == job and row.command.program == program), None)


def ratio(rows, row, other):
    """Median over rounds of row / other, both from the same round, so that drift of the machine cancels."""
    return statistics.median(a / b for a, b in zip(row.seconds, other.seconds))


def judge(rows):
    """The figures that the package set itself, each with what was measured."""
    targets = []

    def target(what, needs, value, reaches, shown):
        if any(row is None or not row.measured for row in needs):
            targets.append({"target": what, "measured": None, "reached": None})
            return
        got = value(*needs)
        targets.append({"target": what, "measured": got, "shown": shown.format(got), "reached": reaches(got)})

    def against(job, peer, limit):
        target(f"{job}: time ≤ {limit} of {peer}", [find(rows, job, "seedance"), find(rows, job, peer)],
               lambda ours, theirs: ratio(rows, ours, theirs), lambda value: value <= limit, "{:.2f}")

    jobs = list(dict.fromkeys(row.job for row in rows))
    if "jpeg24" in jobs:
        against("jpeg24", "vipsthumbnail", 0.65)
        against("jpeg24", "ffmpeg", 0.4)
        target("jpeg24: peak memory < 100 MB", [find(rows, "jpeg24", "seedance")], lambda ours: ours.peak / 1e6,
               lambda value: value < 100, "{:.0f} MB")
    if "eight" in jobs:
        against("eight", "vipsthumbnail", 0.4)
    for job in (job for job in jobs if job in PICTURES):
        ours, vips = find(rows, job, "seedance"), find(rows, job, "vipsthumbnail")
        target(f"{job}: PSNR ≥ vipsthumbnail − 0.5 dB", [ours, vips], lambda a, b: a.psnr - b.psnr,
               lambda value: value >= -0.5, "{:+.2f} dB")
        target(f"{job}: |mean error| < 0.1 in every channel", [ours],
               lambda row: max(abs(value) for score in row.scores for value in score["mean"]),
               lambda value: value < 0.1, "{:.3f}")
    for row in (row for row in rows if row.job == "icc"):
        plain = find(rows, "icc", inputs.PLAIN_INKS if "CMYK" in row.command.program else inputs.PLAIN)
        if row is plain:
            continue
        target(f"icc: {row.command.program} adds < {ICC} ms", [row, plain],
               lambda ours, other: 1000 * statistics.median(a - b for a, b in zip(ours.seconds, other.seconds)),
               lambda value: value < ICC, "{:+.1f} ms")
    for job in (job for job in jobs if job in LOOKED):
        target(f"{job}: adds < 15 ms to {CENTER}", [find(rows, job, "seedance"), find(rows, job, CENTER)],
               lambda ours, plain: statistics.median(a - b for a, b in zip(ours.seconds, plain.seconds)) * 1000,
               lambda value: value < 15, "{:+.1f} ms")
    for job in (job for job in jobs if job in CODED):
        for peer, limit in CODED[job].items():
            against(job, peer, limit)
        target(f"{job}: peak memory < 300 MB", [find(rows, job, "seedance")], lambda row: row.peak / 1e6,
               lambda value: value < 300, "{:.0f} MB")
    for job in (job for job in jobs if job in FILMED):
        ours = find(rows, job, "seedance")
        against(job, "ffmpeg", FILMED[job])
        if not job.startswith("both"):
            against(job, "PyAV", 1)
        if job.startswith("frames10-"):
            against(job, MINUTE, 1.1)
        target(f"{job}: peak memory < 150 MB", [ours], lambda row: row.peak / 1e6, lambda value: value < 150,
               "{:.0f} MB")
        target(f"{job}: mean |error| against a full decode < 1", [ours],
               lambda row: max(score["absolute"] for score in row.scores), lambda value: value < 1, "{:.2f}")
    for job in (job for job in jobs if job in CHECKED):
        ours = find(rows, job, "seedance")
        if CHECKED[job]:
            against(job, "ffmpeg", CHECKED[job])
        if job.startswith("verify5-"):
            target(f"{job}: peak memory < 250 MB", [ours], lambda row: row.peak / 1e6, lambda value: value < 250,
                   "{:.0f} MB")
        if job == "quick":
            target("quick: time < 70 ms", [ours], lambda row: row.median * 1000, lambda value: value < 70, "{:.0f} ms")
        if job == "verify180-natural":
            short = find(rows, job, SHORT)
            target(f"{job}: peak memory ≤ {SHORT} + 20 % or 30 MB", [ours, short],
                   lambda row, other: (row.peak - other.peak) / 1e6,
                   lambda value, short=short: value <= max(0.2 * short.peak / 1e6, 30), "{:+.0f} MB")
    if "startup" in jobs:
        for verb, limit in (("sizes", 80), ("validate", 150)):
            target(f"startup: {verb} < {limit} ms", [find(rows, "startup", f"seedance {verb}")],
                   lambda row: row.median * 1000, lambda value, limit=limit: value < limit, "{:.0f} ms")
    return targets


# Printing

def machine(options, load):
    return {
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cpu": cpu_name(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load": round(load, 2),
        "rounds": options.rounds,
    }


def cpu_name():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def report(head, rows, targets, notes):
    print(f"{head['date']}, {head['cpu']}, {head['cores']} cores, {head['system']}, {head['rounds']} rounds, "
          f"load before {head['load']}")
    if head["load"] > 0.3 * head["cores"]:
        print("The machine was busy: believe the ratios more than the times.")
    print()
    print_table(["job", "program", "median ms", "min…max", "CPU ms", "theirs/ours", "ours/theirs", "peak MB", "KB",
                 "PSNR dB", "mean error R G B"], [cells(row, rows) for row in rows])
    failures = [row for row in rows if row.failure]
    for row in failures:
        print(f"\n{row.job}, {row.command.program} failed: {row.failure[:2000]}")
        print("  " + " ".join(map(str, row.command.argv))[:2000])
    print()
    print_table(["target", "measured", ""], [
        [item["target"], item.get("shown", "–"),
         "not measured" if item["reached"] is None else "reached" if item["reached"] else "NOT reached"]
        for item in targets])
    if notes:
        print()
    for note in notes:
        print(f"- {note}")


def cells(row, rows):
    title = f"{row.command.program} {row.version}".strip()
    if not row.measured:
        return [row.job, title, "failed"] + ["–"] * 8
    ours = next(other for other in rows if other.job == row.job and other.command.ours)
    both = ["", ""]
    if row is not ours and ours.measured:
        both = [f"{ratio(rows, row, ours):.2f}", f"{ratio(rows, ours, row):.2f}"]
    fidelity = ["", "", ""]
    if row.scores:
        spread = f" (≥ {row.worst:.2f})" if len(row.scores) > 1 else ""
        fidelity = [f"{row.size / 1000:.0f}", f"{row.psnr:.2f}{spread}", " ".join(f"{v:+.3f}" for v in row.mean)]
    return [row.job, title, f"{row.median * 1000:.0f}",
            f"{min(row.seconds) * 1000:.0f}…{max(row.seconds) * 1000:.0f}", f"{row.cpu * 1000:.0f}", *both,
            f"{row.peak / 1e6:.0f}", *fidelity]


def print_table(head, lines):
    widths = [max(len(line[column]) for line in [head, *lines]) for column in range(len(head))]
    numbers = [column for column in range(len(head)) if 2 <= column <= 9 and len(head) > 3]

    def show(line):
        print("| " + " | ".join(text.rjust(width) if column in numbers else text.ljust(width)
                                for column, (text, width) in enumerate(zip(line, widths))) + " |")

    show(head)
    print("|" + "|".join("-" * (width + 1) + (":" if column in numbers else "-")
                         for column, width in enumerate(widths)) + "|")
    for line in lines:
        show(line)


def machine_output(head, rows, targets, notes):
    return {"machine": head, "targets": targets, "notes": notes, "rows": [{
        "job": row.job, "program": row.command.program, "version": row.version, "ours": row.command.ours,
        "argv": [str(word) for word in row.command.argv], "failure": row.failure,
        "seconds": row.seconds, "cpu": [run["cpu"] for run in row.runs], "peak": [run["peak"] for run in row.runs],
        "results": [{"output": str(output), **score} for output, score in zip(row.command.outputs, row.scores)],
    } for row in rows]}


def say(text):
    """Progress, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Many tasks through the stand-in with random faults: are all delivered, each charged once, and is memory flat?

    python3 Benchmarks/fleet.py --seedance .build/release/seedance [--tasks 500] [--faults 5]

Prints one line as JSON: what was delivered, seconds, and the client's resident megabytes after each tenth of the tasks.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import uuid


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seedance", required=True)
    parser.add_argument("--tasks", type=int, default=500)
    parser.add_argument("--faults", type=float, default=5, help="per cent of all requests")
    parser.add_argument("--size", default="864x496")
    parser.add_argument("--duration", type=int, default=4)
    return parser.parse_args()


def task(number, options):
    width, height = map(int, options.size.split("x"))
    return {
        "taskType": "videoInference", "taskUUID": str(uuid.uuid4()), "model": "bytedance:seedance@2.0-mini",
        # A few scenes, so that the stand-in's rendering is not what is measured.
        "positivePrompt": f"A balloon drifts over lake number {number % 8}.",
        "width": width, "height": height, "duration": options.duration, "includeCost": True,
    }


def resident(process, field="VmRSS"):
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1000
    return 0


FAULTS = ["status=503", "status=429", "lost", "refuse", "cut=40", "body=html"]


def main():
    options = arguments()
    seedance = os.path.abspath(options.seedance)
    with tempfile.TemporaryDirectory(prefix="seedance-fleet-") as folder:
        rules = []
        share = options.faults / len(FAULTS)
        for fault in FAULTS:
            rules += ["--fail", f"*:{fault}@{share:g}%"]
        service = subprocess.Popen([seedance, "serve", *rules], stdout=subprocess.PIPE, text=True)
        try:
            address = json.loads(service.stdout.readline())["url"]
            file = pathlib.Path(folder, "tasks.json")
            file.write_text(json.dumps([task(number, options) for number in range(options.tasks)]))
            videos = pathlib.Path(folder, "videos")
            videos.mkdir()
            environment = dict(os.environ, RUNWARE_BASE_URL=address, RUNWARE_API_KEY="fleet")
            begin = time.monotonic()
            client = subprocess.Popen(
                [seedance, "submit", str(file), "--output-dir", str(videos), "--json",
                 "--ledger", str(pathlib.Path(folder, "ledger.db"))],
                stdout=subprocess.PIPE, env=environment, text=True)
            states, costs, memory, descriptors, peak = {}, 0.0, [], [], 0
            for count, line in enumerate(client.stdout, 1):
                delivery = json.loads(line)
                state = delivery.get("state", "error")
                states[state] = states.get(state, 0) + 1
                costs += float(delivery.get("cost") or 0)
                if count % max(1, options.tasks // 10) == 0:
                    memory.append(round(resident(client)))
                    descriptors.append(len(os.listdir(f"/proc/{client.pid}/fd")))
                    peak = max(peak, resident(client, "VmHWM"))
            code = client.wait()
            files = sorted(path.suffix for path in videos.iterdir())
            print(json.dumps({
                "tasks": options.tasks, "states": states, "exit": code, "seconds": round(time.monotonic() - begin, 1),
                "megabytes": memory, "peakMegabytes": round(peak), "descriptors": descriptors,
                "videos": files.count(".mp4"), "parts": files.count(".part"), "cost": round(costs, 3),
            }))
        finally:
            service.terminate()
            service.wait(10)


if __name__ == "__main__":
    sys.exit(main())

"""Runs one command and watches what it costs: time, memory of the whole process tree, and what it leaves behind."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

OWN = os.readlink("/proc/self/exe")


@dataclass
class Ended:
    code: int  # negative: the signal
    out: bytes
    err: bytes
    seconds: float
    peak: int  # bytes, of all processes together
    left: list  # processes of its session that outlived it


def children(pid):
    """All descendants of a process, itself included."""
    found, queue = [], [pid]
    while queue:
        pid = queue.pop()
        found.append(pid)
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children") as file:
                    queue += map(int, file.read().split())
        except OSError:
            continue
    return found


def memory(pid):
    """What a process has in memory of its own, shared pages divided among their users; 0 where it has ended, or is still
    a copy of this one. (What `wait4` tells of a child's peak counts this process's, too.)"""
    try:
        if os.readlink(f"/proc/{pid}/exe") == OWN:
            return 0
        with open(f"/proc/{pid}/smaps_rollup") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def session(leader):
    """Processes of a session, zombies left out."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if fields[3] == str(leader) and fields[0] not in "ZX":
            found.append(int(name))
    return found


def run(command, folder, *, limit, stdin=None, environment=None):
    """Kills everything after `limit` seconds; the code is then -9."""
    begin = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, stdin=stdin or subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env=environment)
    output = {}
    readers = [threading.Thread(target=lambda k=k, f=f: output.__setitem__(k, f.read()), daemon=True)
               for k, f in (("out", process.stdout), ("err", process.stderr))]
    for reader in readers:
        reader.start()
    peak = 0
    while True:
        peak = max(peak, sum(memory(pid) for pid in children(process.pid)))
        ended, status = os.waitpid(process.pid, os.WNOHANG)
        if ended:
            break
        if time.monotonic() - begin > limit:
            os.killpg(process.pid, signal.SIGKILL)
            _, status = os.waitpid(process.pid, 0)
            break
        time.sleep(0.01)
    seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    left = session(process.pid)
    patience = time.monotonic() + 0.5
    while left and time.monotonic() < patience:
        time.sleep(0.02)
        left = session(process.pid)
    for pid in left:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    for reader in readers:
        reader.join(2)
    process.stdout.close()
    process.stderr.close()
    return Ended(process.returncode, output.get("out", b""), output.get("err", b""), seconds, peak, left)

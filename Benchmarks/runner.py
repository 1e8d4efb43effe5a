"""Runs one command after the other and measures each as a whole process.

This runs as a process of its own, without numpy or Pillow, because Linux counts the memory of the process
that spawns towards the peak of the one that is spawned: a parent of 300 MB would give every command a peak of
300 MB. So the least peak that can be seen here is that of a bare Python, about 12 MB.

One JSON object per line on standard input ({"argv", "folder", "stdout", "stderr", "timeout"}), one per line back.
"""

import json
import os
import signal
import subprocess
import sys
import time


def measure(argv, folder, stdout, stderr, timeout):
    """Wall time, CPU time and peak memory of one process; peak is that of the largest process in its tree."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, stderr, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    ]
    os.chdir(folder)
    child = 0

    def stop(*_):
        if child:
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(timeout)
    start = time.perf_counter()
    child = os.posix_spawn(argv[0], argv, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    signal.alarm(0)
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes on macOS, KiB on Linux
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * unit,
        "timedOut": seconds >= timeout,
    }


class Runner:
    """The other end: starts this file as a process and hands it commands."""

    def __init__(self, folder):
        self.stdout, self.stderr = folder / "stdout.txt", folder / "stderr.txt"
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, argv, folder=None, timeout=120):
        """Measures `argv`, run in `folder`; the result also has what the command printed, as `stdout` and `stderr`."""
        request = {"argv": [str(word) for word in argv], "folder": str(folder or self.folder),
                   "stdout": str(self.stdout), "stderr": str(self.stderr), "timeout": timeout}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        result = json.loads(self.process.stdout.readline())
        for name in ("stdout", "stderr"):
            path = getattr(self, name)
            result[name] = path.read_text(errors="replace") if path.exists() else ""
        return result

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    for line in sys.stdin:
        try:
            result = measure(**json.loads(line))
        except OSError as error:
            result = {"exit": 127, "seconds": 0, "cpu": 0, "peak": 0, "timedOut": False, "spawn": str(error)}
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()

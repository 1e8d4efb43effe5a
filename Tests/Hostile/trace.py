"""What a run opened, wrote and connected to, by strace."""

import os
import re
import shutil

#: Read while a program starts and loads its libraries, or asks what machine it is on; none says anything of a file's contents.
READABLE = (
    "/lib/", "/lib64/", "/usr/lib/", "/usr/local/lib/", "/etc/ld.so", "/usr/share/locale", "/proc/self/", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat",
    "/proc/sys/", "/proc/filesystems", "/proc/mounts", "/sys/devices/system/", "/sys/fs/cgroup/", "/sys/kernel/mm/", "/etc/ssl/openssl.cnf",
    "/dev/urandom", "/dev/null", "/etc/gcrypt/",
)
LIBRARY = re.compile(r"\.so(\.\d+)*$")
#: Kinds of sockets that are no network.
LOCAL = ("AF_UNIX", "AF_LOCAL")
CALLS = "open,openat,openat2,creat,socket,socketpair,connect,bind,listen,sendto,sendmsg,execve,execveat,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,truncate,mknod,mknodat,chmod,fchmodat,chown,fchownat,ptrace,kill,tkill"
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE")
LINE = re.compile(r'^(?:\d+ +)?(\w+)\((.*)\) += (-?\w+)')
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def available():
    return shutil.which("strace") is not None


def wrapped(words, log):
    return ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=" + CALLS, "-o", log, *words]


def violations(log, path, out):
    """Everything in a log that decoding one file has no business with."""
    found, started = [], False
    with open(log, errors="replace") as file:
        for line in joined(file):
            match = LINE.match(line)
            if not match:
                continue
            call, arguments, result = match.groups()
            names = [unescaped(n) for n in QUOTED.findall(arguments)]
            if call.startswith("exec"):
                # A worker is the same program again; nothing else is executed.
                if started and names and not (names[0] == "/proc/self/exe" or os.path.basename(names[0]) == "seedance"):
                    found.append(f"executed {names[0]}")
                started = True
            elif call in ("open", "openat", "openat2", "creat"):
                found += opened(call, arguments, names, result, path, out)
            elif call in ("socket", "connect", "bind", "listen", "sendto", "sendmsg"):
                network = re.search(r"(AF|PF)_[A-Z0-9]+", arguments)
                if network and network.group(0) not in LOCAL or call in ("connect", "bind", "listen"):
                    found.append(f"tried the network: {call}({arguments[:80]})")
            elif call in ("unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat",
                          "truncate", "mknod", "mknodat", "chmod", "fchmodat", "chown", "fchownat"):
                found += [f"{call} of {n}" for n in names if n and not inside(n, out) and not n.startswith("/proc/self/fd/")]
    return sorted(set(found))


def joined(file):
    """Lines with calls that strace has cut in two put together again."""
    waiting = {}
    for line in file:
        pid = line.split(" ", 1)[0]
        if line.rstrip().endswith("<unfinished ...>"):
            waiting[pid] = line.rstrip()[:-len("<unfinished ...>")].rstrip()
        elif " resumed>" in line and pid in waiting:
            yield waiting.pop(pid) + line.split(" resumed>", 1)[1]
        else:
            yield line


def unescaped(name):
    return name.encode("latin-1", "replace").decode("unicode_escape", "replace")


def inside(name, folder):
    return os.path.normpath(name) == folder or os.path.normpath(name).startswith(folder + os.sep)


def opened(call, arguments, names, result, path, out):
    if not names:
        return []
    name = names[0]
    if call == "creat" or WRITES.search(arguments):
        if not (inside(name, out) or name in ("/dev/null", "/dev/tty")):
            return [f"opened {name} for writing ({result})"]
        return []
    if name == path or inside(name, out) or "O_PATH" in arguments and not result.isdigit():
        return []
    # Relative names are those of the folder below /proc and /sys that is being walked.
    if not name.startswith("/") or name.startswith(READABLE) or name in ("/", "/proc", "/sys", "/dev") or "O_DIRECTORY" in arguments:
        return [f"opened {name}"] if re.search(r"^(file:|http|concat:|img\d)", name) else []
    # Libraries are looked for beside the program first.
    if re.fullmatch(r"/proc/\d+/.*", name) or LIBRARY.search(name) and result == "-1":
        return []
    return [f"opened {name} ({result})"]

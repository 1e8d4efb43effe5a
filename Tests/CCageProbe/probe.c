#define _GNU_SOURCE
#include "CCageProbe.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef int deed(int given);

static int result(long value) { return value >= 0 ? 0 : errno; }

static int open_to_read(int given) { return result(open("/etc/passwd", O_RDONLY)); }
static int open_relative(int given) { return result(open(".", O_RDONLY | O_DIRECTORY)); }
static int open_proc(int given) { return result(open("/proc/self/maps", O_RDONLY)); }
static int open_device(int given) { return result(open("/dev/null", O_RDONLY)); }
static int open_at(int given) { return result(openat(AT_FDCWD, "/usr/lib", O_RDONLY)); }
static int open_at2(int given) {
    uint64_t how[3] = {O_RDONLY, 0, 0};
    return result(syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", how, sizeof how));
}
static int create_file(int given) { return result(open("/tmp/seedance-probe", O_WRONLY | O_CREAT, 0600)); }
static int create_unnamed(int given) { return result(open("/tmp", O_TMPFILE | O_RDWR, 0600)); }
static int make_folder(int given) { return result(mkdir("/tmp/seedance-probe-folder", 0700)); }
static int remove_file(int given) { return result(unlink("/tmp/seedance-probe-victim")); }
static int rename_file(int given) { return result(rename("/tmp/seedance-probe-victim", "/tmp/seedance-probe-moved")); }
static int link_file(int given) { return result(symlink("/etc/passwd", "/tmp/seedance-probe-link")); }
static int cut_file(int given) { return result(truncate("/tmp/seedance-probe-victim", 0)); }

static int connect_to(int family, int type, const struct sockaddr *address, socklen_t length) {
    int end = socket(family, type, 0);
    if (end < 0) return errno;
    int failure = connect(end, address, length) == 0 ? 0 : errno;
    close(end);
    // Nobody listens: the attempt went out all the same.
    return failure == ECONNREFUSED || failure == ENOENT ? 0 : failure;
}
static int connect_tcp(int given) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return connect_to(AF_INET, SOCK_STREAM, (void *)&address, sizeof address);
}
static int connect_udp(int given) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(53), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return connect_to(AF_INET, SOCK_DGRAM, (void *)&address, sizeof address);
}
static int connect_unix(int given) {
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/run/seedance-probe"};
    return connect_to(AF_UNIX, SOCK_STREAM, (void *)&address, sizeof address);
}
static int connect_abstract(int given) {
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "\0seedance-probe"};
    return connect_to(AF_UNIX, SOCK_STREAM, (void *)&address, sizeof address);
}
static int listen_tcp(int given) {
    int end = socket(AF_INET, SOCK_STREAM, 0);
    if (end < 0) return errno;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int failure = bind(end, (void *)&address, sizeof address) == 0 ? 0 : errno;
    close(end);
    return failure;
}
static int pair_of_sockets(int given) {
    int ends[2];
    return result(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
}

static int after_fork(pid_t child) {
    if (child == 0) _exit(0);
    if (child < 0) return errno;
    waitpid(child, NULL, 0);
    return 0;
}
static int fork_process(int given) { return after_fork(fork()); }
static int clone_process(int given) { return after_fork((pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)); }
static int clone3_process(int given) {
    uint64_t arguments[11] = {0};
    arguments[4] = SIGCHLD;
    return after_fork((pid_t)syscall(SYS_clone3, arguments, sizeof arguments));
}
static int execute(int given) {
    char *const arguments[] = {"true", NULL};
    execv("/bin/true", arguments);
    return errno;
}
static int execute_descriptor(int given) {
    char *const arguments[] = {"true", NULL};
    syscall(SYS_execveat, given, "", arguments, NULL, AT_EMPTY_PATH);
    return errno;
}
static int trace_parent(int given) { return result(ptrace(PTRACE_ATTACH, getppid(), 0, 0)); }
static int signal_parent(int given) { return result(kill(getppid(), 0)); }
static int read_parent(int given) {
    char byte;
    struct iovec here = {&byte, 1}, there = {(void *)0x10000, 1};
    long got = syscall(SYS_process_vm_readv, getppid(), &here, 1, &there, 1, 0);
    return got < 0 && errno == EFAULT ? 0 : result(got);
}
static int raise_limit(int given) {
    struct rlimit limit = {1 << 20, 1 << 20};
    return result(setrlimit(RLIMIT_DATA, &limit));
}
static int become_inspectable(int given) { return result(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)); }
static int outlive_parent(int given) { return result(prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0)); }
static int memory_file(int given) { return result(memfd_create("probe", 0)); }
static int executable_memory(int given) {
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? errno : 0;
}
static int memory_made_executable(int given) {
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? errno : result(mprotect(memory, 4096, PROT_READ | PROT_EXEC));
}
static int io_uring(int given) {
    char parameters[256] = {0};
    return result(syscall(425, 4, parameters));
}
static int bpf(int given) {
    char attributes[128] = {0};
    return result(syscall(SYS_bpf, 0, attributes, sizeof attributes));
}
static int user_faults(int given) { return result(syscall(SYS_userfaultfd, 1)); }
static int keys(int given) { return result(syscall(SYS_keyctl, 0, -3, 0, 0, 0)); }
static int new_namespace(int given) { return result(unshare(CLONE_NEWUSER)); }
static int change_root(int given) { return result(chroot("/")); }
static int watch_files(int given) { return result(syscall(SYS_inotify_init1, 0)); }

static int read_given(int given) {
    char byte;
    return result(pread(given, &byte, 1, 0));
}
static int seek_given(int given) { return result(lseek(given, 0, SEEK_END)); }
static void *run_thread(void *context) {
    *(int *)context = 7;
    return NULL;
}
static int start_thread(int given) {
    pthread_t thread;
    int value = 0;
    int failure = pthread_create(&thread, NULL, run_thread, &value);
    if (failure) return failure;
    pthread_join(thread, NULL);
    return value == 7 ? 0 : EINVAL;
}
static int take_memory(int given) {
    char *memory = malloc(32 << 20);
    if (!memory) return ENOMEM;
    memset(memory, 1, 32 << 20);
    free(memory);
    return 0;
}
static int tell_time(int given) {
    struct timespec time;
    return result(clock_gettime(CLOCK_MONOTONIC, &time));
}

static const struct {
    const char *name;
    deed *attempt;
} refused[] = {
    {"open a file to read", open_to_read},
    {"open the working directory", open_relative},
    {"open a file of /proc", open_proc},
    {"open a device", open_device},
    {"open with openat", open_at},
    {"open with openat2", open_at2},
    {"create a file", create_file},
    {"create a file without a name", create_unnamed},
    {"make a folder", make_folder},
    {"remove a file", remove_file},
    {"rename a file", rename_file},
    {"make a symbolic link", link_file},
    {"cut a file", cut_file},
    {"connect by TCP", connect_tcp},
    {"connect by UDP", connect_udp},
    {"connect to a socket with a path", connect_unix},
    {"connect to an abstract socket", connect_abstract},
    {"listen by TCP", listen_tcp},
    {"make a pair of sockets", pair_of_sockets},
    {"fork", fork_process},
    {"clone a process", clone_process},
    {"clone a process by clone3", clone3_process},
    {"execute a program", execute},
    {"execute a descriptor", execute_descriptor},
    {"trace its parent", trace_parent},
    {"send its parent a signal", signal_parent},
    {"read its parent's memory", read_parent},
    {"set limits", raise_limit},
    {"become inspectable", become_inspectable},
    {"outlive its parent", outlive_parent},
    {"make a file in memory", memory_file},
    {"map executable memory", executable_memory},
    {"make memory executable", memory_made_executable},
    {"use io_uring", io_uring},
    {"use bpf", bpf},
    {"handle page faults", user_faults},
    {"read keys", keys},
    {"make a namespace", new_namespace},
    {"change its root", change_root},
    {"watch files", watch_files},
}, allowed[] = {
    {"read what it was given", read_given},
    {"seek in what it was given", seek_given},
    {"start a thread", start_thread},
    {"take memory", take_memory},
    {"tell the time", tell_time},
};

enum { refused_count = sizeof refused / sizeof *refused, allowed_count = sizeof allowed / sizeof *allowed };

int cageprobe_try(const char *deed, int given) {
    for (int index = 0; index < refused_count; index++)
        if (strcmp(refused[index].name, deed) == 0) return refused[index].attempt(given);
    for (int index = 0; index < allowed_count; index++)
        if (strcmp(allowed[index].name, deed) == 0) return allowed[index].attempt(given);
    return -1;
}

const char *const *cageprobe_refused(void) {
    static const char *names[refused_count + 1];
    for (int index = 0; index < refused_count; index++) names[index] = refused[index].name;
    return names;
}

const char *const *cageprobe_allowed(void) {
    static const char *names[allowed_count + 1];
    for (int index = 0; index < allowed_count; index++) names[index] = allowed[index].name;
    return names;
}

const char *cageprobe_started_as(void) { return (const char *)getauxval(AT_EXECFN); }

#define _GNU_SOURCE
#include "CCage.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

int ccage_memory_file(const char *name) {
#ifdef __linux__
    return memfd_create(name, MFD_CLOEXEC);
#else
    (void)name;
    errno = ENOSYS;
    return -1;
#endif
}

int ccage_spawn(const char *path, char *const *arguments, char *const *environment, int socket, int words, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    int failure = posix_spawn_file_actions_init(&actions);
    if (failure) return failure;
    posix_spawnattr_t attributes;
    failure = posix_spawnattr_init(&attributes);
    if (failure) {
        posix_spawn_file_actions_destroy(&actions);
        return failure;
    }
    // Signals as a new process expects them, whatever the caller blocks or ignores; and not of the terminal's group, so
    // that Ctrl-C reaches the caller alone, who then decides.
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP;
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    posix_spawnattr_setflags(&attributes, flags);
    // Standard error first: the descriptor that the socket takes may be the one that `words` is.
    if (!failure && words >= 0) failure = posix_spawn_file_actions_adddup2(&actions, words, 2);
    if (!failure && words < 0) failure = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    if (!failure) failure = posix_spawn_file_actions_adddup2(&actions, socket, ccage_socket);
    if (!failure) failure = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (!failure) failure = posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
#ifdef __linux__
    if (!failure) failure = posix_spawn_file_actions_addclosefrom_np(&actions, ccage_socket + 1);
#endif
    if (!failure) failure = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

bool ccage_grant_processor_time(pid_t pid, double seconds) {
#ifdef __linux__
    clockid_t clock;
    struct timespec used;
    struct rlimit limit;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) return false;
    if (prlimit(pid, RLIMIT_CPU, NULL, &limit) != 0) return false;
    double end = ceil((double)used.tv_sec + 1 + seconds);
    limit.rlim_cur = end < 1e9 ? (rlim_t)end : limit.rlim_max;
    if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
    return prlimit(pid, RLIMIT_CPU, &limit, NULL) == 0;
#else
    (void)pid;
    (void)seconds;
    return false;
#endif
}

int ccage_die_with(pid_t parent) {
#ifdef __linux__
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
#endif
    return getppid() == parent ? 0 : ESRCH;
}

int ccage_forbid_inspection(void) {
#ifdef __linux__
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : errno;
#else
    return 0;
#endif
}

void ccage_name_process(const char *name) {
#ifdef __linux__
    prctl(PR_SET_NAME, name, 0, 0, 0);
#else
    (void)name;
#endif
}

// The sanitizer's allocator takes far more for itself than any decoder does.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
static const bool is_sanitized = true;
#else
static const bool is_sanitized = false;
#endif
#else
static const bool is_sanitized = false;
#endif

static int limit(int resource, uint64_t value) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) return errno;
    rlim_t wanted = (rlim_t)value;
    if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > wanted) limit.rlim_max = wanted;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(resource, &limit) == 0 ? 0 : errno;
}

int ccage_limit(uint64_t memory, uint64_t file_bytes, uint64_t descriptors) {
    // Writing beyond the limit is an error then and no death.
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    int failure = is_sanitized ? 0 : limit(RLIMIT_DATA, memory);
    if (!failure) failure = limit(RLIMIT_FSIZE, file_bytes);
    if (!failure) failure = limit(RLIMIT_NOFILE, descriptors);
    return failure ? failure : limit(RLIMIT_CORE, 0);
}

int ccage_forbid_privileges(void) {
#ifdef __linux__
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno;
#else
    return ENOSYS;
#endif
}

bool ccage_privileges_are_forbidden(void) {
#ifdef __linux__
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
#else
    return false;
#endif
}

int ccage_try_to_open(const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return errno;
    close(descriptor);
    return 0;
}

#define _GNU_SOURCE
#include "CCage.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <dirent.h>

extern char **environ;

// Threads that are not copied would leave their locks behind.
static bool has_one_thread(void) {
    DIR *folder = opendir("/proc/self/task");
    if (!folder) return false;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder));) count += entry->d_name[0] != '.';
    closedir(folder);
    return count == 1;
}

// Keys and tokens live in environments, and this process still has its parent's: the strings themselves go.
static void forget_environment(void) {
    static char *none[] = {NULL};
    for (char **entry = environ; entry && *entry; entry++) explicit_bzero(*entry, strlen(*entry));
    environ = none;
}

// What `ps` shows. The arguments lie behind each other.
static void rename_process(int count, char **arguments, const char *name) {
    if (count < 1) return;
    char *end = arguments[0];
    for (int index = 0; index < count && arguments[index] == end; index++) end += strlen(end) + 1;
    size_t room = (size_t)(end - arguments[0]);
    memset(arguments[0], 0, room);
    strncpy(arguments[0], name, room - 1);
    ccage_name_process(name);
}

static bool settle(int socket, int words) {
    // Standard error first: the descriptor that the socket takes may be the one that `words` is.
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0) return false;
    if (dup2(words >= 0 ? words : nothing, 2) < 0 || dup2(socket, ccage_socket) < 0) return false;
    // Made after the others, so it may have the number that the socket has now.
    int silent = nothing == ccage_socket ? open("/dev/null", O_RDWR) : nothing;
    if (silent < 0 || dup2(silent, 0) < 0 || dup2(silent, 1) < 0) return false;
    if (close_range(ccage_socket + 1, ~0U, 0) != 0) {
        for (int descriptor = ccage_socket + 1; descriptor < 1024; descriptor++) close(descriptor);
    }
    // Signals as a new process has them, and not of the terminal's group: Ctrl-C reaches the parent alone.
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    return sigprocmask(SIG_SETMASK, &none, NULL) == 0 && setpgid(0, 0) == 0;
}

pid_t ccage_fork(int socket, int words, int count, char **arguments, const char *name) {
    // Those are about to become something else.
    if (socket <= 2 || (words >= 0 && words <= 2)) return -EINVAL;
    if (!has_one_thread()) return -EBUSY;
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid != 0) return pid < 0 ? -errno : pid;
    if (ccage_die_with(parent) != 0 || ccage_forbid_inspection() != 0) _exit(70);
    forget_environment();
    rename_process(count, arguments, name);
    if (!settle(socket, words)) _exit(70);
    return 0;
}
#else
pid_t ccage_fork(int socket, int words, int count, char **arguments, const char *name) {
    (void)socket, (void)words, (void)count, (void)arguments, (void)name;
    return -ENOSYS;
}
#endif

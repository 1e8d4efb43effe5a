#define _GNU_SOURCE
#include "CCage.h"

#include <errno.h>

#ifdef __linux__

#include <sys/syscall.h>
#include <unistd.h>

// The kernel's header may be older than the kernel, so the interface is written down here.
// Source: https://docs.kernel.org/userspace-api/landlock.html
struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

enum { create_ruleset = 444, restrict_self = 446 };

int ccage_landlock(void) {
    long version = syscall(create_ruleset, NULL, 0, 1u);
    if (version < 0) return -errno;
    if (version < 1) return -ENOSYS;
    // Every right that this version knows is handled, and no rule gives any back.
    int rights = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
    struct ruleset ruleset = {.files = (1ull << rights) - 1};
    size_t size = sizeof ruleset.files;
    if (version >= 4) {
        // TCP: bind, connect.
        ruleset.network = 3;
        size += sizeof ruleset.network;
    }
    if (version >= 6) {
        // Abstract sockets and signals stay among the caged.
        ruleset.scopes = 3;
        size += sizeof ruleset.scopes;
    }
    long descriptor = syscall(create_ruleset, &ruleset, size, 0u);
    if (descriptor < 0) return -errno;
    long failure = syscall(restrict_self, (int)descriptor, 0u) == 0 ? 0 : errno;
    close((int)descriptor);
    return failure ? (int)-failure : (int)version;
}

#else

int ccage_landlock(void) { return -ENOSYS; }

#endif

#include "CCage.h"

#include <errno.h>

#ifdef __APPLE__

#include <dlfcn.h>

// Deprecated since 2016, without a successor, and what browsers still use.
int ccage_sandbox(void) {
    typedef int (*sandbox_init_function)(const char *profile, uint64_t flags, char **message);
    sandbox_init_function sandbox_init = (sandbox_init_function)dlsym(RTLD_DEFAULT, "sandbox_init");
    const char **profile = (const char **)dlsym(RTLD_DEFAULT, "kSBXProfilePureComputation");
    if (!sandbox_init || !profile) return ENOSYS;
    char *message = 0;
    // 1: the profile is a name.
    return sandbox_init(*profile, 1, &message) == 0 ? 0 : EPERM;
}

#else

int ccage_sandbox(void) { return ENOSYS; }

#endif

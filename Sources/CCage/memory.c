#define _GNU_SOURCE
#include "CCage.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

static const char text[] = "\nseedance: there was no memory left\n";

const char *ccage_scarce_memory_note(void) { return text; }

static size_t scarce_bytes;

// A library that gets no memory often ends its process, by whatever signal; only what it dies of is known outside.
static void note(int signal_number) {
    void *memory = mmap(NULL, scarce_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        ssize_t written = write(2, text, sizeof text - 1);
        (void)written;
    }
    raise(signal_number);
}

int ccage_note_scarce_memory(size_t scarce) {
    static char stack[1 << 14];
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    scarce_bytes = scarce;
    if (sigaltstack(&alternate, NULL) != 0) return errno;
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER};
    static const int fatal[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
    for (size_t index = 0; index < sizeof fatal / sizeof *fatal; index++)
        if (sigaction(fatal[index], &action, NULL) != 0) return errno;
    return 0;
}

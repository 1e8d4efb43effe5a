// What a cage needs of the kernel and Swift cannot call: variadic functions, macros, system calls without a wrapper.

#ifndef CCAGE_H
#define CCAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Where a worker finds the socket to whoever started it.
static const int ccage_socket = 3;

// --- outside

// Both ends are closed on exec. 0, or what went wrong.
int ccage_socket_pair(int ends[2]);

// Bytes in memory behind a descriptor; -1 where the system has no such thing.
int ccage_memory_file(const char *name);

// Starts `path` with nothing but `socket` as descriptor 3, `words` as standard error, and these variables.
// 0, or what went wrong. A `words` of -1 is /dev/null.
int ccage_spawn(const char *path, char *const *arguments, char *const *environment, int socket, int words, pid_t *pid);

// A copy of this process instead of a new one: 0 in the copy, which has `socket` as descriptor 3, `words` as standard
// error, no variables, and `name` for its arguments; else its number, or minus what went wrong. EBUSY where the process
// has more than one thread.
pid_t ccage_fork(int socket, int words, int count, char **arguments, const char *name);

// Seconds of processor time beyond what the process has had, after which it gets SIGXCPU. False where that cannot be set.
bool ccage_grant_processor_time(pid_t pid, double seconds);

// --- both sides

// Never raises SIGPIPE, never waits. Descriptors go with the first byte. Bytes sent, or -1 and errno.
ssize_t ccage_send(int socket, const void *bytes, size_t count, const int *descriptors, int descriptor_count);

// Takes at most `capacity` descriptors; more are closed by the kernel. Bytes, 0 at the end, or -1 and errno.
ssize_t ccage_receive(int socket, void *bytes, size_t count, int *descriptors, int capacity, int *descriptor_count);

// --- inside; each 0, or what went wrong

// SIGKILL when the thread that started this process ends; fails when it has already.
int ccage_die_with(pid_t parent);
int ccage_forbid_inspection(void);
// What `top` and `ps -e` call it; its arguments are another matter.
void ccage_name_process(const char *name);
int ccage_limit(uint64_t memory, uint64_t file_bytes, uint64_t descriptors);
int ccage_forbid_privileges(void);
bool ccage_privileges_are_forbidden(void);

// No path and no network. The version of Landlock's interface, or minus what went wrong.
int ccage_landlock(void);

// Allows what decoding needs; everything else is refused with EPERM.
int ccage_filter_system_calls(void);
bool ccage_system_calls_are_filtered(void);

// Apple's sandbox without files and network.
int ccage_sandbox(void);

// When a fatal signal comes and no `scarce` bytes of memory are to be had, standard error says so.
int ccage_note_scarce_memory(size_t scarce);

// What the note says.
const char *ccage_scarce_memory_note(void);

// What `open(2)` says of a file that is there: EACCES or EPERM inside.
int ccage_try_to_open(const char *path);

#endif

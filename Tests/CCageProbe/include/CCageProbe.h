// What a caged process must not be able to do, and some of what it must.

#ifndef CCAGEPROBE_H
#define CCAGEPROBE_H

// 0 when `deed` was possible, else errno; -1 for a name that is not known. `given` is a descriptor to read from.
int cageprobe_try(const char *deed, int given);

// All names, ending in NULL; those that a cage refuses, and those that it allows.
extern const char *const *cageprobe_refused(void);
extern const char *const *cageprobe_allowed(void);

// What whoever started this process wrote, links not followed; NULL where that is not known.
const char *cageprobe_started_as(void);

// Where the value of a variable lies in this process, and how many bytes are left of it there later on.
void cageprobe_remember(const char *variable);
int cageprobe_remembered(void);

#endif

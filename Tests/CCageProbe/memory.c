#include <stdlib.h>
#include <string.h>

#include "CCageProbe.h"

static const volatile char *place;
static size_t count;

void cageprobe_remember(const char *variable) {
    place = getenv(variable);
    count = place ? strlen((const char *)place) : 0;
}

int cageprobe_remembered(void) {
    int left = 0;
    for (size_t index = 0; index < count; index++) left += place[index] != 0;
    return left;
}

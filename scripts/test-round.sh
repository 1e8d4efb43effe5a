#!/usr/bin/env bash
# Runs a command that tests, and says again at the end what failed: a thousand tests print several thousand lines.
# usage: test-round.sh LOG COMMAND [ARGUMENT ...]
set -uo pipefail
log=$1
shift
"$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
if [ "$status" -ne 0 ]; then
    printf '\nFailed (all of it is in %s):\n' "$log"
    grep -a -E '^✘|error:|unexpected signal' "$log" | grep -a -v -E '^✘ (Suite|Test run)' | cut -c 1-400 | tail -n 12
fi
exit "$status"

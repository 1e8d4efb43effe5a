#!/bin/sh
# Runs all fuzzers, two at a time: run.sh SECONDS [TARGET…]
# FUZZ_SEEDS: a folder of hostile files to begin with, too. FUZZ_OUT: where corpora and findings go.
set -eu
seconds=${1:-60}
[ $# -gt 0 ] && shift
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
out=${FUZZ_OUT:-$PWD/.build/fuzz-out}
scratch=${FUZZ_SCRATCH:-$PWD/.build/fuzz}
mkdir -p "$out"
build="swift build -c release --sanitize=address --scratch-path $scratch --product seedance-fuzz -Xswiftc -use-ld=lld"
SEEDANCE_FUZZ=fuzz $build
fuzzer=$(SEEDANCE_FUZZ=fuzz $build --show-bin-path)/seedance-fuzz
sh "$here/seeds.sh" "$out/seeds" "${FUZZ_SEEDS:-}"
"$fuzzer" seeds "$out/seeds"

# Swift's own handler would wait for a debugger's worth of seconds at each finding.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS="detect_leaks=1:allocator_may_return_null=1:detect_odr_violation=0:handle_abort=1"
export LSAN_OPTIONS="suppressions=$here/leaks.supp:print_suppressions=0"
export UBSAN_OPTIONS="print_stacktrace=1"

fuzz() {
    target=$1
    mkdir -p "$out/corpus/$target" "$out/findings/$target"
    case $target in
    contract | wire) most=4096 dictionary=text ;;
    replies) most=32768 dictionary=text ;;
    headers | profiles) most=65536 dictionary=pictures ;;
    pictures) most=16384 dictionary=pictures ;;
    *) most=32768 dictionary=videos ;;
    esac
    # Debian's libjxl tells every error on the way up.
    {
        nice "$fuzzer" "$target" -max_total_time="$seconds" -max_len="$most" -rss_limit_mb=2048 -malloc_limit_mb=1024 \
            -timeout=10 -dict="$here/$dictionary.dict" -artifact_prefix="$out/findings/$target/" -print_final_stats=1 \
            "$out/corpus/$target" "$out/seeds/$target" 2>&1 || echo "ended with $?"
    } | grep -v '^\./lib/jxl' >"$out/$target.log"
    ! grep -q '^ended with' "$out/$target.log"
}

failed=""
set -- ${*:-headers profiles structure contract wire replies pictures videos verify}
while [ $# -gt 0 ]; do
    first=$1
    second=${2:-}
    shift
    fuzz "$first" &
    one=$!
    two=""
    if [ -n "$second" ]; then
        shift
        fuzz "$second" &
        two=$!
    fi
    wait "$one" || failed="$failed $first"
    [ -z "$two" ] || wait "$two" || failed="$failed $second"
    for target in $first $second; do
        executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$target.log")
        echo "$target: ${executed:-?} inputs, $(grep -c . "$out/$target.log") lines in $out/$target.log"
    done
done
[ -z "$failed" ] && exit 0
for target in $failed; do
    echo "FOUND by $target:"
    grep -E "SUMMARY|Fatal error|ERROR: |DEDUP" "$out/$target.log" | head -5
    for file in "$out/findings/$target"/*; do
        [ -f "$file" ] && echo "  again: SWIFT_BACKTRACE=enable=no SEEDANCE_FUZZ_TARGET=$target $fuzzer $target $file"
    done
done
exit 1

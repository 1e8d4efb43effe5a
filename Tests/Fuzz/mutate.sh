#!/bin/sh
# Mutates small files of each format: mutate.sh COUNT [FORMAT…]. Two formats at a time; exits 1 where anything was found.
# MUTATE_CAGE=--cage: each file once in a worker and once without, instead of twice without.
# MUTATE_OUT: where seeds and findings go.
set -eu
count=${1:-20000}
[ $# -gt 0 ] && shift
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
out=${MUTATE_OUT:-$PWD/.build/mutate-out}
scratch=${MUTATE_SCRATCH:-$PWD/.build/mutate}
build="swift build -c release --scratch-path $scratch --product seedance-mutate"
SEEDANCE_FUZZ=mutate $build
mutate=$(SEEDANCE_FUZZ=mutate $build --show-bin-path)/seedance-mutate
sh "$here/seeds.sh" "$out/seeds"
printf '%s\n' ${*:-mp4 png mov jpeg webm gif mkv webp avi tiff ts bmp heic avif jxl} |
    xargs -P 2 -I FORMAT nice "$mutate" FORMAT --seeds "$out/seeds" --findings "$out/findings" --count "$count" ${MUTATE_CAGE:-} \
        2>"$out/libraries.log"

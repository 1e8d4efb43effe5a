#!/bin/sh
# From the draft in samples/ to verified videos, against a stand-in for the service. SEEDANCE names the program.
set -eu

folder=demo
mkdir -p "$folder"

run() {
    echo
    echo "\$ seedance $*"
    "$SEEDANCE" "$@"
}

run inspect samples/landscape.jpg samples/portrait.jpg samples/sticker.png
run fit samples/landscape.jpg --size 720p:16:9 -o "$folder/landscape.jpg" --preview "$folder/preview.png" --force
run fit samples/phone.heic --size 720p:16:9 --focus attention -o "$folder/phone.jpg" --preview "$folder/attention.png" --force
run frames samples/clip.mp4 --first "$folder/clip.first.png" --last "$folder/clip.last.png" --force
run prepare samples/draft.json -o "$folder/task.json" --force
run validate "$folder/task.json"
run price "$folder/task.json"
# A ledger and a folder of the demo's own, so that it can be run again and leaves nothing elsewhere.
rm -rf "$folder/ledger.db" "$folder/ledger.db-wal" "$folder/ledger.db-shm" "$folder/ledger.db.d" "$folder/videos"
mkdir "$folder/videos"
run submit "$folder/task.json" --local --output-dir "$folder/videos" --ledger "$folder/ledger.db" --budget 1
run tasks --ledger "$folder/ledger.db"
for video in "$folder"/videos/*.mp4; do
    run verify "$video" --task "$folder/task.json" --contact-sheet "$folder/contact-sheet.png" --report "$folder/report.html" --force
    run prepare --prompt "The balloon drifts on over the lake." --first "$video#last" -o "$folder/next.json" --force
done
echo
echo "$folder/preview.png and $folder/attention.png show what the crops keep, $folder/contact-sheet.png and $folder/report.html"
echo "what came back. $folder/next.json goes on from the last frame. With a key in RUNWARE_API_KEY, leave out --local."

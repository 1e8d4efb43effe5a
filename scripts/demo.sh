#!/bin/sh
# Prepares the task in samples/ and shows what it did. SEEDANCE names the program.
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
run prepare --prompt "The balloon drifts on over the lake." --first samples/clip.mp4#last -o "$folder/next.json" --force
run verify samples/clip.mp4 --contact-sheet "$folder/contact-sheet.png" --report "$folder/report.html" --force
echo
echo "The task to submit is $folder/task.json. $folder/preview.png and $folder/attention.png show what the crops keep."
echo "$folder/report.html shows what was found out about the video."

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
run prepare samples/draft.json -o "$folder/task.json" --force
run validate "$folder/task.json"
run price "$folder/task.json"
echo
echo "The task to submit is $folder/task.json. $folder/preview.png shows what the crop keeps."

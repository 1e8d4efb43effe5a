#!/bin/sh
# Makes clip.mp4 beside this file out of landscape.jpg. The same version of FFmpeg gives the same bytes.
set -eu
cd "$(dirname "$0")"
ffmpeg -v error -y -loop 1 -framerate 24 -t 5 -i landscape.jpg \
    -f lavfi -i "anoisesrc=color=brown:amplitude=0.2:duration=5:seed=1,lowpass=400" \
    -vf "crop=1600:900,zoompan=z='1+0.0015*on':x='(iw-iw/zoom)*(0.5+0.0012*on)':y='(ih-ih/zoom)/2':d=1:s=1280x720:fps=24,format=yuv420p" \
    -c:v libx264 -preset veryslow -crf 30 -bf 3 \
    -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv -c:a aac -ac 1 -b:a 32k -shortest \
    -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -map_metadata -1 -movflags +faststart clip.mp4

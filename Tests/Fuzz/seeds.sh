#!/bin/sh
# Makes the small files that the fuzzers and the mutations begin with: seeds.sh FOLDER [FOLDER OF HOSTILE FILES]
# FOLDER/FORMAT/* are for the mutations, FOLDER/TARGET/* are links to them for the fuzzers.
set -eu
out=$1
hostile=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$out"
mkdir -p "$out"
cd "$out"
missing=""
has() {
    command -v "$1" >/dev/null 2>&1 && return 0
    missing="$missing $1"
    return 1
}
quiet() { "$@" </dev/null >/dev/null 2>&1 || echo "seeds.sh: no seed from: $*" >&2; }
video() { quiet ffmpeg -nostdin -y -f lavfi -i testsrc2=size=64x64:rate=24 -frames:v 5 -threads 1 -bitexact "$@"; }
sound() {
    quiet ffmpeg -nostdin -y -f lavfi -i testsrc2=size=64x64:rate=24 -f lavfi -i sine=sample_rate=44100:duration=0.2 \
        -frames:v 5 -shortest -threads 1 -bitexact "$@"
}
picture() { quiet ffmpeg -nostdin -y -f lavfi -i testsrc2=size=32x32 -frames:v 1 -update 1 -bitexact "$@"; }

mkdir -p png jpeg gif webp tiff bmp heic avif jxl mp4 mov webm mkv avi ts
picture png/rgb.png
picture -pix_fmt rgba png/rgba.png
picture -pix_fmt pal8 png/palette.png
picture -pix_fmt gray16be png/gray16.png
quiet ffmpeg -nostdin -y -f lavfi -i testsrc2=size=32x32 -frames:v 2 -plays 0 -f apng png/animated.png
picture -pix_fmt yuvj420p jpeg/420.jpg
picture -pix_fmt yuvj444p jpeg/444.jpg
picture -pix_fmt gray jpeg/gray.jpg
picture gif/one.gif
quiet ffmpeg -nostdin -y -f lavfi -i testsrc2=size=32x32 -frames:v 3 gif/three.gif
picture -compression_algo deflate tiff/deflate.tiff
picture -compression_algo lzw tiff/lzw.tiff
picture -compression_algo raw -pix_fmt gray16le tiff/gray16.tiff
picture bmp/bgr.bmp
picture -pix_fmt pal8 bmp/palette.bmp
if has cwebp; then
    quiet cwebp -q 60 png/rgb.png -o webp/lossy.webp
    quiet cwebp -lossless png/rgba.png -o webp/lossless.webp
    quiet cwebp -q 60 -alpha_q 50 png/rgba.png -o webp/alpha.webp
fi
if has webpmux && [ -f webp/lossy.webp ]; then
    quiet webpmux -frame webp/lossy.webp +100 -frame webp/lossless.webp +100 -o webp/animated.webp
fi
has heif-enc && quiet heif-enc -q 50 png/rgb.png -o heic/one.heic && quiet heif-enc -q 50 png/rgba.png -o heic/alpha.heic
has avifenc && quiet avifenc -s 10 -j 1 png/rgb.png avif/one.avif && quiet avifenc -s 10 -j 1 png/rgba.png avif/alpha.avif
if has cjxl; then
    quiet cjxl -q 60 png/rgb.png jxl/lossy.jxl
    quiet cjxl -q 100 --container=1 png/rgba.png jxl/container.jxl
    quiet cjxl jpeg/420.jpg jxl/jpeg.jxl
fi
if has cjpeg && has djpeg; then
    djpeg jpeg/444.jpg | cjpeg -progressive -quality 60 >jpeg/progressive.jpg
fi
video -c:v libx264 -pix_fmt yuv420p mp4/h264.mp4
sound -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart mp4/sound.mp4
video -c:v libx264 -pix_fmt yuv420p -movflags frag_keyframe+empty_moov mp4/fragmented.mp4
video -c:v libx265 -x265-params log-level=0:pools=1:frame-threads=1 -pix_fmt yuv420p -tag:v hvc1 mp4/h265.mp4
sound -c:v libx264 -pix_fmt yuv420p -c:a aac mov/h264.mov
video -c:v prores_ks mov/prores.mov
sound -c:v libvpx-vp9 -c:a libopus webm/vp9.webm
video -c:v libvpx -live 1 webm/live.webm
sound -c:v libx264 -pix_fmt yuv420p -c:a aac mkv/h264.mkv
sound -c:v mpeg4 -c:a mp2 avi/mpeg4.avi
video -c:v mjpeg -pix_fmt yuvj420p avi/mjpeg.avi
sound -c:v libx264 -pix_fmt yuv420p -c:a aac ts/h264.ts
sound -c:v mpeg2video -c:a mp2 ts/mpeg2.ts

# What a fuzzer begins with; the first byte of some chooses the parser.
mkdir -p headers profiles structure contract wire pictures videos verify
for folder in png jpeg gif webp tiff bmp heic avif jxl; do
    for file in "$folder"/*; do
        [ -s "$file" ] || continue
        ln "$file" "headers/$folder-${file##*/}" && ln "$file" "pictures/$folder-${file##*/}"
    done
done
for folder in mp4 mov webm mkv avi ts; do
    for file in "$folder"/*; do
        [ -s "$file" ] || continue
        ln "$file" "videos/$folder-${file##*/}" && ln "$file" "verify/$folder-${file##*/}"
        ln "$file" "structure/$folder-${file##*/}"
    done
done
for profile in /usr/share/color/icc/ghostscript/*.icc /usr/share/color/icc/colord/*.icc; do
    [ -f "$profile" ] && [ "$(wc -c <"$profile")" -lt 40000 ] || continue
    case $profile in *gray*) byte='\000' ;; *cmyk*) byte='\002' ;; *) byte='\001' ;; esac
    { printf "$byte"; cat "$profile"; } >"profiles/${profile##*/}"
done
seed() { printf "$2" >"$1"; }
task='{"taskType":"videoInference","taskUUID":"9b2f5a0e-0b5c-4f0e-8e51-6a1c6a7f8a11","model":"bytedance:seedance@2.0-mini","positivePrompt":"x","width":1280,"height":720,"duration":5,"numberResults":1,"inputs":{"frameImages":[{"image":"file:a.png","frame":"first"}]},"settings":{"audio":true}}'
reply='{"data":[{"taskType":"videoInference","taskUUID":"9b2f5a0e-0b5c-4f0e-8e51-6a1c6a7f8a11","videoUUID":"1","videoURL":"https://x.example/a.mp4?sig=1","cost":0.4,"status":"success","seed":7,"NSFWContent":false}],"errors":[{"code":"invalidApiKey","message":"x","taskUUID":"9b2f5a0e-0b5c-4f0e-8e51-6a1c6a7f8a11"}]}'
seed contract/json "\\000$task"
seed contract/numbers '\000[1e308,-0.0,1.5e-7,12345678901234567890,"\\\\ud83d\\\\ude00",null,true]'
seed contract/task "\\001$task"
seed contract/tasks "\\001[$task,$task]"
seed contract/reply "\\002$reply"
seed contract/policy '\003{"checks":{"freeze":{"severity":"fail","warn":0.5,"fail":2.0},"duration":{"warn":[-0.1,0.6]}}}'
seed contract/uri '\004data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
seed contract/url '\004https://user:pw@x.example:8080/a?b#c'
seed contract/file '\004file:clip.mp4#last'
seed wire/head '\000HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-9/100\r\nETag: "x"\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n'
seed wire/address '\001https://x.example:443/a/b?c=d#e\n../f?g'
seed wire/webhook "\\002$reply"
seed wire/redaction '\003Authorization: Bearer abcdefghijklmnop0123456789 https://x.example/a?sig=1 data:image/png;base64,iVBORw0KGgo= a-secret-of-20-chars'
seed wire/body "\\004$reply"
seed wire/fields '\005bytes 0-9/100'
if [ -n "$hostile" ]; then
    # By their names they belong to one format; those over 64 KiB would only be slow.
    find "$hostile" -type f -size -64k | while read -r file; do
        case $file in
        *.png | *.jpg | *.jpeg | *.gif | *.webp | *.tif | *.tiff | *.bmp | *.heic | *.avif | *.jxl) to="headers pictures" ;;
        *.mp4 | *.mov | *.webm | *.mkv | *.avi | *.ts) to="structure videos verify" ;;
        *) continue ;;
        esac
        for target in $to; do cp "$file" "$target/hostile-${file##*/}"; done
    done
fi
for file in "$here"/findings/*.b64; do
    [ -f "$file" ] || continue
    name=$(basename "$file" .b64)
    case $name in
    *.gz) name=${name%.gz} && base64 -d <"$file" | gzip -dc >"${name##*.}/finding-${name%.*}" ;;
    *) base64 -d <"$file" >"${name##*.}/finding-${name%.*}" ;;
    esac
done
find . -size 0 -type f -delete
[ -z "$missing" ] || echo "seeds.sh: without the seeds of:$missing" >&2

/// MP4 and MOV.
extension FrameFixture {
    static let mp4Coding: [FrameFixture] = [
        // How pictures depend on each other.
        FrameFixture("h264-all-intra.mp4", "VIDEO(1.2) -c:v libx264 -g 1 @out"),
        FrameFixture("h264-long-gop.mp4", "VIDEO(2.4) -c:v libx264 -g 250 -bf 0 @out"),
        FrameFixture(
            "h264-b-frames.mp4", "VIDEO(2) -c:v libx264 -g 250 -x264-params bframes=3:b-adapt=0:b-pyramid=none @out"),
        FrameFixture(
            "h264-b-pyramid.mp4", "VIDEO(2) -c:v libx264 -g 20 -x264-params bframes=8:b-adapt=0:b-pyramid=normal @out"),
        FrameFixture(
            "h264-open-gop.mp4",
            "VIDEO(2) -c:v libx264 -x264-params keyint=12:bframes=3:b-adapt=0:open-gop=1:scenecut=0 @out"),
        FrameFixture(
            "h264-intra-refresh.mp4",
            "VIDEO(2) -c:v libx264 -x264-params keyint=20:bframes=0:intra-refresh=1:scenecut=0 @out"),
        FrameFixture(
            "h264-key-frame-last.mp4",
            "VIDEO(1.2) -c:v libx264 -g 250 -bf 2 -force_key_frames expr:eq(n,29) -forced-idr 1 @out"),
        FrameFixture("h264-one-picture.mp4", "VIDEO(1) -frames:v 1 -c:v libx264 @out"),
        FrameFixture("h264-two-pictures.mp4", "VIDEO(1) -frames:v 2 -c:v libx264 -bf 2 @out"),
        FrameFixture(
            "h264-interlaced.mp4",
            "VIDEO(2) -vf tinterlace=interleave_top -c:v libx264 -flags +ildct+ilme -x264-params tff=1:bframes=2 @out"),
        FrameFixture("h264-10-bit-422.mp4", "VIDEO(1.2) -pix_fmt yuv422p10le -c:v libx264 -g 12 @out"),
        FrameFixture("h264-lossless-444.mp4", "VIDEO(1.2) -pix_fmt yuv444p -c:v libx264 -qp 0 -g 12 @out"),
        FrameFixture("h264-slices.mp4", "VIDEO(1.2) -c:v libx264 -slices 4 -g 10 -bf 2 @out"),
        // Packets in decoding order end with the one that is shown last but two.
        FrameFixture(
            "h264-cut-in-b-frames.mp4",
            "VIDEO(2) -c:v libx264 -x264-params bframes=3:b-adapt=0:keyint=250 @in.mp4",
            "-i @in.mp4 -c copy -frames:v 42 @out"),
        FrameFixture("hevc.mp4", "VIDEO(2) -c:v libx265 -x265-params $quiet @out"),
        FrameFixture(
            "hevc-open-gop.mov",
            "VIDEO(2.4) -c:v libx265 -tag:v hvc1 -x265-params $quiet:keyint=10:min-keyint=10:open-gop=1:bframes=4 @out"),
        FrameFixture(
            "hevc-b-pyramid-10-bit.mp4",
            "VIDEO(2) -pix_fmt yuv420p10le -c:v libx265 -x265-params $quiet:keyint=25:bframes=8:b-adapt=0:b-pyramid=1 @out"
        ),
        FrameFixture(
            "hevc-fields.mp4", "VIDEO(1.2) -c:v libx265 -x265-params $quiet:interlace=tff:field=1:keyint=20 @out"),
        FrameFixture("mpeg4-b-frames.mp4", "VIDEO(2) -c:v mpeg4 -bf 2 -g 25 -q:v 5 @out"),
        FrameFixture("mpeg2.mov", "VIDEO(2) -c:v mpeg2video -bf 2 -g 12 -q:v 5 @out"),
        FrameFixture(
            "mpeg2-interlaced.mov",
            "VIDEO(2) -vf tinterlace=interleave_top -c:v mpeg2video -flags +ildct+ilme -top 1 -bf 2 -g 15 -q:v 5 @out"),
        FrameFixture("vp9.mp4", "VIDEO(2) -c:v libvpx-vp9 -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 16 @out"),
        FrameFixture("av1-svt.mp4", "VIDEO(1.6) -c:v libsvtav1 -preset 10 -svtav1-params lp=1 @out"),
        FrameFixture("av1-aom.mp4", "VIDEO(1) -c:v libaom-av1 -cpu-used 8 -lag-in-frames 10 -row-mt 0 @out"),
        FrameFixture("prores.mov", "VIDEO(0.8) -c:v prores_ks -profile:v 3 @out"),
        FrameFixture("prores-4444.mov", "VIDEO(0.8) -pix_fmt yuva444p10le -c:v prores_ks -profile:v 4 @out"),
        FrameFixture("dnxhr.mov", "VIDEO(0.4) -s 256x144 -pix_fmt yuv422p -c:v dnxhd -profile:v dnxhr_sq @out"),
        FrameFixture("qtrle.mov", "VIDEO(1.2) -c:v qtrle @out"),
        FrameFixture("png.mov", "VIDEO(1.2) -c:v png -pix_fmt rgb24 @out"),
        FrameFixture("mjpeg.mov", "VIDEO(1.2) -c:v mjpeg -q:v 3 @out"),
        FrameFixture("rawvideo.mov", "VIDEO(0.8) -c:v rawvideo -pix_fmt uyvy422 @out"),
        FrameFixture("v210.mov", "VIDEO(0.8) -c:v v210 @out"),
        FrameFixture("cinepak.mov", "VIDEO(0.4) -s 64x48 -c:v cinepak @out"),
        FrameFixture("cfhd.mov", "VIDEO(0.8) -pix_fmt yuv422p10le -c:v cfhd @out"),
        FrameFixture("h263.mov", "VIDEO(1.2) -s 176x144 -c:v h263 -q:v 4 @out"),
        FrameFixture(
            "h264-fields.mp4", FieldCoding.command, "-i @fields.mp4 -c copy @out", parts: FieldCoding.part,
            patch: { try MP4Boxes.joinPairs($0) }),
        FrameFixture(
            "h264-fields-apart.mp4", FieldCoding.command, "-i @fields.mp4 -c copy @out", isCounted: false,
            parts: FieldCoding.part),
    ]

    static let mp4Layout: [FrameFixture] = [
        // Where the parts of the container stand.
        FrameFixture("moov-first.mp4", "VIDEO(2) AUDIO(2) -c:v libx264 -g 25 -bf 2 -c:a aac -movflags faststart @out"),
        FrameFixture(
            "fragments.mp4",
            "VIDEO(2) AUDIO(2) -c:v libx264 -g 12 -bf 2 -c:a aac -movflags frag_keyframe+empty_moov @out"),
        FrameFixture(
            "fragments-of-one-picture.mp4",
            "VIDEO(1.2) -c:v libx264 -g 12 -bf 2 -movflags frag_every_frame+empty_moov+default_base_moof @out"),
        FrameFixture(
            "fragments-with-sidx.mp4",
            "VIDEO(2) -c:v libx264 -g 12 -bf 2 -movflags frag_keyframe+dash+global_sidx+delay_moov @out"),
        FrameFixture(
            "fragments-cmaf.mp4", "VIDEO(2) -c:v libx264 -g 12 -bf 2 -movflags frag_keyframe+cmaf+delay_moov @out"),
        FrameFixture(
            "fragments-after-moov.mp4",
            "VIDEO(2) AUDIO(2) -c:v libx264 -g 10 -bf 2 -c:a aac -movflags frag_keyframe -frag_duration 300000 @out"),
        FrameFixture(
            "fragments-in-a-pipe.mp4",
            "VIDEO(2) -c:v libx264 -g 250 -bf 3 -movflags frag_keyframe+empty_moov -frag_duration 400000 -f mp4 - | @out"
        ),
        FrameFixture(
            "fragments-audio-longer.mp4",
            "VIDEO(1.2) AUDIO(3) -c:v libx264 -g 10 -bf 2 -c:a aac -movflags empty_moov -frag_duration 200000 @out"),
        FrameFixture("timecode.mov", "VIDEO(1.2) -c:v libx264 -g 12 -bf 2 -timecode 01:00:00:00 @out"),
        FrameFixture(
            "turned.mov", "VIDEO(1.2) -c:v libx264 -g 12 @in.mov",
            "-i @in.mov -c copy -metadata:s:v:0 rotate=90 @out"),
        FrameFixture(
            "fragments-start-late.mp4",
            "VIDEO(2) -c:v libx264 -g 12 -bf 2 -output_ts_offset 100 -movflags frag_keyframe+empty_moov @out"),
        FrameFixture(
            "mdat-to-the-end.mp4", "VIDEO(2) -c:v libx264 -g 25 -bf 2 -movflags faststart @out",
            patch: { try MP4Boxes.openEnded($0) }),
        FrameFixture(
            "mdat-of-64-bits.mp4", "VIDEO(2) -c:v libx264 -g 25 -bf 2 @out", patch: { try MP4Boxes.wide($0) }),
        FrameFixture(
            "boxes-behind.mp4", "VIDEO(2) -c:v libx264 -g 25 -bf 2 @out",
            patch: { bytes in
                let free = Crafted.cat(
                    Crafted.big(4008, 4), Crafted.text("free"), [UInt8](repeating: 0x55, count: 4000))
                return Crafted.cat(bytes, free, Crafted.big(24, 4), Crafted.text("uuid"), Array(0..<16))
            }),
        // Zeros at the end of a file that are no damage.
        FrameFixture(
            "zeros-behind.mp4", "VIDEO(2) -c:v libx264 -g 25 -bf 2 -movflags faststart @out",
            patch: { bytes in
                Crafted.cat(bytes, Crafted.big(100_008, 4), Crafted.text("free"), [UInt8](repeating: 0, count: 100_000))
            }),
        FrameFixture(
            "ends-black.mov",
            "VIDEO(0.8) -vf format=rgb24,drawbox=t=fill:color=black:enable=eq(n\\,19) -c:v rawvideo -movflags faststart @out"
        ),
        FrameFixture(
            "stuffed-with-zeros.mov",
            "VIDEO(1.2) -c:v mpeg2video -b:v 1M -minrate 1M -maxrate 1M -bufsize 200k -g 12 -movflags faststart @out"),
        FrameFixture(
            "chapters-and-subtitles.mp4",
            "VIDEO(2) -i @chapters -i @lines.srt -map 0 -map 2 -map_metadata 1 -c:v libx264 -g 25 -bf 2 -c:s mov_text @out",
            parts: [
                "chapters": {
                    let chapter = "[CHAPTER]\nTIMEBASE=1/1000\n"
                    return Array(";FFMETADATA1\n\(chapter)START=0\nEND=900\n\(chapter)START=900\nEND=4000\n".utf8)
                },
                "lines.srt": {
                    Array("1\n00:00:00,500 --> 00:00:01,500\nA\n\n2\n00:00:03,000 --> 00:00:05,000\nB\n".utf8)
                },
            ]),
        // Which stream is shown.
        FrameFixture(
            "audio-track-first.mp4", "AUDIO(2) VIDEO(2) -map 0 -map 1 -c:v libx264 -g 25 -bf 2 -c:a aac @out"),
        FrameFixture(
            "cover-behind.mp4", "VIDEO(1) -s 64x64 -frames:v 1 @cover.png",
            "VIDEO(1.2) -i @cover.png -map 0 -map 1 -c:v:0 libx264 -c:v:1 copy -disposition:v:1 attached_pic @out"),
        FrameFixture(
            "still-track-first.mov", "VIDEO(1) -s 64x64 -frames:v 1 @cover.jpg",
            "VIDEO(1.2) -i @cover.jpg -map 1 -map 0 -c:v:0 copy -c:v:1 libx264 @out", stream: 1),
        FrameFixture(
            "second-is-default.mp4",
            "VIDEO(2) VIDEO(1.2) -map 0 -map 1 -filter:v:0 negate -c:v libx264 -disposition:v:0 0 -disposition:v:1 default @out",
            stream: 1),
    ]

    static let mp4Timing: [FrameFixture] = [
        FrameFixture("audio-longer.mp4", "VIDEO(1.2) AUDIO(4) -c:v libx264 -g 250 -bf 2 -c:a aac @out"),
        FrameFixture("audio-shorter.mp4", "VIDEO(2) AUDIO(0.5) -c:v libx264 -g 250 -bf 2 -c:a aac @out"),
        FrameFixture("audio-first.mp4", "-itsoffset 0.7 VIDEO(1.2) AUDIO(2) -c:v libx264 -bf 2 -c:a aac @out"),
        // Edit lists.
        FrameFixture(
            "edit-begins-in-gop.mp4", "VIDEO(2) AUDIO(2) -c:v libx264 -g 25 -bf 2 -c:a aac @in.mp4",
            "-ss 0.52 -i @in.mp4 -c copy @out"),
        FrameFixture(
            "edit-begins-in-gop-hevc.mp4",
            "VIDEO(2.4) -c:v libx265 -x265-params $quiet:keyint=10:min-keyint=10:bframes=4 @in.mp4",
            "-ss 0.96 -i @in.mp4 -c copy @out"),
        // Begins with pictures that depend on one that is not there, and no edit list hides them.
        FrameFixture(
            "begins-with-undecodable-pictures.mp4",
            "VIDEO(2.4) -c:v libx265 -x265-params $quiet:keyint=10:min-keyint=10:bframes=4 @in.mp4",
            "-ss 0.81 -i @in.mp4 -c copy -use_editlist 0 @out", isCounted: false),
        FrameFixture(
            "edit-copied-part.mp4", "VIDEO(2) -c:v libx264 -g 25 -bf 3 @in.mp4",
            "-ss 0.52 -i @in.mp4 -t 0.9 -c copy @out"),
        FrameFixture(
            "edit-ends-early.mp4", "VIDEO(2) -c:v libx264 -g 25 -bf 3 @out", patch: MP4Boxes.keep([(0, 38)])),
        FrameFixture(
            "edit-ends-in-b-frame.mp4",
            "VIDEO(2) -c:v libx264 -x264-params bframes=3:b-adapt=0:b-pyramid=none:keyint=250 @out",
            patch: MP4Boxes.keep([(0, 35)])),
        FrameFixture(
            "edit-ends-behind-key-frame.mp4", "VIDEO(2) -c:v libx264 -bf 3 -x264-params keyint=25:scenecut=0 @out",
            patch: MP4Boxes.keep([(0, 26)])),
        FrameFixture(
            "edit-ends-before-key-frame.mp4", "VIDEO(2) -c:v libx264 -bf 3 -x264-params keyint=25:scenecut=0 @out",
            patch: MP4Boxes.keep([(0, 25)])),
        FrameFixture(
            "edit-of-both-ends.mp4", "VIDEO(2) -c:v libx264 -g 20 -bf 3 @out", patch: MP4Boxes.keep([(7, 30)])),
        FrameFixture(
            "edit-of-one-picture.mp4", "VIDEO(2) -c:v libx264 -g 20 -bf 3 @out", patch: MP4Boxes.keep([(27, 1)])),
        FrameFixture(
            "edit-of-two-parts.mp4", "VIDEO(2) -c:v libx264 -g 10 -bf 2 @out",
            patch: MP4Boxes.keep([(3, 10), (30, 12)])),
        FrameFixture(
            "edit-swaps-parts.mp4", "VIDEO(2) -c:v libx264 -x264-params keyint=10:scenecut=0 -bf 0 @out",
            patch: MP4Boxes.keep([(30, 20), (0, 20)])),
        FrameFixture(
            "edit-ends-early-hevc.mp4",
            "VIDEO(2.4) -c:v libx265 -x265-params $quiet:keyint=10:min-keyint=10:bframes=4 @out",
            patch: MP4Boxes.keep([(0, 43)])),
        FrameFixture(
            "edit-ends-early-all-intra.mov", "VIDEO(1.2) -c:v prores_ks @out", patch: MP4Boxes.keep([(5, 12)])),
        FrameFixture(
            "edit-ends-early-mpeg4.mp4", "VIDEO(2) -c:v mpeg4 -bf 2 -g 25 @out", patch: MP4Boxes.keep([(0, 33)])),
        FrameFixture(
            "edit-list-missing.mp4", "VIDEO(1.2) -c:v libx264 -g 25 -bf 2 -use_editlist 0 @out"),
        FrameFixture(
            "negative-composition-offsets.mp4",
            "VIDEO(2) AUDIO(2) -c:v libx264 -g 25 -bf 3 -c:a aac -movflags negative_cts_offsets @out"),
        FrameFixture(
            "negative-times.mov",
            "VIDEO(2) -c:v libx264 -g 25 -bf 2 -output_ts_offset -0.4 -avoid_negative_ts disabled @out"),
        FrameFixture("starts-late.mp4", "VIDEO(1.2) -c:v libx264 -g 25 -bf 2 -output_ts_offset 5 @out"),
        FrameFixture(
            "starts-late-with-audio.mp4",
            "VIDEO(1.2) AUDIO(2) -c:v libx264 -g 25 -bf 2 -c:a aac -output_ts_offset 3 @out"
        ),
        FrameFixture(
            "variable-rate.mp4",
            "VIDEO(3) -vf select=lt(n\\,9)+not(mod(n\\,7))+gt(n\\,60) -fps_mode vfr -c:v libx264 -g 250 -bf 3 @out"),
        FrameFixture(
            "variable-rate-long-end.mp4",
            "VIDEO(3) -vf select=lt(n\\,20)+eq(n\\,74) -fps_mode vfr -c:v libx264 -g 12 -bf 2 @out"),
        FrameFixture(
            "ntsc-rate.mov",
            "-f lavfi -i testsrc2=size=160x90:rate=30000/1001:duration=2 -c:v libx264 -g 24 -video_track_timescale 30000 @out"
        ),
        FrameFixture(
            "fast.mp4", "-f lavfi -i testsrc2=size=96x64:rate=240:duration=0.25 -c:v libx264 -g 24 -bf 3 @out"),
    ]
}

/// WebM, Matroska, AVI and MPEG-TS.
extension FrameFixture {
    static let all = mp4Coding + mp4Layout + mp4Timing + webm + matroska + avi + transport

    private static let vp8AltRef =
        "-c:v libvpx -deadline good -cpu-used 4 -auto-alt-ref 1 -lag-in-frames 16 -b:v 100k -g 250"
    private static let vp9AltRef =
        "-c:v libvpx-vp9 -deadline good -cpu-used 4 -auto-alt-ref 1 -lag-in-frames 16 -b:v 100k"

    static let webm: [FrameFixture] = [
        // Only the second of two passes makes pictures that are not shown.
        FrameFixture(
            "vp8-alt-ref.webm", "VIDEO(2) \(vp8AltRef) -pass 1 -passlogfile @log -f null -",
            "VIDEO(2) \(vp8AltRef) -pass 2 -passlogfile @log @out"),
        // The last packet is a picture that is only there for others.
        FrameFixture(
            "vp8-ends-unshown.webm", "VIDEO(2) \(vp8AltRef) -pass 1 -passlogfile @log -f null -",
            "VIDEO(2) \(vp8AltRef) -pass 2 -passlogfile @log -bsf:v noise=drop=gt(n\\,31) @out"),
        FrameFixture(
            "vp8-alpha.webm",
            "VIDEO(1) -vf format=yuva420p,geq=lum=lum(X\\,Y):cb=cb(X\\,Y):cr=cr(X\\,Y):a=2*X -c:v libvpx -auto-alt-ref 0 -b:v 300k @out",
            decoder: ("libvpx", "yuva420p")),
        FrameFixture(
            "vp9-alt-ref.webm",
            "VIDEO(2) AUDIO(2) \(vp9AltRef) -g 20 -c:a libopus @out"),
        FrameFixture(
            "vp9-alt-ref-long-gop.webm", "VIDEO(2) \(vp9AltRef) -g 250 -pass 1 -passlogfile @log -f null -",
            "VIDEO(2) \(vp9AltRef) -g 250 -pass 2 -passlogfile @log @out"),
        FrameFixture(
            "vp9-ends-unshown.webm", "VIDEO(2) \(vp9AltRef) -g 250 -pass 1 -passlogfile @log -f null -",
            "VIDEO(2) \(vp9AltRef) -g 250 -pass 2 -passlogfile @log @in.webm",
            "-i @in.webm -c copy -fflags -autobsf -bsf:v vp9_superframe_split,noise=drop=gt(n\\,44) @out"),
        FrameFixture(
            "vp9-key-frame-last.webm",
            "VIDEO(1.2) -c:v libvpx-vp9 -cpu-used 5 -lag-in-frames 0 -force_key_frames expr:eq(n,29) @out"),
        FrameFixture(
            "vp9-odd-size-444.webm",
            "-f lavfi -i testsrc2=size=97x61:rate=25:duration=1.2 -pix_fmt yuv444p -c:v libvpx-vp9 -cpu-used 5 @out"),
        FrameFixture(
            "vp9-odd-size.webm",
            "-f lavfi -i testsrc2=size=97x61:rate=25:duration=1.2 -pix_fmt yuv420p -c:v libvpx-vp9 -cpu-used 5 @out"),
        FrameFixture("vp9-10-bit.webm", "VIDEO(1.2) -pix_fmt yuv420p10le -c:v libvpx-vp9 -cpu-used 5 -g 12 @out"),
        FrameFixture("vp9-one-picture.webm", "VIDEO(1) -frames:v 1 -c:v libvpx-vp9 -cpu-used 5 @out"),
        // Without cues and duration, as a browser records it.
        FrameFixture(
            "vp9-live.webm",
            "VIDEO(2) -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 12 -live 1 -cluster_time_limit 300 -f webm - | @out"
        ),
        FrameFixture(
            "vp8-live-long-gop.webm",
            "VIDEO(2.4) AUDIO(2) -c:v libvpx -deadline realtime -g 250 -c:a libopus -live 1 -f webm - | @out"),
        FrameFixture("av1-svt.webm", "VIDEO(1.6) -c:v libsvtav1 -preset 10 -g 20 -svtav1-params lp=1 @out"),
        FrameFixture("av1-aom.webm", "VIDEO(1) -c:v libaom-av1 -cpu-used 8 -lag-in-frames 16 -row-mt 0 @out"),
        FrameFixture(
            "audio-longer.webm", "VIDEO(1.2) AUDIO(4) -c:v libvpx-vp9 -cpu-used 5 -g 250 -c:a libopus @out"),
        FrameFixture(
            "vp9-frozen-end.webm", "VIDEO(1.2) -vf tpad=stop_mode=clone:stop=12 \(vp9AltRef) -g 250 @out", repeats: true
        ),
        FrameFixture("starts-late.webm", "VIDEO(1.2) -c:v libvpx -g 12 -output_ts_offset 7 @out"),
    ]

    static let matroska: [FrameFixture] = [
        FrameFixture("h264-b-pyramid.mkv", "VIDEO(2) AUDIO(2.5) -c:v libx264 -g 20 -bf 8 -c:a aac @out"),
        FrameFixture(
            "h264-open-gop.mkv", "VIDEO(2) -c:v libx264 -x264-params keyint=12:bframes=3:b-adapt=0:open-gop=1 @out"),
        FrameFixture("h264-small-clusters.mkv", "VIDEO(2) -c:v libx264 -g 250 -bf 2 -cluster_time_limit 100 @out"),
        FrameFixture(
            "h264-cues-in-front.mkv", "VIDEO(2) -c:v libx264 -g 10 -bf 2 -cues_to_front 1 -cluster_time_limit 100 @out"),
        FrameFixture(
            "h264-live.mkv",
            "VIDEO(2) AUDIO(2) -c:v libx264 -g 10 -bf 2 -c:a aac -live 1 -cluster_time_limit 200 -f matroska - | @out"),
        FrameFixture(
            "h264-intra-refresh.mkv",
            "VIDEO(2) -c:v libx264 -x264-params keyint=20:bframes=0:intra-refresh=1:scenecut=0 @out"),
        FrameFixture("hevc-open-gop.mkv", "VIDEO(2) -c:v libx265 -x265-params $quiet:keyint=10:min-keyint=10 @out"),
        FrameFixture(
            "h264-fields.mkv", FieldCoding.command, "-i @fields.mp4 -c copy @out", parts: FieldCoding.part),
        FrameFixture("mpeg4-vfw.mkv", "VIDEO(2) -c:v mpeg4 -bf 2 -g 25 -vtag DIVX @out"),
        FrameFixture("ffv1.mkv", "VIDEO(1.2) -c:v ffv1 -level 3 -slicecrc 1 -g 10 @out"),
        FrameFixture("ffv1-long-gop.mkv", "VIDEO(1.2) -c:v ffv1 -level 1 -context 1 -g 250 @out"),
        FrameFixture("utvideo.mkv", "VIDEO(1.2) -c:v utvideo -pix_fmt gbrp @out"),
        FrameFixture("theora.mkv", "VIDEO(2) -c:v libtheora -g 25 @out"),
        FrameFixture("mjpeg.mkv", "VIDEO(1.2) AUDIO(1) -c:v mjpeg -q:v 3 -c:a aac @out"),
        FrameFixture(
            "theora-frozen-end.mkv", "VIDEO(1.2) -vf tpad=stop_mode=clone:stop=6 -c:v libtheora -g 25 @out",
            repeats: true),
        FrameFixture("wmv2.mkv", "VIDEO(2) -c:v wmv2 -g 25 @out"),
        FrameFixture("flv1.mkv", "VIDEO(1.2) -c:v flv -g 12 @out"),
        FrameFixture("rawvideo.mkv", "VIDEO(0.8) -c:v rawvideo -pix_fmt yuv420p -allow_raw_vfw 1 @out"),
        FrameFixture(
            "cover.mkv", "VIDEO(1) -s 64x64 -frames:v 1 @cover.png",
            "VIDEO(1.2) -c:v libx264 -attach @cover.png -metadata:s:t mimetype=image/png @out"),
        FrameFixture(
            "second-is-default.mkv",
            "VIDEO(2) VIDEO(1.2) -map 0 -map 1 -filter:v:0 negate -c:v libx264 -disposition:v:0 0 -disposition:v:1 default @out",
            stream: 1),
        FrameFixture(
            "variable-rate.mkv",
            "VIDEO(3) -vf select=lt(n\\,9)+not(mod(n\\,7)) -fps_mode vfr -c:v libx264 -g 250 -bf 3 @out"),
        FrameFixture("starts-late.mkv", "VIDEO(1.2) AUDIO(1) -c:v libx264 -g 12 -bf 2 -output_ts_offset 100 @out"),
        FrameFixture(
            "subtitles.mkv", "VIDEO(2) -i @lines.srt -c:v libx264 -g 25 -bf 2 -c:s srt @out",
            parts: ["lines.srt": { Array("1\n00:00:01,000 --> 00:00:06,000\nA\n".utf8) }]),
        FrameFixture(
            "begins-with-undecodable-pictures.mkv",
            "VIDEO(2.4) -c:v libx265 -x265-params $quiet:keyint=10:min-keyint=10:bframes=4 @in.mkv",
            "-ss 0.81 -i @in.mkv -c copy @out"),
        FrameFixture(
            "zeros-behind.mkv", "VIDEO(1.2) -c:v libx264 -g 12 -bf 2 @out",
            patch: { Crafted.cat($0, [0xEC, 0x20, 0x40, 0x00], [UInt8](repeating: 0, count: 0x4000)) }),
        FrameFixture(
            "begins-in-gop.mkv", "VIDEO(2) AUDIO(2) -c:v libx264 -g 25 -bf 2 -c:a aac @in.mkv",
            "-ss 0.52 -i @in.mkv -c copy @out"),
    ]

    static let avi: [FrameFixture] = [
        FrameFixture("h264.avi", "VIDEO(2) -c:v libx264 -g 25 -bf 0 @out", isTimed: false),
        // AVI says nothing of the order in which pictures are shown.
        FrameFixture("h264-b-pyramid.avi", "VIDEO(2) -c:v libx264 -g 250 -bf 3 @out", isTimed: false),
        FrameFixture("mpeg4-b-frames.avi", "VIDEO(2) AUDIO(2) -c:v mpeg4 -bf 2 -g 25 -c:a mp3 @out", isTimed: false),
        FrameFixture("xvid-packed.avi", "VIDEO(2) -c:v libxvid -bf 2 -g 25 @out", isTimed: false),
        // The last packet only says that its picture came with the one before.
        FrameFixture(
            "xvid-packed-ends-unshown.avi", "VIDEO(2) -c:v libxvid -bf 2 -g 25 @in.avi",
            "-i @in.avi -c copy -frames:v 48 @out", isTimed: false),
        FrameFixture("msmpeg4.avi", "VIDEO(1.2) -c:v msmpeg4 -g 12 @out", isTimed: false),
        FrameFixture("mjpeg.avi", "VIDEO(1.2) AUDIO(3) -c:v mjpeg -q:v 3 -c:a pcm_s16le @out", isTimed: false),
        FrameFixture("huffyuv.avi", "VIDEO(0.8) -c:v huffyuv -pix_fmt yuv422p @out", isTimed: false),
        FrameFixture("utvideo.avi", "VIDEO(0.8) -c:v utvideo -pix_fmt yuv420p @out", isTimed: false),
        FrameFixture("msvideo1.avi", "VIDEO(0.8) -c:v msvideo1 @out", isTimed: false),
        FrameFixture("rawvideo.avi", "VIDEO(0.8) -c:v rawvideo -pix_fmt bgr24 @out", isTimed: false),
        FrameFixture("dv.avi", "VIDEO(0.32) -s 720x576 -pix_fmt yuv420p -c:v dvvideo @out", isTimed: false),
        // Left out pictures are empty chunks.
        FrameFixture(
            "variable-rate.avi",
            "VIDEO(3) -vf select=lt(n\\,9)+not(mod(n\\,7)) -fps_mode vfr -c:v mpeg4 -g 250 @out", isTimed: false),
        FrameFixture("audio-longer.avi", "VIDEO(1.2) AUDIO(4) -c:v mpeg4 -g 250 -c:a mp3 @out", isTimed: false),
        FrameFixture(
            "ends-black.avi",
            "VIDEO(0.8) -vf format=bgr24,drawbox=t=fill:color=black:enable=eq(n\\,19) -c:v rawvideo @out",
            isTimed: false,
            patch: { try $0.cut(before: "idx1") }),
        FrameFixture(
            "mpeg4-without-index.avi", "VIDEO(2) -c:v mpeg4 -g 12 @out", isTimed: false,
            patch: { try $0.renaming("idx1", to: "JUNK") }),
    ]

    static let transport: [FrameFixture] = [
        FrameFixture("h264-long-gop.ts", "VIDEO(2) AUDIO(2) -c:v libx264 -g 250 -bf 3 -c:a aac @out"),
        FrameFixture("h264-all-intra.ts", "VIDEO(1.2) -c:v libx264 -g 1 @out"),
        FrameFixture(
            "h264-open-gop.ts", "VIDEO(2) -c:v libx264 -x264-params keyint=12:bframes=3:b-adapt=0:open-gop=1 @out"),
        FrameFixture(
            "h264-fields.ts", FieldCoding.command, "-i @fields.mp4 -c copy @out", parts: FieldCoding.part),
        FrameFixture(
            "h264-intra-refresh.ts",
            "VIDEO(2) -c:v libx264 -x264-params keyint=20:bframes=0:intra-refresh=1:scenecut=0 @out"),
        FrameFixture("hevc-open-gop.ts", "VIDEO(2) -c:v libx265 -x265-params $quiet:keyint=10:min-keyint=10 @out"),
        FrameFixture("mpeg2.ts", "VIDEO(2) AUDIO(2) -c:v mpeg2video -bf 2 -g 12 -q:v 5 -c:a mp2 @out"),
        FrameFixture(
            "mpeg2-interlaced.ts",
            "VIDEO(2) -vf tinterlace=interleave_top -c:v mpeg2video -flags +ildct+ilme -top 1 -bf 2 -g 15 -q:v 5 @out"),
        FrameFixture("mpeg1.ts", "VIDEO(2) -c:v mpeg1video -bf 2 -g 12 -q:v 5 @out"),
        FrameFixture("audio-longer.ts", "VIDEO(1.2) AUDIO(4) -c:v libx264 -g 250 -bf 2 -c:a aac @out"),
        FrameFixture("audio-first.ts", "-itsoffset 0.7 VIDEO(1.2) AUDIO(2) -c:v libx264 -bf 2 -c:a aac @out"),
        FrameFixture(
            "video-comes-late.ts", "-itsoffset 8 VIDEO(1.2) AUDIO(10) -c:v libx264 -bf 2 -c:a aac -muxrate 8M @out"),
        // 2^33 ticks of 90 kHz are 95,443.7 s.
        FrameFixture("clock-wraps.ts", "VIDEO(2) -c:v libx264 -g 25 -bf 2 -output_ts_offset 95442.5 @out"),
        FrameFixture(
            "clock-wraps-long-gop.ts", "VIDEO(2) AUDIO(2) -c:v libx264 -g 250 -c:a aac -output_ts_offset 95442.5 @out"),
        FrameFixture("192-byte-packets.m2ts", "VIDEO(2) -c:v libx264 -g 25 -bf 2 -mpegts_m2ts_mode 1 @out"),
        // More than two megabytes, so that the end of the file is looked at by itself.
        FrameFixture(
            "large-all-intra.ts",
            "VIDEO(1.2) -s 320x180 -vf noise=alls=90:allf=t -c:v mpeg2video -g 1 -qmin 1 -q:v 1 @out"),
        FrameFixture(
            "large-long-gop.ts",
            "VIDEO(2) -s 320x180 -vf noise=alls=90:allf=t -c:v mpeg2video -g 600 -bf 2 -qmin 1 -q:v 1 @out"),
        FrameFixture(
            "stuffed-with-zeros.ts",
            "VIDEO(1.2) -c:v mpeg2video -b:v 1M -minrate 1M -maxrate 1M -bufsize 200k -g 12 -bf 2 @out"),
        FrameFixture("padded.ts", "VIDEO(2) AUDIO(2) -c:v libx264 -g 12 -bf 2 -c:a aac -muxrate 20M @out"),
        FrameFixture(
            "padded-audio-longer.ts", "VIDEO(1) AUDIO(4) -c:v libx264 -g 12 -bf 2 -c:a aac -muxrate 20M @out"),
    ]
}

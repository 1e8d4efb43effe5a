import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite(.enabled(if: ConformFiles.canRun, "ffmpeg and ffprobe are not installed"), .serialized)
struct ConformTests {
    let files: ConformFiles

    init() throws { files = try ConformFiles() }

    /// What must be true of every result, as other programs see it.
    private func check(_ report: ConformReport, _ path: String) throws -> ProcessJSON {
        let probe = try ConformWitness(path).probe()
        let video = try #require(probe["streams[0]"])
        #expect(video.string("codec_name") == "h264" && video.string("profile") == "High")
        #expect(video.string("pix_fmt") == "yuv420p" && video.string("color_range") == "tv")
        #expect(video.string("color_space") == "bt709" && video.string("color_transfer") == "bt709")
        #expect(video.string("field_order") == "progressive" && video.string("sample_aspect_ratio") == "1:1")
        #expect(video.int("width") == report.size.width && video.int("height") == report.size.height)
        #expect(video.elements("side_data_list").isEmpty)
        let rate = try #require(video.string("avg_frame_rate"))
        #expect(video.string("r_frame_rate") == rate)
        let parts = rate.split(separator: "/").compactMap { Double($0) }
        #expect(abs(parts[0] / parts[1] - (report.frameRate ?? 0)) < 0.001)
        #expect(video.string("nb_frames") == "\(Int((report.seconds * parts[0] / parts[1]).rounded()))")
        let seconds = try #require(Double(probe.string("format.duration") ?? ""))
        #expect(abs(seconds - report.seconds) < 0.03 && seconds <= 15.001)
        #expect(probe.string("format.size") == "\(report.bytes)")
        // The index lies in front of the data.
        #expect(try ConformWitness(path).boxes().filter { $0 != "free" } == ["ftyp", "moov", "mdat"])
        let inspected = try MediaInspector().inspect(MediaSource(path: path))
        #expect(inspected.limits.allSatisfy { $0.status == .pass }, "\(inspected.limits)")
        return probe
    }

    private func codes(_ report: ConformReport) -> [ConformChange.Code] { report.changes.map(\.code) }

    @Test func `a video that fits is left alone, and no file is made`() throws {
        let input = try files.pattern(size: "1280x720")
        let (report, path) = try files.conform(input)
        #expect(report.isUntouched && report.output == nil && report.changes.isEmpty)
        #expect(report.size == PixelSize(width: 1280, height: 720))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a long video of too many frames a second comes out within every limit`() throws {
        let input = try files.make(
            "in.mp4", "-f lavfi -i testsrc=size=640x640:rate=120:duration=16",
            "-f lavfi -i sine=frequency=440:duration=16 -c:v libx264 -preset ultrafast -crf 35 -c:a aac -ar 44100 -ac 1"
        )
        var parts = [Double]()
        let (report, path) = try files.conform(input) { parts.append($0) }
        #expect(codes(report) == [.trimmed, .frameRate, .color, .samples])
        #expect(report.frameRate == 60 && report.seconds == 15)
        let probe = try check(report, path)
        #expect(probe.string("streams[1].codec_name") == "aac")
        #expect(probe.string("streams[1].sample_rate") == "48000" && probe.int("streams[1].channels") == 2)
        #expect(parts.first == 0 && parts.last == 1 && parts == parts.sorted())
        // 900 frames take seconds, and ten calls are promised for each.
        #expect(parts.count > 5, "\(parts)")
    }

    @Test func `a phone's video on its side comes out upright`() throws {
        let flat = try files.make(
            "flat.mp4", "-f lavfi -i color=black:size=1280x720:rate=30:duration=2,drawbox=w=640:color=white:t=fill",
            "-c:v libx264 -preset ultrafast")
        let input = try files.make("in.mp4", "-i \(flat) -c copy -metadata:s:v rotate=90")
        let (report, path) = try files.conform(input)
        #expect(codes(report) == [.turned])
        #expect(report.size == PixelSize(width: 720, height: 1280))
        _ = try check(report, path)
        // What is stored on the left is shown at the top when the picture is turned clockwise.
        let (ours, theirs) = (try ConformWitness(path).picture(), try ConformWitness(input).picture())
        let difference = try #require(MediaDifference(ours, theirs))
        #expect(difference.mean < 3, "\(difference)")
    }

    @Test func `interlaced standard definition becomes progressive, square and BT.709`() throws {
        let input = try files.make(
            "in.ts", "-f lavfi -i testsrc2=size=720x576:rate=50:duration=3 -f lavfi -i sine=duration=3",
            "-vf interlace,setdar=16/9 -c:v mpeg2video -flags +ildct+ilme -b:v 6M -c:a ac3 -ac 6")
        let (report, path) = try files.conform(input)
        #expect(codes(report) == [.scaled, .deinterlaced, .codec, .container, .color, .sound])
        #expect(report.size == PixelSize(width: 1024, height: 576) && report.frameRate == 25)
        _ = try check(report, path)
        let seen = try #require(MediaProgram("ffmpeg")).run(
            ["-hide_banner", "-nostats", "-i", path, "-vf", "idet", "-an", "-f", "null", "-"])
        #expect(seen.errors.contains("Multi frame detection: TFF:     0 BFF:     0 Progressive:    75"))
    }

    @Test(arguments: ["smpte2084", "arib-std-b67"])
    func `high dynamic range becomes what FFmpeg's own chain makes of it`(transfer: String) throws {
        let input = try files.make(
            "in.mp4", "-f lavfi -i gradients=size=960x540:rate=24:duration=2:speed=0.001:seed=3 -vf format=yuv420p10le",
            "-c:v libx265 -preset ultrafast -x265-params",
            "log-level=error:colorprim=bt2020:transfer=\(transfer):colormatrix=bt2020nc",
            "-color_primaries bt2020 -color_trc \(transfer) -colorspace bt2020nc")
        let (report, path) = try files.conform(input)
        #expect(codes(report) == [.toneMapped, .samples, .codec])
        _ = try check(report, path)
        let expected = try files.make(
            "expected.mp4", "-i \(input) -vf",
            "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius,"
                + "zscale=t=bt709:m=bt709:r=tv,format=yuv420p",
            "-c:v libx264 -crf 10 -preset ultrafast")
        let difference = try #require(
            MediaDifference(try ConformWitness(path).picture(), try ConformWitness(expected).picture()))
        #expect(difference.mean < 1.5, "\(difference)")
    }

    /// By FFmpeg's name of the pixel format, by its name of the matrix, and by its name of the range.
    @Test(arguments: [
        ("yuv420p", "smpte170m", "tv"), ("yuv420p", "bt709", "pc"), ("yuv444p", "bt709", "tv"),
        ("yuv422p10le", "bt709", "tv"),
        ("yuvj420p", "smpte170m", "pc"),
    ])
    func `colours come out as they were`(format: String, matrix: String, range: String) throws {
        let name = matrix == "smpte170m" ? "bt601" : matrix
        let input = try files.make(
            "in.mp4",
            "-f lavfi -i color=black:size=960x544:rate=12:duration=2,format=rgb24,"
                + "drawbox=w=320:color=0xC02020:t=fill,drawbox=x=320:w=320:color=0x20A040:t=fill,"
                + "drawbox=x=640:w=320:color=0xD0D0D0:t=fill,"
                + "scale=out_color_matrix=\(name):out_range=\(range == "pc" ? "full" : "limited"),format=\(format)",
            "-c:v libx264 -preset ultrafast -crf 10 -colorspace \(matrix) -color_range \(range)")
        let (report, path) = try files.conform(input)
        _ = try check(report, path)
        let picture = try ConformWitness(path).picture()
        for (column, color) in [(10, [0xC0, 0x20, 0x20]), (32, [0x20, 0xA0, 0x40]), (54, [0xD0, 0xD0, 0xD0])] {
            let pixel = (0..<3).map { Int(picture[(32 * 64 + column) * 3 + $0]) }
            #expect(zip(pixel, color).allSatisfy { abs($0 - $1) <= 4 }, "\(pixel) for \(color)")
        }
    }

    @Test(arguments: [
        ("in.mp4", "-c:v libx264 -preset ultrafast -c:a aac"), ("in.ts", "-c:v libx264 -preset ultrafast -c:a mp2"),
        ("in.webm", "-c:v libvpx -deadline realtime -c:a libopus"), ("in.avi", "-c:v mjpeg -c:a pcm_s16le"),
        ("in.mkv", "-c:v libx264 -preset ultrafast -c:a flac"),
        ("in.mov", "-c:v libx264 -preset ultrafast -c:a pcm_s16le"),
    ])
    func `picture and sound stay together`(name: String, options: String) throws {
        let input = try files.flash(name, options)
        let (report, path) = try files.conform(input)
        #expect(report.audioCodec == "aac")
        _ = try check(report, path)
        let times = try ConformWitness(path).flashAndTone(rate: 25)
        #expect(abs(times.flash - 1) <= 0.041 && abs(times.tone - 1) <= 0.041, "\(times)")
    }

    @Test func `sound that begins later or earlier than the picture stays where it was`() throws {
        let plain = try files.flash("plain.mp4", "-c:v libx264 -preset ultrafast -c:a aac")
        // Half a second of sound is missing at the beginning of one, and of pictures at that of the other.
        for (name, arguments) in [
            ("late.mkv", "-i \(plain) -ss 0.5 -i \(plain) -map 0:v -map 1:a -c:v copy -c:a flac -output_ts_offset 0"),
            ("early.mkv", "-ss 0.5 -i \(plain) -i \(plain) -map 0:v -map 1:a -c:v libx264 -c:a flac"),
        ] {
            let input = try files.make(name, arguments)
            let (_, path) = try files.conform(input, to: "\(name).mp4")
            let (before, after) = (
                try ConformWitness(input).flashAndTone(rate: 25), try ConformWitness(path).flashAndTone(rate: 25)
            )
            #expect(abs(before.flash - before.tone - (after.flash - after.tone)) < 0.041, "\(before) \(after)")
        }
    }

    @Test func `a cut that only an edit list knows of is kept`() throws {
        let plain = try files.flash("plain.mp4", at: 2, seconds: 5, "-c:v libx264 -preset ultrafast -g 250 -c:a aac")
        let input = try files.make("in.mp4", "-ss 0.8 -i \(plain) -c copy")
        let (report, path) = try files.conform(input)
        _ = try check(report, path)
        let times = try ConformWitness(path).flashAndTone(rate: 25)
        #expect(abs(times.flash - 1.2) <= 0.041 && abs(times.tone - 1.2) <= 0.041, "\(times)")
    }

    @Test func `a rate below the limits repeats pictures evenly`() throws {
        let input = try files.make(
            "in.mp4", "-f lavfi -i color=gray:size=960x540:rate=12:duration=2,format=gray,geq=lum=N*8+20",
            "-pix_fmt yuv420p -c:v libx264 -preset ultrafast")
        let (report, path) = try files.conform(input)
        #expect(codes(report).contains(.frameRate))
        _ = try check(report, path)
        let brightness = try ConformWitness(path).brightness()
        #expect(brightness.count == 48)
        for (index, (left, right)) in zip(brightness, brightness.dropFirst()).enumerated() {
            #expect(index % 2 == 0 ? abs(right - left) < 2 : right - left > 4, "picture \(index)")
        }
    }

    @Test func `pictures that change their size midway are all shown`() throws {
        let first = try files.pattern("1.ts", size: "640x360", seconds: 1, "-c:v libx264 -preset ultrafast")
        let second = try files.pattern("2.ts", size: "1280x720", seconds: 1.5, "-c:v libx264 -preset ultrafast")
        let list = try files.folder.write(Array("file '\(first)'\nfile '\(second)'\n".utf8), to: "list.txt")
        let (report, path) = try files.conform(
            try files.make("in.ts", "-f concat -safe 0 -i \(list) -c copy"))
        #expect(report.size == PixelSize(width: 864, height: 486))
        _ = try check(report, path)
    }

    @Test func `a recording that begins in the middle of a group of pictures begins with the next one`() throws {
        let whole = try files.make(
            "whole.ts", "-f lavfi -i testsrc2=size=640x360:rate=24:duration=8 -f lavfi -i sine=duration=8",
            "-c:v libx264 -preset ultrafast -g 48 -c:a aac")
        let packets = try ProcessScratch.bytes(of: whole).count / 188
        let input = try files.folder.write(
            Array(ProcessScratch.bytes(of: whole).dropFirst(packets / 5 * 188)), to: "in.ts")
        let (report, path) = try files.conform(input)
        #expect(report.seconds == 6)
        _ = try check(report, path)
    }

    @Test func `what is too short is refused with a reason, and no file is left`() throws {
        let input = try files.pattern(seconds: 1)
        let before = try files.folder.names
        let error = #expect(throws: MediaError.self) { try files.conform(input) }
        #expect(error?.code == .cannotFit && error?.input == input)
        #expect(try files.folder.names == before)
    }

    @Test(arguments: ["-movflags +faststart", "-f matroska", "-f mpegts"])
    func `a file that was cut off is refused, and no file is left`(options: String) throws {
        let whole = try files.make(
            "whole", "-f lavfi -i testsrc2=size=640x360:rate=24:duration=8 -c:v libx264 -preset ultrafast -b:v 2M",
            options == "-movflags +faststart" ? "-f mp4 \(options)" : options)
        let bytes = try ProcessScratch.bytes(of: whole)
        let input = try files.folder.write(Array(bytes.prefix(bytes.count / 2 | 1)), to: "in")
        let before = try files.folder.names
        let error = #expect(throws: MediaError.self) { try files.conform(input) }
        #expect(error?.code == .truncated)
        #expect(try files.folder.names == before)
    }

    @Test func `damage in the pictures is an error, not a result`() throws {
        let input = try files.pattern(size: "640x360", seconds: 3)
        var bytes = try ProcessScratch.bytes(of: input)
        let middle = bytes.count / 2
        for offset in stride(from: 0, to: 4000, by: 7) { bytes[middle + offset] ^= 0x5A }
        let damaged = try files.folder.write(bytes, to: "damaged.mp4")
        let before = try files.folder.names
        let error = #expect(throws: MediaError.self) { try files.conform(damaged) }
        #expect(error?.code == .damaged)
        #expect(try files.folder.names == before)
    }

    @Test func `damage that the decoder conceals is a warning`() throws {
        let input = try files.pattern(
            "in.mkv", size: "320x180", seconds: 2.2, "-c:v libx265 -preset ultrafast -x265-params log-level=error")
        var bytes = try ProcessScratch.bytes(of: input)
        var random = SplitMix64(seed: 7)
        for _ in 0..<200 { bytes[Int.random(in: bytes.count / 2..<bytes.count * 3 / 4, using: &random)] ^= 0x10 }
        let damaged = try files.folder.write(bytes, to: "damaged.mkv")
        do throws(MediaError) {
            let (report, _) = try files.conform(damaged)
            #expect(report.warnings.contains { $0.code == .damaged })
        } catch {
            // Which it is depends on the version of the decoder.
            #expect(error.code == .damaged || error.code == .truncated)
        }
    }

    @Test func `a file that is there stays, unless it may be replaced`() throws {
        let input = try files.pattern()
        let output = try files.folder.write([1, 2, 3], to: "out.mp4")
        let error = #expect(throws: MediaError.self) { try files.conform(input) }
        #expect(error?.code == .fileExists)
        #expect(try files.folder.read("out.mp4") == [1, 2, 3])
        let report = try VideoConformer().conform(MediaSource(path: input), to: output, replacing: true)
        #expect(try files.folder.read("out.mp4").count == report.bytes)
        let same = #expect(throws: MediaError.self) {
            try VideoConformer().conform(MediaSource(path: input), to: input, replacing: true)
        }
        #expect(same?.code == .conflictingOutputs)
    }

    @Test func `metadata stays behind`() throws {
        let input = try files.pattern(
            "in.mov",
            "-c:v libx264 -preset ultrafast -metadata location=+52.52+013.40/ -metadata make=Acme -metadata title=Secret"
        )
        let (report, path) = try files.conform(input)
        _ = try check(report, path)
        let tags = try ConformWitness(path).probe()["format.tags"]?.keys ?? []
        #expect(tags.allSatisfy { $0.hasSuffix("brand") || $0.hasSuffix("brands") || $0 == "minor_version" }, "\(tags)")
    }

    @Test func `a picture or a text is no video`() throws {
        let text = try files.folder.write(Array("not a video at all".utf8), to: "in.mp4")
        #expect(throws: MediaError.self) { try files.conform(text) }
    }
}

import FFmpeg
import TestSupport
import Testing

@testable import SeedanceMedia

@Suite("Measuring decoded pictures", .enabled(if: InspectClips.areAvailable))
struct PictureMeasurerTests {
    /// The means that `ffmpeg -i FILE -vf signalstats,metadata=print:file=-` prints as YAVG.
    private static func witness(_ path: String, filters: String = "") throws -> [Double] {
        let result = try #require(MediaProgram("ffmpeg")).run([
            "-v", "error", "-nostdin", "-i", path, "-vf",
            "\(filters)signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-", "-f", "null", "-",
        ])
        return String(decoding: result.output, as: UTF8.self).split(separator: "\n")
            .compactMap { $0.hasPrefix("lavfi.signalstats.YAVG=") ? Double($0.dropFirst(23)) : nil }
    }

    @Test(arguments: [
        ("limited.mp4", InspectClips.h264, 1.0),
        ("odd.webm", ["-s", "317x179"] + PictureClips.vp9, 1),
        ("444.mp4", ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv444p"], 1),
        ("ten.mp4", ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le"], 4),
    ])
    func `brightness is that of signalstats`(name: String, encoding: [String], scale: Double) throws {
        let clips = try PictureClips()
        let path = try clips.make(name, ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=0.5"] + encoding)
        let evidence = try PictureClips.measured(path)
        let witness = try Self.witness(path)
        try #require(evidence.pictures.count == witness.count && witness.count == 12)
        // Without rounding, ten bits lose half a level in the mean.
        for (picture, mean) in zip(evidence.pictures, witness) {
            #expect(abs(Double(picture.brightness) - (mean / scale - 16) / 219) < (scale == 1 ? 0.0001 : 0.0025))
        }
    }

    @Test func `full range counts from 0 to 255`() throws {
        let clips = try PictureClips()
        let path = try clips.make(
            "full.mp4",
            ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=0.25", "-vf", "scale=out_range=full", "-c:v", "libx264"]
                + ["-pix_fmt", "yuvj420p"])
        let evidence = try PictureClips.measured(path)
        let witness = try Self.witness(path)
        try #require(evidence.pictures.count == witness.count && !witness.isEmpty)
        for (picture, mean) in zip(evidence.pictures, witness) {
            #expect(abs(Double(picture.brightness) - mean / 255) < 0.0001)
            #expect(picture.outOfRangeShare == 0)
        }
    }

    /// `scdet` prints the mean absolute difference of luma in percent of 256 levels as `mafd`.
    @Test func `differences of luma are those of scdet`() throws {
        let clips = try PictureClips()
        let path = try clips.make(
            "gray.mp4", PictureClips.source("testsrc2=s=320x176:r=24:d=0.5") + PictureClips.h264)
        let result = try #require(MediaProgram("ffmpeg")).run([
            "-v", "error", "-nostdin", "-i", path, "-vf",
            "extractplanes=y,scdet=t=0,metadata=print:key=lavfi.scd.mafd:file=-",
            "-f", "null", "-",
        ])
        let witness = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
            .compactMap { $0.hasPrefix("lavfi.scd.mafd=") ? Double($0.dropFirst(15)) : nil }
        let gray = try clips.measured(
            "luma.mkv", ["-i", path, "-vf", "extractplanes=y", "-c:v", "ffv1", "-pix_fmt", "gray"])
        try #require(gray.pictures.count == witness.count && witness.count == 12)
        for (picture, difference) in zip(gray.pictures, witness).dropFirst() {
            #expect(abs(Double(picture.difference) * 255 / 256 * 100 - difference) < 0.01)
        }
    }

    @Test func `RGB is measured in full range`() throws {
        let clips = try PictureClips()
        let evidence = try clips.measured(
            "white.mp4",
            PictureClips.source("color=white:s=64x64:r=24:d=0.1", "format=rgb24") + ["-c:v", "libx264rgb", "-qp", "0"])
        let first = try #require(evidence.pictures.first)
        #expect(first.brightness > 0.99)
        #expect(first.flatShare == 1)
    }

    @Test func `another size or format midway begins anew, with a cut`() throws {
        var measurer = PictureMeasurer()
        let formats = [
            PixelFormat.gray, .gray, PixelFormat.planarYCbCr(chromaShiftX: 1, chromaShiftY: 1) ?? .gray, .rgb,
        ]
        for (number, format) in formats.enumerated() {
            let size = number == 0 ? 40 : 33
            let frame = try Frame.allocate(format, width: size, height: 17)
            for plane in 0..<3 {
                _ = frame.withPlane(plane) { start, stride in
                    let rows = plane == 0 ? 17 : 9
                    for index in 0..<stride * rows { start[index] = 100 }
                }
            }
            try measurer.add(frame, time: Double(number) / 24, duration: 1.0 / 24)
            #expect(measurer.lastGrid?.columns == 3)
            #expect(measurer.lastGrid?.values.count == 6)
        }
        let pictures = measurer.finish().pictures
        #expect(pictures.map(\.cutScore) == [0, 1, 1, 1])
        #expect(pictures.map(\.difference) == [0, 1, 1, 1])
        #expect(pictures.allSatisfy { $0.flatShare == 1 })
    }

    @Test func `nothing added gives nothing`() {
        var measurer = PictureMeasurer()
        #expect(measurer.finish().pictures.isEmpty)
        #expect(measurer.lastGrid == nil)
    }

    @Test func `a grid holds the means of blocks in the nominal range`() throws {
        var measurer = PictureMeasurer()
        let frame = try Frame.allocate(.gray, width: 24, height: 16)
        _ = frame.withPlane(0) { start, stride in
            for y in 0..<16 { for x in 0..<24 { start[y * stride + x] = x < 16 ? 16 : y < 8 ? 235 : 16 } }
        }
        try measurer.add(frame, time: 0, duration: 1)
        #expect(measurer.lastGrid == LumaGrid(columns: 2, rows: 1, values: [0, 128]))
    }
}

import Foundation
import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Files that end early or have gone bad: what is delivered is a picture of the whole file, or nothing.
@Suite(.enabled(if: hasFrameWitness, "ffmpeg or ffprobe is not installed"))
struct FrameDamageTests {
    /// Whole files to be damaged. All of them have 25 pictures a second.
    static let files: [FrameFixture] = [
        FrameFixture("h264.mp4", "VIDEO(2) -c:v libx264 -g 12 -bf 2 -movflags faststart @out"),
        FrameFixture("h264-long-gop.mp4", "VIDEO(2) -c:v libx264 -g 250 -bf 3 -movflags faststart @out"),
        FrameFixture("h264-fragments.mp4", "VIDEO(2) -c:v libx264 -g 12 -bf 2 -movflags frag_keyframe+empty_moov @out"),
        FrameFixture("hevc.mp4", "VIDEO(2) -c:v libx265 -x265-params $quiet:keyint=25 -movflags faststart @out"),
        FrameFixture("prores.mov", "VIDEO(0.8) -c:v prores_ks -movflags faststart @out"),
        FrameFixture(
            "av1.mp4", "VIDEO(1.2) -c:v libsvtav1 -preset 10 -g 15 -svtav1-params lp=1 -movflags faststart @out"),
        FrameFixture("h264.mkv", "VIDEO(2) -c:v libx264 -g 12 -bf 2 -cluster_time_limit 300 @out"),
        FrameFixture("ffv1.mkv", "VIDEO(0.8) -c:v ffv1 -level 3 -slicecrc 1 -g 5 @out"),
        FrameFixture("vp9.webm", "VIDEO(2) -c:v libvpx-vp9 -cpu-used 5 -g 20 -cluster_time_limit 300 @out"),
        FrameFixture("vp8.webm", "VIDEO(2) -c:v libvpx -cpu-used 5 -g 20 -b:v 300k @out"),
        FrameFixture("mpeg4.avi", "VIDEO(2) -c:v mpeg4 -g 12 @out", isTimed: false),
        FrameFixture("mjpeg.avi", "VIDEO(1.2) -c:v mjpeg -q:v 4 @out", isTimed: false),
        FrameFixture("h264.ts", "VIDEO(2) -c:v libx264 -g 12 -bf 2 @out"),
        FrameFixture("mpeg2.ts", "VIDEO(2) -c:v mpeg2video -g 12 -bf 2 -q:v 4 @out"),
    ]

    @Test(arguments: files, [0.3, 0.5, 0.8, 0.9, 0.98])
    func `a file that ends early gives its last clean picture and says what is missing`(
        fixture: FrameFixture, share: Double
    ) throws {
        let whole = try FrameOriginal.of(fixture)
        let cut = try whole.write(Array(whole.bytes.prefix(Int(Double(whole.bytes.count) * share))))
        try check(cut, of: whole, fixture)
    }

    /// As programs leave it that set aside the room beforehand.
    @Test(arguments: files.filter { !$0.name.hasSuffix("ts") }, [0.4, 0.7, 0.95])
    func `a file whose end is all zeros gives its last clean picture and says so`(
        fixture: FrameFixture, share: Double
    ) throws {
        let whole = try FrameOriginal.of(fixture)
        let kept = Int(Double(whole.bytes.count) * share)
        let zeroed = Array(whole.bytes.prefix(kept)) + [UInt8](repeating: 0, count: whole.bytes.count - kept)
        try check(try whole.write(zeroed), of: whole, fixture)
    }

    private func check(_ copy: String, of whole: FrameOriginal, _ fixture: FrameFixture) throws {
        let expected = try whole.lastIntact(in: copy, isTimed: fixture.isTimed)
        let taken: FrameTaken
        do throws(MediaError) {
            taken = try FrameTaken.take(.last, of: copy)
        } catch {
            #expect(expected == nil && [.noFrame, .truncated, .damaged].contains(error.code), "\(error)")
            return
        }
        let number = whole.number(of: taken.samples)
        #expect(
            number != nil,
            "no picture of the whole file looks like it; \(taken.time ?? -1) s; \(taken.warnings.map(\.message))")
        #expect(number == expected, "of \(whole.pictures.count)")
        guard let number else { return }
        if let time = whole.times[number], let own = taken.time { #expect(abs(time - own) <= 0.001) }

        let codes = taken.warnings.map(\.code)
        if number == whole.pictures.count - 1 { return }
        // A transport stream that ends between two pictures is whole for all that anybody can tell.
        if fixture.name.hasSuffix("ts"), try FrameWitness(copy).last == taken.samples { return }
        #expect(codes.contains(.truncated) || codes.contains(.damaged), "\(codes)")
        // These have no place where the length of the whole would be written.
        guard !fixture.name.hasSuffix("ts"), !fixture.name.contains("fragments") else { return }
        #expect(codes == [.truncated])
        let missing = Double(whole.pictures.count - 1 - number) / 25
        let said = taken.warnings.flatMap { warning in
            warning.message.split { !"0123456789.".contains($0) }.compactMap { Double($0) }
        }
        #expect(said.contains { abs($0 - missing) < 0.03 }, "\(missing) s: \(taken.warnings.map(\.message))")
    }

    @Test(arguments: files, 0..<12)
    func `a flipped bit in the last group never gives a wrong picture in silence`(fixture: FrameFixture, seed: Int)
        throws
    {
        let whole = try FrameOriginal.of(fixture)
        var random = SplitMix64(seed: SplitMix64.testSeed &+ UInt64(seed))
        var bytes = whole.bytes
        let place = Int.random(in: whole.bytes(of: whole.lastGroup), using: &random)
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        let copy = try whole.write(bytes)
        // An error is no silence.
        guard let taken = try? FrameTaken.take(.last, of: copy), taken.warnings.isEmpty else { return }
        if taken.samples == whole.pictures.last { return }
        // Formats without checksums have flips that nobody can see: only what the witness sees counts. And where the
        // container has lost the last packet, the picture before is the last for everybody.
        let complaints = try FrameOriginal.complaints(about: copy)
        if whole.number(of: taken.samples) != nil, try FrameWitness(copy).last == taken.samples { return }
        let number = whole.number(of: taken.samples).map(String.init) ?? "none"
        #expect(complaints.isEmpty, "at \(place): picture \(number) at \(taken.time ?? -1) s")
    }

    @Test(arguments: files.filter { !["vp9.webm", "vp8.webm", "prores.mov", "h264-long-gop.mp4"].contains($0.name) })
    func `damage before the last key frame does not touch the last picture`(fixture: FrameFixture) throws {
        let whole = try FrameOriginal.of(fixture)
        let before = whole.packets[..<whole.lastGroup.startIndex].dropFirst(2).dropLast(2)
        try #require(before.count > 2)
        var bytes = whole.bytes
        for place in whole.bytes(of: before.prefix(before.count / 2)).dropFirst(200).prefix(400) {
            bytes[place] ^= 0x5A
        }
        let taken = try FrameTaken.take(.last, of: try whole.write(bytes))
        #expect(whole.number(of: taken.samples) == whole.pictures.count - 1)
    }

    @Test(arguments: files.filter { $0.name.hasSuffix("ts") })
    func `a recording that begins in the middle gives its first clean picture`(fixture: FrameFixture) throws {
        let whole = try FrameOriginal.of(fixture)
        let begin = (whole.packets[3].position / 188) * 188
        let copy = try whole.write(Array(whole.bytes[begin...]))
        let (first, last) = (try FrameTaken.take(.first, of: copy), try FrameTaken.take(.last, of: copy))
        let number = try #require(whole.number(of: first.samples), "no picture of the whole file looks like it")
        // From the next key frame on everything is there; an open group's leading pictures come before it.
        let keys = whole.packets.indices.filter { whole.packets[$0].isKeyFrame }
        #expect((4...keys[1] + 2).contains(number))
        #expect(whole.number(of: last.samples) == whole.pictures.count - 1)
    }

    @Test(arguments: files.filter { !$0.name.hasSuffix("ts") && !$0.name.contains("long-gop") })
    func `a damaged beginning gives the first clean picture and says so`(fixture: FrameFixture) throws {
        let whole = try FrameOriginal.of(fixture)
        var bytes = whole.bytes
        // What the container writes before a picture stays as it is.
        for place in whole.bytes(of: whole.packets.prefix(1)).dropFirst(8) { bytes[place] = 0 }
        let taken = try FrameTaken.take(.first, of: try whole.write(bytes))
        let number = try #require(whole.number(of: taken.samples), "no picture of the whole file looks like it")
        #expect(number > 0)
        #expect(taken.warnings.map(\.code) == [.damaged])
    }

    @Test func `an MP4 without its table is refused`() throws {
        let whole = try FrameOriginal.of(FrameFixture("table-last.mp4", "VIDEO(1) -c:v libx264 @out"))
        let cut = try whole.write(Array(whole.bytes.prefix(whole.bytes.count / 2)))
        for position in [FramePosition.first, .last] {
            let code = FrameTaken.error(position, of: cut)?.code
            #expect(code == .truncated || code == .damaged, "\(String(describing: code))")
        }
    }
}

import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

struct MetadataCheckTests {
    func examine(_ bytes: [UInt8]) -> CheckOutcome {
        var evidence = Evidence(file: FileEvidence(name: "a", bytes: bytes.count, format: SniffedFormat.sniff(bytes)))
        evidence.structure = StructureClips.read(bytes)
        return MetadataCheck().examine(evidence)
    }

    static let movie = StructureHostileTests.movie()

    @Test(
        .enabled(if: InspectClips.areAvailable, "ffmpeg or ffprobe is not installed"),
        arguments: [
            ("a.mp4", [String]()), ("a.mov", []), ("tags.mov", ["-movflags", "use_metadata_tags"]),
            ("tags.mp4", ["-movflags", "use_metadata_tags"]), ("a.webm", []), ("a.mkv", []),
        ])
    func `what FFmpeg was told to write is found`(name: String, more: [String]) throws {
        let clips = try StructureClips()
        let location = name == "tags.mov" ? "com.apple.quicktime.location.ISO6709" : "location"
        let bytes = try clips.make(
            name, seconds: 0.3,
            more + ["-metadata", "\(location)=+48.8584+002.2945/", "-metadata", "title=Ein Turm\u{7} – 塔"])
        let outcome = examine(bytes)
        #expect(outcome.status == .pass)
        #expect(outcome.details["location"] == true && outcome.details["c2pa"] == false, "\(outcome)")
        #expect(outcome.message.contains("48.8") && outcome.message.contains("– 塔"), "\(outcome.message)")
        #expect(outcome.message.contains("Lavf") && !outcome.message.contains("\u{7}"))
    }

    @Test func `a signed history is named, wherever it stands`() {
        let id: [UInt8] = [
            0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
        ]
        let attachment = [UInt8].element(
            0x61A7, .element(0x466E, Crafted.text("manifest.c2pa")), .element(0x4660, Crafted.text("application/c2pa")))
        let webm =
            StructureHostileTests.header
            + [UInt8].element(0x1853_8067, [UInt8].element(0x1941_A469, attachment))
        for bytes in [
            StructureHostileTests.fileType + [UInt8].box("uuid", id, [UInt8](repeating: 1, count: 99))
                + Self.movie.dropFirst(20),
            Self.movie + [UInt8].box("jumb", [1]), webm,
        ] {
            let outcome = examine(bytes)
            #expect(outcome.details["c2pa"] == true)
            #expect(outcome.message.contains("It holds a signed history (C2PA)"))
        }
        #expect(examine(Self.movie).message == "There is no signed history (C2PA).")
    }

    @Test func `places, serial numbers and marks of machines are told apart`() {
        #expect(MetadataItem("com.apple.quicktime.location.ISO6709", "x").kind == .location)
        #expect(MetadataItem("\u{A9}xyz", "+1+2/").kind == .location)
        #expect(MetadataItem("com.example.camera.SerialNumber", "1").kind == .serialNumber)
        #expect(MetadataItem("AIGC", "{}").kind == .generated)
        #expect(MetadataItem("comment", "{\"AIGC\":{\"Label\":\"1\"}}").kind == .generated)
        #expect(MetadataItem("comment", "a dog").kind == .text)
    }

    @Test func `an XMP packet is searched`() {
        let id: [UInt8] = [
            0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
        ]
        let text =
            String(repeating: " ", count: 70_000)
            + "<exif:GPSLatitude>48,51N</exif:GPSLatitude> trainedAlgorithmicMedia"
        let outcome = examine(Self.movie + [UInt8].box("uuid", id, Crafted.text(text)))
        #expect(outcome.details["location"] == true)
        #expect(outcome.message.contains("It is marked as made by a machine"))
    }

    @Test func `values are short and of one line`() {
        let long = MetadataItem("k", String(repeating: "a\u{301}", count: 5000) + "\n")
        #expect(long.value.unicodeScalars.count == 201 && long.value.hasSuffix("…"))
        #expect(MetadataItem("k", "a\r\n\t b\u{202E}c\u{0}").value == "a bc")
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_782_987_630, "2026-07-02T10:20:30Z"),
        (-1, "1969-12-31T23:59:59Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
    func `dates are those of the calendar`(seconds: Int, date: String) {
        // Golden: python3 -c "import datetime as d; print(d.datetime(1970,1,1)+d.timedelta(seconds=N))"
        #expect(MetadataDate.text(secondsSince1970: Int64(seconds)) == date)
        #expect(MetadataDate.text(secondsSince1970: .max) == nil)
    }
}

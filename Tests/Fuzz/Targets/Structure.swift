@testable import FFmpeg
@testable import SeedanceMedia

enum Structure {
    static func run(_ bytes: [UInt8]) {
        var limits = Limits()
        limits.structureParts = 20_000
        limits.tableEntries = 200_000
        // Whatever it is, so that the first bytes need not be right.
        for container in [VideoContainer.mp4, .webm] {
            func read() -> ContainerStructure? {
                ContainerStructure.read(
                    ByteSource(bytes: bytes, deadline: .infinity), format: .video(container), limits: limits)
            }
            require(read() == read(), "the same bytes, another structure")
        }
        let source = ByteSource(bytes: bytes, deadline: .infinity)
        for track in 0..<4 {
            let iso = ISOBoxes(source)
            _ = (iso.cleanAperture(ofTrack: track), iso.isEncrypted(track: track))
            let matroska = MatroskaElements(source)
            _ = (matroska.crop(ofVideo: track), matroska.isEncrypted(video: track))
        }
    }
}

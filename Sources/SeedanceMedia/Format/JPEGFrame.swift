import SeedanceAPI

/// The frame header of a JPEG picture.
///
/// Source: ITU-T T.81, B.2.2.
struct JPEGFrame {
    let size: PixelSize
    let isProgressive: Bool
    let identifiers: [Int]
    let sampling: [JPEGDetails.Sampling]

    init(marker: UInt8, payload: ByteView, _ context: HeaderContext) throws(MediaError) {
        if let process = Self.unsupportedProcesses[marker] { throw context.unsupported("\(process) picture") }
        isProgressive = marker == 0xC2
        guard let precision = payload.byte(0), let height = payload.uint16(1, .bigEndian),
            let width = payload.uint16(3, .bigEndian), let components = payload.byte(5),
            payload.count >= 6 + 3 * components
        else { throw context.damaged("its frame header is too short") }
        size = PixelSize(width: width, height: height)
        guard precision == 8 else { throw context.unsupported("a JPEG picture with \(precision) bits a sample") }
        try context.check(size)
        guard components == 1 || components == 3 || components == 4 else {
            throw context.unsupported("a JPEG picture with \(components) components")
        }
        var identifiers: [Int] = []
        var sampling: [JPEGDetails.Sampling] = []
        for index in 0..<components {
            guard let identifier = payload.byte(6 + 3 * index), let factors = payload.byte(7 + 3 * index),
                (1...4).contains(factors >> 4), (1...4).contains(factors & 15)
            else { throw context.damaged("its sampling factors are out of range") }
            identifiers.append(identifier)
            sampling.append(.init(horizontal: factors >> 4, vertical: factors & 15))
        }
        self.identifiers = identifiers
        self.sampling = sampling
    }

    /// Whether a marker begins a frame, of whatever process.
    static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xC2).contains(marker) || unsupportedProcesses[marker] != nil
    }

    private static let unsupportedProcesses: [UInt8: String] = [
        0xC3: "a lossless JPEG", 0xC5: "a hierarchical JPEG", 0xC6: "a hierarchical JPEG", 0xC7: "a hierarchical JPEG",
        0xC9: "an arithmetic-coded JPEG", 0xCA: "an arithmetic-coded JPEG", 0xCB: "a lossless JPEG",
        0xCD: "a hierarchical JPEG", 0xCE: "a hierarchical JPEG", 0xCF: "a hierarchical JPEG",
        0xDE: "a hierarchical JPEG", 0xF7: "a JPEG-LS",
    ]
}

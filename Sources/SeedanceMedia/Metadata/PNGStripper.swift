/// Keeps of a PNG file the chunks that make its pixels, and the word that they are sRGB.
///
/// Source: PNG third edition, 5.6 (order of chunks).
enum PNGStripper {
    static func strip(_ bytes: [UInt8], limits: Limits) -> [UInt8]? {
        guard bytes.starts(with: PNGChunks.signature) else { return nil }
        var chunks = PNGChunks(bytes)
        var output = PNGChunks.signature
        output.reserveCapacity(bytes.count)
        /// The kind of the last chunk that was kept or seen, to know the order.
        var previous = ""
        var seen: Set<String> = []
        for _ in 0..<max(limits.chunks, 0) {
            guard case .chunk(let chunk) = chunks.next(), previous != "" || chunk.type == "IHDR" else { return nil }
            switch chunk.type {
            case "IHDR", "PLTE", "tRNS", "sRGB":
                guard seen.insert(chunk.type).inserted, !seen.contains("IDAT") else { return nil }
                output.append(contentsOf: bytes[chunk.range])
            case "IDAT":
                guard previous == "IDAT" || seen.insert("IDAT").inserted else { return nil }
                output.append(contentsOf: bytes[chunk.range])
            case "IEND":
                guard seen.contains("IDAT"), chunk.data.isEmpty else { return nil }
                return output + bytes[chunk.range]
            default:
                guard !chunk.isCritical else { return nil }
            }
            previous = chunk.type
        }
        return nil
    }
}

import SeedanceAPI

/// How an item is coded, by the record that its decoder is set up with.
struct HEIFCoding: Hashable {
    let codec: HEIFDetails.Codec
    let bitDepth: Int
    let isGray: Bool
    /// How many times smaller chroma is than luma.
    let chroma: PixelSize
    /// Bytes of the length in front of each unit of HEVC.
    let lengthBytes: Int
    /// What stands in the record itself.
    let parameters: [HEIFParameters]

    /// A JPEG stream says it all itself.
    static func jpeg(isGray: Bool) -> HEIFCoding { HEIFCoding(isGray: isGray) }

    private init(isGray: Bool) {
        (codec, bitDepth, self.isGray, chroma) = (.jpeg, 8, isGray, PixelSize(width: 1, height: 1))
        (lengthBytes, parameters) = (0, [])
    }

    /// Source: ISO/IEC 14496-15, 8.3.2.1 (`HEVCDecoderConfigurationRecord`).
    init(hevc box: HEIFBox, _ budget: inout HeaderBudget, _ context: HeaderContext) throws(MediaError) {
        let record = box.payload
        guard let format = record.byte(16), let luma = record.byte(17), let length = record.byte(21),
            let arrays = record.byte(22)
        else { throw HEIFFields(box, context).tooShort }
        codec = .hevc
        bitDepth = 8 + luma & 7
        isGray = format & 3 == 0
        chroma = PixelSize(width: [1, 2].contains(format & 3) ? 2 : 1, height: format & 3 == 1 ? 2 : 1)
        lengthBytes = length & 3 + 1
        guard lengthBytes != 3 else { throw context.damaged("what its HEVC decoder is set up with is not in order") }
        var (sets, fields) = ([HEIFParameters](), HEIFFields(box, skipping: 23, context))
        for _ in 0..<arrays {
            _ = try fields.number(bytes: 1)
            for _ in 0..<(try fields.number(bytes: 2)) {
                try budget.countChunk()
                let unit = try fields.bytes(try fields.number(bytes: 2))
                guard HEIFStream.isParameterSet(unit) else { continue }
                guard let set = HEIFParameters(hevc: unit) else {
                    throw context.damaged("what its HEVC decoder is set up with cannot be read")
                }
                sets.append(set)
            }
        }
        parameters = sets
    }

    /// Source: AV1 Codec ISO Media File Format Binding, 2.3.3.
    init(av1 box: HEIFBox, _ budget: inout HeaderBudget, _ context: HeaderContext) throws(MediaError) {
        guard box.payload.byte(0) == 0x81, let bits = box.payload.byte(2), let units = box.payload.view(from: 4) else {
            throw context.damaged("what its AV1 decoder is set up with is not in order")
        }
        codec = .av1
        bitDepth = bits & 0x40 == 0 ? 8 : bits & 0x20 == 0 ? 10 : 12
        isGray = bits & 0x10 != 0
        chroma = PixelSize(width: bits & 0x08 == 0 ? 1 : 2, height: bits & 0x04 == 0 ? 1 : 2)
        lengthBytes = 0
        parameters = try HEIFStream.av1(units, &budget, context)
    }
}

/// HEVC as it lies in files: units with their length before each.
enum HEVCUnits {
    /// Makes the lengths, which take four bytes, into the start codes of a stream, which take as many. Returns what is
    /// wrong with the units.
    ///
    /// Inside a unit three zeros never follow each other, nor are two followed by one or two: so it shows at once where
    /// a part of a file has never arrived. The decoder itself makes a picture of anything.
    /// Source: ISO/IEC 14496-15, 8.3.3; ITU-T H.265, 7.4.2 and annex B.
    static func startCodes(in data: UnsafeMutableBufferPointer<UInt8>) -> String? {
        var place = 0
        while place < data.count {
            guard data.count - place >= 4 else { return "a piece of it is cut off" }
            let length = (0..<4).reduce(0) { unsafe $0 << 8 | Int(data[place + $1]) }
            let start = place + 4
            guard length <= data.count - start else { return "a piece of it is cut off" }
            if unsafe hasForbiddenZeros(UnsafeMutableBufferPointer(rebasing: data[start..<start + length])) {
                return "a piece of it was overwritten or never arrived"
            }
            for (offset, byte) in [UInt8]([0, 0, 0, 1]).enumerated() { unsafe data[place + offset] = byte }
            place = start + length
        }
        return nil
    }

    private static func hasForbiddenZeros(_ unit: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        // Some programs leave a few zeros behind a unit.
        let end = unit.count - 3
        var place = 0
        while place + 2 < end {
            let third = unsafe unit[place + 2]
            if third > 2 {
                place += 3
            } else if unsafe unit[place] == 0 && unit[place + 1] == 0 {
                return true
            } else {
                place += 1
            }
        }
        return false
    }
}

/// AV1 as it lies in files: open bitstream units.
enum AV1Units {
    /// What an arithmetic coder writes looks like noise, of pictures of one colour too, and ends in a byte that is not
    /// zero. So many zeros are a part of a file that has never arrived.
    ///
    /// Source: AV1 bitstream specification, 8.2.4 (exit process for the symbol decoder).
    static func defect(of data: UnsafeMutableBufferPointer<UInt8>) -> String? {
        if data.count >= 64, unsafe data.suffix(64).allSatisfy({ $0 == 0 }) { return "the end of it never arrived" }
        let hole = 256
        var place = hole / 2
        while place < data.count {
            if unsafe data[place] == 0 {
                let before = unsafe data[..<place].reversed().prefix(hole).prefix { $0 == 0 }.count
                let behind = unsafe data[place...].prefix(hole).prefix { $0 == 0 }.count
                if before + behind >= hole { return "a piece of it never arrived" }
            }
            place += hole / 2
        }
        return nil
    }
}

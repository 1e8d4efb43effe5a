import GRDB

/// A hash over values of the database, by which a page that a disk gave back wrong is noticed.
///
/// SQLite finds broken trees, but not a changed letter inside of a row.
enum Seal {
    static func of(_ values: some Sequence<DatabaseValue>) -> Int64 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        for value in values {
            switch value.storage {
            case .null: bytes.append(0)
            case .int64(let number): add(1, UInt64(bitPattern: number), to: &bytes)
            case .double(let number): add(2, number.bitPattern, to: &bytes)
            case .string(let text):
                add(3, UInt64(text.utf8.count), to: &bytes)
                bytes.append(contentsOf: text.utf8)
            case .blob(let data):
                add(4, UInt64(data.count), to: &bytes)
                bytes.append(contentsOf: data)
            }
        }
        return ContentHash.short(bytes)
    }

    private static func add(_ kind: UInt8, _ number: UInt64, to bytes: inout [UInt8]) {
        bytes.append(kind)
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}

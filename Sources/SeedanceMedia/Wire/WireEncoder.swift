import SeedanceAPI

/// From a Codable value to what goes to a worker or comes from it.
struct WireEncoder {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        try WireEncoding.value(of: value, at: []).serialized
    }
}

/// What one value becomes: whatever its `encode(to:)` puts in.
private final class WireEncoding: Encoder {
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var content = Content.nothing

    private enum Content {
        case nothing
        case single(WireValue)
        case list(WireList)
        case record(WireRecord)
    }

    private init(_ path: [any CodingKey]) { codingPath = path }

    /// Bytes and numbers by the thousand go as one.
    static func value<Value: Encodable>(of value: Value, at path: [any CodingKey]) throws -> WireValue {
        // The type is compared first: an empty array of anything can be cast to one of bytes.
        if Value.self == [UInt8].self, let bytes = value as? [UInt8] { return .bytes(bytes) }
        if Value.self == [Float].self, let values = value as? [Float] { return .floats(values) }
        // As text, which keeps every digit.
        if let json = value as? JSONValue { return .text(String(decoding: json.encoded(), as: UTF8.self)) }
        let encoding = WireEncoding(path)
        try value.encode(to: encoding)
        return encoding.value
    }

    var value: WireValue {
        switch content {
        case .nothing: .record([])
        case .single(let value): value
        case .list(let list): .list(list.values.map { $0() })
        case .record(let record): .record(record.members.map { ($0.name, $0.value()) })
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let record: WireRecord
        if case .record(let known) = content { record = known } else { record = WireRecord() }
        content = .record(record)
        return KeyedEncodingContainer(Keyed<Key>(record: record, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        let list: WireList
        if case .list(let known) = content { list = known } else { list = WireList() }
        content = .list(list)
        return Unkeyed(list: list, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoding: self) }

    /// A record while it is made; values are asked for in the end, when nested containers are full.
    private final class WireRecord {
        var members = [(name: String, value: () -> WireValue)]()
    }

    private final class WireList {
        var values = [() -> WireValue]()
    }

    private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let record: WireRecord
        let codingPath: [any CodingKey]

        func add(_ key: Key, _ value: WireValue) { record.members.append((key.stringValue, { value })) }

        func encodeNil(forKey key: Key) { add(key, .null) }
        func encode(_ value: some Encodable, forKey key: Key) throws {
            add(key, try WireEncoding.value(of: value, at: codingPath + [key]))
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy keyType: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            let encoding = WireEncoding(codingPath + [key])
            record.members.append((key.stringValue, { encoding.value }))
            return encoding.container(keyedBy: keyType)
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            let encoding = WireEncoding(codingPath + [key])
            record.members.append((key.stringValue, { encoding.value }))
            return encoding.unkeyedContainer()
        }

        func superEncoder() -> any Encoder { nested("super") }
        func superEncoder(forKey key: Key) -> any Encoder { nested(key.stringValue) }

        private func nested(_ name: String) -> WireEncoding {
            let encoding = WireEncoding(codingPath)
            record.members.append((name, { encoding.value }))
            return encoding
        }
    }

    private struct Unkeyed: UnkeyedEncodingContainer {
        let list: WireList
        let codingPath: [any CodingKey]
        var count: Int { list.values.count }

        func encodeNil() { list.values.append { .null } }
        func encode(_ value: some Encodable) throws {
            let value = try WireEncoding.value(of: value, at: codingPath)
            list.values.append { value }
        }

        func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
            nested().container(keyedBy: keyType)
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
        func superEncoder() -> any Encoder { nested() }

        private func nested() -> WireEncoding {
            let encoding = WireEncoding(codingPath)
            list.values.append { encoding.value }
            return encoding
        }
    }

    private struct Single: SingleValueEncodingContainer {
        let encoding: WireEncoding
        var codingPath: [any CodingKey] { encoding.codingPath }

        func set(_ value: WireValue) { encoding.content = .single(value) }

        func encodeNil() { set(.null) }
        func encode(_ value: Bool) { set(.bool(value)) }
        func encode(_ value: String) { set(.text(value)) }
        func encode(_ value: Double) { set(.double(value)) }
        func encode(_ value: Float) { set(.double(Double(value))) }
        func encode(_ value: Int) { set(.integer(Int64(value))) }
        func encode(_ value: Int8) { set(.integer(Int64(value))) }
        func encode(_ value: Int16) { set(.integer(Int64(value))) }
        func encode(_ value: Int32) { set(.integer(Int64(value))) }
        func encode(_ value: Int64) { set(.integer(value)) }
        func encode(_ value: UInt) { set(.unsigned(UInt64(value))) }
        func encode(_ value: UInt8) { set(.unsigned(UInt64(value))) }
        func encode(_ value: UInt16) { set(.unsigned(UInt64(value))) }
        func encode(_ value: UInt32) { set(.unsigned(UInt64(value))) }
        func encode(_ value: UInt64) { set(.unsigned(value)) }
        func encode(_ value: some Encodable) throws {
            set(try WireEncoding.value(of: value, at: encoding.codingPath))
        }
    }
}

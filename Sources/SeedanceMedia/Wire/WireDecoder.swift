import SeedanceAPI

/// From what came to a Codable value.
struct WireDecoder {
    /// **Throws**: `WireError`, `DecodingError`, and what `init(from:)` of the type throws.
    static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        try WireDecoding.value(of: type, from: WireValue(parsing: bytes), at: [])
    }
}

private struct WireDecoding: Decoder {
    let value: WireValue
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func value<Value: Decodable>(
        of type: Value.Type, from value: WireValue, at path: [any CodingKey]
    ) throws -> Value {
        switch value {
        case .bytes(let bytes):
            guard let bytes = bytes as? Value else { throw mismatch(type, path) }
            return bytes
        case .floats(let values):
            guard let values = values as? Value else { throw mismatch(type, path) }
            return values
        case .text(let text) where type == JSONValue.self:
            guard let json = try JSONValue(parsing: Array(text.utf8)) as? Value else { throw mismatch(type, path) }
            return json
        // No measurement of ours is infinite, and arithmetic on what is would trap.
        case .double(let number) where !number.isFinite: throw mismatch(type, path)
        default: return try Value(from: WireDecoding(value: value, codingPath: path))
        }
    }

    static func mismatch(_ type: Any.Type, _ path: [any CodingKey]) -> DecodingError {
        .typeMismatch(type, .init(codingPath: path, debugDescription: "Another type of value came."))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .record(let members) = value else { throw WireDecoding.mismatch([String: Any].self, codingPath) }
        return KeyedDecodingContainer(
            Keyed(members: Dictionary(members, uniquingKeysWith: { first, _ in first }), codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let values) = value else { throw WireDecoding.mismatch([Any].self, codingPath) }
        return Unkeyed(values: values, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { Single(value: value, codingPath: codingPath) }

    private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let members: [String: WireValue]
        let codingPath: [any CodingKey]

        var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }

        func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

        private func member(_ key: Key) throws -> WireValue {
            guard let value = members[key.stringValue] else {
                throw DecodingError.keyNotFound(
                    key, .init(codingPath: codingPath, debugDescription: "A member is missing."))
            }
            return value
        }

        func decodeNil(forKey key: Key) throws -> Bool {
            if case .null = try member(key) { return true }
            return false
        }

        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            try WireDecoding.value(of: type, from: member(key), at: codingPath + [key])
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> {
            try WireDecoding(value: member(key), codingPath: codingPath + [key]).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try WireDecoding(value: member(key), codingPath: codingPath + [key]).unkeyedContainer()
        }

        func superDecoder() throws -> any Decoder {
            WireDecoding(value: members["super"] ?? .null, codingPath: codingPath)
        }

        func superDecoder(forKey key: Key) throws -> any Decoder {
            WireDecoding(value: try member(key), codingPath: codingPath + [key])
        }
    }

    private struct Unkeyed: UnkeyedDecodingContainer {
        let values: [WireValue]
        let codingPath: [any CodingKey]
        var currentIndex = 0

        var count: Int? { values.count }
        var isAtEnd: Bool { currentIndex >= values.count }

        private func next(_ type: Any.Type) throws -> WireValue {
            guard !isAtEnd else {
                throw DecodingError.valueNotFound(
                    type, .init(codingPath: codingPath, debugDescription: "The list has no more."))
            }
            return values[currentIndex]
        }

        mutating func decodeNil() throws -> Bool {
            guard case .null = try next(Never.self) else { return false }
            currentIndex += 1
            return true
        }

        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            let value = try WireDecoding.value(of: type, from: next(type), at: codingPath)
            currentIndex += 1
            return value
        }

        private mutating func nested() throws -> WireDecoding {
            defer { currentIndex += 1 }
            return WireDecoding(value: try next(Any.self), codingPath: codingPath)
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) throws -> KeyedDecodingContainer<Nested> { try nested().container(keyedBy: type) }

        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            try nested().unkeyedContainer()
        }

        mutating func superDecoder() throws -> any Decoder { try nested() }
    }

    private struct Single: SingleValueDecodingContainer {
        let value: WireValue
        let codingPath: [any CodingKey]

        func decodeNil() -> Bool {
            if case .null = value { return true }
            return false
        }

        func decode(_ type: Bool.Type) throws -> Bool {
            guard case .bool(let value) = value else { throw mismatch(type) }
            return value
        }

        func decode(_ type: String.Type) throws -> String {
            guard case .text(let text) = value else { throw mismatch(type) }
            return text
        }

        func decode(_ type: Double.Type) throws -> Double {
            guard case .double(let value) = value else { throw mismatch(type) }
            return value
        }

        func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
        func decode(_ type: Int.Type) throws -> Int { try integer(type) }
        func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
        func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
        func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
        func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
        func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
        func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
        func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
        func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
        func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try WireDecoding.value(of: type, from: value, at: codingPath)
        }

        private func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
            let found: Value? =
                switch value {
                case .integer(let value): Value(exactly: value)
                case .unsigned(let value): Value(exactly: value)
                default: nil
                }
            guard let found else { throw mismatch(type) }
            return found
        }

        private func mismatch(_ type: Any.Type) -> DecodingError { WireDecoding.mismatch(type, codingPath) }
    }
}

extension JSONValue {
    /// True for `null` and for nothing else.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The truth value; a number is never one.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number; a truth value or a string of digits is never one.
    public var number: JSONNumber? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The whole number, if it is one and fits: `5.0` is one, `5.5` and `"5"` are not.
    public var int: Int? { number?.int }

    /// The text; a number is never one.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements, in order.
    public var array: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members by name.
    public var object: [String: JSONValue]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member of an object.
    ///
    /// Reading from anything but an object gives nil. Writing to anything but an object replaces it by an object with
    /// this one member; writing nil removes the member.
    public subscript(member: String) -> JSONValue? {
        get { object?[member] }
        set {
            guard case .object(var members) = self else {
                if let newValue { self = .object([member: newValue]) }
                return
            }
            self = .null  // so that `members` is the only owner and nothing is copied
            members[member] = newValue
            self = .object(members)
        }
    }

    /// The element of an array; nil when there is none, or when this is no array.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// What kind of value this is, as a sentence names it: "a string", "null".
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number(let number): number.int == nil ? "a number" : "an integer"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

import SeedanceAPI

/// FlyingFox has a type of this name, too.
typealias JSONValue = SeedanceAPI.JSONValue

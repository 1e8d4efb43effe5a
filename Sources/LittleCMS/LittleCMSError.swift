/// Why Little CMS made nothing of a colour profile.
package struct LittleCMSError: Error, Hashable, Sendable {
    /// The function that failed, as C calls it.
    package let function: String
    /// What the library said; empty if nothing.
    package let detail: String
}

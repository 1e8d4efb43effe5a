import CLittleCMS

/// Little CMS itself.
package enum LittleCMSLibrary {
    /// For example `2.14`.
    package static var version: String {
        let number = cmsGetEncodedCMMversion()
        return "\(number / 1000).\(number % 1000 / 10)"
    }
}

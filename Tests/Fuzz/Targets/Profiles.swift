@testable import LittleCMS
@testable import SeedanceMedia

/// The first byte chooses how many channels the picture around the profile has.
enum Profiles {
    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let profile = Array(bytes.dropFirst())
        _ = EXIF.orientation(in: profile)
        _ = ColorProfile.parse(profile)
        _ = ColorProfile.defect(of: profile)
        for space in [ColorTransform.Space.gray, .rgb, .cmyk] { _ = try? SafeProfile(profile, space: space) }
        let components: UInt8 = [1, 3, 4][Int(choice % 3)]
        guard let header = try? PictureOpener.header(of: jpeg(profile, components), name: "x", limits: .fuzzing) else {
            return
        }
        guard let conversion = ColorConversion.decide(for: header).conversion else { return }
        let source = (0..<UInt8(16 * conversion.channels)).map { $0 &* 37 }
        var target = [UInt8](repeating: 0, count: 16 * 3)
        source.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                guard let source = source.baseAddress, let target = target.baseAddress else { return }
                conversion.convert(source, to: target, count: 16)
            }
        }
        _ = conversion.source(of: .white)
    }

    /// The header of a JPEG picture that holds the profile. Source: ICC.1:2022, B.4; ITU-T T.81, B.2.
    private static func jpeg(_ profile: [UInt8], _ components: UInt8) -> [UInt8] {
        var file: [UInt8] = [0xFF, 0xD8]
        let count = max(1, (profile.count + 65_518) / 65_519)
        for index in 0..<min(count, 255) {
            let part = profile.dropFirst(index * 65_519).prefix(65_519)
            file += segment(0xE2, Array("ICC_PROFILE\0".utf8) + [UInt8(index + 1), UInt8(min(count, 255))] + part)
        }
        file += segment(0xC0, [8, 0, 16, 0, 16, components] + (1...components).flatMap { [$0, 0x11, 0] })
        file += segment(0xDA, [components] + (1...components).flatMap { [$0, 0] } + [0, 63, 0])
        return file + [0, 0xFF, 0xD9]
    }

    private static func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let length = payload.count + 2
        return [0xFF, marker, UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)] + payload
    }
}

import Testing

@testable import SeedanceMedia

@Suite struct MetadataColorProfileTests {
    static let displayP3 = [[0.51512, 0.24120, -0.00105], [0.29198, 0.69225, 0.04189], [0.15710, 0.06657, 0.78407]]

    @Test func `a profile is sRGB by its numbers, whatever it is called`() {
        #expect(ColorProfile.parse(Crafted.rgbProfile(name: "c2"))?.isSRGB == true)
        #expect(ColorProfile.parse(Crafted.rgbProfile(name: "uRGB", curve: Crafted.gamma(2.2)))?.isSRGB == true)
        #expect(ColorProfile.parse(Crafted.rgbProfile(name: "Display P3", colorants: Self.displayP3))?.isSRGB == false)
    }

    @Test func `the name alone does not make it sRGB`() {
        #expect(ColorProfile.parse(Crafted.rgbProfile(name: "sRGB", colorants: Self.displayP3))?.isSRGB == false)
        #expect(ColorProfile.parse(Crafted.rgbProfile(name: "sRGB linear", curve: Crafted.gamma(1)))?.isSRGB == false)
        let lookup = Crafted.profile([("desc", Crafted.description("sRGB v4 ICC preference")), ("A2B0", [0])])
        #expect(ColorProfile.parse(lookup)?.isSRGB == true)
    }

    @Test(arguments: [(1.0, false), (1.8, false), (2.2, true), (2.4, false), (0.0, false)])
    func `the tone curve must be close to that of sRGB`(gamma: Double, isSRGB: Bool) {
        #expect(ColorProfile.parse(Crafted.rgbProfile(curve: Crafted.gamma(gamma)))?.isSRGB == isSRGB)
    }

    @Test func `curves are read as tables and as identity too`() throws {
        let table = Array("curv".utf8) + Crafted.big(0, 4) + Crafted.big(3, 4) + [0, 0, 0x36, 0xCB, 0xFF, 0xFF]
        #expect(ColorProfile.parse(Crafted.rgbProfile(curve: table))?.isSRGB == true)
        let identity = Array("curv".utf8) + Crafted.big(0, 4) + Crafted.big(0, 4)
        #expect(ColorProfile.parse(Crafted.rgbProfile(curve: identity))?.isSRGB == false)
        let empty = Array("curv".utf8) + Crafted.big(0, 4) + Crafted.big(Int(UInt32.max), 4)
        #expect(ColorProfile.parse(Crafted.rgbProfile(curve: empty))?.isSRGB == false)
    }

    @Test func `gray and CMYK are told apart`() {
        let gray = [("desc", Crafted.description("Gray Gamma 2.2")), ("kTRC", Crafted.gamma(2.2))]
        let profile = ColorProfile.parse(Crafted.profile(gray, space: "GRAY"))
        #expect(profile?.space == .gray && profile?.isSRGBCompatibleGray == true && profile?.isSRGB == false)
        let dotGain = ColorProfile.parse(Crafted.profile([("kTRC", Crafted.gamma(1))], space: "GRAY"))
        #expect(dotGain?.isSRGBCompatibleGray == false)
        #expect(ColorProfile.parse(Crafted.profile([], space: "CMYK"))?.space == .cmyk)
        #expect(ColorProfile.parse(Crafted.profile([], space: "Lab "))?.space == .other)
    }

    @Test func `the name is read in English and stripped of what steers a terminal`() {
        let names = Crafted.localized([("deDE", "Anzeige"), ("enUS", "Display\u{1B}[31m P3\u{202E} ")])
        #expect(ColorProfile.parse(Crafted.profile([("desc", names)]))?.description == "Display[31m P3")
        let one = Crafted.localized([("deDE", "Bunt")])
        #expect(ColorProfile.parse(Crafted.profile([("desc", one)]))?.description == "Bunt")
        #expect(ColorProfile.parse(Crafted.profile([]))?.description == "")
    }

    @Test func `a damaged profile is none`() throws {
        let whole = Crafted.rgbProfile()
        #expect(ColorProfile.parse(Array(whole.dropLast())) == nil)
        #expect(ColorProfile.parse(Crafted.profile([], size: 131)) == nil)
        #expect(ColorProfile.parse(Crafted.profile([], kind: "link")) == nil)
        #expect(ColorProfile.parse(Array(repeating: 0, count: 400)) == nil)
        let header = try header(Crafted.jpeg(Crafted.profileSegments([1, 2, 3], parts: 1)))
        #expect(header.isProfileDamaged && header.profile == nil)
    }

    @Test func `a tag outside the profile is passed over`() {
        var bytes = Crafted.rgbProfile(name: "sRGB")
        bytes.replaceSubrange(136..<140, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(ColorProfile.parse(bytes)?.description == "")
        #expect(ColorProfile.parse(bytes)?.isSRGB == true)
    }
}

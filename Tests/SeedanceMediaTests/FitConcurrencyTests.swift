import SeedanceAPI
import Testing

@testable import SeedanceMedia

@Suite struct FitConcurrencyTests {
    @Test(arguments: [
        "fixtures/jpeg-420.jpg", "fixtures/jpeg-422.jpg", "fixtures/jpeg-progressive.jpg", "fixtures/jpeg-gray.jpg",
        "fixtures/jpeg-odd.jpg", "fixtures/jpeg-cmyk.jpg", "fixtures/orientation-6.jpg", "scaling/scene.png",
        // Taller than the bands in which rows are handed on.
        "../../../samples/landscape.jpg", "../../../samples/portrait.jpg",
    ])
    func `one core and two make the same picture and the same file`(name: String) throws {
        for focus in [Focus.center, .bottom] {
            var options = FitOptions()
            options.size = .nearest(.p480)
            options.focus = .point(focus)
            let source = MediaSource(path: Goldens.path(name))
            let encoding = EncodingOptions(format: .jpeg)
            var fitter = PictureFitter(options)
            let both = try fitter.fit(source, encoding: encoding)
            fitter.usesSecondCore = false
            let one = try fitter.fit(source, encoding: encoding)
            #expect(both.picture == one.picture)
            #expect(try both.encoded(encoding).image.bytes == one.encoded(encoding).image.bytes)
        }
    }

    @Test func `a cut is found whichever way the rows come`() throws {
        let whole = try Goldens.bytes("fixtures/jpeg-420.jpg")
        let cut = MediaSource(bytes: Array(whole.prefix(whole.count * 6 / 10)), name: "cut.jpg")
        var fitter = PictureFitter()
        for usesSecondCore in [true, false] {
            fitter.usesSecondCore = usesSecondCore
            #expect(throws: MediaError.self) { try fitter.fit(cut) }
        }
    }
}

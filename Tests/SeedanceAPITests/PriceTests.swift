import SeedanceAPI
import Testing

private func price(_ members: [String: JSONValue], removing: [String: String?] = [:]) -> Price? {
    VideoTask(json: Samples.with(Samples.text, removing, members)).price()
}

private let video: JSONValue = ["referenceVideos": ["https://example.org/a.mp4"]]

@Test func `the page's three examples cost what the page says`() {
    #expect(price(["width": 864, "height": 496, "duration": 4])?.totalText == "0.144")
    #expect(price(["duration": 15])?.totalText == "1.215")
    #expect(price(["width": 864, "height": 496, "duration": 4, "inputs": video])?.totalText == "0.172")
}

@Test(arguments: FrameSize.all, [false, true])
func `every row costs its resolution's price for every duration and number`(row: FrameSize, hasVideo: Bool) {
    let thousandths =
        switch row.resolution {
        case .p480: hasVideo ? 43 : 36
        case .p720: hasVideo ? 96 : 81
        }
    for seconds in 4...15 {
        for results in 1...4 {
            let members: [String: JSONValue] = [
                "width": JSONValue(row.size.width), "height": JSONValue(row.size.height),
                "duration": JSONValue(seconds),
                "numberResults": JSONValue(results), "inputs": hasVideo ? video : [:],
            ]
            let total = thousandths * seconds * results
            var text = "\(total / 1000)." + String(String(1000 + total % 1000).dropFirst())
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
            #expect(price(members)?.totalText == text)
        }
    }
}

@Test func `absent members are priced with their defaults`() {
    #expect(
        price([:])?.json == ["currency": "USD", "perSecond": "0.081", "seconds": 5, "results": 1, "total": "0.405"])
    #expect(VideoTask(json: Samples.frames).price()?.perSecondText == "0.081")
    #expect(VideoTask(json: Samples.with(Samples.frames, [:], ["resolution": "480p"])).price()?.totalText == "0.18")
    #expect(price(["inputs": ["referenceVideos": []]])?.perSecondText == "0.081")
    #expect(price(["duration": .number(JSONNumber(literal: "5.0") ?? 0)])?.totalText == "0.405")
}

@Test(
    arguments: [
        ["duration": 3], ["duration": "5"], ["numberResults": 9], ["width": 1], ["width": "1280"],
        ["resolution": "1080p"],
        ["resolution": "480p"], ["inputs": 5], ["inputs": ["referenceVideos": "x"]], ["model": "other"],
    ] as [[String: JSONValue]])
func `a task whose price depends on something wrong has none`(members: [String: JSONValue]) {
    #expect(price(members) == nil)
}

@Test func `a mistake that the price does not depend on leaves it alone`() {
    #expect(price(["positivePrompt": 5, "outputFormat": "GIF"])?.totalText == "0.405")
}

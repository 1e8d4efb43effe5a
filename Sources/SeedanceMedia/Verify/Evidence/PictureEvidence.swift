import SeedanceAPI

/// What all decoded pictures measure.
package struct PictureEvidence: Sendable {
    /// In the order of showing.
    package var pictures: [PictureMeasurement] = []
    /// Where general flashes happen: spans in which more than three fall into one second, after ITU-R BT.1702.
    package var flashes: [TimeSpan] = []
    /// The most flashes that fall into one second.
    package var mostFlashes = 0
    /// The same for changes of saturated red.
    package var redFlashes: [TimeSpan] = []
    package var mostRedFlashes = 0
    /// Of the first picture, as stored. **Units**: pixels.
    package var width = 0
    package var height = 0
    /// The pictures that were to be first and last, against those that are; nil where nothing was compared.
    package var first: FrameAgreement?
    package var last: FrameAgreement?
    /// Why there is no such comparison, as a sentence.
    package var firstAbsence: String?
    package var lastAbsence: String?
    /// What the video looks like in a few numbers, to find its like.
    package var fingerprint: VideoFingerprint?
    /// Changes of size, pixel format or colour midway: when, and a sentence.
    package var changes: [(time: Double, what: String)] = []

    package init() {}

    /// How long pictures are shown. **Units**: seconds.
    package var duration: Double { pictures.last.map { $0.time + $0.duration } ?? 0 }
}

/// What one decoded picture measures. A few numbers, so that a video of any length takes little memory.
package struct PictureMeasurement: Hashable, Sendable {
    /// When it is shown. **Units**: seconds from the beginning of the first picture.
    package var time: Double
    /// How long. **Units**: seconds.
    package var duration: Double
    /// Mean luma, from 0 (black) to 1 (white) of the nominal range.
    package var brightness: Float = 0
    /// The share of pixels whose luma is below a tenth of the nominal range.
    package var blackShare: Float = 0
    /// The share of the area that has one colour.
    package var flatShare: Float = 0
    /// The share of pixels outside of EBU R 103's preferred range.
    package var outOfRangeShare: Float = 0
    /// Mean absolute difference from the picture before, all planes, from 0 to 1; 0 for the first one.
    package var difference: Float = 0
    /// The largest mean absolute difference of any block of the luma from the picture before, from 0 to 1.
    package var blockDifference: Float = 0
    /// How sure a cut lies before it, from 0 to 1.
    package var cutScore: Float = 0
    /// The number of the picture from which on everything stands still; its own one where the picture before differs.
    package var stillFrom = 0
    /// Mean absolute difference from that picture, all planes, from 0 to 1.
    package var stillDifference: Float = 0
    /// Rows and columns at the edges that are black. **Units**: pixels as stored.
    package var bars = Bars()

    package struct Bars: Hashable, Sendable {
        package var left: UInt16 = 0
        package var top: UInt16 = 0
        package var right: UInt16 = 0
        package var bottom: UInt16 = 0
        /// Where the picture visibly begins behind the bar; elsewhere the picture itself may be black there.
        package var ends: Ends = []

        package init() {}

        package struct Ends: OptionSet, Hashable, Sendable {
            package var rawValue: UInt8

            package init(rawValue: UInt8) { self.rawValue = rawValue }

            package static let left = Ends(rawValue: 1)
            package static let top = Ends(rawValue: 2)
            package static let right = Ends(rawValue: 4)
            package static let bottom = Ends(rawValue: 8)
        }
    }

    package init(time: Double, duration: Double) {
        self.time = time
        self.duration = duration
    }
}

/// How well a received picture agrees with the one that was sent.
package struct FrameAgreement: Hashable, Sendable {
    /// Structural similarity of the luma where both agree best, at reduced size: 1 for the same picture.
    package var similarity: Double
    /// By how much the received picture is shifted. **Units**: pixels of the video.
    package var shiftX: Double
    package var shiftY: Double
    /// Mean CIEDE2000 of the reduced pictures after that shift.
    package var colorDifference: Double

    package init(similarity: Double, shiftX: Double, shiftY: Double, colorDifference: Double) {
        self.similarity = similarity
        self.shiftX = shiftX
        self.shiftY = shiftY
        self.colorDifference = colorDifference
    }
}

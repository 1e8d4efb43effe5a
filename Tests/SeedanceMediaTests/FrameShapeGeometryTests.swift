import FFmpeg
import Foundation
import SeedanceAPI
import Testing

@testable import SeedanceMedia

enum MatrixMath {
    static func cosine(_ angle: Double) -> Double { cos(angle) }
    static func sine(_ angle: Double) -> Double { sin(angle) }
}

/// Geometry without any file.
struct FrameShapeGeometryTests {
    private static func matrix(_ values: [Double], scale: Double = 65_536) -> DisplayMatrix {
        let numbers = values.map { Int32(($0 * scale).rounded()) }
        return DisplayMatrix(a: numbers[0], b: numbers[1], c: numbers[2], d: numbers[3])
    }

    @Test(arguments: 1...8)
    func `every quarter and mirror has its orientation`(orientation: Int) throws {
        let values = try #require(FrameShapeTests.matrices[orientation])
        for scale in [65_536.0, 1, 131_072, 65_535] {
            let (found, isOdd) = Self.matrix(values, scale: scale).orientation
            #expect(found.rawValue == orientation && !isOdd)
        }
    }

    /// Where a corner of the picture goes says which orientation it is, without any table.
    @Test(arguments: Orientation.allCases)
    func `the orientation puts corners where the matrix puts them`(orientation: Orientation) throws {
        let values = try #require(FrameShapeTests.matrices[orientation.rawValue])
        func moved(_ x: Double, _ y: Double) -> (Double, Double) {
            (values[0] * x + values[2] * y, values[1] * x + values[3] * y)
        }
        let geometry = FrameGeometry(stored: PixelSize(width: 4, height: 2), matrix: Self.matrix(values))
        #expect(geometry.orientation == orientation)
        let corners = [moved(0, 0), moved(4, 0), moved(0, 2), moved(4, 2)]
        let (left, top) = (corners.map(\.0).min() ?? 0, corners.map(\.1).min() ?? 0)
        let width = Int((corners.map(\.0).max() ?? 0) - left)
        #expect(geometry.upright.width == width && geometry.upright.height == 6 - width)
        // EXIF's definition: which side the first row and the first column are at.
        let origin = (corners[0].0 > left, corners[0].1 > top)
        let sides: [Orientation: (Bool, Bool)] = [
            .upright: (false, false), .mirroredHorizontally: (true, false), .rotated180: (true, true),
            .mirroredVertically: (false, true), .transposed: (false, false), .rotated90Clockwise: (true, false),
            .transversed: (true, true), .rotated90CounterClockwise: (false, true),
        ]
        let expected = try #require(sides[orientation])
        #expect(origin == expected)
    }

    @Test func `angles between are laid to the nearest quarter and told`() {
        for degrees in 0..<360 {
            let angle = Double(degrees) * .pi / 180
            let (orientation, isOdd) = Self.matrix([cos(angle), sin(angle), -sin(angle), cos(angle)]).orientation
            #expect(isOdd == (degrees % 90 != 0), "\(degrees)")
            guard degrees % 90 != 45 else { continue }
            let quarter: [Orientation] = [.upright, .rotated90Clockwise, .rotated180, .rotated90CounterClockwise]
            #expect(orientation == quarter[(degrees + 45) / 90 % 4], "\(degrees)")
        }
    }

    @Test func `rounding is no odd angle, and extremes are no crash`() {
        #expect(!DisplayMatrix(a: 65_536, b: 5, c: -5, d: 65_530).orientation.isOdd)
        #expect(DisplayMatrix(a: .min, b: .min, c: .min, d: .min).orientation.isOdd)
        #expect(DisplayMatrix(a: .max, b: .max, c: .max, d: .max).orientation.isOdd)
        #expect(DisplayMatrix(a: 0, b: 0, c: 0, d: 0).orientation == (.upright, false))
        #expect(DisplayMatrix(a: .min, b: 0, c: 0, d: .min).orientation == (.rotated180, false))
    }

    struct Squaring: Sendable {
        let stored: PixelSize
        let ratio: Double
        let square: PixelSize

        init(_ width: Int, _ height: Int, _ ratio: Double, _ squareWidth: Int, _ squareHeight: Int) {
            stored = PixelSize(width: width, height: height)
            square = PixelSize(width: squareWidth, height: squareHeight)
            self.ratio = ratio
        }
    }

    static let squarings: [Squaring] = [
        Squaring(720, 576, 64.0 / 45, 1024, 576), Squaring(720, 480, 8.0 / 9, 720, 540),
        Squaring(720, 576, 16.0 / 15, 768, 576), Squaring(1440, 1080, 4.0 / 3, 1920, 1080),
        Squaring(100, 100, 1, 100, 100), Squaring(101, 57, 1.5, 152, 57), Squaring(10, 10, 10, 100, 10),
        Squaring(10, 10, 0.1, 10, 100), Squaring(1, 1, 0.5, 1, 2),
        // What no camera has.
        Squaring(10, 10, 10.5, 10, 10), Squaring(10, 10, 0.05, 10, 10), Squaring(10, 10, 0, 10, 10),
        Squaring(10, 10, -2, 10, 10), Squaring(10, 10, .nan, 10, 10), Squaring(10, 10, .infinity, 10, 10),
    ]

    @Test(arguments: squarings)
    func `the direction that is too small is enlarged`(squaring: Squaring) {
        let geometry = FrameGeometry(stored: squaring.stored, sampleAspectRatio: squaring.ratio)
        #expect(geometry.squareSize == squaring.square)
        #expect(geometry.isPlain == (squaring.square == squaring.stored))
        #expect(geometry.orientation == .upright && !geometry.isOddlyTurned)
    }

    @Test func `the clean aperture is what becomes square`() {
        let geometry = FrameGeometry(
            stored: PixelSize(width: 720, height: 576), cleanAperture: PixelRect(x: 8, y: 0, width: 704, height: 576),
            sampleAspectRatio: 12.0 / 11, matrix: DisplayMatrix(a: 0, b: 65_536, c: -65_536, d: 0))
        #expect(geometry.window == PixelRect(x: 8, y: 0, width: 704, height: 576))
        #expect(geometry.squareSize == PixelSize(width: 768, height: 576))
        #expect(geometry.upright == PixelSize(width: 576, height: 768) && !geometry.isPlain)
    }

    @Test(arguments: [
        PixelRect(x: -1, y: 0, width: 5, height: 5), PixelRect(x: 0, y: 0, width: 0, height: 5),
        PixelRect(x: 0, y: 0, width: 11, height: 5), PixelRect(x: 6, y: 0, width: 5, height: 5),
        PixelRect(x: 0, y: 6, width: 5, height: 5), PixelRect(x: 0, y: 0, width: 5, height: -5),
        PixelRect(x: .max, y: .max, width: .max, height: .max), PixelRect(x: 1, y: 1, width: .max, height: .max),
    ])
    func `an aperture outside the picture is ignored`(aperture: PixelRect) {
        let geometry = FrameGeometry(stored: PixelSize(width: 10, height: 10), cleanAperture: aperture)
        #expect(geometry.window == PixelRect(x: 0, y: 0, width: 10, height: 10) && geometry.isPlain)
    }

    @Test func `an aperture of all of the picture is plain, and one beside its corner is not`() {
        let whole = PixelRect(x: 0, y: 0, width: 10, height: 10)
        #expect(FrameGeometry(stored: PixelSize(width: 10, height: 10), cleanAperture: whole).isPlain)
        let right = PixelRect(x: 1, y: 0, width: 9, height: 10)
        #expect(!FrameGeometry(stored: PixelSize(width: 10, height: 10), cleanAperture: right).isPlain)
    }

    /// Width, height, and how far the middle lies from that of the picture.
    @Test func `a clean aperture is read as the standard has it`() throws {
        func aperture(_ fractions: [(Int, Int)]) -> PixelRect? {
            CleanAperture(fractions.flatMap { Crafted.big($0.0, 4) + Crafted.big($0.1, 4) })?
                .rect(in: PixelSize(width: 96, height: 64))
        }
        #expect(aperture([(80, 1), (48, 1), (2, 1), (-4, 1)]) == PixelRect(x: 10, y: 4, width: 80, height: 48))
        #expect(aperture([(95, 1), (63, 1), (1, 2), (-1, 2)]) == PixelRect(x: 1, y: 0, width: 95, height: 63))
        #expect(aperture([(80, 1), (48, 1), (9, 1), (0, 1)]) == nil)
        #expect(aperture([(80, 0), (48, 1), (0, 1), (0, 1)]) == nil)
        #expect(CleanAperture([]) == nil && CleanAperture([UInt8](repeating: 1, count: 31)) == nil)
    }
}

import Foundation
import SeedanceAPI
import TestSupport

@testable import SeedanceMedia

/// What became of a scene: how much of its subjects is kept by whom.
struct AttentionShares: Sendable {
    let scene: AttentionScene
    let ours, vips, center: Double
}

extension AttentionScene {
    var source: (source: MediaSource, subjects: [PixelRect]) {
        get throws {
            let drawn = draw()
            return (.bytes(try drawn.raster.encoded(.png), "scene.png"), drawn.subjects)
        }
    }

    /// The window that `focus` gives.
    static func window(
        _ source: MediaSource, _ row: PixelSize, _ focus: FitFocus = .attention
    ) throws(MediaError) -> CropPlan {
        try fit(source, SeedanceMediaTests.row(row.width / 2, row.height / 2)) { $0.focus = focus }.plan
    }

    /// - Parameter vips: nil to leave it out.
    func shares(vips: MediaProgram?) throws -> AttentionShares {
        let (raster, subjects) = draw()
        let source = MediaSource.bytes(try raster.encoded(.png), "scene.png")
        let plan = try AttentionScene.window(source, row)
        let middle = try AttentionScene.window(source, row, .center).window
        func share(_ window: PixelRect) -> Double { AttentionScene.share(of: subjects, in: window) }
        let theirs = try vips.map { try AttentionScene.vips($0, raster, plan.window.size) }
        return AttentionShares(
            scene: self, ours: share(plan.window), vips: theirs.map(share) ?? 0, center: share(middle))
    }

    /// Where `vips smartcrop --interesting attention` puts a window of that size.
    ///
    /// It prints the place that it found; libvips/conversion/smartcrop.c centres the window on it and pushes it back
    /// inside.
    private static func vips(_ program: MediaProgram, _ raster: MediaRaster, _ size: PixelSize) throws -> PixelRect {
        let folder = try MediaTemporaryFolder()
        let header = Array("P6 \(raster.width) \(raster.height) 255\n".utf8)
        try folder.write(header + raster.pixels, to: "in.ppm")
        let run = try program.run([
            "smartcrop", folder.file("in.ppm"), folder.file("out.ppm"), "\(size.width)", "\(size.height)",
            "--interesting", "attention", "--attention-x", "--attention-y",
        ])
        let numbers = String(decoding: run.output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .compactMap { Int($0) }
        guard run.status == 0, numbers.count == 2 else { throw CocoaError(.executableLoad) }
        func start(_ middle: Int, _ length: Int, _ total: Int) -> Int {
            max(0, min(middle - length / 2, total - length))
        }
        return PixelRect(
            x: start(numbers[0], size.width, raster.width), y: start(numbers[1], size.height, raster.height),
            width: size.width, height: size.height)
    }
}

extension [AttentionShares] {
    func mean(_ value: (AttentionShares) -> Double) -> Double {
        isEmpty ? 0 : reduce(0) { $0 + value($1) } / Double(count)
    }

    /// For people who read the log.
    func table(_ title: String) -> String {
        func line(_ name: String, _ some: [AttentionShares]) -> String {
            let columns = [some.mean(\.ours), some.mean(\.vips), some.mean(\.center)]
                .map { String(format: "%5.3f", $0) }.joined(separator: " | ")
            return "| \(name.padding(toLength: 10, withPad: " ", startingAt: 0)) | \(some.count) | \(columns) |"
        }
        let kinds = AttentionScene.Kind.allCases.map { kind in
            line(kind.rawValue, filter { $0.scene.kind == kind })
        }
        let grounds = AttentionBackground.allCases.map { ground in
            line("on \(ground.rawValue)", filter { $0.scene.background == ground })
        }
        return (["", "| \(title) | scenes | seedance | vips | centre |", line("all", self)] + kinds + grounds)
            .joined(separator: "\n")
    }
}

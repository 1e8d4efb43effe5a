import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// How much of what a picture is of stays in it.
@Suite struct AttentionQualityTests {
    /// 1 is the set that weights were chosen on; nothing was ever chosen on the other.
    @Test(
        .enabled(if: MediaProgram.exists("vips"), "vips is not installed (libvips-tools)"),
        arguments: [1, 20] as [UInt64])
    func `it keeps at least as much of a subject as libvips does`(seed: UInt64) throws {
        let vips = try #require(MediaProgram("vips"))
        let scenes = AttentionScene.set(seed: seed, rounds: 2)
        #expect(scenes.count >= 60)
        let shares = try scenes.map { try $0.shares(vips: vips) }
        print(shares.table("set \(seed)"))
        #expect(shares.mean(\.ours) >= shares.mean(\.vips))
        #expect(shares.mean(\.ours) >= shares.mean(\.center) + 0.15)
        #expect(shares.mean(\.ours) >= 0.93)
        for kind in AttentionScene.Kind.allCases {
            let some = shares.filter { $0.scene.kind == kind }
            #expect(some.mean(\.ours) >= max(0.85, some.mean(\.center)), "\(kind)")
            // Of one kind there are so few that one scene is 0.07.
            #expect(some.mean(\.ours) >= some.mean(\.vips) - 0.08, "\(kind)")
        }
    }

    @Test func `faces of every shade of skin are kept`() throws {
        var random = SplitMix64(seed: 31)
        var shares = [Int: [AttentionShares]]()
        for tone in SkinTone.monk.indices {
            // The same places and backgrounds for every shade.
            random = SplitMix64(seed: 31)
            for background in AttentionBackground.allCases {
                let scene = AttentionScene(
                    kind: .face, background: background, size: PixelSize(width: 480, height: 360),
                    row: PixelSize(width: 720, height: 1280), seed: random.next(), tone: tone)
                shares[tone, default: []].append(try scene.shares(vips: nil))
            }
        }
        let means = SkinTone.monk.indices.map { shares[$0, default: []].mean(\.ours) }
        print("faces from the lightest to the darkest:", means.map { ($0 * 1000).rounded() / 1000 })
        #expect(means.allSatisfy { $0 >= 0.8 }, "\(means)")
        let (light, dark) = (means.prefix(5).reduce(0, +) / 5, means.suffix(5).reduce(0, +) / 5)
        #expect(abs(light - dark) < 0.1, "\(means)")
    }

    @Test func `a colour is skin in any light, and grass, sky and gray are not`() {
        func skin(_ color: Ink) -> Int32 {
            AttentionFeatures.skin(Int32(color.x), Int32(color.y), Int32(color.z))
        }
        // The lightest and the darkest are nearly gray.
        for tone in SkinTone.monk[5...7] {
            #expect(skin(tone) > 60, "\(tone)")
            #expect(abs(skin(tone) - skin(tone * 0.7)) < 40, "\(tone)")
        }
        for other in [Ink(96, 150, 214), Ink(82, 118, 52), Ink(128, 128, 128), Ink(0, 0, 0), Ink(255, 255, 255)] {
            #expect(skin(other) < skin(SkinTone.monk[5]) / 2, "\(other)")
        }
    }
}

import TestSupport
import Testing

@testable import SeedanceMedia

/// Ordinary content of many kinds, about which nothing is to be complained.
@Suite("Clean videos", .enabled(if: InspectClips.areAvailable))
struct PictureCleanTests {
    struct Clip: Sendable, CustomTestStringConvertible {
        var name: String
        var source: [String]
        var encoding = PictureClips.h264
        var ending = "mp4"
        /// Where the content really is so.
        var complaints: [String] = []

        var testDescription: String { name }
    }

    private static func still(_ filters: String) -> [String] {
        ["-loop", "1", "-framerate", "24", "-t", "2", "-i", PictureClips.landscape, "-vf", filters]
    }

    /// A zoom towards the middle, from a picture so large that its steps are small.
    private static func zoom(_ speed: String, _ filters: String) -> [String] {
        still(
            "scale=3840:-2:out_range=tv,format=yuv420p,zoompan=z='\(speed)':x='iw/2-(iw/zoom/2)':y='ih/2-(ih/zoom/2)'"
                + ":d=1:s=320x180:fps=24\(filters)")
    }

    static let clips = [
        Clip(name: "test pattern", source: PictureClips.source("testsrc2=s=320x180:r=24:d=2")),
        Clip(name: "fractal", source: PictureClips.source("mandelbrot=s=320x180:r=24", "trim=duration=2")),
        Clip(
            name: "life",
            source: PictureClips.source(
                "life=s=160x90:mold=10:r=24:ratio=0.1:seed=3:death_color=#C83232:life_color=#00ff00",
                "trim=duration=2,scale=320:180:flags=neighbor")),
        Clip(
            // FFmpeg's own source of gradients is another one each time, whatever its seed, and at times it hardly moves.
            name: "gradients",
            source: PictureClips.source(
                "nullsrc=s=320x180:r=24:d=2",
                "geq=lum='110+60*sin((X+3*N)/60)+30*cos((Y-2*N)/40)':cb='128+30*sin((Y+2*N)/50)'"
                    + ":cr='128+30*cos((X-N)/70)'"),
            encoding: PictureClips.vp9, ending: "webm"),
        Clip(name: "pan", source: PictureClips.pan),
        Clip(name: "pan in VP9", source: PictureClips.pan, encoding: PictureClips.vp9, ending: "webm"),
        Clip(
            name: "dark with noise",
            source: still(
                "scale=320:180:out_range=tv,format=yuv420p,eq=brightness=-0.3:contrast=0.5,noise=alls=5:allf=t")),
        Clip(name: "grain", source: still("scale=320:180:out_range=tv,format=yuv420p,noise=alls=8:allf=t")),
        Clip(name: "slow zoom", source: zoom("1+0.0005*on", "")),
        Clip(
            name: "slow dark zoom in VP9", source: zoom("1+0.0005*on", ",eq=brightness=-0.25:contrast=0.6"),
            encoding: PictureClips.vp9, ending: "webm"),
        Clip(name: "breathing", source: zoom("1.05+0.01*sin(on/7)", "")),
        Clip(name: "fade in", source: PictureClips.pan("fade=in:0:30"), complaints: ["blank-edges"]),
        Clip(
            name: "tripod",
            source: [
                "-loop", "1", "-framerate", "24", "-t", "2", "-i", PictureClips.landscape, "-f", "lavfi", "-i",
                "color=c=white:s=10x10:r=24:d=2", "-filter_complex",
                "[0]scale=320:180:out_range=tv,format=yuv420p[a];[a][1]overlay=x='20+t*60':y=100:shortest=1",
            ]),
        Clip(name: "slow pulse", source: PictureClips.pan("eq=brightness='0.05*sin(t*5)':eval=frame")),
        Clip(
            name: "ten bits", source: PictureClips.pan,
            encoding: ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p10le"]),
    ]

    @Test(arguments: clips)
    func `pass all checks of pictures`(clip: Clip) throws {
        let evidence = try PictureClips().measured("clip.\(clip.ending)", clip.source + clip.encoding)
        try #require(evidence.pictures.count >= 40)
        let said = PictureChecks.all.map { "\($0.id): \(evidence.examine($0).message)" }
        #expect(evidence.complaints == clip.complaints, "\(said)")
        #expect(evidence.examine(CutsCheck()).number == 0)
    }
}

import Foundation
import SeedanceAPI
import SeedanceMedia
import Testing

/// A video without any defect, made as the service makes them: 24 pictures a second, 4:2:0, tagged, index in front.
struct CleanClip: Sendable, CustomTestStringConvertible {
    enum Sound: String, Sendable {
        /// A voice, where this build of FFmpeg has one.
        case speech = "flite=textfile=@speech.txt:voice=slt"
        case chords =
            "aevalsrc=0.12*(sin(2*PI*220*t)+sin(2*PI*277*t)+sin(2*PI*330*t))*exp(-mod(t\\,1))|0.1*(sin(2*PI*220*t)+sin(2*PI*440*t))*exp(-mod(t+0.3\\,1)):s=48000"
        case rain = "anoisesrc=color=white:amplitude=0.08:seed=3,highpass=400"
        case wind = "aevalsrc=0.2*(random(0)-0.5)|0.2*(random(1)-0.5):s=48000,lowpass=700,volume=3"
        case steps = "anoisesrc=color=pink:amplitude=0.6:seed=4,volume=exp(-9*mod(t\\,0.6)):eval=frame"
        case hum = "sine=frequency=110:sample_rate=44100,volume=0.8"
        case room = "anoisesrc=color=pink:amplitude=0.25:seed=5"
        case none = ""
    }

    let name: String
    let container: CorpusContainer
    /// As the service makes it, divided by `shrink`.
    let size: PixelSize
    /// The command's first words: where the pictures come from.
    let picture: String
    /// What is done to them.
    let filter: String
    let sound: Sound
    /// Checks that may warn, because what they warn of is there on purpose.
    let mayWarn: Set<String>

    /// How many times smaller the clips are than what the service makes; `SEEDANCE_CORPUS_SHRINK=1` has them whole.
    static let shrink =
        ProcessInfo.processInfo.environment["SEEDANCE_CORPUS_SHRINK"].flatMap(Int.init).map { max(1, $0) } ?? 6

    init(
        _ name: String, _ container: CorpusContainer, _ width: Int, _ height: Int, _ picture: String, _ filter: String,
        _ sound: Sound, mayWarn: Set<String> = []
    ) {
        self.name = name
        self.container = container
        size = PixelSize(width: width / Self.shrink / 2 * 2, height: height / Self.shrink / 2 * 2)
        self.picture = picture
        self.filter = filter
        self.sound = sound
        self.mayWarn = mayWarn
    }

    var testDescription: String { "\(name) (\(container))" }

    func make() throws -> String {
        let slug = name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
        let input = sound == .none ? "-an" : "-f lavfi -i \(sound.rawValue)"
        let chain = (filter.isEmpty ? "" : "\(filter),") + "scale=W:H,setsar=1,fps=24,format=yuv420p"
        let command = "\(picture) \(input) -vf \(chain) VIDEO -g 240 AUDIO -t 4.04 @out"
            .replacingOccurrences(of: "W:H", with: "\(size.width):\(size.height)")
            .replacingOccurrences(of: "WxH", with: "\(size.width)x\(size.height)")
        return try Corpus.make("clean-\(slug).\(container)", container, [command])
    }

    var expectation: VideoExpectation {
        var expectation = Corpus.expectation(container)
        expectation.sizes = [size]
        expectation.hasAudio = sound != .none
        return expectation
    }

    private static func source(_ description: String) -> String { "-f lavfi -i \(description)" }
    private static let lake = "-loop 1 -framerate 24 -i @landscape.jpg"
    private static let balloon = "-loop 1 -framerate 24 -noautorotate -i @portrait.jpg"
    /// A window that moves over a picture, by fractions of a pixel.
    private static func glide(_ x: String, _ y: String) -> String {
        "scale=2400:-2,format=yuv444p,crop=1600:1200:\(x):\(y)"
    }

    static let all: [CleanClip] = [
        CleanClip("a test card in motion", .mp4, 864, 496, source("testsrc2=s=WxH:r=24"), "", .chords),
        CleanClip("the same in WebM", .webm, 864, 496, source("testsrc2=s=WxH:r=24"), "", .chords),
        CleanClip("an older test card", .mov, 640, 640, source("testsrc=s=WxH:r=24"), "noise=alls=3:allf=t", .speech),
        CleanClip(
            "a flight into the Mandelbrot set", .mp4, 992, 432,
            source("mandelbrot=s=WxH:r=24:maxiter=300:start_scale=1.5:end_scale=0.2:end_pts=120"), "", .rain),
        CleanClip(
            "the game of life", .mp4, 640, 640,
            source("life=s=160x160:r=24:mold=60:ratio=0.4:seed=7:death_color=#703820:life_color=#e0e0a0"), "", .wind),
        CleanClip(
            "a cellular automaton", .webm, 752, 560, source("cellauto=s=188x140:r=24:rule=110:seed=5:ratio=0.5"), "",
            .steps),
        CleanClip(
            "gradients", .mp4, 1280, 720, source("nullsrc=s=WxH:r=24"),
            "geq=lum=50+140*X/320+20*sin(T*2):cb=110+40*Y/180:cr=150-30*X/320+10*sin(T)", .hum),
        CleanClip(
            "plasma", .mov, 720, 1280, source("nullsrc=s=WxH:r=24"),
            "geq=lum=128+50*sin(X/17+T*3)+40*sin(Y/13-T*2):cb=128+60*sin(X/31+T):cr=128+60*cos(Y/29+T*2)", .chords),
        CleanClip("a camera that glides over a lake", .mp4, 1112, 834, lake, glide("20*t*5", "10*t*5"), .wind),
        CleanClip("the same in QuickTime", .mov, 1112, 834, lake, glide("20*t*5", "10*t*5"), .wind),
        CleanClip("the same in WebM, slower", .webm, 834, 1112, lake, glide("60*t", "36*t"), .wind),
        CleanClip(
            "a slow zoom", .mp4, 960, 960, balloon, "scale=2400:-2,zoompan=z=1+0.002*on:d=1:s=800x800:fps=24", .speech),
        CleanClip(
            "a grainy night", .mp4, 864, 496, lake,
            glide("80*t", "30*t") + ",eq=brightness=-0.28:contrast=0.5,noise=alls=14:allf=t", .room),
        CleanClip(
            "a grainy night in WebM", .webm, 1280, 720, lake,
            glide("80*t", "30*t") + ",eq=brightness=-0.28:contrast=0.5,noise=alls=14:allf=t", .room),
        CleanClip(
            "a slow fade from black", .mp4, 496, 864, balloon, glide("80*t", "60*t") + ",fade=d=1.2", .speech,
            mayWarn: ["blank-edges", "black"]),
        CleanClip(
            "a head that talks", .mp4, 560, 752, balloon,
            "scale=600:800,noise=alls=4:allf=t,split[a][b];[b]crop=120:60:240:400[c];[a][c]overlay=240:400+8*sin(7*t)+3*sin(19*t)",
            .speech),
        CleanClip(
            "lines of text that rise", .mov, 752, 560, source("nullsrc=s=WxH:r=24"),
            "geq=lum=if(lt(mod(Y+N\\,12)\\,6)*gt(sin(X*1.7+floor((Y+N)/12)*37)+sin(X*0.9)\\,0.2)\\,210\\,40):cb=128:cr=128",
            .chords),
        CleanClip(
            "water", .webm, 640, 640, source("nullsrc=s=WxH:r=24"),
            "geq=lum=110+30*sin(X/9+Y/31+T*4)+25*sin(Y/6-T*5+sin(X/20))+12*random(1):cb=150:cr=110", .rain),
        CleanClip(
            "stars", .mp4, 1470, 630, source("nullsrc=s=WxH:r=24"),
            "geq=lum=if(gt(mod(abs(sin((X+N)*12.9898+Y*78.233)*43758.5)\\,1)\\,0.992)\\,210\\,45+Y/4+8*random(1)):cb=140:cr=122",
            .wind),
        CleanClip(
            "cuts every half second", .mp4, 864, 496, lake,
            "scale=1600:1067,format=yuv444p,crop=800:460:if(lt(mod(n\\,24)\\,12)\\,20+4*n\\,780-4*n):if(lt(mod(n\\,48)\\,24)\\,500\\,560)",
            .steps),
        CleanClip(
            "a camera in the hand", .mov, 864, 496, lake,
            "scale=1600:-2,crop=1200:690:100+14*sin(n*1.3)+9*sin(n*0.7):80+11*sin(n*1.1+1)+7*sin(n*2.3)", .speech),
        CleanClip(
            "fog", .mp4, 1280, 720, lake,
            glide("80*t", "40*t") + ",eq=contrast=0.18:brightness=0.18,noise=alls=2:allf=t",
            .wind),
        CleanClip(
            "a cartoon of flat colours", .webm, 960, 960, source("color=0x3060c0:s=240x240:r=24"),
            "drawbox=0:170:240:70:0x30a040:fill,split[a][b];[b]crop=70:60:0:150,hue=h=120[c];[a][c]overlay=20+30*t:100-60*abs(sin(3*t))",
            .chords),
        CleanClip(
            "a cartoon of flat colours in MP4", .mp4, 960, 960, source("color=0x3060c0:s=240x240:r=24"),
            "drawbox=0:170:240:70:0x30a040:fill,split[a][b];[b]crop=70:60:0:150,hue=h=120[c];[a][c]overlay=20+30*t:100-60*abs(sin(3*t))",
            .chords),
        CleanClip(
            "snow in the sun", .mov, 1112, 834, lake,
            glide("80*t", "30*t") + ",hue=s=0.3,eq=brightness=0.3:contrast=0.45,noise=alls=5:allf=t", .wind),
        CleanClip(
            "by candlelight", .mp4, 834, 1112, balloon,
            "scale=600:-2,vignette=PI/2.6,eq=contrast=0.6:brightness=-0.15+0.012*sin(9*t):eval=frame,noise=alls=6:allf=t",
            .room),
        CleanClip(
            "grey film with grain", .mp4, 752, 560, lake,
            "scale=1600:-2,crop=1000:745:20*t*3:40,hue=s=0,noise=alls=18:allf=t+u", .speech),
        CleanClip(
            "one place fades into another", .webm, 496, 864, lake,
            "scale=1600:-2,format=yuv444p,split[a][b];[a]crop=600:960:50:90[c];[b]crop=600:960:900:90[d];[c]setpts=PTS-STARTPTS,fps=24,settb=AVTB[e];[d]setpts=PTS-STARTPTS,fps=24,settb=AVTB[f];[e][f]xfade=duration=2:offset=1,crop=480:840:25*t:25*t",
            .chords),
        CleanClip(
            "colours that turn", .mp4, 1280, 720, lake,
            "scale=1600:-2,hue=h=60*t,format=yuv444p,crop=1280:720:60*t:40*t", .hum),
        CleanClip(
            "a lake that turns", .mov, 960, 960, lake, "scale=800:-2,rotate=0.1*t,crop=400:400", .speech),
        CleanClip(
            "a fractal carpet", .mp4, 992, 432, source("sierpinski=s=WxH:r=24:type=carpet:jump=20:seed=3"), "", .rain),
        CleanClip("no sound, as asked", .mp4, 864, 496, lake, glide("70*t", "30*t"), .none),
        CleanClip("no sound, as asked, in WebM", .webm, 864, 496, lake, glide("70*t", "30*t"), .none),
    ]
}

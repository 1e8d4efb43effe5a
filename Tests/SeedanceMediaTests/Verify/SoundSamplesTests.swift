import Foundation
import TestSupport
import Testing

@testable import SeedanceMedia

/// What the samples say by themselves, in files and in numbers written here.
@Suite(.enabled(if: SoundFiles.canRun, "ffmpeg is not installed"))
struct SoundSamplesTests {
    private static let tone = "0.2*sin(2*PI*440*t)"

    @Test(arguments: [("in.mov", "-c:a pcm_s16le"), ("in.mp4", "-c:a aac"), ("in.webm", "-c:a libopus")])
    func `silences are where silencedetect finds them`(name: String, options: String) throws {
        let gaps = "not(between(t,0.5,1.1)+between(t,1.6,1.9)+gte(t,2.4))"
        let file = try SoundFiles().make(name, "aevalsrc='\(Self.tone)*\(gaps)':s=48000:d=3", options)
        let sound = try SoundFiles.measure(file)
        // ffmpeg -copyts … -af silencedetect=n=-60dB:d=0.1 …
        let witness = try SoundWitness(file, "silencedetect=n=-60dB:d=0.1")
        let (starts, ends) = (witness.numbers(after: "silence_start:"), witness.numbers(after: "silence_end:"))
        #expect(starts.count >= 3 && starts.count == sound.silences.count)
        for (silence, (start, end)) in zip(sound.silences, zip(starts, ends)) {
            #expect(abs(silence.from - start) < 0.002 && abs(silence.to - end) < 0.002)
        }
    }

    @Test func `a dead side is found, and a quiet one is none`() throws {
        let files = try SoundFiles()
        let dead = try SoundFiles.measure(files.make("a.mp4", "aevalsrc='\(Self.tone)|0':s=48000:d=1", "-c:a aac"))
        #expect(dead.deadChannels == [1] && dead.correlation == nil)
        let quiet = try SoundFiles.measure(
            files.make("b.mp4", "aevalsrc='\(Self.tone)|0.05*\(Self.tone)':s=48000:d=1", "-c:a aac"))
        #expect(quiet.deadChannels.isEmpty && quiet.correlation ?? 0 > 0.9)
        let turns = try SoundFiles.measure(
            files.make("c.mov", "aevalsrc='\(Self.tone)*lt(t,0.5)|\(Self.tone)*gte(t,0.5)':s=48000:d=1"))
        #expect(turns.deadChannels.isEmpty)
    }

    @Test(arguments: [("in.mov", "-c:a pcm_s16le"), ("in.mp4", "-c:a aac"), ("in.webm", "-c:a libopus")])
    func `an inverted side is opposite`(name: String, options: String) throws {
        let file = try SoundFiles().make(name, "aevalsrc='\(Self.tone)|-\(Self.tone)':s=48000:d=1", options)
        #expect(try #require(try SoundFiles.measure(file).correlation) < -0.98)
    }

    @Test func `independent noise in both channels is not correlated`() throws {
        let file = try SoundFiles().make("in.mov", "anoisesrc=seed=1:d=1[a];anoisesrc=seed=2:d=1[b];[a][b]amerge")
        #expect(try abs(#require(try SoundFiles.measure(file).correlation)) < 0.05)
    }

    @Test(arguments: ["pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le"])
    func `every top that is cut off counts once for each channel`(codec: String) throws {
        let wave = "clip(1.5*sin(2*PI*100*t),-1,1)"
        let file = try SoundFiles().make("in.mov", "aevalsrc='\(wave)|0.1*\(wave)':s=48000:d=0.1", "-c:a \(codec)")
        let sound = try SoundFiles.measure(file)
        #expect(sound.clippedRuns == 20 && sound.clippings.count == 20)
        // asin(1 / 1.5) of a wave of 10 ms.
        let first = try #require(sound.clippings.first)
        #expect(abs(first.from - 0.00116) < 0.0001 && abs(first.length - 0.00268) < 0.0001)
    }

    @Test func `a wave that only touches full scale is not clipped`() throws {
        let file = try SoundFiles().make("in.mov", "aevalsrc='sin(2*PI*997*t)':s=48000:d=1")
        let sound = try SoundFiles.measure(file)
        #expect(sound.clippedRuns == 0)
        #expect(try abs(#require(sound.truePeak)) < 0.1)
    }

    @Test func `gaps of 1 to 50 ms are dropouts`() throws {
        let gaps = "not(between(t,0.2,0.21)+between(t,0.4,0.4004)+between(t,0.6,0.7)+between(t,0.8,0.84))"
        let file = try SoundFiles().make("in.mov", "aevalsrc='\(Self.tone)*\(gaps)|\(Self.tone)*\(gaps)':s=48000:d=1")
        let found = try SoundFiles.measure(file).dropouts
        try #require(found.count == 2)
        #expect(abs(found[0].from - 0.2) < 0.001 && abs(found[0].length - 0.01) < 0.001)
        #expect(abs(found[1].from - 0.8) < 0.001 && abs(found[1].length - 0.04) < 0.001)
    }

    @Test func `a pause that sound fades into is no dropout`() throws {
        // Down to nothing and up again in 100 ms each, with 20 ms of digital silence between.
        let fade = "max(0,abs(t-0.5)-0.01)*10*lt(abs(t-0.5),0.11)+gte(abs(t-0.5),0.11)"
        let file = try SoundFiles().make("in.mov", "aevalsrc='\(Self.tone)*(\(fade))':s=48000:d=1")
        #expect(try SoundFiles.measure(file).dropouts.isEmpty)
    }

    @Test func `times count from the first picture`() throws {
        let file = try SoundFiles().make("in.mov", "aevalsrc='\(Self.tone)*gte(t,0.5)':s=48000:d=1")
        let sound = try SoundFiles.measure(file, startingAt: 2)
        #expect(sound.start == 2)
        #expect(try abs(#require(sound.silences.first).from - 2) < 0.001)
        #expect(try abs(#require(sound.silences.first).to - 2.5) < 0.001)
    }

    @Test func `rate and channels may change midway`() throws {
        let files = try SoundFiles()
        let first = try files.make("a.mov", "aevalsrc='0.1*sin(2*PI*1000*t)*lt(t,0.8)':s=44100:d=1")
        let second = try files.make(
            "b.mov", "aevalsrc='0.1*sin(2*PI*1000*t)*gte(t,0.3)|0':s=48000:d=1", "-c:a pcm_f32le")
        let measurer = SoundMeasurer(subject: "both")
        try SoundFiles.feed(first, to: measurer)
        try SoundFiles.feed(second, to: measurer, offset: 1)
        let sound = try measurer.finish()
        #expect(abs(sound.duration - 2) < 0.001 && sound.sampleRate == 44100 && sound.channels == 1)
        #expect(sound.silences.count == 1)
        let silence = try #require(sound.silences.first)
        #expect(abs(silence.from - 0.8) < 0.002 && abs(silence.to - 1.3) < 0.002)
        #expect(try abs(#require(sound.truePeak) + 20) < 0.1)
    }

    @Test func `a jump in time moves what follows`() throws {
        let files = try SoundFiles()
        let tone = try files.make("a.mov", "aevalsrc='\(Self.tone)*between(t,0,0.3)':s=48000:d=0.5")
        let measurer = SoundMeasurer(subject: "both")
        try SoundFiles.feed(tone, to: measurer)
        try SoundFiles.feed(tone, to: measurer, offset: 3)
        let last = try #require(try measurer.finish().silences.last)
        #expect(abs(last.from - 3.3) < 0.002 && abs(last.to - 3.5) < 0.002)
    }

    @Test func `numbers that are none do no harm`() throws {
        let file = try SoundFiles().make(
            "in.mov", "aevalsrc='if(between(t,0.2,0.4),0/0,if(gt(t,0.5),1/0,0.1))':s=48000:d=1", "-c:a pcm_f32le")
        let sound = try SoundFiles.measure(file)
        for value in [sound.loudness, sound.truePeak, sound.correlation, sound.loudnessRange] {
            #expect(value?.isFinite ?? true)
        }
        #expect(sound.momentary.allSatisfy { $0.value.isFinite && $0.time.isFinite })
    }

    @Test func `speech has pauses and is neither clipped nor dead`() throws {
        guard let espeak = MediaProgram("espeak-ng") else { return }
        let files = try SoundFiles()
        let wave = files.folder.file("speech.wav")
        _ = try espeak.run(["-w", wave, "The cat sat on the mat. <break time='900ms'/> It slept.", "-m"])
        let path = files.folder.file("speech.mp4")
        _ = try #require(MediaProgram("ffmpeg")).run(["-v", "error", "-i", wave, "-ac", "2", "-c:a", "aac", path])
        let sound = try SoundFiles.measure(SoundFile(path: path, folder: files.folder))
        #expect(try (-40.0 ... -8).contains(#require(sound.loudness)))
        #expect(sound.silences.contains { $0.length > 0.5 })
        #expect(sound.deadChannels.isEmpty && sound.dropouts.isEmpty)
    }

    @Test func `rates that no meter is made for are measured by their samples`() throws {
        let file = try SoundFiles().make("in.mov", "aevalsrc='0.5*sin(2*PI*100*t)*lt(t,0.5)':s=2000:d=1")
        let sound = try SoundFiles.measure(file)
        #expect(sound.loudness == nil && sound.sampleRate == 2000)
        #expect(try abs(#require(sound.truePeak) + 6.02) < 0.1)
        #expect(try abs(#require(sound.silences.first).length - 0.5) < 0.01)
    }

    @Test func `a stream that changes all the time is not measured to its end`() throws {
        let files = try SoundFiles()
        let mono = try files.make("a.mov", "sine=d=0.1:r=48000")
        let stereo = try files.make("b.mov", "sine=d=0.1:r=48000", "-ac 2 -c:a pcm_s16le")
        let measurer = SoundMeasurer(subject: "both")
        for number in 0..<20 {
            try SoundFiles.feed(number % 2 == 0 ? mono : stereo, to: measurer, offset: Double(number) / 10)
        }
        #expect(try abs(measurer.finish().duration - 1.6) < 0.01)
    }
}

struct SoundSeriesTests {
    @Test func `a series of any length keeps two thousand points from beginning to end`() throws {
        var series = ThinnedSeries()
        for number in 0..<100_000 { series.append(Double(number), at: Double(number)) }
        #expect((1_000...2_000).contains(series.points.count))
        #expect(series.points.first?.time == 0 && series.points.last?.time ?? 0 > 99_800)
        #expect(series.points.allSatisfy { $0.time == $0.value })
    }

    @Test func `spans beyond the limit are not kept`() {
        var spans = SpanList(limit: 3)
        for number in 0..<9 { spans.append(from: Double(number), to: Double(number) + 0.5) }
        #expect(spans.spans.map(\.from) == [0, 1, 2])
    }

    @Test func `the clock follows jumps and not rounding`() {
        var clock = SoundClock(rate: 1000, start: 1)
        clock.place(100, at: 1.101)
        clock.place(200, at: 5)
        clock.place(300, at: .nan)
        #expect(abs(clock.time(of: 150) - 1.15) < 1e-9)
        #expect(abs(clock.time(of: 250) - 5.05) < 1e-9)
        #expect(abs(clock.time(of: 50) - 1.05) < 1e-9)
    }

    @Test func `dropouts and clipping are found across the borders of what is added`() {
        // A square wave at full scale with 4 ms of digital silence in it, in pieces of every size.
        var samples = (0..<4000).map { $0 / 10 % 2 == 0 ? 1.0 : -1.0 }
        for index in 1500..<1532 { samples[index] = 0 }
        for piece in [1, 7, 79, 80, 81, 1000, 4000] {
            var scan = SampleScan(rate: 8000, channels: 1, start: 0)
            samples.withUnsafeBufferPointer { samples in
                for start in stride(from: 0, to: samples.count, by: piece) {
                    guard let base = samples.baseAddress else { return }
                    scan.add(base + start, count: min(piece, samples.count - start))
                }
            }
            scan.finish()
            #expect(scan.dropouts.spans == [TimeSpan(from: 1500.0 / 8000, to: 1532.0 / 8000)])
            #expect(scan.clippedRuns == 397 && scan.heardWindows == 50 && scan.position == 4000)
        }
    }
}

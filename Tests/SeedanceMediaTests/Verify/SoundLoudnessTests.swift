import Foundation
import TestSupport
import Testing

@testable import SeedanceMedia

/// Loudness and true peak, against signals whose values are known and against FFmpeg's own meter.
@Suite(.enabled(if: SoundFiles.canRun, "ffmpeg is not installed"))
struct SoundLoudnessTests {
    /// Source: EBU Tech 3341, test signal 1: a stereo sine of 1000 Hz at -23 dBFS is at -23 LUFS.
    @Test(arguments: [-23.0, -33])
    func `a stereo sine is as loud as EBU Tech 3341 says`(level: Double) throws {
        let amplitude = pow(10, level / 20)
        let files = try SoundFiles()
        let file = try files.make(
            "in.mov", "aevalsrc='\(amplitude)*sin(2*PI*1000*t)|\(amplitude)*sin(2*PI*1000*t)':s=48000:d=4",
            "-c:a pcm_s24le")
        let sound = try SoundFiles.measure(file)
        #expect(try abs(#require(sound.loudness) - level) < 0.1)
        #expect(try abs(#require(sound.truePeak) - level) < 0.1)
        #expect(abs(sound.duration - 4) < 1e-9 && sound.sampleRate == 48000 && sound.channels == 2)
        #expect(try #require(sound.loudnessRange) < 0.1)
        #expect(sound.momentary.count >= 35 && sound.momentary.allSatisfy { abs($0.value - level) < 0.3 })
        #expect(try abs(#require(sound.correlation) - 1) < 1e-6)
        #expect(
            sound.silences.isEmpty && sound.clippedRuns == 0 && sound.dropouts.isEmpty && sound.deadChannels.isEmpty)
    }

    /// A quarter of the sample rate, sampled at 45°: each sample is at 0.707 of the peak.
    @Test func `a peak between samples is found`() throws {
        let file = try SoundFiles().make(
            "in.mov", "aevalsrc='0.9*min(1,5*t)*sin(2*PI*12000*t+PI/4)':s=48000:d=1", "-c:a pcm_s24le")
        let peak = try #require(try SoundFiles.measure(file).truePeak)
        #expect(abs(peak - 20 * log10(0.9)) < 0.3)
    }

    @Test(arguments: [
        ("pink.mov", "anoisesrc=d=3.5:c=pink:r=48000:a=0.4:seed=1", "-c:a pcm_s16le"),
        ("low.mov", "anoisesrc=d=3.2:c=pink:r=8000:a=0.4:seed=2", "-c:a pcm_s16le"),
        ("high.mov", "anoisesrc=d=1:c=pink:r=192000:a=0.4:seed=3", "-c:a pcm_s32le"),
        ("float.mov", "anoisesrc=d=1:c=brown:r=44100:a=0.4:seed=4", "-c:a pcm_f32le"),
        ("aac.mp4", "anoisesrc=d=2:c=pink:r=44100:a=0.4:seed=5", "-ac 2 -c:a aac"),
        ("opus.webm", "anoisesrc=d=2:c=pink:r=48000:a=0.4:seed=6", "-ac 2 -c:a libopus"),
        (
            "surround.mp4", "anoisesrc=d=2:c=pink:r=48000:a=0.4:seed=7",
            "-af pan=5.1|c0=c0|c1=0.5*c0|c2=c0|c4=0.2*c0 -c:a aac"
        ),
        ("steps.mov", "aevalsrc='sin(2*PI*440*t)*(0.02+0.3*floor(t/2))':s=48000:d=8", "-c:a pcm_s16le"),
    ])
    func `loudness, range and true peak are those of ffmpeg`(name: String, source: String, options: String) throws {
        let file = try SoundFiles().make(name, source, options)
        let sound = try SoundFiles.measure(file)
        // ffmpeg -hide_banner -nostats -i PATH -vn -af ebur128=peak=true -f null -
        let witness = try SoundWitness(file, "ebur128=peak=true")
        #expect(try abs(#require(sound.loudness) - #require(witness.number(after: " I: "))) <= 0.11)
        #expect(try abs(#require(sound.truePeak) - #require(witness.number(after: "Peak:"))) <= 0.11)
        if sound.duration > 3.1 {
            #expect(try abs(#require(sound.loudnessRange) - #require(witness.number(after: "LRA:"))) <= 0.11)
        }
    }

    @Test func `sound of less than 400 ms has a peak and no loudness`() throws {
        let file = try SoundFiles().make("in.mov", "sine=f=1000:d=0.3:r=48000")
        let sound = try SoundFiles.measure(file)
        #expect(sound.loudness == nil && sound.loudnessRange == nil && sound.momentary.isEmpty)
        #expect(try abs(#require(sound.truePeak) + 18.06) < 0.2)
    }

    @Test(arguments: [("in.mov", "-c:a pcm_s16le"), ("in.mp4", "-c:a aac"), ("in.webm", "-c:a libopus")])
    func `digital silence has neither loudness nor a peak`(name: String, options: String) throws {
        let file = try SoundFiles().make(name, "anullsrc=r=48000:cl=stereo:d=1", options)
        let sound = try SoundFiles.measure(file)
        #expect(sound.loudness == nil && sound.truePeak == nil && sound.correlation == nil)
        #expect(sound.deadChannels.isEmpty)
        let silence = try #require(sound.silences.first)
        #expect(sound.silences.count == 1 && abs(silence.length - sound.duration) < 1e-6)
    }

    @Test func `a momentary loudness is at the end of what it measures`() throws {
        let file = try SoundFiles().make("in.mov", "aevalsrc='0.1*sin(2*PI*1000*t)*gte(t,1)':s=48000:d=2")
        let points = try SoundFiles.measure(file).momentary
        #expect(points.allSatisfy { $0.time < 0.999 ? $0.value == -70 : true })
        #expect(try #require(points.first { $0.time > 1.05 }).value > -40)
    }
}

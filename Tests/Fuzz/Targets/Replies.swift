import Foundation
import SeedanceAPI
@testable import SeedanceMedia

/// What a worker answers, as the process reads it that started the worker: a stranger's file may have written it. The
/// first byte chooses the job.
enum Replies {
    static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let reply = Array(bytes.dropFirst())
        switch choice % 10 {
        case 0: answer(InspectJob.self, reply) { _ = $0.json(input: "x").encoded() }
        case 1: answer(FitJob.self, reply) { _ = $0.report.json().encoded() }
        case 2: answer(PictureJob.self, reply, use)
        case 3: answer(PreviewJob.self, reply) { _ = try? PictureEncoder.encode($0, as: .jpeg, quality: 90, name: "x") }
        case 4: answer(FramesJob.self, reply) { for frame in $0.frames { _ = frame.report.json().encoded() } }
        case 5: answer(FramePicturesJob.self, reply) { $0.forEach(use) }
        case 6: answer(ConformJob.self, reply) { _ = $0.json.encoded() }
        case 7:
            answer(VerifyJob.self, reply) {
                _ = $0.json.encoded()
                _ = try? HTMLReport([$0]).bytes()
            }
        case 8:
            // Holds a set, whose order is another in each process.
            _ = try? WireDecoder.decode(JobAnswer<DraftOutcome>.self, from: reply)
        default:
            _ = try? WireDecoder.decode(VerifyJob.Event.self, from: reply)
            _ = try? WireDecoder.decode(PrepareJob.Event.self, from: reply)
            _ = try? WireDecoder.decode(ConformJob.Event.self, from: reply)
        }
    }

    private static func answer<Job: MediaJob>(_ job: Job.Type, _ bytes: [UInt8], _ use: (Job.Output) -> Void) {
        guard let answer = try? WireDecoder.decode(JobAnswer<Job.Output>.self, from: bytes) else { return }
        switch answer {
        case .failed(let error): _ = "\(error)"
        case .done(let output):
            use(output)
            guard let again = try? WireEncoder.encode(output) else { return }
            let back = try? WireEncoder.encode(WireDecoder.decode(Job.Output.self, from: again))
            require(back == again, "a reply does not come back")
        }
    }

    private static func use(_ picture: FittedPicture) {
        guard picture.picture.size.area <= 1 << 20 else { return }
        _ = try? picture.encoded(EncodingOptions(format: .jpeg))
    }
}

extension Replies {
    /// Writes real answers, to begin with, into `folder/replies`: the jobs run on the first picture and the first
    /// video in `folder`.
    static func writeSeeds(to folder: String) throws {
        let picture = MediaSource(path: "\(folder)/png/rgb.png")
        let video = MediaSource(path: "\(folder)/mp4/h264.mp4")
        var options = FitOptions()
        options.size = .own(sides: 8...64)
        let encoding = EncodingOptions(format: .jpeg)
        func write<Job: MediaJob>(_ choice: UInt8, _ job: Job, _ sources: [MediaSource]) throws {
            let answer: JobAnswer<Job.Output>
            do throws(MediaError) {
                answer = .done(try job.run(on: JobFiles(sources)) { _ in })
            } catch {
                answer = .failed(error)
            }
            let bytes = try [choice] + WireEncoder.encode(answer)
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/replies/\(Job.name)"))
        }
        let limits = Limits()
        let folders = FileManager.default
        try folders.createDirectory(atPath: "\(folder)/replies", withIntermediateDirectories: true)
        try write(0, InspectJob(limits: limits, profile: .seedance2Mini), [video])
        try write(
            1,
            FitJob(options: options, limits: limits, usesSecondCore: false, encoding: encoding, preview: .jpeg),
            [picture])
        try write(2, PictureJob(options: options, limits: limits, usesSecondCore: false), [picture])
        let wanted = [FramePosition.first, .last].map { FramesJob.Wanted(position: $0, encoding: encoding) }
        try write(4, FramesJob(fit: options, limits: limits, wanted: wanted, preview: nil), [video])
        try write(5, FramePicturesJob(fit: options, limits: limits, positions: [.first, .last]), [video])
        try write(6, ConformJob(limits: limits, profile: .seedance2Mini, path: "x"), [video])
        var sources = [MediaSource]()
        let verify = VerifyJob(Verifier(isIllustrated: true), video, VideoExpectation(), sources: &sources)
        try write(7, verify, sources)
        let size = try WireEncoder.encode(JobAnswer.done(PictureFitter(options).fit(picture).picture))
        try Data([3] + size).write(to: URL(fileURLWithPath: "\(folder)/replies/\(PreviewJob.name)"))
    }
}

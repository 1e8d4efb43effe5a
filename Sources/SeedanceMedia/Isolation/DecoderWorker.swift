import Cage
import FFmpeg

/// A worker's side of jobs.
struct DecoderWorker: CageHandler {
    private var prepared: Needs = []

    mutating func prepare(_ needs: UInt32) {
        prepared = Needs(rawValue: needs)
        prepared.load()
        _ = Processors.count
    }

    func handle(_ request: [UInt8], _ descriptors: [Int32], event: ([UInt8]) -> Void) -> CageReply {
        guard let kind = (try? WireDecoder.decode(JobKind.self, from: request))?.kind else { return .done([]) }
        switch kind {
        case InspectJob.name: return answer(InspectJob.self, request, descriptors, event)
        case FitJob.name: return answer(FitJob.self, request, descriptors, event)
        case PictureJob.name: return answer(PictureJob.self, request, descriptors, event)
        case PreviewJob.name: return answer(PreviewJob.self, request, descriptors, event)
        case FramesJob.name: return answer(FramesJob.self, request, descriptors, event)
        case FramePicturesJob.name: return answer(FramePicturesJob.self, request, descriptors, event)
        case ConformJob.name: return answer(ConformJob.self, request, descriptors, event)
        case VerifyJob.name: return answer(VerifyJob.self, request, descriptors, event)
        case PrepareJob.name: return answer(PrepareJob.self, request, descriptors, event)
        default: return .done([])
        }
    }

    private func answer<Job: MediaJob>(
        _ type: Job.Type, _ request: [UInt8], _ descriptors: [Int32], _ event: ([UInt8]) -> Void
    ) -> CageReply {
        // Whoever asked takes what is no answer for a defect.
        guard let request = try? WireDecoder.decode(JobRequest<Job>.self, from: request) else { return .done([]) }
        let answer: JobAnswer<Job.Output>
        do throws(MediaError) {
            let files = request.files.received(descriptors)
            answer = .done(
                try request.job.run(on: files) { if let bytes = try? WireEncoder.encode($0) { event(bytes) } })
        } catch {
            answer = .failed(error)
        }
        let missed = Needs.askedFor.subtracting(prepared)
        if !missed.isEmpty { return .missing(missed.rawValue) }
        return .done((try? WireEncoder.encode(answer)) ?? [])
    }

    private struct JobKind: Decodable {
        let kind: String
    }
}

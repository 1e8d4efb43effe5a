import FFmpeg
import SeedanceAPI

/// Verifies one file: gathers the evidence, lets the checks judge it.
struct VerificationRun {
    private let source: MediaSource
    private let expectation: VideoExpectation
    private let verifier: Verifier
    private let control: VerificationControl

    init(
        _ source: MediaSource, _ expectation: VideoExpectation, _ verifier: Verifier, _ control: VerificationControl
    ) {
        self.control = control
        self.source = source
        self.expectation = expectation
        self.verifier = verifier
    }

    /// - Parameters:
    ///   - progress: is called with the part of the file that has been read, from 0 to 1.
    ///   - found: is called with each finding as soon as it is made.
    /// **Throws**: `MediaError`, `CancellationError`.
    func run(progress: (Double) -> Void, found: @escaping (Finding) -> Void) throws -> VerificationReport {
        var findings = Findings(verifier.policy, expectation, report: found)
        let deadline = ByteSource.now + verifier.limits.seconds
        var gathered = Gathered(file: FileEvidence(name: source.name, bytes: 0, format: nil))
        gathered.evidence.protections = verifier.protections
        do throws(MediaError) {
            let source = try source.rereadable(verifier.limits)
            let opened = try OpenedMedia.open(source, limits: verifier.limits)
            gathered.evidence = Evidence(file: FileEvidence(opened, hashing: expectation.sha256 != nil))
            gathered.evidence.protections = verifier.protections
            gathered.evidence.structure = ContainerStructure.read(
                opened.source, format: gathered.evidence.file.format, limits: verifier.limits)
            if gathered.evidence.structure == nil {
                gathered.evidence.absences[.structure] = "Only the structure of MP4, MOV and WebM is read."
            }
            findings.make(with: gathered.evidence, knowing: [EvidenceKind.structure])
            try read(opened, of: source, until: deadline, into: &gathered, progress)
        } catch {
            // Of what can be opened and is no video there is a verdict; the rest is an error.
            guard error.isVerdict else { throw error }
            gathered.evidence.explainAbsences(error)
        }
        if control.isCancelled { throw CancellationError() }
        findings.make(with: gathered.evidence, knowing: Set(EvidenceKind.allCases))
        control.advance(to: 1)
        return gathered.report(findings.inOrder)
    }

    private func read(
        _ opened: consuming OpenedMedia, of source: MediaSource, until deadline: Double, into gathered: inout Gathered,
        _ progress: (Double) -> Void
    ) throws(MediaError) {
        let file = try VideoFile.open(opened, looksInside: false)
        gathered.evidence.streams = StreamEvidence(file)
        if !verifier.isQuick { try file.checkSize(PixelSize(width: file.video.width, height: file.video.height)) }
        let before = gathered
        let isDamaged = try decode(file, threads: DecodingThreads.count, &gathered, progress)
        // Threads meet damage in an order that is another one each time, and guess accordingly. One thread does not.
        guard isDamaged, DecodingThreads.count > 1, !control.isCancelled else { return }
        var limits = verifier.limits
        limits.seconds = max(0, deadline - ByteSource.now)
        let again = try VideoFile.open(source, limits: limits, looksInside: false)
        gathered = before
        _ = try decode(again, threads: 1, &gathered, progress)
    }

    /// Says whether there was any sign of damage.
    private func decode(
        _ file: borrowing VideoFile, threads: Int, _ gathered: inout Gathered, _ progress: (Double) -> Void
    ) throws(MediaError) -> Bool {
        var pass = DecodingPass(
            of: file, isDecoding: !verifier.isQuick, isIllustrated: verifier.isIllustrated, threads: threads)
        try pass.run(over: file, control) { part in
            control.advance(to: part)
            progress(part)
        }
        pass.hand(over: &gathered, from: file, expectation)
        return !verifier.isQuick && pass.isDamaged
    }
}

/// What a run has: the evidence for the checks, and the pictures for the eye.
struct Gathered {
    var evidence: Evidence
    var thumbnails: [Thumbnail] = []
    var comparisons: [FrameComparison] = []

    init(file: FileEvidence) { evidence = Evidence(file: file) }

    func report(_ checks: [Finding]) -> VerificationReport {
        let (streams, packets, pictures) = (evidence.streams, evidence.packets, evidence.pictures)
        let timing = evidence.timing
        var report = VerificationReport(
            input: evidence.file.name, container: evidence.containerName, size: streams?.displayedSize,
            duration: pictures.flatMap { $0.pictures.isEmpty ? nil : $0.duration } ?? timing?.duration,
            frameRate: timing?.rate,
            frames: packets?.isDecoded == true ? packets?.decodedPictures : timing?.frames,
            videoCodec: streams?.videoStream?.codec, audioCodec: streams?.soundStream?.codec, checks: checks,
            thumbnails: thumbnails, comparisons: comparisons)
        report.series = VerificationSeries(evidence)
        report.fingerprint = pictures?.fingerprint
        return report
    }
}

extension MediaError {
    /// Whether it says what a file is, and not that nothing could be found out.
    fileprivate var isVerdict: Bool {
        switch code {
        case .empty, .notAVideo, .noVideo, .encrypted, .damaged, .truncated, .unsupportedCodec, .unsupportedFormat: true
        case .limitExceeded: message.contains("streams")
        default: false
        }
    }
}

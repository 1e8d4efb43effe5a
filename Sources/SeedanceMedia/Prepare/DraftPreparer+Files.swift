import SeedanceAPI

extension DraftPreparer {
    /// Reads, fits and encodes what the draft names, fills in what every task needs, and validates the whole.
    ///
    /// - Parameter folder: what relative paths in the draft are relative to.
    /// **Not an error**: a file that cannot be used or a rule that is broken; all of them are in the result.
    public func prepare(_ draft: VideoTask, relativeTo folder: String) -> PreparedTask {
        let begun = filledIn(draft, folder)
        var files = OpenedDraft(draft, self, folder)
        let targets = files.targets(conforming, relativeTo: folder, names)
        var outcome: DraftOutcome?
        // A worker that ends takes the whole draft with it; what it was at is refused, and the rest done again.
        while outcome == nil {
            var current: String?
            do throws(MediaError) {
                outcome = try job(begun.task, folder, files, targets).run(
                    on: JobFiles(files.sources, outputs: targets.map(\.target.descriptor)), in: cage,
                    name: folder.isEmpty ? "draft" : folder, seconds: seconds(files.sources.count),
                    onEvent: { event in
                        switch event {
                        case .began(let path): current = path
                        case .progress(let name, let part): conforming?.progress(name, part)
                        }
                    })
            } catch {
                guard let path = current, files.refuse(path, error) else {
                    outcome = DraftOutcome(task: begun.task)
                    outcome?.refuse("", error)
                    break
                }
            }
        }
        var made = outcome ?? DraftOutcome(task: begun.task)
        made.problems = begun.problems + made.problems
        publish(targets, &made)
        return made.judged(for: profile)
    }

    /// What every task needs and a draft may leave out.
    private func filledIn(_ draft: VideoTask, _ folder: String) -> DraftOutcome {
        var work = DraftWork(
            preparer: self, task: draft, folder: folder, files: DraftFiles(sources: [:], outputs: [:]),
            onEvent: { _ in })
        work.fillIn()
        return work.outcome
    }

    private func job(
        _ draft: JSONValue, _ folder: String, _ files: OpenedDraft, _ targets: [OpenedDraft.Target]
    ) -> PrepareJob {
        PrepareJob(
            fit: fit, hasExplicitSize: hasExplicitSize, encoding: encoding, limits: limits, names: names,
            profile: profile, uploadsReferences: uploadsReferences, conforms: conforming != nil, draft: draft,
            folder: folder, paths: files.paths, targets: targets.map(\.path))
    }

    /// Each file has the time that one file has; those that are made to fit have more.
    private func seconds(_ files: Int) -> Double {
        limits.seconds * Double(max(1, files)) * (conforming == nil ? 1 : 21)
    }

    /// Gives the videos that were made their names.
    private func publish(_ targets: [OpenedDraft.Target], _ made: inout DraftOutcome) {
        for (number, input) in made.inputs.enumerated().reversed() {
            guard case .conformed(let report, _) = input.report, let path = report.output,
                let target = targets.first(where: { $0.path == path })?.target
            else { continue }
            do throws(MediaError) {
                try target.publish()
            } catch {
                made.inputs.remove(at: number)
                made.refuse(input.path, error)
            }
        }
    }
}

/// The files that a draft names, each opened once.
struct OpenedDraft {
    struct Target {
        let path: String
        let target: ConformTarget
    }

    private(set) var paths = [String]()
    private(set) var sources = [MediaSource]()
    private let references: [LocalMedia]
    private let limit: Int

    init(_ draft: VideoTask, _ preparer: DraftPreparer, _ folder: String) {
        let local = draft.mediaInputs.compactMap { input in
            LocalMedia(parsing: input.text).map {
                (input.role, LocalMedia(path: $0.path(relativeTo: folder), frame: $0.frame))
            }
        }
        limit = preparer.limits.draftFiles
        references = local.filter { $0.0 == .referenceVideo && $0.1.frame == nil }.map(\.1)
        for path in local.map(\.1.path) where !paths.contains(path) {
            let name = preparer.names[path] ?? path
            guard paths.count < preparer.limits.draftFiles else { break }
            paths.append(path)
            do throws(MediaError) {
                let source = MediaSource(path: path, name: name)
                sources.append(try source.file().map { MediaSource(.opened($0), name: name) } ?? source)
            } catch {
                sources.append(MediaSource(.failed(error), name: name))
            }
        }
    }

    /// Where reference videos are made to fit: beside the original.
    func targets(
        _ conforming: DraftPreparer.Conforming?, relativeTo folder: String, _ names: [String: String]
    ) -> [Target] {
        guard let conforming else { return [] }
        var targets = [Target]()
        for local in references.prefix(limit) {
            let source = MediaSource(path: local.path, name: names[local.path])
            let path = DraftWork.conformedPath(of: source)
            guard !targets.contains(where: { $0.path == path }) else { continue }
            targets.append(
                Target(path: path, target: ConformTarget(path: path, from: source, replacing: conforming.replaces)))
        }
        return targets
    }

    /// Whether the file was not refused before.
    mutating func refuse(_ path: String, _ error: MediaError) -> Bool {
        guard let index = paths.firstIndex(of: path) else { return false }
        if case .failed = sources[index].origin { return false }
        let name = sources[index].name
        sources[index] = MediaSource(
            .failed(MediaError(error.code, name, error.message, hint: error.hint)), name: name)
        return true
    }
}

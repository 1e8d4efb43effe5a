/// Clusters, and whether what the indexes say agrees with them.
extension MatroskaStructureReader {
    /// Where the cluster ends.
    mutating func readCluster(_ cluster: MatroskaElement) -> Int64 {
        facts.clusters += 1
        firstCluster = firstCluster ?? cluster.offset
        clusterOffsets.insert(cluster.offset)
        let isOpen = cluster.claimedEnd == nil
        if isOpen { facts.clustersOfUnknownSize += 1 }
        var position = cluster.payload
        var timestamp: Int64 = 0
        while let element = next(&position, in: cluster, isOpen: isOpen) {
            switch element.id {
            case .timestamp: timestamp = Int64(clamping: unsigned(element))
            case .simpleBlock: readBlock(element, timestamp)
            case .blockGroup:
                var place = element.payload
                while let part = next(&place, in: element) { if part.id == .block { readBlock(part, timestamp) } }
            case .checksum: facts.checksums += 1
            case .void: facts.voidBytes += element.end - element.offset
            default: break
            }
        }
        return position
    }

    /// Track, time from the cluster's, flags, and how many frames there are. Source: RFC 9559, 10.
    private mutating func readBlock(_ block: MatroskaElement, _ timestamp: Int64) {
        guard let view = input.view(at: block.payload, upTo: 12, before: block.end), let track = view.elementSize(0),
            let number = track.value, let time = view.uint16(track.length, .bigEndian),
            let flags = view.byte(track.length + 2)
        else {
            // The file that ends there is reported already.
            guard block.end < input.count else { return }
            problems.add(
                .contradiction, at: block.offset, "The block at \(grouped(block.offset)) is too short to be one.")
            return
        }
        // Tracks can be listed behind the clusters, too.
        guard counts.count < limits.structureTracks || counts[number] != nil else { return isComplete = false }
        let isLaced = flags & 6 != 0
        let frames = isLaced ? (view.byte(track.length + 3) ?? 0) + 1 : 1
        let shown = Int64.saturatingSum(timestamp, Int64(Int16(truncatingIfNeeded: time)))
        counts[number, default: BlockCount(first: block.offset, last: shown)].add(frames, shown)
        if block.end - endOfContent >= 64 { counts[number]?.unfilled += 1 }
    }

    private mutating func assignBlocks() {
        for index in facts.tracks.indices {
            guard let count = counts.removeValue(forKey: facts.tracks[index].number) else { continue }
            facts.tracks[index].blocks = count.blocks
            facts.tracks[index].frames = count.frames
            facts.tracks[index].lastTimestamp = count.last
            if count.unfilled > 0, !facts.tracks[index].codec.hasPrefix("A_PCM") {
                problems.add(
                    .missing, at: endOfContent,
                    "\(counted(count.unfilled, "block")) of track \(facts.tracks[index].number) "
                        + (count.unfilled == 1 ? "lies" : "lie") + " where the file holds only zeros.")
            }
        }
        for (number, count) in counts.sorted(by: { $0.value.first < $1.value.first }) {
            problems.add(
                .contradiction, at: count.first,
                "\(counted(count.blocks, "block")) of track \(number), and no such track is listed.")
        }
    }

    mutating func conclude() {
        guard facts.hasSegment else {
            return problems.add(.missing, at: input.count, "There is no segment, in which all of a video is.")
        }
        assignBlocks()
        if facts.tracks.isEmpty { problems.add(.missing, at: segmentStart, "No track is listed.") }
        if facts.clusters == 0 {
            problems.add(.missing, at: input.count, "There is no cluster, in which all media data is.")
        }
        guard isComplete else { return }
        var (lost, astray): (Int, Int) = (0, 0)
        for cue in cues where !clusterOffsets.contains(cue.target) {
            if cue.target >= input.count { lost += 1 } else { astray += 1 }
        }
        let all = "of \(counted(cues.count, "entry", "entries")) of the index (Cues)"
        if lost > 0 {
            problems.add(.missing, at: input.count, "\(grouped(lost)) \(all) point behind the end of the file.")
        }
        if astray > 0 {
            problems.add(
                .contradiction, at: cues.first?.offset ?? 0,
                "\(grouped(astray)) \(all) point to where no cluster begins.")
        }
        for seek in seeks {
            if seek.target >= input.count {
                problems.add(
                    .missing, at: seek.offset,
                    "\(seek.id) should be at \(grouped(seek.target)), and the file ends at \(grouped(input.count)).")
            } else if seek.id != .cluster, MatroskaID.indexed.contains(seek.id),
                parts[seek.id]?.contains(seek.target) != true
            {
                // Programs that take something out leave padding in its place.
                problems.add(
                    parts[.void]?.contains(seek.target) == true ? .oddity : .contradiction, at: seek.offset,
                    "\(seek.id) should be at \(grouped(seek.target)), and is not there.")
            }
        }
    }
}

/// What the blocks of a track amount to.
struct BlockCount {
    /// Where the first one lies.
    var first: Int64
    var blocks = 0
    var frames = 0
    /// The latest time.
    var last: Int64
    /// Blocks that end in the zeros that the file ends in.
    var unfilled = 0

    init(first: Int64, last: Int64) { (self.first, self.last) = (first, last) }

    mutating func add(_ frames: Int, _ time: Int64) {
        blocks += 1
        self.frames += frames
        last = max(last, time)
    }
}

extension MatroskaID {
    /// What a list of positions names.
    static let indexed: Set<MatroskaID> = [seekHead, info, tracks, cues, tags, attachments, chapters]
}

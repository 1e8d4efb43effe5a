/// The parts of a segment, but for clusters.
extension MatroskaStructureReader {
    mutating func readInfo(_ info: MatroskaElement) {
        var position = info.payload
        while let element = next(&position, in: info), mayRead() {
            switch element.id.rawValue {
            case MatroskaField.timestampScale: facts.timestampScale = Int64(clamping: unsigned(element))
            case MatroskaField.duration:
                facts.duration = real(element)
                if facts.duration == nil {
                    problems.add(.contradiction, at: element.offset, "The stated duration is no number of seconds.")
                }
            case MatroskaField.muxer:
                facts.muxer = MetadataItem.clean(string(element))
                add(MetadataItem("MuxingApp", facts.muxer ?? ""))
            case MatroskaField.writer:
                facts.writer = MetadataItem.clean(string(element))
                add(MetadataItem("WritingApp", facts.writer ?? ""))
            case MatroskaField.title:
                let title = string(element)
                add(MetadataItem("Title", title))
            case MatroskaField.date:
                // Nanoseconds from the beginning of 2001.
                let seconds = Int64(bitPattern: unsigned(element)) / 1_000_000_000 + 978_307_200
                add(MetadataItem("DateUTC", MetadataDate.text(secondsSince1970: seconds) ?? ""))
            default: break
            }
        }
    }

    /// Whether there is room for one more; not where there is more than any real file has.
    mutating func mayRead(cost: Int = 1) -> Bool {
        guard metadataLeft >= cost else {
            isComplete = false
            return false
        }
        metadataLeft -= cost
        return true
    }

    mutating func add(_ item: MetadataItem) {
        guard metadata.count < limits.metadataItems else { return isComplete = false }
        if !item.value.isEmpty, !metadata.contains(item) { metadata.append(item) }
    }

    mutating func readSeekHead(_ head: MatroskaElement) {
        var position = head.payload
        while let seek = next(&position, in: head) {
            guard seek.id.rawValue == MatroskaField.seek else { continue }
            facts.seekEntries += 1
            var (id, target, place): (Int?, Int64?, Int64) = (nil, nil, seek.payload)
            while let element = next(&place, in: seek) {
                if element.id.rawValue == MatroskaField.seekID { id = whole(element) }
                if element.id.rawValue == MatroskaField.seekPosition { target = Int64(clamping: unsigned(element)) }
            }
            guard let id, let target, seeks.count < 1000 else { continue }
            seeks.append((seek.offset, MatroskaID(rawValue: id), .saturatingSum(segmentStart, target)))
        }
    }

    mutating func readCues(_ list: MatroskaElement) {
        facts.areCuesFirst = firstCluster == nil
        facts.cuePoints = facts.cuePoints ?? 0
        var position = list.payload
        while let point = next(&position, in: list) {
            guard point.id == .cuePoint else { continue }
            facts.cuePoints = (facts.cuePoints ?? 0) + 1
            var place = point.payload
            while let positions = next(&place, in: point) {
                guard positions.id.rawValue == MatroskaField.cuePositions else { continue }
                var inner = positions.payload
                while let element = next(&inner, in: positions) {
                    guard element.id.rawValue == MatroskaField.cueCluster else { continue }
                    let target = Int64(clamping: unsigned(element))
                    cues.append((point.offset, .saturatingSum(segmentStart, target)))
                }
            }
        }
    }

    mutating func readTracks(_ list: MatroskaElement) {
        var position = list.payload
        while let entry = next(&position, in: list) {
            guard entry.id == .trackEntry else { continue }
            guard facts.tracks.count < limits.structureTracks else { return isComplete = false }
            var track = MatroskaStructure.Track()
            var place = entry.payload
            while let element = next(&place, in: entry) { read(element, into: &track) }
            facts.tracks.append(track)
        }
    }

    private mutating func read(_ element: MatroskaElement, into track: inout MatroskaStructure.Track) {
        switch element.id.rawValue {
        case MatroskaField.number: track.number = whole(element)
        case MatroskaField.uid: track.uid = unsigned(element)
        case MatroskaField.type:
            switch whole(element) {
            case 1: track.kind = .video
            case 2: track.kind = .audio
            case 17: track.kind = .subtitle
            default: track.kind = .other
            }
        case MatroskaField.codec: track.codec = MetadataItem.clean(string(element), atMost: 40)
        case MatroskaField.defaultDuration: track.defaultDuration = Int64(clamping: unsigned(element))
        case MatroskaField.language:
            let language = MetadataItem.clean(string(element), atMost: 20)
            track.language = language == "und" ? nil : language
        case MatroskaField.encodings:
            var place = element.payload
            while let encoding = next(&place, in: element) {
                guard encoding.id.rawValue == MatroskaField.encoding else { continue }
                var inner = encoding.payload
                while let part = next(&inner, in: encoding) {
                    if part.id.rawValue == MatroskaField.encryption { track.isEncrypted = true }
                }
            }
        case MatroskaField.video:
            var place = element.payload
            while let part = next(&place, in: element) { readVideo(part, into: &track) }
        default: break
        }
    }

    private mutating func readVideo(_ element: MatroskaElement, into track: inout MatroskaStructure.Track) {
        switch element.id.rawValue {
        case MatroskaField.width: track.width = whole(element)
        case MatroskaField.height: track.height = whole(element)
        case MatroskaField.displayWidth: track.displayWidth = whole(element)
        case MatroskaField.displayHeight: track.displayHeight = whole(element)
        case MatroskaField.displayUnit: track.displayUnit = whole(element)
        case MatroskaField.cropLeft: track.crop[0] = whole(element)
        case MatroskaField.cropTop: track.crop[1] = whole(element)
        case MatroskaField.cropRight: track.crop[2] = whole(element)
        case MatroskaField.cropBottom: track.crop[3] = whole(element)
        case MatroskaField.colour: track.hasColour = true
        case MatroskaField.alpha: track.hasAlpha = unsigned(element) > 0
        default: break
        }
    }

    mutating func readTags(_ list: MatroskaElement) {
        var position = list.payload
        while let tag = next(&position, in: list) {
            guard tag.id.rawValue == MatroskaField.tag else { continue }
            facts.tags += 1
            var place = tag.payload
            while let element = next(&place, in: tag) {
                guard element.id.rawValue == MatroskaField.simpleTag, mayRead() else { continue }
                var (name, value, inner) = ("", "", element.payload)
                while let part = next(&inner, in: element) {
                    if part.id.rawValue == MatroskaField.tagName { name = string(part) }
                    if part.id.rawValue == MatroskaField.tagString { value = string(part) }
                }
                if !Self.isStatistics(name) { add(MetadataItem(name, value)) }
            }
        }
    }

    /// What mkvmerge and FFmpeg count of each track, and nothing about anyone.
    private static func isStatistics(_ name: String) -> Bool {
        ["DURATION", "BPS", "NUMBER_OF_FRAMES", "NUMBER_OF_BYTES"].contains(name) || name.hasPrefix("_STATISTICS")
    }

    mutating func readAttachments(_ list: MatroskaElement) {
        var position = list.payload
        while let file = next(&position, in: list) {
            guard file.id.rawValue == MatroskaField.attachedFile else { continue }
            facts.attachments += 1
            guard mayRead() else { continue }
            var (name, type, place) = ("", "", file.payload)
            while let part = next(&place, in: file) {
                if part.id.rawValue == MatroskaField.fileName { name = string(part) }
                if part.id.rawValue == MatroskaField.mediaType { type = string(part) }
            }
            let isProvenance = type.lowercased().contains("c2pa")
            add(
                MetadataItem(
                    isProvenance ? "C2PA" : "attachment",
                    "\(name) (\(type)), " + counted(file.end - file.offset, "byte"),
                    kind: isProvenance ? .provenance : nil))
        }
    }
}

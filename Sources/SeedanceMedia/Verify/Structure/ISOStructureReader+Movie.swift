import SeedanceAPI

/// The index, `moov`, and the headers of its tracks.
extension ISOStructureReader {
    mutating func readMovie(_ movie: ISOBox) {
        var position = movie.payload
        while let box = next(&position, in: movie) {
            switch box.type {
            case "mvhd": readMovieHeader(box)
            case "trak": readTrack(box)
            case "mvex":
                iso.isFragmented = true
                readDefaults(box)
            case "udta": readUserData(box)
            case "meta": readMeta(box)
            case "uuid": readUniversal(box)
            default: break
            }
        }
    }

    /// Two times, the time scale and the duration, which `mvhd` and `mdhd` both begin with. Source: 8.2.2, 8.4.2.
    private mutating func times(_ box: ISOBox) -> (created: Int64, timescale: Int64, duration: Int64?, next: Int)? {
        guard let view = input.view(at: box.payload, upTo: 40, before: box.end), let version = view.byte(0) else {
            return nil
        }
        let isLong = version == 1
        guard let scale = view.uint32(isLong ? 20 : 12, .bigEndian),
            let low = view.uint32(isLong ? 28 : 16, .bigEndian),
            let created = view.uint32(isLong ? 8 : 4, .bigEndian)
        else { return nil }
        let high = isLong ? view.uint32(24, .bigEndian) ?? 0 : 0
        let isUnknown = low == 0xFFFF_FFFF && (!isLong || high == 0xFFFF_FFFF)
        let duration = high < 1 << 31 ? Int64(high) << 32 | Int64(low) : .max
        return (Int64(created), Int64(scale), isUnknown ? nil : duration, isLong ? 32 : 20)
    }

    private mutating func readMovieHeader(_ box: ISOBox) {
        guard let times = times(box) else { return }
        (iso.timescale, iso.duration) = (times.timescale, times.duration)
        // Counted from 1904; some programs count from 1970.
        let epoch: Int64 = 2_082_844_800
        let seconds = times.created >= epoch ? times.created - epoch : times.created
        if times.created > 0, let date = MetadataDate.text(secondsSince1970: seconds) {
            add(MetadataItem("creation_time", date))
        }
    }

    private mutating func readTrack(_ box: ISOBox) {
        guard iso.tracks.count < limits.structureTracks else {
            isComplete = false
            return
        }
        var track = ISOStructure.Track()
        var tables = ISOSampleTables()
        var position = box.payload
        while let part = next(&position, in: box) {
            switch part.type {
            case "tkhd": readTrackHeader(part, &track)
            case "edts":
                var place = part.payload
                while let list = next(&place, in: part) { if list.type == "elst" { readEdits(list, &track) } }
            case "mdia": readMedia(part, &track, &tables)
            case "udta": readUserData(part)
            case "meta": readMeta(part)
            case "uuid": readUniversal(part)
            default: break
            }
        }
        iso.tracks.append(track)
        self.tables.append(tables)
    }

    /// Source: 8.3.2.
    private mutating func readTrackHeader(_ box: ISOBox, _ track: inout ISOStructure.Track) {
        guard let view = input.view(at: box.payload, upTo: 96, before: box.end), let version = view.byte(0) else {
            return
        }
        let long = version == 1 ? 12 : 0
        track.isEnabled = (view.byte(3) ?? 1) & 1 == 1
        track.id = Int64(view.uint32(12 + (version == 1 ? 8 : 0), .bigEndian) ?? 0)
        let low = view.uint32(20 + long, .bigEndian)
        let high = version == 1 ? view.uint32(28, .bigEndian) ?? 0 : 0
        if let low, low != 0xFFFF_FFFF || high != (version == 1 ? 0xFFFF_FFFF : 0) {
            track.duration = high < 1 << 31 ? Int64(high) << 32 | Int64(low) : .max
        }
        let numbers = [40, 44, 52, 56].compactMap { view.int32($0 + long, .bigEndian) }
        if numbers.count == 4 { track.matrix = numbers.map { Double($0) / 65_536 } }
        track.displayWidth = Double(view.uint32(76 + long, .bigEndian) ?? 0) / 65_536
        track.displayHeight = Double(view.uint32(80 + long, .bigEndian) ?? 0) / 65_536
    }

    /// Source: 8.6.6.
    private mutating func readEdits(_ box: ISOBox, _ track: inout ISOStructure.Track) {
        guard let head = input.view(at: box.payload, upTo: 8, before: box.end), let version = head.byte(0),
            let count = head.uint32(4, .bigEndian)
        else { return }
        let size = version == 1 ? 20 : 12
        let held = max(0, box.count - 8) / Int64(size)
        reportRoom(count, held, box)
        track.editCount = min(Int64(count), held)
        for index in 0..<min(track.editCount, 100) {
            guard let view = input.view(at: box.payload + 8 + index * Int64(size), count: size),
                let first = view.uint32(0, .bigEndian), let rate = view.int32(size - 4, .bigEndian)
            else { return }
            var duration = Int64(first)
            var time = Int64(view.int32(4, .bigEndian) ?? 0)
            if version == 1 {
                duration = first < 1 << 31 ? Int64(first) << 32 | Int64(view.uint32(4, .bigEndian) ?? 0) : .max
                time = Int64(view.int32(8, .bigEndian) ?? 0) << 32 | Int64(view.uint32(12, .bigEndian) ?? 0)
            }
            let edit = ISOStructure.Edit(
                duration: duration, mediaTime: time < 0 ? nil : time, rate: Double(rate) / 65_536)
            track.edits.append(edit)
        }
    }

    /// A table that lists more than it has room for; where the file ends inside of it that is reported already.
    mutating func reportRoom(_ count: Int, _ held: Int64, _ box: ISOBox) {
        guard Int64(count) > held, box.claimedEnd <= input.count else { return }
        problems.add(
            .contradiction, at: box.offset,
            "The table '\(box.type)' at \(grouped(box.offset)) says that it lists \(grouped(count)), and there is room for "
                + "\(grouped(held)).")
    }

    private mutating func readMedia(
        _ media: ISOBox, _ track: inout ISOStructure.Track, _ tables: inout ISOSampleTables
    ) {
        var position = media.payload
        while let box = next(&position, in: media) {
            switch box.type {
            case "mdhd":
                guard let times = times(box) else { continue }
                (track.timescale, track.mediaDuration) = (times.timescale, times.duration)
                let code = input.view(at: box.payload, upTo: 40, before: box.end)?.uint16(times.next, .bigEndian)
                track.language = code.flatMap(Self.language)
            case "hdlr":
                let code = input.view(at: box.payload, upTo: 12, before: box.end)?.uint32(8, .bigEndian)
                if let code { track.handler = BoxType(code) }
            case "minf": readMediaInformation(box, &track, &tables)
            default: break
            }
        }
    }

    /// Three letters of five bits. Source: 8.4.2.3; nil for undetermined and for QuickTime's own numbers.
    private static func language(_ code: Int) -> String? {
        let letters = [10, 5, 0].map { (code >> $0) & 31 }
        guard letters.allSatisfy({ (1...26).contains($0) }) else { return nil }
        let text = String(decoding: letters.map { UInt8($0 + 0x60) }, as: UTF8.self)
        return text == "und" ? nil : text
    }

    private mutating func readMediaInformation(
        _ information: ISOBox, _ track: inout ISOStructure.Track, _ tables: inout ISOSampleTables
    ) {
        var position = information.payload
        while let box = next(&position, in: information) {
            if box.type == "stbl" {
                var place = box.payload
                while let table = next(&place, in: box) { readTable(table, &track, &tables) }
            } else if box.type == "dinf" {
                var place = box.payload
                while let part = next(&place, in: box) {
                    guard part.type == "dref" else { continue }
                    let entries = part.dropping(8)
                    var entry = entries.payload
                    // Only what the first one says counts: two are of no use to anyone.
                    guard let reference = next(&entry, in: entries) else { continue }
                    let flags = input.view(at: reference.payload, upTo: 4, before: reference.end)?.byte(3)
                    track.isExternal = flags.map { $0 & 1 == 0 } ?? false
                }
            }
        }
    }

    private mutating func readTable(
        _ box: ISOBox, _ track: inout ISOStructure.Track, _ tables: inout ISOSampleTables
    ) {
        guard box.type != "stsd" else { return readDescriptions(box, &track) }
        guard let view = input.view(at: box.payload, upTo: 12, before: box.end) else { return }
        guard let held = tables.take(box, view) else { return }
        reportRoom(held.claimed, held.held, box)
    }

    /// What the samples are. Source: 8.5.2, 12.1.3; what stands before the boxes of a picture has 78 bytes.
    private mutating func readDescriptions(_ box: ISOBox, _ track: inout ISOStructure.Track) {
        let head = input.view(at: box.payload, upTo: 8, before: box.end)
        track.sampleEntries = Int64(head?.uint32(4, .bigEndian) ?? 0)
        let list = box.dropping(8)
        var position = list.payload
        guard let entry = next(&position, in: list) else { return }
        track.sampleEntry = entry.type
        track.isEncrypted = entry.type == "encv" || entry.type == "enca"
        guard track.handler == "vide", let view = input.view(at: entry.payload, upTo: 32, before: entry.end) else {
            return
        }
        (track.width, track.height) = (view.uint16(24, .bigEndian) ?? 0, view.uint16(26, .bigEndian) ?? 0)
        // QuickTime's table of colours stands in front of the boxes where its number is 0: eight bytes for each, and one
        // more than it says.
        var header: Int64 = 78
        if let end = input.view(at: entry.payload, upTo: 86, before: entry.end), end.uint16(76, .bigEndian) == 0,
            let last = end.uint16(84, .bigEndian), iso.majorBrand == "qt  " || iso.majorBrand == nil
        {
            header += 8 + 8 * Int64(last + 1)
        }
        let parts = entry.dropping(header)
        position = parts.payload
        while let part = next(&position, in: parts) {
            guard let view = input.view(at: part.payload, upTo: 32, before: part.end) else { continue }
            switch part.type {
            case "pasp":
                if let width = view.uint32(0, .bigEndian), let height = view.uint32(4, .bigEndian) {
                    track.pixelAspect = [width, height]
                }
            case "clap":
                let size = PixelSize(width: track.width, height: track.height)
                track.cleanAperture = CleanAperture(Array(view.slice))?.rect(in: size)
            case "colr": track.hasColour = true
            default: break
            }
        }
    }
}

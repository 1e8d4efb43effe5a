import SeedanceAPI

extension PictureDecoder {
    var source: FittedPicture.Source {
        FittedPicture.Source(
            mediaType: header.format.mediaType, width: upright.width, height: upright.height,
            orientation: orientation.rawValue, profile: header.colorName)
    }

    /// What the header alone gives reason to say.
    var warnings: [MediaWarning] {
        var warnings = [MediaWarning]()
        if header.isAnimated {
            warnings.append(MediaWarning(.firstFrameOnly, "The picture is animated; only its first frame is used."))
        }
        if let points = header.codePoints, points.isHDR {
            let name = points.transfer == 16 ? "PQ" : "HLG"
            warnings.append(MediaWarning(.toneMapped, "The picture is HDR (\(name)); it is tone-mapped to SDR."))
        }
        if header.isBaseOfGainMap {
            warnings.append(
                MediaWarning(
                    .gainMapIgnored, "The picture has a gain map for HDR screens; its ordinary (SDR) picture is used."))
        }
        return warnings + colorWarnings
    }

    func untouched(if size: PixelSize) -> EncodedImage? {
        guard header.codedSize == size, header.orientation == .upright, conversion == nil, header.bitDepth <= 8,
            !header.isAnimated, !header.isHDR, let format = EncodedFormat(header.format),
            let bytes = MetadataStripper.strip(bytes, format: header.format)
        else { return nil }
        return EncodedImage(format: format, bytes: bytes, size: size, isUntouched: true, quality: nil)
    }
}

extension ImageHeader {
    fileprivate var isBaseOfGainMap: Bool {
        if case .heif(let details) = details, details.hasGainMap { return true }
        return hasGainMap
    }

    /// Whether its colours change when what describes them is cut out, though no conversion does that.
    fileprivate var isHDR: Bool {
        if case .codePoints(let points) = pictureColor { points.isHDR } else { false }
    }
}

import SeedanceAPI

extension PictureDecoder {
    /// Refuses colours that would come out wrong: without a colour management system the numbers of a wide-gamut
    /// picture look washed out.
    func checkProfile() throws(MediaError) {
        guard let profile = header.profile, header.colorModel != .cmyk, !isSRGB(profile) else { return }
        let description = profile.description.isEmpty ? "another colour space" : profile.description
        throw MediaError(
            .unsupportedProfile, name,
            "The picture's colours are in \(description), which cannot be converted yet.",
            hint: "Save it as sRGB first (“Convert to profile” in picture editors).")
    }

    private func isSRGB(_ profile: ColorProfile) -> Bool {
        header.colorModel == .gray ? profile.isSRGBCompatibleGray || profile.isSRGB : profile.isSRGB
    }

    var source: FittedPicture.Source {
        FittedPicture.Source(
            mediaType: header.format.mediaType, width: upright.width, height: upright.height,
            orientation: orientation.rawValue, profile: header.profile?.description)
    }

    /// What the header alone gives reason to say.
    var warnings: [MediaWarning] {
        var warnings = [MediaWarning]()
        if header.isAnimated {
            warnings.append(MediaWarning(.firstFrameOnly, "The picture is animated; only its first frame is used."))
        }
        if header.colorModel == .cmyk, header.profilePayload != nil {
            warnings.append(
                MediaWarning(.profileIgnored, "The CMYK profile is not applied, so colours are approximate."))
        } else if header.isProfileDamaged {
            warnings.append(MediaWarning(.profileIgnored, "The colour profile is damaged; sRGB is assumed."))
        }
        return warnings
    }

    func untouched(if size: PixelSize) -> EncodedImage? {
        guard header.codedSize == size, header.orientation == .upright, header.bitDepth <= 8, !header.isAnimated,
            header.colorModel != .cmyk, header.looksLikeSRGB, let format = EncodedFormat(header.format),
            let bytes = MetadataStripper.strip(bytes, format: header.format)
        else { return nil }
        return EncodedImage(format: format, bytes: bytes, size: size, isUntouched: true, quality: nil)
    }
}

extension ImageHeader {
    /// Whether its colours stay the same when everything that describes them is cut out.
    fileprivate var looksLikeSRGB: Bool {
        if case .png(let details) = details { details.looksLikeSRGB } else { true }
    }
}

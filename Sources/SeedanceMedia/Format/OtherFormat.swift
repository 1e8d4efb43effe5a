/// What a file can be that is no picture, video or sound that can be read: named, so that an error can name it.
package enum OtherFormat: String, Hashable, CaseIterable, Sendable {
    // Pictures.
    case jpeg2000, bigTIFF, cameraRaw, svg, svgz, photoshop, icon, qoi, openEXR, radiance, netpbm
    // Documents and text.
    case html, xml, json, pdf, postScript, hlsPlaylist, sdp, ffconcat, dataURI, gitLFSPointer, plainText
    // Video that is not supported.
    case flashVideo, windowsMedia, mpegPS
    // Packed files and programs.
    case zip, gzip, sevenZip, rar, elf
    /// Nothing but zero bytes, as an interrupted copy leaves behind.
    case zeroBytes

    /// With its article, to stand in a sentence: "an HEIC picture".
    package var description: String {
        switch self {
        case .jpeg2000: "a JPEG 2000 picture"
        case .bigTIFF: "a BigTIFF picture"
        case .cameraRaw: "a camera's raw file"
        case .svg: "an SVG drawing"
        case .svgz: "a compressed SVG drawing (SVGZ)"
        case .photoshop: "a Photoshop document"
        case .icon: "a Windows icon or cursor"
        case .qoi: "a QOI picture"
        case .openEXR: "an OpenEXR picture"
        case .radiance: "a Radiance HDR picture"
        case .netpbm: "a Netpbm picture"
        case .html: "a web page (HTML)"
        case .xml: "an XML document"
        case .json: "a JSON document"
        case .pdf: "a PDF document"
        case .postScript: "a PostScript document"
        case .hlsPlaylist: "an HLS playlist"
        case .sdp: "an SDP session description"
        case .ffconcat: "an ffconcat script"
        case .dataURI: "a Data URI written to a text file"
        case .gitLFSPointer: "a Git LFS pointer"
        case .plainText: "plain text"
        case .flashVideo: "a Flash video"
        case .windowsMedia: "a Windows Media file"
        case .mpegPS: "an MPEG program stream"
        case .zip: "a ZIP archive"
        case .gzip: "a gzip archive"
        case .sevenZip: "a 7-Zip archive"
        case .rar: "a RAR archive"
        case .elf: "a Linux program (ELF)"
        case .zeroBytes: "nothing but zero bytes"
        }
    }

    /// Whether people would call it a picture, so that the format is at fault and not the choice of file.
    package var isPicture: Bool {
        switch self {
        case .jpeg2000, .bigTIFF, .cameraRaw, .svg, .svgz, .photoshop, .icon, .qoi, .openEXR,
            .radiance, .netpbm:
            true
        default: false
        }
    }

    /// Whether people would call it a video.
    package var isVideo: Bool { self == .flashVideo || self == .windowsMedia || self == .mpegPS }

    /// Why it is not taken where a picture is wanted, in a sentence or two.
    package var reason: String {
        switch self {
        case .svg, .svgz:
            "This is \(description): instructions for drawing, not a picture. It has no size of its own, and drawing it"
                + " would mean to run a stranger's program."
        default:
            "This is \(description), " + (isPicture ? "which cannot be read yet." : "not a picture.")
        }
    }

    /// What to do about it where a picture is wanted, as a sentence.
    package var hint: String {
        remedy ?? (isPicture ? "Convert it to JPEG or PNG first." : "Name a \(ImageFormat.choice) picture.")
    }

    /// What to do about it whatever is wanted; nil where nothing makes anything of it.
    package var remedy: String? {
        switch self {
        case .html, .xml, .json: "A download that went wrong often leaves such a file: fetch the file again."
        case .gitLFSPointer: "Run `git lfs pull` to fetch the file itself."
        case .zeroBytes: "A copy or download was probably interrupted: fetch the file again."
        case .zip, .gzip, .sevenZip, .rar: "Unpack it first."
        case .dataURI: "Decode it first, or use the Data URI itself."
        case .svg, .svgz: "Open it in a browser or a drawing program and export it as a PNG, in the size you want."
        case .pdf, .postScript: "Export it as a PNG first."
        default: nil
        }
    }
}

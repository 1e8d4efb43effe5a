import FFmpeg
import SeedanceAPI

/// Makes files of the pictures that were taken out of a video.
struct FrameEncoding {
    let fit: FitOptions
    let limits: Limits

    typealias Encoded = (fitted: FittedPicture, image: EncodedImage, warnings: [MediaWarning])

    /// Two pictures at the same time: encoding takes as long as decoding does, and one core would be idle.
    ///
    /// - Parameters:
    ///   - encodings: one for each picture.
    ///   - name: how errors name the video.
    func encode(
        _ pictures: [VideoPicture], as encodings: [EncodingOptions], name: String
    ) throws(MediaError) -> [Encoded] {
        try checkMemory(for: pictures, name: name)
        var fitter = PictureFitter(fit, limits: limits)
        fitter.usesSecondCore = pictures.count == 1
        // Where a window is to be found, one picture waits for the other's.
        let found = fit.findsFocus ? try FrameExtractor.fit(pictures, with: fitter) : nil
        func encode(_ number: Int) -> Swift.Result<Encoded, MediaError> {
            Swift.Result { () throws(MediaError) in
                let (picture, encoding) = (pictures[number], encodings[number])
                let fitted: FittedPicture
                if let found { fitted = found[number] } else { fitted = try fitter.fit(picture, encoding: encoding) }
                let (image, warnings) = try fitted.encoded(encoding, name: name)
                return (fitted, image, warnings)
            }
        }
        let numbers = pictures.indices.prefix(encodings.count)
        var (some, others) = ([Swift.Result<Encoded, MediaError>](), [Swift.Result<Encoded, MediaError>]())
        concurrently {
            some = numbers.prefix(1).map(encode)
        } _: {
            others = numbers.dropFirst().map(encode)
        }
        var encoded = [Encoded]()
        for result in some + others { encoded.append(try result.get()) }
        return encoded
    }
}

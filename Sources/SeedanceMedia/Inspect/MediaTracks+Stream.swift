import FFmpeg

extension VideoTrack {
    init(_ stream: StreamInfo) {
        codec = stream.codec
        pixelFormat = stream.pixelFormat?.description
        bitDepth = stream.pixelFormat.map(\.bitDepth).flatMap { $0 > 0 ? $0 : nil }
        color = VideoColor(stream)
        let turned = -stream.rotation.truncatingRemainder(dividingBy: 360)
        // The sum is 360 for a number just below 0, and never -0.
        rotation = turned < 0 ? (turned + 360).truncatingRemainder(dividingBy: 360) : abs(turned)
    }
}

extension VideoColor {
    init(_ stream: StreamInfo) {
        let colors = stream.colorimetry
        let isRGB = stream.pixelFormat?.isRGB ?? false
        let isFull = stream.pixelFormat?.isFullRangeByName == true ? true : colors.isFullRange
        matrix = isRGB ? Colorimetry.Matrix.rgb.rawValue : colors.matrix?.rawValue
        range = isFull.map { $0 ? .full : .limited }
        primaries = colors.primaries?.rawValue
        transfer = colors.transfer?.rawValue
        isDolbyVision = stream.dolbyVision != nil
        isHDR = colors.transfer == .pq || colors.transfer == .hlg || stream.dolbyVision == .incompatible
    }
}

extension AudioTrack {
    init(_ stream: StreamInfo, duration: Double?) {
        codec = stream.codec
        sampleRate = stream.sampleRate
        channels = stream.channels
        self.duration = duration
    }
}

extension [StreamInfo] {
    /// The sound that is played unless the viewer chooses another: the default one, else the first.
    var soundIndex: Int? {
        let sounds = indices.filter { self[$0].kind == .audio }
        return sounds.first { self[$0].isDefault } ?? sounds.first
    }
}

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What one second of video costs for one kind of request.
///
/// Source: the model's page, Pricing.
public struct PriceRow: Hashable, Sendable, Codable {
    /// The resolution of the video that is made.
    public let resolution: Resolution
    /// Whether the request has at least one reference video.
    public let withReferenceVideo: Bool
    /// US dollars for each second of each result.
    public let perSecond: Decimal

    /// The price in thousandths of a dollar, so that no binary fraction comes near it.
    public init(_ resolution: Resolution, withReferenceVideo: Bool, thousandths: Int) {
        self.resolution = resolution
        self.withReferenceVideo = withReferenceVideo
        self.perSecond = Decimal(sign: .plus, exponent: -3, significand: Decimal(thousandths))
    }
}

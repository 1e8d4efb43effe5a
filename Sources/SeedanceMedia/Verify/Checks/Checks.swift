/// The list of checks.
package enum Checks {
    /// All of them, in the order in which reports show them.
    package static let all: [any Check] = [
        // The file.
        ContainerCheck(), CompleteCheck(), FastStartCheck(), StreamsCheck(), DecodeCheck(), FrameCountCheck(),
        // What was asked for.
        DimensionsCheck(), ConstantFormatCheck(), DurationCheck(), StreamDurationsCheck(), AudioPresenceCheck(),
        AudioLengthCheck(), AVOffsetCheck(), TimestampsCheck(), FrameRateCheck(),
        // Pictures.
        BlackCheck(), FlatCheck(), FreezeCheck(), DuplicatesCheck(), CutsCheck(), FirstFrameCheck(.first),
        FirstFrameCheck(.last), BlankEdgesCheck(), FlickerCheck(), FlashesCheck(), BarsCheck(), LevelsCheck(),
        // Sound.
        SilenceCheck(), ChannelsCheck(), ClippingCheck(), TruePeakCheck(), LoudnessCheck(), DropoutsCheck(),
        // How it plays, and what else there is to know.
        PlaybackCheck(), ColorTagsCheck(), KeyFramesCheck(), DisplayCheck(), BitrateCheck(), MetadataCheck(),
        LoneFileCheck(), ResourcesCheck(),
    ]
}

extension ModelProfile {
    /// ByteDance's Seedance 2.0 Mini, as Runware sells it.
    ///
    /// Source: the model's page in Runware's documentation, `bytedance-seedance-2-0-mini`, unless a row says otherwise.
    public static let seedance2Mini = ModelProfile(
        identifier: "bytedance:seedance@2.0-mini",  // Request, `model`
        taskType: "videoInference",  // Request, `taskType`
        sizes: [  // Sizes
            FrameSize(.p480, "16:9", 864, 496),
            FrameSize(.p480, "4:3", 752, 560),
            FrameSize(.p480, "1:1", 640, 640),
            FrameSize(.p480, "3:4", 560, 752),
            FrameSize(.p480, "9:16", 496, 864),
            FrameSize(.p480, "21:9", 992, 432),
            FrameSize(.p720, "16:9", 1280, 720),
            FrameSize(.p720, "4:3", 1112, 834),
            FrameSize(.p720, "1:1", 960, 960),
            FrameSize(.p720, "3:4", 834, 1112),
            FrameSize(.p720, "9:16", 720, 1280),
            FrameSize(.p720, "21:9", 1470, 630),
        ],
        defaultResolution: .p720,  // Request, `resolution`
        duration: 4...15,  // Request, `duration`
        defaultDuration: 5,  // Request, `duration`
        results: 1...4,  // Request, `numberResults`
        defaultResults: 1,  // Request, `numberResults`
        promptLength: 2...10_000,  // Request, `positivePrompt`
        outputQuality: 20...99,  // Request, `outputQuality`
        defaultOutputQuality: 95,  // Request, `outputQuality`
        outputTypes: ["URL"],  // Request, `outputType`
        outputFormats: ["MP4", "WEBM", "MOV"],  // Request, `outputFormat`
        deliveryMethods: ["async"],  // Request, `deliveryMethod`
        safetyModes: ["none", "fast", "full"],  // Request, `safety.mode`
        minimumTimeToLive: 60,  // Request, `ttl`
        frameImages: 1...2,  // Request, `inputs.frameImages`: no more than one first and one last
        prices: [  // Pricing
            PriceRow(.p480, withReferenceVideo: false, thousandths: 36),
            PriceRow(.p720, withReferenceVideo: false, thousandths: 81),
            PriceRow(.p480, withReferenceVideo: true, thousandths: 43),
            PriceRow(.p720, withReferenceVideo: true, thousandths: 96),
        ],
        limits: .seedance2  // ByteDance's documentation of the 2.0 family
    )
}

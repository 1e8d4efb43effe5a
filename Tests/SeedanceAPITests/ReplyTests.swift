import SeedanceAPI
import Testing

private func reply(_ text: String, httpStatus: Int? = nil) throws -> ServiceReply {
    try ServiceReply(parsing: Array(text.utf8), httpStatus: httpStatus)
}

@Test func `an acknowledgement names its task and has no status`() throws {
    let reply = try reply(#"{"data":[{"taskType":"videoInference","taskUUID":"\#(Samples.uuid)"}]}"#)
    #expect(reply.results(for: Samples.uuid.uppercased()).count == 1)
    #expect(reply.results.first?.status == nil)
    #expect(reply.errors == [])
}

@Test func `a poll tells what is done and what is not`() throws {
    let reply = try reply(
        """
        {"data":[{"taskType":"videoInference","taskUUID":"\(Samples.uuid)","status":"processing"},
         {"taskType":"videoInference","taskUUID":"\(Samples.uuid)","status":"success","videoUUID":"v","new":[],
          "videoURL":"https://x/y.mp4","seed":123,"NSFWContent":false,"cost":0.18}]}
        """)
    let results = reply.results(for: Samples.uuid)
    #expect(results.map(\.status) == [.processing, .success])
    #expect(results.last?.video == .url("https://x/y.mp4"))
    #expect(results.last?.seed == 123)
    #expect(results.last?.isUnsafe == false)
    #expect(results.last?.cost?.description == "0.18")
    #expect(results.last?.json["new"] == [])
}

@Test func `a video is taken as an address, as base64 and as a Data URI`() throws {
    #expect(VideoResult(json: ["videoBase64Data": "AAAA"]).video == .base64("AAAA"))
    #expect(VideoResult(json: ["videoDataURI": "data:x"]).video == .dataURI("data:x"))
    #expect(VideoResult(json: ["videoURL": ""]).video == nil)
    #expect(VideoResult(json: ["videoURL": 5]).video == nil)
}

@Test func `data and errors can come at once`() throws {
    let reply = try reply(
        """
        {"data":[{"taskType":"videoInference","taskUUID":"\(Samples.uuid)"}],
         "errors":[{"code":"invalidDuration","message":"No.","parameter":"duration","taskUUID":"\(Samples.otherUUID)",
          "allowedValues":[4,5],"min":4,"max":15.0,"multiplier":1,"status":400,"responseContent":{"a":1},
          "type":"integer","documentation":"https://d","taskType":"videoInference"}]}
        """, httpStatus: 400)
    #expect(reply.results(for: Samples.otherUUID) == [])
    let error = try #require(reply.errors(for: Samples.otherUUID).first)
    #expect(error.kind == .validation)
    #expect(error.parameters == ["duration"])
    #expect(error.allowedValues == [4, 5] && error.min == 4 && error.max == 15 && error.multiplier == 1)
    #expect(error.status == 400 && error.httpStatus == 400 && error.responseContent == ["a": 1])
    #expect(error.type == "integer" && error.documentation == "https://d" && error.taskType == "videoInference")
    #expect(error.description == "No. (invalidDuration)")
}

@Test func `a parameter may be an array, and an error may stand alone`() throws {
    let reply = try reply(#"{"error":{"code":"invalidApiKey","message":"m","parameter":["width","height"]}}"#)
    #expect(reply.errors.map(\.kind) == [.credentials])
    #expect(reply.errors.first?.parameters == ["width", "height"])
    #expect(reply.requestErrors.count == 1)
}

@Test func `an item with the status error carries its reason and its task`() throws {
    let reply = try reply(
        #"{"data":[{"taskUUID":"\#(Samples.uuid)","status":"error","error":{"code":"providerError","message":"m"}}]}"#)
    #expect(reply.errors(for: Samples.uuid).map(\.kind) == [.provider])
    #expect(reply.results.first?.status == .error)
}

@Test func `a webhook's flat item is a result, with or without an error`() throws {
    let good = try reply(#"{"taskType":"videoInference","taskUUID":"\#(Samples.uuid)","videoURL":"https://x"}"#)
    #expect(good.results.first?.video == .url("https://x"))
    let bad = try reply(#"{"taskUUID":"\#(Samples.uuid)","status":"error","error":{"code":"timeoutProvider"}}"#)
    #expect(bad.errors(for: Samples.uuid).map(\.kind) == [.timeout])
}

@Test(arguments: [
    "{}", "[]", "null", #"{"data":[]}"#, #"{"data":null,"errors":null}"#, #"{"data":5,"errors":[]}"#,
    #"{"data":[1,"x",{}]}"#,
    #"{"error":null}"#, "5",
])
func `a reply of a wrong shape says nothing, and is no crash`(text: String) throws {
    #expect(try reply(text).isEmpty)
}

@Test func `members of the wrong type are passed over`() throws {
    let reply = try reply(
        #"{"data":{"taskUUID":5,"status":1,"seed":"x","cost":"0.18"},"errors":["words",{"code":7,"message":{},"parameter":1}]}"#
    )
    #expect(reply.results.first?.taskUUID == nil)
    #expect(reply.results.first?.cost?.description == "0.18")
    #expect(reply.errors.map(\.message) == ["words", nil])
    #expect(reply.errors.last?.code == "7")
}

@Test func `a member that stands twice makes no paid reply unreadable`() throws {
    #expect(try reply(#"{"data":[{"seed":1,"seed":2}]}"#).results.first?.seed == 2)
}

@Test func `a web page in place of a reply is an error of its own`() {
    #expect(throws: JSONError.self) { try reply("<html>502</html>") }
}

@Test(
    arguments: [
        ("invalidApiKey", .credentials), ("missingApiKey", .credentials), ("unauthorized", .credentials),
        ("insufficientCredits", .balance), ("rateLimitExceeded", .rate), ("providerRateLimitExceeded", .rate),
        ("contentPolicyViolation", .safety), ("invalidProviderContent", .safety), ("nsfwContentDetected", .safety),
        ("invalidPositivePrompt", .validation), ("unsupportedParameter", .validation),
        ("conflictTaskUUID", .validation),
        ("providerError", .provider), ("providerInternalServerError", .provider),
        ("providerAuthenticationFailed", .provider),
        ("timeoutProvider", .timeout), ("timeout", .timeout), ("taskNotFound", .notFound), ("modelNotFound", .notFound),
        ("internalServerError", .server), ("serviceUnavailable", .server), ("somethingNew", .unknown), ("", .unknown),
    ] as [(String, ServiceError.Kind)])
func `an error's kind follows from the words in its code`(code: String, kind: ServiceError.Kind) {
    #expect(ServiceError(json: ["code": .string(code)]).kind == kind)
}

@Test(
    arguments: [
        (400, .validation), (401, .credentials), (402, .balance), (403, .credentials), (404, .notFound),
        (408, .timeout),
        (429, .rate), (500, .server), (503, .server), (504, .timeout), (200, .unknown), (-1, .unknown),
    ] as [(Int, ServiceError.Kind)])
func `without a code the HTTP status decides`(status: Int, kind: ServiceError.Kind) {
    #expect(ServiceError(httpStatus: status).kind == kind)
    #expect(ServiceError(json: ["code": "somethingNew"], httpStatus: status).kind == kind)
}

@Test func `a repeated submission is told apart from other mistakes`() {
    #expect(ServiceError(json: ["code": "conflictTaskUUID"]).isRepeatedSubmission)
    #expect(!ServiceError(json: ["code": "conflictingParameters"]).isRepeatedSubmission)
}

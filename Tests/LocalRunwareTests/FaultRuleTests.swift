import Testing

@testable import LocalRunware

@Suite struct FaultRuleTests {
    @Test func `every example is read back as it is written`() throws {
        #expect(FaultRule.all.count == 183)
        #expect(Set(FaultRule.all).count == FaultRule.all.count)
        for rule in FaultRule.all { #expect(try FaultRule(parsing: rule.description) == rule) }
    }

    @Test func `the examples have every fault at every step where it makes sense`() {
        for step in FaultRule.Step.allCases {
            let there = Set(FaultRule.all.filter { $0.step == step }.map(\.fault))
            #expect(there == Set(Fault.allCases.filter { $0.steps.contains(step) }))
            #expect(!there.isEmpty)
        }
    }

    @Test(arguments: [
        "submit:lost", "poll:status=503", "submit:status=429/retry-after=2", "submit:status=504/acted@2-3",
        "*:delay=0.25@all", "download:cut=0@2", "download:drip=4096@3-", "task:fail=safety", "task:fail=someCode@5%",
        "poll:body=wrong-types", "webhook:duplicate=3", "put:lost@0.5%", "*:refuse@7%",
    ])
    func `a rule is written in one way only`(text: String) throws {
        #expect(try FaultRule(parsing: text).description == text)
    }

    @Test func `standard values and times are filled in`() throws {
        #expect(try FaultRule(parsing: "poll:drip").description == "poll:drip=1")
        #expect(try FaultRule(parsing: "task:fail").description == "task:fail=provider")
        #expect(try FaultRule(parsing: "poll:lost@2-2").description == "poll:lost@2")
    }

    @Test(arguments: [
        ("nowhere:status=503", "no step; there are submit, poll"), ("submit", "STEP:FAULT"), ("", "STEP:FAULT"),
        ("submit:explode", "no fault; submit has status"), ("submit:wrong-range", "makes no sense at submit"),
        ("download:fail", "fail is for task"), ("submit:status", "HTTP status"), ("submit:status=99", "HTTP status"),
        ("submit:status=600", "HTTP status"), ("submit:status=503/later", "HTTP status"),
        ("submit:status=503/retry-after=x", "HTTP status"), ("poll:delay", "needs seconds"),
        ("poll:delay=-1", "needs seconds"), ("poll:delay=1e9", "needs seconds"), ("poll:delay=nan", "needs seconds"),
        ("poll:cut", "needs a number"), ("poll:cut=99999999999999999999", "needs a number"),
        ("poll:drip=0", "needs a number"), ("poll:body=xml", "needs one of html"),
        ("download:body=wrong-types", "needs one of html"), ("submit:lost=1", "takes no value"),
        ("submit:lost@0", "no time"), ("submit:lost@", "no time"), ("submit:lost@3-2", "no time"),
        ("submit:lost@x", "no time"), ("submit:lost@101%", "no time"), ("submit:lost@-5%", "no time"),
        ("task:fail=two words", "code of an error"), ("task:fail=", "code of an error"),
    ])
    func `a rule that makes no sense is refused with what there is`(text: String, words: String) {
        let error = #expect(throws: FaultRuleError.self) { try FaultRule(parsing: text) }
        #expect(error?.message.contains(words) ?? false, "\(error?.message ?? "")")
    }

    // MARK: When

    private static func times(_ rule: String, _ keys: [String] = ["a"], of count: Int = 6) throws -> [Int] {
        var script = FaultScript([try FaultRule(parsing: rule)], seed: 1)
        return (1...count).filter { _ in !script.meet(.submit, keys).isEmpty }
    }

    @Test func `times are counted from one, for each task`() throws {
        #expect(try Self.times("submit:lost") == [1])
        #expect(try Self.times("submit:lost@2") == [2])
        #expect(try Self.times("submit:lost@2-3") == [2, 3])
        #expect(try Self.times("submit:lost@4-") == [4, 5, 6])
        #expect(try Self.times("submit:lost@all") == [1, 2, 3, 4, 5, 6])
        #expect(try Self.times("*:lost@2") == [2])
        #expect(try Self.times("poll:lost@all") == [])
        var script = FaultScript([try FaultRule(parsing: "submit:lost")], seed: 1)
        #expect(script.meet(.submit, ["a"]).count == 1)
        #expect(script.meet(.submit, ["b"]).count == 1)
        #expect(script.meet(.submit, ["a", "c"]).count == 1)
        #expect(script.meet(.submit, ["a", "b", "c"]).isEmpty)
    }

    @Test func `a share is near what it says, and the same for the same seed`() throws {
        func met(_ seed: UInt64) throws -> [Int] {
            var script = FaultScript([try FaultRule(parsing: "*:lost@5%")], seed: seed)
            return (0..<4000).filter { !script.meet(.poll, ["task \($0)"]).isEmpty }
        }
        #expect((140...260).contains(try met(1).count))
        #expect(try met(1) == met(1))
        #expect(try met(1) != met(2))
    }

    @Test func `faults of ranges count only requests for a range`() throws {
        var script = FaultScript([try FaultRule(parsing: "download:wrong-range")], seed: 1)
        #expect(script.meet(.download, ["v"]).isEmpty)
        #expect(script.meet(.download, ["v"], isRange: true).count == 1)
        #expect(script.meet(.download, ["v"], isRange: true).isEmpty)
    }

    @Test func `tasks are counted all together, and without a time each of them is meant`() throws {
        var each = FaultScript([try FaultRule(parsing: "task:fail")], seed: 1)
        #expect(["a", "b", "c"].map { each.meetOnce(.task, $0).count } == [1, 1, 1])
        var second = FaultScript([try FaultRule(parsing: "task:fail@2")], seed: 1)
        #expect(["a", "b", "c"].map { second.meetOnce(.task, $0).count } == [0, 1, 0])
    }
}

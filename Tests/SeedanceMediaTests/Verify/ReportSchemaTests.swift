import SeedanceAPI
import TestSupport
import Testing

@testable import SeedanceMedia

/// Another program reads the schema and says what keeps to it.
enum SchemaJudge {
    static let python = MediaProgram(path: "/usr/bin/python3") ?? MediaProgram("python3")
    static var canRun: Bool { (try? python?.run(["-c", "import jsonschema"]).status) == 0 }

    private static let script = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        judge = jsonschema.Draft202012Validator(schema)
        print(json.dumps([judge.is_valid(each) for each in json.load(sys.stdin)]))
        """

    static func verdicts(_ objects: [JSONValue]) throws -> [Bool] {
        let result = try #require(Self.python).run(
            ["-c", Self.script, "\(ReportSamples.root)/samples/verify.schema.json"],
            input: JSONValue.array(objects).encoded())
        try #require(result.status == 0, "\(result.errors)")
        return try JSONValue(parsing: result.output).array?.compactMap(\.bool) ?? []
    }
}

@Suite(.enabled(if: SchemaJudge.canRun, "python3-jsonschema is not installed"))
struct ReportSchemaTests {
    @Test func `our reports keep to the schema`() throws {
        let reports = [
            try ReportSamples.failing(count: 1), ReportSamples.passing(), ReportSamples.unknown,
            VerificationReport(input: ""),
        ]
        let refused: JSONValue = ["input": "a.mp4", "error": ["code": "damaged", "message": "No.", "hint": "Try."]]
        #expect(try SchemaJudge.verdicts(reports.map(\.json) + [refused]) == [true, true, true, true, true])
    }

    @Test func `broken reports are refused`() throws {
        let whole = try ReportSamples.failing(count: 1).json
        func broken(_ change: (inout JSONValue) -> Void) -> JSONValue {
            var copy = whole
            change(&copy)
            return copy
        }
        func check(_ members: [String: JSONValue?]) -> JSONValue {
            var check: JSONValue = ["id": "a", "status": "fail", "message": "M."]
            for (name, value) in members { check[name] = value }
            return broken { $0["checks"] = [check] }
        }
        let objects: [JSONValue] = [
            check([:]),  // the only right one
            broken { $0["schema"] = 2 }, broken { $0["verdict"] = nil }, broken { $0["verdict"] = "warn" },
            broken { $0["verdict"] = "pass" }, broken { $0["verdict"] = "bad" }, broken { $0["width"] = nil },
            broken { $0["frames"] = "121" }, broken { $0["duration"] = -1 }, broken { $0["checks"] = nil },
            broken { $0["error"] = ["code": "damaged", "message": "No."] }, broken { $0["checks"] = [] },
            check(["id": nil]), check(["id": "First Frame"]), check(["status": "ok"]), check(["message": ""]),
            check(["value": .null]), check(["expected": 5]), check(["at": []]), check(["at": [["from": 1]]]),
            check(["at": [["from": "1", "to": 2]]]), [:], [],
        ]
        #expect(try SchemaJudge.verdicts(objects) == [true] + Array(repeating: false, count: objects.count - 1))
    }
}

import TestSupport
import Testing

/// Disks that are full, failing or not writable, at one step after the other.
@Suite(.serialized, .enabled(if: KillShim.isPossible, "\(KillShim.build().reason)"))
struct KillTroubleTests {
    struct Trouble: Sendable, CustomStringConvertible {
        let number: Int
        let how: KillShim.How

        var description: String { "\(how) \(number)" }
    }

    /// No space left, a failing disk, a file system that is read only. The numbers are the same on all Linux systems.
    private static let codes: [Int32] = [28, 5, 30]

    private static func troubles(_ calls: [KillShim.Call], every step: Int) -> [Trouble] {
        // Locks do not fail for want of space.
        let places = (KillStage.isThorough ? calls : calls.telling).filter {
            !$0.name.hasPrefix("fcntl") && $0.name != "flock"
        }
        guard !KillStage.isThorough else {
            return places.flatMap { call in
                codes.flatMap {
                    [
                        Trouble(number: call.number, how: .fails($0)),
                        Trouble(number: call.number, how: .failsForEver($0)),
                    ]
                }
            }
        }
        return stride(from: 0, to: places.count, by: step).enumerated().map { turn, place in
            let code = codes[turn % 3]
            return Trouble(number: places[place].number, how: turn % 2 == 0 ? .failsForEver(code) : .fails(code))
        }
    }

    /// What a run with a trouble has to end with, and how it goes on without.
    private static func meet(_ trouble: Trouble, _ task: KillCase) throws -> [String] {
        let run = try task.disturbed(KillCase.submit, at: trouble.number, trouble.how)
        let calls = task.calls
        let place = calls.first { $0.number == trouble.number }?.description ?? "\(calls.count) calls"
        var complaints = try task.partials()
        let charges = try task.charges()
        let listed = try task.listed()
        switch run.code {
        case 0:
            if listed?.string("state") != "delivered" { complaints.append("it says 0: \(run)") }
        case 73, 74, 75:
            let error = try run.json().last?["error"]
            if error?.string("message")?.isEmpty != false { complaints.append("it does not say why: \(run)") }
        default: complaints.append("it ended as it should not: \(run)")
        }
        if charges > 1 || charges == 1 && [nil, "planned"].contains(listed?.string("state")) {
            complaints.append("charged for \(charges) times in \(listed?.string("state") ?? "no state")")
        }
        complaints += try task.shortfalls(after: try task.takeUp(), kills: 1)
        if try task.charges() != 1 { complaints.append("in the end charged for \(try task.charges()) times") }
        return complaints.map { "at \(place): \($0)" }
    }

    @Test func `trouble with the disk at any step costs no money and no file`() async throws {
        let stage = try KillStage.ready()
        let troubles = Self.troubles(stage.calls, every: 4)
        #expect(troubles.count >= 30)
        let complaints = await KillStage.each(troubles) { try Self.meet($0, KillCase(stage)) }
        #expect(
            complaints.isEmpty, "\(complaints.count) of \(troubles.count): \(complaints.joined(separator: "\n"))")
    }

    @Test func `where videos or the ledger cannot be written nothing is sent`() throws {
        let stage = try KillStage.ready()
        let folder = try #require(stage.calls.first { $0.path.hasSuffix("/videos") })
        for (call, code) in [folder.number, 1].flatMap({ call in Self.codes.map { (call, $0) } }) {
            let task = try KillCase(stage)
            let run = try task.disturbed(KillCase.submit, at: call, .failsForEver(code))
            #expect(run.code == 73, "\(call) \(code): \(run)")
            #expect(try run.json().last?.string("error.hint")?.isEmpty == false, "\(call) \(code): \(run)")
            #expect(try task.charges() == 0)
            #expect(try task.listed() == nil)
        }
    }

    @Test(.enabled(if: Tools.canMount, "Mounting a small file system is not permitted here."))
    func `on a read-only file system nothing is sent`() throws {
        let stage = try KillStage.ready()
        for (folder, options) in [
            ("fixed", "--output-dir fixed"), ("fixed", "--output-dir videos --ledger fixed/ledger.db"),
        ] {
            let task = try KillCase(stage)
            let mount = "mkdir -p \(folder); mount -t tmpfs -o ro none \(folder)"
            let submit = "\(try Seedance.binary.get()) submit task.json --json \(options)"
            var command = ProcessCommand(
                "/bin/sh",
                ["-c", "unshare -m sh -c '\(mount) && exec \(submit)'"],
                in: task.folder)
            command.environment = stage.standin.environment(["XDG_STATE_HOME": task.folder + "/state"])
            let run = try command.run()
            #expect(run.code == 73, "\(run)")
            #expect(try run.json().last?.string("error.message")?.isEmpty == false)
            #expect(try task.charges() == 0)
        }
    }

    @Test(.enabled(if: Tools.canMount, "Mounting a small file system is not permitted here."))
    func `a folder that fills up during the download keeps what came`() throws {
        let stage = try KillStage.ready()
        let task = try KillCase(stage)
        let script = """
            mount -t tmpfs -o size=200k none videos && "$S" submit task.json --output-dir videos --deadline 60 --json
            echo $?; ls -A videos
            mount -o remount,size=20m videos && "$S" resume --deadline 60 --json; echo $?; ls -A videos
            """
        var command = ProcessCommand("/usr/bin/env", ["unshare", "-m", "sh", "-c", script], in: task.folder)
        command.environment = stage.standin.environment(
            ["XDG_STATE_HOME": task.folder + "/state", "S": try Seedance.binary.get()])
        let lines = try command.run().lines
        try #require(lines.count == 6, "\(lines)")
        #expect(lines[1] == "74" && lines[2] == "\(task.uuid)-1.mp4.part", "\(lines)")
        #expect(lines[4] == "0" && lines[5] == "\(task.uuid)-1.mp4", "\(lines)")
        #expect(try task.charges() == 1)
    }
}

import ArgumentParser
import Foundation
import SeedanceAPI
import SeedanceClient
import SeedanceMedia

/// Where tasks are written down.
struct LedgerArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The ledger. Default: seedance/ledger.db in the XDG state folder.", valueName: "file"))
    var ledger: String?

    /// Of the default ledger there are two: money that the stand-in charges is none.
    func path(isLocal: Bool = false) -> String {
        if let ledger { return WorkingDirectory.absolute(ledger) }
        let standard = Ledger.standardPath(environment: ProcessInfo.processInfo.environment)
        return isLocal ? OutputPath.beside(standard, "local.db") : standard
    }
}

/// How long to try.
struct DeadlineArguments: ParsableArguments {
    @Option(help: "Seconds after which the state is reported as it is; `resume` goes on. Default: 1200.")
    var deadline = 1200.0

    func validate() throws {
        guard deadline.isFinite, deadline > 0, deadline < 1e9 else {
            throw ValidationError("--deadline \(deadline) is not a number of seconds above 0.")
        }
    }

    func effort(waits: Bool = true) -> Client.Effort {
        Client.Effort(deadline: .seconds(deadline), waits: waits) { uuid, state in
            if Console.showsProgress { Console.note("seedance: \(uuid): \(state.rawValue)") }
        }
    }
}

enum OutputPath {
    static func beside(_ path: String, _ name: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return name }
        return String(path[...slash]) + name
    }
}

extension Client {
    /// The client of the service that the environment names, with the verifier as its judge, which works in the cage.
    ///
    /// Without a key no ledger is made.
    init(ledgerAt path: String, judgingIn cage: DecoderCage) throws(ClientError) {
        let environment = ProcessInfo.processInfo.environment
        self.init(
            endpoint: try Endpoint(environment: environment), credential: try Credential(environment: environment),
            ledger: try Ledger(at: path), judge: Verification.judge(in: cage))
    }
}

import ArgumentParser

struct Seedance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seedance",
        abstract: "Prepares and checks what goes to ByteDance's Seedance 2.0 Mini through Runware's API.",
        discussion: """
            Exit codes: 0 success; 1 a negative verdict, such as an invalid task; otherwise 64 usage, 65 bad input \
            data, 66 input missing or unreadable, 69 something needed is unavailable, 70 a defect of this program, 73 \
            output cannot be created, 74 I/O error, 75 try again later, 77 key missing or refused, 78 balance exhausted.
            """,
        version: version,
        subcommands: [
            SizesVerb.self, InspectVerb.self, FitVerb.self, FramesVerb.self, DataURIVerb.self, PrepareVerb.self,
            ValidateVerb.self,
            PriceVerb.self, VerifyVerb.self, SubmitVerb.self, ResumeVerb.self, TasksVerb.self, WebhookVerb.self,
            ServeVerb.self, DoctorVerb.self,
        ]
    )

    static let version = "0.1.0"
}

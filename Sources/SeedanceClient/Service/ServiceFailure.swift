/// Why one question to the service brought no answer that helps, and what that means for the next step.
package struct ServiceFailure: Error, Sendable {
    package enum Nature: Sendable {
        /// Nothing was received there: the same may simply be sent again.
        case notSent
        /// It may have been acted on: ask before sending again. Broken connections, 408 and 5xx, and replies that
        /// cannot be read.
        case ambiguous
        /// It was received and certainly not acted on, and may be later: 429.
        case busy
        /// It was received, and the answer is no, for good.
        case refused
    }

    package var nature: Nature
    /// What to tell people; already without secrets.
    package var error: ClientError
    /// Seconds that the service asks to wait.
    package var retryAfter: Double?

    package init(_ nature: Nature, _ error: ClientError, retryAfter: Double? = nil) {
        self.nature = nature
        self.error = error
        self.retryAfter = retryAfter
    }
}

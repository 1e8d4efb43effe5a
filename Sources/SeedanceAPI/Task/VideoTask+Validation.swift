extension VideoTask {
    /// Checks the task against everything that is known about the model, and reports all that is wrong.
    ///
    /// What the model's page says is a problem when it is broken; what only upstream documents say is a warning, and so
    /// is a member that the page does not know. Pictures inside the task are checked as far as that goes without
    /// decoding them.
    /// **Not an error**: an invalid task.
    public func validate(for profile: ModelProfile = .seedance2Mini) -> Validation {
        var validator = Validator(task: self, profile: profile)
        return validator.run()
    }
}

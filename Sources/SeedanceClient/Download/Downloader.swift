import SeedanceAPI

/// Fetches a result into a part file, and gives it its final name when it is whole.
package struct Downloader: Sendable {
    package let transport: any Transport
    package let pace: Pace
    package let addresses: AddressRule
    /// Bytes that a result has at most; what is larger is not written.
    package var maximumBytes = Downloader.largestResult
    /// What part files are written with.
    var write: PartFile.Write = PartFile.systemWrite

    /// 15 seconds of 1280×720 at 24 frames a second are under 1 GB without any compression: whatever is twice as large
    /// is no result, and would only fill the disk.
    package static let largestResult = 2_000_000_000

    package init(transport: any Transport, pace: Pace, addresses: AddressRule) {
        self.transport = transport
        self.pace = pace
        self.addresses = addresses
    }

    /// What a whole part file is.
    package struct Fetched: Hashable, Sendable {
        package var byteCount: Int
        package var sha256: String
    }

    package enum Failure: Error, Sendable {
        /// The address is no longer good: ask the service for another.
        case expired(ClientError)
        /// It may go on later, from where it stopped.
        case interrupted(ClientError)
        /// It will not get better by itself: an unsafe address, a full disk, a file larger than any result.
        case fatal(ClientError)
    }

    /// Brings `part` (the final path with `.part` behind it) to the whole content of a result, durably, from whatever
    /// is there of it. Retries by itself while that makes sense, until `deadline`.
    ///
    /// - Parameters:
    ///   - payload: an address, base64 or a Data URI.
    ///   - entityTag: under which what is there of the part was fetched; nil when that is not known, and then it begins anew.
    ///   - onEntityTag: is called with the strong entity tag, or nil, after the part was emptied and before its first byte is written.
    package func fetch(
        _ payload: VideoPayload, into part: String, entityTag: String?, deadline: ContinuousClock.Instant,
        onEntityTag: @escaping @Sendable (String?) throws(ClientError) -> Void
    ) async throws(Failure) -> Fetched {
        let host =
            if case .url(let address) = payload { DownloadField.host(of: address) } else { "the service's reply" }
        let receiver: PartReceiver
        do throws(ClientError) {
            receiver = PartReceiver(
                try PartFile.open(part, write: write), entityTag: entityTag, host: host, maximumBytes: maximumBytes,
                record: onEntityTag)
        } catch {
            throw error.code == .taskBusy ? .interrupted(error) : .fatal(error)
        }
        let fetched: Fetched
        switch payload {
        case .url(let address):
            if entityTag != nil { try await hash(receiver, host: host) }
            fetched = try await fetch(from: address, with: receiver, host: host, deadline: deadline)
        case .base64(let text):
            fetched = try await decode(text[...], into: receiver, host: host)
        case .dataURI(let text):
            fetched = try await decode(Self.base64(inDataURI: text, host: host), into: receiver, host: host)
        }
        do throws(ClientError) {
            // The name of the part, too, must outlive a power cut.
            try Self.synchronize(folderOf: part)
        } catch {
            throw .fatal(error)
        }
        return fetched
    }

    /// Takes what is there from before into the hash. Half a second for each gigabyte; the task can be stopped meanwhile.
    private func hash(_ receiver: PartReceiver, host: String) async throws(Failure) {
        var offset = 0
        do throws(ClientError) {
            while let next = try receiver.hash(from: offset, limit: 1 << 20) {
                if Task.isCancelled { throw ClientError.stopped(host) }
                offset = next
                await Task.yield()
            }
        } catch {
            throw error.code == .notFinished ? .interrupted(error) : .fatal(error)
        }
    }
}

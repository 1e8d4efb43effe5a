import Foundation

extension Ledger {
    /// Takes in what the service says of a result: a new one gets the next number, a known one keeps it.
    ///
    /// A cost that is no price (negative, or not a number) counts as not said.
    /// - Parameter fileExtension: of the final name, without the dot.
    package func announce(
        _ key: String, of taskUUID: String, fileExtension: String, seed: Int?, isUnsafe: Bool?, cost: Decimal?
    ) throws(ClientError) -> ResultRecord {
        guard (1...8).contains(fileExtension.utf8.count), LedgerText.isToken(fileExtension),
            !fileExtension.contains(".")
        else { throw ClientError(.internalDefect, taskUUID, "A file extension that is none.") }
        let key = LedgerText.name(key)
        let record = try change(taskUUID) { record in
            let index: Int
            if let known = record.results.firstIndex(where: { $0.key == key }) {
                index = known
            } else {
                let number = (record.results.last?.number ?? 0) + 1
                let folder = record.folder.hasSuffix("/") ? record.folder : record.folder + "/"
                let output = "\(folder)\(record.taskUUID)-\(number).\(fileExtension)"
                index = record.results.count
                record.results.append(ResultRecord(number: number, key: key, state: .announced, output: output))
            }
            record.results[index].seed = seed ?? record.results[index].seed
            record.results[index].isUnsafe = isUnsafe ?? record.results[index].isUnsafe
            record.results[index].cost = cost?.price ?? record.results[index].cost
        }
        guard let result = record.results.first(where: { $0.key == key }) else {
            throw ClientError(.internalDefect, taskUUID, "A result was not kept.")
        }
        return result
    }

    /// Writes a result down as it is now.
    package func update(_ result: ResultRecord, of taskUUID: String) throws(ClientError) {
        var result = result
        result.entityTag = LedgerText.entityTag(result.entityTag)
        _ = try change(taskUUID) { record in
            guard let index = record.results.firstIndex(where: { $0.number == result.number }),
                record.results[index].key == result.key
            else { throw ClientError(.internalDefect, record.taskUUID, "There is no result \(result.number).") }
            guard (result.output + (result.verdict ?? "") + (result.sha256 ?? "")).utf8.allSatisfy({ $0 != 0 }) else {
                throw ClientError(.internalDefect, record.taskUUID, "A name with a zero byte.")
            }
            result.cost = result.cost?.price ?? record.results[index].cost
            record.results[index] = result
        }
    }
}

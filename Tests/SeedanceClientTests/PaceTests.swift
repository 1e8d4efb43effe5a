import Testing

@testable import SeedanceClient

@Suite struct PaceTests {
    @Test func `waits grow, stay under the longest, and never fall below what the service asks for`() {
        let pace = Pace.standard
        #expect((0..<50).allSatisfy { _ in (1.0...2.0).contains(pace.poll(0)) })
        #expect((0..<50).allSatisfy { _ in (7.5...10.0).contains(pace.poll(20)) })
        #expect(pace.retry(0, after: 7) == 7)
        #expect(pace.poll(.max) <= 10)
    }
}

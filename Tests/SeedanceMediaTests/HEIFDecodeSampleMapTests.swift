import Testing

@testable import SeedanceMedia

@Suite struct HEIFDecodeSampleMapTests {
    @Test(arguments: [9, 10, 12, 16])
    func `deep samples become the nearest of 8 bits`(bits: Int) throws {
        let most = Double((1 << bits) - 1)
        let (luma, chroma) = (SampleMap(.fullRange, from: bits, to: 8), SampleMap(.fullRangeChroma, from: bits, to: 8))
        let limited = SampleMap(.limitedRange, from: bits, to: 8)
        let tables = (try #require(luma.table), try #require(chroma.table), try #require(limited.table))
        for value in 0..<1 << bits {
            let share = Double(value) / most
            #expect(abs(Double(tables.0[value]) - share * 255) <= 0.5)
            let distance = (Double(value) - Double(1 << (bits - 1))) / most
            #expect(abs(Double(tables.1[value]) - min(255, distance * 255 + 128)) <= 0.5 + 1e-9)
            let shifted = Double(value) / Double(1 << (bits - 8))
            #expect(abs(Double(tables.2[value]) - min(255, shifted)) <= 0.5)
        }
        // Neutral stays neutral, and the ends of limited range stay the ends.
        #expect(tables.1[1 << (bits - 1)] == 128)
        #expect(tables.2[16 << (bits - 8)] == 16 && tables.2[235 << (bits - 8)] == 235)
    }

    @Test func `limited range is spread over all numbers`() throws {
        let table = try #require(SampleMap(.expandingRange, from: 8, to: 8).table)
        #expect(table[0] == 0 && table[16] == 0 && table[235] == 255 && table[255] == 255 && table[126] == 128)
        #expect(SampleMap(.limitedRange, from: 8, to: 8).table == nil)
    }
}

extension ColorLattice {
    /// Pixels of one byte a channel to pixels of three; of three channels both places may be the same.
    ///
    /// Between the nodes of one cell along the edges from its darkest to its farthest corner, in the order of the
    /// shares: of each cell four nodes count, with inks five, and a gray axis stays straight.
    func convert(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
        nodes.withUnsafeBufferPointer { nodes in
            places.withUnsafeBufferPointer { places in
                strides.withUnsafeBufferPointer { strides in
                    guard let nodes = nodes.baseAddress, let places = places.baseAddress,
                        let strides = strides.baseAddress
                    else { return }
                    if channels == 4 {
                        for index in 0..<count {
                            let light = Self.inks(source + index * 4, nodes, places, strides)
                            Self.store(light, target + index * 3)
                        }
                    } else {
                        for index in 0..<count {
                            let light = Self.light(source + index * 3, nodes, places, strides)
                            Self.store(light, target + index * 3)
                        }
                    }
                }
            }
        }
    }

    /// A share and its channel in one number, so that both are sorted at once.
    @inline(__always)
    private static func key(_ place: Place, _ channel: Int32) -> Int32 { place.share << 2 | channel }

    @inline(__always)
    private static func order(_ a: inout Int32, _ b: inout Int32) { (a, b) = (max(a, b), min(a, b)) }

    @inline(__always)
    private static func light(
        _ input: UnsafePointer<UInt8>, _ nodes: UnsafePointer<SIMD4<Float>>, _ places: UnsafePointer<Place>,
        _ strides: UnsafePointer<Int>
    ) -> SIMD4<Float> {
        let (r, g, b) = (places[Int(input[0])], places[256 + Int(input[1])], places[512 + Int(input[2])])
        var (x, y, z) = (key(r, 0), key(g, 1), key(b, 2))
        order(&x, &y)
        order(&y, &z)
        order(&x, &y)
        let first = nodes + Int(r.offset &+ g.offset &+ b.offset)
        let second = first + strides[Int(x & 3)]
        let third = second + strides[Int(y & 3)]
        let fourth = third + strides[Int(z & 3)]
        let (f, s, t) = (Float(x >> 2), Float(y >> 2), Float(z >> 2))
        return first.pointee * (256 - f) + second.pointee * (f - s) + third.pointee * (s - t) + fourth.pointee * t
    }

    @inline(__always)
    private static func inks(
        _ input: UnsafePointer<UInt8>, _ nodes: UnsafePointer<SIMD4<Float>>, _ places: UnsafePointer<Place>,
        _ strides: UnsafePointer<Int>
    ) -> SIMD4<Float> {
        let (c, m) = (places[Int(input[0])], places[256 + Int(input[1])])
        let (y, k) = (places[512 + Int(input[2])], places[768 + Int(input[3])])
        var (p, q, r, s) = (key(c, 0), key(m, 1), key(y, 2), key(k, 3))
        order(&p, &q)
        order(&r, &s)
        order(&p, &r)
        order(&q, &s)
        order(&q, &r)
        let first = nodes + Int(c.offset &+ m.offset &+ y.offset &+ k.offset)
        let second = first + strides[Int(p & 3)]
        let third = second + strides[Int(q & 3)]
        let fourth = third + strides[Int(r & 3)]
        let fifth = fourth + strides[Int(s & 3)]
        let (f, g, h, i) = (Float(p >> 2), Float(q >> 2), Float(r >> 2), Float(s >> 2))
        let near = first.pointee * (256 - f) + second.pointee * (f - g)
        return near + third.pointee * (g - h) + fourth.pointee * (h - i) + fifth.pointee * i
    }

    @inline(__always)
    private static func store(_ sum: SIMD4<Float>, _ output: UnsafeMutablePointer<UInt8>) {
        var color = sum * (1 / 256)
        let (zero, top) = (SIMD4<Float>(), SIMD4<Float>(repeating: 255))
        color.replace(with: zero, where: color .< zero)
        color.replace(with: top, where: color .> top)
        // In a number of this size the lowest bits are the whole part of what was added.
        let numbers = unsafeBitCast(color + SIMD4<Float>(repeating: 8_388_608), to: SIMD4<UInt32>.self)
        output[0] = UInt8(truncatingIfNeeded: numbers.x)
        output[1] = UInt8(truncatingIfNeeded: numbers.y)
        output[2] = UInt8(truncatingIfNeeded: numbers.z)
    }
}

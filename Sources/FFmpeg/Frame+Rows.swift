import CFFmpeg

extension Frame {
    /// Every `step`th row of the same samples, which are not copied: for whoever needs a rough picture soon.
    ///
    /// Of reduced chroma each row then belongs to luma rows that lie up to `step` rows beside it.
    package func everyRow(_ step: Int) throws(FFmpegError) -> Frame {
        let frame = try shared()
        guard step > 1 else { return frame }
        let rows = height / step
        unsafe frame.raw.pointee.height = Int32(clamping: max(1, rows - rows % (1 << format.chromaShiftY)))
        let factor = Int32(clamping: step)
        unsafe withUnsafeMutablePointer(to: &frame.raw.pointee.linesize) { sizes in
            unsafe UnsafeMutableRawPointer(sizes).withMemoryRebound(to: Int32.self, capacity: 4) { sizes in
                for plane in 0..<4 {
                    let (size, overflow) = unsafe sizes[plane].multipliedReportingOverflow(by: factor)
                    unsafe sizes[plane] = overflow ? 0 : size
                }
            }
        }
        return frame
    }
}

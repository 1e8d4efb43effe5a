import CLibHEIF

/// Sole owner of an opened file of the HEIF family.
@safe package struct HEIFContext: ~Copyable {
    let raw: OpaquePointer
    let library: HEIFLibrary.Functions

    private init(adopting raw: OpaquePointer, _ library: HEIFLibrary.Functions) {
        unsafe self.raw = raw
        unsafe self.library = library
    }

    deinit { unsafe library.pointee.heif_context_free(raw) }

    /// Lends a file that lies in memory, which is not copied.
    ///
    /// **Throws**: `missingLibrary`, `notBuiltIn`, and what libheif finds wrong with the structure of the file.
    package static func withContext<Result: ~Copyable>(
        of bytes: [UInt8], limits: HEIFSecurityLimits,
        _ body: (borrowing HEIFContext) throws(HEIFError) -> Result
    ) throws(HEIFError) -> Result {
        // What the array's own closure returns would have to be copyable.
        var result: Result?
        try unsafe bytes.withUnsafeBufferPointer { bytes throws(HEIFError) in
            result = try unsafe body(open(UnsafeRawBufferPointer(bytes), limits))
        }
        guard let result else { throw .damaged("nothing was read") }
        return result
    }

    private static func open(_ bytes: UnsafeRawBufferPointer, _ limits: HEIFSecurityLimits) throws(HEIFError)
        -> HEIFContext
    {
        let library = try unsafe HEIFLibrary.functions()
        guard let raw = unsafe library.pointee.heif_context_alloc() else {
            throw HEIFError(.outOfMemory, "heif_context_alloc", "out of memory")
        }
        let context = unsafe HEIFContext(adopting: raw, library)
        let isLimited = unsafe clibheif_limit(
            library, raw, Int32(clamping: limits.side), UInt64(clamping: limits.pixels),
            UInt32(clamping: limits.items), UInt32(clamping: limits.items), UInt32(clamping: limits.profileBytes),
            UInt64(clamping: limits.blockBytes), UInt64(clamping: limits.totalBytes))
        guard isLimited else {
            throw HEIFError(.other, "heif_context_set_security_limits", "the limits were not taken")
        }
        // Everything happens on the calling thread: see `CodedPictureCollector`.
        unsafe library.pointee.heif_context_set_max_decoding_threads(raw, 0)
        try unsafe check(
            "heif_context_read_from_memory",
            library.pointee.heif_context_read_from_memory_without_copy(
                raw, bytes.baseAddress, bytes.count, nil))
        return context
    }

    /// An item of the file, or the main picture where this version of libheif does not hand that item out: before 1.16
    /// it has no handles for hidden ones.
    package func image(_ item: Int) throws(HEIFError) -> HEIFImageHandle {
        var handle: OpaquePointer?
        if let item = UInt32(exactly: item),
            unsafe library.pointee.heif_context_get_image_handle(raw, item, &handle)
                .code == heif_error_Ok, let handle = unsafe handle
        {
            return unsafe HEIFImageHandle(adopting: handle, library)
        }
        try unsafe check(
            "heif_context_get_primary_image_handle",
            library.pointee.heif_context_get_primary_image_handle(raw, &handle))
        guard let handle = unsafe handle else { throw .damaged("there is no main picture") }
        return unsafe HEIFImageHandle(adopting: handle, library)
    }

    /// A tile of a grid, on versions of libheif that know it.
    func tile(_ grid: borrowing HEIFImageHandle, column: Int, row: Int) throws(HEIFError) -> HEIFImageHandle {
        let item = unsafe clibheif_tile(library, grid.raw, UInt32(clamping: column), UInt32(clamping: row))
        var handle: OpaquePointer?
        try unsafe check(
            "heif_context_get_image_handle", library.pointee.heif_context_get_image_handle(raw, item, &handle))
        guard let handle = unsafe handle else { throw .damaged("tile \(column),\(row) is missing") }
        return unsafe HEIFImageHandle(adopting: handle, library)
    }
}

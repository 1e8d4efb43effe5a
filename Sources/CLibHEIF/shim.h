// libheif for Swift: the binding of the library, and version gates. No logic.

#ifndef CLIBHEIF_SHIM_H
#define CLIBHEIF_SHIM_H

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The package builds without libheif, too; then pictures in HEIC and AVIF are refused with what to install.
// CLIBHEIF_ABSENT hides a header that is there, to try that.
#if !defined(CLIBHEIF_ABSENT) && __has_include(<libheif/heif.h>)
#include <libheif/heif.h>
#include <libheif/heif_plugin.h>
#endif

// libheif 1.15 brought the third version of the interface for decoders, which is used here.
#if defined(LIBHEIF_NUMERIC_VERSION) && LIBHEIF_NUMERIC_VERSION >= 0x010f0000
static const bool clibheif_is_present = true;
#else
#include "absent.h"
static const bool clibheif_is_present = false;
#endif

// libheif brings x265, libaom, dav1d and libde265 with it. It is opened when the first picture of its family comes, in
// the major version that its header describes. The lists name the functions that Swift may call.

#define CLIBHEIF_ALWAYS(bind) \
    bind(heif_get_version) bind(heif_init) bind(heif_register_decoder_plugin) bind(heif_context_alloc) \
    bind(heif_context_free) bind(heif_context_read_from_memory_without_copy) \
    bind(heif_context_set_maximum_image_size_limit) bind(heif_context_set_max_decoding_threads) \
    bind(heif_context_get_primary_image_handle) bind(heif_context_get_image_handle) bind(heif_image_handle_release) \
    bind(heif_image_handle_get_luma_bits_per_pixel) bind(heif_image_handle_get_auxiliary_image_handle) \
    bind(heif_decoding_options_alloc) bind(heif_decoding_options_free) bind(heif_decode_image) \
    bind(heif_image_release) bind(heif_image_create) bind(heif_image_add_plane) bind(heif_image_get_width) \
    bind(heif_image_get_height) bind(heif_image_get_bits_per_pixel_range) bind(heif_image_has_channel) \
    bind(heif_image_get_plane_readonly) bind(heif_image_get_decoding_warnings)

// libheif 1.19 brought limits that the caller sets, and names the tiles of a grid.
#if defined(LIBHEIF_NUMERIC_VERSION) && LIBHEIF_NUMERIC_VERSION >= 0x01130000
#define CLIBHEIF_SINCE_1_19(bind) \
    bind(heif_context_get_security_limits) bind(heif_context_set_security_limits) \
    bind(heif_image_handle_get_grid_image_tile_id)
#else
#define CLIBHEIF_SINCE_1_19(bind)
#endif

#define CLIBHEIF_FIELD(name) __typeof__(name) *_Nonnull name;
struct clibheif {
    CLIBHEIF_ALWAYS(CLIBHEIF_FIELD)
    CLIBHEIF_SINCE_1_19(CLIBHEIF_FIELD)
};
#undef CLIBHEIF_FIELD

#ifdef __APPLE__
static const char *_Nonnull const clibheif_file = "libheif.1.dylib";
#else
static const char *_Nonnull const clibheif_file = "libheif.so.1";
#endif

// Fills the table from an opened library: null when every function was found, else the name of the missing one.
#define CLIBHEIF_FIND(name) \
    if (!(*(void **)&table->name = dlsym(library, #name))) return #name;
static inline const char *_Nullable clibheif_bind(struct clibheif *_Nonnull table, void *_Nonnull library) {
    CLIBHEIF_ALWAYS(CLIBHEIF_FIND)
    CLIBHEIF_SINCE_1_19(CLIBHEIF_FIND)
    return NULL;
}
#undef CLIBHEIF_FIND

// Before libheif 1.19 only a side could be limited; the header is checked before libheif sees the file.
static inline bool clibheif_limit(const struct clibheif *_Nonnull library, struct heif_context *_Nonnull context,
                                  int side, uint64_t pixels, uint32_t items, uint32_t tiles, uint32_t profile_bytes,
                                  uint64_t block_bytes, uint64_t total_bytes) {
    library->heif_context_set_maximum_image_size_limit(context, side);
#if defined(LIBHEIF_NUMERIC_VERSION) && LIBHEIF_NUMERIC_VERSION >= 0x01130000
    struct heif_security_limits limits = *library->heif_context_get_security_limits(context);
    limits.max_image_size_pixels = pixels;
    limits.max_items = items;
    limits.max_number_of_tiles = tiles;
    limits.max_color_profile_size = profile_bytes;
    limits.max_memory_block_size = block_bytes;
// libheif 1.20 counts the memory of all blocks together, too.
#if LIBHEIF_NUMERIC_VERSION >= 0x01140000
    if (limits.version >= 2) limits.max_total_memory = total_bytes;
#endif
    return library->heif_context_set_security_limits(context, &limits).code == heif_error_Ok;
#else
    return true;
#endif
}

// The number of a tile of a grid; 0 where this version cannot tell.
static inline uint32_t clibheif_tile(const struct clibheif *_Nonnull library,
                                     const struct heif_image_handle *_Nonnull grid, uint32_t column, uint32_t row) {
    heif_item_id item = 0;
#if defined(LIBHEIF_NUMERIC_VERSION) && LIBHEIF_NUMERIC_VERSION >= 0x01130000
    if (library->heif_image_handle_get_grid_image_tile_id(grid, 0, column, row, &item).code != heif_error_Ok) return 0;
#endif
    return item;
}

// Whether it can tell.
static inline bool clibheif_names_tiles(void) {
#if defined(LIBHEIF_NUMERIC_VERSION) && LIBHEIF_NUMERIC_VERSION >= 0x01130000
    return true;
#else
    return false;
#endif
}

#endif

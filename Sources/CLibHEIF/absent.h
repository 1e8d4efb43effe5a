// Stands in for libheif's header where that is missing, so that the same Swift compiles: only what Swift names. None of
// these functions is ever called. The numbers and the order of members do not matter.

#ifndef CLIBHEIF_ABSENT_H
#define CLIBHEIF_ABSENT_H

#include <stddef.h>
#include <stdint.h>

typedef uint32_t heif_item_id;
struct heif_context;
struct heif_image_handle;
struct heif_image;
struct heif_init_params;
struct heif_reading_options;

enum heif_error_code {
    heif_error_Ok,
    heif_error_Invalid_input = 2,
    heif_error_Unsupported_filetype,
    heif_error_Unsupported_feature,
    heif_error_Usage_error,
    heif_error_Memory_allocation_error,
    heif_error_Decoder_plugin_error
};
enum heif_suberror_code {
    heif_suberror_Unspecified,
    heif_suberror_End_of_data = 100,
    heif_suberror_Security_limit_exceeded = 1000,
    heif_suberror_Unsupported_codec = 3000,
    heif_suberror_Unsupported_image_type
};
enum heif_colorspace { heif_colorspace_undefined, heif_colorspace_YCbCr, heif_colorspace_RGB };
enum heif_chroma { heif_chroma_undefined, heif_chroma_444 = 3 };
enum heif_channel { heif_channel_R = 3, heif_channel_G, heif_channel_B, heif_channel_Alpha };
enum heif_compression_format { heif_compression_undefined, heif_compression_HEVC, heif_compression_AV1 = 4 };

struct heif_error {
    enum heif_error_code code;
    enum heif_suberror_code subcode;
    const char *message;
};
struct heif_decoding_options {
    uint8_t ignore_transformations;
    uint8_t strict_decoding;
};
struct heif_decoder_plugin {
    int plugin_api_version;
    const char *(*get_plugin_name)(void);
    void (*init_plugin)(void);
    void (*deinit_plugin)(void);
    int (*does_support_format)(enum heif_compression_format format);
    struct heif_error (*new_decoder)(void **decoder);
    void (*free_decoder)(void *decoder);
    struct heif_error (*push_data)(void *decoder, const void *data, size_t size);
    struct heif_error (*decode_image)(void *decoder, struct heif_image **image);
    void (*set_strict_decoding)(void *decoder, int flag);
    const char *id_name;
};

const char *heif_get_version(void);
struct heif_error heif_init(struct heif_init_params *);
struct heif_error heif_register_decoder_plugin(const struct heif_decoder_plugin *);
struct heif_context *heif_context_alloc(void);
void heif_context_free(struct heif_context *);
struct heif_error heif_context_read_from_memory_without_copy(struct heif_context *, const void *, size_t,
                                                             const struct heif_reading_options *);
void heif_context_set_maximum_image_size_limit(struct heif_context *, int);
void heif_context_set_max_decoding_threads(struct heif_context *, int);
struct heif_error heif_context_get_primary_image_handle(struct heif_context *, struct heif_image_handle **);
struct heif_error heif_context_get_image_handle(struct heif_context *, heif_item_id, struct heif_image_handle **);
void heif_image_handle_release(const struct heif_image_handle *);
int heif_image_handle_get_luma_bits_per_pixel(const struct heif_image_handle *);
struct heif_error heif_image_handle_get_auxiliary_image_handle(const struct heif_image_handle *, heif_item_id,
                                                               struct heif_image_handle **);
struct heif_decoding_options *heif_decoding_options_alloc(void);
void heif_decoding_options_free(struct heif_decoding_options *);
struct heif_error heif_decode_image(const struct heif_image_handle *, struct heif_image **, enum heif_colorspace,
                                    enum heif_chroma, const struct heif_decoding_options *);
void heif_image_release(const struct heif_image *);
struct heif_error heif_image_create(int, int, enum heif_colorspace, enum heif_chroma, struct heif_image **);
struct heif_error heif_image_add_plane(struct heif_image *, enum heif_channel, int, int, int);
int heif_image_get_width(const struct heif_image *, enum heif_channel);
int heif_image_get_height(const struct heif_image *, enum heif_channel);
int heif_image_get_bits_per_pixel_range(const struct heif_image *, enum heif_channel);
int heif_image_has_channel(const struct heif_image *, enum heif_channel);
const uint8_t *heif_image_get_plane_readonly(const struct heif_image *, enum heif_channel, int *);
int heif_image_get_decoding_warnings(struct heif_image *, int, struct heif_error *, int);

#endif

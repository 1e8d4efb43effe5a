// FFmpeg for Swift: constants that are macros, the binding of two libraries, and version gates. No logic.

#ifndef CFFMPEG_SHIM_H
#define CFFMPEG_SHIM_H

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/dict.h>
#include <libavutil/display.h>
#include <libavutil/dovi_meta.h>
#include <libavutil/frame.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libavutil/sha.h>
#include <libswscale/swscale.h>

// Swift cannot see macros that cast or call.
static const int64_t cffmpeg_no_timestamp = AV_NOPTS_VALUE;
static const int cffmpeg_error_eof = AVERROR_EOF;
static const int cffmpeg_error_again = AVERROR(EAGAIN);
static const int cffmpeg_error_exit = AVERROR_EXIT;
static const int cffmpeg_error_invalid_data = AVERROR_INVALIDDATA;
static const int cffmpeg_error_io = AVERROR(EIO);
static const int cffmpeg_error_no_memory = AVERROR(ENOMEM);
static const int cffmpeg_seek_size = AVSEEK_SIZE;
static const int cffmpeg_time_base = AV_TIME_BASE;
static const int cffmpeg_input_padding = AV_INPUT_BUFFER_PADDING_SIZE;
// Stop at the first sign of damage instead of guessing on.
static const int cffmpeg_strict_detection = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;

// FFmpeg 6.1 moved coded side data of a stream into its codec parameters.
#if LIBAVCODEC_VERSION_MAJOR >= 61
static inline const uint8_t *_Nullable cffmpeg_display_matrix(const AVStream *stream) {
    for (int i = 0; i < stream->codecpar->nb_coded_side_data; i++)
        if (stream->codecpar->coded_side_data[i].type == AV_PKT_DATA_DISPLAYMATRIX
            && stream->codecpar->coded_side_data[i].size >= 36)
            return stream->codecpar->coded_side_data[i].data;
    return NULL;
}
#else
static inline const uint8_t *_Nullable cffmpeg_display_matrix(const AVStream *stream) {
    for (int i = 0; i < stream->nb_side_data; i++)
        if (stream->side_data[i].type == AV_PKT_DATA_DISPLAYMATRIX && stream->side_data[i].size >= 36)
            return stream->side_data[i].data;
    return NULL;
}
#endif

// FFmpeg 6.1 turned the field into a flag and FFmpeg 8 dropped it.
static inline bool cffmpeg_is_interlaced(const AVFrame *_Nonnull frame) {
#ifdef AV_FRAME_FLAG_INTERLACED
    return frame->flags & AV_FRAME_FLAG_INTERLACED;
#else
    return frame->interlaced_frame;
#endif
}

// How Dolby Vision lies over what an ordinary decoder gives: the compatibility of the base layer (1 HDR10, 2 SDR, 4 HLG;
// 0 none), or -1 without Dolby Vision. The side data moved in FFmpeg 6.1, as the display matrix did.
static inline int cffmpeg_dolby_vision_compatibility(const AVStream *_Nonnull stream) {
#if LIBAVCODEC_VERSION_MAJOR >= 61
    for (int i = 0; i < stream->codecpar->nb_coded_side_data; i++)
        if (stream->codecpar->coded_side_data[i].type == AV_PKT_DATA_DOVI_CONF
            && stream->codecpar->coded_side_data[i].size >= sizeof(AVDOVIDecoderConfigurationRecord))
            return ((const AVDOVIDecoderConfigurationRecord *)stream->codecpar->coded_side_data[i].data)
                ->dv_bl_signal_compatibility_id;
#else
    for (int i = 0; i < stream->nb_side_data; i++)
        if (stream->side_data[i].type == AV_PKT_DATA_DOVI_CONF
            && stream->side_data[i].size >= sizeof(AVDOVIDecoderConfigurationRecord))
            return ((const AVDOVIDecoderConfigurationRecord *)stream->side_data[i].data)->dv_bl_signal_compatibility_id;
#endif
    return -1;
}

// FFmpeg 7 made the buffer of a write callback const.
static inline AVIOContext *_Nullable cffmpeg_io_context(
    __typeof__(avio_alloc_context) *_Nonnull allocate, unsigned char *_Nonnull buffer, int size, void *_Nullable opaque,
    int (*_Nullable read)(void *_Nullable, uint8_t *_Nullable, int),
    int64_t (*_Nullable seek)(void *_Nullable, int64_t, int)) {
    return allocate(buffer, size, 0, opaque, read, NULL, seek);
}

#if LIBAVFORMAT_VERSION_MAJOR >= 61
typedef const uint8_t cffmpeg_written;
#else
typedef uint8_t cffmpeg_written;
#endif
static inline AVIOContext *_Nullable cffmpeg_output_context(
    __typeof__(avio_alloc_context) *_Nonnull allocate, unsigned char *_Nonnull buffer, int size, void *_Nullable opaque,
    int (*_Nullable write)(void *_Nullable, cffmpeg_written *_Nullable, int),
    int64_t (*_Nullable seek)(void *_Nullable, int64_t, int)) {
    return allocate(buffer, size, 1, opaque, NULL, write, seek);
}

// FFmpeg 7 told the source of a filter graph about colour; before, only the frames carry it.
static inline bool cffmpeg_graph_source_takes_color(void) { return LIBAVFILTER_VERSION_MAJOR >= 10; }

// libavcodec, libavformat and libavfilter bring some 150 shared objects with them, which takes the dynamic linker longer
// than scaling a picture. They are opened when first needed, in the very major version that these headers describe;
// libavutil and libswscale are small and linked as usual. Each list below names the functions that Swift may call.

#define CFFMPEG_AVCODEC(bind) \
    bind(avcodec_version) bind(avcodec_configuration) bind(avcodec_find_decoder_by_name) \
    bind(avcodec_find_encoder_by_name) bind(avcodec_get_name) bind(avcodec_alloc_context3) \
    bind(avcodec_free_context) bind(avcodec_parameters_to_context) bind(avcodec_parameters_from_context) \
    bind(avcodec_open2) bind(avcodec_flush_buffers) bind(avcodec_send_packet) bind(avcodec_receive_frame) \
    bind(avcodec_send_frame) bind(avcodec_receive_packet) bind(avcodec_profile_name) bind(av_packet_alloc) \
    bind(av_packet_free) bind(av_packet_unref) bind(av_new_packet) bind(av_packet_rescale_ts)

#define CFFMPEG_AVFORMAT(bind) \
    bind(avformat_version) bind(av_find_input_format) bind(avformat_alloc_context) bind(avformat_open_input) \
    bind(avformat_close_input) bind(avformat_find_stream_info) bind(av_find_best_stream) bind(av_read_frame) \
    bind(av_guess_frame_rate) bind(avio_alloc_context) bind(avio_context_free) bind(av_seek_frame) \
    bind(avformat_index_get_entries_count) bind(avformat_index_get_entry) bind(avformat_alloc_output_context2) \
    bind(avformat_new_stream) bind(avformat_write_header) bind(av_interleaved_write_frame) bind(av_write_trailer) \
    bind(avformat_free_context)

#define CFFMPEG_AVFILTER(bind) \
    bind(avfilter_version) bind(avfilter_get_by_name) bind(avfilter_graph_alloc) bind(avfilter_graph_free) \
    bind(avfilter_graph_create_filter) bind(avfilter_graph_parse_ptr) bind(avfilter_graph_config) \
    bind(avfilter_graph_get_filter) bind(avfilter_inout_alloc) bind(avfilter_inout_free) \
    bind(av_buffersrc_add_frame_flags) bind(av_buffersrc_close) \
    bind(av_buffersink_get_frame) bind(av_buffersink_set_frame_size) bind(av_buffersink_get_time_base)

#define CFFMPEG_FIELD(name) __typeof__(name) *_Nonnull name;
struct cffmpeg_avcodec { CFFMPEG_AVCODEC(CFFMPEG_FIELD) };
struct cffmpeg_avformat { CFFMPEG_AVFORMAT(CFFMPEG_FIELD) };
struct cffmpeg_avfilter { CFFMPEG_AVFILTER(CFFMPEG_FIELD) };
#undef CFFMPEG_FIELD

#define CFFMPEG_STRING_(value) #value
#define CFFMPEG_STRING(value) CFFMPEG_STRING_(value)
#ifdef __APPLE__
#define CFFMPEG_LIBRARY(name, major) "lib" name "." CFFMPEG_STRING(major) ".dylib"
#else
#define CFFMPEG_LIBRARY(name, major) "lib" name ".so." CFFMPEG_STRING(major)
#endif

static const char *_Nonnull const cffmpeg_avcodec_file = CFFMPEG_LIBRARY("avcodec", LIBAVCODEC_VERSION_MAJOR);
static const char *_Nonnull const cffmpeg_avformat_file = CFFMPEG_LIBRARY("avformat", LIBAVFORMAT_VERSION_MAJOR);
static const char *_Nonnull const cffmpeg_avfilter_file = CFFMPEG_LIBRARY("avfilter", LIBAVFILTER_VERSION_MAJOR);

// Fills the table from an opened library: null when every function was found, else the name of the missing one.
#define CFFMPEG_FIND(name) \
    if (!(*(void **)&table->name = dlsym(library, #name))) return #name;
static inline const char *_Nullable cffmpeg_bind_avcodec(struct cffmpeg_avcodec *_Nonnull table,
                                                         void *_Nonnull library) {
    CFFMPEG_AVCODEC(CFFMPEG_FIND)
    return NULL;
}
static inline const char *_Nullable cffmpeg_bind_avformat(struct cffmpeg_avformat *_Nonnull table,
                                                          void *_Nonnull library) {
    CFFMPEG_AVFORMAT(CFFMPEG_FIND)
    return NULL;
}
static inline const char *_Nullable cffmpeg_bind_avfilter(struct cffmpeg_avfilter *_Nonnull table,
                                                          void *_Nonnull library) {
    CFFMPEG_AVFILTER(CFFMPEG_FIND)
    return NULL;
}
#undef CFFMPEG_FIND

// Swift cannot take the address of a C function as data.
static inline const void *_Nonnull cffmpeg_address_in_avutil(void) { return (const void *)avutil_version; }

#endif

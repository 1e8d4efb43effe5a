#include "cjpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jpeglib.h>
#include <jerror.h>

// More scans than any encoder writes; each costs a pass over the whole picture.
enum { scan_limit = 500, lines_when_interleaved = 16, rows_at_most = 64 };

_Static_assert(CJPEG_MESSAGE_SIZE >= JMSG_LENGTH_MAX, "a message of libjpeg fits");

// libjpeg 7 renamed the field; libjpeg-turbo keeps both APIs.
#if JPEG_LIB_VERSION >= 70
#define BLOCK_SIZE(component) ((component)->DCT_v_scaled_size)
#define BLOCK_WIDTH(component) ((component)->DCT_h_scaled_size)
#define LEAST_BLOCK_SIZE(info) ((info)->min_DCT_v_scaled_size)
#else
#define BLOCK_SIZE(component) ((component)->DCT_scaled_size)
#define BLOCK_WIDTH(component) ((component)->DCT_scaled_size)
#define LEAST_BLOCK_SIZE(info) ((info)->min_DCT_scaled_size)
#endif

struct trap {
    struct jpeg_error_mgr manager;
    jmp_buf landing;
    int status;
    char message[CJPEG_MESSAGE_SIZE];
};

static void leave(j_common_ptr info, int status) {
    struct trap *trap = (struct trap *)info->err;
    trap->status = status;
    longjmp(trap->landing, 1);
}

static void on_error(j_common_ptr info) {
    struct trap *trap = (struct trap *)info->err;
    trap->manager.format_message(info, trap->message);
    leave(info, cjpeg_failed);
}

// Warnings of a picture that was read wrong or not to its end are errors here; the rest are cosmetic and common
// in good files (some cameras pad their segments).
static void on_message(j_common_ptr info, int level) {
    if (level >= 0) return;
    struct trap *trap = (struct trap *)info->err;
    switch (trap->manager.msg_code) {
    case JWRN_JPEG_EOF:
        trap->manager.format_message(info, trap->message);
        leave(info, cjpeg_truncated);
        break;
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_NOT_SEQUENTIAL:
        trap->manager.format_message(info, trap->message);
        leave(info, cjpeg_damaged);
        break;
    default:
        break;
    }
}

static void on_output(j_common_ptr info) { (void)info; }

static struct jpeg_error_mgr *set_trap(struct trap *trap) {
    jpeg_std_error(&trap->manager);
    trap->manager.error_exit = on_error;
    trap->manager.emit_message = on_message;
    trap->manager.output_message = on_output;
    trap->status = cjpeg_ok;
    trap->message[0] = 0;
    return &trap->manager;
}

struct cjpeg_decoder {
    struct jpeg_decompress_struct info;
    struct jpeg_progress_mgr progress;
    struct trap trap;
    double deadline;
    size_t count;
    bool planar;
};

static double monotonic_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void on_progress(j_common_ptr info) {
    struct cjpeg_decoder *decoder = info->client_data;
    if (decoder->info.input_scan_number > scan_limit) leave(info, cjpeg_too_many_scans);
    if (monotonic_seconds() > decoder->deadline) leave(info, cjpeg_too_slow);
}

struct cjpeg_decoder *cjpeg_decoder_create(const uint8_t *bytes, size_t count, double deadline, int *status) {
    struct cjpeg_decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder) return NULL;
    decoder->deadline = deadline;
    decoder->count = count;
    decoder->info.err = set_trap(&decoder->trap);
    if (setjmp(decoder->trap.landing)) {
        *status = decoder->trap.status;
        return decoder;
    }
    jpeg_create_decompress(&decoder->info);
    decoder->info.client_data = decoder;
    decoder->progress.progress_monitor = on_progress;
    decoder->info.progress = &decoder->progress;
    jpeg_mem_src(&decoder->info, bytes, count);
    jpeg_read_header(&decoder->info, TRUE);
    *status = cjpeg_ok;
    return decoder;
}

static int log2_of(int value) { return value == 1 ? 0 : value == 2 ? 1 : value == 4 ? 2 : -1; }

// How much smaller the chroma planes come out than luma; false for layouts that no pixel format has.
static bool chroma_shifts(const struct jpeg_decompress_struct *info, int *shift_x, int *shift_y) {
    const jpeg_component_info *luma = &info->comp_info[0];
    int x[2], y[2];
    for (int i = 0; i < 2; i++) {
        const jpeg_component_info *chroma = &info->comp_info[i + 1];
        int across = chroma->h_samp_factor * BLOCK_WIDTH(chroma), down = chroma->v_samp_factor * BLOCK_SIZE(chroma);
        int wide = luma->h_samp_factor * BLOCK_WIDTH(luma), high = luma->v_samp_factor * BLOCK_SIZE(luma);
        if (wide % across || high % down) return false;
        x[i] = log2_of(wide / across);
        y[i] = log2_of(high / down);
    }
    *shift_x = x[0];
    *shift_y = y[0];
    return x[0] >= 0 && y[0] >= 0 && x[0] == x[1] && y[0] == y[1]
        && luma->h_samp_factor == info->max_h_samp_factor && luma->v_samp_factor == info->max_v_samp_factor;
}

static bool has_pixel_format(int shift_x, int shift_y) {
    return (shift_x == 0 && shift_y <= 1) || (shift_x == 1 && shift_y <= 1) || (shift_x == 2 && shift_y == 0);
}

int cjpeg_decoder_start(struct cjpeg_decoder *decoder, int denominator, struct cjpeg_layout *layout) {
    if (setjmp(decoder->trap.landing)) return decoder->trap.status;
    struct jpeg_decompress_struct *info = &decoder->info;
    info->scale_num = 1;
    info->scale_denom = (unsigned)denominator;
    info->dct_method = JDCT_ISLOW;
    switch (info->jpeg_color_space) {
    case JCS_GRAYSCALE: info->out_color_space = JCS_GRAYSCALE; layout->samples = cjpeg_gray; break;
    case JCS_CMYK:
    case JCS_YCCK: info->out_color_space = JCS_CMYK; layout->samples = cjpeg_cmyk_interleaved; break;
    default: info->out_color_space = JCS_RGB; layout->samples = cjpeg_rgb_interleaved; break;
    }
    jpeg_calc_output_dimensions(info);
    if (info->jpeg_color_space == JCS_YCbCr && info->num_components == 3
        && chroma_shifts(info, &layout->chroma_shift_x, &layout->chroma_shift_y)
        && has_pixel_format(layout->chroma_shift_x, layout->chroma_shift_y)
        // A scaler that is given planes would stretch the last, half-covered chroma sample over the whole width.
        && info->output_width % (1u << layout->chroma_shift_x) == 0
        && info->output_height % (1u << layout->chroma_shift_y) == 0) {
        // Planes go to the scaler as they are: no upsampling and no colour conversion at full size.
        decoder->planar = true;
        info->raw_data_out = TRUE;
        info->do_fancy_upsampling = FALSE;
        info->out_color_space = JCS_YCbCr;
        layout->samples = cjpeg_ycbcr_planar;
    }
    jpeg_start_decompress(info);
    layout->width = (int)info->output_width;
    layout->height = (int)info->output_height;
    layout->lines_per_read = lines_when_interleaved;
    layout->padded_width = layout->width;
    if (decoder->planar) {
        const jpeg_component_info *luma = &info->comp_info[0];
        layout->lines_per_read = info->max_v_samp_factor * LEAST_BLOCK_SIZE(info);
        layout->padded_width = (int)luma->width_in_blocks * BLOCK_WIDTH(luma);
        int unit = luma->h_samp_factor * BLOCK_WIDTH(luma);
        layout->padded_width = (layout->padded_width + unit - 1) / unit * unit;
    }
    return cjpeg_ok;
}

int cjpeg_decoder_read(struct cjpeg_decoder *decoder, bool wanted, uint8_t *const planes[3],
                       const ptrdiff_t strides[3]) {
    if (setjmp(decoder->trap.landing)) return decoder->trap.status;
    struct jpeg_decompress_struct *info = &decoder->info;
    if (info->output_scanline >= info->output_height) return 0;
    JSAMPROW rows[3][rows_at_most];
    JSAMPARRAY image[3] = {rows[0], rows[1], rows[2]};
    if (!decoder->planar) {
        for (int y = 0; y < lines_when_interleaved; y++) rows[0][y] = planes[0] + y * strides[0];
        int gained = 0;
        // libjpeg hands out a line or two at a time.
        while (gained < lines_when_interleaved && info->output_scanline < info->output_height)
            gained += (int)jpeg_read_scanlines(info, rows[0] + gained, (JDIMENSION)(lines_when_interleaved - gained));
        return gained;
    }
    for (int i = 0; i < 3; i++) {
        jpeg_component_info *component = &info->comp_info[i];
        // Without it, the coefficients are read and not transformed.
        component->component_needed = wanted;
        int count = component->v_samp_factor * BLOCK_SIZE(component);
        for (int y = 0; y < count && y < rows_at_most; y++) rows[i][y] = planes[i] + y * strides[i];
    }
    unsigned before = info->output_scanline;
    jpeg_read_raw_data(info, image, (JDIMENSION)(info->max_v_samp_factor * LEAST_BLOCK_SIZE(info)));
    unsigned after = info->output_scanline < info->output_height ? info->output_scanline : info->output_height;
    return (int)(after - before);
}

size_t cjpeg_decoder_position(const struct cjpeg_decoder *decoder) {
    return decoder->info.src ? decoder->count - decoder->info.src->bytes_in_buffer : 0;
}

bool cjpeg_decoder_saw_end(struct cjpeg_decoder *decoder) {
    return decoder->info.unread_marker == JPEG_EOI || jpeg_input_complete(&decoder->info);
}

const char *cjpeg_decoder_message(const struct cjpeg_decoder *decoder) { return decoder->trap.message; }

void cjpeg_decoder_destroy(struct cjpeg_decoder *decoder) {
    if (!decoder) return;
    jpeg_destroy_decompress(&decoder->info);
    free(decoder);
}

struct cjpeg_encoder {
    struct jpeg_compress_struct info;
    struct trap trap;
    // Our own and not libjpeg's: of its growing buffer nobody knows the address until the end, so that an encoder that
    // is given up would leak it.
    struct jpeg_destination_mgr destination;
    uint8_t *bytes;
    size_t capacity, count;
    // Where libjpeg keeps the coefficients until the Huffman tables are known, one array a component.
    jvirt_barray_ptr coefficients[MAX_COMPONENTS];
    int known_arrays;
    jvirt_barray_ptr (*request_array)(j_common_ptr, int, boolean, JDIMENSION, JDIMENSION, JDIMENSION);
    // For an encoder of a part: that part's corner, in blocks, and libjpeg's own function.
    JDIMENSION first_column, first_row;
    JBLOCKARRAY (*access_array)(j_common_ptr, jvirt_barray_ptr, JDIMENSION, JDIMENSION, boolean);
    JBLOCKROW moved_rows[MAX_COMPONENTS][MAX_SAMP_FACTOR];
};

static void begin_output(j_compress_ptr info) {
    struct cjpeg_encoder *encoder = info->client_data;
    encoder->destination.next_output_byte = encoder->bytes;
    encoder->destination.free_in_buffer = encoder->capacity;
}

// Called when the buffer is full.
static boolean grow_output(j_compress_ptr info) {
    struct cjpeg_encoder *encoder = info->client_data;
    uint8_t *larger = realloc(encoder->bytes, encoder->capacity * 2);
    if (!larger) ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
    encoder->bytes = larger;
    encoder->destination.next_output_byte = larger + encoder->capacity;
    encoder->destination.free_in_buffer = encoder->capacity;
    encoder->capacity *= 2;
    return TRUE;
}

static void end_output(j_compress_ptr info) {
    struct cjpeg_encoder *encoder = info->client_data;
    encoder->count = encoder->capacity - encoder->destination.free_in_buffer;
}

// Null only when out of memory. `capacity` is where the buffer of the file begins to grow from.
static struct cjpeg_encoder *allocate_encoder(size_t capacity) {
    struct cjpeg_encoder *encoder = calloc(1, sizeof *encoder);
    if (!encoder) return NULL;
    encoder->capacity = capacity;
    encoder->bytes = malloc(capacity);
    if (encoder->bytes) return encoder;
    free(encoder);
    return NULL;
}

// What every picture of ours has in common.
static void prepare(struct cjpeg_encoder *encoder, int width, int height) {
    struct jpeg_compress_struct *info = &encoder->info;
    info->client_data = encoder;
    encoder->destination.init_destination = begin_output;
    encoder->destination.empty_output_buffer = grow_output;
    encoder->destination.term_destination = end_output;
    info->dest = &encoder->destination;
    info->image_width = (JDIMENSION)width;
    info->image_height = (JDIMENSION)height;
    info->input_components = 3;
    info->in_color_space = JCS_RGB;
    jpeg_set_defaults(info);
    info->optimize_coding = TRUE;
    info->dct_method = JDCT_ISLOW;
}

// Notes the array that libjpeg asks for. Its memory manager's functions are public and may be replaced (libjpeg.txt,
// "Memory management").
static jvirt_barray_ptr request_array(
    j_common_ptr info, int pool, boolean pre_zero, JDIMENSION width, JDIMENSION height, JDIMENSION most) {
    struct cjpeg_encoder *encoder = info->client_data;
    jvirt_barray_ptr array = encoder->request_array(info, pool, pre_zero, width, height, most);
    if (encoder->known_arrays < MAX_COMPONENTS) encoder->coefficients[encoder->known_arrays++] = array;
    return array;
}

// The same rows of another picture's array, from another corner.
static JBLOCKARRAY access_array(
    j_common_ptr info, jvirt_barray_ptr array, JDIMENSION row, JDIMENSION count, boolean writable) {
    struct cjpeg_encoder *encoder = info->client_data;
    JBLOCKARRAY rows = encoder->access_array(info, array, row + encoder->first_row, count, writable);
    // libjpeg works with the rows of all components at the same time.
    int component = 0;
    while (component < MAX_COMPONENTS - 1 && encoder->coefficients[component] != array) component++;
    JBLOCKARRAY moved = encoder->moved_rows[component];
    for (JDIMENSION i = 0; i < count && i < MAX_SAMP_FACTOR; i++) moved[i] = rows[i] + encoder->first_column;
    return moved;
}

struct cjpeg_encoder *cjpeg_encoder_create(int width, int height, int quality, bool full_chroma, int *status) {
    struct cjpeg_encoder *encoder = allocate_encoder(64 << 10);
    if (!encoder) return NULL;
    struct jpeg_compress_struct *info = &encoder->info;
    info->err = set_trap(&encoder->trap);
    if (setjmp(encoder->trap.landing)) {
        *status = encoder->trap.status;
        return encoder;
    }
    jpeg_create_compress(info);
    prepare(encoder, width, height);
    jpeg_set_quality(info, quality, TRUE);
    if (full_chroma)
        for (int i = 0; i < info->num_components; i++)
            info->comp_info[i].h_samp_factor = info->comp_info[i].v_samp_factor = 1;
    encoder->request_array = info->mem->request_virt_barray;
    info->mem->request_virt_barray = request_array;
    jpeg_start_compress(info, TRUE);
    info->mem->request_virt_barray = encoder->request_array;
    *status = cjpeg_ok;
    return encoder;
}

int cjpeg_encoder_write(struct cjpeg_encoder *encoder, const uint8_t *rows, ptrdiff_t stride, int count) {
    if (setjmp(encoder->trap.landing)) return encoder->trap.status;
    struct jpeg_compress_struct *info = &encoder->info;
    for (int y = 0; y < count && info->next_scanline < info->image_height; y++) {
        JSAMPROW row = (JSAMPROW)(rows + y * stride);
        jpeg_write_scanlines(info, &row, 1);
    }
    return cjpeg_ok;
}

int cjpeg_encoder_finish(struct cjpeg_encoder *encoder, const uint8_t **bytes, size_t *count) {
    if (setjmp(encoder->trap.landing)) return encoder->trap.status;
    jpeg_finish_compress(&encoder->info);
    *bytes = encoder->bytes;
    *count = encoder->count;
    return cjpeg_ok;
}

// Called by libjpeg when the Huffman tables are known and nothing has been written with them.
static void leave_with_tables(j_common_ptr info) { leave(info, cjpeg_ok); }

// Finds the best tables for all of the picture, of which counts were kept on the way. False when something went wrong.
static bool find_tables(struct cjpeg_encoder *whole) {
    struct jpeg_progress_mgr progress = {.progress_monitor = leave_with_tables};
    whole->trap.status = cjpeg_failed;
    whole->info.progress = &progress;
    if (!setjmp(whole->trap.landing)) jpeg_finish_compress(&whole->info);
    whole->info.progress = NULL;
    return whole->trap.status == cjpeg_ok;
}

static bool has_code(const JHUFF_TBL *table, int symbol) {
    int count = 0;
    for (int length = 1; length <= 16; length++) count += table->bits[length];
    for (int i = 0; i < count && i < 256; i++)
        if (table->huffval[i] == symbol) return true;
    return false;
}

// Whether the tables that were made for the whole picture have codes for all of a part. Every symbol of the part is one
// of the whole, but for the differences between the last block of one of its rows and the first one of the next.
static bool suffices(
    struct cjpeg_encoder *whole, j_common_ptr part, JDIMENSION left, JDIMENSION top, JDIMENSION columns,
    JDIMENSION rows) {
    struct jpeg_compress_struct *info = &whole->info;
    for (int component = 0; component < info->num_components; component++) {
        const JHUFF_TBL *table = info->dc_huff_tbl_ptrs[info->comp_info[component].dc_tbl_no];
        int last = 0;
        for (JDIMENSION row = top; row < top + rows; row++) {
            JBLOCKROW blocks = part->mem->access_virt_barray(part, whole->coefficients[component], row, 1, FALSE)[0];
            int size = 0;
            for (int difference = abs(blocks[left][0] - last); difference; difference >>= 1) size++;
            if (!has_code(table, size)) return false;
            last = blocks[left + columns - 1][0];
        }
    }
    return true;
}

struct cjpeg_encoder *cjpeg_encoder_part(
    struct cjpeg_encoder *whole, int x, int y, int width, int height, int *status) {
    struct cjpeg_encoder *encoder = allocate_encoder(256 << 10);
    if (!encoder) return NULL;
    struct jpeg_compress_struct *info = &encoder->info;
    info->err = set_trap(&encoder->trap);
    if (setjmp(encoder->trap.landing)) {
        *status = encoder->trap.status;
        return encoder;
    }
    jpeg_create_compress(info);
    prepare(encoder, width, height);
    const struct jpeg_compress_struct *from = &whole->info;
    if (from->next_scanline < from->image_height || whole->known_arrays < from->num_components || x < 0 || y < 0
        || from->comp_info[0].h_samp_factor != 1 || from->comp_info[0].v_samp_factor != 1 || x % DCTSIZE || y % DCTSIZE
        || (JDIMENSION)x + (JDIMENSION)width > from->image_width
        || (JDIMENSION)y + (JDIMENSION)height > from->image_height)
        ERREXIT(info, JERR_BAD_CROP_SPEC);
    for (int i = 0; i < 2; i++)
        memcpy(info->quant_tbl_ptrs[i]->quantval, from->quant_tbl_ptrs[i]->quantval,
            sizeof info->quant_tbl_ptrs[i]->quantval);
    for (int i = 0; i < info->num_components; i++)
        info->comp_info[i].h_samp_factor = info->comp_info[i].v_samp_factor = 1;
    encoder->first_column = (JDIMENSION)x / DCTSIZE;
    encoder->first_row = (JDIMENSION)y / DCTSIZE;
    // Counting once more costs as long as writing does, and saves less than a hundredth.
    if (find_tables(whole)
        && suffices(whole, (j_common_ptr)info, encoder->first_column, encoder->first_row,
            ((JDIMENSION)width + DCTSIZE - 1) / DCTSIZE, ((JDIMENSION)height + DCTSIZE - 1) / DCTSIZE)) {
        info->optimize_coding = FALSE;
        for (int i = 0; i < 2; i++) {
            *info->dc_huff_tbl_ptrs[i] = *from->dc_huff_tbl_ptrs[i];
            *info->ac_huff_tbl_ptrs[i] = *from->ac_huff_tbl_ptrs[i];
            info->dc_huff_tbl_ptrs[i]->sent_table = info->ac_huff_tbl_ptrs[i]->sent_table = FALSE;
        }
    }
    memcpy(encoder->coefficients, whole->coefficients, sizeof encoder->coefficients);
    encoder->access_array = info->mem->access_virt_barray;
    info->mem->access_virt_barray = access_array;
    jpeg_write_coefficients(info, encoder->coefficients);
    *status = cjpeg_ok;
    return encoder;
}

const char *cjpeg_encoder_message(const struct cjpeg_encoder *encoder) { return encoder->trap.message; }

void cjpeg_encoder_destroy(struct cjpeg_encoder *encoder) {
    if (!encoder) return;
    jpeg_destroy_compress(&encoder->info);
    free(encoder->bytes);
    free(encoder);
}

int cjpeg_version(void) { return LIBJPEG_TURBO_VERSION_NUMBER; }

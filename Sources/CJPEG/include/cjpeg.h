// libjpeg-turbo behind plain return codes.
//
// libjpeg reports errors by a callback that must not return, which means longjmp, and Swift frames must never be
// jumped over. So each call here sets its own landing place and returns a code; nothing else is decided in C.

#ifndef CJPEG_H
#define CJPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Room for one of libjpeg's messages (its JMSG_LENGTH_MAX).
#define CJPEG_MESSAGE_SIZE 200

enum cjpeg_status {
    cjpeg_ok = 0,
    cjpeg_failed = -1,     ///< libjpeg gave up; see the message
    cjpeg_truncated = -2,  ///< the data ended before the picture did
    cjpeg_damaged = -3,    ///< the data is corrupt, though libjpeg would have guessed on
    cjpeg_too_slow = -4,   ///< the deadline has passed
    cjpeg_too_many_scans = -5,
};

enum cjpeg_samples {
    cjpeg_gray,            ///< one plane
    cjpeg_ycbcr_planar,    ///< three planes, chroma reduced by the shifts
    cjpeg_rgb_interleaved, ///< one plane of RGBRGB…
    cjpeg_cmyk_interleaved ///< one plane of CMYK…, as stored (Adobe's files store it inverted)
};

/// How a decoder delivers the picture. Filled in by cjpeg_decoder_start.
struct cjpeg_layout {
    int width, height;                        ///< of the picture as delivered, after shrinking
    enum cjpeg_samples samples;
    int chroma_shift_x, chroma_shift_y;       ///< log2; only for planar delivery
    int padded_width;                         ///< samples that a row of the first plane must have room for
    int lines_per_read;                       ///< rows of the first plane that one read may write
};

struct cjpeg_decoder;

/// Reads the header. `bytes` must outlive the decoder. Null only when out of memory.
struct cjpeg_decoder *cjpeg_decoder_create(const uint8_t *bytes, size_t count, double deadline, int *status);

/// Sets the reduction (1, 2, 4 or 8) and starts; for progressive files this reads all of the data.
int cjpeg_decoder_start(struct cjpeg_decoder *decoder, int denominator, struct cjpeg_layout *layout);

/// Decodes the next rows to the given places: one row of coded blocks when planar, else a few lines.
/// Returns how many rows of the first plane the picture gained, 0 at its end, or a negative status.
/// Rows that are not wanted are read over; what is in their places then means nothing.
int cjpeg_decoder_read(struct cjpeg_decoder *decoder, bool wanted, uint8_t *const planes[3],
                       const ptrdiff_t strides[3]);

/// How many bytes of the data have been used up so far.
size_t cjpeg_decoder_position(const struct cjpeg_decoder *decoder);

/// Whether the marker of the picture's end is among them.
bool cjpeg_decoder_saw_end(struct cjpeg_decoder *decoder);

/// What libjpeg said last; empty if nothing.
const char *cjpeg_decoder_message(const struct cjpeg_decoder *decoder);

void cjpeg_decoder_destroy(struct cjpeg_decoder *decoder);

struct cjpeg_encoder;

/// Begins a baseline JPEG of 8-bit RGB with optimised Huffman tables. Null only when out of memory.
struct cjpeg_encoder *cjpeg_encoder_create(int width, int height, int quality, bool full_chroma, int *status);

/// Takes the next rows, from the top.
int cjpeg_encoder_write(struct cjpeg_encoder *encoder, const uint8_t *rows, ptrdiff_t stride, int count);

/// Completes the file, which belongs to the encoder. Only after all rows.
int cjpeg_encoder_finish(struct cjpeg_encoder *encoder, const uint8_t **bytes, size_t *count);

/// Begins and completes a JPEG of a part of a picture that has all its rows and full chroma; the part begins at multiples
/// of 8. Only `cjpeg_encoder_finish` may follow, as long as `whole` is there, which cannot be finished any more. Its Huffman
/// tables are those of the whole picture. Null only when out of memory.
struct cjpeg_encoder *cjpeg_encoder_part(
    struct cjpeg_encoder *whole, int x, int y, int width, int height, int *status);

/// What libjpeg said last; empty if nothing.
const char *cjpeg_encoder_message(const struct cjpeg_encoder *encoder);

void cjpeg_encoder_destroy(struct cjpeg_encoder *encoder);

/// libjpeg-turbo's version as a number, for example 2001005 for 2.1.5.
int cjpeg_version(void);

#endif

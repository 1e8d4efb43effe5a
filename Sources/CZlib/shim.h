#include <zlib.h>

// inflateInit is a macro that passes the header's version and the size of the stream.
static inline int czlib_inflate_begin(z_stream *stream) { return inflateInit(stream); }

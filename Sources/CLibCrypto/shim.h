// OpenSSL's digests, by the interface that is the same from version 1.1 on. No logic.

#include <openssl/evp.h>

/*
 * codec/unpack_int.h - what unpack.c and zip.c share: one meter against bombs, one wording of damage.
 */
#ifndef CODEC_UNPACK_INT_H
#define CODEC_UNPACK_INT_H

#include "codec/unpack.h"

struct archive;

struct unpack_meter {
    uint64_t in, out; /* bytes that went in packed and came out */
};

/* Count `more` bytes out; SEKI_E_LIMIT over LIMIT(FILE_BYTES) or LIMIT(FILE_RATIO). */
int unpack_count(struct unpack_meter *meter, size_t more, struct seki_err *err);

/* SEKI_E_SYNTAX with libarchive's reason. */
int unpack_fail(struct archive *archive, struct seki_err *err);

#endif

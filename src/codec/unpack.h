/*
 * codec/unpack.h - files as they lie there: plain, xz, gz, bz2, zip.
 *
 * The kind of packing is told from the bytes, never from the name. A zip that holds exactly one file gives that file;
 * a zip that holds several (an xlsx) is handed on as it is, because its own reader wants all of it.
 *
 *     list.csv.xz ── libarchive ── "1,\"AEROCARIBBEAN AIRLINES\",..."
 *     list.zip    ── one member ── its bytes
 *     list.xlsx   ── many members ── "PK\3\4..." ── codec/xlsx.h
 *
 * Bombs: at most LIMIT(FILE_BYTES) come out, and above the first 16 MiB at most LIMIT(FILE_RATIO) times what went in.
 */
#ifndef CODEC_UNPACK_H
#define CODEC_UNPACK_H

#include "codec/stream.h"

/* Open a file for reading its unpacked bytes. SEKI_E_NOTFOUND, SEKI_E_IO; damage and limits show while reading. */
int unpack_open(struct arena *arena, const char *path, struct stream **ret_stream, struct seki_err *err);

/* The same for an open descriptor (0 = standard input), which stays the caller's. */
int unpack_open_fd(struct arena *arena, int fd, struct stream **ret_stream, struct seki_err *err);

/* All unpacked bytes of a file. More than `max`: SEKI_E_LIMIT. */
int unpack_all(struct arena *arena, const char *path, size_t max, struct str *ret_bytes, struct seki_err *err);

/* Do these bytes begin like a zip? */
bool unpack_is_zip(struct str head);

struct zip_entry {
    struct str name;
    uint64_t size; /* unpacked, as claimed by the zip */
};

/* A zip in memory. Only looks at `bytes`, which must outlive it. */
struct zip {
    struct str bytes;
    struct zip_entry *entries; /* files only, in the zip's order */
    size_t n_entries;
};

/* List the files of a zip. More than LIMIT(ARCHIVE_ENTRIES), or one that claims more than LIMIT(FILE_BYTES):
 * SEKI_E_LIMIT. Damaged: SEKI_E_SYNTAX. */
int zip_open(struct arena *arena, struct str bytes, struct zip *ret_zip, struct seki_err *err);

/* The entry of that exact name; NULL if there is none. */
const struct zip_entry *zip_find(const struct zip *zip, struct str name);

/* A stream over one file of the zip. The limits of unpacking hold for it. SEKI_E_NOTFOUND. */
int zip_open_file(struct arena *arena, const struct zip *zip, struct str name, struct stream **ret_stream,
                  struct seki_err *err);

/* All bytes of one file of the zip. */
int zip_read(struct arena *arena, const struct zip *zip, struct str name, size_t max, struct str *ret_bytes,
             struct seki_err *err);

#endif

/*
 * base/file.h - files and folders: read whole, write atomically, map, make private.
 *
 * All reads, writes and syncs pass base/fault.h. Errors name the path. Nothing here follows a request's limits unless
 * a `max` says so.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

/* Read all bytes of a regular file (or of standard input for "-") into the arena. Over `max`: SEKI_E_LIMIT. */
int file_read(struct arena *arena, const char *path, size_t max, struct str *ret_bytes, struct seki_err *err);

/* Write `bytes` to a temporary file beside `path`, sync it, rename it over `path`, sync the folder. Mode 0600.
 * After a failure the old file is whole and nothing is left behind. */
int file_replace(const char *path, struct str bytes, struct seki_err *err);

/* Wrappers with fault points; complete or fail. file_write_all writes every byte, file_read_some may read fewer. */
int file_write_all(int fd, struct str bytes, struct seki_err *err);
long file_read_some(int fd, void *into, size_t n, struct seki_err *err);
int file_sync(int fd, const char *path, struct seki_err *err);
int file_sync_dir(const char *path, struct seki_err *err);

/* Close an AUTO(file_close) descriptor; -1 is fine. */
void file_close(int *fd);

struct file_map {
    const void *p;
    size_t n;
};

/* Map a file for reading; an empty file gives p = NULL. Unmap with file_unmap. */
int file_map(const char *path, struct file_map *ret_map, struct seki_err *err);
void file_unmap(struct file_map *map);

/* Make a folder with mode 0700. One that exists must belong to this user and be closed to group and others, else
 * SEKI_E_UNSAFE and nothing is made. */
int dir_make_private(const char *path, struct seki_err *err);
int dir_check_private(const char *path, struct seki_err *err);

bool file_exists(const char *path);

#endif

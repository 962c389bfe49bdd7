/*
 * tests/fault/fault_vfs.h - make SQLite's memory and files fail through base/fault.h.
 *
 * HOW IT WORKS. SQLite lets a program give it an allocator and a layer over the operating system ("VFS"). Ours ask
 * fault_hit() and else pass everything on: allocations FAULT_ALLOC, reads FAULT_READ, writes and truncations
 * FAULT_WRITE, syncs FAULT_SYNC. A write that fails for ever (FAULT_STICKY) looks like a full disk.
 */
#ifndef FAULT_FAULT_VFS_H
#define FAULT_FAULT_VFS_H

#include <stdbool.h>

/* Call once, before anything opens a database. 0, or an SQLite code. */
int fault_vfs_install(void);

/* What a failing write answers: "disk full", or else "input or output failed". */
void fault_vfs_disk_is_full(bool is_full);

#endif

/* tests/fault/fault_vfs.c - see tests/fault/fault_vfs.h. */
#include "fault_vfs.h"

#include "base/fault.h"

#include <sqlite3.h>
#include <string.h>

/* -- memory -- */

static sqlite3_mem_methods real_memory;
static sqlite3_vfs *real_vfs, shim;
static bool disk_is_full;

static void *mem_new(int size)
{
    return fault_hit(FAULT_ALLOC) ? NULL : real_memory.xMalloc(size);
}

static void *mem_more(void *block, int size)
{
    return fault_hit(FAULT_ALLOC) ? NULL : real_memory.xRealloc(block, size);
}

/* -- files: ours in front, the real one behind it in the same memory -- */

struct fault_file {
    sqlite3_file head;
    sqlite3_file *real;
};

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct fault_file *)file)->real;
}

static int vfs_read(sqlite3_file *file, void *into, int n, sqlite3_int64 at)
{
    return fault_hit(FAULT_READ) ? SQLITE_IOERR_READ : real_of(file)->pMethods->xRead(real_of(file), into, n, at);
}

static int write_failure(int code)
{
    return disk_is_full ? SQLITE_FULL : code;
}

static int vfs_write(sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
    if (fault_hit(FAULT_WRITE))
        return write_failure(SQLITE_IOERR_WRITE);
    return real_of(file)->pMethods->xWrite(real_of(file), from, n, at);
}

static int vfs_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (fault_hit(FAULT_WRITE))
        return write_failure(SQLITE_IOERR_TRUNCATE);
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int vfs_sync(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    /* Nobody pulls the plug during a test: what the system has taken is as good as on the disk, and much faster. */
    return fault_hit(FAULT_SYNC) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

/* The rest is passed on. */
static int vfs_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int vfs_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int vfs_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int vfs_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int vfs_is_reserved(sqlite3_file *file, int *answer)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), answer);
}

static int vfs_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int vfs_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int vfs_traits(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int vfs_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **map)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), region, size, extend, map);
}

static int vfs_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void vfs_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int vfs_shm_unmap(sqlite3_file *file, int is_delete)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), is_delete);
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 2,
    .xClose = vfs_close,
    .xRead = vfs_read,
    .xWrite = vfs_write,
    .xTruncate = vfs_truncate,
    .xSync = vfs_sync,
    .xFileSize = vfs_size,
    .xLock = vfs_lock,
    .xUnlock = vfs_unlock,
    .xCheckReservedLock = vfs_is_reserved,
    .xFileControl = vfs_control,
    .xSectorSize = vfs_sector,
    .xDeviceCharacteristics = vfs_traits,
    .xShmMap = vfs_shm_map,
    .xShmLock = vfs_shm_lock,
    .xShmBarrier = vfs_shm_barrier,
    .xShmUnmap = vfs_shm_unmap,
};

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *ret_flags)
{
    struct fault_file *ours = (struct fault_file *)file;
    (void)vfs;
    ours->real = (sqlite3_file *)(void *)((char *)file + sizeof(struct fault_file));
    memset(ours->real, 0, (size_t)real_vfs->szOsFile);
    int code = real_vfs->xOpen(real_vfs, path, ours->real, flags, ret_flags);
    ours->head.pMethods = ours->real->pMethods ? &METHODS : NULL;
    return code;
}

int fault_vfs_install(void)
{
    int code = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
    sqlite3_mem_methods memory = real_memory;
    memory.xMalloc = mem_new;
    memory.xRealloc = mem_more;
    if (code == SQLITE_OK)
        code = sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
    /* Without the pool of small blocks every allocation comes by here. */
    if (code == SQLITE_OK)
        code = sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
    if (code == SQLITE_OK)
        code = sqlite3_initialize();
    real_vfs = sqlite3_vfs_find(NULL);
    if (code != SQLITE_OK || !real_vfs)
        return code != SQLITE_OK ? code : SQLITE_ERROR;
    shim = *real_vfs;
    shim.zName = "fault";
    shim.szOsFile = (int)sizeof(struct fault_file) + real_vfs->szOsFile;
    shim.xOpen = vfs_open;
    return sqlite3_vfs_register(&shim, 1);
}

void fault_vfs_disk_is_full(bool is_full)
{
    disk_is_full = is_full;
}

/*
 * base/fault.h - make the k-th operation of a kind fail, for tests.
 *
 * HOW IT WORKS. Every allocation, read, write and sync of base asks fault_hit(kind) first. Normally that is one
 * comparison and false. A test arms a kind with fault_arm(kind, k): the k-th question from then on answers true, once
 * (or, with FAULT_STICKY, that one and all later ones). fault_count(kind) tells how many questions were asked, so a
 * test can walk k from 1 until a run is no longer hit. The counters are per thread: a fault test has one thread.
 *
 * This is the only mutable static of the library; it is thread-local and inert unless a test arms it.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>
#include <stdint.h>

enum fault_kind { FAULT_ALLOC, FAULT_READ, FAULT_WRITE, FAULT_SYNC, FAULT_KINDS };

enum fault_mode { FAULT_ONCE, FAULT_STICKY };

/* Arm: the k-th (from 1) operation of the kind fails. k = 0 disarms. Resets the count. */
void fault_arm(enum fault_kind kind, uint64_t k, enum fault_mode mode);

/* Disarm all kinds and reset all counts. */
void fault_clear(void);

/* Operations of the kind since it was armed or cleared. */
uint64_t fault_count(enum fault_kind kind);

/* True when the armed operation was reached. */
bool fault_fired(enum fault_kind kind);

/* Asked by base before each operation: must it fail? */
bool fault_hit(enum fault_kind kind);

#endif

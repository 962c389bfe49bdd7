/* base/fault.c - see base/fault.h. */
#include "base/fault.h"

#include <string.h>

struct fault_state {
    uint64_t count, at;
    enum fault_mode mode;
};

static _Thread_local struct fault_state states[FAULT_KINDS];

void fault_arm(enum fault_kind kind, uint64_t k, enum fault_mode mode)
{
    states[kind] = (struct fault_state){.at = k, .mode = mode};
}

void fault_clear(void)
{
    memset(states, 0, sizeof(states));
}

uint64_t fault_count(enum fault_kind kind)
{
    return states[kind].count;
}

bool fault_fired(enum fault_kind kind)
{
    return states[kind].at != 0 && states[kind].count >= states[kind].at;
}

bool fault_hit(enum fault_kind kind)
{
    struct fault_state *state = &states[kind];
    state->count++;
    if (state->at == 0)
        return false;
    return state->mode == FAULT_STICKY ? state->count >= state->at : state->count == state->at;
}

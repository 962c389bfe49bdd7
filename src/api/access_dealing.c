/* api/access_dealing.c - the rights of a session on dealings: one of them, and all that a list may show. */
#include "api/access_int.h"

#include <string.h>

/* ",procurement,supply," in a text that was begun with ",". */
static void add_kind(char *text, size_t size, struct str kind)
{
    size_t at = strlen(text);
    if (at + kind.n + 2 >= size)
        return; /* there is room for all kinds */
    memcpy(text + at, kind.p, kind.n);
    text[at + kind.n] = ',';
    text[at + kind.n + 1] = '\0';
}

int access_view(const struct seki_session *session, struct arena *arena, struct desk_view *ret_view,
                struct seki_err *err)
{
    char lists[4][128] = {",", ",", ",", ","};
    struct desk_view view = {.department = session->department, .user = session->actor};
    struct str *const texts[] = {&view.all_kinds, &view.department_kinds, &view.own_kinds, &view.red_kinds};
    for (size_t i = 0; i < ACCESS_N_KINDS; i++) {
        struct access access = access_of(session, ACCESS_KINDS[i], 'r');
        const bool holds[] = {access.is_all, access.is_department, access.is_own, access.is_red};
        for (size_t k = 0; k < ARRAY_LEN(lists); k++)
            if (holds[k])
                add_kind(lists[k], sizeof(lists[k]), ACCESS_KINDS[i]);
    }
    for (size_t k = 0; k < ARRAY_LEN(lists); k++) {
        *texts[k] = arena_str(arena, str_c(lists[k]));
        TRY_MEM(texts[k]->p, err);
    }
    *ret_view = view;
    return 0;
}

int access_decides(const struct seki_session *session, struct arena *arena, unsigned level, struct str *ret_kinds,
                   struct seki_err *err)
{
    char list[128] = ",";
    for (size_t i = 0; i < ACCESS_N_KINDS; i++)
        if (access_of(session, ACCESS_KINDS[i], 'd').levels & level)
            add_kind(list, sizeof(list), ACCESS_KINDS[i]);
    *ret_kinds = arena_str(arena, str_c(list));
    TRY_MEM(ret_kinds->p, err);
    return 0;
}

static unsigned level_bit(struct str level)
{
    return str_eq(level, STR("red")) ? ACCESS_RED : str_eq(level, STR("amber")) ? ACCESS_AMBER : ACCESS_GREEN;
}

static bool reaches(const struct seki_session *session, const struct desk_row *row, char letter, bool is_own)
{
    struct access access = access_of(session, row->kind, letter);
    bool is_department = session->department.n && str_eq(session->department, row->department);
    return access.is_all || (access.is_department && is_department) || (access.is_own && is_own) ||
           (access.is_red && str_eq(row->level, STR("red")));
}

int access_dealing(const struct seki_session *session, const struct desk_row *row, struct access_dealing *ret_access,
                   struct seki_err *err)
{
    int is_author = desk_author_has(session->store, row->id, session->actor, err);
    TRY(is_author);
    bool is_own = is_author || str_eq(row->owner, session->actor);
    bool decides = access_of(session, row->kind, 'd').levels & level_bit(row->level);
    *ret_access = (struct access_dealing){
        .can_read = reaches(session, row, 'r', is_own),
        .can_write = reaches(session, row, 'w', is_own),
        .can_decide = decides && reaches(session, row, 'd', is_own),
        .is_author = is_author > 0,
    };
    return 0;
}

int access_find(struct seki_session *session, struct arena *arena, struct str id, struct desk_row *ret_row,
                struct access_dealing *ret_access, struct seki_err *err)
{
    int got = id.n ? desk_get(session->store, arena, id, ret_row, err) : 0;
    TRY(got);
    if (!got)
        return access_not_found(err);
    TRY(access_dealing(session, ret_row, ret_access, err));
    return ret_access->can_read ? 0 : access_not_found(err);
}

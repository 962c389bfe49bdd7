/*
 * api/list_undo.c - seki_list_undo: the newest import of a list is taken back, the edition before it is current again.
 *
 * Imports are taken back in the reverse order of their coming, so that what an edition was compared with stays true.
 */
#include "api/list_int.h"
#include "base/limits.h"

struct undo {
    struct seki_session *session;
    struct arena *arena;
    struct str code, wanted;      /* wanted STR_NULL = whatever is the newest */
    struct list_edition taken;    /* the newest import */
    struct list_edition *current; /* what is current afterwards; NULL = the list is empty */
};

static struct str shown(struct str edition)
{
    return edition.p ? edition : STR("undated");
}

/* The newest import of the list, and whether the wanted edition is one of it at all. */
static bool find_newest(struct undo *undo, const struct list_edition *editions, size_t n, bool *has_wanted)
{
    bool is_found = false;
    *has_wanted = !undo->wanted.p;
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(editions[i].list, undo->code))
            continue;
        *has_wanted |= str_eq(shown(editions[i].edition), undo->wanted);
        if (!is_found || editions[i].seq > undo->taken.seq)
            undo->taken = editions[i];
        is_found = true;
    }
    return is_found;
}

static int choose(struct undo *undo, struct seki_err *err)
{
    struct list_edition *editions;
    size_t n;
    bool has_wanted;
    TRY(lists_all(undo->session->store, undo->arena, &editions, &n, err));
    if (!find_newest(undo, editions, n, &has_wanted))
        return err_set(err, SEKI_E_NOTFOUND, "no list \"%.*s\"", STR_ARG(str_sub(undo->code, 0, 100)));
    if (!has_wanted)
        return access_not_found(err);
    if (undo->wanted.p && !str_eq(shown(undo->taken.edition), undo->wanted))
        return err_set(err, SEKI_E_EXISTS, "the newest import of %.*s is edition %.*s; that one is taken back first",
                       STR_ARG(undo->code), STR_ARG(shown(undo->taken.edition)));
    return 0;
}

static int find_current(struct undo *undo, struct seki_err *err)
{
    struct list_edition *editions;
    size_t n;
    TRY(lists_all(undo->session->store, undo->arena, &editions, &n, err));
    for (size_t i = 0; i < n; i++)
        if (editions[i].is_current && str_eq(editions[i].list, undo->code))
            undo->current = &editions[i];
    return 0;
}

static int audit(struct undo *undo, struct seki_err *err)
{
    const struct list_edition *taken = &undo->taken;
    struct str object =
        arena_printf(undo->arena, "list %.*s edition %.*s", STR_ARG(taken->list), STR_ARG(shown(taken->edition)));
    struct str detail =
        arena_printf(undo->arena, "{\"id\":\"%.*s\",\"sha256\":\"%.*s\"}", STR_ARG(taken->id), STR_ARG(taken->sha256));
    TRY_MEM(object.p && detail.p, err);
    return api_audit(undo->session, API_LIST_UNDO, object, detail, err);
}

static int undo_locked(struct undo *undo, struct seki_answer **ret_answer, struct seki_err *err)
{
    struct arena *arena = undo->arena;
    char at[MOMENT_TEXT];
    struct value *root = value_new(arena, VALUE_MAP), *ours = value_new(arena, VALUE_LIST);
    TRY_MEM(ours, err);
    TRY(store_begin(undo->session->store, err));
    TRY(choose(undo, err));
    TRY(list_add_affected(undo->session, arena, undo->taken.id, ours, err));
    moment_text(moment_now(), at);
    TRY(lists_undo(undo->session->store, undo->taken.id, str_c(at), undo->session->actor, err));
    TRY(find_current(undo, err));
    TRY(audit(undo, err));
    undo->taken.is_current = false;
    bool is_whole = value_put(root, STR("undone"), list_edition_value(arena, &undo->taken)) &&
                    (undo->current ? value_put(root, STR("current"), list_edition_value(arena, undo->current))
                                   : value_put_text(arena, root, STR("current"), STR_NULL)) &&
                    value_put(root, STR("affects"), ours);
    TRY_MEM(is_whole, err);
    TRY(api_answer(root, ret_answer, err));
    return api_commit(undo->session, ret_answer, err);
}

int seki_list_undo(struct seki_session *session, const char *code, const char *edition, struct seki_answer **ret_answer,
                   struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct undo undo = {.session = session, .arena = &arena, .code = str_c(code), .wanted = str_c(edition)};
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_LIST_UNDO, err));
    int result = undo_locked(&undo, ret_answer, err);
    if (result < 0)
        store_rollback(session->store);
    return result;
}

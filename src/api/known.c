/*
 * api/known.c - seki_known and seki_known_put: our own companies and parties that are known to be good, each for some
 * lists or all, until a day. Applied at every screening (screen/resolve.h).
 */
#include "store/known.h"
#include "api/api_int.h"
#include "base/hash.h"
#include "base/limits.h"

struct naming {
    struct seki_session *session;
    struct arena *arena;
    const struct seki_known_options *options;
    struct str key, person_key;
};

static struct value *party_value(struct arena *arena, const struct known_party *party, struct day today)
{
    struct value *map = value_new(arena, VALUE_MAP), *lists = value_new(arena, VALUE_LIST);
    char until[DAY_TEXT];
    day_text(party->until, until);
    for (size_t i = 0; i < party->lists.n; i++)
        if (!value_add(lists, value_new_text(arena, party->lists.v[i])))
            return NULL;
    struct str last = arena_str(arena, str_c(until));
    bool is_whole =
        last.p && value_put_text(arena, map, STR("kind"), party->kind) &&
        value_put_text(arena, map, STR("name"), party->name) && value_put(map, STR("lists"), lists) &&
        value_put_text(arena, map, STR("reason"), party->reason) && value_put_text(arena, map, STR("until"), last) &&
        value_put_bool(arena, map, STR("expired"), day_cmp(party->until, today) < 0) &&
        value_put_text(arena, map, STR("by"), party->actor) && value_put_text(arena, map, STR("at"), party->at);
    return is_whole ? map : NULL;
}

static int answer(struct seki_session *session, struct arena *arena, struct seki_answer **ret_answer,
                  struct seki_err *err)
{
    struct known_parties parties;
    struct day today;
    struct value *root = value_new(arena, VALUE_MAP);
    struct value *list = value_put(root, STR("known"), value_new(arena, VALUE_LIST));
    TRY_MEM(list, err);
    TRY(api_today(session, &today, err));
    TRY(known_parties_all(session->store, arena, &parties, err));
    for (size_t i = 0; i < parties.n; i++)
        TRY_MEM(value_add(list, party_value(arena, &parties.v[i], today)), err);
    return api_answer(root, ret_answer, err);
}

int seki_known(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_KNOWN, err));
    TRY(api_audit(session, API_KNOWN, STR_NULL, STR_NULL, err));
    return answer(session, &arena, ret_answer, err);
}

/* -- changing -- */

/* End what is known of the name; returns how many records that were. */
static int end_all(struct naming *naming, struct str at, struct seki_err *err)
{
    struct seki_session *session = naming->session;
    struct known_parties parties;
    int n = 0;
    TRY(known_parties_all(session->store, naming->arena, &parties, err));
    for (size_t i = 0; i < parties.n; i++) {
        if (!str_eq(parties.v[i].key, naming->key) || !str_eq(parties.v[i].person_key, naming->person_key))
            continue;
        TRY(known_party_end(session->store, parties.v[i].id, session->actor, at, err));
        n++;
    }
    return n;
}

static int check_lists(struct naming *naming, struct str_list *ret_lists, struct seki_err *err)
{
    const struct seki_known_options *options = naming->options;
    struct list_edition *editions;
    size_t n;
    ret_lists->n = 0;
    ret_lists->v = ARENA_ARRAY(naming->arena, options->n_lists, struct str);
    TRY_MEM(ret_lists->v, err);
    TRY(lists_all(naming->session->store, naming->arena, &editions, &n, err));
    for (size_t i = 0; i < options->n_lists; i++) {
        struct str list = str_c(options->lists[i]);
        bool is_there = false;
        for (size_t k = 0; k < n; k++)
            is_there |= str_eq(editions[k].list, list);
        if (!is_there)
            return err_set(err, SEKI_E_MEANING, "no list \"%.*s\" is stored", STR_ARG(list));
        ret_lists->v[ret_lists->n++] = list;
    }
    return 0;
}

static int add(struct naming *naming, int64_t now_ms, struct str at, struct seki_err *err)
{
    const struct seki_known_options *options = naming->options;
    struct str reason = str_c(options->reason);
    struct day today;
    char id[UUID_TEXT];
    uuid7(now_ms, id);
    struct known_party party = {.id = str_c(id),
                                .kind = options->is_own ? STR("own_company") : STR("known_good"),
                                .name = str_c(options->name),
                                .key = naming->key,
                                .person_key = naming->person_key,
                                .reason = reason.p ? reason : STR(""),
                                .actor = naming->session->actor,
                                .at = at};
    TRY(api_today(naming->session, &today, err));
    if (!options->until || !day_parse_full(str_c(options->until), &party.until))
        return err_set(err, SEKI_E_MEANING, "until which day? Give one such as 2027-03-31");
    if (day_cmp(party.until, today) < 0)
        return err_set(err, SEKI_E_MEANING, "the last day %s is over already", options->until);
    TRY(check_lists(naming, &party.lists, err));
    TRY(end_all(naming, at, err));
    return known_party_add(naming->session->store, &party, err);
}

static int put_locked(struct naming *naming, struct seki_answer **ret_answer, struct seki_err *err)
{
    struct seki_session *session = naming->session;
    int64_t now_ms = moment_now();
    char at[MOMENT_TEXT];
    moment_text(now_ms, at);
    TRY(store_begin(session->store, err));
    if (naming->options->is_removed) {
        int n = end_all(naming, str_c(at), err);
        TRY(n);
        if (n == 0)
            return err_set(err, SEKI_E_NOTFOUND, "\"%s\" is not known", naming->options->name);
    } else {
        TRY(add(naming, now_ms, str_c(at), err));
    }
    struct str detail = naming->options->is_removed ? STR("{\"removed\":true}") : STR_NULL;
    TRY(api_audit(session, API_KNOWN_SET, str_c(naming->options->name), detail, err));
    TRY(answer(session, naming->arena, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

int seki_known_put(struct seki_session *session, const struct seki_known_options *options,
                   struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct naming naming = {.session = session, .arena = &arena, .options = options};
    struct str name = str_c(options->name);
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_KNOWN_SET, err));
    TRY(resolve_key(session->engine->text, &arena, name, false, &naming.key, err));
    TRY(resolve_key(session->engine->text, &arena, name, true, &naming.person_key, err));
    if (!naming.key.n)
        return err_set(err, SEKI_E_MEANING, "not comparable: nothing is left of the name");
    int code = put_locked(&naming, ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    return code;
}

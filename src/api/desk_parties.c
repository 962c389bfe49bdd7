/*
 * api/desk_parties.c - the parties of a dealing made findable by the words of their names.
 *
 *   "Gulf Bright Trading FZE", names ["湾輝貿易"]
 *     -> party "gulf bright trading"; words gulf, bright, trading, fze, gulfbright ..., 湾輝, 輝貿, 貿易
 */
#include "api/desk_int.h"
#include "base/hash.h"
#include "base/limits.h"
#include "codec/json.h"
#include "index/list_index.h"
#include "store/dealings.h"
#include "store/parties.h"
#include "text/name.h"

struct word_list {
    struct str *v;
    size_t n, cap;
};

struct naming {
    const struct seki_session *session;
    struct arena *arena;
    struct word_list words;
    struct buf *names; /* folded spellings, each on a line */
    bool is_person;
    struct str core; /* of the first name that folds to something */
};

void desk_party_id(struct str core, char ret_id[37])
{
    uuid8(STR("party"), core, ret_id);
}

int desk_is_party(const struct seki_session *session, struct arena *arena, const struct value *party, struct str id,
                  struct seki_err *err)
{
    const struct value *others = value_get(party, STR("names"));
    bool is_person = str_eq(value_get_text(party, STR("schema")), STR("Person"));
    struct desk_name folded = {STR(""), STR("")};
    char own[37];
    TRY(desk_fold(session, arena, value_get_text(party, STR("name")), is_person, &folded, err));
    for (const struct value *other = others ? others->first : NULL; other && !folded.core.n; other = other->next)
        TRY(desk_fold(session, arena, value_text(other), is_person, &folded, err));
    desk_party_id(folded.core, own);
    return folded.core.n && str_eq(str_c(own), id);
}

int desk_find_party(struct seki_session *session, struct arena *arena, struct str dealing_id, struct str id,
                    const struct value **ret_party, struct seki_err *err)
{
    struct dealing_version version;
    struct value *dealing;
    TRY(dealing_latest(session->store, arena, dealing_id, &version, err));
    TRY(json_parse(arena, version.body, &dealing, err));
    for (VALUE_EACH(party, value_get(dealing, STR("parties")))) {
        int is_it = desk_is_party(session, arena, party, id, err);
        TRY(is_it);
        if (!is_it)
            continue;
        *ret_party = party;
        return 1;
    }
    return 0;
}

static int add_word(void *ctx, struct str text, uint32_t flags, struct seki_err *err)
{
    struct naming *naming = ctx;
    (void)flags;
    for (size_t i = 0; i < naming->words.n; i++)
        if (str_eq(naming->words.v[i], text))
            return 0;
    if (naming->words.n >= LIMIT(PARTY_WORDS))
        return 0;
    return ARENA_PUSH(naming->arena, &naming->words, text) ? 0 : err_oom(err);
}

static int add_words(struct naming *naming, const struct folded_name *folded, struct seki_err *err)
{
    for (size_t i = 0; i < folded->n_tokens; i++)
        if (!folded->tokens[i].is_cjk)
            TRY(add_word(naming, folded->tokens[i].text, 0, err));
    return index_joined_words(naming->arena, folded, add_word, naming, err);
}

static int add_name(struct naming *naming, struct str name, struct seki_err *err)
{
    struct folded_name folded;
    struct seki_err why;
    const struct text_tools *tools = naming->session->engine->text;
    int code = name.n ? name_fold(tools, naming->arena, name, naming->is_person, &folded, &why) : SEKI_E_MEANING;
    if (code == SEKI_E_NOMEM)
        return err_oom(err);
    if (code < 0)
        return 0; /* cannot be compared, so nobody can ask for it */
    if (!naming->core.p)
        naming->core = folded.core;
    buf_add(naming->names, folded.key);
    buf_addc(naming->names, '\n');
    return add_words(naming, &folded, err);
}

static int store_party(struct seki_session *session, struct naming *naming, struct str name, struct str *ret_id,
                       struct seki_err *err)
{
    char id[UUID_TEXT];
    struct str names;
    desk_party_id(naming->core, id);
    TRY(buf_take(naming->names, naming->arena, &names, err));
    *ret_id = arena_str(naming->arena, str_c(id));
    TRY_MEM(ret_id->p, err);
    struct party_row row = {.id = *ret_id, .key = naming->core, .name = name, .names = str_sub(names, 0, names.n - 1)};
    struct str_list words = {naming->words.v, naming->words.n};
    return parties_put(session->store, &row, &words, err);
}

/* One party; ret_id STR_NULL where it has no name that can be compared. */
static int keep_party(struct seki_session *session, struct arena *arena, const struct value *party, struct buf *search,
                      struct str *ret_id, struct seki_err *err)
{
    AUTO(buf_done) struct buf names;
    struct str name = value_get_text(party, STR("name"));
    const struct value *others = value_get(party, STR("names"));
    bool is_person = str_eq(value_get_text(party, STR("schema")), STR("Person"));
    buf_init(&names, (size_t)LIMIT(FIELD_BYTES));
    struct naming naming = {.session = session, .arena = arena, .names = &names, .is_person = is_person};
    *ret_id = STR_NULL;
    TRY(add_name(&naming, name, err));
    for (VALUE_EACH(other, others))
        TRY(add_name(&naming, value_text(other), err));
    TRY(buf_check(&names, err));
    if (!naming.core.p)
        return 0;
    buf_add(search, buf_str(&names));
    return store_party(session, &naming, name.p ? name : value_text(value_at(others, 0)), ret_id, err);
}

int desk_keep_parties(struct seki_session *session, struct arena *arena, struct str id, const struct value *dealing,
                      struct buf *search, struct seki_err *err)
{
    const struct value *parties = value_get(dealing, STR("parties"));
    struct str_list ids = {ARENA_ARRAY(arena, parties ? parties->n : 0, struct str), 0};
    TRY_MEM(ids.v, err);
    for (VALUE_EACH(party, parties)) {
        struct str party_id;
        TRY(keep_party(session, arena, party, search, &party_id, err));
        if (party_id.p && !str_list_has(ids, party_id))
            ids.v[ids.n++] = party_id;
    }
    return parties_link(session->store, id, &ids, err);
}

/*
 * api/access.c - the one place where a verb is allowed and recorded. Tables: api/verbs.def, api/access.def.
 *
 * A session without roles is the command line: whoever may read the data folder may do everything. What a role has no
 * right on does not exist for it (SEKI_E_NOTFOUND); what it may see but not do is SEKI_E_DENIED.
 */
#include "api/access_int.h"
#include "store/audit.h"

struct verb_row {
    struct str word, right;
    bool is_audited;
};

static const struct verb_row VERBS[API_VERB_COUNT] = {
#define VERB(id, word, right, audited)                                                                                 \
    [API_##id] = {{"" word, sizeof(word) - 1}, {"" right, sizeof(right) - 1}, (audited)},
#include "api/verbs.def"
#undef VERB
};

enum scope { SCOPE_ALL, SCOPE_DEP, SCOPE_OWN, SCOPE_RED };

static const struct grant {
    struct str right, role;
    enum scope scope;
    unsigned levels;
} GRANTS[] = {
#define G ACCESS_GREEN
#define A ACCESS_AMBER
#define R ACCESS_RED
#define GRANT(right, role, scope, levels)                                                                              \
    {{"" right, sizeof(right) - 1}, {"" role, sizeof(role) - 1}, SCOPE_##scope, (levels)},
#include "api/access.def"
#undef GRANT
#undef G
#undef A
#undef R
};

static const struct {
    struct str word;
    struct bilingual text; /* within a sentence */
} ROLES[] = {
#define ROLE(word, ja, label, en) {{"" word, sizeof(word) - 1}, {{"" ja, sizeof(ja) - 1}, {"" en, sizeof(en) - 1}}},
#include "api/roles.def"
#undef ROLE
};

const struct str ACCESS_KINDS[] = {{"procurement", 11}, {"investment", 10}, {"student", 7}, {"joint_research", 14},
                                   {"recruitment", 11}, {"approach", 8},    {"cyber", 5},   {"supply", 6}};

/* Does the row count for this session: its role, and (for an API key) its scope? */
static bool holds(const struct seki_session *session, const struct grant *grant)
{
    if (session->has_scopes && !str_list_has(session->scopes, grant->right))
        return false;
    return session->role_list.n == 0 || str_list_has(session->role_list, grant->role);
}

/* "procurement.r" of "dealing.r"? */
static bool fits(struct str right, struct str wanted)
{
    const struct str any = STR("dealing.");
    if (str_eq(right, wanted))
        return true;
    if (!str_starts(wanted, any))
        return false;
    size_t dot = str_find_char(right, '.', 0);
    for (size_t i = 0; i < ACCESS_N_KINDS; i++)
        if (str_eq(str_sub(right, 0, dot), ACCESS_KINDS[i]))
            return str_eq(str_from(right, dot + 1), str_from(wanted, any.n));
    return false;
}

static bool may(const struct seki_session *session, struct str right)
{
    if (right.n == 0 || session->is_local)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(GRANTS); i++)
        if (fits(GRANTS[i].right, right) && holds(session, &GRANTS[i]))
            return true;
    return false;
}

/* Has the session any right on the subject of this one? */
static bool knows(const struct seki_session *session, struct str right)
{
    static const char LETTERS[] = "rwd";
    char text[64];
    size_t dot = str_find_char(right, '.', 0);
    for (size_t i = 0; i < sizeof(LETTERS) - 1 && dot + 2 < sizeof(text); i++) {
        for (size_t k = 0; k <= dot; k++)
            text[k] = right.p[k];
        text[dot + 1] = LETTERS[i];
        if (may(session, (struct str){text, dot + 2}))
            return true;
    }
    return false;
}

int access_not_found(struct seki_err *err)
{
    return err_set(err, SEKI_E_NOTFOUND, "not found");
}

int access_denied(struct seki_err *err)
{
    return err_set(err, SEKI_E_DENIED, "the roles of this session do not allow it");
}

int api_enter(const struct seki_session *session, enum api_verb verb, struct seki_err *err)
{
    const struct verb_row *row = &VERBS[verb];
    if (!may(session, row->right))
        return knows(session, row->right) ? access_denied(err) : access_not_found(err);
    if (row->is_audited && !session->store)
        return err_set(err, SEKI_E_USAGE, "%.*s needs a store", STR_ARG(row->word));
    return 0;
}

int api_audit(struct seki_session *session, enum api_verb verb, struct str object, struct str detail,
              struct seki_err *err)
{
    char at[MOMENT_TEXT];
    moment_text(moment_now(), at);
    struct audit_entry entry = {.at = str_c(at),
                                .actor = session->actor,
                                .roles = session->roles,
                                .purpose = session->purpose,
                                .verb = VERBS[verb].word,
                                .object = object,
                                .detail = detail};
    if (!VERBS[verb].is_audited)
        return 0;
    return audit_add(session->store, &entry, err);
}

bool seki_session_may(const struct seki_session *session, const char *right)
{
    struct str wanted = str_c(right);
    if (str_eq(wanted, STR("metrics")))
        return session->is_local || (session->has_scopes && str_list_has(session->scopes, wanted));
    return may(session, wanted);
}

/* -- the table -- */

bool access_is_right(struct str right)
{
    for (size_t i = 0; i < ARRAY_LEN(GRANTS); i++)
        if (str_eq(GRANTS[i].right, right))
            return true;
    return false;
}

bool access_is_role(struct str role)
{
    for (size_t i = 0; i < ARRAY_LEN(ROLES); i++)
        if (str_eq(ROLES[i].word, role))
            return true;
    return false;
}

struct bilingual access_role_text(struct str role)
{
    for (size_t i = 0; i < ARRAY_LEN(ROLES); i++)
        if (str_eq(ROLES[i].word, role))
            return ROLES[i].text;
    return (struct bilingual){role, role};
}

bool access_rights(const struct seki_session *session, struct arena *arena, struct str_list *ret_rights)
{
    struct str_list rights = {ARENA_ARRAY(arena, ARRAY_LEN(GRANTS), struct str), 0};
    if (!rights.v)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(GRANTS); i++)
        if (!str_list_has(rights, GRANTS[i].right) && (session->is_local || holds(session, &GRANTS[i])))
            rights.v[rights.n++] = GRANTS[i].right;
    *ret_rights = rights;
    return true;
}

static void add_scope(struct access *access, const struct grant *grant)
{
    access->is_all |= grant->scope == SCOPE_ALL;
    access->is_department |= grant->scope == SCOPE_DEP;
    access->is_own |= grant->scope == SCOPE_OWN;
    access->is_red |= grant->scope == SCOPE_RED;
    access->levels |= grant->levels;
}

struct access access_of(const struct seki_session *session, struct str kind, char letter)
{
    struct access access = {0};
    if (session->is_local)
        return (struct access){.is_all = true, .levels = ACCESS_GREEN | ACCESS_AMBER | ACCESS_RED};
    for (size_t i = 0; i < ARRAY_LEN(GRANTS); i++) {
        const struct grant *grant = &GRANTS[i];
        bool is_it = grant->right.n == kind.n + 2 && str_starts(grant->right, kind) && grant->right.p[kind.n] == '.' &&
                     grant->right.p[kind.n + 1] == letter;
        if (is_it && holds(session, grant))
            add_scope(&access, grant);
    }
    return access;
}

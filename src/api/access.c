/* api/access.c - the one place where a verb is allowed and recorded. Tables: api/verbs.def, api/access.def. */
#include "api/api_int.h"
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

static const struct {
    struct str right, role;
} GRANTS[] = {
#define GRANT(right, role) {{"" right, sizeof(right) - 1}, {"" role, sizeof(role) - 1}},
#include "api/access.def"
#undef GRANT
};

static bool may(const struct seki_session *session, struct str right)
{
    if (session->role_list.n == 0 || right.n == 0)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(GRANTS); i++)
        if (str_eq(GRANTS[i].right, right) && str_list_has(session->role_list, GRANTS[i].role))
            return true;
    return false;
}

int api_enter(const struct seki_session *session, enum api_verb verb, struct seki_err *err)
{
    const struct verb_row *row = &VERBS[verb];
    if (!may(session, row->right))
        return err_set(err, SEKI_E_DENIED, "the roles of this session do not allow %.*s", STR_ARG(row->word));
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

/*
 * api/api_int.h - what the public functions share: engine, session, the one way in, answers. Only for this room.
 *
 *   seki_x ──> api_enter (may this session do it?) ──> rooms ──> audit row ──> api_answer (tree -> JSON)
 */
#ifndef API_API_INT_H
#define API_API_INT_H

#include "assess/assess.h"
#include "base/buf.h"
#include "base/time.h"
#include "index/list_index.h"
#include "screen/resolve.h"
#include "screen/screen.h"
#include "store/lists.h"
#include "store/store.h"
#include "text/text.h"
#include <pthread.h>
#include <sekisho/sekisho.h>

/* Opened indexes by edition id, shared by all sessions; grows only. */
struct index_cache {
    pthread_mutex_t mutex;
    struct arena arena;
    struct index_slot {
        struct str edition_id;
        struct list_index *index;
    } * v;
    size_t n, cap;
};

/* Store connections that no session uses now; each belongs to one session at a time. */
enum { STORE_POOL = 16 };
struct store_pool {
    pthread_mutex_t mutex;
    struct store *v[STORE_POOL];
    size_t n;
};

struct seki_engine {
    struct arena arena;
    struct text_tools *text;
    struct assess_engine *assess; /* NULL without a store */
    const char *data_dir;         /* NULL without a store */
    struct index_cache indexes;
    struct store_pool stores;
};

/* What the next changing verb must find, and under which key its answer is kept (conditions.c). */
struct session_conditions {
    struct str if_match;                        /* STR_NULL = no condition */
    struct str once_key, once_route, once_body; /* once_key STR_NULL = none; once_body: SHA-256 */
};

struct seki_session {
    struct seki_engine *engine;
    struct arena arena;
    struct store *store;              /* its own connection; NULL without a store */
    struct str actor, purpose, roles; /* roles: names joined by ",", or "*" for all */
    struct str_list role_list;
    bool is_local;   /* the command line: all roles */
    bool has_scopes; /* an API key: rights are cut to these */
    struct str_list scopes;
    struct str department, locale; /* department STR_NULL = none */
    struct str home, timezone;
    struct session_conditions conditions;
};

enum { ETAG_TEXT = 65 };

struct seki_answer {
    struct arena arena;
    struct value *root;
    struct str json;
    char etag[ETAG_TEXT]; /* of the bytes, unless the verb knows better */
};

/* -- sessions (session.c) -- */

/* Who a session is for. Texts are copied. */
struct session_spec {
    struct str actor, department, purpose, locale;
    struct str_list roles, scopes;
    bool is_local, has_scopes;
    struct store *store; /* taken over if the session is made; NULL = one of the pool, where there is a store */
};
int session_make(struct seki_engine *engine, const struct session_spec *spec, struct seki_session **ret_session,
                 struct seki_err *err);

/* A connection of the pool or a new one; given back with store_pool_give (NULL is fine). */
int store_pool_take(struct seki_engine *engine, struct store **ret_store, struct seki_err *err);
void store_pool_give(struct seki_engine *engine, struct store *store);
int store_pool_init(struct store_pool *pool, struct seki_err *err);
void store_pool_done(struct store_pool *pool);

/* -- the one way in (access.c) -- */

enum api_verb {
#define VERB(id, word, right, audited) API_##id,
#include "api/verbs.def"
#undef VERB
    API_VERB_COUNT
};

/* May this session use the verb? SEKI_E_DENIED, or SEKI_E_USAGE when the verb needs a store and there is none. Every
 * public function calls it first. */
int api_enter(const struct seki_session *session, enum api_verb verb, struct seki_err *err);

/* Write the audit row of a verb: in the open transaction, else in one of its own. `detail` is JSON or STR_NULL. */
int api_audit(struct seki_session *session, enum api_verb verb, struct str object, struct str detail,
              struct seki_err *err);

/* -- answers (answer.c) -- */

/* Copy the tree into a new answer and render its JSON. A NULL tree is SEKI_E_NOMEM. */
int api_answer(const struct value *root, struct seki_answer **ret_answer, struct seki_err *err);

/* End a changing verb: keep the answer under the idempotency key of the session (if there is one) and commit. On
 * failure *ret_answer is freed and NULL; the caller rolls back. */
int api_commit(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);

/* Does the entity tag fit If-Match of the session? SEKI_E_CONFLICT. The condition is used up. */
int api_match(struct seki_session *session, struct str etag, struct seki_err *err);

/* Parse a body that must be a map with no other keys than `keys`. */
int api_body(struct arena *arena, struct str json, const struct str_list *keys, struct value **ret_body,
             struct seki_err *err);

/* A text of the map: STR_NULL if missing or null; SEKI_E_MEANING with its path if it is no text, or empty. */
int api_body_text(const struct value *body, struct str key, struct str *ret_text, struct seki_err *err);

/* A text, or a list of texts; everything else is passed over. */
int api_text_list(struct arena *arena, const struct value *value, struct str_list *ret_list, struct seki_err *err);

/* SEKI_E_MEANING with place "/key". */
int api_refuse(struct str key, struct seki_err *err, const char *reason);

/* Append compact JSON of the tree to `out`. */
int api_render(struct buf *out, const struct value *root, struct seki_err *err);

/* -- lists of a day (indexes.c) -- */

struct day_lists {
    struct day day;
    struct arena arena; /* holds everything below */
    struct assess_list *assess;
    const struct list_index **indexes; /* those that are not NULL */
    size_t n, n_indexes;
    struct resolver resolver; /* what people said of hits in them; its store is the session's */
};

/* The editions that hold on the day, with their indexes opened (or built again from the store where one is missing or
 * damaged). Given back with api_day_lists_done. */
int api_day_lists(struct seki_session *session, struct day day, struct day_lists *ret_lists, struct seki_err *err);
void api_day_lists_done(struct day_lists *lists);

/* The same of editions that the caller chose. */
struct editions_of {
    struct list_edition *v;
    size_t n;
};
int api_edition_lists(struct seki_session *session, struct day day, const struct editions_of *editions,
                      struct day_lists *ret_lists, struct seki_err *err);

/* Is the index file of the edition there and whole? For verify. */
int api_index_check(struct seki_session *session, const struct list_edition *edition, struct seki_err *err);

int api_index_cache_init(struct index_cache *cache, struct seki_err *err);
void api_index_cache_done(struct index_cache *cache);

/* Today in the organisation's time zone. */
int api_today(const struct seki_session *session, struct day *ret_day, struct seki_err *err);

/* -- verbs that batches share -- */

/* {"id","hits":[...]} of one query into the arena; a name that cannot be compared gives "error" in the tree. */
struct screen_request {
    struct seki_session *session;
    const struct day_lists *lists;
    const struct screen_query *query;
    const struct value *id; /* comes back as it is; NULL = "" */
    unsigned flags;         /* enum seki_screen_flags */
};
int api_screen_value(const struct screen_request *request, struct arena *arena, struct value **ret_value,
                     struct seki_err *err);

/* The hits of a query in these of the lists of the request, with what people said of them; SEKI_E_MEANING, SEKI_E_LIMIT
 * for a name that cannot be compared. */
int api_screen_hits(const struct screen_request *request, struct screen_lists lists, struct arena *arena,
                    struct screen_hits *ret_hits, struct seki_err *err);

/* {"id","hits":[],"error"} of a query that was refused. */
int api_screen_refused(struct arena *arena, const struct value *id, const struct seki_err *cause,
                       struct value **ret_value, struct seki_err *err);

/* {"score","decision","explain"} */
struct value *api_compare_value(struct arena *arena, const struct screen_hit *hit);

/* "0.93": four decimals at most, no trailing zeros. p is NULL without memory. */
struct str api_score_text(struct arena *arena, double score);

/* Read and check the words of a query: schema, birth date. SEKI_E_MEANING names the field. */
struct query_words {
    struct str name, schema;
    struct str_list countries, birth_dates;
};
int api_query_fill(const struct query_words *words, struct screen_query *ret_query, struct seki_err *err);

/* Parse, check, judge and (unless it is a dry run) store one dealing, in the transaction that the caller has opened.
 * `lists` is a cache of one day that may be filled anew. */
struct assess_request {
    struct str json;
    unsigned flags;
    struct day_lists *lists;
    bool has_lists;
    struct str id;   /* of the dealing, as far as it was read; STR_NULL before */
    bool is_answer;  /* the version records an answer: whoever makes it did not enter the dealing */
    int64_t version; /* that was made */
};
int api_assess_value(struct seki_session *session, struct assess_request *request, struct arena *arena,
                     struct value **ret_value, struct seki_err *err);

#endif

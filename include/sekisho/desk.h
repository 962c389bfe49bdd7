/*
 * sekisho/desk.h - the desk behind the counter: users and sessions, dealings with answers and decisions, parties,
 * lists, inbox, settings. Part of the public interface; include <sekisho/sekisho.h>.
 *
 *   token ──> seki_token_session ──> struct seki_session ──> a verb ──> seki_answer (its JSON is the body over HTTP)
 *
 * RIGHTS. One table (roles and rights of the product) decides in the one layer that every verb passes; the same layer
 * writes the audit record.
 *   SEKI_E_NOTFOUND  does not exist, or does not exist for this session: one text for both ("not found")
 *   SEKI_E_DENIED    may be seen, may not be done
 *   SEKI_E_LOGIN     who is it? (no, wrong, ended or disabled credentials: one text for every cause)
 *   SEKI_E_MEANING   understood, not acceptable; err->place is the JSON pointer of the field
 *
 * BODIES. A parameter `json, length` is the body of the request as it came; unknown fields are refused with their path.
 *
 * PAGES. A verb with `struct seki_page` answers {"items":[...],"next":cursor|null}. A cursor is opaque; a bad one is
 * SEKI_E_SYNTAX with place "/cursor".
 *
 * CONDITIONS. seki_conditions() arms the next changing verb of a session with If-Match and Idempotency-Key; both are
 * looked at inside the transaction of that verb.
 *
 * ERRORS, OWNERSHIP, THREADS: sekisho/sekisho.h. What is stored is durable before a call returns. @since 0.2 for all.
 */
#ifndef SEKISHO_DESK_H
#define SEKISHO_DESK_H

#include <sekisho/sekisho.h>

#ifdef __cplusplus
extern "C" {
#endif

/* -- JSON for programs that have no parser of their own ------------------------------------------------------- */

/* Parse one JSON document (strict; SEKI_E_SYNTAX, SEKI_E_LIMIT) so that it can be walked with seki_value_get. */
SEKI_API int seki_parse(const char *json, size_t length, struct seki_answer **ret_answer, struct seki_err *err);

/* The entity tag of an answer, without quotes: it changes when what is shown changes (for a dealing: with each version,
 * answer and decision, the same for every reader). Never NULL; lives as long as the answer. */
SEKI_API const char *seki_answer_etag(const struct seki_answer *answer);

/* -- who is it ------------------------------------------------------------------------------------------------ */

enum { SEKI_TOKEN_TEXT = 44, SEKI_PASSWORD_TEXT = 16 }; /* bytes with NUL of a token, of a one-time password */

struct seki_login_options {
    size_t size;
    const char *user, *password;
    const char *otp;     /* kept for a later release; NULL */
    const char *purpose; /* NULL = none given */
    const char *locale;  /* "ja", "en"; NULL = the user's preference, else en */
};

/* Check the password (argon2id; the same time for unknown and disabled users) and begin a login of 12 hours. The token
 * goes into the cookie; only its SHA-256 is stored. SEKI_E_LOGIN. A failed login is audited under "-". */
SEKI_API int seki_login(struct seki_engine *engine, const struct seki_login_options *options,
                        char ret_token[SEKI_TOKEN_TEXT], struct seki_err *err);

/* A session of the user that this login belongs to, with the roles the user has now. SEKI_E_LOGIN. Close it with
 * seki_session_close after the request; opening is cheap (connections are kept by the engine). */
SEKI_API int seki_token_session(struct seki_engine *engine, const char *token, struct seki_session **ret_session,
                                struct seki_err *err);

/* The X-CSRF-Token of a login: always the same for the same token. */
SEKI_API void seki_token_csrf(const char *token, char ret_csrf[SEKI_TOKEN_TEXT]);

/* Is `given` (may be NULL) that value? In constant time. */
SEKI_API bool seki_token_csrf_ok(const char *token, const char *given);

/* End the login. Unknown tokens are fine. */
SEKI_API int seki_logout(struct seki_engine *engine, const char *token, struct seki_err *err);

/* A session of the owner of an API key; `may` is cut to the key's scopes. SEKI_E_LOGIN. */
SEKI_API int seki_key_session(struct seki_engine *engine, const char *key, struct seki_session **ret_session,
                              struct seki_err *err);

/* Has the session this right ("screen.r", "procurement.w", ...; also the scope "metrics")? */
SEKI_API bool seki_session_may(const struct seki_session *session, const char *right);

/* {"user","roles","department","purpose","locale","may":[...],"preferences"} */
SEKI_API int seki_session_show(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);

/* {"old","new"}: other logins of the user end. `token` (may be NULL) is the one that stays. A wrong old password:
 * SEKI_E_DENIED with place "/old". */
SEKI_API int seki_password_change(struct seki_session *session, const char *token, const char *json, size_t length,
                                  struct seki_err *err);

/* -- conditions of the next changing verb --------------------------------------------------------------------- */

struct seki_condition_options {
    size_t size;
    const char *if_match;        /* entity tag without quotes, "*", or NULL; a lost race is SEKI_E_CONFLICT */
    const char *idempotency_key; /* NULL = none */
    const char *route;           /* method and path: the same key on another route is another key */
    const char *body;            /* what the same key must come with again; another body is SEKI_E_MEANING */
    size_t body_length;
};

/* 1: the key was used with this body before, ret_answer is what was answered then and nothing more is to be done.
 * 0: go on with the verb; its answer is kept under the key in the verb's own transaction. */
SEKI_API int seki_conditions(struct seki_session *session, const struct seki_condition_options *options,
                             struct seki_answer **ret_answer, struct seki_err *err);

/* -- users and keys (right users.w) --------------------------------------------------------------------------- */

/* If there is no user at all: make `admin` (roles admin and security_officer) with a one-time password, which is
 * returned here and nowhere else. 1 made, 0 there are users. */
SEKI_API int seki_first_user(struct seki_engine *engine, char ret_password[SEKI_PASSWORD_TEXT], struct seki_err *err);

struct seki_user_options {
    size_t size;
    const char *name; /* letters, digits, . _ - @; at most 64 */
    const char *const *roles;
    size_t n_roles;         /* at least one, each of the policy */
    const char *department; /* NULL = none */
    const char *password;   /* NULL: one is made and answered as "password", once */
};

/* {"name","roles","department","disabled","created_at","password"?}; SEKI_E_EXISTS. */
SEKI_API int seki_user_add(struct seki_session *session, const struct seki_user_options *options,
                           struct seki_answer **ret_answer, struct seki_err *err);

/* The same from a body {"name","roles","department"?,"password"?}. */
SEKI_API int seki_user_create(struct seki_session *session, const char *json, size_t length,
                              struct seki_answer **ret_answer, struct seki_err *err);

/* {"items":[{"name","roles","department","disabled","created_at","etag","last_login_at"}],"next":null}; `etag` is for
 * seki_conditions before seki_user_change. */
SEKI_API int seki_user_list(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);

/* Disable (ends logins and keys at once) or enable again. The last admin that is enabled stays: SEKI_E_MEANING. */
SEKI_API int seki_user_disable(struct seki_session *session, const char *name, bool is_disabled,
                               struct seki_answer **ret_answer, struct seki_err *err);

/* Body {"roles"?,"department"?,"disabled"?}: what is there is replaced. */
SEKI_API int seki_user_change(struct seki_session *session, const char *name, const char *json, size_t length,
                              struct seki_answer **ret_answer, struct seki_err *err);

/* Replace the roles. */
SEKI_API int seki_user_roles(struct seki_session *session, const char *name, const char *const *roles, size_t n_roles,
                             struct seki_answer **ret_answer, struct seki_err *err);

/* Set a password, or (NULL) make one: {"name","password"?}. Logins of the user end. */
SEKI_API int seki_user_password(struct seki_session *session, const char *name, const char *password,
                                struct seki_answer **ret_answer, struct seki_err *err);

struct seki_key_options {
    size_t size;
    const char *user;
    const char *const *scopes; /* words of `may`, or "metrics" */
    size_t n_scopes;
    const char *expires; /* "YYYY-MM-DD" (the end of that day in the organisation's zone) or RFC 3339; in the future */
};

/* {"id","user","scopes","expires_at","key"}: the key is shown once, its SHA-256 is stored. */
SEKI_API int seki_key_add(struct seki_session *session, const struct seki_key_options *options,
                          struct seki_answer **ret_answer, struct seki_err *err);
/* {"items":[{"id","user","scopes","created_at","expires_at","revoked_at"}],"next":null} */
SEKI_API int seki_key_list(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);
SEKI_API int seki_key_revoke(struct seki_session *session, const char *id, struct seki_answer **ret_answer,
                             struct seki_err *err);

/* -- screening and drafts ------------------------------------------------------------------------------------- */

/* Body {"queries":[line of screen --jsonl, ...]} -> {"results":[line, ...]}, each the same bytes as the command's. */
SEKI_API int seki_screen_queries(struct seki_session *session, const char *json, size_t length,
                                 struct seki_answer **ret_answer, struct seki_err *err);

/* A mail or a text of any charset -> {"draft":{a
 * dealing},"spans":[{"path","text","from","to","header"?}],"notes":[{"path", "ja","en"}]}; nothing is stored or judged.
 * Our own names, domains and telephones come from the settings. */
SEKI_API int seki_draft(struct seki_session *session, const void *bytes, size_t length, struct seki_answer **ret_answer,
                        struct seki_err *err);

/* -- dealings ------------------------------------------------------------------------------------------------- */

/* limit 0 = 50, at most 200. */
struct seki_page {
    unsigned limit;
    const char *cursor; /* `next` of the page before; NULL or "" = the first */
};

/*
 * States of a dealing: open, held, escalated, approved, declined. A new version whose fields or answers differ from the
 * decided one makes it open again and leaves a row "withdrawn" in its history; an escalation stays.
 */
struct seki_dealings_options {
    size_t size;
    struct seki_page page;
    const char *kind, *level, *state; /* NULL or "" = any; several words joined by "," = one of them */
    const char *q;                    /* words; each must be in title, id or a party's name */
    const char *department;
    const char *sort; /* date (default), due, level, title, updated; a "-" in front: descending. Default "-date" */
};

/* Items: {"id","version","kind","title","party","date","received_at","level","incomplete","state","department",
 * "entered_by","owner","decider","due_at","updated_at"} */
SEKI_API int seki_dealings(struct seki_session *session, const struct seki_dealings_options *options,
                           struct seki_answer **ret_answer, struct seki_err *err);

/* The items' fields and {"subsidiary","dealing":{as stored},"assessment":{the
 * answer},"answers":[...],"decisions":[...],
 * "missing":[{"indicator","title":{"ja","en"}}],"can_decide":{"decisions":[...],"why_not":{"ja","en"}|null},
 * "can_write":bool} */
SEKI_API int seki_dealing(struct seki_session *session, const char *id, struct seki_answer **ret_answer,
                          struct seki_err *err);

/* Newest first: {"version","date","at","actor","origin":"entered|answer","sha256","level","incomplete","dealing",
 * "changes":[{"what","path","before","after"}]} */
SEKI_API int seki_dealing_versions(struct seki_session *session, const char *id, const struct seki_page *page,
                                   struct seki_answer **ret_answer, struct seki_err *err);

/* Newest first: {"version","number","at","actor","level","incomplete","assessment"} */
SEKI_API int seki_dealing_assessments(struct seki_session *session, const char *id, const struct seki_page *page,
                                      struct seki_answer **ret_answer, struct seki_err *err);

/* Body {"indicator","state","note"?,"evidence"?:[...]}: the dealing with this answer becomes its next version; by and
 * at are the session's. Returns the new assessment, the same bytes as seki_assess. Needs w. */
SEKI_API int seki_dealing_answer(struct seki_session *session, const char *id, const char *json, size_t length,
                                 struct seki_answer **ret_answer, struct seki_err *err);

/*
 * Body {"decision":"approve|decline|hold|escalate","reason"}. 0: recorded, {"dealing","number","version","decision",
 * "reason","by","roles","at","level","state"}. 1: nothing recorded, a mandatory check is open and blocks approval:
 * {"missing":[{"indicator","title"}],"detail":{"ja","en"}} (409). SEKI_E_DENIED: who entered it, or lacks the right at
 * this level.
 */
SEKI_API int seki_dealing_decide(struct seki_session *session, const char *id, const char *json, size_t length,
                                 struct seki_answer **ret_answer, struct seki_err *err);

/* The open questions to the counterpart as one letter: {"lang","subject","text","to":[mail addresses],"eml"}. lang "ja"
 * or "en", NULL = the session's. `eml` is a whole message (RFC 5322, UTF-8) without sender. */
SEKI_API int seki_dealing_letter(struct seki_session *session, const char *id, const char *lang,
                                 struct seki_answer **ret_answer, struct seki_err *err);

/* -- parties -------------------------------------------------------------------------------------------------- */

struct seki_parties_options {
    size_t size;
    struct seki_page page;
    const char *q; /* as typed so far */
};

/* Stored parties and list entries that fit, best first: {"id","source":"dealing|list","name","names":[...],"country",
 * "list"?,"entry"?,"dealings"?,"score","decision","explain":[{"query","entry","reason","weight"}]}. A text that cannot
 * be compared yet gives no items. Parties of dealings this session may not see do not exist. */
SEKI_API int seki_parties(struct seki_session *session, const struct seki_parties_options *options,
                          struct seki_answer **ret_answer, struct seki_err *err);

/* {"id","source","name","names":[...],"schema","country","contacts":[{"kind","value"}],"identifiers":[{"kind","value"}],
 * "dealings":[item of seki_dealings with "roles"],"hits":[as seki_screen],"list"?:{...the entry as listed}} */
SEKI_API int seki_party(struct seki_session *session, const char *id, struct seki_answer **ret_answer,
                        struct seki_err *err);

/* -- lists ---------------------------------------------------------------------------------------------------- */

struct seki_editions_options {
    size_t size;
    struct seki_page page;
    const char *q;        /* letters of the code; NULL = all lists */
    bool is_current_only; /* without editions that a newer one has replaced */
};

/* Editions, newest import first: {"code","edition","imported_at","entries","added","changed","removed","rejected",
 * "current","sha256","format","files":[{"name","sha256","bytes"}]}. (seki_lists is the command's form.) */
SEKI_API int seki_list_editions(struct seki_session *session, const struct seki_editions_options *options,
                                struct seki_answer **ret_answer, struct seki_err *err);

/* Rows of an edition's files that were not taken, in their order: {"items":[{"file","line","reason"}],"next"}; the
 * first REJECTS (limits), more are counted ("rejected"). SEKI_E_NOTFOUND for an edition that is not there. */
SEKI_API int seki_list_rejects(struct seki_session *session, const char *code, const char *edition,
                               const struct seki_page *page, struct seki_answer **ret_answer, struct seki_err *err);

struct seki_list_diff_options {
    size_t size;
    struct seki_page page;
    const char *code;    /* "jp_meti_eul" */
    const char *edition; /* "2026-02-27", or "undated" */
    const char *against; /* another edition; NULL = the one before it */
    const char *change;  /* added, changed, removed; NULL = all */
    bool is_ours_only;   /* only entries that concern a stored party */
};

/* {"code","edition","against","entries","counts":{"added","changed","removed","ours"},"items":[{"change","entry","name",
 * "row","before"?,"after"?,"ours":[{"id","name","dealings"}]}],"rejected","next"} */
SEKI_API int seki_list_diff(struct seki_session *session, const struct seki_list_diff_options *options,
                            struct seki_answer **ret_answer, struct seki_err *err);

/* Take back the newest import of a list: {"undone":{edition},"current":{edition} or null,"affects":[{"id","name",
 * "dealings"}]}, editions as in seki_list_editions. The edition before it is current again, and its file may be
 * imported again. `edition` ("2026-02-27", "undated") must be that of the newest import, else SEKI_E_EXISTS; NULL =
 * whatever it is. SEKI_E_NOTFOUND for a list or an edition that is not there. */
SEKI_API int seki_list_undo(struct seki_session *session, const char *code, const char *edition,
                            struct seki_answer **ret_answer, struct seki_err *err);

/* -- what people found out ------------------------------------------------------------------------------------ */

/*
 * Say whether an entry of a list is a party: {"query": name or {"name","schema","country","birth"}, or "party": id of
 * a stored one,"list","entry","same":bool,"reason"}. Returns {"id","list","entry","edition","party","name","same",
 * "reason","by","at"}. From then on a hit of the same folded name (of a party: of all its names) on that entry has
 * "resolved" and the decision "no" or "match"; the last word holds. When the entry has other names, birth dates,
 * countries or identifiers in a later edition, the hit is decided as before, and "resolved" says that it must be looked
 * at again.
 */
SEKI_API int seki_review_add(struct seki_session *session, const char *json, size_t length,
                             struct seki_answer **ret_answer, struct seki_err *err);

/* Reviews, newest first, as above; list and entry NULL = all. */
struct seki_reviews_options {
    size_t size;
    struct seki_page page;
    const char *list, *entry;
};
SEKI_API int seki_reviews(struct seki_session *session, const struct seki_reviews_options *options,
                          struct seki_answer **ret_answer, struct seki_err *err);

/* Our own companies and parties known to be good: {"known":[{"kind":"known_good|own_company","name","lists":[],
 * "reason","until","expired","by","at"}]}; no lists = all. */
SEKI_API int seki_known(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);

/* Record a name in place of what was recorded of it, or remove it; returns the list. Its hits are decided "no" until
 * the last day, but for entries that come or change after it was recorded. */
struct seki_known_options {
    size_t size;
    const char *name;
    bool is_own; /* our own company */
    const char *const *lists;
    size_t n_lists;     /* 0 = all */
    const char *reason; /* NULL = none given */
    const char *until;  /* "2027-03-31", the last day */
    bool is_removed;    /* only the name matters then; SEKI_E_NOTFOUND when it is not known */
};
SEKI_API int seki_known_put(struct seki_session *session, const struct seki_known_options *options,
                            struct seki_answer **ret_answer, struct seki_err *err);

/* -- inbox ---------------------------------------------------------------------------------------------------- */

struct seki_inbox_options {
    size_t size;
    struct seki_page page;
    const char *view; /* all (default), mine, decide (this session may), answer (something is missing), snoozed */
};

/* Open work this session may see, earliest deadline first: {"kind":"dealing","id","title","party","level","incomplete",
 * "state","missing":n,"next":{"ja","en"},"owner","due_at","until"} */
SEKI_API int seki_inbox(struct seki_session *session, const struct seki_inbox_options *options,
                        struct seki_answer **ret_answer, struct seki_err *err);

/* Body {"owner": user or null} or {"until": RFC 3339 or null}: assign, snooze. Returns the item. Needs w or d. */
SEKI_API int seki_inbox_set(struct seki_session *session, const char *id, const char *json, size_t length,
                            struct seki_answer **ret_answer, struct seki_err *err);

/* -- what a user keeps ---------------------------------------------------------------------------------------- */

/* Typed and not sent, own only: any JSON up to the limit KEPT_BYTES under a key of at most 200 bytes. Get answers the
 * JSON as it was put; SEKI_E_NOTFOUND. Put answers what is kept now, for its entity tag; ret_answer may be NULL. */
SEKI_API int seki_kept_get(struct seki_session *session, const char *key, struct seki_answer **ret_answer,
                           struct seki_err *err);
SEKI_API int seki_kept_put(struct seki_session *session, const char *key, const char *json, size_t length,
                           struct seki_answer **ret_answer, struct seki_err *err);
SEKI_API int seki_kept_delete(struct seki_session *session, const char *key, struct seki_err *err);

/* {"items":[{"name","address"}]}: put replaces all and answers them. */
SEKI_API int seki_views_get(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);
SEKI_API int seki_views_put(struct seki_session *session, const char *json, size_t length,
                            struct seki_answer **ret_answer, struct seki_err *err);

/* {"theme"?:"system|light|dark","language"?:"ja|en","wareki"?:bool,"density"?:"compact|default|roomy","keys"?:bool}:
 * put replaces all and answers them; they stand in seki_session_show. */
SEKI_API int seki_preferences_put(struct seki_session *session, const char *json, size_t length,
                                  struct seki_answer **ret_answer, struct seki_err *err);

/* {"organisation":{"names":[],"domains":[],"phones":[]},"home","language","timezone","calendar"} (rights settings.r and
 * settings.w); put replaces the fields that are there. */
SEKI_API int seki_settings_get(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);
SEKI_API int seki_settings_put(struct seki_session *session, const char *json, size_t length,
                               struct seki_answer **ret_answer, struct seki_err *err);

/* Who we are (kept as the setting "organisation", a JSON map of three lists): lists that are given (n > 0) are
 * replaced. Returns the settings. */
struct seki_organisation_options {
    size_t size;
    const char *const *names;
    size_t n_names;
    const char *const *domains; /* mail domains */
    size_t n_domains;
    const char *const *phones;
    size_t n_phones;
};
SEKI_API int seki_organisation_put(struct seki_session *session, const struct seki_organisation_options *options,
                                   struct seki_answer **ret_answer, struct seki_err *err);

#ifdef __cplusplus
}
#endif
#endif

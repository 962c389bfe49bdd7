/*
 * sekisho/sekisho.h - the public interface of libsekisho.
 *
 *   engine (open once) -> session (who, in which roles, for what purpose) -> verbs -> answers
 *
 * Nobody acts without a session: every verb checks the session's roles and writes the audit record in one place.
 *
 * OWNERSHIP. What a call returns through `ret_...` belongs to the caller and is given back with the matching close or
 * free function, which accepts NULL. Texts passed in are only looked at. Texts and values inside an answer live as
 * long as the answer. Option structs start with their size: set it with SEKI_OPTIONS(type) so that later versions can
 * add fields. All text is UTF-8.
 *
 * ERRORS. See sekisho/error.h. A failed call changes nothing.
 *
 * THREADS. An engine may be shared by threads. A session, an answer and a batch belong to one thread at a time.
 *
 * Everything here is @since 0.1; users, dealings, parties and the rest of the desk stand in sekisho/desk.h.
 */
#ifndef SEKISHO_H
#define SEKISHO_H

#include <sekisho/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEKI_API __attribute__((visibility("default")))

struct seki_engine;
struct seki_session;
struct seki_answer;
struct seki_value;

/* A zeroed option struct with its size filled in: struct seki_open_options o = SEKI_OPTIONS(struct seki_open_options);
 */
#define SEKI_OPTIONS(type)                                                                                             \
    {                                                                                                                  \
        .size = sizeof(type)                                                                                           \
    }

/* -- the program ---------------------------------------------------------------------------------------------- */

/* "0.1.0"; never NULL. */
SEKI_API const char *seki_version(void);

/* -- a store -------------------------------------------------------------------------------------------------- */

struct seki_init_options {
    size_t size;
    const char *data_dir; /* made with mode 0700; an existing store is SEKI_E_EXISTS and is not touched */
    const char *home;     /* ISO 3166 alpha-2; NULL = JP */
    const char *timezone; /* IANA name; NULL = Asia/Tokyo */
};

/* Make an empty store. A folder that group or others can read is SEKI_E_UNSAFE; nothing is made then. */
SEKI_API int seki_init(const struct seki_init_options *options, struct seki_err *err);

/* -- engine and session --------------------------------------------------------------------------------------- */

struct seki_open_options {
    size_t size;
    const char *data_dir; /* NULL: no store; only seki_compare works */
};

/* Open text tools, rules, policy tables and the store; an older store is migrated after a backup was made. A user's
 * rule file (DATA/rules, files .yml) that cannot be loaded is a failure with file and line. */
SEKI_API int seki_engine_open(const struct seki_open_options *options, struct seki_engine **ret_engine,
                              struct seki_err *err);
SEKI_API void seki_engine_close(struct seki_engine *engine);

struct seki_session_options {
    size_t size;
    const char *actor;        /* who: a user name, or "local:NAME" for whoever may read the data folder */
    const char *const *roles; /* roles of the access policy; NULL with n_roles 0 for all (the command line) */
    size_t n_roles;
    const char *purpose; /* why; free text, NULL = none given */
    const char *locale;  /* "ja" or "en"; NULL = en. JSON never changes with it. */
};

SEKI_API int seki_session_open(struct seki_engine *engine, const struct seki_session_options *options,
                               struct seki_session **ret_session, struct seki_err *err);
SEKI_API void seki_session_close(struct seki_session *session);

/* -- answers -------------------------------------------------------------------------------------------------- */

/* The answer as compact JSON without a line end. */
SEKI_API const char *seki_answer_json(const struct seki_answer *answer, size_t *ret_length);
SEKI_API const struct seki_value *seki_answer_root(const struct seki_answer *answer);
SEKI_API void seki_answer_free(struct seki_answer *answer);

enum seki_kind { SEKI_NULL, SEKI_BOOL, SEKI_NUMBER, SEKI_TEXT, SEKI_LIST, SEKI_MAP };

/* Looking into an answer. A NULL value is "nothing": kind SEKI_NULL, no children, empty text. */
SEKI_API enum seki_kind seki_value_kind(const struct seki_value *value);
SEKI_API const struct seki_value *seki_value_get(const struct seki_value *map, const char *key);
SEKI_API const struct seki_value *seki_value_first(const struct seki_value *parent);
SEKI_API const struct seki_value *seki_value_next(const struct seki_value *value);
SEKI_API size_t seki_value_count(const struct seki_value *parent);
SEKI_API bool seki_value_bool(const struct seki_value *value);
/* Text, or the digits of a number; never NULL, ends with a NUL byte. */
SEKI_API const char *seki_value_text(const struct seki_value *value);
/* The name under which the value stands in its map; "" elsewhere. */
SEKI_API const char *seki_value_key(const struct seki_value *value);

/* -- progress of long work ------------------------------------------------------------------------------------ */

struct seki_progress {
    const char *step;     /* what is being done now: a file name, "queries" */
    uint64_t done, total; /* in units of the step; total 0 = not known */
};

/* Called now and then; a non-zero result stops the work with SEKI_E_INTERRUPTED and nothing half-done. */
typedef int (*seki_progress_fn)(void *ctx, const struct seki_progress *progress);

/* -- lists ---------------------------------------------------------------------------------------------------- */

enum seki_import_flags { SEKI_IMPORT_DRY_RUN = 1 << 0 /* say what would change and whom it affects, store nothing */ };

struct seki_import_options {
    size_t size;
    const char *const *paths;
    size_t n_paths;
    const char *edition; /* "YYYY-MM-DD" for all files, else NULL: found inside, or in the name */
    seki_progress_fn progress;
    void *progress_ctx;
    unsigned flags; /* enum seki_import_flags; @since 0.2 */
};

/*
 * Import list files: {"files":[{"file","list","edition","added","changed","removed","rejected",
 * "error"?,"rejects":[{"line","reason"}]?}],"affects":[{"id","name","dealings"}]?,"dry_run":true?}. Each list is one
 * transaction. `affects`: parties of stored dealings whose name is that of an entry that differs. The call fails only
 * when nothing could be tried; a refused file has "error". 0, or the number of files that were refused or of which no
 * row could be read.
 */
SEKI_API int seki_import(struct seki_session *session, const struct seki_import_options *options,
                         struct seki_answer **ret_answer, struct seki_err *err);

/* {"lists":[{"list","edition","imported_at","parties","sha256","current"}]} */
SEKI_API int seki_lists(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);

/* -- screening ------------------------------------------------------------------------------------------------ */

struct seki_screen_options {
    size_t size;
    const char *id; /* comes back in the answer; NULL = "" */
    const char *name;
    const char *schema;  /* Person, Company, Organization, ...; NULL = any */
    const char *country; /* ISO 3166 alpha-2 or NULL */
    const char *birth;   /* "1962", "1962-09", "1962-09-03" or NULL */
    unsigned flags;      /* enum seki_screen_flags @since 0.2 */
};

/* Compare with every listed name instead of those that the index gives: the same answer, slowly. */
enum seki_screen_flags { SEKI_SCREEN_EXHAUSTIVE = 1 << 0 };

/* One name against the lists of today: {"id","hits":[{"entity","list","entry","score","decision","query_name",
 * "entry_name","explain":[{"query","entry","reason","weight"}],"resolved"?:{"kind":"review|known_good|own_company",
 * "same","holds","computed","name","reason","by","at","until"?,"why"?:{"code","ja","en"}}}]}. `resolved`: what people
 * said of the hit (seki_review_add, seki_known_put); where it `holds`, it made the decision in place of `computed`
 * ("no" of a hit that is shown nevertheless), else `why` says what must be looked at again. A name that cannot be
 * compared is answered with
 * {"id","hits":[],"error"}; the result is 0 then too. */
SEKI_API int seki_screen(struct seki_session *session, const struct seki_screen_options *options,
                         struct seki_answer **ret_answer, struct seki_err *err);

/* Why an entry is no hit (or why it is one): {"query_name","list","entry","entry_name","score","decision","match_at",
 * "review_at","stage":"candidate|filter|score|resolved","explain":[...],"resolved"?:{...}} of its best name. `entry` is
 * ENTRY or LIST:ENTRY; unknown or on several lists: SEKI_E_NOTFOUND, SEKI_E_MEANING. @since 0.2 */
SEKI_API int seki_why_not(struct seki_session *session, const char *entry, const struct seki_screen_options *options,
                          struct seki_answer **ret_answer, struct seki_err *err);

/* Two names: {"score","decision","explain":[...]}. Needs no store. */
SEKI_API int seki_compare(struct seki_session *session, const char *left, const char *right, const char *schema,
                          struct seki_answer **ret_answer, struct seki_err *err);

/* -- dealings ------------------------------------------------------------------------------------------------- */

enum seki_assess_flags { SEKI_ASSESS_DRY_RUN = 1 << 0 /* store neither dealing nor assessment */ };

/* Judge one dealing given as JSON; the answer is durable before the call returns. A refusal has the JSON pointer in
 * err->place. */
SEKI_API int seki_assess(struct seki_session *session, const char *json, size_t length, unsigned flags,
                         struct seki_answer **ret_answer, struct seki_err *err);

/* -- many at once --------------------------------------------------------------------------------------------- */

enum seki_batch_verb { SEKI_BATCH_SCREEN, SEKI_BATCH_COMPARE, SEKI_BATCH_ASSESS };
enum seki_batch_form { SEKI_FORM_JSONL, SEKI_FORM_CSV };

/* One finished output line (without line end), or for csv also the header. Non-zero stops with SEKI_E_IO. Lines come in
 * the order of the input; those of SEKI_BATCH_ASSESS only after the dealing is durable. */
typedef int (*seki_line_fn)(void *ctx, const char *line, size_t length);

struct seki_batch_options {
    size_t size;
    enum seki_batch_verb verb;
    const char *input; /* path, "-" = standard input; JSON lines or CSV with header, told by content. NULL: all stored
                        * parties that the session may see, with changes_since only */
    enum seki_batch_form output;
    unsigned flags; /* enum seki_assess_flags; of SEKI_BATCH_SCREEN enum seki_screen_flags */
    seki_line_fn line;
    void *line_ctx;
    seki_progress_fn progress;
    void *progress_ctx;
    /* SEKI_BATCH_SCREEN as JSON lines: "2026-05-01" or "eu_fsf@2026-05-01", the date of a stored edition, else
     * SEKI_E_NOTFOUND; NULL = the plain answers. A date alone means of every list the edition of that day, the oldest
     * one where a list has none so old. A line comes only for queries whose hits differ in list, entry, entry_name,
     * score or decision: {"id","hits":[now],"before":[...],"changes":[{"list","entry","kind":"added|removed|changed",
     * "why":{"code","ja","en"}}]}. @since 0.2 */
    const char *changes_since;
};

/* Every input line gives one output line, bad ones too (with changes_since: those that differ, and bad ones). Returns
 * the number of refused lines. */
SEKI_API int seki_batch(struct seki_session *session, const struct seki_batch_options *options, struct seki_err *err);

/* -- settings and health -------------------------------------------------------------------------------------- */

/* {"home":"JP","timezone":"Asia/Tokyo",...} */
SEKI_API int seki_config(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);
SEKI_API int seki_config_set(struct seki_session *session, const char *key, const char *value, struct seki_err *err);

/* Check the store: database, audit chain, index files, rules:
 * {"ok":bool,"checks":[{"check","ok","count","problem"?}]}. Returns the number of failed checks. */
SEKI_API int seki_verify(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);

#ifdef __cplusplus
}
#endif

#include <sekisho/desk.h>
#endif

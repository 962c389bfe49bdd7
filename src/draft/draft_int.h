/*
 * draft/draft_int.h - what the finders share: the text with its lines, and the values found. Inside the room only.
 *
 * A `struct span` counts bytes of the folded text. The folded text has one character for each character of the text, so
 * a span turns into code points and into the text as written without searching.
 */
#ifndef DRAFT_DRAFT_INT_H
#define DRAFT_DRAFT_INT_H

#include "base/arena.h"
#include "base/err.h"
#include "codec/mime.h"
#include "draft/draft.h"

struct span {
    uint32_t from, to;
};

#define SPAN_NONE ((struct span){0, 0})

/* -- the text (text.c, thread.c) -- */

enum zone { ZONE_BODY, ZONE_SIGNATURE, ZONE_HEADER, ZONE_ATTACHED, ZONE_DISCLAIMER };

struct line {
    struct span at;   /* without quote marks and blanks at both ends */
    uint32_t message; /* index in draft.messages */
    uint8_t depth;    /* of quoting */
    bool is_ours;     /* our words in a chat */
    enum zone zone;
};

enum author { AUTHOR_THEIRS, AUTHOR_OURS, AUTHOR_OTHER };

struct message {
    enum author author;
    bool is_known;        /* the author was told, not supposed */
    struct span from;     /* the value of its From line; SPAN_NONE for the outermost of a mail */
    struct str address;   /* mail address of its author */
    uint32_t first, last; /* lines first .. last - 1 hold it, with others between */
    char *view;           /* the folded text with everything that is not this message blanked out */
};

/* -- values -- */

struct found {
    bool is_there, is_false;
    struct span at;     /* where it is said */
    struct str value;   /* STR_NULL: as written */
    const char *header; /* or where it stands in a header; `value` is its text then */
};

struct found_list {
    struct found *v;
    size_t n, cap;
};

enum role {
    ROLE_ORDERER,
    ROLE_END_USER,
    ROLE_CONSIGNEE,
    ROLE_PAYER,
    ROLE_BANK,
    ROLE_FORWARDER,
    ROLE_AGENT,
    ROLE_COUNT
};

struct draft_party {
    unsigned roles; /* set of 1u << enum role */
    struct found name, country, website;
    struct found_list names, emails, phones, addresses;
    struct span block; /* lines under its heading; what stands there is its own */
    uint32_t message;
};

struct draft_item {
    struct found name, model, quantity, unit, hs_code, amount;
    struct str currency;
    uint32_t message;
};

enum org_kind { ORG_LATIN, ORG_JA, ORG_ZH, ORG_KO, ORG_RU };

/* A place where an organisation is named. */
struct mention {
    struct span at;
    enum org_kind kind;
    bool has_form; /* with its legal form */
    bool is_taken; /* it has a role already */
    uint32_t message;
};

/* Scripts that stand in the text: patterns of a language are tried only where they can hit. */
enum script { SCRIPT_LATIN = 1, SCRIPT_HAN = 2, SCRIPT_KANA = 4, SCRIPT_HANGUL = 8, SCRIPT_CYRILLIC = 16 };

enum topic { TOPIC_USE = 1, TOPIC_MODEL = 2, TOPIC_QUANTITY = 4, TOPIC_PAYMENT = 8, TOPIC_PLACE = 16, TOPIC_USER = 32 };

/* Words of theirs below a quoted question of ours. */
struct answer {
    unsigned topics; /* set of enum topic that the question is about */
    struct span at;
    uint32_t message;
};

struct draft {
    const struct draft_context *context;
    struct arena *arena;
    struct seki_err *err;
    struct finder *finder;
    struct countries *countries;
    struct mime_mail mail;
    bool is_mail, is_chat, is_out_of_memory;
    unsigned scripts; /* set of enum script */
    struct str text, fold;
    uint32_t *character; /* number of the character at each byte of fold; fold.n + 1 of them */
    uint32_t *written;   /* byte of text at each character; n_characters + 1 */
    size_t n_characters;
    struct line *lines;
    size_t n_lines;
    struct message *messages;
    size_t n_messages, cap_messages;
    struct answer *answers;
    size_t n_answers, cap_answers;
    struct span form; /* where a marketplace's mail holds what its visitor typed; SPAN_NONE = no such mail */
    struct str_list own_names, own_domains, own_phones;
    struct mention *mentions;
    size_t n_mentions, cap_mentions;
    struct draft_party *parties; /* the first is the orderer */
    size_t n_parties, cap_parties;
    struct draft_item *items;
    size_t n_items, cap_items;
    struct found title, received_at, use, destination, ship_date, terms;
    struct found_list secrecy, packing, persons;
};

/* Read the text of the mail into text, fold, character and written. */
int text_read(struct draft *draft, struct seki_err *err);

/* Bring labels ("品　　名　：", headings above their value) into one form in fold. */
void text_labels(struct draft *draft);

/* Add the organisation that the head of the text addresses to own_names, and pasted recipients to own_domains. */
int text_own(struct draft *draft, size_t *names_cap, size_t *domains_cap, struct seki_err *err);

/* Cut it into lines and messages, and say of each line what it is. */
int thread_read(struct draft *draft, struct seki_err *err);

/* Find what answers our questions (answered.c). */
void thread_answers(struct draft *draft);

/* The words under a span as they were written, line ends and quote marks between as one blank. */
struct str text_written(const struct draft *draft, struct span at);
struct str text_folded(const struct draft *draft, struct span at);  /* as searched; may hold line ends */
struct span span_trim(const struct draft *draft, struct span at);   /* without blanks and stops at both ends */
const struct line *line_at(const struct draft *draft, uint32_t at); /* the line of a byte of fold */
struct span span_cut(const struct draft *draft, struct span at,
                     uint32_t max); /* its first `max` bytes, whole characters */
bool span_is_none(struct span at);
bool span_meets(struct span a, struct span b);

/* Is it ours (a name, a domain, a number of our organisation)? */
bool own_name(const struct draft *draft, struct str name);
bool own_same(struct str a, struct str b); /* two names but for their legal forms */
bool own_address(const struct draft *draft, struct str address);
bool own_site(const struct draft *draft, struct str site);
bool own_phone(const struct draft *draft, struct str phone);

/* -- patterns (finder.c) -- */

enum pattern {
#define PATTERN(id, options, regex) PATTERN_##id,
#include "draft/patterns.def"
#undef PATTERN
    PATTERN_COUNT
};

enum { FINDER_GROUPS = 10 };

struct hit {
    struct span at;
    struct span group[FINDER_GROUPS]; /* by number; SPAN_NONE where it took no part */
};

/* Compile all patterns. */
int finder_open(struct draft *draft, struct seki_err *err);
void finder_close(struct draft *draft);

/* The first hit at or after `from` that ends by `to`, in a view of the text. */
bool find_in(struct draft *draft, enum pattern pattern, const char *view, struct span where, struct hit *ret_hit);

/* The same in the view of one message. */
bool find_hit(struct draft *draft, enum pattern pattern, const struct message *message, struct span where,
              struct hit *ret_hit);

/* Does it stand in the span (of the folded text)? */
bool find_any(struct draft *draft, enum pattern pattern, struct span where);

/* All of a message. */
struct span message_span(const struct draft *draft, const struct message *message);

/* The sentence around a place: from stop, line or blank line to the next. */
struct span thread_sentence_at(const struct draft *draft, const struct message *message, struct span at);

/* -- finders, in the order in which they run -- */

void find_organisations(struct draft *draft); /* mentions */
void find_parties(struct draft *draft);       /* end user, consignee ... */
void find_orderer(struct draft *draft);
void find_contacts(struct draft *draft);
void find_items(struct draft *draft);
void find_statements(struct draft *draft); /* use, secrecy, packing */
void find_terms(struct draft *draft);      /* payment, dates, destination */
void find_title(struct draft *draft);

/* -- helpers -- */

struct found found_at(struct span at);
struct found found_as(struct span at, struct str value);
void found_add(struct draft *draft, struct found_list *list, struct found found);
void text_memory(struct draft *draft, bool is_ok); /* asked once at the end */

/* ISO code of the first, or last, country that a span names, and where; STR_NULL if it names none. */
struct str country_in(const struct draft *draft, struct span where, bool is_last, struct span *ret_at);
int country_open(struct draft *draft, struct seki_err *err);

/* Party of that role, or NULL. */
struct draft_party *party_of(struct draft *draft, enum role role);
struct draft_party *party_add(struct draft *draft);

/* Does it stand in a request for secrecy? Such a name is no item. */
bool item_is_barred(const struct draft *draft, struct span at);

/* Items of a message: tables (item_table.c), keys (item_key.c), lists and sentences (item_line.c). */
void find_item_tables(struct draft *draft, const struct message *message);
void find_item_keys(struct draft *draft, const struct message *message);
void find_item_lines(struct draft *draft, const struct message *message);

/* The next model number in a view that is no measure, material or reference number. */
bool item_next_model(struct draft *draft, const char *view, struct span where, struct span *ret_at);

/* Names (item_name.c): in a line of a list without its amount and model; in a sentence beside a model. SPAN_NONE. */
struct amount;
struct span item_name_in(struct draft *draft, struct span line, const struct amount *amount, struct span model);
struct span item_words_before(struct draft *draft, const char *view, struct span before);
struct span item_words_behind(struct draft *draft, const char *view, struct span behind);
struct span item_strip(struct draft *draft, struct span at);         /* without marks at both ends */
struct span item_without_label(struct draft *draft, struct span at); /* nor "model" at the end */

/* Digits of a number without separators. */
struct str item_number(struct draft *draft, struct span at);

/* How many, and of what (amount.c). */
struct amount {
    struct span at, number, unit; /* unit may be SPAN_NONE */
    struct str value;             /* digits */
};

/* The amount that begins first in a view. */
bool amount_next(struct draft *draft, const char *view, struct span where, struct amount *ret_amount);

/* The last one that counts things; a measure ("5 m") only where nothing is counted. */
bool amount_in(struct draft *draft, const char *view, struct span where, struct amount *ret_amount);
/* Digits of a number in English words, up to twelve; "a" is 1. */
struct str amount_of_word(struct draft *draft, struct span at);
bool amount_is_measure(const struct draft *draft, const struct amount *amount);
void item_take_amount(struct draft_item *item, const struct amount *amount);

/* What is asked for without a model number. */
bool find_item_asked(struct draft *draft, const struct message *message);
struct draft_item *item_add(struct draft *draft, const struct message *message, struct span name);
bool item_quantity(struct draft *draft, struct draft_item *item, struct span where); /* amount_in, taken */
void item_currency(struct draft *draft, struct draft_item *item, struct span where); /* of a heading: "単価（円）" */
bool item_price(struct draft *draft, struct draft_item *item, struct span where);
void item_model(struct draft *draft, struct draft_item *item, struct span where);

/* {"draft","spans","notes"}; NULL without memory. */
struct value *answer_of(struct draft *draft);

#endif

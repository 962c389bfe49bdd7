/*
 * source/reader.c - the table of formats, and the checked way from a reader to its sink.
 *
 * The sink's functions trust what comes through here: codes are well-formed, texts are UTF-8, a listed party has a
 * name.
 */
#include "source/reader.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

static const struct source_reader *const READERS[] = {
#define SOURCE_FORMAT(name) &source_reader_##name,
#include "source/formats.def"
#undef SOURCE_FORMAT
};

size_t source_reader_count(void)
{
    return ARRAY_LEN(READERS);
}

const struct source_reader *source_reader_at(size_t index)
{
    return READERS[index];
}

const struct source_reader *source_reader_named(struct str format)
{
    for (size_t i = 0; i < ARRAY_LEN(READERS); i++)
        if (str_eq(str_c(READERS[i]->format), format))
            return READERS[i];
    return NULL;
}

bool source_code_is_good(struct str code)
{
    if (code.n == 0 || code.n > SOURCE_CODE_MAX)
        return false;
    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i];
        bool is_good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c == '-' && i > 0);
        if (!is_good)
            return false;
    }
    return true;
}

int source_list(struct source_sink *sink, struct str code, struct seki_err *err)
{
    if (!source_code_is_good(code))
        return err_set(err, SEKI_E_MEANING, "\"%.*s\" is no code of a list: a-z, 0-9 and _, at most %d characters",
                       (int)(code.n < 100 ? code.n : 100), code.p ? code.p : "", SOURCE_CODE_MAX);
    return sink->list(sink->ctx, code, err);
}

int source_edition(struct source_sink *sink, struct str date, struct seki_err *err)
{
    struct day day;
    if (!day_parse_full(date, &day))
        return err_set(err, SEKI_E_INTERNAL, "an edition must be a full day, not \"%.*s\"",
                       STR_ARG(str_sub(date, 0, 40)));
    return sink->edition(sink->ctx, date, err);
}

static bool all_utf8(const struct str *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (utf8_check(texts[i]) != texts[i].n)
            return false;
    return true;
}

/* The last border before the parent, which refuses the whole list for one text that is not UTF-8. */
static bool record_is_utf8(const struct party_record *record)
{
    const struct str single[] = {record->entry,      record->source_field, record->remarks,
                                 record->start_date, record->end_date,     record->title};
    const struct str_list lists[] = {record->countries, record->birth_dates, record->addresses, record->programs,
                                     record->topics};
    bool is_good = all_utf8(single, ARRAY_LEN(single));
    for (size_t i = 0; is_good && i < ARRAY_LEN(lists); i++)
        is_good = all_utf8(lists[i].v, lists[i].n);
    for (size_t i = 0; is_good && i < record->n_names; i++)
        is_good = all_utf8(&record->names[i].text, 1);
    for (size_t i = 0; is_good && i < record->n_identifiers; i++)
        is_good = all_utf8(&record->identifiers[i].value, 1) && all_utf8(&record->identifiers[i].country, 1);
    return is_good;
}

int source_record(struct source_sink *sink, const struct party_record *record, struct seki_err *err)
{
    if (record->entry.n == 0)
        return source_reject(sink, 0, record->row, err, "without an id");
    if (record->is_listed && record->n_names == 0)
        return source_reject(sink, 0, record->row, err, "entry %.*s has no name",
                             STR_ARG(str_sub(record->entry, 0, 100)));
    if (!record_is_utf8(record))
        return source_reject(sink, 0, record->row, err, "a value is not UTF-8");
    return sink->record(sink->ctx, record, err);
}

int source_relation(struct source_sink *sink, const struct party_relation *relation, struct seki_err *err)
{
    if (relation->from.n == 0 || relation->to.n == 0)
        return source_reject(sink, 0, relation->row, err, "a relation %.*s without both ends",
                             STR_ARG(str_sub(relation->id, 0, 100)));
    const struct str texts[] = {relation->id, relation->from, relation->to, relation->share_text};
    if (!all_utf8(texts, ARRAY_LEN(texts)))
        return source_reject(sink, 0, relation->row, err, "a value is not UTF-8");
    return sink->relation(sink->ctx, relation, err);
}

int source_reject(struct source_sink *sink, size_t file, uint64_t line, struct seki_err *err, const char *fmt, ...)
{
    char reason[SEKI_ERR_REASON];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(reason, sizeof(reason), fmt, args);
    va_end(args);
    struct str text = str_c(reason);
    text.n = utf8_check(text); /* a cut may have gone through a character, and values come from outside */
    return sink->reject(sink->ctx, file, line, text, err);
}

int source_note(struct source_sink *sink, struct seki_err *err, const char *fmt, ...)
{
    char note[SEKI_ERR_REASON];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(note, sizeof(note), fmt, args);
    va_end(args);
    struct str text = str_c(note);
    text.n = utf8_check(text);
    return sink->note(sink->ctx, text, err);
}

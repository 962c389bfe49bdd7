/* source/party_build.c - see source/party_build.h. */
#include "source/party_build.h"
#include "base/limits.h"
#include "source/country.h"

void party_build_init(struct party_build *build, struct arena *arena)
{
    *build = (struct party_build){.arena = arena, .record.is_listed = true};
}

static int check_size(struct str text, enum limit limit, struct seki_err *err)
{
    return text.n > limit_value(limit) ? err_limit(err, limit) : 0;
}

static bool has_name(const struct party_build *build, struct str text)
{
    for (size_t i = 0; i < build->names.n; i++)
        if (str_eq(build->names.v[i].text, text))
            return true;
    return false;
}

/* Behind the other primary names, before everything else. */
static void move_up(struct party_build *build)
{
    size_t at = build->names.n - 1;
    struct party_name name = build->names.v[at];
    while (at > 0 && build->names.v[at - 1].kind != PARTY_NAME_PRIMARY) {
        build->names.v[at] = build->names.v[at - 1];
        at--;
    }
    build->names.v[at] = name;
}

int party_build_name(struct party_build *build, struct str text, enum party_name_kind kind, struct seki_err *err)
{
    text = str_trim(text);
    if (text.n == 0 || has_name(build, text))
        return 0;
    TRY(check_size(text, LIMIT_ID_NAME_BYTES, err));
    if (build->names.n >= LIMIT(NAMES))
        return err_limit(err, LIMIT_ID_NAMES);
    if (!ARENA_PUSH(build->arena, &build->names, ((struct party_name){text, kind})))
        return err_oom(err);
    if (kind == PARTY_NAME_PRIMARY)
        move_up(build);
    return 0;
}

int party_build_identifier(struct party_build *build, struct str kind, struct str value, struct str country,
                           struct seki_err *err)
{
    value = str_trim(value);
    if (value.n == 0)
        return 0;
    TRY(check_size(value, LIMIT_ID_FIELD_BYTES, err));
    for (size_t i = 0; i < build->identifiers.n; i++) {
        struct party_identifier *old = &build->identifiers.v[i];
        if (str_eq(old->kind, kind) && str_eq(old->value, value)) {
            if (old->country.n == 0)
                old->country = country;
            return 0;
        }
    }
    if (build->identifiers.n >= LIMIT(NAMES))
        return err_limit(err, LIMIT_ID_NAMES);
    return ARENA_PUSH(build->arena, &build->identifiers, ((struct party_identifier){kind, value, country}))
               ? 0
               : err_oom(err);
}

int party_build_text(struct party_build *build, struct party_texts *list, struct str text, struct seki_err *err)
{
    text = str_trim(text);
    if (text.n == 0 || str_list_has((struct str_list){list->v, list->n}, text))
        return 0;
    TRY(check_size(text, LIMIT_ID_FIELD_BYTES, err));
    if (list->n >= LIMIT(NAMES))
        return err_limit(err, LIMIT_ID_NAMES);
    return ARENA_PUSH(build->arena, list, text) ? 0 : err_oom(err);
}

int party_build_country(struct party_build *build, struct str text, struct seki_err *err)
{
    struct str code = country_code(text);
    return party_build_text(build, &build->countries, code.n ? code : text, err);
}

int party_build_birth_date(struct party_build *build, struct str text, struct seki_err *err)
{
    struct day day;
    text = str_trim(text);
    if (text.n > 10 && (text.p[10] == 'T' || text.p[10] == ' '))
        text.n = 10;
    return day_parse(text, &day) ? party_build_text(build, &build->birth_dates, text, err) : 0;
}

int party_build_split(struct party_build *build, struct party_texts *list, struct str text, struct str separator,
                      struct seki_err *err)
{
    struct str part;
    while (str_split(&text, separator, &part))
        TRY(party_build_text(build, list, part, err));
    return 0;
}

const struct party_record *party_build_record(struct party_build *build)
{
    struct party_record *record = &build->record;
    record->names = build->names.v;
    record->n_names = build->names.n;
    record->identifiers = build->identifiers.v;
    record->n_identifiers = build->identifiers.n;
    record->countries = (struct str_list){build->countries.v, build->countries.n};
    record->birth_dates = (struct str_list){build->birth_dates.v, build->birth_dates.n};
    record->addresses = (struct str_list){build->addresses.v, build->addresses.n};
    record->programs = (struct str_list){build->programs.v, build->programs.n};
    record->topics = (struct str_list){build->topics.v, build->topics.n};
    return record;
}

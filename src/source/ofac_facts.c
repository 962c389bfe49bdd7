/*
 * source/ofac_facts.c - see source/ofac_int.h.
 *
 * The labels of identifiers are those of the CSL, which is made from the same database (source/csl_ids.def).
 */
#include "source/country.h"
#include "source/date_text.h"
#include "source/ofac_int.h"

enum fact { FACT_IDENTIFIER, FACT_COUNTRY, FACT_BIRTH, FACT_NAME, FACT_FORMER, FACT_LINK };

static const struct label {
    struct str label, kind;
    enum fact fact;
} LABELS[] = {
#define LABEL(label, kind, fact) {{"" label, sizeof(label) - 1}, {"" kind, sizeof(kind) - 1}, fact},
#define CSL_ID(label, kind)      LABEL(label, kind, FACT_IDENTIFIER)
#include "source/csl_ids.def"
    /* What the CSL has columns of its own for, or leaves out. */
    LABEL("Telephone", "phone", FACT_IDENTIFIER) LABEL("Fax", "phone", FACT_IDENTIFIER)
        LABEL("Phone No.", "phone", FACT_IDENTIFIER) LABEL("Tax ID", "tax", FACT_IDENTIFIER)
            LABEL("Digital Currency Address -", "crypto", FACT_IDENTIFIER) LABEL("nationality", "", FACT_COUNTRY)
                LABEL("citizen", "", FACT_COUNTRY) LABEL("Nationality of Registration", "", FACT_COUNTRY)
                    LABEL("DOB", "", FACT_BIRTH) LABEL("a.k.a.", "", FACT_NAME) LABEL("n.k.a.", "", FACT_NAME)
                        LABEL("f.k.a.", "", FACT_FORMER) LABEL("Linked To:", "", FACT_LINK)
#undef CSL_ID
#undef LABEL
};

void ofac_party_init(struct ofac_party *party, struct arena *arena)
{
    *party = (struct ofac_party){0};
    party_build_init(&party->build, arena);
}

/* The longest label in front of the text, at the end of a word. NULL if there is none. */
static const struct label *label_of(struct str text)
{
    const struct label *best = NULL;
    for (size_t i = 0; i < ARRAY_LEN(LABELS); i++) {
        const struct label *label = &LABELS[i];
        bool ends = text.n == label->label.n || (text.n > label->label.n && text.p[label->label.n] == ' ');
        if (ends && str_starts(text, label->label) && (!best || label->label.n > best->label.n))
            best = label;
    }
    return best;
}

static struct str without_quotes(struct str text)
{
    text = str_trim(text);
    if (text.n >= 2 && text.p[0] == '\'' && text.p[text.n - 1] == '\'')
        return str_sub(text, 1, text.n - 2);
    return text;
}

/* "1084010 (Egypt) issued 03 May 1994" -> 1084010 and Egypt. */
static void split_value(struct str *value, struct str *country)
{
    static const char *const TAILS[] = {" issued ", " expires ", "; "};
    for (size_t i = 0; i < ARRAY_LEN(TAILS); i++) {
        size_t at = str_find(*value, str_c(TAILS[i]), 0);
        if (at != SIZE_MAX)
            *value = str_sub(*value, 0, at);
    }
    *value = str_trim(*value);
    size_t open = str_find(*value, STR(" ("), 0);
    if (open == SIZE_MAX || !str_ends(*value, STR(")")))
        return;
    if (!country->n)
        *country = str_sub(*value, open + 2, value->n - open - 3);
    *value = str_sub(*value, 0, open);
}

/* "(98)(9121115315)" is how OFAC writes +98 9121115315. */
static int phone_of(struct arena *arena, struct str *value, struct seki_err *err)
{
    size_t middle = str_find(*value, STR(")("), 0);
    if (middle == SIZE_MAX || value->p[0] != '(' || !str_ends(*value, STR(")")))
        return 0;
    struct str code = str_sub(*value, 1, middle - 1), rest = str_sub(*value, middle + 2, value->n - middle - 3);
    *value = arena_printf(arena, "+%.*s %.*s", STR_ARG(code), STR_ARG(rest));
    TRY_MEM(value->p, err);
    return 0;
}

/* Russia's tax number is the INN, its registration number with 13 digits the OGRN: other lists call them so. */
static struct str precise_kind(struct str kind, struct str value, struct str country)
{
    uint64_t number;
    bool is_number = str_to_u64(value, &number) && str_eq(country, STR("RU"));
    if (is_number && str_eq(kind, STR("tax")) && (value.n == 10 || value.n == 12))
        return STR("inn");
    if (is_number && str_eq(kind, STR("registration")) && value.n == 13)
        return STR("ogrn");
    return kind;
}

static int add_identifier(struct party_build *build, struct str kind, struct str value, struct str country,
                          struct seki_err *err)
{
    size_t blank = str_find_char(value, ' ', 0);
    if (country_code(country).n)
        country = country_code(country);
    if (str_eq(kind, STR("imo")) && str_starts(value, STR("IMO ")))
        value = str_trim(str_from(value, 4));
    if (str_eq(kind, STR("crypto")) && blank != SIZE_MAX)
        value = str_from(value, blank + 1); /* behind the currency */
    if (str_eq(kind, STR("phone")))
        TRY(phone_of(build->arena, &value, err));
    return party_build_identifier(build, precise_kind(kind, value, country), value, country, err);
}

static int add_labelled(struct ofac_party *party, const struct label *label, struct str value, struct str country,
                        struct seki_err *err)
{
    struct party_build *build = &party->build;
    switch (label->fact) {
    case FACT_IDENTIFIER:
        if (!str_eq(label->kind, STR("phone")))
            split_value(&value, &country);
        return add_identifier(build, label->kind, str_trim(value), country, err);
    case FACT_COUNTRY:
        return ofac_add_country(build, value, err);
    case FACT_BIRTH:
        return date_add_birth_words(build, value, err);
    case FACT_NAME: /* OFAC puts weak aliases, and only them, into the remarks (its FAQ 123) */
        return party_build_name(build, without_quotes(value), PARTY_NAME_WEAK, err);
    case FACT_FORMER:
        return party_build_name(build, without_quotes(value), PARTY_NAME_FORMER, err);
    case FACT_LINK:
        return party_build_text(build, &party->links, value, err);
    }
    return 0;
}

int ofac_add_fact(struct ofac_party *party, struct str label, struct str value, struct str country,
                  struct seki_err *err)
{
    const struct label *known = label_of(str_trim(label));
    if (!known)
        return 0;
    if (str_eq(known->kind, STR("crypto"))) /* the label named the currency */
        return party_build_identifier(&party->build, known->kind, value, country, err);
    return add_labelled(party, known, str_trim(value), country, err);
}

int ofac_add_remarks(struct ofac_party *party, struct str remarks, struct seki_err *err)
{
    struct str rest = str_trim(remarks), part;
    if (!rest.n)
        return 0;
    party->build.record.remarks = rest;
    if (str_ends(rest, STR(".")))
        rest.n--;
    while (str_split(&rest, STR("; "), &part)) {
        part = str_trim(part);
        if (str_starts(part, STR("alt. ")))
            part = str_from(part, 5);
        const struct label *label = label_of(part);
        if (label)
            TRY(add_labelled(party, label, str_trim(str_from(part, label->label.n)), STR_NULL, err));
    }
    return 0;
}

int ofac_add_country(struct party_build *build, struct str country, struct seki_err *err)
{
    static const struct str region = {"Region: ", 8};
    if (str_starts(country, region))
        country = str_from(country, region.n);
    if (!country.n || str_eq(country, STR("undetermined")) || str_eq(country, STR("None Identified")))
        return 0;
    return party_build_country(build, country, err);
}

int ofac_add_programs(struct party_build *build, struct str programs, struct seki_err *err)
{
    struct str rest = programs, part;
    while (str_split(&rest, STR("] ["), &part)) {
        part = str_trim(part);
        while (part.n && part.p[0] == '[')
            part = str_from(part, 1);
        while (part.n && part.p[part.n - 1] == ']')
            part.n--;
        TRY(party_build_text(build, &build->programs, part, err));
    }
    return 0;
}

static int emit_relation(struct source_sink *sink, const struct ofac_party *party, struct party_relation *relation,
                         size_t number, struct seki_err *err)
{
    const struct party_record *record = &party->build.record;
    relation->id =
        arena_printf(party->build.arena, "%.*s-%.*s-%zu", STR_ARG(record->entry), STR_ARG(relation->kind), number);
    TRY_MEM(relation->id.p, err);
    relation->share_min = relation->share_max = -1;
    relation->row = record->row;
    return source_relation(sink, relation, err);
}

int ofac_emit(struct source_sink *sink, struct ofac_party *party, struct seki_err *err)
{
    struct party_build *build = &party->build;
    TRY(party_build_text(build, &build->topics, STR("sanction"), err));
    TRY(source_record(sink, party_build_record(build), err));
    for (size_t i = 0; i < party->links.n; i++) {
        struct party_relation link = {.kind = STR("linked"), .from = build->record.entry, .to = party->links.v[i]};
        TRY(emit_relation(sink, party, &link, i + 1, err));
    }
    if (!party->owner.n)
        return 0;
    struct party_relation owns = {.kind = STR("owns"), .from = party->owner, .to = build->record.entry};
    return emit_relation(sink, party, &owns, 1, err);
}

void ofac_vote(struct ofac_votes *votes, struct str programs, struct str remarks)
{
    static const char *const PROGRAMS[] = {"NS-",  "UKRAINE-EO13662", "CMIC",     "561-Related",
                                           "FSE-", "CAPTA",           "EO14024 D"};
    static const char *const REMARKS[] = {"Directive Determination", "(EO 14024 Directive", "Divestment Date (CMIC)"};
    bool is_other = false;
    for (size_t i = 0; i < ARRAY_LEN(PROGRAMS); i++)
        is_other |= str_has(programs, str_c(PROGRAMS[i]));
    for (size_t i = 0; i < ARRAY_LEN(REMARKS); i++)
        is_other |= str_has(remarks, str_c(REMARKS[i]));
    if (is_other)
        votes->other++;
    else
        votes->sdn++;
}

struct str ofac_list_code(const struct ofac_votes *votes, struct str path)
{
    if (votes->sdn == votes->other)
        return str_has(path, STR("cons")) ? STR("us_ofac_nonsdn") : STR("us_ofac_sdn");
    return votes->other > votes->sdn ? STR("us_ofac_nonsdn") : STR("us_ofac_sdn");
}

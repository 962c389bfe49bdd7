/* source/csl_ids.c - cells of the US Consolidated Screening List that hold more than one thing. See source/csl_int.h.
 */
#include "source/csl_int.h"

static const struct {
    struct str type, kind;
} TYPES[] = {
#define CSL_ID(type, kind) {{"" type, sizeof(type) - 1}, {"" kind, sizeof(kind) - 1}},
#include "source/csl_ids.def"
#undef CSL_ID
};

/* "Digital Currency Address - XBT": one type for each currency. */
#define CSL_WALLET STR("Digital Currency Address - ")

static struct str kind_of(struct str type)
{
    for (size_t i = 0; i < ARRAY_LEN(TYPES); i++)
        if (str_eq(TYPES[i].type, type))
            return TYPES[i].kind;
    return str_starts(type, CSL_WALLET) ? STR("crypto") : STR_NULL;
}

static bool is_country(struct str text)
{
    return text.n == 2 && text.p[0] >= 'A' && text.p[0] <= 'Z' && text.p[1] >= 'A' && text.p[1] <= 'Z';
}

static bool is_all_digits(struct str text, size_t n)
{
    uint64_t number;
    return text.n == n && str_to_u64(text, &number);
}

/* Where the last ", " begins; SIZE_MAX if there is none. */
static size_t last_comma(struct str text)
{
    for (size_t at = text.n; at-- > 1;)
        if (text.p[at] == ' ' && text.p[at - 1] == ',')
            return at - 1;
    return SIZE_MAX;
}

/* Take "XX, " or a date and ", " off the front. */
static bool take_front(struct str *rest, struct str *ret_part)
{
    size_t comma = str_find(*rest, STR(", "), 0);
    if (comma == SIZE_MAX)
        return false;
    *ret_part = str_sub(*rest, 0, comma);
    *rest = str_from(*rest, comma + 2);
    return true;
}

/* Russia's tax number is the INN, its registration number with 13 digits the OGRN: other lists call them so. */
static struct str precise_kind(struct str kind, const struct csl_id *id)
{
    if (str_eq(id->country, STR("RU")) && str_eq(kind, STR("tax")) &&
        (is_all_digits(id->value, 10) || is_all_digits(id->value, 12)))
        return STR("inn");
    if (str_eq(id->country, STR("RU")) && str_eq(kind, STR("registration")) && is_all_digits(id->value, 13))
        return STR("ogrn");
    return kind;
}

bool csl_id_parse(struct str item, struct csl_id *ret_id)
{
    struct csl_id id = {0};
    item = str_trim(item);
    size_t comma = last_comma(item);
    if (comma == SIZE_MAX)
        return false;
    struct str kind = kind_of(str_from(item, comma + 2)), rest = str_sub(item, 0, comma), part, before;
    if (kind.n == 0)
        return false;
    for (before = rest; take_front(&rest, &part); before = rest) {
        struct day day;
        bool is_date = part.n == 10 && day_parse_full(part, &day);
        if (is_country(part) && id.country.n == 0)
            id.country = part;
        else if (!is_date)
            break;
    }
    id.value = before;
    if (str_eq(kind, STR("imo")) && str_starts(id.value, STR("IMO ")))
        id.value = str_trim(str_from(id.value, 4));
    id.kind = precise_kind(kind, &id);
    *ret_id = id;
    return id.value.n != 0;
}

/* The short name in brackets of each source, and what being on it means in FollowTheMoney's words. */
static const struct {
    struct str mark, topic;
} SOURCES[] = {
    {{"(SDN)", 5}, {"sanction", 8}},        {{"(FSE)", 5}, {"sanction", 8}},
    {{"(SSI)", 5}, {"sanction", 8}},        {{"(PLC)", 5}, {"sanction", 8}},
    {{"(CAP)", 5}, {"sanction", 8}},        {{"(CMIC)", 6}, {"sanction", 8}},
    {{"(NS-MBS", 7}, {"sanction", 8}},      {{"(ISN)", 5}, {"sanction", 8}},
    {{"(EL)", 4}, {"export.control", 14}},  {{"(DPL)", 5}, {"export.control", 14}},
    {{"(UVL)", 5}, {"export.control", 14}}, {{"(MEU)", 5}, {"export.control", 14}},
    {{"(DTC)", 5}, {"debarment", 9}},
};

struct str csl_topic_of(struct str source)
{
    for (size_t i = 0; i < ARRAY_LEN(SOURCES); i++)
        if (str_has(source, SOURCES[i].mark))
            return SOURCES[i].topic;
    return STR_NULL;
}

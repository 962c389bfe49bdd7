/* schema/dealing.json and its interpreter: what passes, and the place and reason of what does not. */
#include "codec/json.h"
#include "codec/schemas.h"
#include "codec_test.h"

static int check(struct arena *arena, const char *json, struct seki_err *err)
{
    struct value *value = NULL;
    if (json_parse(arena, str_c(json), &value, err) != 0)
        fail_msg("%s: %s", err->place, err->reason);
    return schema_check(&SCHEMA_DEALING, value, err);
}

static void test_good(void **state)
{
    static const char *const cases[] = {
        "{\"kind\":\"procurement\"}",
        "{\"kind\":\"procurement\",\"id\":null,\"order\":false,\"asset\":null,\"parties\":[],\"items\":false}",
        "{\"id\":\"po-1\",\"kind\":\"procurement\",\"date\":\"2026-11-02\",\"asset\":{\"name\":\"motor M7\","
        "\"sensitivity\":\"S2\"},\"parties\":[{\"role\":\"orderer\",\"key\":\"o\",\"schema\":\"Company\",\"name\":"
        "\"Gulf Bright Trading FZE\",\"country\":\"AE\",\"phones\":[\"+971 4 555 0199\"],\"website\":false,"
        "\"registered\":true},{\"role\":[\"end_user\",\"payer\"],\"kind\":\"manufacturer\"}],"
        "\"items\":[{\"name\":\"motor\",\"hs_code\":\"8501.53\",\"quantity\":4,\"classification\":false,"
        "\"list_price\":{\"amount\":\"1200000\",\"currency\":\"JPY\"}}],"
        "\"order\":{\"use\":{\"statement\":\"pumps\"},\"site\":false},\"payment\":{\"terms\":\"cash\"},"
        "\"answers\":{\"PRC-13\":{\"state\":\"present\",\"note\":\"no answer\",\"by\":\"yamada\"}}}",
        "{\"kind\":\"supply\",\"supply\":{\"sales_by_country\":{\"CN\":31.5},\"dispute_open\":[\"CN\"]}}",
        "{\"kind\":\"student\",\"declaration\":false,\"parties\":[{\"role\":\"person\",\"birth_date\":\"1998\","
        "\"affiliations\":[{\"organization\":\"X\",\"to\":false,\"from\":\"2020-04\"}]}]}",
        "{\"kind\":\"investment\",\"relations\":[{\"from\":\"a\",\"to\":\"b\",\"kind\":\"owns\",\"share\":[25,50]}]}",
        "{\"kind\":\"procurement\",\"received_at\":\"2026-11-02T09:14:00+09:00\"}",
        "{\"kind\":\"procurement\",\"shipment\":{\"destination\":\"XK\",\"route\":[\"GB\",\"GR\"]}}",
        "{\"kind\":\"procurement\",\"title\":false,\"date\":false,\"received_at\":false,\"parties\":[{\"role\":"
        "\"orderer\","
        "\"name\":false,\"country\":false,\"kind\":false,\"schema\":false,\"incorporated_on\":false}],\"items\":[{"
        "\"quantity\":false,\"made_in\":false,\"price\":{\"amount\":false,\"currency\":false}}],\"relations\":[{"
        "\"share\":false,\"kind\":false}],\"payment\":{\"terms\":false},\"asset\":{\"sensitivity\":false},"
        "\"answers\":{\"PRC-13\":{\"state\":false}}}",
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct seki_err err = {0};
        if (check(*state, cases[i], &err) != 0)
            fail_msg("case %zu: %s: %s", i, err.place, err.reason);
    }
}

static const struct {
    const char *in, *place, *reason;
} REFUSED[] = {
    {"[]", "", "must be a block {...}"},
    {"{}", "/kind", "is required"},
    {"{\"kind\":null}", "/kind", "must be a text"},
    {"{\"kind\":\"\"}", "/kind", "unknown value \"\""},
    {"{\"kind\":\"procurment\"}", "/kind", "unknown value \"procurment\"; did you mean procurement?"},
    {"{\"kind\":\"supply\",\"zzz\":1}", "/zzz", "unknown field"},
    {"{\"kind\":\"supply\",\"a/b~c\":1}", "/a~1b~0c", "unknown field"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":\"agent\"},{\"role\":\"agent\",\"phon\":[]}]}", "/parties/1/phon",
     "unknown field; did you mean phones?"},
    {"{\"kind\":\"supply\",\"parties\":[{\"name\":\"X\"}]}", "/parties/0/role", "is required"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":null}]}", "/parties/0/role", "must be a text or a list"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":[]}]}", "/parties/0/role", "must have at least 1 items"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":[\"agent\",\"agnt\"]}]}", "/parties/0/role/1",
     "unknown value \"agnt\"; did you mean agent?"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":\"agent\",\"phones\":[\"\"]}]}", "/parties/0/phones/0",
     "must not be empty"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":\"agent\",\"phones\":[null]}]}", "/parties/0/phones/0",
     "must be a text"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":\"agent\",\"phones\":\"x\"}]}", "/parties/0/phones",
     "must be a list or false"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":\"agent\",\"phones\":true}]}", "/parties/0/phones",
     "must be a list or false"},
    {"{\"kind\":\"supply\",\"date\":\"2026-02-30\"}", "/date", "no such day"},
    {"{\"kind\":\"supply\",\"date\":\"2 Nov\"}", "/date", "must be a day such as 2026-11-02"},
    {"{\"kind\":\"supply\",\"shipment\":{\"ship_date\":\"2026-13-01\"}}", "/shipment/ship_date", "no such day"},
    {"{\"kind\":\"supply\",\"payment\":{\"terms\":\"cahs\"}}", "/payment/terms",
     "unknown value \"cahs\"; did you mean cash?"},
    {"{\"kind\":\"supply\",\"title\":\"\"}", "/title", "must not be empty"},
    {"{\"kind\":\"supply\",\"order\":{\"site\":\"\"}}", "/order/site", "must not be empty"},
    {"{\"kind\":\"supply\",\"order\":{\"use\":{\"statment\":\"x\"}}}", "/order/use/statment",
     "unknown field; did you mean statement?"},
    {"{\"kind\":\"supply\",\"order\":true}", "/order", "must be a block {...} or false"},
    {"{\"kind\":\"supply\",\"answers\":{\"PRC-99\":{}}}", "/answers/PRC-99", "unknown field; did you mean PRC-09?"},
    {"{\"kind\":\"supply\",\"answers\":{\"PRC-13\":{\"state\":\"yes\"}}}", "/answers/PRC-13/state",
     "unknown value \"yes\""},
    {"{\"kind\":\"supply\",\"shipment\":{\"destination\":\"Japan\"}}", "/shipment/destination",
     "must be a country code of two capital letters such as JP; did you mean JP?"},
    {"{\"kind\":\"supply\",\"shipment\":{\"destination\":\"UK\"}}", "/shipment/destination",
     "no such country code; did you mean GB?"},
    {"{\"kind\":\"supply\",\"shipment\":{\"destination\":\"ZZ\"}}", "/shipment/destination", "no such country code"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":\"agent\",\"country\":\"ae\"}]}", "/parties/0/country",
     "must be a country code of two capital letters such as JP; did you mean AE?"},
    {"{\"kind\":\"supply\",\"joint\":{\"country\":\"DEU\"}}", "/joint/country",
     "must be a country code of two capital letters such as JP; did you mean DE?"},
    {"{\"kind\":\"supply\",\"order\":{\"delivery_country\":\"Atlantis\"}}", "/order/delivery_country",
     "must be a country code of two capital letters such as JP"},
    {"{\"kind\":\"supply\",\"parties\":[{\"role\":false}]}", "/parties/0/role", "must be a text or a list"},
    {"{\"kind\":false}", "/kind", "must be a text"},
    {"{\"kind\":\"supply\",\"id\":false}", "/id", "must be a text"},
    {"{\"kind\":\"supply\",\"items\":[{\"quantity\":-1}]}", "/items/0/quantity", "must be at least 0"},
    {"{\"kind\":\"supply\",\"investment\":{\"share_after\":101}}", "/investment/share_after", "must be at most 100"},
    {"{\"kind\":\"supply\",\"contact\":{\"one_on_one_requests\":1.5}}", "/contact/one_on_one_requests",
     "must be a whole number or false"},
    {"{\"kind\":\"supply\",\"supply\":{\"sales_by_country\":{\"China\":1}}}", "/supply/sales_by_country/China",
     "must be a country code of two capital letters such as JP; did you mean CN?"},
    {"{\"kind\":\"supply\",\"relations\":[{\"share\":[1,2,3]}]}", "/relations/0/share", "must have at most 2 items"},
    {"{\"kind\":\"supply\",\"relations\":[{\"share\":\"half\"}]}", "/relations/0/share",
     "must be a number or a list or false"},
    {"{\"kind\":\"supply\",\"received_at\":\"2026-11-02\"}", "/received_at",
     "must be a moment such as 2026-11-02T09:14:00+09:00"},
};

static void test_refused(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(REFUSED); i++) {
        struct seki_err err = {0};
        assert_int_equal(check(*state, REFUSED[i].in, &err), SEKI_E_MEANING);
        if (strcmp(err.place, REFUSED[i].place) != 0 || strcmp(err.reason, REFUSED[i].reason) != 0)
            fail_msg("case %zu: %s: %s", i, err.place, err.reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_good), ARENA_TEST(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

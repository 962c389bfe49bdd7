/* test_item.c - things, how many, and where they stand: lists, tables, sentences, threads. All parties are invented. */
#include "draft_test.h"

enum { WANTED = 10 };

static const struct {
    const char *name, *text;
    struct wanted wanted[WANTED];
} CASES[] = {
    {"labels with blanks in them, and without a colon",
     "記\n　１．品　　名　　油圧ユニット\n　２．型　　式　　HPU-"
     "7\n　３．数　　量　：　３基\n　４．使用目的　　プレス機への組込み\n",
     {{"/items/0/name", "油圧ユニット"},
      {"/items/0/model", "HPU-7"},
      {"/items/0/quantity", "3"},
      {"/items/0/unit", "基"},
      {"/order/use/statement", "プレス機への組込み"},
      {"/items/1", NULL}}},
    {"headings with the value below",
     "＜使用用途＞\n流量計の製造\n[ 台数 ]\n2台\n【製品名】 ポンプ SP-4\n",
     {{"/order/use/statement", "流量計の製造"},
      {"/items/0/name", "ポンプ"},
      {"/items/0/quantity", "2"},
      {"/items/1", NULL}}},
    {"a drawn table: blanks in its headings, the currency in one",
     "┌─┬────┬────┬──┬─────┐\n│No│ 品　名 │ 型　番 │数量│ 単価（円） │\n│ 1│開閉器 │ MS-2 │50個│ 4,800 │\n"
     "│ 2│ファン │ FN-9 │12台│ 6,400 │\n│ │合計 │ │ │ 11,200 │\n",
     {{"/items/0/name", "開閉器"},
      {"/items/0/model", "MS-2"},
      {"/items/0/quantity", "50"},
      {"/items/0/price/amount", "4800"},
      {"/items/0/price/currency", "JPY"},
      {"/items/1/name", "ファン"},
      {"/items/2", NULL}}},
    {"columns of blanks: a cell is missing in the middle",
     "Item          Part no.    Qty   Unit\nShaft         SH-7        4     pcs\nGrease                    2     kg\n",
     {{"/items/0/model", "SH-7"},
      {"/items/0/unit", "pcs"},
      {"/items/1/name", "Grease"},
      {"/items/1/model", NULL},
      {"/items/1/quantity", "2"},
      {"/items/1/unit", "kg"}}},
    {"amounts in words, Han numerals, behind a cross, in front of an x",
     "- valve VA-1, two (2) sets\n- 逆止弁 VA-2　二台\n- 継手（VA-3）×4\n- 3x coupling VA-5\n- センサ VA-6 一式\n",
     {{"/items/0/quantity", "2"},
      {"/items/1/quantity", "2"},
      {"/items/1/unit", "台"},
      {"/items/2/quantity", "4"},
      {"/items/3/quantity", "3"},
      {"/items/3/name", "coupling"},
      {"/items/4/unit", "式"}}},
    {"what is ordered, not what may come: and a length is no number of pieces",
     "We need about 500 pcs per year, but for now please quote 20 pcs of cable 5 m, model CB-7.\n",
     {{"/items/0/model", "CB-7"}, {"/items/0/quantity", "20"}, {"/items/0/unit", "pcs"}}},
    {"two things in a sentence keep their own numbers",
     "Kindly quote on 2x rotary table RT-3 and 1x controller RC-2.\n",
     {{"/items/0/name", "rotary table"},
      {"/items/0/quantity", "2"},
      {"/items/1/name", "controller"},
      {"/items/1/quantity", "1"}}},
    {"standards, sizes and reference numbers are no models",
     "PO No. AB-4711: please send 4 pcs flange DN50 PN16 in SUS316, IP65, 24V.\n",
     {{"/items", NULL}}},
    {"answers below our questions; the name stands in our own words",
     "Subject: Re: dryer\nFrom: a@tern.example\nTo: b@hibari-keiki.example\nDate: Mon, 2 Nov 2026 09:14:00 +0900\n\n"
     "> Which model of our freeze dryer, and how many?\n\nFD-5, 2 units.\n\n> What will it be used for?\n\nVaccine "
     "storage "
     "in clinics.\n\n> How will you pay?\n\nBy letter of credit.\n",
     {{"/items/0/model", "FD-5"},
      {"/items/0/quantity", "2"},
      {"/order/use/statement", "Vaccine storage in clinics."},
      {"/payment/terms", "lc"}}},
    {"a number that changes: the new one counts",
     "数量を4台から6台に変更してください。\n\n2026年11月2日 9:12 営業 <s@hibari-keiki.example>:\n> 見積です。\n>\n"
     "> 2026年11月1日 9:12 ab <ab@tern.example>:\n>> ポンプ GP-3 を4台、見積願います。\n",
     {{"/items/0/model", "GP-3"}, {"/items/0/quantity", "6"}, {"/items/1", NULL}}},
    {"a price with a comma for a point",
     "- 25 Stk. Motor SM-5 zu EUR 1.084,50\n",
     {{"/items/0/quantity", "25"}, {"/items/0/price/amount", "1084.50"}, {"/items/0/price/currency", "EUR"}}},
};

static void test_items(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct arena arena;
        arena_init(&arena, (size_t)LIMIT(DRAFT_MEMORY));
        const struct value *answer = draft_of(&arena, CASES[i].text);
        print_message("%s\n", CASES[i].name);
        for (size_t k = 0; k < WANTED && CASES[i].wanted[k].path; k++)
            check_wanted(answer, &CASES[i].wanted[k]);
        check_spans(answer);
        arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_items)};
    draft_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

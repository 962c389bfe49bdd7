/* test_draft.c - values that are found, one mail or text for each way of saying them. All parties are invented. */
#include "draft_test.h"

enum { WANTED = 14 };

static const struct {
    const char *name, *text;
    struct wanted wanted[WANTED];
} CASES[] = {
    {"a Japanese mail with keys and a signature",
     "From: =?UTF-8?B?5YyX6aKo44Od44Oz44OX?= <kato@kitakaze-pump.example>\nTo: sales@hibari-keiki.example\n"
     "Subject: =?UTF-8?B?6KaL56mN?=\nDate: Mon, 2 Nov 2026 09:14:00 +0900\nContent-Type: text/plain; charset=UTF-8\n\n"
     "ひばり計器株式会社 御中\n\n北風ポンプ工業株式会社の加藤です。\n\n品名：圧力スイッチ\n型式：PS-77\n数量：１２台\n"
     "用途：排水ポンプの制御盤\n支払条件：月末締め翌月末払い\n\nよろしくお願いします。\n\n━━━━━━━━━━\n"
     "北風ポンプ工業株式会社　資材課\n〒366-0801　埼玉県深谷市西町1-2\nTEL：048-555-0112（内線 3）\n"
     "※ホームページはまだありません\n",
     {{"/title", "見積"},
      {"/received_at", "2026-11-02T09:14:00+09:00"},
      {"/parties/0/name", "北風ポンプ工業株式会社"},
      {"/parties/0/emails/0", "kato@kitakaze-pump.example"},
      {"/parties/0/phones/0", "048-555-0112"},
      {"/parties/0/addresses/0", "〒366-0801　埼玉県深谷市西町1-2"},
      {"/parties/0/website", "false"},
      {"/items/0/name", "圧力スイッチ"},
      {"/items/0/model", "PS-77"},
      {"/items/0/quantity", "12"},
      {"/items/0/unit", "台"},
      {"/order/use/statement", "排水ポンプの制御盤"},
      {"/payment/terms", "open_account"},
      {"/parties/1/name", NULL}}},
    {"an English text with other parties",
     "Dear Hibari Keiki Team,\n\nWe are Grey Plover Trading LLC from Muscat, Oman.\n\n- 4 pcs control valve CV-20\n"
     "- 2 sets seal kit SK-20\n\nEnd user: Salt Marsh Works SPC (Oman)\nPayment: L/C at sight through Dune Lark Bank.\n"
     "Shipment by 20 January 2027, CIF Sohar, Oman.\nPlease do not mention the end user on the invoice.\n\n"
     "Best regards\nJ. Smith\nGrey Plover Trading LLC\nOffice 12, Harbour Road, Muscat, Oman\nTel: +968 2455 0101\n"
     "www.grey-plover.example\n",
     {{"/parties/0/name", "Grey Plover Trading LLC"},
      {"/parties/0/country", "OM"},
      {"/parties/0/phones/0", "+968 2455 0101"},
      {"/parties/0/website", "www.grey-plover.example"},
      {"/parties/1/role", "end_user"},
      {"/parties/1/country", "OM"},
      {"/parties/2/name", "Dune Lark Bank"},
      {"/items/0/name", "control valve"},
      {"/items/1/model", "SK-20"},
      {"/items/1/quantity", "2"},
      {"/shipment/destination", "OM"},
      {"/shipment/ship_date", "2027-01-20"},
      {"/payment/terms", "lc"},
      {"/order/secrecy_requests/0", "Please do not mention the end user on the invoice."}}},
    {"a table of HTML; hidden text and scripts are no text",
     "<html><head><style>.h{display:none}</style></head><body><p class=\"h\">Call 0120-555-001</p><p>Please quote:</p>"
     "<table><tr><th>Description</th><th>Model</th><th>HS code</th><th>Qty</th><th>Unit</th></tr>"
     "<tr><td>Heat exchanger</td><td>HX-3</td><td>8419.50</td><td>1,200</td><td>pcs</td></tr></table>"
     "<script>var a='x@evil.example';</script><p>Regards<br>Tern Rock Ltd<br>Tel +44 20 7946 0158</p></body></html>",
     {{"/items/0/name", "Heat exchanger"},
      {"/items/0/hs_code", "8419.50"},
      {"/items/0/quantity", "1200"},
      {"/items/0/unit", "pcs"},
      {"/parties/0/name", "Tern Rock Ltd"},
      {"/parties/0/phones/0", "+44 20 7946 0158"},
      {"/parties/0/phones/1", NULL},
      {"/parties/0/emails", NULL},
      {"/items/1", NULL}}},
    {"a Russian text",
     "Добрый день!\nООО «Ржанка-Тест» (Омск, Россия) просит прислать цену:\n1. Датчик давления DD-5 – 7 шт.\n"
     "Назначение: ремонт котельной.\nОплата: предоплата 100 %.\n\nС уважением,\nИван\nтел. +7 (343) 355-01-24\nсайт: "
     "нет\n",
     {{"/parties/0/name", "ООО «Ржанка-Тест»"},
      {"/parties/0/country", "RU"},
      {"/parties/0/phones/0", "+7 (343) 355-01-24"},
      {"/parties/0/website", "false"},
      {"/items/0/name", "Датчик давления"},
      {"/items/0/quantity", "7"},
      {"/items/0/unit", "шт."},
      {"/order/use/statement", "ремонт котельной"},
      {"/payment/terms", "advance"}}},
    {"a Chinese text",
     "您好：\n品名：温度控制器\n型号：WK-9\n数量：30 台\n用途：烘干机\n目的地：越南\n付款方式：信用证\n\n"
     "江南翠鸟机电有限公司\n电话：021-5555 0152\n没有网站\n",
     {{"/parties/0/name", "江南翠鸟机电有限公司"},
      {"/parties/0/phones/0", "021-5555 0152"},
      {"/parties/0/website", "false"},
      {"/items/0/name", "温度控制器"},
      {"/items/0/model", "WK-9"},
      {"/items/0/quantity", "30"},
      {"/shipment/destination", "VN"},
      {"/payment/terms", "lc"}}},
    {"nothing is invented",
     "hello, can you help me please?\n",
     {{"/parties/0/role", "orderer"},
      {"/parties/0/name", NULL},
      {"/parties/0/country", NULL},
      {"/items", NULL},
      {"/order", NULL},
      {"/shipment", NULL},
      {"/payment", NULL},
      {"/title", NULL}}},
};

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct arena arena;
        arena_init(&arena, (size_t)LIMIT(DRAFT_MEMORY));
        const struct value *answer = draft_of(&arena, CASES[i].text);
        for (size_t k = 0; k < WANTED && CASES[i].wanted[k].path; k++)
            check_wanted(answer, &CASES[i].wanted[k]);
        check_spans(answer);
        arena_done(&arena);
    }
}

/* The locked process gives the same bytes of an answer as this one. */
static void test_child(void **state)
{
    struct arena arena;
    struct value *answer = NULL;
    struct seki_err err = {0};
    (void)state;
    arena_init(&arena, (size_t)LIMIT(DRAFT_MEMORY));
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        if (draft_make(&OWN, &arena, str_c(CASES[i].text), &answer, &err) < 0)
            fail_msg("%s: %s", CASES[i].name, err.reason);
        assert_true(value_eq(answer, draft_of(&arena, CASES[i].text)));
    }
    arena_done(&arena);
}

static void test_refused(void **state)
{
    static const char *const nothing[] = {"", "   \n\n ", "Date: Mon, 2 Nov 2026 09:14:00 +0900\n\n",
                                          "<html><script>x</script></html>"};
    struct arena arena;
    struct value *answer = NULL;
    struct seki_err err = {0};
    (void)state;
    arena_init(&arena, (size_t)LIMIT(DRAFT_MEMORY));
    for (size_t i = 0; i < ARRAY_LEN(nothing); i++) {
        int code = draft_make(&OWN, &arena, str_c(nothing[i]), &answer, &err);
        assert_int_equal(code, SEKI_E_UNSUPPORTED);
        assert_true(err.reason[0] != '\0');
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values), cmocka_unit_test(test_child),
                                       cmocka_unit_test(test_refused)};
    draft_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

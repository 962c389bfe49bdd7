/* test_thread.c - who wrote what: quotes, forwards, disclaimers, forms. All parties are invented. */
#include "draft_test.h"

enum { WANTED = 8 };

static const struct {
    const char *name, *text;
    struct wanted wanted[WANTED];
} CASES[] = {
    {"newest on top changes the number and the user; the older fills",
     "From: Ana <ana@dunlin-tech.example>\nTo: sales@hibari-keiki.example\nSubject: Re: pumps\n"
     "Date: Mon, 2 Nov 2026 09:14:00 +0100\n\nDear all,\n\nthe end user has changed. New end user: Brent Reed Ltd, "
     "Malta.\n"
     "We need 8 pcs instead.\n\nBest regards\nAna\nDunlin Tech GmbH\n\nOn Fri, 30 Oct 2026, Sales "
     "<sales@hibari-keiki.example> wrote:\n"
     "> Our price: JPY 480,000. Tel 03-5550-0100\n>\n> On Thu, 29 Oct 2026, Ana <ana@dunlin-tech.example> wrote:\n"
     ">> Please quote 4 pcs of vacuum pump, model VP-3.\n>> Application: coating plant.\n>> End user: Old Fen Ltd, "
     "Cyprus.\n",
     {{"/parties/1/name", "Brent Reed Ltd"},
      {"/parties/1/country", "MT"},
      {"/parties/2/name", NULL},
      {"/items/0/model", "VP-3"},
      {"/items/0/quantity", "8"},
      {"/items/0/price", NULL},
      {"/parties/0/phones", NULL},
      {"/order/use/statement", "coating plant"}}},
    {"a colleague forwards: the customer is inside",
     "From: Mori <mori@hibari-keiki.example>\nTo: export@hibari-keiki.example\nSubject: FW: camera\n"
     "Date: Mon, 2 Nov 2026 09:14:00 +0900\n\nPlease check. Mori, Tel 03-5550-0111\n\nBegin forwarded message:\n\n"
     "From: Li <li@teal-lens.example>\nSubject: camera\nDate: 1 November 2026\nTo: sales@hibari-keiki.example\n\n"
     "This is Li from Teal Lens Pte Ltd in Jurong.\nWe need 2 units of camera HC-9.\nTel: +65 6555 0132\n",
     {{"/title", "FW: camera"},
      {"/parties/0/name", "Teal Lens Pte Ltd"},
      {"/parties/0/emails/0", "li@teal-lens.example"},
      {"/parties/0/emails/1", NULL},
      {"/parties/0/phones/0", "+65 6555 0132"},
      {"/parties/0/phones/1", NULL},
      {"/items/0/name", "camera"},
      {"/items/0/quantity", "2"}}},
    {"a disclaimer gives nothing",
     "Please quote 3 pcs of relay RL-8.\n\nRegards\nWhite Stork Ltd\nTel: +44 20 7946 0158\n\n"
     "This e-mail is confidential. If you are not the intended recipient, call 0113 496 0199 or "
     "desk@stork-group.example.\n",
     {{"/parties/0/name", "White Stork Ltd"},
      {"/parties/0/phones/0", "+44 20 7946 0158"},
      {"/parties/0/phones/1", NULL},
      {"/parties/0/emails", NULL},
      {"/order/secrecy_requests", NULL}}},
    {"our own web form",
     "From: Web <no-reply@hibari-keiki.example>\nTo: sales@hibari-keiki.example\nReply-To: ida@sanderling.example\n"
     "Subject: inquiry\nDate: Mon, 2 Nov 2026 09:14:00 +0000\n\nCompany: Sanderling Oy\nCountry: Finland\nProduct: "
     "Encoder EN-4\n"
     "Quantity: 6\nTelephone: +358 9 555 0147\n\n----\nThis mail was sent automatically by "
     "https://www.hibari-keiki.example/form\n",
     {{"/parties/0/name", "Sanderling Oy"},
      {"/parties/0/country", "FI"},
      {"/parties/0/emails/0", "ida@sanderling.example"},
      {"/parties/0/emails/1", NULL},
      {"/parties/0/website", NULL},
      {"/items/0/model", "EN-4"},
      {"/items/0/quantity", "6"}}},
};

static void test_threads(void **state)
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_threads)};
    draft_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Networks of IPv4 and IPv6. */
#include "rules/network_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"

static void test_inside(void **state)
{
    static const struct {
        const char *network, *address;
        bool is_inside;
    } rows[] = {
        {"10.0.0.0/8", "10.255.1.2", true},
        {"10.0.0.0/8", "11.0.0.0", false},
        {"192.168.4.0/22", "192.168.7.255", true},
        {"192.168.4.0/22", "192.168.8.0", false},
        {"192.168.4.77/22", "192.168.5.1", true},
        {"0.0.0.0/0", "8.8.8.8", true},
        {"0.0.0.0/0", "::1", false},
        {"::/0", "::1", true},
        {"::/0", "8.8.8.8", false},
        {"192.0.2.7", "192.0.2.7", true},
        {"192.0.2.7/32", "192.0.2.8", false},
        {"fe80::/10", "fe80::1", true},
        {"fe80::/10", "febf::1", true},
        {"fe80::/10", "fec0::1", false},
        {"2001:db8::/33", "2001:db8:7fff::", true},
        {"2001:db8::/33", "2001:db8:8000::", false},
        {"10.0.0.0/8", "::ffff:10.1.1.1", true},
        {"10.0.0.0/8", "10.1.1", false},
        {"10.0.0.0/8", "host", false},
        {"10.0.0.0/8", "", false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct network network;
        assert_true(network_parse(str_c(rows[i].network), &network));
        if (network_has(&network, str_c(rows[i].address)) != rows[i].is_inside)
            fail_msg("%s in %s", rows[i].address, rows[i].network);
    }
}

static void test_refused(void **state)
{
    static const char *const rows[] = {"",         "/8",         "10.0.0.0/",   "10.0.0.0/33", "::/129", "10.0.0.0/8/8",
                                       "10.0.0/8", "10.0.0.0/a", "10.0.0.0/-1", "name/8"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct network network;
        if (network_parse(str_c(rows[i]), &network))
            fail_msg("'%s' was taken for a network", rows[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_inside), cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests_name("rules/network", tests, NULL, NULL);
}

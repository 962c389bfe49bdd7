/* Tests of base/value and base/arena. */
#include "base/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <string.h>

static void numbers_keep_their_digits(void **state)
{
    static const struct {
        const char *digits;
        int decimals;
        bool is_read;
        int64_t number;
    } rows[] = {
        {"12.5", 4, true, 125000},
        {"-0.25", 2, true, -25},
        {"1e3", 0, true, 1000},
        {"1.999", 2, true, 199},
        {"2500e-2", 0, true, 25},
        {"9223372036854775807", 0, true, INT64_MAX},
        {"9223372036854775808", 0, false, 0},
        {"1e30", 0, false, 0},
        {"0", 3, true, 0},
    };
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t number = -1;
        struct value *value = value_new_number(&arena, str_c(rows[i].digits));
        assert_int_equal(value_fixed(value, rows[i].decimals, &number), rows[i].is_read);
        if (rows[i].is_read)
            assert_true(number == rows[i].number);
    }
    int64_t number;
    assert_false(value_int(value_new_number(&arena, STR("2.5")), &number));
    assert_true(value_int(value_new_number(&arena, STR("2.0")), &number));
    arena_done(&arena);
}

/* {"a": 1, "list": [true, "x"], "none": null} */
static struct value *sample(struct arena *arena)
{
    struct value *root = value_new(arena, VALUE_MAP), *list = value_new(arena, VALUE_LIST);
    assert_non_null(value_put_int(arena, root, STR("a"), 1));
    assert_non_null(value_put(root, STR("list"), list));
    assert_non_null(value_add(list, value_new_bool(arena, true)));
    assert_non_null(value_add(list, value_new_text(arena, STR("x"))));
    assert_non_null(value_put_text(arena, root, STR("none"), STR_NULL));
    return root;
}

static void trees_are_found_and_copied(void **state)
{
    struct arena arena, other;
    (void)state;
    arena_init(&arena, 1 << 16);
    arena_init(&other, 1 << 16);
    struct value *root = sample(&arena), *copy = value_copy(&other, root);
    assert_true(str_eq(value_text(value_find(root, STR("/list/1"))), STR("x")));
    assert_null(value_find(root, STR("/list/2")));
    assert_null(value_find(root, STR("/list/x")));
    assert_true(value_is(value_get(root, STR("none")), VALUE_NULL));
    assert_true(value_eq(root, copy));
    arena_done(&arena);
    assert_true(str_eq(value_text(value_find(copy, STR("/list/1"))), STR("x")));
    assert_non_null(value_put_bool(&other, copy, STR("more"), true));
    arena_init(&arena, 1 << 16);
    assert_false(value_eq(sample(&arena), copy));
    arena_done(&arena);
    arena_done(&other);
}

static void a_failure_carries_through(void **state)
{
    struct arena tiny;
    (void)state;
    arena_init(&tiny, 150);
    struct value *root = value_new(&tiny, VALUE_MAP);
    assert_non_null(root);
    assert_null(value_put_int(&tiny, root, STR("a"), 1));
    assert_null(value_put_int(&tiny, NULL, STR("a"), 1));
    assert_null(value_add(root, NULL));
    arena_done(&tiny);
}

static void an_arena_rewinds_and_keeps_its_maximum(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 100000);
    char *first = arena_alloc(&arena, 10);
    assert_non_null(first);
    memcpy(first, "stays", 6);
    struct arena_mark mark = arena_mark(&arena);
    for (int i = 0; i < 20; i++)
        assert_non_null(arena_alloc(&arena, 4000));
    assert_null(arena_alloc(&arena, 40000));
    assert_null(arena_array(&arena, SIZE_MAX / 2, 4));
    arena_rewind(&arena, mark);
    assert_string_equal(first, "stays");
    assert_non_null(arena_alloc(&arena, 90000));
    arena_done(&arena);
    assert_int_equal(arena.used, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keep_their_digits),
        cmocka_unit_test(trees_are_found_and_copied),
        cmocka_unit_test(a_failure_carries_through),
        cmocka_unit_test(an_arena_rewinds_and_keeps_its_maximum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

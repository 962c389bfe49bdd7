/* tests/unit/store/test_relations.c - the stored graph: who stands behind a party. */
#include "store/lists.h"
#include "store_test.h"

/* "g1": p owns a (60 %), a owns t, d directs t; q and t own each other; "Outside Ltd" owns a by name alone.
 * "g2": x has the name of p there and is owned by z. */
struct edge {
    const char *edition, *from, *to, *kind;
    int share;
};

static const struct edge EDGES[] = {
    {"g1", "p", "a", "owns", 6000},   {"g1", "a", "t", "owns", 5100}, {"g1", "d", "t", "director", -1},
    {"g1", "q", "t", "owns", 1000},   {"g1", "t", "q", "owns", 2000}, {"g1", "Outside Ltd", "a", "owns", 100},
    {"g2", "z", "x", "controls", -1},
};

static const struct {
    const char *edition, *entry, *name;
} PARTIES[] = {
    {"g1", "t", "Target KK"}, {"g1", "a", "Alpha"},     {"g1", "p", "Parent"}, {"g1", "d", "Director"},
    {"g1", "q", "Quid"},      {"g1", "alone", "Alone"}, {"g2", "x", "PARENT"}, {"g2", "z", "Zeta"},
};

/* What room text would do, for these names: lower case. */
static int fold(void *ctx, struct str node, struct str_list names, struct seki_err *err)
{
    void **pair = ctx;
    for (size_t i = 0; i < names.n; i++) {
        char key[64];
        size_t n = names.v[i].n < sizeof(key) ? names.v[i].n : sizeof(key);
        for (size_t k = 0; k < n; k++)
            key[k] = (char)(names.v[i].p[k] >= 'A' && names.v[i].p[k] <= 'Z' ? names.v[i].p[k] + 32 : names.v[i].p[k]);
        TRY(relations_add_node_key(pair[0], str_c(pair[1]), node, (struct str){key, n}, err));
    }
    return 0;
}

static void import(struct fixture *f, const char *id)
{
    struct new_edition edition = {
        .id = str_c(id), .list = str_c(id), .imported_at = STR("t"), .sha256 = str_c(id), .format = STR("ftm")};
    void *pair[] = {f->store, (void *)(uintptr_t)id};
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(lists_begin_edition(f->store, &edition, &f->err));
    for (size_t i = 0; i < ARRAY_LEN(PARTIES); i++) {
        struct party_name names[] = {{str_c(PARTIES[i].name), PARTY_NAME_PRIMARY}};
        struct party_record record = {
            .entry = str_c(PARTIES[i].entry), .is_listed = i == 2, .names = names, .n_names = 1};
        if (strcmp(PARTIES[i].edition, id) == 0)
            assert_ok(lists_add_record(f->store, str_c(id), &record, &f->err));
    }
    for (size_t i = 0; i < ARRAY_LEN(EDGES); i++) {
        struct party_relation relation = {.kind = str_c(EDGES[i].kind),
                                          .from = str_c(EDGES[i].from),
                                          .to = str_c(EDGES[i].to),
                                          .share_min = EDGES[i].share,
                                          .share_max = EDGES[i].share};
        if (strcmp(EDGES[i].edition, id) == 0)
            assert_ok(lists_add_relation(f->store, str_c(id), &relation, &f->err));
    }
    assert_ok(relations_each_node(f->store, str_c(id), fold, pair, &f->err));
    assert_ok(lists_finish_edition(f->store, &f->arena, str_c(id), NULL, &f->err));
    assert_ok(store_commit(f->store, &f->err));
}

/* "from>to" of each edge in order, as texts of nodes. */
static const char *drawn(struct fixture *f, const struct relation_graph *graph)
{
    AUTO(buf_done) struct buf buf;
    struct str text = STR_NULL;
    buf_init(&buf, 4000);
    for (size_t i = 0; i < graph->edges.n; i++) {
        const struct relation_edge *edge = &graph->edges.v[i];
        buf_printf(&buf, "%s%.*s>%.*s", i ? " " : "", STR_ARG(graph->nodes.v[edge->from].node),
                   STR_ARG(graph->nodes.v[edge->to].node));
    }
    assert_ok(buf_take(&buf, &f->arena, &text, &f->err));
    return text.p;
}

static void walks(void **state)
{
    static const struct {
        const char *key, *node; /* one of them */
        const char *edges;
        int n_editions;
        unsigned directions;
        int max_depth;
        bool is_cut;
    } ROWS[] = {
        {"target kk", NULL, "a>t d>t q>t p>a Outside Ltd>a t>q", 1, 0, 0, false},
        {NULL, "t", "a>t d>t q>t p>a Outside Ltd>a t>q", 1, RELATION_INTO, 0, false},
        {"target kk", NULL, "a>t d>t q>t", 1, 0, 1, true},
        {"target kk", NULL, "a>t d>t q>t p>a Outside Ltd>a t>q z>x", 2, 0, 0, false},
        {"parent", NULL, "", 1, 0, 0, false},
        {"parent", NULL, "z>x", 2, 0, 0, false},
        {"parent", NULL, "p>a a>t t>q q>t", 1, RELATION_OUT, 0, false},
        {"outside ltd", NULL, "Outside Ltd>a", 1, RELATION_OUT, 1, true},
        {"quid", NULL, "t>q q>t", 1, RELATION_INTO | RELATION_OUT, 1, true},
        {"nobody", NULL, "", 2, 0, 0, false},
        {NULL, "alone", "", 1, 0, 0, false},
        {"target kk", NULL, "", 0, 0, 0, false},
    };
    static const struct str EDITIONS[] = {{"g1", 2}, {"g2", 2}};
    struct fixture *f = *state;
    import(f, "g1");
    import(f, "g2");
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct str key = str_c(ROWS[i].key), node = str_c(ROWS[i].node);
        struct relation_query query = {.editions = EDITIONS,
                                       .n_editions = (size_t)ROWS[i].n_editions,
                                       .keys = {&key, key.p ? 1 : 0},
                                       .nodes = {&node, node.p ? 1 : 0},
                                       .directions = ROWS[i].directions,
                                       .max_depth = ROWS[i].max_depth};
        struct relation_graph graph = {0};
        assert_ok(relations_of(f->store, &f->arena, &query, &graph, &f->err));
        const char *edges = drawn(f, &graph);
        if (strcmp(edges, ROWS[i].edges) != 0 || graph.is_cut != ROWS[i].is_cut)
            fail_msg("row %zu: %s, cut %d", i, edges, graph.is_cut);
    }
}

static void tells_nodes(void **state)
{
    struct fixture *f = *state;
    struct str edition = STR("g1"), key = STR("target kk");
    struct relation_query query = {.editions = &edition, .n_editions = 1, .keys = {&key, 1}};
    struct relation_graph graph = {0};
    import(f, "g1");
    assert_ok(relations_of(f->store, &f->arena, &query, &graph, &f->err));
    const struct relation_node *target = &graph.nodes.v[0], *alpha = &graph.nodes.v[1], *parent = &graph.nodes.v[4];
    assert_str(target->node, "t");
    assert_true(target->is_start);
    assert_int_equal(target->depth, 0);
    assert_str(target->names.v[0], "Target KK");
    assert_str(target->keys.v[0], "target kk");
    assert_str(alpha->node, "a");
    assert_int_equal(alpha->depth, 1);
    assert_false(alpha->is_start);
    assert_str(parent->names.v[0], "Parent");
    assert_true(parent->is_listed);
    assert_int_equal(parent->depth, 2);
    assert_int_equal(graph.edges.v[0].relation.share_min, 5100);
    assert_str(graph.edges.v[1].relation.kind, "director");
    assert_int_equal(graph.edges.v[1].relation.share_max, -1);
}

/* A party with more owners than the limit: cut, and said so. */
static void wide_graph_is_cut(void **state)
{
    struct fixture *f = *state;
    struct str edition = STR("wide"), node = STR("hub");
    int owners = (int)LIMIT(RELATION_NODES) + 10;
    struct new_edition new_edition = {
        .id = edition, .list = edition, .imported_at = STR("t"), .sha256 = edition, .format = STR("ftm")};
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(lists_begin_edition(f->store, &new_edition, &f->err));
    for (int i = 0; i < owners; i++) {
        char from[32];
        (void)snprintf(from, sizeof(from), "owner %d", i);
        struct party_relation relation = {
            .kind = STR("owns"), .from = str_c(from), .to = node, .share_min = -1, .share_max = -1};
        assert_ok(lists_add_relation(f->store, edition, &relation, &f->err));
    }
    assert_ok(lists_finish_edition(f->store, &f->arena, edition, NULL, &f->err));
    assert_ok(store_commit(f->store, &f->err));
    struct relation_query query = {.editions = &edition, .n_editions = 1, .nodes = {&node, 1}};
    struct relation_graph graph = {0};
    assert_ok(relations_of(f->store, &f->arena, &query, &graph, &f->err));
    assert_true(graph.is_cut);
    assert_int_equal(graph.nodes.n, LIMIT(RELATION_NODES));
    assert_int_equal(graph.edges.n, LIMIT(RELATION_NODES) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(walks), STORE_TEST(tells_nodes), STORE_TEST(wide_graph_is_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

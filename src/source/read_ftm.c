/*
 * source/read_ftm.c - FollowTheMoney JSON lines: one entity a line, in any order.
 *
 *   {"id":"jp-export-ru-1","schema":"Company","properties":{"name":["株式会社…"],"topics":["export.control"]},"datasets":["jp_…"]}
 *   {"id":"jp-export-ru-sanction-1","schema":"Sanction","properties":{"entity":["jp-export-ru-1"],"program":["…"]},…}
 *
 * HOW IT WORKS. Two passes over the file. The first keeps what Sanction, Address, Passport, Identification,
 * CryptoWallet and BankAccount say about parties, and learns what kind of file it is; the second builds each party and
 * each edge and hands it on at once. A file may hold several data sets: each is a list with the code datasets[0];
 * without any, the code is made from the file's name.
 *
 * A list entry is an entity to which a Sanction points or whose topics hold sanction*, export.control or debarment; in
 * a file with no Sanction, no topics and no edge every named entity is one (DEALING section 2). Other parties and the
 * edges feed the graph. Schemata that are no parties are left out and counted in a note. An id that comes a second time
 * is a rejected row. Model: followthemoney.tech.
 */
#include "base/limits.h"
#include "codec/lines.h"
#include "source/ftm_int.h"

#include <string.h>

struct ftm_run {
    const struct source_input *input;
    struct source_sink *sink;
    struct arena keep, line; /* through both passes; for one line */
    struct ftm_facts facts;
    struct map seen;     /* "list id" of parties handed on */
    struct str list;     /* named last to the sink */
    struct str fallback; /* code of entities without a data set */
    uint64_t n_left_out;
};

/* Called for each good line; bad lines were rejected in the first pass. */
typedef int (*ftm_entity_fn)(struct ftm_run *run, const struct ftm_entity *entity, struct seki_err *err);

/* 0, or a failure that ends the reading; *ret_is_bad and `why` tell of a line that is no entity. */
static int one_line(struct ftm_run *run, struct str text, uint64_t number, ftm_entity_fn each, bool *ret_is_bad,
                    struct seki_err *why)
{
    struct ftm_entity entity;
    struct arena_mark mark = arena_mark(&run->line);
    int code = ftm_entity_parse(&run->line, text, &entity, why);
    *ret_is_bad = code == SEKI_E_SYNTAX || code == SEKI_E_MEANING || code == SEKI_E_LIMIT;
    if (code == 0) {
        entity.line = number;
        code = each(run, &entity, why);
    }
    arena_rewind(&run->line, mark);
    return *ret_is_bad ? 0 : code;
}

/* One pass. In the first (`is_first`) bad lines are rejected, in the second they are passed over. */
static int pass(struct ftm_run *run, struct stream *in, bool is_first, ftm_entity_fn each, struct seki_err *err)
{
    AUTO(lines_close) struct lines *lines = NULL;
    struct seki_err why = {0};
    struct str text;
    uint64_t number = 0;
    int got;
    TRY(lines_open(&run->keep, in, LIMIT(RECORD_BYTES), &lines, err));
    for (uint64_t last = 0; (got = lines_next(lines, &text, &number, &why)) != 0; last = number) {
        bool is_bad = got == SEKI_E_LIMIT && number != last; /* a line, and not the file, is over its limit */
        int code = got < 0 && !is_bad ? got : 0;
        if (number > LIMIT(ROWS))
            return err_limit(err, LIMIT_ID_ROWS);
        if (got == 1 && str_trim(text).n)
            code = one_line(run, text, number, each, &is_bad, &why);
        if (code < 0 && err)
            *err = why;
        if (code == 0 && is_bad && is_first)
            code = source_reject(run->sink, 0, number, err, "%s", why.reason);
        if (code < 0)
            return code;
    }
    return 0;
}

static int run_pass(struct ftm_run *run, bool is_first, ftm_entity_fn each, struct seki_err *err)
{
    AUTO(stream_close) struct stream *in = NULL;
    TRY(source_open(&run->input->files[0], &run->keep, &in, err));
    return pass(run, in, is_first, each, err);
}

static int collect(struct ftm_run *run, const struct ftm_entity *entity, struct seki_err *err)
{
    return ftm_facts_add(&run->facts, entity, err);
}

/* 1 = chosen, 0 = its row was rejected, or a code. */
static int choose_list(struct ftm_run *run, const struct ftm_entity *entity, struct seki_err *err)
{
    struct str code = entity->dataset.n ? entity->dataset : run->fallback;
    if (!source_code_is_good(code))
        return source_reject(run->sink, 0, entity->line, err, "\"%.*s\" is no code of a data set",
                             STR_ARG(str_sub(code, 0, 100)));
    if (str_eq(code, run->list))
        return 1;
    TRY(source_list(run->sink, code, err));
    run->list = arena_str(&run->keep, code);
    return run->list.p ? 1 : err_oom(err);
}

/* 1 = a new id of this list; 0 = there before, and rejected; or a code. */
static int take_id(struct ftm_run *run, const struct ftm_entity *entity, struct seki_err *err)
{
    struct str key = arena_printf(&run->keep, "%.*s %.*s", STR_ARG(run->list), STR_ARG(entity->id));
    TRY_MEM(key.p, err);
    if (map_has(&run->seen, key))
        return source_reject(run->sink, 0, entity->line, err, "the id %.*s was there before",
                             STR_ARG(str_sub(entity->id, 0, 100)));
    return map_put(&run->seen, key, NULL) ? 1 : err_oom(err);
}

static bool is_helper(enum ftm_role role)
{
    return role != FTM_OTHER && role != FTM_PARTY_ROLE && role != FTM_EDGE_ROLE;
}

static int hand_on_party(struct ftm_run *run, const struct ftm_entity *entity, struct seki_err *err)
{
    struct party_build build;
    struct seki_err why = {0};
    party_build_init(&build, &run->line);
    int code = ftm_record_build(&build, &run->facts, entity, &why);
    if (code == SEKI_E_LIMIT)
        return source_reject(run->sink, 0, entity->line, err, "%s", why.reason);
    if (code < 0 && err)
        *err = why;
    TRY(code);
    TRY(source_record(run->sink, party_build_record(&build), err));
    return ftm_relations_emit(entity, &run->line, run->sink, err);
}

static int hand_on(struct ftm_run *run, const struct ftm_entity *entity, struct seki_err *err)
{
    enum ftm_role role = entity->schema->role;
    bool is_other = role == FTM_OTHER && (!ftm_is_listed(&run->facts, entity) || !ftm_first(entity, STR("name")).n);
    if (is_helper(role))
        return 0;
    if (is_other) {
        run->n_left_out++;
        return 0;
    }
    int code = choose_list(run, entity, err);
    if (code <= 0)
        return code;
    if (role == FTM_EDGE_ROLE)
        return ftm_relations_emit(entity, &run->line, run->sink, err);
    code = take_id(run, entity, err);
    return code > 0 ? hand_on_party(run, entity, err) : code;
}

/* "ftm_parteispenden_entities.ftm.jsonl.xz" -> "ftm_parteispenden_entities". */
static struct str code_of_name(struct arena *arena, struct str path)
{
    size_t at = path.n;
    while (at > 0 && path.p[at - 1] != '/')
        at--;
    struct str name = str_from(path, at);
    name = str_sub(name, 0, str_find_char(name, '.', 0));
    char *code = arena_cstr(arena, str_sub(name, 0, SOURCE_CODE_MAX));
    for (char *c = code; c && *c; c++) {
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
        else if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9')))
            *c = '_';
    }
    return code && *code ? str_c(code) : STR("ftm");
}

static int read_all(struct ftm_run *run, struct seki_err *err)
{
    run->facts.arena = &run->keep;
    map_init(&run->facts.extras, &run->keep);
    map_init(&run->facts.places, &run->keep);
    map_init(&run->seen, &run->keep);
    run->fallback = code_of_name(&run->keep, run->input->files[0].path);
    TRY(run_pass(run, true, collect, err));
    TRY(run_pass(run, false, hand_on, err));
    if (run->n_left_out == 0 || run->list.n == 0)
        return 0;
    return source_note(run->sink, err, "%llu entities that are neither parties nor relations were left out",
                       (unsigned long long)run->n_left_out);
}

static int read(const struct source_input *input, struct source_sink *sink, struct seki_err *err)
{
    struct ftm_run run = {.input = input, .sink = sink};
    arena_init(&run.keep, LIMIT(PARSE_MEMORY));
    arena_init(&run.line, LIMIT(PARSE_MEMORY));
    int code = read_all(&run, err);
    arena_done(&run.line);
    arena_done(&run.keep);
    return code;
}

/* A line of the head that is an object with the three keys every entity has. Cut or broken lines do not matter. */
static int probe(const struct source_file *file)
{
    struct str rest = file->head, line;
    if (str_starts(rest, STR("\xef\xbb\xbf")))
        rest = str_from(rest, 3);
    for (int i = 0; i < 20 && str_split(&rest, STR("\n"), &line); i++) {
        line = str_trim(line);
        if (str_starts(line, STR("{")) && str_has(line, STR("\"schema\"")) && str_has(line, STR("\"properties\"")) &&
            str_has(line, STR("\"id\"")))
            return 90;
    }
    return 0;
}

const struct source_reader source_reader_ftm = {
    .format = "ftm",
    .title = "FollowTheMoney entities, JSON lines",
    .has_many_lists = true,
    .probe = probe,
    .read = read,
};

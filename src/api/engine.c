/*
 * api/engine.c - the engine: text tools, rules and policy (built into the program, and the user's own), store folder.
 *
 * HOW IT WORKS. The files under rules/ and policy/ are embedded in the program, so it runs from any folder. Files of
 * the same path below the data folder (DATA/rules, DATA/policy) come after them: a file of the same path replaces the
 * embedded one, another one is added. A user's file that cannot be loaded stops the engine: a check that somebody wrote
 * and that silently does not run would be worse than none.
 */
#include "api/desk_int.h"
#include "api/settings_int.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

extern const struct embedded_file API_PACK_FILES[];
extern const size_t API_PACK_FILES_COUNT;

struct file_list {
    struct assess_file *v;
    size_t n, cap;
};

const char *seki_version(void)
{
    return SEKISHO_VERSION;
}

static int add_embedded(struct arena *arena, struct file_list *files, struct seki_err *err)
{
    for (size_t i = 0; i < API_PACK_FILES_COUNT; i++) {
        struct assess_file file = {str_c(API_PACK_FILES[i].path), {API_PACK_FILES[i].bytes, API_PACK_FILES[i].n}};
        TRY_MEM(ARENA_PUSH(arena, files, file), err);
    }
    return 0;
}

struct walk {
    struct arena *arena;
    struct file_list *files;
    const char *data_dir;
    int depth;
};

static int walk_folder(struct walk *walk, struct str folder, struct seki_err *err);

/* `path` is relative to the data folder. */
static int walk_entry(struct walk *walk, struct str path, struct seki_err *err)
{
    struct stat info;
    struct str full = arena_printf(walk->arena, "%s/%.*s", walk->data_dir, STR_ARG(path));
    TRY_MEM(full.p, err);
    if (stat(full.p, &info) < 0)
        return err_errno(err, errno, "%s", full.p);
    if (S_ISDIR(info.st_mode))
        return walk_folder(walk, path, err);
    if (!str_ends(path, STR(".yml")) && !str_ends(path, STR(".csv")))
        return 0;
    struct assess_file file = {.path = path};
    TRY(file_read(walk->arena, full.p, (size_t)LIMIT(RULE_BYTES), &file.bytes, err));
    TRY_MEM(ARENA_PUSH(walk->arena, walk->files, file), err);
    return 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int walk_names(struct walk *walk, struct str folder, struct dirent **names, int n, struct seki_err *err)
{
    for (int i = 0; i < n; i++) {
        if (names[i]->d_name[0] == '.')
            continue;
        struct str path = arena_printf(walk->arena, "%.*s/%s", STR_ARG(folder), names[i]->d_name);
        TRY_MEM(path.p, err);
        TRY(walk_entry(walk, path, err));
    }
    return 0;
}

/* In order of names, so that the same files always come in the same order. A missing folder has no files. */
static int walk_folder(struct walk *walk, struct str folder, struct seki_err *err)
{
    struct dirent **names = NULL;
    struct str full = arena_printf(walk->arena, "%s/%.*s", walk->data_dir, STR_ARG(folder));
    TRY_MEM(full.p, err);
    if (walk->depth >= 4)
        return err_set(err, SEKI_E_LIMIT, "%s: folders nested too deeply", full.p);
    int n = scandir(full.p, &names, NULL, by_name);
    if (n < 0)
        return errno == ENOENT ? 0 : err_errno(err, errno, "%s", full.p);
    walk->depth++;
    int code = walk_names(walk, folder, names, n, err);
    walk->depth--;
    for (int i = 0; i < n; i++)
        mem_free(names[i]);
    mem_free(names);
    return code;
}

/* The first problem with its place: a file of the user is named with its folder. */
static int tell_problem(const struct seki_engine *engine, const struct file_list *files,
                        const struct assess_problem_list *problems, struct seki_err *err)
{
    const struct assess_problem *first = &problems->v[0];
    bool is_users = false;
    for (size_t i = API_PACK_FILES_COUNT; i < files->n; i++)
        is_users = is_users || str_eq(files->v[i].path, first->path);
    (void)err_set(err, SEKI_E_MEANING, "%.*s%s", STR_ARG(first->reason), problems->n > 1 ? " (and more problems)" : "");
    err_place(err, "%s%s%.*s:%u", is_users ? engine->data_dir : "", is_users ? "/" : "", STR_ARG(first->path),
              first->line);
    return SEKI_E_MEANING;
}

static int open_assess(struct seki_engine *engine, struct seki_err *err)
{
    struct file_list files = {0};
    struct assess_problem_list problems = {0};
    struct walk walk = {&engine->arena, &files, engine->data_dir, 0};
    TRY(add_embedded(&engine->arena, &files, err));
    TRY(walk_folder(&walk, STR("rules"), err));
    TRY(walk_folder(&walk, STR("policy"), err));
    struct assess_sources sources = {engine->text, files.v, files.n};
    TRY(assess_engine_open(&engine->arena, &sources, &problems, &engine->assess, err));
    if (problems.n == 0)
        return 0;
    return tell_problem(engine, &files, &problems, err);
}

static int open_parts(struct seki_engine *engine, const char *data_dir, struct seki_err *err)
{
    TRY(hash_start(err));
    TRY(api_index_cache_init(&engine->indexes, err));
    TRY(store_pool_init(&engine->stores, err));
    TRY(text_open(&engine->text, err));
    if (!data_dir)
        return 0;
    engine->data_dir = arena_cstr(&engine->arena, str_c(data_dir));
    TRY_MEM(engine->data_dir, err);
    TRY(dir_check_private(data_dir, err));
    TRY(open_assess(engine, err));
    return desk_catch_up(engine, err);
}

int seki_engine_open(const struct seki_open_options *options, struct seki_engine **ret_engine, struct seki_err *err)
{
    struct seki_engine *engine = mem_zalloc(1, sizeof(*engine));
    TRY_MEM(engine, err);
    arena_init(&engine->arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = open_parts(engine, options->data_dir, err);
    if (code < 0) {
        seki_engine_close(engine);
        return code;
    }
    *ret_engine = engine;
    return 0;
}

void seki_engine_close(struct seki_engine *engine)
{
    if (!engine)
        return;
    store_pool_done(&engine->stores);
    api_index_cache_done(&engine->indexes);
    text_close(&engine->text);
    arena_done(&engine->arena);
    mem_free(engine);
}

int seki_init(const struct seki_init_options *options, struct seki_err *err)
{
    struct store_settings settings = {str_c(options->home ? options->home : "JP"),
                                      str_c(options->timezone ? options->timezone : "Asia/Tokyo")};
    TRY(hash_start(err));
    TRY(settings_check_home(settings.home, err));
    TRY(settings_check_timezone(settings.timezone, err));
    return store_create(options->data_dir, &settings, moment_now(), err);
}

/* store/user.c - users and their roles; see store/users.h. */
#include "store/sql_int.h"
#include "store/users.h"

static int add_role(struct store *store, struct str name, struct str role, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_USER_ROLE_ADD);
    sql_put_text(query, name);
    sql_put_text(query, role);
    return sql_run(query, err);
}

static int add_roles(struct store *store, const struct user_row *user, struct seki_err *err)
{
    for (size_t i = 0; i < user->roles.n; i++)
        TRY(add_role(store, user->name, user->roles.v[i], err));
    return 0;
}

static int add_account(struct store *store, const struct user_row *user, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_USER_ADD);
    sql_put_text(query, user->name);
    sql_put_key(query, user->department);
    sql_put_text(query, user->password);
    sql_put_text(query, user->created_at);
    sql_put_int(query, user->is_disabled);
    return sql_run(query, err);
}

int user_add(struct store *store, const struct user_row *user, struct seki_err *err)
{
    TRY(add_account(store, user, err));
    return add_roles(store, user, err);
}

static int read_roles(struct store *store, struct arena *arena, struct user_row *user, struct seki_err *err)
{
    struct {
        struct str *v;
        size_t n, cap;
    } roles = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_USER_ROLES);
    sql_put_text(query, user->name);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct str role = sql_text(query, arena, 0);
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &roles, role), err);
    }
    user->roles = (struct str_list){roles.v, roles.n};
    return got;
}

static struct user_row row_user(struct query *query, struct arena *arena)
{
    return (struct user_row){
        .name = sql_text(query, arena, 0),
        .department = sql_text(query, arena, 1),
        .password = sql_text(query, arena, 2),
        .created_at = sql_text(query, arena, 3),
        .last_login_at = sql_text(query, arena, 4),
        .is_disabled = sql_bool(query, 5),
    };
}

int user_get(struct store *store, struct arena *arena, struct str name, struct user_row *ret_user, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_USER_GET);
    sql_put_text(query, name);
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    struct user_row user = row_user(query, arena);
    TRY(sql_taken(query, err));
    TRY(read_roles(store, arena, &user, err));
    *ret_user = user;
    return 1;
}

int user_all(struct store *store, struct arena *arena, struct user_rows *ret_users, struct seki_err *err)
{
    struct user_rows users = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_USER_ALL);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct user_row user = row_user(query, arena);
        TRY(sql_taken(query, err));
        TRY(read_roles(store, arena, &user, err));
        TRY_MEM(ARENA_PUSH(arena, &users, user), err);
    }
    *ret_users = users;
    return got;
}

static int put_account(struct store *store, const struct user_row *user, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_USER_PUT);
    sql_put_text(query, user->name);
    sql_put_key(query, user->department);
    sql_put_text(query, user->password);
    sql_put_text(query, user->last_login_at);
    sql_put_int(query, user->is_disabled);
    return sql_run(query, err);
}

static int drop_roles(struct store *store, struct str name, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_USER_ROLES_DROP);
    sql_put_text(query, name);
    return sql_run(query, err);
}

int user_put(struct store *store, const struct user_row *user, struct seki_err *err)
{
    TRY(put_account(store, user, err));
    TRY(drop_roles(store, user->name, err));
    return add_roles(store, user, err);
}

int user_count(struct store *store, int64_t *ret_count, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_USER_COUNT);
    TRY(sql_next(query, err));
    *ret_count = sql_int(query, 0);
    return 0;
}

int user_count_role(struct store *store, struct str role, int64_t *ret_count, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_USER_COUNT_ROLE);
    sql_put_text(query, role);
    TRY(sql_next(query, err));
    *ret_count = sql_int(query, 0);
    return 0;
}

"""Sessions: signing in and out, CSRF, keys, passwords, who is nobody."""
from harness import API, Server

SECURITY = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer"}


def test_first_start_makes_admin_once(world):
    assert world.server.admin_password
    assert world.server.log_text().count("one-time password") == 1


def test_cookie_is_closed_to_scripts_and_other_sites(world):
    answer = world.server.client().login("admin", world.server.admin_password)
    assert answer.status == 204 and not answer.body
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("sekisho_session=") and "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert answer.headers["X-CSRF-Token"]


def test_session_says_who_and_what_may_be_done(world):
    answer = world.users["sales"].call("GET", "/v1/session")
    session = answer.json()
    assert answer.status == 200 and session["user"] == "u-sales" and session["roles"] == ["sales"]
    assert "screen.r" in session["may"] and "lists.w" not in session["may"]
    assert answer.headers["X-CSRF-Token"] == world.users["sales"].csrf


def test_session_tells_everybody_the_time_zone(world):
    for role in ("sales", "hr", "auditor"):
        assert world.users[role].call("GET", "/v1/session").json()["timezone"] == "Asia/Tokyo"
    assert world.admin.call("PUT", "/v1/settings", {"timezone": "Europe/Berlin"}).status == 200
    try:
        assert world.users["sales"].call("GET", "/v1/session").json()["timezone"] == "Europe/Berlin"
    finally:
        world.admin.call("PUT", "/v1/settings", {"timezone": "Asia/Tokyo"})


def test_every_answer_has_security_headers(world):
    for path in ("/", "/v1/session", "/healthz", "/nothing.js"):
        headers = world.server.client().call("GET", path).headers
        assert all(headers[k] == v for k, v in SECURITY.items()), path
        assert "default-src 'self'" in headers["Content-Security-Policy"], path


def test_nobody_gets_401_everywhere(world):
    nobody = world.server.client()
    seen = set()
    for route, methods in API["paths"].items():
        for method, call in methods.items():
            if method == "parameters" or "security" in call:
                continue
            path = route.replace("{id}", "x").replace("{code}", "c").replace("{edition}", "e").replace("{key}", "k")
            answer = nobody.call(method.upper(), path.replace("{name}", "n"))
            assert answer.status == 401, f"{method} {route}: {answer.status}"
            seen.add(answer.body)
    assert nobody.call("GET", "/v1/no-such-call").status == 401
    assert len(seen) == 1 and not nobody.broken, nobody.broken


def test_open_calls_need_no_session(world):
    nobody = world.server.client()
    for path in ("/healthz", "/readyz", "/metrics", "/login", "/"):
        assert nobody.call("GET", path).status == 200, path


def test_failed_logins_have_one_text(world):
    nobody = world.server.client()
    bodies = {nobody.login(u, p).body for u, p in (("admin", "wrong"), ("nobody", "wrong"), ("u-sales", ""), ("", ""))}
    assert len(bodies) == 1
    assert nobody.login("admin", "wrong").status == 401


def test_many_failed_logins_are_refused_for_a_while(world):
    server = Server().init().start()
    try:
        nobody = server.client()
        states = [nobody.login("admin", f"wrong{i}").status for i in range(16)]
        assert states[:10] == [401] * 10 and states[-1] == 429, states
        late = nobody.login("admin", server.admin_password)
        assert late.status == 429 and int(late.headers["Retry-After"]) > 0
    finally:
        server.close()


def test_changing_call_needs_the_csrf_token(world):
    sales = world.users["sales"]
    for token in (None, "", "wrong", world.admin.csrf):
        answer = sales.call("PUT", "/v1/kept/csrf", {"a": 1}, {"X-CSRF-Token": token})
        assert answer.status == 403, (token, answer.status)
    assert sales.call("GET", "/v1/kept/csrf").status == 404
    assert sales.call("PUT", "/v1/kept/csrf", {"a": 1}).status == 204


def test_token_of_an_ended_session_is_nobody(world):
    client = world.server.client()
    client.login("admin", world.server.admin_password)
    cookie, csrf = client.cookie, client.csrf
    assert client.call("DELETE", "/v1/session").status == 204
    again = world.server.client()
    again.cookie, again.csrf = cookie, csrf
    assert again.call("GET", "/v1/session").status == 401
    assert again.call("PUT", "/v1/kept/x", {}).status == 401


def test_key_works_without_csrf_within_its_scope(world):
    key = world.key("u-sales", "screen.r")
    assert key.call("POST", "/v1/screen", {"queries": [{"id": "1", "name": "Northern Pump Works"}]}).status == 200
    assert key.call("GET", "/v1/lists").status in (403, 404)
    assert world.server.client("no-such-key").call("GET", "/v1/session").status == 401


def test_password_change_ends_other_sessions(world):
    made = world.admin.call("POST", "/v1/users", {"name": "changer", "roles": ["sales"]}).json()
    first, second = world.server.client(), world.server.client()
    first.login("changer", made["password"])
    second.login("changer", made["password"])
    assert first.call("PUT", "/v1/session/password", {"old": "wrong", "new": "a long new password 1"}).status == 403
    assert first.call("PUT", "/v1/session/password", {"old": made["password"], "new": "a long new password 1"}).status == 204
    assert first.call("GET", "/v1/session").status == 200
    assert second.call("GET", "/v1/session").status == 401
    assert world.server.client().login("changer", made["password"]).status == 401
    assert world.server.client().login("changer", "a long new password 1").status == 204


def test_disabled_user_is_out_at_once(world):
    made = world.admin.call("POST", "/v1/users", {"name": "leaver", "roles": ["sales"]}).json()
    client = world.server.client()
    client.login("leaver", made["password"])
    assert client.call("GET", "/v1/session").status == 200
    assert world.admin.call("PUT", "/v1/users/leaver", {"disabled": True}).status == 200
    assert client.call("GET", "/v1/session").status == 401
    assert world.server.client().login("leaver", made["password"]).status == 401


def test_problem_speaks_the_language_asked_for(world):
    nobody = world.server.client()
    assert nobody.call("GET", "/v1/session", headers={"Accept-Language": "ja,en;q=0.5"}).json()["title"] == "ログインが必要です"
    assert nobody.call("GET", "/v1/session", headers={"Accept-Language": "en"}).json()["title"] == "Not signed in"


def test_log_holds_no_name_and_no_body(world):
    world.users["sales"].call("POST", "/v1/screen", {"queries": [{"id": "s", "name": "Verysecretname Ltd"}]})
    world.users["sales"].call("GET", "/v1/parties?q=Verysecretname")
    world.users["sales"].call("GET", "/v1/dealings/Verysecretname")
    assert "Verysecret" not in world.server.log_text() and "u-sales" not in world.server.log_text()

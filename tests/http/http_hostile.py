"""Bodies and heads that mean harm: too large, endless, slow, of the wrong type, cut off, at once."""
import json
import socket
import threading
import time

from harness import order


def raw(port, data, seconds=10):
    """Send bytes and read what comes until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall(data)
        return read_all(connection)


def read_all(connection):
    got = b""
    try:
        while True:
            piece = connection.recv(65536)
            if not piece:
                break
            got += piece
    except (ConnectionError, TimeoutError):
        pass
    return got


def head(client, method, path, *more):
    lines = [f"{method} {path} HTTP/1.1", "Host: x", f"Cookie: {client.cookie}", f"X-CSRF-Token: {client.csrf}", *more]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def alive(world):
    assert world.users["sales"].call("GET", "/v1/session").status == 200


def test_announced_size_over_the_limit_is_413_before_the_body(world):
    sales = world.users["sales"]
    got = raw(world.server.port, head(sales, "POST", "/v1/assessments", "Content-Type: application/json",
                                      "Content-Length: 999999999"))
    assert b" 413 " in got.split(b"\r\n")[0] and b"DEALING_BYTES" in got and b"problem+json" in got, got[:200]
    alive(world)


def test_body_that_grows_over_the_limit_is_413(world):
    sales = world.users["sales"]
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with socket.create_connection(("127.0.0.1", world.server.port), timeout=10) as connection:
        connection.sendall(head(sales, "POST", "/v1/dealings/x/answers", "Content-Type: application/json",
                                "Transfer-Encoding: chunked"))
        try:
            for _ in range(30):
                connection.sendall(chunk)
            connection.sendall(b"0\r\n\r\n")
        except ConnectionError:
            pass
        got = read_all(connection)
    assert b" 413 " in got.split(b"\r\n")[0] and b"BODY_SHORT" in got, got[:200]
    alive(world)


def test_endless_body_is_cut(world):
    sales = world.users["sales"]
    chunk = b"100000\r\n" + b"x" * (1 << 20) + b"\r\n"
    sent = 0
    before = world.server.resident()
    with socket.create_connection(("127.0.0.1", world.server.port), timeout=10) as connection:
        connection.sendall(head(sales, "POST", "/v1/assessments", "Content-Type: application/json", "Transfer-Encoding: chunked"))
        try:
            while sent < 400:
                connection.sendall(chunk)
                sent += 1
        except (ConnectionError, TimeoutError):
            pass
    assert sent < 400, "it swallowed 400 MiB"
    assert world.server.resident() - before < 100 << 20
    alive(world)


def test_wrong_content_type_is_415(world):
    sales = world.users["sales"]
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", "application/json; charset=shift_jis"):
        assert sales.call("POST", "/v1/screen", b"{}", {"Content-Type": kind}).status == 415, kind
    assert sales.call("POST", "/v1/drafts", b"x", {"Content-Type": "multipart/form-data; boundary=x"}).status == 415


def test_malformed_json_is_400(world):
    sales = world.users["sales"]
    for body in (b"", b"{", b"[1,]", b'{"queries":[}', b"\xff\xfe{}", b'{"queries":"\\ud800"}', b"nul", b'{"a":1}{}', b'{"a":1,"a":2}'):
        for path in ("/v1/screen", "/v1/assessments"):
            status = sales.call("POST", path, body, {"Content-Type": "application/json"}).status
            assert status in (400, 422), (body, path, status)


def test_deep_json_is_refused(world):
    deep = b"[" * 100000 + b"]" * 100000
    for path in ("/v1/screen", "/v1/assessments"):
        assert world.users["sales"].call("POST", path, deep, {"Content-Type": "application/json"}).status in (400, 413, 422)
    alive(world)


def test_odd_values_never_break_a_call(world):
    values = [None, True, 0, -1, 1e308, "", "x" * 5000, "\u0000", "<script>alert(1)</script>", [], [[]], {}, {"a": {}}]
    control = world.users["export_control"]
    control.call("POST", "/v1/assessments", order(id="odd-1"))
    paths = ["/v1/screen", "/v1/assessments", "/v1/dealings/odd-1/answers", "/v1/dealings/odd-1/decisions", "/v1/inbox/odd-1",
             "/v1/session"]
    keys = ["queries", "kind", "indicator", "decision", "owner", "user"]
    for path, key in zip(paths, keys):
        for value in values:
            for body in (value, {key: value}, {key: value, "state": "absent", "reason": value, "password": value}):
                status = control.call("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"}).status
                assert status < 500, (path, body, status)
    for path in ("/v1/views", "/v1/session/preferences", "/v1/session/password"):
        for value in values:
            assert control.call("PUT", path, json.dumps(value).encode(), {"Content-Type": "application/json"}).status < 500


def test_odd_addresses_are_refused(world):
    sales = world.users["sales"]
    for path in ("/v1/dealings/%00", "/v1/dealings/%zz", "/v1/dealings/%ff", "/v1/dealings?q=%ff", "/v1/dealings/" + "a" * 3000,
                 "/v1/dealings/..%2f..%2fetc", "//v1/session", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/v1//session"):
        answer = sales.call("GET", path)
        assert answer.status in (400, 404), (path, answer.status)
        assert b"root:" not in answer.body
    many = "&".join(f"a{i}=1" for i in range(100))
    assert sales.call("GET", f"/v1/dealings?{many}").status == 400
    assert sales.call("PATCH", "/v1/session").status == 405
    assert "GET" in sales.call("PATCH", "/v1/session").headers["Allow"]


def test_broken_heads_do_not_harm(world):
    port = world.server.port
    for data in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 200000, b"GET / HTTP/1.1\r\n" +
                 b"X: " + b"y" * 200000 + b"\r\n\r\n", b"\r\n" * 1000, b"POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                 b"POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
                 b"POST /v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\n",
                 b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"h%d: v\r\n" % i for i in range(5000)) + b"\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=3) as connection:
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            read_all(connection)
    alive(world)


def test_clients_that_leave_do_not_harm(world):
    sales = world.users["sales"]
    body = json.dumps(order("3-red-en")).encode()
    for cut in (0, 1, len(body) // 2, len(body)):
        for _ in range(5):
            with socket.create_connection(("127.0.0.1", world.server.port)) as connection:
                connection.sendall(head(sales, "POST", "/v1/assessments?dry_run=true", "Content-Type: application/json",
                                        f"Content-Length: {len(body)}") + body[:cut])
    alive(world)


def test_silent_connections_do_not_hold_others_up(world):
    idle = [socket.create_connection(("127.0.0.1", world.server.port)) for _ in range(200)]
    slow = []
    for _ in range(50):
        connection = socket.create_connection(("127.0.0.1", world.server.port))
        connection.sendall(head(world.users["sales"], "POST", "/v1/screen", "Content-Type: application/json", "Content-Length: 1000")
                           + b"{")
        slow.append(connection)
    start = time.monotonic()
    alive(world)
    assert time.monotonic() - start < 2
    for connection in idle + slow:
        connection.close()


def test_dripping_body_is_cut_in_time(world):
    """A byte every half second keeps the connection busy; the time for the whole body ends it."""
    connection = socket.create_connection(("127.0.0.1", world.server.port), timeout=60)
    connection.sendall(head(world.users["sales"], "POST", "/v1/screen", "Content-Type: application/json", "Content-Length: 100000"))
    start = time.monotonic()
    try:
        while time.monotonic() - start < 60:
            connection.sendall(b" ")
            time.sleep(0.5)
    except OSError:
        pass
    connection.close()
    assert 20 < time.monotonic() - start < 50
    alive(world)


def test_many_calls_at_once_are_answered_or_refused(world):
    statuses = []
    def ask():
        statuses.append(world.users["sales"].call("POST", "/v1/screen", {"queries": [{"id": "1", "name": "Hoshizora"}]}).status)
    threads = [threading.Thread(target=ask) for _ in range(120)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {200, 429} and statuses.count(200) >= 60, statuses
    alive(world)


def test_strangers_are_slowed_down(world):
    from harness import Server
    server = Server().init().start()
    try:
        nobody = server.client()
        statuses = [nobody.call("GET", "/v1/session").status for _ in range(300)]
        assert statuses[0] == 401 and statuses[-1] == 429
        assert server.admin_password and server.client().login("admin", server.admin_password).status == 204
    finally:
        server.close()

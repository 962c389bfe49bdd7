"""Start and end: ports, addresses, signals in the middle, kill, TLS."""
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time

from harness import PROGRAM, Server, order, run


def serve(*options):
    return subprocess.run([PROGRAM, "serve", *options], capture_output=True, text=True, timeout=20, check=False)


def test_port_in_use_ends_with_1(world):
    done = serve("--data", world.server.data, "--listen", f"127.0.0.1:{world.server.port}")
    assert done.returncode == 1 and str(world.server.port) in done.stderr and not done.stdout, done


def test_open_address_needs_tls_or_a_proxy(world):
    done = serve("--data", world.server.data, "--listen", "0.0.0.0:0")
    assert done.returncode == 2 and "--behind-proxy" in done.stderr, done


def test_bad_address_is_a_usage_error(world):
    for address in ("nonsense", "127.0.0.1:99999", ":8080", "127.0.0.1:"):
        assert serve("--data", world.server.data, "--listen", address).returncode == 2, address


def test_missing_store_is_told(world):
    done = serve("--data", os.path.join(world.server.folder, "none"), "--listen", "127.0.0.1:0")
    assert done.returncode == 1 and not done.stdout


def test_signal_in_the_middle_finishes_what_was_begun(world):
    server = Server().init().start()
    try:
        admin = server.admin()
        made = admin.call("POST", "/v1/users", {"name": "ec", "roles": ["export_control"]}).json()
        control = server.client()
        control.login("ec", made["password"])
        answers = []
        def ask(number):
            try:
                answers.append((number, control.call("POST", "/v1/assessments", order("3-red-en", id=f"end-{number}")).status))
            except OSError:
                answers.append((number, 0))
        threads = [threading.Thread(target=ask, args=(i,)) for i in range(30)]
        for thread in threads:
            thread.start()
        time.sleep(0.1)
        assert server.stop() == 0
        for thread in threads:
            thread.join()
        stored = {number for number, status in answers if status == 200}
        assert {status for _, status in answers} <= {200, 503, 0}, answers
        server.start()
        again = server.client()
        again.login("ec", made["password"])
        found = {int(item["id"].split("-")[1]) for item in again.call("GET", "/v1/dealings?limit=200").json()["items"]}
        assert stored <= found, (stored, found)
        assert run("verify", "--data", server.data)
    finally:
        server.close()


def test_calls_while_ending_get_503(world):
    server = Server().init().start()
    try:
        admin = server.admin()
        slow = socket.create_connection(("127.0.0.1", server.port))
        slow.sendall(b"POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
        kept = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        kept.request("GET", "/readyz")
        assert kept.getresponse().read() == b"ready\n"
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        kept.request("GET", "/readyz")
        answer = kept.getresponse()
        assert answer.status == 503 and answer.headers["Retry-After"], answer.status
        slow.close()
        assert server.process.wait(30) == 0 and admin
    finally:
        server.close()


def test_kill_loses_nothing_that_was_answered(world):
    server = Server().init().start()
    try:
        admin = server.admin()
        made = admin.call("POST", "/v1/users", {"name": "ec", "roles": ["export_control"]}).json()
        control = server.client()
        control.login("ec", made["password"])
        for i in range(5):
            assert control.call("POST", "/v1/assessments", order(id=f"kill-{i}")).status == 200
        server.stop(signal.SIGKILL)
        assert run("verify", "--data", server.data)
        server.start()
        again = server.client()
        again.login("ec", made["password"])
        assert len(again.call("GET", "/v1/dealings").json()["items"]) == 5
    finally:
        server.close()


def test_import_is_cancelled_by_the_end(world):
    server = Server().init().start()
    try:
        admin = server.admin()
        lines = (json.dumps({"id": f"c-{i}", "schema": "Company", "properties": {"name": [f"Cancel Trading {i}"], "topics": ["sanction"]}})
                 for i in range(40000))
        begun = admin.call("POST", "/v1/lists?name=cancel-2026-01-05.ftm.jsonl", "\n".join(lines).encode() + b"\n")
        assert begun.status == 202
        assert server.stop() == 0
        assert not os.listdir(os.path.join(server.data, "incoming"))
        assert run("verify", "--data", server.data)
    finally:
        server.close()


def test_json_log_is_json(world):
    server = Server(options=["--log", "json"]).init().start()
    try:
        server.client().call("GET", "/v1/session")
        time.sleep(0.1)
        lines = [json.loads(line) for line in server.log_text().splitlines() if line.startswith("{")]
        assert lines and {"id", "route", "status", "ms"} <= set(lines[-1]) and lines[-1]["status"] == 401
    finally:
        server.close()


def test_tls_for_small_sites(world):
    if not shutil.which("openssl"):
        return
    server = Server()
    folder = tempfile.mkdtemp()
    try:
        cert, key = os.path.join(folder, "c.pem"), os.path.join(folder, "k.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
                        "-subj", "/CN=localhost"], check=True, capture_output=True)
        server.options = ["--tls-cert", cert, "--tls-key", key]
        server.init().start()
        context = ssl.create_default_context(cafile=cert)
        context.check_hostname = False
        connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=context, timeout=10)
        connection.request("POST", "/v1/session", json.dumps({"user": "admin", "password": server.admin_password}),
                           {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert answer.status == 204 and "Secure" in answer.headers["Set-Cookie"]
        assert "max-age" in answer.headers["Strict-Transport-Security"]
    finally:
        server.close()
        shutil.rmtree(folder)

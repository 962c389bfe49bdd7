#!/usr/bin/env python3
"""run.py [WORD]: `make demo` from outside; prints TAP. With WORD only tests whose name holds it, in a store of their own.

The tests go through the life of one demo, in the order of this file: judged once, served, served again, removed. All that
a demo starts has its DEMO_DATA in the environment; that is how what is left behind is found.
"""
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/http"))
from harness import Client  # noqa: E402

USERS = ["admin", "sales1", "export1", "exec1", "security1"]
PASSWORD = r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}"
SECONDS = 120


class Skipped(Exception):
    """The test needs what is not here."""


class Run:
    """`make demo` (or another target) on a store, in a process group of its own as a terminal would start it."""

    def __init__(self, data, target="demo", **env):
        self.data = data
        self.out = tempfile.TemporaryFile("w+", encoding="utf-8")
        lists = {"SEKISHO_SHARED": str(data.parent / "no-lists")}  # what is tested does not depend on real lists
        self.process = subprocess.Popen(
            ["make", target], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self.out, stderr=subprocess.STDOUT,
            start_new_session=True, env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", **lists,
                                         "DEMO_DATA": str(data), "DEMO_ONESHOT": "", **env})

    def text(self):
        self.out.seek(0)
        return self.out.read()

    def until(self, pattern):
        """Wait until the output holds it."""
        end = time.monotonic() + SECONDS
        while not (found := re.search(pattern, self.text(), re.M)):
            assert self.process.poll() is None, f"ended with {self.process.returncode}: {self.text()[-2000:]}"
            assert time.monotonic() < end, f"no {pattern!r} in {SECONDS} s: {self.text()[-2000:]}"
            time.sleep(0.02)
        return found

    def wait(self):
        """The exit status and the output."""
        try:
            status = self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.close()
            raise AssertionError(f"still runs after {SECONDS} s: {self.text()[-2000:]}") from None
        return status, self.text()

    def interrupt(self):
        """Ctrl-C: the whole group hears it."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.wait()

    def close(self):
        kill_all(self.data)
        self.process.wait()


def processes(data):
    """The processes that a demo on this store has started and that still run: {id: its arguments}."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"DEMO_DATA={data}\0".encode() in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:  # it ended while we looked
            continue
    return found


def kill_all(data):
    for pid in processes(data):
        os.kill(pid, signal.SIGKILL)


def assert_none_left(data, seconds=20):
    end = time.monotonic() + seconds
    while left := processes(data):
        assert time.monotonic() < end, f"left behind: {left}"
        time.sleep(0.05)


def one_shot(data, **env):
    """Level and findings of a one-shot that ends well: ("amber", {"PRC-07": title, ...})."""
    status, text = Run(data, DEMO_ONESHOT="1", **env).wait()
    assert status == 0, text[-2000:]
    left = processes(data)  # at once: it waits for what it started
    assert not left, left
    assert len(re.findall(r"^level: ", text, re.M)) == 1, text
    _, level, rest = re.split(r"^level: (green|amber|red)\n", text, flags=re.M)
    findings = dict(line.split(" ", 1) for line in rest.splitlines())
    assert all(re.fullmatch(r"[A-Z]{3}-\d\d", i) and title for i, title in findings.items()), rest
    return level, findings


class Served:
    """A demo that serves: its address, passwords and clients."""

    def __init__(self, data):
        self.run = Run(data)
        try:
            self.run.until("From another machine")
        except BaseException:
            self.run.close()
            raise
        text = self.run.text()
        self.address = re.search(r"open +(http://127\.0\.0\.1:(\d+)/)$", text, re.M)
        self.port = int(self.address.group(2))
        self.passwords = dict(re.findall(rf"^  (\w+) +({PASSWORD}) ", text, re.M))
        self.text = text

    def client(self, user):
        client = Client(self.port)
        assert client.login(user, self.passwords[user]).status == 204
        return client

    def dealings(self):
        """What the administrator sees: {id: view}."""
        admin = self.client("admin")
        ids = [row["id"] for row in admin.call("GET", "/v1/dealings").json()["items"]]
        views = {i: admin.call("GET", f"/v1/dealings/{i}").json() for i in ids}
        assert not admin.broken, admin.broken
        return views

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.run.close()


# -- the tests --

def test_an_interrupted_set_up_goes_on(data):
    """Killed hard while the store is made: nothing stays, and the next run begins again."""
    run = Run(data, DEMO_ONESHOT="1")
    run.until("making a store")
    time.sleep(0.5)
    os.kill(run.process.pid, signal.SIGKILL)
    run.wait()
    assert_none_left(data)
    assert "level:" not in run.text()
    run = Run(data, DEMO_ONESHOT="1")
    run.until("making a store")
    status, _ = run.interrupt()
    assert status != 0
    assert_none_left(data)
    assert not data.exists()


def test_one_shot_judges_the_sample_mail(data):
    """Level, findings, status 0, nothing left; and no password is ever an argument."""
    seen, is_over = set(), threading.Event()

    def look():
        while not is_over.wait(0.01):
            seen.update(processes(data).values())
    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        level, findings = one_shot(data)
    finally:
        is_over.set()
        watcher.join()
    assert level == "amber" and {"PRC-07", "PRC-12"} <= findings.keys(), (level, findings)
    assert any("user\0add" in arguments for arguments in seen), "the test looked too seldom"
    passwords = re.findall(PASSWORD, (data / ".sekisho-demo").read_text(encoding="utf-8"))
    assert len(set(passwords)) == len(USERS)
    assert not [a for a in seen for p in passwords if p in a]


def test_one_shot_again_says_the_same_in_Japanese(data):
    english, japanese = one_shot(data), one_shot(data, LC_ALL="ja_JP.UTF-8")
    assert (english[0], english[1].keys()) == (japanese[0], japanese[1].keys())
    assert all(title.isascii() for title in english[1].values()), english
    assert not any(title.isascii() for title in japanese[1].values()), japanese


def test_one_shot_that_fails_leaves_no_process(data):
    mark = data / ".sekisho-demo"
    before = mark.read_text(encoding="utf-8")
    mark.write_text(re.sub(PASSWORD, "AAAA-AAAA-AAAA", before), encoding="utf-8")
    status, text = Run(data, DEMO_ONESHOT="1").wait()
    left = processes(data)
    mark.write_text(before, encoding="utf-8")
    assert status != 0 and "level:" not in text and "sales1 has another password" in text, text
    assert not left, left


def test_one_shot_that_is_killed_leaves_no_process(data):
    run = Run(data, DEMO_ONESHOT="1")
    run.until("added +changed")  # the lists are in: the server is next
    os.kill(run.process.pid, signal.SIGKILL)
    assert_none_left(data)


def check_history(views):
    orders = {i: v for i, v in views.items() if i.startswith("sample-order-")}
    states = {i[-1]: v["state"] for i, v in orders.items()}
    assert states == {"1": "approved", "2": "open", "3": "escalated", "4": "open", "5": "held", "6": "declined"}, states
    levels = {i[-1]: v["level"] for i, v in orders.items()}
    assert levels == {"1": "green", "2": "amber", "3": "red", "4": "green", "5": "amber", "6": "red"}, levels
    withdrawn = [d["decision"] for d in orders["sample-order-2"]["decisions"]]
    assert withdrawn == ["approve", "withdrawn"], withdrawn
    assert [a["indicator"] for a in orders["sample-order-4"]["answers"]] == ["PRC-13"]
    assert {v["version"] for v in orders.values()} == {1, 2, 3}
    for view in orders.values():
        for decision in view["decisions"]:
            assert decision["decision"] == "withdrawn" or decision["by"] != view["entered_by"], view["id"]


def test_demo_serves_beside_a_taken_port(data):
    """8080 is somebody else's: the next one. Verdicts, address, users, ssh line; the history is there; Ctrl-C ends it."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", 8080))
            other.listen()
        except OSError:
            pass  # taken already, as wanted
        with Served(data) as served:
            assert served.port > 8080, served.port
            assert list(served.passwords) == USERS, served.passwords
            assert f"ssh -L {served.port}:127.0.0.1:{served.port} " in served.text
            assert len(re.findall(r"^(?:GREEN|AMBER|RED)\b.* dealing sample-order-\d · version 1 ", served.text, re.M)) == 6
            check_history(served.dealings())
            refused, why = Run(data, "demo-reset").wait()
            assert refused != 0 and "end it first" in why, why
            status, text = served.run.interrupt()
    assert text.rstrip().endswith("demo: ending"), text[-300:]
    assert status in (0, -signal.SIGINT, 130), status  # make's own word for Ctrl-C
    assert_none_left(data)


def test_every_user_of_the_demo_has_something_to_see(data):
    """A second run: the same passwords and dealings; each user signs in and finds open work and dealings."""
    mark = data / ".sekisho-demo"
    assert stat.S_IMODE(mark.stat().st_mode) == 0o600
    with Served(data) as served:
        first = {i: (v["version"], len(v["decisions"])) for i, v in served.dealings().items()}
        for user in USERS:
            client = served.client(user)
            for path in ("/v1/inbox", "/v1/dealings"):
                assert client.call("GET", path).json()["items"], f"{user} {path}"
            assert not client.broken, client.broken
        ids = [row["id"] for row in served.client("sales1").call("GET", "/v1/dealings").json()["items"]]
        assert "sample-order-6" not in ids and "sample-order-5" in ids  # of another department, of the own
        os.kill(served.run.process.pid, signal.SIGTERM)
        served.run.wait()
        assert_none_left(data)
    with Served(data) as again:
        assert again.passwords == served.passwords
        assert {i: (v["version"], len(v["decisions"])) for i, v in again.dealings().items()} == first
        assert "going on with the store" in again.text


def test_pages_in_a_real_browser(data):
    """Every user in both languages, every dealing with its tabs, a mail dropped and judged (pages.mjs)."""
    if not shutil.which("chromium"):
        raise Skipped("no chromium")
    with Served(data) as served:
        env = {**os.environ, "DEMO_ADDRESS": served.address.group(1), "DEMO_PASSWORDS": json.dumps(served.passwords)}
        done = subprocess.run(["tools/node.sh", "node", "tests/demo/pages.mjs"], cwd=ROOT, env=env, text=True, timeout=600,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    assert done.returncode == 0, re.sub(r"^ok .*\n", "", done.stdout, flags=re.M)


def test_a_served_demo_that_is_killed_leaves_no_process(data):
    with Served(data) as served:
        os.kill(served.run.process.pid, signal.SIGKILL)
        assert_none_left(data)


def test_history_goes_on_where_it_was(data):
    """Ended after the fourth order: the next run enters the others and makes the rest."""
    other = data.with_name("half")
    other.mkdir()  # an empty folder of somebody is as good as none
    run = Run(other)
    run.until(r"--dry-run samples/orders/5")
    run.interrupt()
    assert_none_left(other)
    with Served(other) as served:
        check_history(served.dealings())
        assert "orders/1-green" not in served.text


def test_folders_of_others_are_left_alone(data):
    foreign = data.with_name("foreign")
    foreign.mkdir()
    (foreign / "letter.txt").write_text("mine", encoding="utf-8")
    for target in ("demo", "demo-reset"):
        status, text = Run(foreign, target).wait()
        assert status != 0 and "was not made by the demo" in text, text
    assert [p.name for p in foreign.iterdir()] == ["letter.txt"]


def test_reset_removes_the_demo(data):
    status, _ = Run(data, "demo-reset").wait()
    assert status == 0
    assert sorted(p.name for p in data.parent.glob("data*")) == []
    status, text = Run(data, "demo-reset").wait()
    assert status == 0 and "no demo data" in text


def main(word=""):
    tests = [(name[5:].replace("_", " "), f) for name, f in globals().items() if name.startswith("test_") and word in name]
    print(f"1..{len(tests)}", flush=True)
    folder, failed = Path(tempfile.mkdtemp(prefix="sekisho-demo-")), 0
    try:
        for number, (name, function) in enumerate(tests, 1):
            try:
                function(folder / "data")
                print(f"ok {number} - {name}", flush=True)
            except Skipped as why:
                print(f"ok {number} - {name} # SKIP {why}", flush=True)
            except Exception:  # whatever it is, it is the test's failure
                failed += 1
                print(f"not ok {number} - {name}")
                print("\n".join("# " + line for line in traceback.format_exc().splitlines()[-12:]), flush=True)
    finally:
        for name in ("data", "half", "foreign"):  # what a failed test left
            kill_all(folder / name)
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

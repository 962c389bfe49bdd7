#!/usr/bin/env python3
"""serve.py: the server's figures - verdicts at a steady rate, pages, memory.

    make bench                             runs this after bench/run.py (real lists with SEKISHO_SHARED)
    BENCH_DEALINGS=10000 bench/serve.py     fewer stored dealings

HOW IT WORKS. Calls are sent at fixed moments by a few threads with kept connections; a call's time counts from the moment
it was due, so waiting in line counts too. Prints "name: value unit  (what)". Nothing here passes or fails.
"""
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("SEKISHO_PROGRAM", str(ROOT / "build/release/sekisho"))
ORDER = json.loads((ROOT / "bench/order-five-parties.json").read_text(encoding="utf-8"))


def say(name, value, unit, what):
    print(f"{name}: {value:.1f} {unit}  ({what})", flush=True)


def fill(data, dealings):
    subprocess.run([PROGRAM, "init", "--data", data], check=True, stdout=subprocess.DEVNULL)
    shared = os.environ.get("SEKISHO_SHARED", "")
    lists = Path(shared) / "data/watchlists" if shared else ROOT / "samples/lists"
    files = sorted(str(p) for p in lists.rglob("*") if p.is_file() and p.suffix != ".md")
    subprocess.run([PROGRAM, "import", "--data", data, "--json", *files], stdout=subprocess.DEVNULL, check=False)
    lines = subprocess.run([sys.executable, ROOT / "bench/make_dealings.py", str(dealings)], check=True,
                           capture_output=True).stdout
    subprocess.run([PROGRAM, "assess", "--data", data, "--input", "-", "--jsonl"], input=lines, stdout=subprocess.DEVNULL,
                   check=False)


class Server:
    def __init__(self, data):
        self.process = subprocess.Popen([PROGRAM, "serve", "--data", data, "--listen", "127.0.0.1:0"], text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])
        shown = subprocess.run([PROGRAM, "user", "password", "--data", data, "admin"], check=True, text=True, capture_output=True)
        self.password = re.search(r"admin: (\S+)", shown.stdout + shown.stderr).group(1)
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def resident(self):
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()
        return (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGESIZE") / 2**20  # without mapped files

    def processor(self):
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def call(connection, method, path, body=None, headers=None):
    connection.request(method, path, json.dumps(body) if body is not None else None, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def sign_in(server):
    """Headers of a session of an export control manager."""
    connection, kind = server.connect(), {"Content-Type": "application/json"}
    _, headers, _ = call(connection, "POST", "/v1/session", {"user": "admin", "password": server.password}, kind)
    admin = {**kind, "Cookie": headers["Set-Cookie"].split(";")[0], "X-CSRF-Token": headers["X-CSRF-Token"]}
    _, _, body = call(connection, "POST", "/v1/users", {"name": f"bench-{os.getpid()}", "roles": ["export_control"]}, admin)
    _, headers, _ = call(connection, "POST", "/v1/session", {"user": f"bench-{os.getpid()}", "password": json.loads(body)["password"]}, kind)
    return {**kind, "Cookie": headers["Set-Cookie"].split(";")[0], "X-CSRF-Token": headers["X-CSRF-Token"]}


def at_rate(server, headers, rate, seconds, make):
    """Times in milliseconds of calls sent at a steady rate, and how many failed."""
    times, failed, lock, start, n_threads = [], [0], threading.Lock(), time.monotonic() + 0.5, 8

    def sender(first):
        connection = server.connect()
        for number in range(first, int(rate * seconds), n_threads):
            due = start + number / rate
            time.sleep(max(0, due - time.monotonic()))
            status, _, _ = call(connection, *make(number), headers)
            with lock:
                times.append((time.monotonic() - due) * 1000)
                failed[0] += status != 200
    threads = [threading.Thread(target=sender, args=(i,)) for i in range(n_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(times), failed[0]


def quantile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def bench_pages(server, headers):
    connection = server.connect()
    for name, path in (("dealings", "/v1/dealings?limit=50"), ("dealings, words", "/v1/dealings?q=pump&limit=50"),
                       ("inbox", "/v1/inbox?limit=50"), ("lists", "/v1/lists"), ("search as you type", "/v1/parties?q=north"),
                       ("search, three letters", "/v1/parties?q=nor"), ("session", "/v1/session"), ("first page", "/")):
        times = []
        for _ in range(20):
            start = time.monotonic()
            status, _, _ = call(connection, "GET", path, None, headers)
            times.append((time.monotonic() - start) * 1000)
        say(f"{name}, median of 20", sorted(times)[10], "ms", f"GET {path} {status}")


def main():
    dealings = int(os.environ.get("BENCH_DEALINGS", "100000"))
    seconds = int(os.environ.get("BENCH_SECONDS", "20"))
    folder = os.environ.get("BENCH_STORE") or tempfile.mkdtemp(prefix="sekisho-bench-http-")
    data = os.path.join(folder, "data")
    server = None
    try:
        if not os.path.exists(data):
            fill(data, dealings)
        server = Server(data)
        headers = sign_in(server)
        call(server.connect(), "POST", "/v1/assessments", ORDER, headers)  # the first one opens the indexes
        say("memory at rest", server.resident(), "MiB", "resident, mapped files not counted")
        before = server.processor()
        times, failed = at_rate(server, headers, 50, seconds,
                                lambda n: ("POST", "/v1/assessments", {**ORDER, "id": f"bench-{os.getpid()}-{n}"}))
        what = f"POST /v1/assessments, five parties, 50 a second for {seconds} s, {dealings} stored dealings, {failed} failed"
        for name, share in (("median", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1)):
            say(f"verdict, {name}", quantile(times, share), "ms", what)
        say("verdict, processor", (server.processor() - before) / len(times) * 1000, "ms", what)
        bench_pages(server, headers)
        say("memory after", server.resident(), "MiB", "resident, mapped files not counted")
    finally:
        if server:
            server.stop()
        if not os.environ.get("BENCH_STORE"):
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()

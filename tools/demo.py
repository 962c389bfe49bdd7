#!/usr/bin/env python3
"""demo.py [--reset]: the product with something in it: a store, lists, users, dealings with a history, pages to open.

    (no option)  make what is missing, show the verdicts on six orders, serve until Ctrl-C
    DEMO_ONESHOT=1  instead of that, judge the sample mail over HTTP, print level and present findings, and end
    --reset      remove the store

The store is DEMO_DATA (build/demo/data). The lists are those of SEKISHO_SHARED if it is set, else samples/lists.

HOW IT WORKS. The store with its users is made beside its place and moved there when it is whole. What comes after looks
at each step whether it was done (lists know their files, dealings count their versions and decisions). So a run that was
interrupted goes on where it was, and the next one changes nothing. The server runs as a child that ends with this
program, however this one ends.
"""
import contextlib
import fcntl
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "build/release/sekisho"
DEFAULT_DATA = "build/demo/data"
MARK = ".sekisho-demo"  # in the store: made by the demo, may be removed by it; holds the passwords (0600)
SAMPLES = Path("samples")
MAIL, MAIL_ID = SAMPLES / "mails/inquiry-en.eml", "sample-mail"
PORTS = range(8080, 8180)
START_SECONDS, CALL_SECONDS, STOP_SECONDS = 120, 120, 40
ORGANISATION = ["--name", "関所サンプル工業株式会社", "--name", "Sekisho Sample Industries Co., Ltd.",
                "--domain", "sekisho-sample.example", "--phone", "03-5555-0100"]

# name, roles, department, what the user may do
USERS = [
    ("admin", ["admin", "security_officer"], None, "users and settings; sees every dealing"),
    ("sales1", ["sales"], "sales-east", "enters and answers for sales-east, decides nothing"),
    ("export1", ["export_control"], None, "sees all, decides green and amber, brings lists in"),
    ("exec1", ["executive"], None, "sees and decides red"),
    ("security1", ["security_officer"], None, "sees all, changes and answers"),
]


class Failed(Exception):
    """Something did not work; the text says what."""


class Denied(Failed):
    """A user of the demo cannot sign in with the password that the demo knows."""


class Ended(BaseException):
    """Somebody ended the demo: Ctrl-C, or a signal."""

    def __init__(self, number):
        super().__init__()
        self.status = 128 + number


def on_signal(number, _frame):
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)  # ending once is enough
    raise Ended(number)


def say(text):
    print(f"\ndemo: {text}", flush=True)


@contextlib.contextmanager
def locked(path, how):
    """Hold a lock on a file or folder that is there."""
    file = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(file, how)
        yield
    finally:
        os.close(file)


def alone(data):
    """One demo at a time makes things."""
    return locked(data.parent, fcntl.LOCK_EX)


# -- the command line --

def stop(process):
    """End a child and wait for it; who cannot wait has it killed, which costs nothing that was stored."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    except Ended:
        process.kill()
        process.wait()
        raise


def sekisho(verb, data, *arguments, feed=None, quiet=False):
    """Run a verb; what it prints is shown, unless quiet. `feed` goes to its standard input."""
    command = [PROGRAM, verb, *map(str, arguments), "--data", str(data)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE if feed else subprocess.DEVNULL, text=True,
                               stdout=subprocess.DEVNULL if quiet else None)
    try:
        process.communicate(feed)
    finally:
        stop(process)
    if process.returncode:
        raise Failed(f"`{' '.join(command)}` ended with {process.returncode}")


# -- the store --

def new_password():
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


def write_mark(folder, passwords):
    with open(os.open(folder / MARK, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump({"passwords": passwords}, file)


def read_mark(data):
    """The passwords of a store that the demo made; None if it made none here."""
    path = data / MARK
    if not path.is_file():
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8"))["passwords"]
    except (ValueError, KeyError, TypeError):
        raise Failed(f"the store in {data} is of an older demo; `make demo-reset` removes it") from None


def make_store(data):
    """The store with organisation and users, whole or not at all; answers the passwords."""
    part = data.with_name(data.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    say(f"making a store with {len(USERS)} users in {data}")
    sekisho("init", part, "--home", "JP", "--timezone", "Asia/Tokyo", quiet=True)
    sekisho("config", part, "organisation", *ORGANISATION, quiet=True)
    passwords = {name: new_password() for name, *_ in USERS}
    for name, roles, department, _ in USERS:
        options = [word for role in roles for word in ("--role", role)]
        options += ["--department", department] if department else []
        sekisho("user", part, "add", name, *options, "--password-stdin", feed=passwords[name] + "\n", quiet=True)
    write_mark(part, passwords)
    part.rename(data)
    return passwords


def open_store(data):
    """The passwords of the store, which is made if there is none."""
    passwords = read_mark(data)
    if passwords:
        say(f"going on with the store in {data} (make demo-reset removes it)")
        return passwords
    if data.exists() and any(data.iterdir()):
        raise Failed(f"{data} was not made by the demo; it stays as it is" +
                     (" (make demo-reset removes it)" if str(data) == DEFAULT_DATA else ""))
    return make_store(data)


def load_lists(data):
    shared = os.environ.get("SEKISHO_SHARED")
    if shared and Path(shared, "data/watchlists").is_dir():
        say(f"loading the lists of {shared}/data")
        places = ["watchlists", "coercion", "cyber/misp-galaxy/china-defence-universities.json.xz"]
        groups = [Path(shared, "data", place) for place in places]
    else:
        say("no real lists here: loading the invented sample of samples/lists (real ones: make demo SEKISHO_SHARED=DIR)")
        groups = [SAMPLES / "lists"]
    for group in groups:
        files = sorted(p for p in group.rglob("*") if p.is_file()) if group.is_dir() else [group]
        sekisho("import", data, *[f for f in files if f.suffix != ".md" and not f.name.startswith(".")])


def reset(data):
    shutil.rmtree(data.with_name(data.name + ".part"), ignore_errors=True)
    if not data.exists():
        print("demo: there is no demo data")
        return
    if not (data / MARK).exists() and str(data) != DEFAULT_DATA:
        raise Failed(f"{data} was not made by the demo; it stays")
    try:
        with locked(data / MARK if (data / MARK).exists() else data, fcntl.LOCK_EX | fcntl.LOCK_NB):
            shutil.rmtree(data)
    except BlockingIOError:
        raise Failed(f"a demo serves the store in {data}; end it first") from None
    print(f"demo: removed {data}")


# -- the server and its clients --

def free_port():
    """8080, or the next one that nobody uses."""
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    return 0  # any free one


class Server:
    """`sekisho serve` as a child. setpriv ends it when this program dies without a chance to do so."""

    def __init__(self, data, port):
        self.log = data / "demo.log"
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", PROGRAM, "serve", "--data", str(data), "--listen", f"127.0.0.1:{port}"],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)

    def __enter__(self):
        try:
            line = self.process.stdout.readline().strip()
            if not line.startswith("listening on "):
                self.fail("did not start")
        except BaseException:
            stop(self.process)
            raise
        self.address = line[len("listening on "):]
        self.port = int(self.address.rsplit(":", 1)[1])
        return self

    def __exit__(self, *_):
        stop(self.process)

    def fail(self, what):
        self.process.wait()
        tail = "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])
        raise Failed(f"the server {what} (all of it: {self.log})\n{tail}")


class Client:
    """A user who signed in."""

    def __init__(self, port, user, password):
        self.port, self.user, self.headers = port, user, {}
        status, headers, body = self.send("POST", "/v1/session", {"user": user, "password": password})
        if status == 401:
            raise Denied(f"{user} has another password by now (sekisho user password {user} gives a new one)")
        self.must("sign in", status, body)
        self.headers = {"Cookie": headers["Set-Cookie"].split(";")[0], "X-CSRF-Token": headers["X-CSRF-Token"]}

    def send(self, method, path, body=None):
        """One call: status, headers, bytes."""
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        data = body if isinstance(body, bytes) or body is None else json.dumps(body, ensure_ascii=False).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=CALL_SECONDS)
        try:
            connection.request(method, path, data, {**self.headers, **({"Content-Type": kind} if body is not None else {})})
            reply = connection.getresponse()
            return reply.status, reply.headers, reply.read()
        except (OSError, http.client.HTTPException) as error:
            raise Failed(f"{method} {path}: {error}") from error
        finally:
            connection.close()

    def must(self, what, status, body):
        if status >= 300:
            raise Failed(f"{self.user}: {what} was answered with {status}: {body.decode('utf-8', 'replace').strip()}")
        return json.loads(body) if body else None

    def post(self, path, body):
        status, _, answer = self.send("POST", path, body)
        return self.must(f"POST {path}", status, answer)

    def dealing(self, dealing_id):
        """A dealing with verdict, answers and decisions; None if there is none."""
        status, _, answer = self.send("GET", f"/v1/dealings/{dealing_id}")
        return None if status == 404 else self.must("a dealing", status, answer)


# -- dealings with a history --

def is_done(step, view, before):
    """Is a step of the history there? `before` counts the steps of its kind and dealing that come first."""
    if view is None:
        return False
    if "decide" in step:
        return sum(d["decision"] != "withdrawn" for d in view["decisions"]) > before
    return view["version"] > before


def put_at(tree, pointer, value):
    """Change what a JSON pointer names."""
    *way, last = pointer.strip("/").split("/")
    for word in way:
        tree = tree[int(word) if isinstance(tree, list) else word]
    tree[int(last) if isinstance(tree, list) else last] = value


def enter(client, data, step):
    """Show the verdict on an order as a person sees it, then enter the order."""
    order = SAMPLES / step["enter"]
    say(f"{PROGRAM} assess --data {data} --dry-run {order}")
    sekisho("assess", data, "--dry-run", order)
    dealing = json.loads(order.read_text(encoding="utf-8"))
    for key in ("department", "entered_by"):  # whoever is signed in
        dealing.pop(key)
    client.post("/v1/assessments", dealing)


def take_step(client, data, step, view):
    place = f"/v1/dealings/{step['dealing']}"
    if "enter" in step:
        enter(client, data, step)
    elif "change" in step:
        for pointer, value in step["change"].items():
            put_at(view["dealing"], pointer, value)
        client.post("/v1/assessments", view["dealing"])
    elif "answer" in step:
        client.post(f"{place}/answers", step["answer"])
    else:
        client.post(f"{place}/decisions", step["decide"])


def make_history(server, data, passwords):
    """The steps of samples/history.json that are not there yet, each by its user; then the dealings as they stand."""
    clients, counts, told = {}, {}, False

    def client_of(user):
        if user not in clients:
            clients[user] = Client(server.port, user, passwords[user])
        return clients[user]

    steps = json.loads((SAMPLES / "history.json").read_text(encoding="utf-8"))
    for step in steps:
        key = (step["dealing"], "decide" in step)
        before = counts.get(key, 0)
        counts[key] = before + 1
        view = client_of("admin").dealing(step["dealing"])
        if is_done(step, view, before):
            continue
        if "enter" not in step and not told:
            told = True
            say("adding versions, an answer and decisions of several users")
        take_step(client_of(step["by"]), data, step, view)
    say("the sample orders as they stand:\n")
    for dealing_id in dict.fromkeys(step["dealing"] for step in steps):
        show(client_of("admin").dealing(dealing_id))


def show(view):
    level = view["level"].upper() + (" · incomplete" if view["incomplete"] else "")
    print(f"  {view['id']}  {level} · {view['state']} · version {view['version']} · {view['title']}")
    print(f"      {view['assessment']['explanation'][language()]}", flush=True)


# -- the two ways to end --

def language():
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ja" if os.environ[name].startswith("ja") else "en"
    return "en"


def judge_mail(client):
    """Draft and judge the sample mail. It is stored once; later runs judge it without storing."""
    draft = client.post("/v1/drafts", MAIL.read_bytes())["draft"]
    way = "?dry_run=true" if client.dealing(MAIL_ID) else ""
    answer = client.post(f"/v1/assessments{way}", {**draft, "id": MAIL_ID})
    print(f"level: {answer['level']}")
    for finding in answer["findings"]:
        if finding["state"] == "present":
            print(f"{finding['indicator']} {finding['title'][language()]}")
    sys.stdout.flush()


def tell(server, passwords):
    """Where to go and who to be."""
    rows = "\n".join(f"  {name:<10} {passwords[name]}   {text}" for name, _, _, text in USERS)
    say(f"""open   {server.address}/

  user       password         who
{rows}

  From another machine:  ssh -L {server.port}:127.0.0.1:{server.port} {socket.gethostname()}
  and open the same address there.

  Something to try: New check takes the mails of {MAIL.parent}/.
  It serves until Ctrl-C. The next `make demo` goes on with what is there, `make demo-reset` removes it.""")


def wait_for_end(server):
    try:
        server.process.wait()
    except Ended:
        say("ending")
    else:
        server.fail("ended by itself")


def demo(data):
    is_oneshot = os.environ.get("DEMO_ONESHOT", "") not in ("", "0")
    data.parent.mkdir(parents=True, exist_ok=True)
    with alone(data):
        passwords = open_store(data)
        load_lists(data)
    in_use = locked(data / MARK, fcntl.LOCK_SH)  # nobody resets it meanwhile
    with in_use, Server(data, 0 if is_oneshot else free_port()) as server:
        if is_oneshot:
            judge_mail(Client(server.port, "sales1", passwords["sales1"]))
            return
        try:
            with alone(data):
                make_history(server, data, passwords)
        except Denied as error:
            say(f"{error}; the dealings stay as they are")
        tell(server, passwords)
        wait_for_end(server)


def main(arguments):
    os.chdir(ROOT)
    os.umask(0o077)
    data = Path(os.environ.get("DEMO_DATA") or DEFAULT_DATA)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    try:
        if arguments == ["--reset"]:
            reset(data)
        elif arguments:
            sys.exit(__doc__)
        else:
            demo(data)
    except (Failed, OSError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    except Ended as ended:
        print("demo: ended before it was done; the next run goes on", file=sys.stderr)
        return ended.status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

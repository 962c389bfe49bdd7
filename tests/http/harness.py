"""harness.py: a running server, clients that speak to it, and the check of answers against schema/openapi.yaml."""
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("SEKISHO_PROGRAM", str(ROOT / "build/release/sekisho"))
SAMPLES = ROOT / "samples"
WATCHLIST = SAMPLES / "lists/sample-watchlist.ftm.jsonl"
API = yaml.safe_load((ROOT / "schema/openapi.yaml").read_text(encoding="utf-8"))
DEALING = json.loads((ROOT / "schema/dealing.json").read_text(encoding="utf-8"))
DOCUMENTS = {"dealing.json": DEALING}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool}


# -- schemas: the part of JSON Schema that openapi.yaml and dealing.json use --

def type_fits(name, value):
    if name == "null":
        return value is None
    if name in ("integer", "number"):
        return isinstance(value, int if name == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def target(reference, home):
    """(schema, document it stands in) of a $ref."""
    file, _, pointer = reference.partition("#")
    node = home = DOCUMENTS[file] if file else home
    for step in pointer.split("/")[1:]:
        node = node[step]
    return node, home


def word_problems(schema, value, path):
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path} is {value!r}, not one of {schema['enum']}")
    if "const" in schema and value is not schema["const"]:
        found.append(f"{path} is {value!r}, not {schema['const']!r}")
    if len(value if isinstance(value, (str, list)) else "x" * 999) < schema.get("minLength", schema.get("minItems", 0)):
        found.append(f"{path} is too short")
    return found


def map_problems(schema, value, path, home):
    """A property that the schema does not name is a problem: the document would be incomplete."""
    required = schema.get("required", [])
    found = [f"{path}/{key} is missing" for key in required if key not in value]
    for key, child in value.items():
        if home is DEALING and child is None and key not in required:
            continue  # src/codec/schema.h: not known
        if key in schema["properties"]:
            found += problems(schema["properties"][key], child, f"{path}/{key}", home)
        elif not schema.get("additionalProperties"):
            found.append(f"{path}/{key} is not in the schema")
    return found


def problems(schema, value, path="", home=API):
    """What does not fit."""
    if "$ref" in schema:
        schema, home = target(schema["$ref"], home)
        return problems(schema, value, path, home)
    if "anyOf" in schema:
        branches = [problems(branch, value, path, home) for branch in schema["anyOf"]]
        return min(branches, key=len) if all(branches) else []
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if kinds and not any(type_fits(k, value) for k in kinds):
        return [f"{path or '/'} is {json.dumps(value)[:60]}, not {'/'.join(kinds)}"]
    found = word_problems(schema, value, path)
    if isinstance(value, dict) and "properties" in schema:
        found += map_problems(schema, value, path, home)
    if isinstance(value, list) and "items" in schema and not schema.get("x-each-alone"):
        for i, child in enumerate(value):
            found += problems(schema["items"], child, f"{path}/{i}", home)
    return found


def route_of(path):
    """The path of the document that an address means."""
    path = path.split("?")[0]
    for route in API["paths"]:
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), path):
            return route
    return None


def call_of(method, path):
    """What the document says of a call; None if it says nothing."""
    route = route_of(path)
    return API["paths"][route].get(method.lower()) if route else None


def body_problems(method, path, body, answer):
    """Was a body accepted that the document does not allow?"""
    content = ((call_of(method, path) or {}).get("requestBody") or {}).get("content", {})
    if answer.status >= 300 or "application/json" not in content:
        return []
    return [f"accepted although {problem}" for problem in problems(content["application/json"]["schema"], json.loads(body))]


def answer_problems(method, path, answer):
    """Does an answer keep what the document says of the call?"""
    call = call_of(method, path)
    if call is None:
        return [] if answer.status in (401, 404, 405) else [f"{answer.status} from a call that is in no document"]
    if answer.status == 304:
        return ["a body with 304"] if answer.body else []
    responses = call["responses"]
    response = responses.get(str(answer.status), responses.get("default"))
    if response is None:
        return [f"{answer.status} is not in the document"]
    if "$ref" in response:
        response = API["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    kind = (answer.headers.get("Content-Type") or "").split(";")[0]
    content = response.get("content", {})
    if not content:
        return [] if not answer.body else ["a body where none is described"]
    if kind not in content:
        return [f"{kind} is not one of {list(content)}"]
    return problems(content[kind]["schema"], answer.json()) if kind.endswith("json") else []


# -- speaking --

class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


class Client:
    """One user of the server; every answer is checked against the document."""

    def __init__(self, port, key=None):
        self.port, self.key, self.cookie, self.csrf = port, key, None, None
        self.broken = []

    def login(self, user, password):
        answer = self.call("POST", "/v1/session", {"user": user, "password": password})
        if answer.status == 204:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
            self.csrf = answer.headers["X-CSRF-Token"]
        return answer

    def call(self, method, path, body=None, headers=None, timeout=30):
        more = {}
        if self.cookie:
            more["Cookie"] = self.cookie
            if method != "GET" and self.csrf:
                more["X-CSRF-Token"] = self.csrf
        if self.key:
            more["Authorization"] = f"Bearer {self.key}"
        if isinstance(body, (dict, list)):
            body = json.dumps(body, ensure_ascii=False).encode()
            more["Content-Type"] = "application/json"
        more.update(headers or {})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers={k: v for k, v in more.items() if v is not None})
            reply = connection.getresponse()
            answer = Answer(reply.status, reply.headers, reply.read())
        finally:
            connection.close()
        for problem in answer_problems(method, path, answer) + body_problems(method, path, body, answer):
            self.broken.append(f"{method} {path} {answer.status}: {problem}")
        return answer

    def job(self, job_id, seconds=30):
        """Wait for a job and answer its last state."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            job = self.call("GET", f"/v1/jobs/{job_id}").json()
            if job["state"] not in ("queued", "running"):
                return job
            time.sleep(0.05)
        raise AssertionError(f"the job still runs: {job}")


# -- the server --

class Server:
    def __init__(self, data=None, options=()):
        self.folder = None if data else tempfile.mkdtemp(prefix="sekisho-http-")
        self.data = data or os.path.join(self.folder, "data")
        self.options = list(options)
        self.process, self.port, self.admin_password = None, None, None

    def init(self):
        run("init", "--data", self.data)
        run("import", "--data", self.data, str(WATCHLIST))
        return self

    def start(self):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([PROGRAM, "serve", "--data", self.data, "--listen", "127.0.0.1:0", *self.options],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        match = re.fullmatch(r"listening on https?://127\.0\.0\.1:(\d+)\n", line)
        if not match:
            raise AssertionError(f"the first line is {line!r}; {self.log_text()}")
        self.port = int(match.group(1))
        password = re.search(r"^one-time password of admin: ([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})$", self.log_text(), re.M)
        if password:
            self.admin_password = password.group(1)
        return self

    def log_text(self):
        self.log.seek(0)
        return self.log.read()

    def client(self, key=None):
        return Client(self.port, key)

    def admin(self):
        client = self.client()
        answer = client.login("admin", self.admin_password)
        assert answer.status == 204, answer.body
        return client

    def resident(self):
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGESIZE")

    def stop(self, how=signal.SIGTERM, seconds=40):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(seconds)
        return self.process.returncode if self.process else None

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def run(*arguments, **options):
    """The output of the command line."""
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **options)
    assert done.returncode in (0, 10), f"{arguments}: {done.returncode}: {done.stderr.decode()}"
    return done.stdout


def order(name="1-green-en", **more):
    dealing = json.loads((SAMPLES / f"orders/{name}.json").read_text(encoding="utf-8"))
    dealing.update(more)
    return dealing

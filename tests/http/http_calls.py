"""What the calls answer: the same bytes as the command line, pages, conditions, answers and decisions, lists and jobs."""
import hashlib
import json
import urllib.parse

from harness import SAMPLES, WATCHLIST, order, run

NAMES = ["Hoshizora Shoji Co., Ltd.", "星空商事", "Northern Pump Works", "x", ""]


def test_screen_answers_the_bytes_of_the_command(world):
    queries = [{"id": str(i), "name": name} for i, name in enumerate(NAMES)] + [{"id": "c", "name": "Hoshizora", "country": "JP"}]
    lines = "\n".join(json.dumps(q, ensure_ascii=False) for q in queries).encode() + b"\n"
    import subprocess
    from harness import PROGRAM
    printed = subprocess.run([PROGRAM, "screen", "--data", world.server.data, "--input", "-", "--jsonl"], input=lines,
                             stdout=subprocess.PIPE, check=False).stdout
    answer = world.users["sales"].call("POST", "/v1/screen", {"queries": queries})
    assert answer.status == 200
    assert answer.body.strip() == b'{"results":[' + b",".join(printed.splitlines()) + b"]}", answer.body[:300]


def test_assess_answers_the_bytes_of_the_command(world):
    for name in ("1-green-en", "3-red-en"):
        path = SAMPLES / f"orders/{name}.json"
        printed = run("assess", "--data", world.server.data, "--dry-run", "--json", str(path))
        answer = world.users["export_control"].call("POST", "/v1/assessments?dry_run=true", path.read_bytes(),
                                                    {"Content-Type": "application/json"})
        assert answer.body == printed, name


def test_draft_answers_the_bytes_of_the_command(world):
    mail = "From: a@gulf.example\nSubject: Inquiry\n\nPlease quote 4 pumps for irrigation.\nGulf Bright Trading FZE\n".encode()
    printed = run("assess", "--draft", "--json", "--data", world.server.data, "-", input=mail)
    answer = world.users["sales"].call("POST", "/v1/drafts", mail, {"Content-Type": "application/octet-stream"})
    assert answer.status == 200 and answer.body == printed


def test_refused_dealing_names_the_field(world):
    answer = world.users["sales"].call("POST", "/v1/assessments", {"kind": "procurement", "parties": [{"role": "orderer", "phon": []}]})
    assert answer.status == 422 and answer.json()["path"] == "/parties/0/phon"
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_pages_go_on_where_they_ended(world):
    control = world.users["export_control"]
    for i in range(5):
        assert control.call("POST", "/v1/assessments", order(id=f"page-{i}", title=f"Pagetest {i}")).status == 200
    seen, cursor = [], None
    while True:
        page = control.call("GET", f"/v1/dealings?q=Pagetest&limit=2{'&cursor=' + cursor if cursor else ''}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(seen) == [f"page-{i}" for i in range(5)], seen
    assert control.call("GET", "/v1/dealings?limit=0").status == 422
    assert control.call("GET", "/v1/dealings?cursor=nonsense").status == 400


def test_same_key_and_body_is_stored_once(world):
    control = world.users["export_control"]
    head = {"Idempotency-Key": "once-1"}
    first = control.call("POST", "/v1/assessments", order(id="idem-1"), head)
    again = control.call("POST", "/v1/assessments", order(id="idem-1"), head)
    assert first.status == again.status == 200 and first.body == again.body
    other = control.call("POST", "/v1/assessments", order(id="idem-1", title="another"), head)
    assert other.status == 422, other.body
    assert control.call("GET", "/v1/dealings/idem-1").json()["version"] == 1


def test_lost_race_is_412(world):
    control = world.users["export_control"]
    control.call("POST", "/v1/assessments", order(id="race-1"))
    tag = control.call("GET", "/v1/dealings/race-1").headers["ETag"]
    body = {"indicator": "PRC-25", "state": "absent", "note": "asked"}
    assert control.call("POST", "/v1/dealings/race-1/answers", body, {"If-Match": tag}).status == 200
    assert control.call("POST", "/v1/dealings/race-1/answers", body, {"If-Match": tag}).status == 412
    fresh = control.call("GET", "/v1/dealings/race-1")
    assert fresh.headers["ETag"] != tag
    assert control.call("GET", "/v1/dealings/race-1", headers={"If-None-Match": fresh.headers["ETag"]}).status == 304


def test_lost_race_is_412_for_settings_users_views_and_what_is_kept(world):
    admin = world.admin
    assert admin.call("POST", "/v1/users", {"name": "raced", "roles": ["sales"]}).status == 201
    user = next(u for u in admin.call("GET", "/v1/users").json()["items"] if u["name"] == "raced")
    admin.call("PUT", "/v1/kept/race", {"typed": 1})
    rows = [  # address, tag of now, two different bodies
        ("/v1/settings", admin.call("GET", "/v1/settings").headers["ETag"], {"language": "en"}, {"language": "ja"}),
        ("/v1/views", admin.call("GET", "/v1/views").headers["ETag"], {"items": [{"name": "a", "address": "/a"}]}, {"items": []}),
        ("/v1/kept/race", admin.call("GET", "/v1/kept/race").headers["ETag"], {"typed": 2}, {"typed": 3}),
        ("/v1/users/raced", user["etag"], {"department": "east"}, {"department": "west"}),
    ]
    for path, tag, first, second in rows:
        won = admin.call("PUT", path, first, {"If-Match": tag})
        assert won.status in (200, 204), (path, won.body)
        assert admin.call("PUT", path, second, {"If-Match": tag}).status == 412, path
        assert admin.call("PUT", path, second, {"If-Match": won.headers["ETag"]}).status in (200, 204), path


def test_login_does_not_lose_a_race_for_the_administrator(world):
    made = world.admin.call("POST", "/v1/users", {"name": "comes", "roles": ["sales"]}).json()
    assert world.server.client().login("comes", made["password"]).status == 204
    assert world.admin.call("PUT", "/v1/users/comes", {"department": "east"}, {"If-Match": made["etag"]}).status == 200


def test_open_mandatory_check_blocks_approval(world):
    world.users["sales"].call("POST", "/v1/assessments", order("3-red-en", id="block-1", department="sales-east"))
    view = world.users["export_control"].call("GET", "/v1/dealings/block-1").json()
    level = view["level"]
    decider = world.users["executive" if level == "red" else "export_control"]
    assert view["incomplete"] and view["missing"]
    answer = decider.call("POST", "/v1/dealings/block-1/decisions", {"decision": "approve", "reason": "looks fine"})
    assert answer.status == 409 and answer.json()["missing"], answer.body
    assert decider.call("POST", "/v1/dealings/block-1/decisions", {"decision": "decline", "reason": ""}).status == 422
    declined = decider.call("POST", "/v1/dealings/block-1/decisions", {"decision": "decline", "reason": "listed party"})
    assert declined.status == 200 and declined.json()["state"] == "declined"


def test_missing_field_is_named_like_a_missing_check(world):
    dealing = order(id="asset-1", department="sales-east")
    del dealing["asset"]
    world.users["sales"].call("POST", "/v1/assessments", dealing)
    view = world.users["export_control"].call("GET", "/v1/dealings/asset-1").json()
    assert view["incomplete"] and [m.get("path") for m in view["missing"]] == ["/asset"], view["missing"]


def test_answer_is_known_by_its_hash(world):
    sales = world.users["sales"]
    answer = sales.call("POST", "/v1/assessments", order(id="hash-1", department="sales-east"))
    view = sales.call("GET", "/v1/dealings/hash-1").json()
    assert view["assessment_sha256"] == hashlib.sha256(answer.body.rstrip(b"\n")).hexdigest()


def test_history_says_what_changed(world):
    sales = world.users["sales"]
    sales.call("POST", "/v1/assessments", order(id="history-1", department="sales-east"))
    sales.call("POST", "/v1/assessments", order(id="history-1", department="sales-east", title="Another title"))
    newest = sales.call("GET", "/v1/dealings/history-1/versions").json()["items"][0]
    assert {"what": "field", "path": "/title", "before": order()["title"], "after": "Another title"} in newest["changes"], newest["changes"]


def test_answers_make_versions(world):
    sales = world.users["sales"]
    sales.call("POST", "/v1/assessments", order(id="versions-1", department="sales-east"))
    answer = sales.call("POST", "/v1/dealings/versions-1/answers", {"indicator": "PRC-14", "state": "absent", "note": "asked"})
    assert answer.status == 200 and answer.json()["version"] == 2
    assert len(sales.call("GET", "/v1/dealings/versions-1/versions").json()["items"]) == 2
    assert len(sales.call("GET", "/v1/dealings/versions-1/assessments").json()["items"]) == 2
    assert sales.call("POST", "/v1/dealings/versions-1/answers", {"indicator": "PRC-99", "state": "absent"}).status == 422


def test_letter_holds_the_questions(world):
    sales = world.users["sales"]
    sales.call("POST", "/v1/assessments", order("3-red-en", id="letter-1", department="sales-east"))
    for lang in ("ja", "en"):
        assert sales.call("GET", f"/v1/dealings/letter-1/letter?lang={lang}").json()["lang"] == lang
        mail = sales.call("GET", f"/v1/dealings/letter-1/letter?lang={lang}&format=eml")
        assert mail.status == 200 and b"Subject:" in mail.body


def test_inbox_is_assigned_and_snoozed(world):
    control = world.users["export_control"]
    world.users["sales"].call("POST", "/v1/assessments", order("3-red-en", id="inbox-1", department="sales-east"))
    assert "inbox-1" in [i["id"] for i in control.call("GET", "/v1/inbox?limit=200").json()["items"]]
    assert control.call("POST", "/v1/inbox/inbox-1", {"owner": "u-export-control"}).json()["owner"] == "u-export-control"
    assert "inbox-1" in [i["id"] for i in control.call("GET", "/v1/inbox?view=mine&limit=200").json()["items"]]
    assert control.call("POST", "/v1/inbox/inbox-1", {"until": "2099-01-01T00:00:00Z"}).status == 200
    assert "inbox-1" not in [i["id"] for i in control.call("GET", "/v1/inbox?limit=200").json()["items"]]


def test_kept_is_the_users_own(world):
    sales, hr = world.users["sales"], world.users["hr"]
    assert sales.call("PUT", "/v1/kept/new%2Fcheck", {"text": "半分"}).status == 204
    assert sales.call("GET", "/v1/kept/new%2Fcheck").json() == {"text": "半分"}
    assert hr.call("GET", "/v1/kept/new%2Fcheck").status == 404
    assert sales.call("DELETE", "/v1/kept/new%2Fcheck").status == 204
    assert sales.call("GET", "/v1/kept/new%2Fcheck").status == 404


def test_party_is_found_as_typed(world):
    control = world.users["export_control"]
    control.call("POST", "/v1/assessments", order("3-red-en", id="party-1"))
    page = control.call("GET", "/v1/parties?q=hoshizora").json()
    assert page["items"], page
    assert control.call("GET", f"/v1/parties/{page['items'][0]['id']}").status == 200


def test_listed_names_are_found_before_they_are_typed_to_their_end(world):
    control = world.users["export_control"]
    for typed, entry in (("orv", "sample-2"), ("orvanta prec", "sample-2"), ("trad orvan", "sample-2"), ("架空推進", "sample-5"), ("vel", "sample-3")):
        items = control.call("GET", f"/v1/parties?q={urllib.parse.quote(typed)}").json()["items"]
        assert entry in [i.get("entry") for i in items], (typed, items)
        assert len({i["id"] for i in items}) == len(items), items
    nothing = control.call("GET", "/v1/parties?q=orvanta%20zzz").json()["items"]
    assert "sample-2" not in [i.get("entry") for i in nothing if i["decision"] == "prefix"], nothing


def test_import_runs_as_a_job(world):
    control = world.users["export_control"]
    begun = control.call("POST", "/v1/lists?name=again.ftm.jsonl", WATCHLIST.read_bytes())
    assert begun.status == 202 and begun.headers["Location"] == "/v1/jobs/" + begun.json()["job"]
    job = control.job(begun.json()["job"])
    assert job["state"] == "done" and job["result"]["files"][0]["file"] == "again.ftm.jsonl", job
    assert world.users["sales"].call("GET", f"/v1/jobs/{job['job']}").status == 404
    assert control.call("DELETE", f"/v1/jobs/{job['job']}").json()["state"] == "done"


def test_dry_import_stores_nothing(world):
    control = world.users["export_control"]
    entity = {"id": "dry-1", "schema": "Company", "properties": {"name": ["Dryrun Heavy Works"], "topics": ["sanction"]}}
    begun = control.call("POST", "/v1/lists?name=dryrun-2026-01-05.ftm.jsonl&dry_run=true", json.dumps(entity).encode() + b"\n")
    job = control.job(begun.json()["job"])
    assert job["state"] == "done" and job["result"]["files"][0]["added"] == 1, job
    codes = [row["code"] for row in control.call("GET", "/v1/lists?limit=200").json()["items"]]
    assert not any("dryrun" in code for code in codes), codes


def test_progress_comes_as_events(world):
    control = world.users["export_control"]
    entities = [{"id": f"sse-{i}", "schema": "Company", "properties": {"name": [f"Events Trading {i}"], "topics": ["sanction"]}}
                for i in range(3000)]
    body = "\n".join(json.dumps(e) for e in entities).encode() + b"\n"
    begun = control.call("POST", "/v1/lists?name=events-2026-01-05.ftm.jsonl", body)
    events = control.call("GET", f"/v1/jobs/{begun.json()['job']}/events")
    lines = [json.loads(l[6:]) for l in events.body.decode().splitlines() if l.startswith("data: ")]
    assert lines and lines[-1]["state"] == "done", lines[-1:]
    assert events.headers["Content-Type"] == "text/event-stream"


def test_refused_file_is_a_failed_job_with_a_reason(world):
    control = world.users["export_control"]
    begun = control.call("POST", "/v1/lists?name=nonsense.bin", b"\x00\x01nonsense")
    job = control.job(begun.json()["job"])
    assert job["state"] == "failed" and "/incoming/" not in json.dumps(job), job


def test_editions_and_their_differences(world):
    control = world.users["export_control"]
    def entity(i, name):
        return {"id": f"diff-{i}", "schema": "Company", "properties": {"name": [name], "topics": ["sanction"]}}
    for day, names in (("2026-01-05", ["Diff One", "Diff Two"]), ("2026-02-05", ["Diff One", "Diff Three"])):
        body = "\n".join(json.dumps(entity(n, n)) for n in names).encode() + b"\n"
        job = control.job(control.call("POST", f"/v1/lists?name=difflist.ftm.jsonl&edition={day}", body).json()["job"])
        assert job["state"] == "done", job
    code = job["result"]["files"][0]["list"]
    diff = control.call("GET", f"/v1/lists/{code}/2026-02-05")
    assert diff.status == 200 and diff.json()["counts"]["added"] == 1 and diff.json()["counts"]["removed"] == 1, diff.body[:300]
    assert control.call("GET", f"/v1/lists/{code}/2020-01-01").status == 404


def test_lists_are_filtered_and_their_rejected_rows_paged(world):
    control = world.users["export_control"]
    rows = [{"id": f"bad-{i}", "schema": "Company", "properties": "none"} for i in range(5)]
    rows.append({"id": "good", "schema": "Company", "properties": {"name": ["Rejected Rows Ltd"], "topics": ["sanction"]}})
    body = "\n".join(json.dumps(row) for row in rows).encode() + b"\n"
    for day in ("2026-03-01", "2026-03-02"):
        job = control.job(control.call("POST", f"/v1/lists?name=rejectlist.ftm.jsonl&edition={day}", body + b"\n" * int(day[-1])).json()["job"])
        assert job["state"] == "done" and job["result"]["files"][0]["rejected"] == 5, job
    both = control.call("GET", "/v1/lists?q=REJECTL").json()["items"]
    assert {row["edition"] for row in both} == {"2026-03-01", "2026-03-02"}, both
    only = control.call("GET", "/v1/lists?q=rejectl&current=true").json()["items"]
    assert [row["edition"] for row in only] == ["2026-03-02"], only
    csv = control.call("GET", "/v1/lists?q=rejectl&current=true&format=csv").body.decode("utf-8-sig").splitlines()
    assert len(csv) == 2, csv
    path = f"/v1/lists/{only[0]['code']}/2026-03-02"
    assert control.call("GET", path).json()["rejected"] == 5
    first = control.call("GET", f"{path}/rejected?limit=3").json()
    rest = control.call("GET", f"{path}/rejected?limit=3&cursor={first['next']}").json()
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [3, 2, None], (first, rest)
    assert [row["line"] for row in first["items"] + rest["items"]] == [1, 2, 3, 4, 5]
    assert len(control.call("GET", f"{path}/rejected?format=csv").body.decode("utf-8-sig").splitlines()) == 6
    assert control.call("GET", "/v1/lists/none/2026-03-02/rejected").status == 404
    assert world.users["hr"].call("GET", f"{path}/rejected").status == 404


def test_users_are_written_out_as_a_table(world):
    rows = world.admin.call("GET", "/v1/users?format=csv").body.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("name,roles,") and any(row.startswith("u-sales,sales,") for row in rows), rows[:3]
    assert world.admin.call("GET", "/v1/users?format=xlsx").body[:2] == b"PK"


def test_settings_are_read_and_changed(world):
    names = {"organisation": {"names": ["Kaede Seiki"], "domains": ["kaede.example"], "phones": []}}
    changed = world.admin.call("PUT", "/v1/settings", names)
    assert changed.status == 200 and changed.json()["organisation"]["names"] == ["Kaede Seiki"]
    assert world.admin.call("PUT", "/v1/settings", {"home": "XX"}).status == 422
    assert world.admin.call("PUT", "/v1/settings", {"nonsense": 1}).status == 422


def test_tables_hold_all_filtered_rows(world):
    control = world.users["export_control"]
    for i in range(3):
        control.call("POST", "/v1/assessments", order(id=f"table-{i}", title=f"=Tabletest, \"{i}\""))
    csv = control.call("GET", "/v1/dealings?q=Tabletest&format=csv&limit=1")
    rows = csv.body.decode("utf-8-sig").splitlines()
    assert csv.status == 200 and len(rows) == 4 and rows[0].startswith("id,"), rows
    assert not any(row.split(",")[3].startswith('"=') for row in rows[1:]), "a cell may not begin a formula"
    book = control.call("GET", "/v1/dealings?q=Tabletest&format=xlsx")
    assert book.status == 200 and book.body[:2] == b"PK"


def test_newest_import_is_taken_back(world):
    control = world.users["export_control"]
    def load(day, name):
        entity = {"id": f"undo-{name}", "schema": "Company", "properties": {"name": [name], "topics": ["sanction"]}}
        begun = control.call("POST", f"/v1/lists?name=undolist.ftm.jsonl&edition={day}", json.dumps(entity).encode() + b"\n")
        return control.job(begun.json()["job"])["result"]["files"][0]
    def hits(name):
        return control.call("POST", "/v1/screen", {"queries": [{"id": "1", "name": name}]}).json()["results"][0]["hits"]
    load("2026-01-05", "Undo Former Works")
    code = load("2026-02-05", "Undo Latter Works")["list"]
    assert [h["entry"] for h in hits("Undo Latter Works")] == ["undo-Undo Latter Works"]
    for role, wanted in (("sales", 403), ("hr", 404), ("auditor", 404)):
        assert world.users[role].call("DELETE", f"/v1/lists/{code}/2026-02-05").status == wanted, role
    assert control.call("DELETE", f"/v1/lists/{code}/2026-01-05").status == 409
    assert control.call("DELETE", f"/v1/lists/{code}/2020-01-01").status == 404
    assert control.call("DELETE", "/v1/lists/no_such_list/2026-01-05").status == 404
    undone = control.call("DELETE", f"/v1/lists/{code}/2026-02-05")
    assert undone.status == 200, undone.body
    assert undone.json()["undone"]["edition"] == "2026-02-05" and undone.json()["current"]["edition"] == "2026-01-05"
    assert not hits("Undo Latter Works") and hits("Undo Former Works")
    assert control.call("GET", f"/v1/lists/{code}/2026-02-05").status == 404
    again = load("2026-02-05", "Undo Latter Works")
    assert again["added"] == 1 and "known" not in again and hits("Undo Latter Works")


def test_reviews_are_kept_and_applied(world):
    control, sales = world.users["export_control"], world.users["sales"]
    def hits(name, **more):
        answer = sales.call("POST", "/v1/screen", {"queries": [{"id": "1", "name": name, **more}]})
        return answer.json()["results"][0]["hits"]
    name = "Hoshizora Shoji Co., Ltd."
    body = {"query": name, "list": "sample_watchlist", "entry": "sample-1", "same": False, "reason": "another one"}
    assert hits(name)[0]["decision"] == "match" and "resolved" not in hits(name)[0]
    made = control.call("POST", "/v1/reviews", body, {"Idempotency-Key": "review-1"})
    again = control.call("POST", "/v1/reviews", body, {"Idempotency-Key": "review-1"})
    assert made.status == again.status == 201 and made.body == again.body, made.body
    hit = hits("HOSHIZORA SHOJI KK")[0]
    assert hit["decision"] == "match" and "resolved" not in hit, hit  # another legal form is another name
    hit = hits(name)[0]
    assert hit["decision"] == "no" and hit["score"] == 1, hit
    assert hit["resolved"]["by"] == "u-export-control" and hit["resolved"]["reason"] == "another one", hit
    page = sales.call("GET", "/v1/reviews?list=sample_watchlist&entry=sample-1&limit=1").json()
    assert page["items"][0] == made.json(), page
    found = [i for i in sales.call("GET", "/v1/parties?q=Hoshizora%20Shoji%20Co.,%20Ltd.").json()["items"] if i.get("entry") == "sample-1"]
    assert found and found[0]["resolved"]["same"] is False and found[0]["decision"] == "no", found
    assert control.call("POST", "/v1/reviews", {**body, "same": True, "query": {"name": name, "schema": "Company", "country": "JP"}}).status == 201
    assert hits(name)[0]["resolved"]["same"] is True


def test_reviews_of_a_stored_party_hold_for_all_its_names(world):
    control = world.users["export_control"]
    party = {"role": "orderer", "name": "Review Party Works", "names": ["Hoshizora Shoji Kabushiki"]}
    assert control.call("POST", "/v1/assessments", order(id="review-1", parties=[party])).status == 200
    stored = [i for i in control.call("GET", "/v1/parties?q=review%20party").json()["items"] if i["source"] == "dealing"][0]
    body = {"party": stored["id"], "list": "sample_watchlist", "entry": "sample-1", "same": False, "reason": "asked them"}
    assert control.call("POST", "/v1/reviews", {**body, "query": None}).json()["party"] == stored["id"]
    answer = control.call("POST", "/v1/screen", {"queries": [{"id": "1", "name": "hoshizora shoji KABUSHIKI"}]}).json()
    assert all(h["decision"] == "no" for h in answer["results"][0]["hits"]), answer


def test_refused_reviews_name_the_field(world):
    control = world.users["export_control"]
    good = {"query": "Somebody Else", "list": "sample_watchlist", "entry": "sample-1", "same": False, "reason": "r"}
    wrong = [({"query": None}, "/query"), ({"query": ""}, "/query"), ({"query": {"name": 3}}, "/query"), ({"query": "!?"}, "/query"),
             ({"party": "x"}, "/query"), ({"query": None, "party": "no-such-party"}, "/party"), ({"list": "nowhere"}, "/list"),
             ({"list": None}, "/list"), ({"entry": "nowhere"}, "/entry"), ({"same": "yes"}, "/same"), ({"same": None}, "/same"),
             ({"reason": " "}, "/reason"), ({"reason": None}, "/reason"), ({"resaon": "r"}, "/resaon")]
    for change, path in wrong:
        body = {k: v for k, v in {**good, **change}.items() if v is not None}
        answer = control.call("POST", "/v1/reviews", body)
        assert answer.status == 422 and answer.json()["path"] == path, (change, answer.body)
    assert control.call("POST", "/v1/reviews", b"[1]", {"Content-Type": "application/json"}).status == 422

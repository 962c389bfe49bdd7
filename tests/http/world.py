"""world.py: one server with a user of every role, who signed in once."""
from harness import Server

ROLES = ["employee", "sales", "export_control", "security_officer", "hr", "it_security", "executive", "research_security",
         "auditor", "admin"]


class World:
    def __init__(self):
        self.server = Server().init().start()
        self.admin = self.server.admin()
        self.users = {}
        for role in ROLES:
            name = f"u-{role.replace('_', '-')}"
            made = self.admin.call("POST", "/v1/users", {"name": name, "roles": [role], "department": "sales-east"})
            assert made.status == 201, made.body
            client = self.server.client()
            assert client.login(name, made.json()["password"]).status == 204
            self.users[role] = client

    def key(self, user, *scopes):
        """A client with an API key."""
        made = self.admin.call("POST", "/v1/keys", {"user": user, "scopes": list(scopes), "expires": "2099-12-31"})
        assert made.status == 201, made.body
        return self.server.client(made.json()["key"])

    def check_answers(self):
        """No answer so far broke the document."""
        broken = [line for client in [self.admin, *self.users.values()] for line in client.broken]
        for client in [self.admin, *self.users.values()]:
            client.broken = []
        assert not broken, "\n".join(sorted(set(broken))[:10])

    def close(self):
        self.server.close()

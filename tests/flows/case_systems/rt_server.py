"""A real Request Tracker from Debian's packages, with a configuration and a database of its own."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx

SERVER = Path("/usr/share/request-tracker5/libexec/standalone_httpd")
CONFIGURATION = """
$RT::VarPath = '{folder}/var';
$RT::MasonDataDir = '{folder}/mason';
$RT::MasonSessionDir = '{folder}/sessions';
Set($rtname, 'sagsklar.test');
Set($Organization, 'sagsklar.test');
Set($CommentAddress, 'rt-comment@sagsklar.test');
Set($CorrespondAddress, 'rt@sagsklar.test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebPath, '');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.sqlite');
Set($WebSessionClass, 'Apache::Session::File');
Set($MailCommand, 'mbox');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
Set($Timezone, 'Europe/Copenhagen');
1;
"""
SEED = """
@Queues = ({ Name => 'Sagsklar', CorrespondAddress => 'rt@sagsklar.test' });
@CustomFields = map {
    { Name => $_, Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', Queue => ['Sagsklar'] }
} qw(Sagsklar-Case Sagsklar-Screening Sagsklar-State Sagsklar-Request);
1;
"""
TOKEN = """
use lib '/usr/share/request-tracker5/lib';
use RT -init;
use RT::AuthToken;
my $user = RT::User->new(RT->SystemUser);
$user->Load('root');
my $new = RT::AuthToken->new(RT->SystemUser);
my ($done, $said, $token) = $new->Create(Owner => $user->Id, Description => 'test');
die $said unless $done;
print $token;
"""


@dataclass(frozen=True, slots=True)
class RequestTracker:
    """A running one. `folder` holds all that it writes."""

    url: str
    token: str
    folder: Path
    client: httpx.Client

    def ask(self, method: str, path: str, **what: Any) -> Any:
        """What its REST interface says, asked as a person would."""
        return self.client.request(method, f"/REST/2.0{path}", **what).raise_for_status().json()

    def mailbox(self, address: str) -> list[EmailMessage]:
        """The letters that a person got, oldest first."""
        raw = "".join(one.read_text() for one in sorted((self.folder / "var").glob("*.mbox")))
        letters = [
            message_from_string(one, policy=policy.default) for one in raw.split("\nFrom root@localhost")
        ]
        return [one for one in letters if one["To"] == address and one["Auto-Submitted"] != "auto-replied"]


@contextmanager
def request_tracker(folder: Path) -> Iterator[RequestTracker]:
    """Sets one up, starts it on a free port, and ends it with all its children."""
    port = free_port()
    for name in ("var", "mason", "sessions", "more"):
        (folder / name).mkdir()
    filled = CONFIGURATION.replace("{folder}", str(folder)).replace("{port}", str(port))
    (folder / "RT_SiteConfig.pm").write_text(filled)
    (folder / "seed.pl").write_text(SEED)
    surroundings = {
        **os.environ,
        "RT_SITE_CONFIG": str(folder / "RT_SiteConfig.pm"),
        "RT_SITE_CONFIG_DIR": str(folder / "more"),
    }
    set_up = ("rt-setup-database-5", "--action")
    run(surroundings, *set_up, "init", "--force")
    run(surroundings, *set_up, "insert", "--skip-create", "--datafile", str(folder / "seed.pl"))
    token = run(surroundings, "perl", "-e", TOKEN)
    with (folder / "log").open("w") as log:
        command = [str(SERVER), "--host", "127.0.0.1", "--port", str(port)]
        process = subprocess.Popen(command, env=surroundings, stdout=log, stderr=log, start_new_session=True)
    url, access = f"http://127.0.0.1:{port}", {"authorization": f"token {token}"}
    try:
        with httpx.Client(base_url=url, headers=access, timeout=60, trust_env=False) as client:
            yield wait(RequestTracker(url, token, folder, client))
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def run(surroundings: dict[str, str], *command: str) -> str:
    done = subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True, timeout=120)
    return done.stdout


def wait(found: RequestTracker) -> RequestTracker:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            found.ask("GET", "/queue/Sagsklar")
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return found
    raise TimeoutError((found.folder / "log").read_text())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

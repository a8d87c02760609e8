"""Fifty officers at work for half an hour, on the processes of the compose file; fails where one waits.

``make nightly`` starts it: PostgreSQL that writes to the disk, two web, two workers, nginx, one machine.
``LOAD_MINUTES`` says how long, ``LOAD_OFFICERS`` how many.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from app.services import passwords
from db.base import new_id
from db.models import Holding, Person
from db.upgrade import upgrade
from tests.cluster import running
from tests.deployment.composed import HOST, PATIENCE, Composed
from tests.office import MONDAY, RECOMMENDATION, SINCE, Office
from tests.offices import TEMPLATE, open_at
from tests.web.test_counter import chi

MINUTES = float(os.environ.get("LOAD_MINUTES", "30"))
OFFICERS = int(os.environ.get("LOAD_OFFICERS", "50"))
LIMIT = 500  # milliseconds in which 95 of 100 answers must be there
PASSWORD = "rổ rá cạp lại 88"
LOCUST = Path(sys.prefix) / "nightly" / "bin" / "locust"
RESULT = Path(__file__).resolve().parents[2] / "bench" / "load.json"
ROLES = {"officer": "office", "unit_head": "economy"}  # and the unit


def main() -> None:
    """Found an office, let them work, say how long they waited."""
    folder = Path(tempfile.mkdtemp(prefix="donthu-load-"))
    try:
        with running({"listen_addresses": "", "max_connections": "200"}) as cluster:
            database = open_at(cluster.create(TEMPLATE), folder)
            upgrade(database)
            office = Office(database)
            logins = admit(office)
            database.close()
            composed = Composed(folder, cluster.create("load", template=TEMPLATE))
            try:
                bring_up(composed)
                play(composed, office, logins)
            finally:
                composed.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(judge(json.loads(RESULT.read_text("utf-8"))))


def admit(office: Office) -> dict[str, list[str]]:
    """Let the people into the office; gives their logins by role: four officers for each head."""
    hashed, logins = passwords.given(PASSWORD).hashed, {role: [] for role in ROLES}
    with office.database.transaction() as session:
        for number in range(OFFICERS):
            role = "unit_head" if number % 5 == 4 else "officer"
            person = Person(
                id=new_id(), name=f"Nguyễn Văn {number}", sort_key=str(number), login=f"load{number}",
                email="", password_hash=hashed, must_change=False, active=True, language="vi",
                created_at=MONDAY,
            )  # fmt: skip
            held = Holding(
                id=new_id(), person_id=person.id, authority_id=office.authority_id,
                unit_id=office.units[ROLES[role]], role=role, title=role, title_en=role, since=SINCE,
            )  # fmt: skip
            session.add_all([person, held])
            logins[role].append(person.login)
    return logins


def bring_up(composed: Composed) -> None:
    """Start what the compose file starts."""
    migrated = composed.start("migrate").wait(timeout=PATIENCE)
    if migrated:
        raise SystemExit(composed.log("migrate"))
    composed.running.pop("migrate")
    for name in ("web1", "web2", "worker1", "worker2"):
        composed.start(name)
    composed.start_proxy()
    for name in ("web1", "web2", "proxy"):
        composed.wait_for(name)


def play(composed: Composed, office: Office, logins: dict[str, list[str]]) -> None:
    """Let locust play the people."""
    given = {
        "address": f"http://127.0.0.1:{composed.ports['proxy']}",
        "host": HOST,
        "logins": logins,
        "password": PASSWORD,
        "petition": chi(),
        "classified": {**RECOMMENDATION, "lead_unit": str(office.units["economy"])},
    }
    people = composed.folder / "officers.json"
    people.write_text(json.dumps(given), "utf-8")
    RESULT.unlink(missing_ok=True)
    words = [
        LOCUST,
        "-f",
        str(Path(__file__).with_name("officers.py")),
        "--headless",
        "--only-summary",
        "--loglevel",
        "WARNING",
    ]
    words += ["-u", str(OFFICERS), "-r", "2", "-t", f"{int(MINUTES * 60)}s", "--stop-timeout", "20"]
    settings = {**os.environ, "LOAD_OFFICERS": str(people), "LOAD_RESULT": str(RESULT)}
    subprocess.run(words, env=settings, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words


def judge(found: dict[str, list]) -> int:
    """Print the table; gives 1 if somebody waited too long or an answer was an error."""
    columns = ("asked", "errors", "p50", "p95", "p99")
    click.echo(f"{'ms, ' + str(OFFICERS) + ' people':<28}" + "".join(f"{name:>8}" for name in columns))
    for row in found["rows"]:
        click.echo(f"{row['address']:<28}" + "".join(f"{row[name]:>8.0f}" for name in columns))
    for problem in found["problems"]:
        click.echo(f"error: {problem}")
    total = found["rows"][-1]
    bad = not total["asked"] or total["errors"] or total["p95"] >= LIMIT
    click.echo(
        f"95 of 100 answers within {total['p95']:.0f} ms, {total['errors']} errors: {'NO' if bad else 'ok'}"
    )
    return int(bool(bad))


if __name__ == "__main__":
    main()

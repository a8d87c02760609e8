"""Take the pictures of the documents anew, from a demonstration of their own.

``.venv/bin/python docs/pictures/take.py`` takes all; names after it take only those. It starts the
demonstration in a folder that is thrown away (or in ``--data``), walks to each page as one of its
people, photographs it, and keeps no more colours than the picture needs.
"""
# ruff: noqa: INP001 - a program beside its pictures, not a package

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import procedures
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.services.office import open_office
from app.settings import from_environment
from db.models import Case, CasePetition, Document, Petition, Task

HERE = Path(__file__).parent
BORROWED = HERE.parents[1] / "tests" / "web" / "borrowed.bpmn"
DONTHU = Path(sys.executable).with_name("donthu")
PATIENCE = 600  # seconds until the demonstration has been played
COLOURS = 64
WIDE, LOW, PHONE = (1366, 820), (1366, 460), (390, 844)
ROW = "table a.row-link"
HIDDEN = ((0.15, 0.142, 0.315, 0.176), (0.43, 0.142, 0.575, 0.176))  # shares of the photograph


@dataclass(frozen=True)
class Demo:
    """A running demonstration."""

    url: str
    password: str
    data: Path


@dataclass(frozen=True)
class Shot:
    """One picture: its name, who looks (nobody: a citizen), how they come there, on which screen."""

    name: str
    who: str
    walk: Callable[[Page, Demo], None]
    size: tuple[int, int] = WIDE
    scale: int = 1


def at(path: str, *clicks: str) -> Callable[[Page, Demo], None]:
    """Go to an address, then through the first link of each selector."""

    def walk(page: Page, demo: Demo) -> None:
        page.goto(demo.url + path)
        for selector in clicks:
            page.locator(selector).first.click()
            page.wait_for_load_state()

    return walk


def by(walk: Callable[[Page, str], None]) -> Callable[[Page, Demo], None]:
    """Take a walk that only asks for the address."""
    return lambda page, demo: walk(page, demo.url)


def register_somebody(page: Page, demo: Demo) -> None:
    """Type the beginning of a petition, so that the tables and the earlier petitions answer."""
    page.goto(demo.url + "/counter")
    page.get_by_label("Họ và tên").first.fill("Nguyễn Thị Chi")
    page.get_by_label("Số điện thoại").first.fill("0912 345 678")
    page.get_by_label("Tóm tắt một dòng").fill("Đường ngập sâu sau mưa, xe máy không qua được")
    page.get_by_label("Tóm tắt một dòng").press("Tab")
    page.wait_for_timeout(4000)  # what the page asks for while one types
    page.evaluate("scrollTo(0, 0)")


def look_at_the_drawing(page: Page, demo: Demo) -> None:
    """Open the file of a recommendation that is late, and look at its drawing."""
    at("/register?kind=reflection&state=late", ROW)(page, demo)
    page.locator(".drawing").first.evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 120)")


def ask_as_a_citizen(page: Page, demo: Demo) -> None:
    """Type the code of a complaint that is on its way."""
    page.goto(demo.url + "/status")
    page.locator("[name=code]").fill(_code(demo))
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def black_out_a_photograph(page: Page, demo: Demo) -> None:
    """Draw black boxes over a name and a number in a photograph that came with a denunciation."""
    with _looking(demo) as session:
        task = session.scalars(select(Task).where(Task.node == "de_redact", Task.state == "open")).first()
        wanted = task and select(Document.id).where(
            Document.case_id == task.case_id, Document.media_type.is_not(None)
        )
        paper = session.scalars(wanted).first() if task and wanted is not None else None
    if task is None or paper is None:
        raise click.ClickException("the demonstration has no photograph to be blacked out")
    page.goto(f"{demo.url}/cases/{task.case_id}/redact/{paper}")
    page.wait_for_timeout(1500)  # until its page is drawn
    sheet = page.locator("main img").first.bounding_box()
    if sheet is None:
        raise click.ClickException("the photograph was not drawn")
    for left, top, right, bottom in HIDDEN:
        page.mouse.move(sheet["x"] + left * sheet["width"], sheet["y"] + top * sheet["height"])
        page.mouse.down()
        page.mouse.move(sheet["x"] + right * sheet["width"], sheet["y"] + bottom * sheet["height"], steps=4)
        page.mouse.up()


def look_at_a_denunciation(page: Page, demo: Demo) -> None:
    """Open the file of a denunciation that is being verified."""
    with _looking(demo) as session:
        rows = select(Task.case_id).where(Task.node == "dv_meet", Task.state == "open")
        case_id = session.scalars(rows).first()
    page.goto(f"{demo.url}/cases/{case_id}")


def bring_a_draft(page: Page, demo: Demo) -> None:
    """Bring a drawing that another program made."""
    page.goto(demo.url + "/procedures")
    page.locator("[name=files]").set_input_files(BORROWED)
    page.get_by_role("button", name="Nhận làm bản nháp").click()
    page.wait_for_url("**/procedures/*")
    page.goto(page.url)  # without the sentence that is said once


def rehearse_a_complaint(page: Page, demo: Demo) -> None:
    """Turn the clock of a rehearsal until a limit was missed."""
    procedures.open_procedure(page, demo.url)
    page.get_by_role("button", name="Diễn tập").click()
    page.wait_for_url("**/rehearsals/*")
    page.locator("#to").fill((clock.today() + dt.timedelta(days=31)).strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Vặn đồng hồ").click()
    page.locator(".flash-late").wait_for()


SHOTS = (
    Shot("counter", "oanh", register_somebody),
    Shot("inbox", "oanh", at("/inbox"), LOW),
    Shot("task", "kien", at("/inbox?view=mine", ROW)),
    Shot("case", "long", at("/register?kind=complaint&state=open", ROW), (1366, 900)),
    Shot("drawing", "long", look_at_the_drawing, (1366, 600)),
    Shot("desk", "long", at("/desk"), PHONE, 2),
    Shot("desk-item", "long", at("/desk", ".desk-stack a")),
    Shot("signing", "long", at("/signing", ROW)),
    Shot("board", "long", at("/board")),
    Shot("letters", "van", at("/letters?tab=send"), LOW),
    Shot("letter", "van", at("/letters?tab=prove", ROW)),
    Shot("register", "sau", at("/register")),
    Shot("people", "an", at("/people")),
    Shot("units", "an", at("/units")),
    Shot("limits", "lan", at("/law?rule=KN1.SETTLE&from=2026-11-02")),
    Shot("law-versions", "lan", at("/law/of/limit/KN1.SETTLE"), (1366, 700)),
    Shot("redaction", "oanh", black_out_a_photograph, (1366, 900)),
    Shot("denunciation", "long", look_at_a_denunciation, (1366, 720)),
    Shot("receptions", "oanh", at("/receptions"), (1366, 640)),
    Shot("watchlist", "long", at("/watchlist"), LOW),
    Shot("procedure", "lan", bring_a_draft, (1366, 900)),
    Shot("rehearsal", "lan", rehearse_a_complaint, (1366, 1100)),
    Shot("flow", "an", at(f"/procedures/of/{procedures.COMPLAINT}"), (1366, 760)),
    Shot("modeler", "an", by(procedures.draw_a_step), (1366, 760)),
    Shot("review", "lan", by(procedures.read_what_changes), (1366, 760)),
    Shot("checklist", "lan", by(procedures.look_at_the_checklist), (1366, 590)),
    Shot("status", "", ask_as_a_citizen, PHONE, 2),
    Shot("migration", "lan", by(procedures.try_cases_on_copies), (1366, 760)),
)


@contextmanager
def demonstration(folder: Path) -> Iterator[Demo]:
    """Serve the demonstration of a folder on a free port until the pictures are taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "DATA": str(folder), "PORT": str(port)}
    with (folder / "serve.log").open("wb") as log:
        office = subprocess.Popen([DONTHU, "serve", "--demo"], env=env, stdout=log, stderr=log)  # noqa: S603 - our own program
        try:
            _wait(office, f"http://127.0.0.1:{port}/healthz")
            told = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
            yield Demo(f"http://127.0.0.1:{port}", told["password"], folder)
        finally:
            office.terminate()
            office.wait()


def take(browser: Browser, demo: Demo, shot: Shot) -> int:
    """Take one picture; give how many bytes it has."""
    width, height = shot.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=shot.scale,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    page.context.add_cookies([{"name": "language", "value": "vi", "url": demo.url}])
    if shot.who:
        page.goto(demo.url + "/sign-in")
        page.locator("[name=login]").fill(shot.who)
        page.locator("[name=password]").fill(demo.password)
        page.locator("main form button:visible").first.click()
        page.wait_for_url(re.compile(r"^(?!.*/sign-in)"))
    shot.walk(page, demo)
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.context.close()
    small = picture.convert("RGB").quantize(
        COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE
    )
    target = HERE / f"{shot.name}.png"
    small.save(target, optimize=True)
    return target.stat().st_size


def _wait(office: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and office.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310 - this machine
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise click.ClickException("the demonstration did not open; its log is serve.log in the data folder")


@contextmanager
def _looking(demo: Demo) -> Iterator[Session]:
    database = open_office(from_environment({"DATA": str(demo.data)}))
    with database.reading() as session:
        yield session
    database.close()


def _code(demo: Demo) -> str:
    """Read the code of a complaint that is being settled, as the counter printed it."""
    database = open_office(from_environment({"DATA": str(demo.data)}))
    with database.reading() as session:
        petition = session.scalars(
            select(Petition)
            .join(CasePetition, CasePetition.petition_id == Petition.id)
            .join(Case, Case.id == CasePetition.case_id)
            .where(Case.kind == "complaint", Case.state == "open")
            .order_by(Case.opened_at)
        ).first()
        if petition is None:
            raise click.ClickException("the demonstration has no complaint that is being settled")
        code = vault.read_data(session, vault.key_of(session, petition), petition.details)["code"]
    database.close()
    return str(code)


@click.command()
@click.argument("names", nargs=-1)
@click.option("--data", type=click.Path(path_type=Path), help="a demonstration that was played before")
def main(names: tuple[str, ...], data: Path | None) -> None:
    """Take the pictures named, or all."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = data or Path(thrown_away)
        with demonstration(folder) as demo, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=options)
            for shot in SHOTS:
                if not names or shot.name in names:
                    click.echo(f"{shot.name}: {take(browser, demo, shot) // 1024} kB")
            browser.close()


if __name__ == "__main__":
    main()

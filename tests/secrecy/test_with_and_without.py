"""The same weeks in two wards, in one of them with denunciations: nobody without a right sees a difference.

Both wards begin from the same rows and live through the same complaints and recommendations, the same clock
and the same digests; in one of them denunciations come in, are accepted, told of and verified meanwhile.
"""

import datetime as dt
import shutil

import pytest

from app import clock
from app.services import digest as digests
from tests.casework.complaints import accepted as complaint_accepted
from tests.office import Office
from tests.offices import open_at
from tests.secrecy import crawl
from tests.secrecy import town as towns
from tests.secrecy.canaries import Denouncer
from tests.secrecy.conftest import behind_the_door
from tests.secrecy.town import Town

UNKNOWING = ("", "van", "hoa", "an", "sau", "nhan", "dong", "xa")  # one of each sort of who holds no right
WEEKS = 3


def lived(folder, founded: Office, *, denounced: bool) -> Town:
    """Let the weeks pass in a ward."""
    town = Town(Office(open_at(f"sqlite:///{folder / 'office.db'}", folder), founded))
    town.folder, office = folder, town.office
    for week in range(WEEKS):
        if denounced:
            play = (towns.verifying, towns.checked, towns.transferred)[week]
            town.cases[f"{week}"] = play(town, Denouncer("", 20 + week))
        complaint_accepted(office)
        recommendation = office.register().case_id
        office.classify(recommendation)
        office.passes(days=7)
        office.sweep()
        with clock.at(office.now):
            digests.write_due(office.database, by_mail=True)
    town.app = behind_the_door(town)
    return town


@pytest.fixture(scope="module")
def wards(founded_embedded, tmp_path_factory):
    founded, template = founded_embedded
    both = []
    first = tmp_path_factory.mktemp("wards") / "base"
    shutil.copytree(template, first)
    base = Office(open_at(f"sqlite:///{first / 'office.db'}", first), founded)
    Town(base)  # the same people in both
    base.database.close()
    for denounced in (False, True):
        folder = first.parent / f"denounced-{denounced}"
        shutil.copytree(first, folder)
        both.append(lived(folder, base, denounced=denounced))
    yield both
    for town in both:
        town.office.database.close()


def pages(town: Town, who: str) -> list[tuple[str, str]]:
    """Read every page as somebody; ids and marks that are made anew are taken out."""
    visitor = crawl.Visitor(town.app, town.office, who)
    found = crawl.addresses(town.app, town.office, narrow=True, without=town.cases.values())
    return [
        (crawl.same(address), crawl.same(crawl.told(visitor.open(address)))) for address, _endpoint in found
    ]


@pytest.mark.parametrize("who", UNKNOWING)
def test_nobody_without_a_right_can_tell_the_two_wards_apart(wards, who):
    without, with_it = (pages(town, who) for town in wards)
    assert [address for address, _text in without] == [address for address, _text in with_it]
    differing = [one[0] for one, other in zip(without, with_it, strict=True) if one != other]
    assert differing == []


def test_whoever_leads_can_tell_them_apart(wards):
    """The comparison itself is proved: there is a difference to be seen."""
    without, with_it = (pages(town, "long") for town in wards)
    assert without != with_it


def test_the_weeks_passed_and_the_digests_came(wards):
    for town in wards:
        assert town.office.now - dt.timedelta(weeks=WEEKS) >= towns.MONDAY
        assert "digest" in town.office.notices(town.office.kien)

"""At the end of its retention what is sealed of a case is destroyed, and what must stay stays."""

import datetime as dt

import pytest
from sqlalchemy import select, text

from app.casework import retention as ends
from app.casework import search, vault
from app.casework.audit import first_broken
from app.errors import NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.legaltime import retention as periods
from app.listings import case_search, earlier, figure_counts, register
from app.listings import retention as listing
from app.services import retention
from db.models import AuditEntry, BlindKey, Identity, VaultKey
from tests.office import FLOOD, RECOMMENDATION, Office
from tests.sealed import denunciation

SECRETS = ("Nguyễn Thị Chi", "0912345678", "040123456789", "Đường khối 3", "ngập")
FILED = RECOMMENDATION | {
    "eligibility": "ineligible", "ineligible_ground": "illegible", "illegible": "true", "outcome": "file",
}  # fmt: skip


@pytest.fixture
def filed(office: Office):
    """A petition that was filed without being handled."""
    case_id = office.register(FLOOD).case_id
    office.classify(case_id, FILED)
    assert office.case(case_id).state == "closed"
    return case_id


def destroy(office: Office, case_id, *, number: str = "1/2026", who: str = "long") -> None:
    with office.work() as session:
        retention.destroy(session, case_id, number=number, actor=office.people[who])


def due(office: Office) -> list[str]:
    with office.look() as session:
        return [each.number for each in listing.due(session, actor=office.long)]


def test_nothing_is_due_before_its_time_and_everything_after_it(office: Office, filed):
    office.until(dt.date(2027, 8, 3))
    assert due(office) == []
    with pytest.raises(NotPossibleNow):
        destroy(office, filed)
    office.until(dt.date(2027, 8, 4))
    assert due(office) == ["1/2026"]


def test_what_was_sealed_can_never_be_read_again_and_the_line_stays(office: Office, filed):
    office.until(dt.date(2027, 8, 4))
    destroy(office, filed)
    assert due(office) == []
    with office.look() as session:
        case = office.case(filed)
        assert session.get_one(VaultKey, case.key_id).wrapped is None
        assert [vault.identity(session, each) for each in session.scalars(select(Identity.id))] == [{}]
        whole = register.page(
            session, register.Filter(since=case.received_on, until=case.received_on), actor=office.kien
        )
        line = whole.lines[0]
        assert (line.serial, line.summary) == ("1/2026", ends.DESTROYED)
        assert first_broken(session, filed) is None
        assert session.scalars(select(BlindKey)).all() == []
    assert "case.destroy" in {entry.tag for entry in office.all(AuditEntry, filed)}


def test_no_table_holds_a_word_of_it_any_more(office: Office, filed):
    office.until(dt.date(2027, 8, 4))
    destroy(office, filed)
    told = []
    with office.look() as session:
        for table in session.get_bind().dialect.get_table_names(session.connection()):
            for row in session.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608 - our own tables
                told += [
                    bytes(v).decode("utf-8", "ignore") if isinstance(v, bytes | memoryview) else str(v)
                    for v in row
                ]
    stored = "\n".join(told)
    assert [secret for secret in SECRETS if secret in stored] == []


def test_it_is_found_by_its_number_alone(office: Office, filed):
    office.until(dt.date(2027, 8, 4))
    destroy(office, filed)
    with office.look() as session:
        assert [hit.number for hit in case_search.find(session, "1/2026", actor=office.kien).rows] == [
            "1/2026"
        ]
        for words in ("ngập", "0912345678", "040123456789", "Chi"):
            assert case_search.find(session, words, actor=office.kien).rows == ()
        assert earlier.find(session, FLOOD, actor=office.oanh) == ()
        assert search.by_number(session, office.authority_id, "1/2026").id == filed


def test_the_figures_count_it_as_before(office: Office, filed):
    scope = figure_counts.Scope(first=dt.date(2026, 1, 1), last=dt.date(2027, 12, 31))
    with office.look() as session:
        before = figure_counts.within(session, scope)
    office.until(dt.date(2027, 8, 4))
    destroy(office, filed)
    with office.look() as session:
        assert figure_counts.within(session, scope) == before


def test_only_the_leader_confirms_and_types_the_number(office: Office, filed):
    office.until(dt.date(2027, 8, 4))
    for who in ("oanh", "kien", "hoa"):
        with pytest.raises(NotAllowed):
            destroy(office, filed, who=who)
    for number in ("", "2/2026", "NP1/2026"):
        with pytest.raises(Unacceptable):
            destroy(office, filed, number=number)
    destroy(office, filed)
    with pytest.raises(NotPossibleNow):
        destroy(office, filed)


def test_a_denunciation_is_kept_for_its_own_time_and_hidden_from_its_denounced_leader(office: Office):
    case_id = denunciation(office)
    with office.work() as session:
        session.execute(
            text(
                "UPDATE petition_case SET state = 'closed', closed_on = '2026-08-03', closed_as = 'concluded'"
            )
        )
    office.until(dt.date(2041, 8, 3))
    assert due(office) == []
    office.until(dt.date(2041, 8, 4))
    assert due(office) == ["NP1/2026"]
    with office.work() as session:
        case = session.merge(office.case(case_id))
        case.contested_author_id = office.long.person_id
    assert due(office) == []
    with pytest.raises(NotFound):
        destroy(office, case_id, number="NP1/2026")


def test_an_open_case_is_never_destroyed(office: Office):
    case_id = office.register().case_id
    office.classify(case_id)
    office.until(dt.date(2060, 1, 4))
    assert due(office) == []
    with pytest.raises(NotPossibleNow):
        destroy(office, case_id)


def test_each_period_is_data_with_its_source_and_how_surely_it_is_known():
    filed = periods.of("complaint", "filed", dt.date(2026, 8, 3))
    assert (filed.years, filed.article, filed.confidence) == (1, "Thông tư 05/2021/TT-TTCP", "believed")
    other = periods.of("denunciation", "concluded", dt.date(2026, 8, 3))
    assert (other.years, other.confidence) == (15, "uncertain")
    assert periods.of("reflection", "answered", dt.date(2026, 8, 3)).years == 5


def test_a_year_from_the_leap_day_is_over_on_the_first_of_march():
    kept = periods.of("complaint", "filed", dt.date(2028, 3, 1))
    assert kept.ends_on(dt.date(2028, 2, 29)) == dt.date(2029, 3, 1)
    assert kept.ends_on(dt.date(2027, 12, 31)) == dt.date(2029, 1, 1)

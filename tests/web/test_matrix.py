"""Every route says who may come through, and everybody finds exactly the doors that were reviewed."""

import csv

import pytest
from flask import Flask

from app.policy.routes import PUBLIC, ROUTE_POLICIES
from app.web import access
from app.web.access import UndeclaredRoute, policy_of
from tests.web import matrix


def reviewed_table():
    return list(csv.DictReader(matrix.TABLE.read_text(encoding="utf-8").splitlines()))


def test_a_route_without_a_policy_keeps_the_application_from_starting():
    bare = Flask("bare")
    bare.add_url_rule("/secret", "secret", lambda: "")
    with pytest.raises(UndeclaredRoute, match="secret"):
        access.install(bare)


def test_every_route_declares_one_of_the_policies(app):
    declared = {rule.endpoint: policy_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert {endpoint for endpoint, policy in declared.items() if policy not in ROUTE_POLICIES} == set()


def test_everybody_finds_the_doors_that_were_reviewed(town):
    reviewed = reviewed_table()
    found = matrix.lines(town)
    changed = [line for line in found if line not in reviewed]
    gone = [line for line in reviewed if line not in found]
    assert (changed, gone) == ([], []), "python -m tests.web.matrix writes the table anew; then review it"


def test_the_reviewed_table_gives_nobody_more_than_the_policy_says():
    for line in reviewed_table():
        policy = next(each for each in ROUTE_POLICIES if each.name == line["policy"])
        assert "BROKEN" not in line.values(), line
        if policy is not PUBLIC:
            assert line["anonymous"] == "login", line
        for role in matrix.ROLES:
            if policy.roles is not None and role not in policy.roles:
                assert line[role] == "refused", line
                assert line[f"other:{role}"] in {"", "refused"}, line

"""The compose file is a compose file, and keeps what the operations guide says of it."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads(Path(__file__).with_name("compose-spec").joinpath("compose-spec.json").read_text("utf-8"))
GRACEFUL = 30  # seconds; app/cli/_processes.py
OURS = ("migrate", "web1", "web2", "worker1", "worker2")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))


def test_it_fulfils_the_schema_of_the_compose_specification(compose):
    Draft202012Validator.check_schema(SCHEMA)
    wrong = Draft202012Validator(SCHEMA).iter_errors(compose)
    assert [f"{'/'.join(map(str, each.path))}: {each.message}" for each in wrong] == []


def test_the_schema_refuses_what_is_none():
    refused = {"services": {"web": {"image": "x", "orders": ["serve"]}}}
    assert not Draft202012Validator(SCHEMA).is_valid(refused)


def test_every_container_runs_as_nobody_on_a_root_that_cannot_be_written(compose):
    services = compose["services"]
    assert {name for name, each in services.items() if not each.get("read_only")} == set()
    assert {name for name, each in services.items() if each.get("cap_drop") != ["ALL"]} == set()
    named = {name for name, each in services.items() if each.get("user", "0").startswith("0")}
    assert named == {"database"}  # its image gives up root by itself
    assert all(services[name]["user"] == "10001:10001" for name in OURS)
    assert "USER 10001" in (ROOT / "Dockerfile").read_text("utf-8")


def test_secrets_come_from_files_and_nothing_secret_stands_in_the_environment(compose):
    for name, each in compose["services"].items():
        given = each.get("environment", {})
        secret = {key for key in given if re.search("PASSWORD|TOKEN|KEY", key)}
        assert {key for key in secret if not key.endswith("_FILE")} == set(), name
        for key in secret:
            assert given[key].removeprefix("/run/secrets/") in each["secrets"], (name, key)
    assert {each["file"].split("/")[1] for each in compose["secrets"].values()} == {"secrets"}


def test_the_office_opens_after_the_database_was_brought_to_its_release(compose):
    for name in OURS[1:]:
        after = compose["services"][name]["depends_on"]
        assert after["migrate"]["condition"] == "service_completed_successfully"
        assert after["database"]["condition"] == "service_healthy"
    assert compose["services"]["migrate"]["restart"] == "no"


def test_only_the_proxy_can_be_reached_and_only_from_this_machine(compose):
    assert {name for name, each in compose["services"].items() if "ports" in each} == {"proxy"}
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["proxy"]["ports"])
    assert compose["networks"]["inside"]["internal"] is True
    assert compose["services"]["database"]["networks"] == ["inside"]


def test_whoever_is_asked_by_the_proxy_says_whether_it_is_well(compose):
    healthy = {name for name, each in compose["services"].items() if "test" in each.get("healthcheck", {})}
    assert healthy == {"database", "web1", "web2", "proxy"}


def test_every_image_is_named_with_its_version_and_the_database_is_dumped_by_programs_of_its_own(compose):
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    foreign = {each["image"] for each in compose["services"].values() if "build" not in each}
    assert all(re.search(r":\d+(\.\d+)?-\w", image) for image in foreign | set(bases))
    assert len(set(bases)) == 1
    version = re.search(r":(\d+)", compose["services"]["database"]["image"])[1]
    assert f"postgresql-client-{version}" in (ROOT / "Dockerfile").read_text("utf-8")


def test_what_is_written_to_the_screen_never_fills_the_disk(compose):
    kept = [each.get("logging", {}).get("options", {}) for each in compose["services"].values()]
    assert all({"max-size", "max-file"} <= options.keys() for options in kept)


def test_a_container_has_longer_to_stop_than_a_request_may_take(compose):
    patience = {name: int(each["stop_grace_period"].rstrip("s")) for name, each in compose["services"].items()
                if "stop_grace_period" in each}  # fmt: skip
    assert min(patience[name] for name in ("web1", "web2")) > GRACEFUL
    assert min(patience[name] for name in ("worker1", "worker2", "database")) >= 60

"""What an installation decides, and where its secrets lie."""

import pytest

from app.errors import SettingMissing
from app.settings import from_environment


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text("a/b@c?\n", "utf-8")
    return str(path)


def test_a_secret_is_read_from_its_file(secret):
    assert from_environment({"DONTHU_METRICS_TOKEN_FILE": secret}).metrics_token == "a/b@c?"


def test_what_is_given_itself_goes_before_its_file(secret):
    given = {"DONTHU_METRICS_TOKEN_FILE": secret, "DONTHU_METRICS_TOKEN": "given"}
    assert from_environment(given).metrics_token == "given"


def test_a_file_that_cannot_be_read_keeps_the_office_from_starting(tmp_path):
    with pytest.raises(SettingMissing) as refused:
        from_environment({"DONTHU_DATABASE_URL_FILE": str(tmp_path / "nowhere")})
    assert "DONTHU_DATABASE_URL_FILE" in refused.value.sentence


def test_the_password_is_put_into_the_address_of_the_database(secret):
    address = "postgresql://donthu@database:5432/donthu?sslmode=require"
    settings = from_environment({"DONTHU_DATABASE_URL": address, "DONTHU_DATABASE_PASSWORD_FILE": secret})
    put_in = "postgresql://donthu:a%2Fb%40c%3F@database:5432/donthu?sslmode=require"
    assert settings.database_url == put_in
    again = from_environment({"DONTHU_DATABASE_URL": put_in, "DONTHU_DATABASE_PASSWORD": "other"})
    assert again.database_url == put_in


def test_no_secret_is_shown_with_the_settings():
    settings = from_environment(
        {"DONTHU_DATABASE_URL": "postgresql://donthu:hush@database/donthu", "DONTHU_METRICS_TOKEN": "hush"}
    )
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"), [("DONTHU_WORKERS", "0"), ("DONTHU_THREADS", "many"), ("DONTHU_LOG", "xml")]
)
def test_a_value_that_cannot_be_used_is_named(name, value):
    with pytest.raises(SettingMissing) as refused:
        from_environment({name: value})
    assert name in refused.value.sentence
    assert value in refused.value.sentence

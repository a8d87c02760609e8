"""The tests' own PostgreSQL."""

import pytest
from sqlalchemy import create_engine, text

pytestmark = pytest.mark.postgres


def test_a_database_copied_from_another_has_its_rows(postgres):
    first = create_engine(postgres.create("first"))
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE word (word text); INSERT INTO word VALUES ('Đơn Thư')"))
    first.dispose()
    second = create_engine(postgres.create("second", template="first"))
    with second.connect() as connection:
        assert connection.scalar(text("SELECT word FROM word")) == "Đơn Thư"
    second.dispose()
    postgres.drop("second")
    postgres.drop("first")

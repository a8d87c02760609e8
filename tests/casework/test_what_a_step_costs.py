"""Completing a task says little to the database: the claim that ``make bench`` measures the time of."""

from bench.completion import said
from bench.drawing import PROCESS_ID, six_tasks
from bench.office import Ours


def test_completing_a_task_takes_at_most_twelve_statements_and_one_commit(tmp_path):
    ours = Ours(six_tasks(), PROCESS_ID, tmp_path)
    statements, commits = said(ours, ours)
    ours.database.close()
    assert statements <= 12
    assert commits == 1

"""Words that died with the worker that had taken them are said again, or dropped where they wait already."""

from __future__ import annotations

import logging

from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

log = logging.getLogger(__name__)

SILENT = 30  # seconds without a sign of life, after which a worker is held for dead


async def recover(manager: JobManager) -> int:
    """Give the words of dead workers to the living; give how many there were.

    One that cannot be said again never keeps the others from it.
    """
    found = list(await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT))
    for job in found:
        try:
            await _say_again(manager, job)
        except ConnectorException as refusal:  # another worker was faster
            log.info("word %s of a dead worker: %s", job.task_name, type(refusal).__name__)
    return len(found)


async def _say_again(manager: JobManager, job: Job) -> None:
    """Let a word be taken once more; where the same word waits already, the dead one is finished."""
    try:
        await manager.retry_job(job)
    except ConnectorException:  # first of all its place in the queue is taken: the lock it is queued under
        await manager.finish_job(job, Status.FAILED, delete_job=True)

"""Templates compiled once a process: hundreds of tests make an application of their own of the same pages."""

from __future__ import annotations

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """What templates were compiled to, by the digest of their source."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up what an earlier application compiled; Jinja compares the source."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next application."""
        self._known[bucket.key] = bucket.bytecode_to_string()


def compile_once() -> None:
    """Let every application of this process share what its templates compile to."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}

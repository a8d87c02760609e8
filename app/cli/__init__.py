"""The command line: one module of this package, one command of the same name."""

from __future__ import annotations

import importlib
import pkgutil

import click

from app import language


class Commands(click.Group):
    """Finds each command in the module of its name, and reads that module only when it is wanted.

    So ``donthu deadline`` never loads the database or the web, and a new command is a new file.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands: the modules beside this one, and what was added by hand."""
        found = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
        return sorted({*super().list_commands(ctx), *found})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Read the module of a command and take the command from it."""
        if cmd_name in self.commands or cmd_name not in self.list_commands(ctx):
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(importlib.import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command


def _speak(ctx: click.Context, _option: click.Parameter, value: str) -> None:
    ctx.with_resource(language.use(value))


@click.group(cls=Commands)
@click.option(
    "--language", type=click.Choice(language.LANGUAGES), default="vi", show_default=True,
    callback=_speak, expose_value=False, is_eager=True, help="Ngôn ngữ / Language",
)  # fmt: skip
def main() -> None:
    """Đơn Thư: tiếp nhận và giải quyết khiếu nại, tố cáo, kiến nghị, phản ánh."""

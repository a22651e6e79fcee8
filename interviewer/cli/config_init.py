"""`interviewer config init`: in a terminal a short wizard that chooses a model; in a pipe, only the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.cli.asking import Asker, Left, asker_at_terminal, confirm
from interviewer.cli.key_entry import settle_key, wants_key_kept
from interviewer.cli.model_choice import Surroundings, choose_model
from interviewer.cli.program import program
from interviewer.cli.screen import open_console
from interviewer.cli.settings_file import changed_file, lines_for, new_file
from interviewer.cli.whole_file import write_whole
from interviewer.config import DEFAULT, Config, config_of_this_process
from interviewer.errors import UsageError
from interviewer.llm.system_keyring import keys_of_this_process
from interviewer.paths import user_config_file
from interviewer.text.display import printable

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from interviewer.llm.settings import ModelSettings

ABOUT_MODELS = ("model", "interviewer", "grader")
REMEDY = "Allow writing to its folder."


def init(args: argparse.Namespace) -> int:
    """Write the user's settings file, or say what to put there. Raises UsageError, InterviewerError, Left."""
    path = user_config_file()
    asker = asker_at_terminal(colour=args.colour)
    if asker is None:
        write_new(path, new_file(None))
        open_console(colour=args.colour).print(f"Written: {printable(str(path))}", soft_wrap=True)
        return 0
    try:
        set_up(Surroundings(asker=asker, keys=keys_of_this_process()), path, config_of_this_process({}))
    except KeyboardInterrupt:
        raise Left from None
    return 0


def set_up(around: Surroundings, path: Path, config: Config) -> None:
    """Choose a model, and write it to the file at `path`; `config` is what holds before. Raises Left, UsageError."""
    if path.exists():
        around.asker.say(f"{path} is there already. It stays as it is, unless you say otherwise at the end.")
    chosen = choose_model(around)
    save(around, path, chosen)
    for source in stronger_sources(config, path):
        around.asker.say(f"Note that {source} chooses a model, too, and goes before that file.")
    looks = "" if chosen is None else f", `{program()} doctor` looks closer at the model"
    around.asker.say(f"`{program()}` starts an interview{looks}.")


def save(around: Surroundings, path: Path, chosen: ModelSettings | None) -> None:
    """Keep the choice in the file, and the key in the keyring, where the person wants that. Raises Left, UsageError."""
    # Every question before the first deed: whoever leaves at the last one has changed nothing.
    keep = chosen is not None and wants_key_kept(around, chosen)
    if path.exists():
        _change(around.asker, path, chosen)
    else:
        write_new(path, new_file(chosen))
        around.asker.say(f"Written: {path}")
    if chosen is not None:
        settle_key(around, chosen, keep=keep)


def stronger_sources(config: Config, path: Path) -> list[str]:
    """What says something about models and goes before the user's file at `path`."""
    sources = dict.fromkeys(config.sources[key] for key in ABOUT_MODELS)
    return [source for source in sources if source != DEFAULT and not source.startswith(f"{path}:")]


def write_new(path: Path, text: str) -> None:
    """Raises UsageError when there is something already, or it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already.", "Edit it; `interviewer config show` says what holds.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", REMEDY) from error


def _change(asker: Asker, path: Path, chosen: ModelSettings | None) -> None:
    """Show the lines, and put them into a file that is there, where that is safe and wanted."""
    try:
        before = path.read_bytes()
        text = before.decode("utf-8-sig")
        changed = changed_file(text, chosen)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}.", "`interviewer config show` says more.") from error
    if changed == text:
        asker.say(f"{path} says just that already.")
        return
    asker.say(f"These lines of {path} make that choice:")
    for line in lines_for(chosen):
        asker.show(line)
    if changed is None:
        asker.say("Put them there by hand, in place of what it says about models.")
    elif confirm(asker, "Put them there now? All else in the file stays, and a copy of it is kept.", default=False):
        copy = _free_name(path)
        write_whole(copy, text, REMEDY)
        write_whole(path, changed, REMEDY)
        asker.say(f"Written: {path}. As it was: {copy}")


def _free_name(path: Path) -> Path:
    """Where a copy harms no earlier one."""
    numbered = (path.with_name(f"{path.name}.bak{number or ''}") for number in range(1000))
    return next(name for name in numbered if not name.exists())

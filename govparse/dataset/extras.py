"""Libraries that are not part of a plain installation: what is missing is said with what installs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class MissingExtra(ImportError):
    """A library is not installed; the message names what installs it."""

    messages: dict[str, str]
    """The message under `zh` and `en`."""

    def __init__(self, library: str, extra: str | None = None) -> None:
        self._given = library, extra
        command = f'pip install "govparse[{extra}]"' if extra else f"pip install {library}"
        self.messages = {"zh": f"需要 {library}：{command}", "en": f"{library} is needed: {command}"}
        super().__init__(self.messages["en"])

    def __reduce__(self) -> tuple[type[MissingExtra], tuple[str, str | None]]:
        return type(self), self._given


@contextmanager
def needs(library: str, extra: str | None = None) -> Iterator[None]:
    """Turn the failure of an import into `MissingExtra`; without an extra the library is installed by itself."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(library, extra) from error

"""What can go wrong for a caller, and the exit code of each kind.

    GovdocError
    ├── UsageError        2   a wrong argument, option or value
    ├── InputError        1   a file that is missing, a folder, unreadable or empty
    ├── OutputError       1   a place that cannot be written
    ├── FormatError      20   a format nobody knows, or one that cannot be read or written
    ├── UnreadableError  64   bytes that are not what they say, or not allowed (a DOCTYPE)
    ├── LimitError       65   an input beyond a limit of the Context
    ├── ProfileError      6   a profile that is missing or wrong
    ├── FontError         5   a font that cannot be used
    └── ConformityError   4   `check` or `--verify` found a fault

A batch in which documents failed exits with 8, whatever they failed of.

Content never raises (law 2 of the design): readers report diagnostics instead.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line."""

    OK = 0
    IO = 1
    USAGE = 2
    STRICT = 3
    NONCONFORMING = 4
    FONT = 5
    PROFILE = 6
    BATCH = 8
    FORMAT = 20
    UNREADABLE = 64
    LIMIT = 65


class GovdocError(Exception):
    """A clear refusal, in Chinese and in English, that says what to do next.

    Parameters: `zh`, `en` the message in each language, one line, with the file, line or path it is about.
    """

    exit_code = ExitCode.IO

    def __init__(self, zh: str, en: str) -> None:
        # parsers and file names bring line ends of their own
        self.zh, self.en = (" ".join(text.splitlines()) for text in (zh, en))
        super().__init__(self.zh, self.en)

    def message(self, lang: str = "zh") -> str:
        """The message in `lang` ("zh" or "en")."""
        return self.en if lang == "en" else self.zh

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


class UsageError(GovdocError):
    """A wrong argument, option or value."""

    exit_code = ExitCode.USAGE


class InputError(GovdocError):
    """A file that is missing, a folder, unreadable or empty."""


class OutputError(GovdocError):
    """A place that cannot be written."""


class FormatError(GovdocError):
    """A format nobody knows, or one that cannot be read or written."""

    exit_code = ExitCode.FORMAT


class UnreadableError(GovdocError):
    """Bytes that are not what they say, or not allowed."""

    exit_code = ExitCode.UNREADABLE


class LimitError(GovdocError):
    """An input beyond a limit of the Context."""

    exit_code = ExitCode.LIMIT


class ProfileError(GovdocError):
    """A profile that is missing or wrong."""

    exit_code = ExitCode.PROFILE


class FontError(GovdocError):
    """A font that cannot be used."""

    exit_code = ExitCode.FONT


class ConformityError(GovdocError):
    """A check of a file, or of an output against its document, found a fault."""

    exit_code = ExitCode.NONCONFORMING

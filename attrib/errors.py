"""The one exception that users are meant to catch."""


class AttribError(Exception):
    """Something the user can mend: a bad file, option or model.

    Args:
        message: One line that names the file, the place and the remedy.
        exit_code: What the command line exits with (1 failed or invalid, 2 wrong usage or nothing to read).
    """

    def __init__(self, message: str, *, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code

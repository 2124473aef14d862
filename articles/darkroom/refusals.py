"""Why a file cannot be used, in a word; the sentence is found where people read."""


class Refused(Exception):
    """The file cannot be used; ``code`` says why, ``detail`` names or counts."""

    def __init__(self, code: str, detail: str | int = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

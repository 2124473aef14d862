"""Progress: one bar on a terminal, a few plain lines anywhere else."""

import io

from newsroom.management import progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_draws_one_bar_on_a_terminal() -> None:
    stream = Terminal()
    tell = progress.reporter(stream)
    tell(1, 2, "sky.jpg")
    tell(2, 2, "lake.jpg")
    half, full = "#" * 15, "#" * 30
    assert stream.getvalue() == (
        f"\r[{half:<30}] 1/2 {'sky.jpg':<40}\r[{full}] 2/2 {'lake.jpg':<40}\n"
    )


def test_progress_writes_few_lines_elsewhere() -> None:
    stream = io.StringIO()
    tell = progress.reporter(stream, lines=2)
    for number in range(1, 6):
        tell(number, 5, f"picture {number}")
    assert stream.getvalue().splitlines() == [
        "2 of 5: picture 2",
        "4 of 5: picture 4",
        "5 of 5: picture 5",
    ]

"""Path converters: what may stand in an article's, topic's or month's address."""

from django.urls import register_converter


class WordsConverter:
    """A slug in any script, no longer than any of ours."""

    regex = r"[-\w]{1,100}"

    def to_python(self, value: str) -> str:
        """The slug, as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The slug, as it goes into the address."""
        return value


class YearConverter:
    """A year of four digits, from 1000 to 2999."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        """The year as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The year in four digits."""
        return f"{value:04d}"


class MonthConverter:
    """A month of two digits, from 01 to 12."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        """The month as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The month in two digits."""
        return f"{value:02d}"


class SeveralConverter:
    """A number from 2 to 9999, as it would be counted."""

    regex = "[2-9]|[1-9][0-9]{1,3}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Its digits."""
        return str(value)


class NumberConverter(SeveralConverter):
    """The number of a row, no larger than any database counts."""

    regex = "[1-9][0-9]{0,17}"


register_converter(NumberConverter, "number")
register_converter(SeveralConverter, "several")
register_converter(WordsConverter, "words")
register_converter(YearConverter, "yyyy")
register_converter(MonthConverter, "mm")

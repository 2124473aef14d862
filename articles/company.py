"""Which articles may stand below one another: never a jest below a death.

What an editor picks by hand is not asked about: that is the editor's own decision.
"""

from articles.models import Publication


def suits(one: Publication, other: Publication) -> bool:
    """Whether either may stand below the other when nobody picked it.

    Both must be sensitive in the same way or not at all, be in one language, and not be
    kept apart by an editor of either.
    """
    return (
        one.sensitivity == other.sensitivity
        and one.language == other.language
        and other.article_id not in one.apart_ids
        and one.article_id not in other.apart_ids
    )

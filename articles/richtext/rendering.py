"""A body as readers get it: pictures with their credits, tables that scroll, cards."""

import re
from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.richtext import embeds
from articles.richtext.figures import EMBED, PICTURE

TABLE = re.compile(
    r"<table>(?P<caption><caption>(?P<words>.*?)</caption>)?"
    r"(?P<head><thead>.*?</thead>)?(?P<body>(?:<tbody>.*?</tbody>)?)</table>"
)
HEADING_CELL = re.compile("<th(?=[ >])")

Figures = Callable[[int, str, str], str]


def render(html: str, figures: Figures) -> SafeString:
    """Return a clean body for readers.

    ``figures(id, caption, layout)`` prints a picture, so that no picture is printed
    without its credit; the caption is safe HTML, the layout "", "wide" or "portrait".
    Links open where they are and so need neither target nor rel.
    """
    html = PICTURE.sub(lambda match: _picture(match, figures), html)
    html = TABLE.sub(_table, html)
    return mark_safe(EMBED.sub(_card, html))


def _picture(match: re.Match[str], figures: Figures) -> str:
    caption = mark_safe(match["caption"] or "")
    return figures(int(match["id"]), caption, match["layout"] or "")


def _table(match: re.Match[str]) -> str:
    head = HEADING_CELL.sub('<th scope="col"', match["head"] or "")
    body = HEADING_CELL.sub('<th scope="row"', match["body"])
    # The words of a caption are escaped already.
    label = (match["words"] or gettext("Table")).replace('"', "&quot;")
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{label}">'
        f"<table>{match['caption'] or ''}{head}{body}</table></div>"
    )


def _card(match: re.Match[str]) -> str:
    """An embed as a card: a link that works anywhere; embed.js makes it a player."""
    found = embeds.recognise(match["address"].replace("&amp;", "&"))
    if found is None:
        return ""
    provider = found.provider
    caption = mark_safe(match["caption"] or "")
    return format_html(
        '<figure class="embed embed--{shape}" data-embed-src="{player}"'
        ' data-embed-label="{label}" data-embed-title="{name}">'
        '<p class="embed-card"><span class="embed-provider">{name}</span> '
        '<a class="embed-link" href="{address}">{invitation}</a> '
        '<span class="embed-note">{note}</span></p>{caption}</figure>',
        shape=provider.shape,
        player=found.player,
        name=provider.name,
        address=found.address,
        label=gettext("Show it here") if provider.shape == "chart" else gettext("Play"),
        invitation=gettext("Open on %(provider)s") % {"provider": provider.name},
        note=gettext("Nothing is loaded from %(provider)s until you choose to.")
        % {"provider": provider.name},
        caption=format_html("<figcaption>{}</figcaption>", caption) if caption else "",
    )

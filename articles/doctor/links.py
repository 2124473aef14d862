"""Links between our own pages: in texts, and behind the lists of topics and names."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles import linking
from articles.doctor.findings import SHOWN, Finding, Kind
from articles.doctor.scope import Scope
from articles.doctor.texts import of_version
from articles.models import Address, Article, Publication, PublicationBody

HREF = re.compile(r'<a [^>]*?href="([^"]+)"')
# Of these the lists are computed afresh, from all their versions.
RECOMPUTED = 200


def broken(scope: Scope) -> Iterator[Finding]:
    """Links in live texts to articles of ours that readers do not see."""
    wanted = dict(_links(scope))
    places = {path: _place(path) for paths in wanted.values() for path in paths}
    dead = _dead({place for place in places.values() if place}, scope)
    wrong = {
        pk: lost
        for pk, paths in wanted.items()
        if (lost := [path for path in paths if places[path] in dead])
    }
    for version in scope.live().filter(pk__in=wrong):
        for path in wrong[version.pk]:
            message = _("To %(address)s") % {"address": path}
            yield of_version(version, Kind.LINK, "body", message)


def drifting(scope: Scope) -> Iterator[Finding]:
    """Articles whose stored links are not those that their versions make."""
    rows = scope.versions().order_by("-pk").values_list("article_id", flat=True)
    ids = list(dict.fromkeys(rows[:RECOMPUTED]))
    off = linking.drifting(ids)
    for article in Article.objects.filter(pk__in=off):
        yield Finding(
            kind=Kind.DRIFT,
            title=str(article),
            message=f"{len(off[article.pk])}",
            model="article",
            pk=article.pk,
        )


def _links(scope: Scope) -> Iterator[tuple[int, list[str]]]:
    """The paths on this site to which each live text links."""
    own = Q(html__contains='href="/') | Q(html__contains=f'href="{settings.SITE_URL}')
    rows = PublicationBody.objects.filter(own, publication__in=scope.live_ids)
    for pk, html in rows.values_list("publication_id", "html").iterator(200):
        paths = map(_path, dict.fromkeys(HREF.findall(html)))
        if found := list(dict.fromkeys(filter(None, paths))):
            yield pk, found[:SHOWN]


def _path(address: str) -> str:
    """The path on this site that the link leads to; empty for others' and files."""
    own = unescape(address).removeprefix(settings.SITE_URL)
    path = re.split(r"[?#]", own)[0]
    files = (settings.STATIC_URL, settings.MEDIA_URL)
    is_page = path.startswith("/") and not path.startswith(files)
    return unquote(path) if is_page else ""


def _place(path: str) -> tuple[str, str] | None:
    """What has to exist for the path to lead anywhere: ("article", slug) and so on."""
    try:
        found = resolve(path if path.endswith("/") else f"{path}/")
    except Resolver404:
        return "nothing", path
    if found.url_name == "article":
        return "article", found.kwargs["slug"]
    return ("section", found.kwargs["section"]) if found.url_name == "section" else None


def _dead(places: Iterable[tuple[str, str]], scope: Scope) -> set[tuple[str, str]]:
    """Those of the places where readers find nothing."""
    wanted = set(places)
    slugs = [slug for kind, slug in wanted if kind == "article"]
    owners = dict(
        Address.objects.filter(slug__in=slugs).values_list("slug", "article_id")
    )
    rows = Publication.objects.live(scope.at).filter(article_id__in=owners.values())
    live = set(rows.values_list("article_id", flat=True))
    field: Any = Article._meta.get_field("section")
    sections = field.related_model._default_manager.values_list("slug", flat=True)
    there = {("article", slug) for slug, owner in owners.items() if owner in live}
    return wanted - there - {("section", slug) for slug in sections}

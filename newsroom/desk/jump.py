"""Going anywhere at the desk by typing a few letters of it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import library, rights
from articles.models import Article, Contributor, Image, Publication, Topic
from articles.moment import moment_of
from articles.search import find, parse
from articles.search.desk import among
from articles.search.folding import words_of
from articles.status import status_of
from sections.models import Section

LONGEST = 100
# Fewer letters are in everything.
FEWEST = 2
SHOWN = {"page": 4, "article": 8, "section": 3, "topic": 4, "name": 4, "image": 4}
# Looking for letters inside words reads every row: those of the last years are enough.
LOOKED_AT = 20_000
# Of the articles that hold the words, so many are put in order.
CONSIDERED = 60


@dataclass(frozen=True)
class Place:
    """Somewhere to go: what it is, what it is called, and what is said beside it."""

    kind: str
    label: str
    address: str
    note: str = ""


def urls(site: Any) -> list[URLPattern]:
    """The address; everybody who signs in finds what is theirs."""
    view = site.admin_view(lambda request: show(site, request))
    return [path("jump/", view, name="jump")]


def show(site: Any, request: HttpRequest) -> HttpResponse:
    """Answer the dialog with what fits; without JavaScript, show a page of it."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    typed = " ".join(request.GET.get("q", "").replace("\0", " ")[:LONGEST].split())
    found = places(site, request, user, typed)
    if request.GET.get("as") == "json":
        return JsonResponse({"found": [asdict(place) for place in found]})
    context = {**site.each_context(request), "title": _("Go to"), "typed": typed}
    context["found"] = found
    return TemplateResponse(request, "admin/jump.html", context)


def places(site: Any, request: HttpRequest, user: User, typed: str) -> list[Place]:
    """Where the user may go that is called like this; pages alone for one letter."""
    at = moment_of(request)
    found = [*islice(_pages(site, request, user, typed), SHOWN["page"])]
    if len(typed) < FEWEST:
        return found
    if user.has_perm("articles.change_article"):
        found += [*_articles(user, typed, at), *_sections(typed)]
    if user.has_perm("articles.view_topic"):
        found += _topics(typed)
    if user.has_perm("articles.view_contributor"):
        found += _contributors(typed)
    if user.has_perm("articles.view_image"):
        found += _images(typed)
    return found


def _pages(site: Any, request: HttpRequest, user: User, typed: str) -> Iterator[Place]:
    """Pages of the desk: what the navigation offers, and what stands in its head."""
    offered = [(_("Today"), reverse("admin:index"))]
    if user.has_perm("articles.add_article"):
        offered.append((_("New article"), reverse("admin:articles_article_add")))
    for group in site.get_app_list(request):
        offered += [(row["name"], row.get("admin_url")) for row in group["models"]]
    offered.append((_("My settings"), reverse("admin:me")))
    words = typed.casefold().split()
    for name, address in offered:
        if address and all(word in str(name).casefold() for word in words):
            yield Place(_("Page"), str(name), address)


def _articles(user: User, typed: str, at: datetime) -> Iterator[Place]:
    """Articles: those on the user's desk by all their words, others as readers do."""
    own = rights.editable(user).defer("body", "standfirst")
    rows = _by_headline(among(own, typed).order_by("-updated_at", "-pk"), typed)
    statuses = status_of(rows, at)
    for row in rows:
        yield Place(
            _("Article"),
            str(row),
            reverse("admin:articles_article_change", args=[row.pk]),
            statuses[row.pk].label,
        )
    room = SHOWN["article"] - len(rows)
    for version in _public(user, rows, typed, at)[:room]:
        note = f"{version.published_at:%Y-%m-%d}"
        yield Place(
            _("For readers"), version.headline, version.get_absolute_url(), note
        )


def _by_headline(rows: QuerySet[Article], typed: str) -> list[Article]:
    """The latest of ``rows``; first those with the words in their headline."""
    words = words_of(typed)

    def is_elsewhere(row: Article) -> bool:
        headline = words_of(row.headline)
        return not all(
            any(each.startswith(word) for each in headline) for word in words
        )

    return sorted(rows[:CONSIDERED], key=is_elsewhere)[: SHOWN["article"]]


def _public(
    user: User, own: list[Article], typed: str, at: datetime
) -> list[Publication]:
    """What readers would find, but for what is on the user's own desk."""
    if rights.acts_everywhere(user):
        return []
    found = list(find(parse(typed), at)[: 2 * SHOWN["article"]])
    ids = [version.article_id for version in found]
    mine = set(rights.editable(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [version for version in found if version.article_id not in mine]


def _sections(typed: str) -> Iterator[Place]:
    """Sections, by their articles."""
    listed = reverse("admin:articles_article_changelist")
    rows = Section.objects.filter(name__icontains=typed)[: SHOWN["section"]]
    for row in rows:
        yield Place(_("Section"), row.name, f"{listed}?section={row.pk}")


def _topics(typed: str) -> Iterator[Place]:
    rows = Topic.objects.filter(key__contains=typed.casefold())
    rows = rows.select_related("merged_into").order_by("-article_count", "name")
    topics = dict.fromkeys(row.lasting for row in rows[: 3 * SHOWN["topic"]])
    for row in islice(topics, SHOWN["topic"]):
        address = reverse("admin:articles_topic_change", args=[row.pk])
        yield Place(_("Topic"), row.name, address, str(row.article_count))


def _contributors(typed: str) -> Iterator[Place]:
    rows = Contributor.objects.filter(name__icontains=typed).order_by("name", "pk")
    for row in rows[: SHOWN["name"]]:
        address = reverse("admin:articles_contributor_change", args=[row.pk])
        yield Place(_("Contributor"), row.name, address, row.role)


def _images(typed: str) -> Iterator[Place]:
    newest = Image.objects.aggregate(pk=Max("pk"))["pk"] or 0
    recent = Image.objects.filter(pk__gt=newest - LOOKED_AT)
    for row in library.search(recent, typed).order_by("-pk")[: SHOWN["image"]]:
        address = reverse("admin:articles_image_change", args=[row.pk])
        yield Place(_("Image"), str(row), address, row.credit)

"""The read API: live articles, topics and pictures as ninjs, for anybody to use."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware

from articles import ninjs, pages
from articles.dispatches import dispatches_of, full
from articles.listings import Place, cursor_of, place_of
from articles.models import BylineLink, Contributor, Publication, Topic, TopicLink
from articles.moment import moment_of
from articles.on_show import on_show

PAGE = 20
NAMES = 100
FILTERS = ("section", "topic", "contributor", "since")

View = Callable[..., HttpResponse]


class Refused(Exception):
    """The question makes no sense; the message says why."""


def api(view: View) -> View:
    """Make a view part of the API: open to every site, and errors in JSON as well."""

    @wraps(view)
    def answer(request: HttpRequest, **names: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        elif request.method not in {"GET", "HEAD"}:
            response = _error(405, "The API is for reading: GET and HEAD.")
            response["Allow"] = "GET, HEAD, OPTIONS"
        else:
            response = _answered(view, request, names)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag"
        return response

    return answer


@api
def articles(request: HttpRequest) -> HttpResponse:
    """List live articles, the newest first, without their texts."""
    at = moment_of(request)
    asked = _asked(request, (*FILTERS, "before"))
    before = _place(asked.get("before"))
    places = _found(asked, at, before)
    ids = [article_id for _published_at, article_id in places[:PAGE]]
    shown = Publication.objects.live(at).filter(article_id__in=ids)
    found = dispatches_of(shown.newest(), at)
    items = [ninjs.article(one, is_full=False) for one in found]
    keys = set().union({"all"}, *(one.keys for one in found))
    more = cursor_of(places[PAGE - 1]) if len(places) > PAGE else ""
    return _list(request, items, {**asked, "before": more}, keys=keys, at=at)


@api
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """A live article with its text."""
    at = moment_of(request)
    found = dispatches_of(Publication.objects.live(at).filter(article=pk), at)
    if not found:
        raise Http404("No live article has this number.")
    item = ninjs.article(found[0])
    return pages.dated(_json(item), keys=found[0].keys, at=at)


@api
def topics(request: HttpRequest) -> HttpResponse:
    """List the topics that readers can find articles under, the oldest topic first."""
    at = moment_of(request)
    asked = _asked(request, ("after",))
    carried = TopicLink.objects.live(at).filter(topic=OuterRef("pk"))
    rows = Topic.objects.filter(Exists(carried), pk__gt=_number(asked.get("after")))
    found = list(rows.order_by("pk")[: NAMES + 1])
    items = [ninjs.subject("about", topic.name, topic) for topic in found[:NAMES]]
    after = str(found[NAMES - 1].pk) if len(found) > NAMES else ""
    return _list(request, items, {"after": after}, keys={"all", "topics"}, at=at)


@api
def image(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture that some live article shows, as long as its rights last."""
    at = moment_of(request)
    found = on_show(pk, at)
    if found is None:
        raise Http404("No live article shows a picture of this number.")
    keys = {f"image-{pk}", "all"}
    return pages.dated(_json(ninjs.picture(found)), keys=keys, at=at)


@api
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Say in JSON that an address below /api/ leads nowhere."""
    raise Http404("There is nothing here; see docs/developers.md.")


def listing(
    request: HttpRequest, items: list[Any], *, keys: Iterable[str], at: datetime
) -> HttpResponse:
    """Answer with a list that has one page."""
    return _list(request, items, {}, keys=keys, at=at)


def _found(asked: dict[str, str], at: datetime, before: Place | None) -> list[Place]:
    """The places of what the filters leave, from the narrowest index there is."""
    live = Publication.objects.live(at)
    rows: Any = Publication.objects.live(at, before)
    if slug := asked.get("contributor"):
        person = _one(Contributor, slug)
        rows = BylineLink.objects.live(at, before).filter(contributor=person)
    if slug := asked.get("topic"):
        named = rows if asked.get("contributor") else None
        rows = TopicLink.objects.live(at, before).filter(topic=_one(Topic, slug))
        rows = rows.filter(_same(named)) if named is not None else rows
    if slug := asked.get("section"):
        sections = Publication._meta.get_field("section").related_model
        section = _one(sections, slug)
        # Both have an index that begins or ends with the section; bylines know none.
        if rows.model in {Publication, TopicLink}:
            rows = rows.filter(section=section)
        else:
            rows = rows.filter(_same(live.filter(section=section)))
    if since := asked.get("since"):
        rows = rows.filter(published_at__gte=_moment(since))
    return list(rows.newest().values_list("published_at", "article_id")[: PAGE + 1])


def _same(rows: QuerySet[Any]) -> Exists:
    """Whether the same article is among these, too."""
    return Exists(rows.filter(article_id=OuterRef("article_id")))


def _asked(request: HttpRequest, known: Iterable[str]) -> dict[str, str]:
    """The filters; one that is not known was misspelt, and would be missed."""
    allowed = {*known, "at", "sig"}
    for name in request.GET:
        if name not in allowed:
            raise Refused(f"“{name}” is no filter here; there are: {', '.join(known)}.")
    return {name: request.GET[name] for name in known if request.GET.get(name)}


def _one(model: Any, slug: str) -> Any:
    found = model._default_manager.filter(slug=slug[:100].replace("\0", "")).first()
    if found is None:
        raise Refused(f"There is no {model._meta.model_name} “{slug[:100]}”.")
    return found


def _place(cursor: str | None) -> Place | None:
    try:
        return place_of(cursor) if cursor else None
    except ValueError as error:
        raise Refused("“before” is not a cursor that we gave.") from error


def _number(text: str | None) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 18):
        raise Refused("“after” is not a cursor that we gave.")
    return int(text or 0)


def _moment(text: str) -> datetime:
    """A date or a moment in ISO 8601; without a zone, the newsroom's."""
    try:
        moment = parse_datetime(text.replace(" ", "+"))
        if moment is None and (day := parse_date(text)):
            moment = datetime(day.year, day.month, day.day)
    except ValueError:
        moment = None
    if moment is None:
        raise Refused("“since” is a date or moment: 2026-11-22 or 2026-11-22T06:00Z.")
    return make_aware(moment) if is_naive(moment) else moment


def _list(
    request: HttpRequest,
    items: list[Any],
    further: dict[str, str],
    *,
    keys: Iterable[str],
    at: datetime,
) -> HttpResponse:
    """A page of a list, with the address of the next one if there is more."""
    content: dict[str, Any] = {"items": items}
    if further.get("before") or further.get("after"):
        content["next"] = f"{full(request.path)}?{urlencode(further)}"
    return pages.dated(_json(content), keys=keys, at=at)


def _answered(view: View, request: HttpRequest, names: dict[str, Any]) -> HttpResponse:
    try:
        return view(request, **names)
    except Http404 as error:
        return _error(404, str(error))
    except Refused as error:
        return _error(400, str(error))


def _error(status: int, sentence: str) -> HttpResponse:
    return JsonResponse(
        {"error": {"status": status, "message": sentence}}, status=status
    )


def _json(content: Any) -> HttpResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})

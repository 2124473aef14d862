"""Topics in the admin: their names, addresses and introductions, and merging them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import naming
from articles.admin import deletion, merging
from articles.admin.paging import CappedPaginator
from articles.forms.naming import NameForm
from articles.merging import twins
from articles.models import ArticleTopic, ImageTopic, Topic, TopicLink
from articles.moment import moment_of

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Topic]
else:
    BaseAdmin = admin.ModelAdmin


class WhichFilter(admin.SimpleListFilter):
    """What to tidy: twins, topics of one article, topics of none."""

    title = gettext_lazy("View")
    parameter_name = "which"
    template = "admin/_tabs.html"

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> Iterable[tuple[str, Any]]:
        """Name the views; "All" comes from Django."""
        return [
            ("twins", _("Nearly the same")),
            ("thin", _("One article")),
            ("unused", _("Unused")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Topic]
    ) -> QuerySet[Topic]:
        """Keep what belongs to the view; an unknown one shows all."""
        if self.value() == "twins":
            return queryset.filter(
                pk__in=[row.pk for group in twins() for row in group]
            )
        if self.value() == "thin":
            return queryset.filter(article_count=1)
        if self.value() == "unused":
            used = (
                TopicLink.objects.values("topic"),
                ArticleTopic.objects.values("tag"),
                ImageTopic.objects.values("tag"),
            )
            for rows in used:
                queryset = queryset.exclude(pk__in=rows)
        return queryset


@admin.register(Topic)
class TopicAdmin(BaseAdmin):
    """Anybody makes topics by typing them into an article; here they are tidied."""

    form = NameForm
    list_display = ["name", "address", "articles"]
    list_filter = [WhichFilter]
    search_fields = ["name"]
    paginator = CappedPaginator
    show_full_result_count = False
    fields = ["name", "slug", "description"]
    actions = [merging.merge]

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which topics are merged; it asks for its own permission."""
        view = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", view, name="articles_topic_merge"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Those that stand for themselves; a merged one is only another word."""
        return super().get_queryset(request).filter(merged_into=None)

    @admin.display(description=gettext_lazy("address"), ordering="slug")
    def address(self, topic: Topic) -> str:
        """Where readers find it."""
        return topic.get_absolute_url()

    @admin.display(description=gettext_lazy("articles"), ordering="article_count")
    def articles(self, topic: Topic) -> int:
        """How many carry it for readers, now or soon."""
        return topic.article_count

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Merge topics."""
        return merging.page(self, request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the topics; in the view of twins with what belongs together."""
        context = extra_context or {}
        if request.GET.get("which") == "twins" and merging.may_merge(request):
            context["twins"] = [
                (group, merging.address_of([row.pk for row in group]))
                for group in twins()
            ]
        return super().changelist_view(request, context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *places: Any, **more: Any
    ) -> HttpResponse:
        """Offer to merge it, to whom may."""
        topic = more.get("obj")
        if topic is not None and merging.may_merge(request):
            context["merge_address"] = merging.address_of([topic.pk])
        return super().render_change_form(request, context, *places, **more)

    def view_on_site(self, obj: Topic) -> str:
        """The topic's page."""
        return obj.get_absolute_url()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """No topic that an article or image carries, or once carried, is deleted."""
        rows = list(objs)
        names, counts, missing, forbidden = deletion.summary(
            rows, naming.articles_under
        )
        for row in rows:
            if count := naming.images_under(row):
                sentence = ngettext(
                    "%(name)s: on %(count)d image",
                    "%(name)s: on %(count)d images",
                    count,
                )
                forbidden.append(sentence % {"name": row, "count": count})
        return names, counts, missing, forbidden

    def save_model(
        self, request: HttpRequest, obj: Topic, form: Any, change: bool
    ) -> None:
        """Hand over to the action that tells all pages with the topic."""
        naming.keep_topic(obj, at=moment_of(request))

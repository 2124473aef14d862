"""Articles in the admin: the list, the form, and the buttons below it."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.models import User
from django.db import models, transaction
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from articles import rights, workflow, writing
from articles.admin import (
    article_filters,
    article_list,
    asides,
    layout,
    many,
    past,
    pressing,
    saving,
    sharing,
    talk,
)
from articles.admin.paging import CappedPaginator
from articles.forms.article import ArticleForm, beginning
from articles.models import Article
from articles.moment import moment_of
from articles.search import desk

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Article]
else:
    BaseAdmin = admin.ModelAdmin


@admin.register(Article)
class ArticleAdmin(BaseAdmin):
    """Everybody works on the articles that are theirs; see ``articles.rights``."""

    form = ArticleForm
    actions = many.ACTIONS
    list_display = ["thumbnail", "title", "state", "names", "who", "when"]
    list_display_links = ["title"]
    list_filter = [article_filters.ViewFilter, article_filters.SectionFilter]
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    ordering = ["-updated_at", "-pk"]
    # Only makes the box appear; ``get_search_results`` does the searching.
    search_fields = ["headline"]

    class Media:
        css = {
            "all": [
                "articles/desk/article.css",
                "articles/desk/dock.css",
                "articles/desk/publishing.css",
                "articles/desk/saving.css",
                "articles/desk/talk.css",
            ]
        }
        js = [
            Script("articles/desk/article.js", type="module"),
            Script("articles/desk/dock.js", type="module"),
            Script("articles/desk/publish.js", type="module"),
            Script("articles/desk/session.js", type="module"),
            Script("articles/desk/sharing.js", type="module"),
            Script("articles/desk/autosave.js", type="module"),
            Script("articles/desk/presence.js", type="module"),
            Script("articles/desk/talk.js", type="module"),
            Script("articles/desk/neighbours.js", type="module"),
        ]

    # --- addresses and permissions ----------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """Add what the form asks for; each view checks the same rights as the form."""
        view = self.admin_site.admin_view
        return [
            *asides.urls(self, view),
            *talk.urls(view),
            *past.urls(view),
            *saving.urls(self, view),
            *sharing.urls(view),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Article]:
        """The user's own articles; with all that a row of the list prints."""
        rows = rights.editable(_user(request))
        rows = rows.select_related("section", "lead_image", "assigned_to")
        return rows.order_by("-updated_at", "-pk")

    def has_view_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        """Who may see an article may change it."""
        return self.has_change_permission(request, obj)

    def has_change_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        """Writers theirs, section editors their sections'."""
        if obj is None:
            return super().has_change_permission(request)
        return rights.may_edit(_user(request), obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        """Only what readers have never had."""
        if obj is None:
            return super().has_delete_permission(request)
        return rights.may_delete(_user(request), obj)

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        """Filter by the views and sections offered, and by nothing else."""
        return lookup in {"view", "section"}

    # --- the list ------------------------------------------------------------------
    def get_changelist(self, request: HttpRequest, **options: Any) -> Any:
        """A list that knows each article's status."""
        return article_list.ArticleList

    def get_actions(self, request: HttpRequest, action_location: Any = None) -> Any:
        """Ours: what was published is never deleted, and drafts one by one."""
        # Django 5.2 knows of one location only.
        places = [action_location] if action_location is not None else []
        found = super().get_actions(request, *places)
        return {name: found[name] for name in found if name != "delete_selected"}

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Article], search_term: str
    ) -> tuple[models.QuerySet[Article], bool]:
        """Search all words of all articles, whatever their state."""
        return desk.among(queryset, search_term), False

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, article: Article) -> SafeString:
        """The lead image, small."""
        return article_list.thumbnail(article)

    @admin.display(description=gettext_lazy("headline"))
    def title(self, article: Article) -> SafeString:
        """Kicker and headline."""
        return article_list.title(article)

    @admin.display(description=gettext_lazy("status"))
    def state(self, article: Any) -> SafeString:
        """A dot and a word."""
        return article_list.state(article.status, article.at)

    @admin.display(description=gettext_lazy("by"))
    def names(self, article: Article) -> str:
        """Who is named above it."""
        return article_list.names(article)

    @admin.display(description=gettext_lazy("who"), empty_value="")
    def who(self, article: Any) -> SafeString:
        """Who is in it, who has it next, and until when."""
        return article_list.who(article, article.inside, article.at)

    @admin.display(description=gettext_lazy("when"))
    def when(self, article: Any) -> SafeString:
        """The moment that matters."""
        return article_list.when(article, article.status, article.at)

    # --- the form --------------------------------------------------------------------
    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """The page on the left, cards on the right.

        Not an attribute: Django's checks know nothing of fields that the form adds.
        """
        return layout.fieldsets()

    def get_form(
        self,
        request: HttpRequest,
        obj: Article | None = None,
        change: bool = False,
        **options: Any,
    ) -> Any:
        """A form that knows its user and moment."""
        form: Any = super().get_form(request, obj, change, **options)
        form.user, form.at = _user(request), moment_of(request)
        form.refusal = getattr(request, "desk_refusal", None)
        saving.prepare(form, request, obj)
        return form

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """Plain menus of sections and series."""
        menu = layout.plain_menu(db_field)
        return menu or super().formfield_for_dbfield(db_field, request, **options)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin in one's only section, with one's own name."""
        return beginning(_user(request))

    def save_model(
        self, request: HttpRequest, obj: Article, form: Any, change: bool
    ) -> None:
        """Hand over to the one way to save."""
        request.desk_facts = form.cleaned_data  # type: ignore[attr-defined]
        if change and not form.has_new_text:
            return
        user, at, typed = _user(request), moment_of(request), form.cleaned_data
        saving.before_saving(self, request, obj)
        writing.save(
            obj,
            by=user,
            at=at,
            topics=typed["topics"],
            contributors=typed["contributors"],
            picked=typed["picked"],
            base_version=typed["base_version"],
        )
        if not rights.may_publish(user, obj):
            # The text that was approved is no longer the text.
            workflow.take("reopen", obj, by=user, at=at)

    def save_related(self, *arguments: Any) -> None:
        """Nothing is left to do: ``writing.save`` has done it."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *places: Any, **more: Any
    ) -> HttpResponse:
        """Show the form with its status and its buttons."""
        form = context["adminform"].form
        if page := saving.met(self, request, form):
            return page
        context |= pressing.context(request, context)
        context |= saving.context(request, context["article"], form)
        context |= talk.context(request, context["article"])
        return super().render_change_form(request, context, *places, **more)

    # --- what is pressed -----------------------------------------------------------
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save, and act; whatever is refused, what was typed is shown again."""

        def changeform() -> HttpResponse:
            view = super(ArticleAdmin, self).changeform_view
            return view(request, object_id, form_url, extra_context)

        return pressing.answer(self, request, object_id, changeform)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Do what the button says, and come back to the form."""
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return pressing.after_saving(self, request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Do what the button says, and come back to the form."""
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return pressing.after_saving(self, request, obj)

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Every save and every act of publishing, the latest first."""
        context = {**past.context(request, object_id), **(extra_context or {})}
        return super().history_view(request, object_id, context)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Delete a draft; what was published is withdrawn instead."""
        with transaction.atomic():
            refusal = pressing.refuse_deletion(self, request, object_id)
            return refusal or super().delete_view(request, object_id, extra_context)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

"""Corrections in the admin: all that readers were told, and taking one back."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import correcting, rights
from articles.admin.paging import CappedPaginator
from articles.admin.words import time_tag
from articles.models import Correction
from articles.moment import moment_of
from articles.timeline import CannotPublish

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Correction]
else:
    BaseAdmin = admin.ModelAdmin

SHOWN = ("of", "kind", "text", "signed_by", "date", "maker", "taken_back")


@admin.register(Correction)
class CorrectionAdmin(BaseAdmin):
    """Made on the form of an article; here they are looked up, and taken back."""

    actions = None
    list_display = ["title", "of", "kind", "date", "taken_back"]
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    show_full_result_count = False
    search_fields = ["text"]
    ordering = ["-corrected_at", "-pk"]
    fields = readonly_fields = SHOWN
    change_form_template = "admin/articles/correction_form.html"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Correction]:
        """Those of articles that the user may open."""
        mine = rights.editable(_user(request)).values("pk")
        rows = super().get_queryset(request).filter(article__in=mine)
        return rows.select_related("article", "made_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never here: a correction begins at its article."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Correction | None = None
    ) -> bool:
        """Never: what readers were told stays on the record."""
        return False

    @admin.display(description=gettext_lazy("correction"))
    def title(self, correction: Correction) -> str:
        """Its beginning."""
        text = correction.text
        return text if len(text) < 120 else f"{text[:117]}…"

    @admin.display(description=gettext_lazy("article"))
    def of(self, correction: Correction) -> SafeString:
        """The article, with the way to its form."""
        address = reverse("admin:articles_article_change", args=[correction.article_id])
        return format_html('<a href="{}">{}</a>', address, correction.article)

    @admin.display(description=gettext_lazy("date"), ordering="corrected_at")
    def date(self, correction: Correction) -> SafeString:
        """The date that readers see."""
        return time_tag(correction.corrected_at)

    @admin.display(description=gettext_lazy("made by"))
    def maker(self, correction: Correction) -> str:
        """Who wrote it."""
        return str(correction.made_by or "")

    @admin.display(description=gettext_lazy("taken back"))
    def taken_back(self, correction: Correction) -> SafeString | str:
        """Since when readers do not see it any more."""
        moment = correction.retracted_at
        return time_tag(moment) if moment else ""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Take it back when that is pressed; there is nothing else to change."""
        correction = self.get_object(request, object_id or "")
        if correction and request.method == "POST":
            if not rights.may_publish(_user(request), correction.article):
                raise PermissionDenied
            if "_retract" in request.POST:
                self._retract(request, correction)
            return redirect("admin:articles_correction_change", correction.pk)
        context = {"show_save": False, "show_save_and_continue": False}
        context["may_retract"] = correction is not None and (
            correction.retracted_at is None
            and rights.may_publish(_user(request), correction.article)
        )
        shown = {**context, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, shown)

    def _retract(self, request: HttpRequest, correction: Correction) -> None:
        try:
            correcting.retract(correction, by=_user(request), at=moment_of(request))
        except CannotPublish as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return
        self.log_change(request, correction, "Taken back")
        sentence = _("Taken back: readers do not see it any more.")
        self.message_user(request, sentence, messages.SUCCESS)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

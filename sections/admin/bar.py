"""The breaking-news bar in the admin; for managing editors."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights, suggestions
from articles.admin.words import time_tag
from articles.models import Article
from articles.moment import moment_of
from sections import announcing, pieces
from sections.admin.places import user_of
from sections.forms import MomentField
from sections.models import BreakingBar
from sections.pieces import Pool

if TYPE_CHECKING:
    BaseBarForm = forms.ModelForm[BreakingBar]
    BaseBars = admin.ModelAdmin[BreakingBar]
else:
    BaseBarForm, BaseBars = forms.ModelForm, admin.ModelAdmin

# How long a bar stands when nobody says otherwise.
USUAL = timedelta(hours=2)
DAY = timedelta(days=1)
NUMBER = re.compile(r"#([0-9]{1,17})\s*\Z", re.ASCII)


class ArticleInput(forms.TextInput):
    """A line to type into, with the newest articles proposed."""

    template_name = "admin/sections/breakingbar/_article.html"
    lines: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add what is proposed."""
        return {**super().get_context(name, value, attrs), "lines": self.lines}


class ArticleField(forms.CharField):
    """An article by its number, which the proposals bring along: "A headline #12"."""

    widget = ArticleInput

    def clean(self, value: Any) -> Any:
        """The article of that number."""
        typed = super().clean(value)
        if not typed:
            return None
        match = NUMBER.search(typed)
        found = Article.objects.filter(pk=match[1]).first() if match else None
        if found is None:
            wrong = _("Choose one of the articles proposed, or end with its number.")
            raise ValidationError(wrong, code="unknown")
        return found


class BarForm(BaseBarForm):
    """A bar that ends after it begins, and not before now."""

    article = ArticleField(
        label=gettext_lazy("Article"),
        required=False,
        widget=ArticleInput(attrs={"list": "bar-articles", "autocomplete": "off"}),
        help_text=BreakingBar._meta.get_field("article").help_text,
    )
    starts_at = MomentField(label=gettext_lazy("Starts at"))
    ends_at = MomentField(label=gettext_lazy("Ends at"), required=True)
    # Whose proposals they are; the admin makes a class of its own for each request.
    user: User

    class Meta:
        model = BreakingBar
        fields = ["text", "article", "starts_at", "ends_at"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        now = timezone.now()
        if "starts_at" not in self.fields:
            return
        said = _("Empty: now. Times are %(zone)s.")
        zone = f"{timezone.localtime(now):%Z}"
        self.fields["starts_at"].help_text = said % {"zone": zone}
        found, _more = pieces.pool(Pool(), self.user, start=now + DAY, at=now)
        lines = [suggestions.written(one.headline, one.article_id) for one in found]
        widget: Any = self.fields["article"].widget
        widget.lines = lines
        if pk := self.instance.article_id:
            names = suggestions.names_for([pk], self.user, now)
            self.initial["article"] = suggestions.written(names[pk], pk)

    def clean(self) -> dict[str, Any]:
        """Check the moments against one another and the clock."""
        typed: dict[str, Any] = super().clean() or {}
        now = timezone.now()
        starts, ends = typed.get("starts_at") or now, typed.get("ends_at")
        typed["starts_at"] = starts
        if ends and ends <= max(starts, now):
            late = _("It must end after it starts, and after now.")
            self.add_error("ends_at", ValidationError(late, code="ended"))
        return typed


def _about(pk: int, user: User) -> dict[str, str]:
    """What a bar about this article begins with."""
    article = rights.editable(user).filter(pk=pk).first()
    if article is None:
        return {}
    line = suggestions.written(str(article), pk)
    return {"text": article.headline[:140], "article": line}


@admin.register(BreakingBar)
class BarAdmin(BaseBars):
    """One line above every page, which ends by itself."""

    form = BarForm
    list_display = ["text", "state", "starts", "ends"]
    list_display_links = ["text"]
    fields = ["text", "article", "starts_at", "ends_at"]
    actions = None
    list_per_page = 50

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new bar ends after a while."""
        local = timezone.localtime(moment_of(request) + USUAL)
        facts: dict[str, Any] = {"ends_at": local.replace(second=0, microsecond=0)}
        # Whoever has just published something comes with its number.
        pk = request.GET.get("article", "")
        if pk.isascii() and pk.isdigit() and len(pk) < 18:
            facts |= _about(int(pk), user_of(request))
        return facts

    def get_form(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Propose what the user may know of."""
        form: Any = super().get_form(request, *args, **options)
        form.user = request.user
        return form

    def has_change_permission(
        self, request: HttpRequest, obj: BreakingBar | None = None
    ) -> bool:
        """What is over is part of what readers saw."""
        is_over = obj is not None and obj.ends_at <= moment_of(request)
        return super().has_change_permission(request, obj) and not is_over

    def has_delete_permission(
        self, request: HttpRequest, obj: BreakingBar | None = None
    ) -> bool:
        """What is over cannot be taken down."""
        is_over = obj is not None and obj.ends_at <= moment_of(request)
        return super().has_delete_permission(request, obj) and not is_over

    @admin.display(description=gettext_lazy("state"))
    def state(self, bar: BreakingBar) -> str:
        """Whether readers see it, will see it, or have seen it."""
        now = timezone.now()
        if bar.ends_at <= now:
            return _("Over")
        return _("Coming") if bar.starts_at > now else _("Up")

    @admin.display(description=gettext_lazy("starts"), ordering="starts_at")
    def starts(self, bar: BreakingBar) -> SafeString:
        """When readers see it first."""
        return time_tag(bar.starts_at)

    @admin.display(description=gettext_lazy("ends"), ordering="ends_at")
    def ends(self, bar: BreakingBar) -> SafeString:
        """When it goes by itself."""
        return time_tag(bar.ends_at)

    def save_model(
        self, request: HttpRequest, obj: BreakingBar, form: Any, change: bool
    ) -> None:
        """Hand over to the action that tells every page."""
        assert isinstance(request.user, User)
        stands = announcing.announce(obj, by=request.user, at=moment_of(request))
        obj.pk = stands.pk

    def delete_model(self, request: HttpRequest, obj: BreakingBar) -> None:
        """Take it down: readers saw it until now."""
        announcing.take_down(obj, at=moment_of(request))

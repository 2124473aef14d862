"""What people set for themselves: their settings, their views, what they have read."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import notices, rights
from articles.moment import moment_of
from newsroom.models import Preference, SavedView

MOST_VIEWS = 30
ACT = re.compile(r"(save|rename|delete)(?:-([0-9]{1,18}))?\Z", re.ASCII)
# Where one is in a view, and the desk's own complaint, are no part of it.
PASSING = {"p", "e", "o", "all"}


def urls(site: Any) -> list[URLPattern]:
    """The addresses; whoever is signed in has their own things behind them."""
    view = site.admin_view
    return [
        path("me/", view(lambda request: mine(site, request)), name="me"),
        path("views/", view(views), name="views"),
        path("notices/read/", view(read), name="notices_read"),
    ]


# --- settings ----------------------------------------------------------------------
class MineForm(forms.ModelForm):  # type: ignore[type-arg]
    """Language and mails of one person."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Where notices go. Only administrators see it, too."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the desk"),
        required=False,
        help_text=gettext_lazy("Readers' pages stay as they are."),
    )

    class Meta:
        model = Preference
        fields = ["language", "wants_mail"]
        labels = {"wants_mail": gettext_lazy("Send me notices by mail")}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"label_suffix": "", **options})
        field: Any = self.fields["language"]
        field.choices = [("", _("The site's own")), *settings.DESK_LANGUAGES]
        self.fields["email"].initial = self.instance.person.email


def preference_of(person: User) -> Preference:
    """What the person wishes; what everybody starts with until they say otherwise."""
    known = Preference.objects.filter(person=person).first()
    return known or Preference(person=person)


def mine(site: Any, request: HttpRequest) -> HttpResponse:
    """Show one's settings, and keep what was changed."""
    user = _user(request)
    form = MineForm(request.POST or None, instance=preference_of(user))
    if request.method == "POST" and form.is_valid():
        form.save()
        User.objects.filter(pk=user.pk).update(email=form.cleaned_data["email"])
        messages.success(request, _("Your settings are saved."))
        return HttpResponseRedirect(reverse("admin:me"))
    title = _("My settings")
    context = {**site.each_context(request), "title": title, "form": form}
    return render(request, "admin/me.html", context)


# --- views -------------------------------------------------------------------------
class ViewForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name for the list as it is shown now."""

    query = forms.CharField(max_length=500)

    class Meta:
        model = SavedView
        fields = ["name", "query"]

    def clean_query(self) -> str:
        """Keep the filters, and forget the page one was on."""
        pairs = parse_qsl(self.cleaned_data["query"].lstrip("?"))
        kept = [(key, value) for key, value in pairs if key not in PASSING]
        if not kept:
            raise forms.ValidationError(_("Choose filters or search words first."))
        return urlencode(kept)


@require_POST
def views(request: HttpRequest) -> HttpResponse:
    """Save the filters of the list under a name; rename or delete such a view."""
    user = _user(request)
    if not user.has_perm("articles.change_article"):
        raise PermissionDenied
    found = ACT.match(request.POST.get("act", ""))
    if found is None or (found[1] == "save") == bool(found[2]):
        raise BadRequest("There is no such act.")
    own = SavedView.objects.filter(person=user)
    view = get_object_or_404(own, pk=found[2]) if found[2] else SavedView(person=user)
    query = view.query
    if found[1] == "delete":
        view.delete()
        messages.success(request, _("The view is deleted."))
    else:
        posted = {"name": request.POST.get("name", ""), "query": query}
        posted["query"] = query or request.POST.get("query", "")
        query = _keep(request, ViewForm(posted, instance=view), user) or query
    address = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(f"{address}?{query}")


def views_of(request: HttpRequest) -> list[SavedView]:
    """One's own views, for the tabs above the list."""
    own = SavedView.objects.filter(person_id=request.user.pk)
    return list(own) if request.user.pk else []


def _keep(request: HttpRequest, form: ViewForm, user: User) -> str:
    own = SavedView.objects.filter(person=user).exclude(pk=form.instance.pk)
    complaint = ""
    if not form.is_valid():
        complaint = " ".join(
            str(word) for each in form.errors.values() for word in each
        )
    elif own.filter(name=form.cleaned_data["name"]).exists():
        complaint = _("You have a view of that name already.")
    elif own.count() >= MOST_VIEWS:
        complaint = _("You have many views: delete one first.")
    if complaint:
        messages.error(request, complaint)
        return ""
    messages.success(request, _("The view is saved."))
    return str(form.save().query)


# --- notices -----------------------------------------------------------------------
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark notices as read: one, those of an article, or all of them."""
    user, at = _user(request), moment_of(request)
    number = request.POST.get("notice") or request.POST.get("article") or ""
    if number and not (number.isascii() and number.isdigit() and len(number) < 19):
        raise BadRequest("Notices are chosen by number.")
    if "article" in request.POST:
        article = rights.editable(user).filter(pk=number or 0).first()
        if article is not None:
            notices.read_all_of(user, article, at=at)
    else:
        own = notices.unread(user).values_list("pk", flat=True)
        notices.read(user, [int(number)] if number else list(own), at=at)
    return HttpResponseRedirect(reverse("admin:index"))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

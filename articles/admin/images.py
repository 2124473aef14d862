"""The image library in the admin: grid, form with focal point, upload, deletion."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from articles import images, library, rights, usage
from articles.admin import bulk, image_list, image_page, picker, replace
from articles.admin.image_filters import LayoutFilter, SectionFilter, WhichFilter
from articles.admin.paging import CappedPaginator
from articles.forms.bulk import SharedForm
from articles.forms.images import DetailsForm
from articles.forms.uploads import UploadForm
from articles.images import ImageInUse, StillShown
from articles.models import Image
from articles.moment import moment_of
from articles.picture_files import StoreFailed

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Image]
else:
    BaseAdmin = admin.ModelAdmin

SHOWS: Any = [
    "alternative_text",
    "is_decorative",
    "decorative_reason",
    "caption",
    "topics",
]


@admin.register(Image)
class ImageAdmin(BaseAdmin):
    """Everybody sees the library; writers change what they uploaded themselves."""

    form = DetailsForm
    list_display: Any = image_list.GRID
    list_filter = [WhichFilter, SectionFilter, LayoutFilter]
    actions = [bulk.edit]
    # Only makes the search box appear; ``get_search_results`` does the searching.
    search_fields = list(library.TEXTS)
    search_help_text = gettext_lazy(
        "Every text of a picture, its internal notes, its topics and what its file "
        "says; parts of words count, accents do not"
    )
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 48
    ordering = ["-pk"]
    readonly_fields = ["shown"]
    fieldsets = [
        (None, {"fields": ["shown"], "classes": ["stage"]}),
        (gettext_lazy("Credit"), {"fields": ["creator", "source", "copyright_notice"]}),
        (gettext_lazy("What it shows"), {"fields": SHOWS}),
        (
            gettext_lazy("Rights"),
            {
                "fields": [
                    "licence_kind",
                    "licence",
                    "licence_url",
                    "licensor_url",
                    "usage_terms",
                    "rights_expire_at",
                    "not_for_social",
                ]
            },
        ),
        (
            gettext_lazy("For the desk"),
            {"fields": ["taken_at", "place", "internal_notes"]},
        ),
        (
            gettext_lazy("Focal point in numbers"),
            {"fields": [("focal_x", "focal_y")], "classes": ["collapse"]},
        ),
    ]
    add_fieldsets = [
        (None, {"fields": ["file", "again"], "classes": ["stage"]}),
        (
            gettext_lazy("Credit"),
            {
                "fields": ["creator", "source", "licence_kind", "licence"],
                "description": gettext_lazy(
                    "Leave empty what the file says itself: its own data are read."
                ),
            },
        ),
        (gettext_lazy("What it shows"), {"fields": SHOWS}),
        (
            gettext_lazy("Rights"),
            {
                "fields": ["rights_expire_at", "not_for_social", "internal_notes"],
                "classes": ["collapse"],
            },
        ),
    ]

    class Media:
        css = {"all": ["articles/desk/picker.css", "articles/desk/images.css"]}
        js = [
            Script("articles/desk/images.js", type="module"),
            Script("articles/desk/session.js", type="module"),
        ]

    # --- addresses and permissions ------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """Add what the picker asks for; each view checks its own permission."""
        view = self.admin_site.admin_view
        return [
            path("picker/", view(picker.found), name="articles_image_picker"),
            path(
                "picker/upload/",
                view(picker.upload),
                name="articles_image_picker_upload",
            ),
            path(
                "<int:pk>/replace/", view(replace.show), name="articles_image_replace"
            ),
            *super().get_urls(),
        ]

    def has_change_permission(
        self, request: HttpRequest, obj: Image | None = None
    ) -> bool:
        """Let writers change their own images, and the picture desk all of them."""
        if obj is None:
            return super().has_change_permission(request)
        return rights.may_change_image(request.user, obj)  # type: ignore[arg-type]

    # --- forms ---------------------------------------------------------------
    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        """Ask for a file when adding, show the picture when changing."""
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_form(
        self,
        request: HttpRequest,
        obj: Image | None = None,
        change: bool = False,
        **kw: Any,
    ) -> Any:
        """Use the upload form when adding; tell the other at what moment it is sent."""
        kind = {} if obj else {"form": UploadForm}
        made: Any = super().get_form(request, obj, change, **kind, **kw)
        made.at = moment_of(request)
        made.failure = getattr(request, "store_failure", "")
        return made

    def save_model(
        self, request: HttpRequest, obj: Image, form: Any, change: bool
    ) -> None:
        """Hand over to the actions of the library."""
        if change:
            images.amend(obj, at=moment_of(request))
        else:
            images.keep(obj, form.prepared, by=request.user)  # type: ignore[arg-type]

    # --- lists -----------------------------------------------------------------
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask above the list what many new pictures have in common."""
        shared = {"shared_form": SharedForm(auto_id="batch_%s")}
        return super().changelist_view(request, {**shared, **(extra_context or {})})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Image], search_term: str
    ) -> tuple[QuerySet[Image], bool]:
        """Search as the picker does."""
        return library.search(queryset, search_term), False

    def get_changelist(self, request: HttpRequest, **options: Any) -> Any:
        """Load each page with the articles that show its images."""
        return image_list.ImageList

    def get_list_display(self, request: HttpRequest) -> Any:
        """Show the grid, or the list if the address says so."""
        return image_list.LIST if image_list.is_list(request) else image_list.GRID

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        """Lead to the image by its name, not by its thumbnail alone."""
        return [image_list.named if image_list.is_list(request) else image_list.tile]

    def get_ordering(self, request: HttpRequest) -> Any:
        """Put the newest first; of rights that end, the next to end."""
        is_ending = "ending" in request.GET.get("which", "").split(",")
        return ["rights_expire_at", "-pk"] if is_ending else self.ordering

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, image: Image) -> SafeString:
        """Show the picture large, with its focal point and the credit readers see."""
        facts = {"image": image, "src": image.url(960), "card": image.url(480)}
        return SafeString(render_to_string("admin/articles/image/_stage.html", facts))

    def add_view(self, request: HttpRequest, *rest: Any, **named: Any) -> HttpResponse:
        """Take a picture in; if the store fails, say so in the form, nothing lost."""
        try:
            return super().add_view(request, *rest, **named)
        except StoreFailed as failure:
            request.store_failure = failure.sentence  # type: ignore[attr-defined]
            return super().add_view(request, *rest, **named)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one image and where it is used."""
        image = self.get_object(request, unquote(object_id))
        context = {**image_page.surroundings(request, image), **(extra_context or {})}
        try:
            return super().change_view(request, object_id, form_url, context)
        except StillShown as refusal:
            # Somebody published it between the form's look and the deed.
            return self._back(request, object_id, refusal)

    # --- deletion ----------------------------------------------------------------
    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, int], set[Any], list[Any]]:
        """Protect what is in use, and say where it is."""
        at = moment_of(request)
        protected: list[Any] = []
        for image in objs:
            if found := usage.places(image, at):
                protected += [str(image), [image_page.link(place) for place in found]]
        counts = {Image._meta.verbose_name_plural: len(objs)}
        return [str(image) for image in objs], counts, set(), protected

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Delete an image, unless somebody used it just now."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except ImageInUse as refusal:
            return self._back(request, object_id, refusal)

    def _back(
        self, request: HttpRequest, object_id: str, refusal: Exception
    ) -> HttpResponse:
        self.message_user(request, str(refusal), messages.ERROR)
        address = reverse("admin:articles_image_change", args=[object_id])
        return HttpResponseRedirect(address)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Hand over to the actions of the library."""
        images.delete_image(obj, at=moment_of(request))  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        """Delete one after the other: files and all."""
        for image in queryset:
            images.delete_image(image, at=moment_of(request))

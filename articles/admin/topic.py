"""Topics in the admin: their names, addresses and introductions."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from articles import naming
from articles.admin import deletion
from articles.admin.paging import CappedPaginator
from articles.models import Topic
from articles.moment import moment_of

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Topic]
else:
    BaseAdmin = admin.ModelAdmin


@admin.register(Topic)
class TopicAdmin(BaseAdmin):
    """Anybody makes topics by typing them into an article; here they are tidied."""

    list_display = ["name", "slug", "article_count"]
    search_fields = ["name"]
    paginator = CappedPaginator
    show_full_result_count = False
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description"]

    def view_on_site(self, obj: Topic) -> str:
        """The topic's page."""
        return obj.get_absolute_url()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """No topic under which readers find, or found, an article is deleted."""
        return deletion.summary(objs, naming.articles_under)

    def save_model(
        self, request: HttpRequest, obj: Topic, form: Any, change: bool
    ) -> None:
        """Hand over to the action that tells all pages with the topic."""
        naming.keep_topic(obj, at=moment_of(request))

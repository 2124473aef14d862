"""Who may do what with articles and images: asked by every admin view alike."""

from typing import TypeVar

from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet

from articles.models import Article, Image, Publication

Row = TypeVar("Row", bound=Model)


def acts_everywhere(user: User) -> bool:
    """Whether the user edits and publishes in every section."""
    return user.has_perm("articles.act_in_every_section")


def own_sections(user: User) -> set[int]:
    """Ids of the sections in which the user is a section editor."""
    return set(user.sections.values_list("pk", flat=True))


def is_section_editor(user: User) -> bool:
    """Whether the user publishes, in some sections or in all."""
    return user.has_perm("articles.publish_article")


def editable(user: User) -> QuerySet[Article]:
    """The articles that the user may open and change."""
    articles = Article.objects.all()
    if not user.has_perm("articles.change_article"):
        return articles.none()
    if acts_everywhere(user):
        return articles
    # By subquery: a join would list an article twice for two bylines.
    bylined = Article.objects.filter(contributors__user=user).values("pk")
    mine = Q(created_by=user) | Q(pk__in=bylined)
    if is_section_editor(user):
        mine |= Q(section_id__in=own_sections(user))
    return articles.filter(mine)


def may_edit(user: User, article: Article) -> bool:
    """Whether the user may open and change this article."""
    if not user.has_perm("articles.change_article"):
        return False
    if acts_everywhere(user):
        return True
    return editable(user).filter(pk=article.pk).exists()


def with_right(name: str) -> QuerySet[User]:
    """The active accounts that have a right, by a role or of their own."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return User.objects.with_perm(name, backend=backend)


def people_for(article: Article) -> QuerySet[User]:
    """Who may open and change this article: those for whom ``may_edit`` says yes."""
    places = Q(pk__in=with_right("articles.act_in_every_section").values("pk"))
    places |= Q(pk=article.created_by_id)
    bylines = article.contributors.exclude(user=None).values("user_id")
    places |= Q(pk__in=bylines)
    if article.section_id:
        editors = with_right("articles.publish_article").values("pk")
        edited = User.objects.filter(sections=article.section_id).values("pk")
        places |= Q(pk__in=editors) & Q(pk__in=edited)
    writers = with_right("articles.change_article").filter(is_staff=True)
    return writers.filter(places)


def may_use_section(user: User, section_id: int | None) -> bool:
    """Whether the user may publish in this section (None: below no section)."""
    if not is_section_editor(user):
        return False
    return acts_everywhere(user) or section_id in own_sections(user)


def may_publish(user: User, article: Article) -> bool:
    """Whether the user may change what readers see of this article.

    Counts both the section it is in for the desk and those it is in for readers, so
    that nobody publishes into, or takes out of, a section that is not theirs.
    """
    if not is_section_editor(user):
        return False
    if acts_everywhere(user):
        return True
    places = {article.section_id}
    if article.pk:
        shown = Publication.objects.filter(article=article)
        places |= set(
            shown.order_by("-live_until").values_list("section_id", flat=True)[:2]
        )
    return places <= own_sections(user)


def open_sections(user: User, sections: QuerySet[Row]) -> QuerySet[Row]:
    """Those of ``sections`` into which the user may put an article.

    Section editors keep to their own. Writers propose to any: they publish in none.
    """
    if acts_everywhere(user) or not is_section_editor(user):
        return sections
    return sections.filter(pk__in=own_sections(user))


def may_delete(user: User, article: Article) -> bool:
    """Whether the user may delete this article: never one that was published."""
    if not user.has_perm("articles.delete_article") or not may_edit(user, article):
        return False
    return not Publication.objects.filter(article=article).exists()


def may_change_image(user: User, image: Image) -> bool:
    """Whether the user may change this image: editors any, writers their own."""
    if not user.has_perm("articles.change_image"):
        return False
    is_editor = keeps_library(user) or is_section_editor(user)
    return is_editor or image.uploaded_by_id == user.pk


def keeps_library(user: User) -> bool:
    """Whether the user may delete images, and change everybody's."""
    return user.has_perm("articles.delete_image")

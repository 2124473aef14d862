"""Feeds of the sections."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from articles.feeds import Channel, NewsFeed, newest
from articles.models import Publication
from articles.moment import moment_of
from sections.models import Section


class OfSection(NewsFeed):
    """The newest articles of a section."""

    def get_object(self, request: HttpRequest, **names: str) -> Channel:
        """What stands in the section."""
        at = moment_of(request)
        section = get_object_or_404(Section, slug=names["section"])
        live = Publication.objects.live(at).filter(section=section)
        return Channel(
            title=f"{section.name} | {settings.SITE_NAME}",
            path=section.get_absolute_url(),
            name=f"section-{section.pk}",
            at=at,
            dispatches=newest(live, at),
            description=section.description,
            keys=frozenset({f"section-{section.pk}"}),
        )

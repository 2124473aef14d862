"""Readers' addresses that begin with a section; they come last of all."""

from django.urls import path, re_path

from articles import paths  # noqa: F401 (registers its converters)
from articles.api import nothing
from articles.feeds import routes
from articles.views import article
from sections import api, views
from sections.feeds import OfSection
from sections.sitemaps import lists

app_name = "sections"
urlpatterns = [
    path("", views.front, name="front"),
    path("sitemap-pages.xml", lists, name="sitemap"),
    path("api/v1/sections/", api.sections, name="api-sections"),
    # With its slash, so that an address without one is sent on.
    re_path("^api/(?P<rest>.*/)?$", nothing),
    path("<slug:section>/", views.section, name="section"),
    *routes("<slug:section>/", OfSection),
    path("<slug:section>/<words:slug>/", article, name="article"),
]

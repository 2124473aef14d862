"""Readers' addresses that begin with a section; they come last of all."""

from django.urls import path

from articles import paths  # noqa: F401 (registers its converters)
from articles.feeds import routes
from articles.views import article
from sections import views
from sections.feeds import OfSection
from sections.sitemaps import lists

app_name = "sections"
urlpatterns = [
    path("", views.front, name="front"),
    path("sitemap-pages.xml", lists, name="sitemap"),
    path("<slug:section>/", views.section, name="section"),
    *routes("<slug:section>/", OfSection),
    path("<slug:section>/<words:slug>/", article, name="article"),
]

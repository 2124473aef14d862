"""Readers' addresses: articles without a section, the archive, topics, contributors."""

from django.urls import path

from articles import api, crawling, feeds, outside, paths, views  # noqa: F401 (paths)

app_name = "articles"
urlpatterns = [
    path("articles/", views.everything, name="all"),
    path("articles/<yyyy:year>/<mm:month>/", views.month, name="month"),
    path("articles/<words:slug>/", views.article, name="article"),
    path("topics/", views.topics, name="topics"),
    path("topics/<words:slug>/", views.topic, name="topic"),
    path("series/<words:slug>/", views.series, name="series"),
    path("search/", views.search, name="search"),
    path("corrections/", views.corrections, name="corrections"),
    path("by/", views.contributors, name="contributors"),
    path("by/<words:slug>/", views.contributor, name="contributor"),
    path("preview/<str:token>/", outside.preview, name="preview"),
    path("share/<number:pk>-<mark>.jpg", crawling.share, name="share"),
    path("sitemap.xml", crawling.index, name="sitemap"),
    path("sitemap-<yyyy:year>-<mm:month>.xml", crawling.month, name="sitemap-month"),
    path(
        "sitemap-<yyyy:year>-<mm:month>-<several:number>.xml",
        crawling.month,
        name="sitemap-part",
    ),
    path("news-sitemap.xml", crawling.news, name="sitemap-news"),
    path("api/v1/articles/", api.articles, name="api-articles"),
    path("api/v1/articles/<number:pk>/", api.article, name="api-article"),
    path("api/v1/topics/", api.topics, name="api-topics"),
    path("api/v1/images/<number:pk>/", api.image, name="api-image"),
]
urlpatterns += feeds.routes("", feeds.Newest)
urlpatterns += feeds.routes("topics/<words:slug>/", feeds.OfTopic, "topic-feed")
urlpatterns += feeds.routes("by/<words:slug>/", feeds.OfContributor, "contributor-feed")

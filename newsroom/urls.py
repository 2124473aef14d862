"""Every address of the site."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom import crawlers, media
from newsroom.desk.calendar import feed as calendar_feed

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.permission_denied"
handler404 = "newsroom.errors.page_not_found"
handler500 = "newsroom.errors.server_error"
urlpatterns = [
    path(settings.DESK_PATH.lstrip("/"), admin.site.urls),
    path(
        "calendar/<int:pk>-<str:secret>.ics", calendar_feed.show, name="calendar_feed"
    ),
    path("robots.txt", crawlers.robots, name="robots"),
    path("favicon.ico", crawlers.icon, name="icon"),
    path(".well-known/security.txt", crawlers.security, name="security"),
]
if settings.MEDIA_URL.startswith("/"):
    served = settings.MEDIA_URL.lstrip("/")
    urlpatterns += [path(f"{served}<path:name>", media.picture, name="picture")]
# The sections' addresses end in catch-alls, so they come last.
urlpatterns += [
    path("", include(app))
    for app in ("articles.urls", "sections.urls")
    if find_spec(app)
]

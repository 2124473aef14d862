"""Every way to misconfigure us is a numbered check with a hint."""

from newsroom import checks


def ids(check):
    return [message.id for message in check(None)]


def test_site_url_must_be_answered_to(settings):
    settings.ALLOWED_HOSTS = ["news.example"]
    settings.SITE_URL = "https://news.example"
    assert ids(checks.check_site_url) == []
    settings.SITE_URL = "https://other.example"
    assert ids(checks.check_site_url) == ["newsroom.E001"]


def test_originals_lie_outside_the_media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert ids(checks.check_originals) == []
    settings.MEDIA_ROOT = settings.VAR_DIR
    assert ids(checks.check_originals) == ["newsroom.E002"]


def test_media_folder_lies_outside_the_originals(settings):
    settings.MEDIA_ROOT = settings.VAR_DIR / "originals" / "media"
    assert ids(checks.check_originals) == ["newsroom.E002"]


def test_pillow_must_write_webp(monkeypatch):
    assert ids(checks.check_pillow) == []
    monkeypatch.setattr(checks.features, "check", lambda name: False)
    assert ids(checks.check_pillow) == ["newsroom.E003"]


def test_site_should_have_https(settings):
    settings.SITE_URL = "http://news.example"
    assert ids(checks.check_https) == ["newsroom.W001"]
    settings.SITE_URL = "https://news.example"
    assert ids(checks.check_https) == []

"""The newsroom's settings, made quick and forgetful for tests."""

import atexit
import os
import shutil
import tempfile

# What the shell happens to have set is no business of the tests.
OURS = {
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DEBUG": "0",
    "EMAIL_URL": "none:",
    "SECRET_KEY": "for-tests-only",
    "SITE_URL": "http://testserver",
    "VAR_DIR": tempfile.mkdtemp(prefix="newsroom-tests-"),
}
for name in (
    *("SITE_NAME", "TIME_ZONE", "LANGUAGE_CODE", "MEDIA_ROOT", "MEDIA_URL"),
    *("S3_BUCKET", "S3_ORIGINALS_BUCKET", "S3_ENDPOINT_URL", "S3_REGION"),
    *("S3_ACCESS_KEY", "S3_SECRET_KEY", "TRUSTED_PROXIES", "SECURITY_CONTACT"),
    *("HSTS_SECONDS", "IMAGE_RIGHTS"),
):
    os.environ.pop(name, None)
os.environ |= OURS
atexit.register(shutil.rmtree, OURS["VAR_DIR"], ignore_errors=True)

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES, STORAGES, VAR_DIR  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True
STRICT_DELIVERY = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and a live server share it as in production.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}

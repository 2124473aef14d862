"""All settings, each read from the environment (docs/operators.md lists them)."""

from pathlib import Path

from newsroom import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = environment.folder("VAR_DIR", BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- who we are -------------------------------------------------------------
DEBUG = environment.flag("DEBUG")
WHEN_LIVE = "when DEBUG is off"
SECRET_KEY = environment.text(
    "SECRET_KEY", "for-development-only" if DEBUG else None, why=WHEN_LIVE
)
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else None, why=WHEN_LIVE
)
SITE_NAME = environment.text("SITE_NAME", "Meridian 99")
SITE_URL = environment.site_url("SITE_URL", "http://127.0.0.1:8000")
LANGUAGE_CODE = environment.language("LANGUAGE_CODE", "en-gb")
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")
USE_TZ = True

# --- the parts --------------------------------------------------------------
INSTALLED_APPS = [
    "newsroom",
    "sections",
    "articles",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "taggit",
    "django_prose_editor",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- where things are kept --------------------------------------------------
DATABASES = {
    "default": environment.database(
        "DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}", BASE_DIR
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = environment.folder("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_URL = environment.url_path("MEDIA_URL", "/media/")
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What was uploaded, as it was: never served, only rendered from.
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "originals", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

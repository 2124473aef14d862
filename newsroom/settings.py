"""All settings, each read from the environment (docs/operators.md lists them)."""

from pathlib import Path

from newsroom import backends, catalogues, environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = environment.made_folder("VAR_DIR", BASE_DIR / "var")

# --- who we are -------------------------------------------------------------
DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret("SECRET_KEY", VAR_DIR / "secret-key" if DEBUG else None)
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", debug=DEBUG)
SITE_NAME = environment.text("SITE_NAME", "Meridian 99")
SITE_URL = environment.site_url(
    "SITE_URL",
    "http://127.0.0.1:8000" if DEBUG else environment.origin_of(ALLOWED_HOSTS[0]),
)
SECURITY_CONTACT = environment.text("SECURITY_CONTACT", f"{SITE_URL}/")
LANGUAGE_CODE = environment.language("LANGUAGE_CODE", "en-gb")
# The site's own, and those that the desk and its articles may choose besides.
LANGUAGES = environment.languages(LANGUAGE_CODE, ["en-gb", "es"])
LOCALE_PATHS = [catalogues.compiled(VAR_DIR)]
# Each person chooses one for the desk.
DESK_LANGUAGES = [("en-gb", "English"), ("es", "Español")]
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")
USE_TZ = True

# --- the parts --------------------------------------------------------------
INSTALLED_APPS = [
    "newsroom",
    "sections",
    "articles",
    "newsroom.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "taggit",
    "django_prose_editor",
    "django.forms",
]
MIDDLEWARE = [
    "newsroom.health.HealthMiddleware",
    "newsroom.proxy.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.delivery.headers.DeliveryMiddleware",
    "newsroom.errors.OwnNotFoundMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.delivery.travel.TravelMiddleware",
    "newsroom.desk.language.DeskLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DESK_PATH = "/admin/"
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
                "newsroom.csp.nonce",
                "articles.pages.site",
                "sections.navigation.menu",
            ],
        },
    },
]
# Our own form widgets have their templates beside all others.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- where things are kept --------------------------------------------------
DATABASES = {
    "default": backends.database(
        "DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}", BASE_DIR
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = environment.folder("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_URL = environment.url_path("MEDIA_URL", "/media/")
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = backends.storages(var_dir=VAR_DIR, media_url=MEDIA_URL, debug=DEBUG)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o644
# A long article, twice over; pictures do not count, they go to a file.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 40
globals().update(
    backends.mail("EMAIL_URL", "console:" if DEBUG else "smtp://localhost")
)
DEFAULT_FROM_EMAIL = environment.text(
    "MAIL_FROM", f"newsroom@{environment.host_of(SITE_URL)}"
)
LOGGING = logs.logging_config(debug=DEBUG)

# From when on a picture whose rights have ended is replaced; None: never, only said.
IMAGE_RIGHTS_FROM = environment.moment_enforced("IMAGE_RIGHTS", "enforce", TIME_ZONE)

# --- who may come in --------------------------------------------------------
VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATORS}.NumericPasswordValidator"},
]
# What `make demo` gives its accounts; nobody gets in with it when DEBUG is off.
DEMO_PASSWORD = "newsroom-demo"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Cookies belong to the desk alone: readers' requests carry none.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = DESK_PATH
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- the way to the reader --------------------------------------------------
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
HTTPS = SITE_URL.startswith("https://") and not DEBUG
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31_536_000) if HTTPS else 0
# Whether all other subdomains speak HTTPS is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# For old browsers; the others go by frame-ancestors, which lets the desk preview.
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
STRICT_DELIVERY = DEBUG

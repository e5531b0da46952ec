"""Ajar's settings as the tests want them: own folder, known key, quick passwords, no noise.

The environment is filled in before `config.settings` is read, because that is the only way
in; what the reader of a test needs to know about it stands here and nowhere else.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_DATA = Path(tempfile.mkdtemp(prefix="ajar-tests-"))
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)

# Whoever runs the tests may have settings of their own; none of them may leak in.
for _name in [name for name in os.environ if name.startswith(("AJAR_", "EMAIL_"))]:
    if _name not in ("AJAR_NO_SKIPS", "AJAR_STATIC"):
        del os.environ[_name]
for _name in ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"):
    os.environ.pop(_name, None)
os.environ["AJAR_DATA"] = str(_DATA)
os.environ["AJAR_KEYS"] = "test:b25seSB0aGUgdGVzdHMgc2VhbCB3aXRoIHRoaXMgOik="
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789" * 5

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, LOGGING, STORAGES  # noqa: E402

# A file, as users have it, so that a test may look for words in it and threads may meet on it.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_DATA / "tests.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
LOGGING = LOGGING | {"root": {"handlers": [], "level": "WARNING"}, "loggers": {}}

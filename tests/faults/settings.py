"""The site's settings for servers that a fault test starts: plain HTTP, no collected static files, and a patience that tests choose."""

import os

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

patience = float(os.environ["FAULTS_BUSY_SECONDS"])
options = DATABASES["default"]["OPTIONS"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    options["timeout"] = patience
else:
    options["options"] += f" -c lock_timeout={int(1000 * patience)}"

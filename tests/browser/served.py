"""The site as the browser tests serve it: beside pytest the settings serve static files from where they are built."""

import pytest  # noqa: F401

from portal.wsgi import application  # noqa: F401

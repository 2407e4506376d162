"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
application = get_wsgi_application()

# What is loaded now stays for good: looking through it for garbage again and again took a tenth of each request.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)

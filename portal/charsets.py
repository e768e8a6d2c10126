"""Forms are read as UTF-8 and as nothing else.

Django reads a form of several parts in whatever encoding it names. Some of those yield halves of surrogate pairs, which neither
a page nor the database can hold.
"""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


def only_utf8(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            raise BadRequest("A form that is not in UTF-8.")
        return get_response(request)

    return answer

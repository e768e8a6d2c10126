"""Pages are sent compressed where nothing in them can have been put there by somebody else.

Who can have a browser ask for a page with words of their own, and sees how long the answer is, can guess at what else
stands in it (BREACH). Words come in by a query or a post: such answers go as they are. Files are compressed in themselves or by WhiteNoise.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


def compressed(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    compress = GZipMiddleware(get_response).process_response

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        return compress(request, response) if is_ours_alone(request) and is_page(response) else response

    return answer


def is_ours_alone(request: HttpRequest) -> bool:
    return request.method == "GET" and not request.META.get("QUERY_STRING")


def is_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")

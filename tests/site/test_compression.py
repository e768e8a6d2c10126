"""Which answers are sent compressed: pages, unless whoever asked for them could have put words into them."""

import gzip

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

TAKES_GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}


def test_a_page_comes_compressed_to_whoever_takes_it(client):
    whole = client.get(reverse("method"))
    response = client.get(reverse("method"), **TAKES_GZIP)

    assert response["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(response.content)
    assert len(response.content) < len(whole.content) / 2


def test_a_page_varies_with_what_the_browser_takes(client):
    assert "Accept-Encoding" in client.get(reverse("method"))["Vary"]


@pytest.mark.parametrize(
    ("method", "address", "words"),
    [
        ("get", "/resources/search/", {"q": "pooled budget"}),
        ("post", "/come-back/", {"link": "https://portal.example/link/guessed/"}),
        ("get", "/livez", {}),
    ],
)
def test_what_somebody_else_may_have_put_words_into_is_not_compressed(client, method, address, words):
    response = getattr(client, method)(address, words, **TAKES_GZIP)

    assert response.status_code < 500
    assert "Content-Encoding" not in response

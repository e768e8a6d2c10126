"""Reading a page as a browser would."""

from bs4 import BeautifulSoup


def read(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")

"""The child process that renders: a page on standard input, a PDF on standard output. Imports nothing of ours."""

import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher


def main() -> None:
    page = sys.stdin.buffer.read().decode()
    fetcher = URLFetcher(allowed_protocols=("data",))
    sys.stdout.buffer.write(HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1"))


if __name__ == "__main__":
    main()

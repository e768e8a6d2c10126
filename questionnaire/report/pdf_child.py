"""The child process that renders: a page on standard input, a PDF on standard output. Imports nothing of ours."""

import gc
import resource
import sys

MEMORY_BYTES = 1024**3
CPU_SECONDS = 20


def limit() -> None:
    """Bound this process before it reads anything; the parent, which has threads, could not do it safely."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit()
    gc.disable()  # one page and then the end: looking for what could be freed would take a fifth of the time
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    page = sys.stdin.buffer.read().decode()
    fetcher = URLFetcher(allowed_protocols=("data",))
    sys.stdout.buffer.write(HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1"))


if __name__ == "__main__":
    main()

class PdfFailed(Exception):
    pass


def pdf_of(r): ...

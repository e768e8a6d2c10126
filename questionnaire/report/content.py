"""stub"""


def render_body(*a):
    return ""


def provisional_content(*a):
    return {}

"""Which page is on the screen: its title, as its head says it."""

from streamlit.testing.v1 import AppTest


def title(app: AppTest) -> str:
    """The words of the page's first heading, whether alone or with the page's sentence under it."""
    headings = [element.value for element in app.title]
    headings += [element.value.removeprefix("# ").split("\n")[0] for element in app.markdown
                 if element.value.startswith("# ")]
    (only,) = headings
    return only

"""What is said where every page is read and some could not be opened."""


def not_opened(pages: int) -> str:
    """Return that so many pages are left out, and that they are safe; empty for none."""
    if not pages:
        return ""
    if pages == 1:
        return (
            "1 page could not be opened, so it is left out here."
            " It is kept safe, and nothing was changed."
        )
    return (
        f"{pages:,} pages could not be opened, so they are left out here."
        " They are kept safe, and nothing was changed."
    )

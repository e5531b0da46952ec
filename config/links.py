"""`{% url %}` for every template: what of an address is the same for every request is found once.

A screen has two dozen links that are the same on every screen, or but for an id, and Django
would look each of them up anew.
"""

from functools import cache
from uuid import UUID

from django import template
from django.conf import settings
from django.template import defaulttags
from django.template.base import Parser, Token
from django.template.context import Context
from django.urls import get_script_prefix, reverse
from django.utils.html import escape

register = template.Library()


_NO_ID = UUID(int=0)


class FixedLink(template.Node):
    """A link to a named address that takes no arguments."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Context) -> str:
        """Return the address. Raise NoReverseMatch where there is none of that name."""
        return _address(self.name, settings.ROOT_URLCONF, get_script_prefix())


class LinkWithId(template.Node):
    """A link to a named address that takes one argument, which is an id nearly always."""

    def __init__(self, name: str, link: defaulttags.URLNode) -> None:
        self.name, self.link = name, link

    def render(self, context: Context) -> str:
        """Return the address. Raise NoReverseMatch where there is none for the argument."""
        value = self.link.args[0].resolve(context)
        if not isinstance(value, UUID):
            return self.link.render(context)
        return _with_id(self.name, settings.ROOT_URLCONF, get_script_prefix()).format(value)


@cache
def _address(name: str, _addresses: str, _prefix: str) -> str:
    """Return the address at this site, below this prefix: there is one of each."""
    return escape(reverse(name))


@cache
def _with_id(name: str, _addresses: str, _prefix: str) -> str:
    """Return the address with a place for the id."""
    return escape(reverse(name, args=[_NO_ID])).replace(str(_NO_ID), "{}")


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """Draw Django's link, or one that is found once where it is the same for every request."""
    link = defaulttags.url(parser, token)
    name = link.view_name.var
    if link.kwargs or link.asvar or not isinstance(name, str) or ":" in name or len(link.args) > 1:
        return link
    return LinkWithId(str(name), link) if link.args else FixedLink(str(name))

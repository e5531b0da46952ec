"""A writer at the server: signs in once, and knows what to send for each thing that is asked."""

from bench.wire import Answer, Line, Request, get, post
from tests.faults.server import PASSWORD
from tests.journal.sheets import Sheet

_HIDDEN = 'name="csrfmiddlewaretoken" value="'


class UnexpectedAnswer(Exception):
    """The server said something else than it was to be measured for."""


class NotBuilt(Exception):
    """The address is not there yet."""


def token_in(answer: Answer) -> str:
    """Return the token of the first form on a page."""
    return answer.text.split(_HIDDEN)[1].split('"')[0]


class Visitor:
    """One signed-in writer. May be asked from several threads, each on a line of its own."""

    def __init__(self, port: int, email: str) -> None:
        """Sign in. Raise UnexpectedAnswer if refused."""
        self.line = Line(port)
        self.email = email
        ready = sign_in_request(self.line, email)
        answer = ready.send(self.line)
        cookies = ready.cookies | answer.cookies
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if "session" not in cookies:
            raise UnexpectedAnswer(f"{email} could not sign in: {answer.status}")

    def ask(self, line: Line, request: Request, status: int = 200) -> Answer:
        """Send a request as this writer. Raise UnexpectedAnswer for another status."""
        answer = line.ask(request, self.cookie)
        if answer.status != status:
            raise UnexpectedAnswer(f"{request.method} {request.path}: {answer.status}")
        return answer

    def look(self, path: str) -> Answer:
        """Open a screen. Raise NotBuilt where there is none."""
        answer = self.line.ask(get(path), self.cookie)
        if answer.status in (404, 405):
            raise NotBuilt(path)
        if answer.status != 200:
            raise UnexpectedAnswer(f"GET {path}: {answer.status}")
        return answer

    def sheet(self) -> Sheet:
        """Return the writing form of Today."""
        return Sheet(self.look("/today/"))


class SignIn:
    """The sign-in form, filled in."""

    def __init__(self, request: Request, cookies: dict[str, str]) -> None:
        self._request, self.cookies = request, cookies

    def send(self, line: Line) -> Answer:
        """Send it. Raise UnexpectedAnswer if refused."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = line.ask(self._request, cookie)
        if answer.status != 302:
            raise UnexpectedAnswer(f"Signing in: {answer.status}")
        return answer


def sign_in_request(line: Line, email: str) -> SignIn:
    """Return the form of the sign-in screen, filled in for an account."""
    shown = line.ask(get("/accounts/login/"))
    fields = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token_in(shown)}
    return SignIn(post("/accounts/login/", fields), shown.cookies)

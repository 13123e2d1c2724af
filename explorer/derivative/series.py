"""How the two differences are told apart, by colour and by marker."""

from core.differentiation import Method

TOKENS: dict[Method, str] = {"central": "a", "forward": "b"}
SYMBOLS: dict[Method, str] = {"central": "o", "forward": "s"}

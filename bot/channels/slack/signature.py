"""Whether a request is Slack's, by its signature over the raw body."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.signature import SignatureVerifier

__all__ = ["Signature"]


class Signature:
    """Slack's signature v0, over a body as it came in; valid for five minutes."""

    def __init__(self, secret: str) -> None:
        """Check with the app's signing secret."""
        self._verifier = SignatureVerifier(secret)

    def stands(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether the request is signed; what can't be read as a signed request is not."""
        try:
            return self._verifier.is_valid(
                body,
                headers.get("x-slack-request-timestamp"),
                headers.get("x-slack-signature"),
            )
        except (ValueError, TypeError, OverflowError):
            # A time that is no number or past all numbers, letters outside ASCII in the
            # signature, a body that isn't UTF-8: nothing that Slack sends.
            return False

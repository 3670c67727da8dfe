"""Microsoft's SDK, imported in one place: it takes seconds, and warns of what it tries out."""

from __future__ import annotations

import logging
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from microsoft_teams.api.activities.message import MessageActivity, MessageActivityInput
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment
    from microsoft_teams.apps import App
    from microsoft_teams.apps.auth import TokenValidator
    from microsoft_teams.apps.http import HttpRouteHandler, HttpServerAdapter
    from microsoft_teams.cards import (
        ActionSet,
        AdaptiveCard,
        CardElement,
        MessageBackSubmitActionData,
        SubmitAction,
        SubmitActionData,
        TextBlock,
    )
    from microsoft_teams.common import ClientOptions

# What it says of a token that doesn't stand, the route says as well.
logging.getLogger("microsoft_teams.apps.auth").setLevel(logging.CRITICAL)

__all__ = [
    "PUBLIC",
    "ActionSet",
    "AdaptiveCard",
    "App",
    "CardElement",
    "ClientOptions",
    "CloudEnvironment",
    "HttpRouteHandler",
    "HttpServerAdapter",
    "MessageActivity",
    "MessageActivityInput",
    "MessageBackSubmitActionData",
    "SubmitAction",
    "SubmitActionData",
    "TextBlock",
    "TokenValidator",
]

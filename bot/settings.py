"""The settings: one object, from the command line, the environment and a file."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

from annotated_doc import Doc
from annotated_types import Interval
from platformdirs import user_cache_path, user_data_path

from bot.config_file import read_config
from bot.setting_checks import (
    check_address,
    check_contact,
    check_mail,
    check_mail_server,
    check_thresholds,
    expanded,
    of_user,
)
from bot.setting_values import (
    PREFIX,
    SettingsError,
    refuse_unknown_names,
    refuse_unknown_variables,
    value_of,
)
from index.addresses import Place, ServerAddress

__all__ = ["PREFIX", "Origin", "Settings", "SettingsError"]

PATHS = (
    *("config", "index", "data_dir", "cache_dir", "messages"),
    *("articles", "faq_article", "bar_questions"),
)
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]
Origin = Literal["default", "file", "environment", "command line"]
"""Where the value of a setting is from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an owner can set; every field is also the variable `CAREERBOT_` + its name.

    In the file of settings it has its name alone.
    """

    config: Annotated[
        Path | None,
        Doc("File of settings. Unset: `careerbot.toml` in this folder, or in the user's own."),
    ] = None
    index: Annotated[
        Place | None,
        Doc(
            "Folder of the index; or `milvus://HOST:19530/NAME`, `qdrant://HOST:6333/NAME`. "
            "Unset: `index` in `data_dir`, built of the bundled guides."
        ),
    ] = None
    index_token: Annotated[
        str | None,
        Doc("What opens the index's server: a key; of Milvus also `USER:PASSWORD`."),
    ] = field(default=None, repr=False)
    data_dir: Annotated[Path, Doc("Folder for what careerbot keeps.")] = field(
        default_factory=lambda: of_user("data_dir", user_data_path)
    )
    cache_dir: Annotated[Path, Doc("Folder for what can be made again, such as the model.")] = (
        field(default_factory=lambda: of_user("cache_dir", user_cache_path))
    )
    model: Annotated[
        str | None,
        Doc("Sentence-transformers model, a name or a folder. Unset: all-MiniLM-L6-v2."),
    ] = None
    stored_vectors: Annotated[
        Literal["signs", "half"],
        Doc("What a new index keeps of a token vector: its `signs`, or all of it at `half` size."),
    ] = "signs"
    answered_threshold: Annotated[
        float | None,
        Interval(ge=0, le=1),
        Doc("Confidence from which an answer is `answered`. Unset: the calibrated one."),
    ] = None
    unsure_threshold: Annotated[
        float | None,
        Interval(ge=0, le=1),
        Doc("Confidence from which an answer is `unsure`, not `no_answer`. Unset: likewise."),
    ] = None
    messages: Annotated[
        Path | None,
        Doc("YAML file of what the bot says of itself in other words, by language and name."),
    ] = None
    contact: Annotated[
        str | None,
        Doc("Way to a person, shown where there is no answer: a line, a link, a mail address."),
    ] = None
    handoff_url: Annotated[
        str | None,
        Doc("Where a question is sent that a person is to answer, `https://…`. Unset: nowhere."),
    ] = field(default=None, repr=False)
    handoff_secret: Annotated[
        str | None, Doc("What each of them is signed with, so that its receiver knows it is.")
    ] = field(default=None, repr=False)
    handoff_private: Annotated[
        bool, Doc("Send them to a private address, too, such as one in your own network.")
    ] = False
    handoff_limit: Annotated[
        str, Doc("Questions that one client may hand on to a person; `off` likewise.")
    ] = "5/minute"
    host: Annotated[str, Doc("Address that the service listens on.")] = "127.0.0.1"
    port: Annotated[
        int, Interval(ge=0, le=65535), Doc("Port that it listens on; 0 takes a free one.")
    ] = 8000
    workers: Annotated[int, Interval(ge=1, le=64), Doc("Processes that answer.")] = 1
    threads: Annotated[
        int | None,
        Interval(ge=1, le=64),
        Doc("Threads of each of them for the model. Unset: the cores, divided among them."),
    ] = None
    cors_origins: Annotated[
        tuple[str, ...],
        Doc("Origins whose pages may ask, such as `https://www.example.org`; `*` means all."),
    ] = ()
    trusted_proxies: Annotated[
        tuple[str, ...],
        Doc("Addresses of proxies whose `X-Forwarded-For` is believed, such as `10.0.0.0/8`."),
    ] = ()
    rate_limit: Annotated[
        str,
        Doc("Questions that one client may ask, such as `30/minute`; `off` is any number."),
    ] = "60/minute"
    feedback_limit: Annotated[
        str, Doc("Pieces of feedback that one client may give; `off` likewise.")
    ] = "30/minute"
    rate_limit_storage: Annotated[
        str,
        Doc("Where clients are counted: `memory://`, or `redis://HOST:6379` for all workers."),
    ] = field(default="memory://", repr=False)
    api_keys: Annotated[
        tuple[str, ...],
        Doc("Keys of which one is needed to ask, as `careerbot key` makes them. Unset: none is."),
    ] = field(default=(), repr=False)
    articles: Annotated[
        Path | None,
        Doc("Folder of your articles, for repairs. Unset: what the default index was built of."),
    ] = None
    faq_article: Annotated[
        Path | None,
        Doc("Markdown file that answers written in the inbox go into. Unset: `faq.md` in there."),
    ] = None
    bar_questions: Annotated[
        Path | None, Doc("Question set that is asked before a repair is published, as for `eval`.")
    ] = None
    bar: Annotated[
        tuple[str, ...], Doc("Scores that have to be kept there, such as `hit1=0.8,right=0.9`.")
    ] = ()
    admin_token: Annotated[
        str | None, Doc("What opens `/admin/`, 16 characters at least. Unset: there is none.")
    ] = field(default=None, repr=False)
    report_slack_url: Annotated[
        str | None, Doc("Slack's incoming webhook that `report --to slack` posts to.")
    ] = field(default=None, repr=False)
    report_mail: Annotated[
        tuple[str, ...], Doc("Addresses that `report --to mail` goes to; the first is the sender.")
    ] = ()
    smtp_url: Annotated[
        str | None, Doc("Mail server: `smtp://USER:PASSWORD@HOST:587`, or `smtps://…`.")
    ] = field(default=None, repr=False)
    database_url: Annotated[
        str | None,
        Doc("Database of feedback: `postgresql://…`. Unset: SQLite, `careerbot.db` in `data_dir`."),
    ] = field(default=None, repr=False)
    keep_questions: Annotated[
        bool, Doc("Keep every question asked, not only those that feedback came for.")
    ] = False
    keep_questions_days: Annotated[
        int, Interval(ge=1, le=36_500), Doc("Days after which a kept question is forgotten.")
    ] = 90
    keep_feedback_days: Annotated[
        int, Interval(ge=1, le=36_500), Doc("Days after which feedback is forgotten.")
    ] = 365
    slack_signing_secret: Annotated[
        str | None, Doc("Signing secret of the Slack app. Unset: no Slack.")
    ] = field(default=None, repr=False)
    slack_bot_token: Annotated[str | None, Doc("The Slack app's bot token, `xoxb-…`.")] = field(
        default=None, repr=False
    )
    slack_app_token: Annotated[
        str | None,
        Doc("An app-level token, `xapp-…`: the bot calls Slack then, and needs no public address."),
    ] = field(default=None, repr=False)
    slack_api_url: Annotated[str, Doc("Slack's Web API.")] = "https://slack.com/api/"
    slack_hooks_url: Annotated[
        str, Doc("Where Slack's response URLs lie; nothing is sent to others.")
    ] = "https://hooks.slack.com"
    teams_client_id: Annotated[
        str | None, Doc("The Teams app's client id. Unset: no Microsoft Teams.")
    ] = None
    teams_client_secret: Annotated[str | None, Doc("A client secret of the Teams app.")] = field(
        default=None, repr=False
    )
    teams_tenant_id: Annotated[str | None, Doc("The id of the tenant that the app is of.")] = None
    mattermost_outgoing_tokens: Annotated[
        tuple[str, ...], Doc("Tokens of Mattermost's outgoing webhooks. Unset: none.")
    ] = field(default=(), repr=False)
    mattermost_command_tokens: Annotated[
        tuple[str, ...], Doc("Tokens of Mattermost's slash commands. Unset: none.")
    ] = field(default=(), repr=False)
    rocketchat_tokens: Annotated[
        tuple[str, ...], Doc("Tokens of Rocket.Chat's outgoing webhooks. Unset: none.")
    ] = field(default=(), repr=False)
    mcp: Annotated[bool, Doc("Answer clients of the Model Context Protocol at `/mcp`, too.")] = (
        False
    )
    metrics: Annotated[
        bool, Doc("Count requests and answers, and tell Prometheus at `/metrics`.")
    ] = False
    log_level: Annotated[LogLevel, Doc("How much is logged, to standard error.")] = "warning"
    log_format: Annotated[
        LogFormat, Doc("Lines to read, or objects of JSON, one a line, for a program.")
    ] = "text"
    log_questions: Annotated[
        bool, Doc("Log every question with how it was answered; its text is in no log otherwise.")
    ] = False
    traces: Annotated[
        str | None,
        Doc("Where traces go, by OTLP over HTTP, such as `http://127.0.0.1:4318`. Unset: nowhere."),
    ] = None
    access_log: Annotated[bool, Doc("Log a line for every request.")] = False

    def __post_init__(self) -> None:
        for name in PATHS:
            folder = getattr(self, name)
            if isinstance(folder, Path):
                object.__setattr__(self, name, expanded(name, folder))
        check_address("slack_api_url", self.slack_api_url, "https://slack.com/api/")
        check_address("slack_hooks_url", self.slack_hooks_url, "https://hooks.slack.com")
        if self.traces is not None:
            check_address("traces", self.traces, "http://127.0.0.1:4318")
        if self.report_slack_url is not None:
            example = "https://hooks.slack.com/services/… of Slack's Incoming Webhooks"
            # Its host is compared with nothing, so that capitals do no harm.
            check_address("report_slack_url", self.report_slack_url.lower(), example, secret=True)
        if self.smtp_url is not None:
            check_mail_server(self.smtp_url)
        for each in self.report_mail:
            check_mail(each)
        if self.contact is not None:
            check_contact(self.contact)
        if self.messages is not None:
            from bot.answering.owner_messages import MessagesFileError, read_messages

            try:
                read_messages(self.messages)
            except MessagesFileError as error:
                raise SettingsError(f"{PREFIX}MESSAGES={error}") from None
        if self.unsure_threshold is not None:
            check_thresholds(self.unsure_threshold, self.answered_threshold)

    @property
    def index_folder(self) -> Path:
        """The folder of the index: the named one, or the one of the bundled guides.

        Raises SettingsError where it isn't kept in one.
        """
        place = self.index_place
        if isinstance(place, ServerAddress):
            raise SettingsError(
                f"{PREFIX}INDEX={place}: this needs an index in a folder; see docs/servers.md"
            )
        return place

    @property
    def index_place(self) -> Place:
        """Where the index is kept: the folder, or the address on a server."""
        if isinstance(self.index, ServerAddress):
            return self.index.opened_by(self.index_token)
        return self.index or self.data_dir / "index"

    @classmethod
    def read(cls, **given: Any) -> Settings:  # noqa: ANN401 - any field, by its name
        """Return the settings: of a file, of the environment above it, and `given` on top.

        A value of None is none. Raises `SettingsError` for one that can't be used and for an
        unknown name, and `ConfigFileError`.
        """
        return cls.traced(**given)[0]

    @classmethod
    def traced(cls, **given: Any) -> tuple[Settings, dict[str, Origin]]:  # noqa: ANN401 - likewise
        """Return the settings as `read` does, and where the value of each is from."""
        names = [each.name for each in dataclasses.fields(cls)]
        refuse_unknown_variables(names)
        variables = {name: os.environ.get(PREFIX + name.upper()) or None for name in names}
        file = read_config(given.get("config") or variables["config"])
        refuse_unknown_names(file.path, file.values, names)
        base = file.path.parent if file.path else Path()
        kinds = get_type_hints(cls, include_extras=True)
        values: dict[str, Any] = {}
        origins: dict[str, Origin] = dict.fromkeys(names, "default")
        steps: tuple[tuple[Origin, Mapping[str, Any]], ...] = (
            ("file", file.values),
            ("environment", variables),
            ("command line", given),
        )
        for origin, said in steps:
            for name, value in said.items():
                if value is None:
                    continue
                before = f"{file.path}: {name} = " if origin == "file" else None
                secret = not cls.__dataclass_fields__[name].repr
                values[name] = value_of(name, kinds[name], value, secret=secret, before=before)
                if origin == "file" and isinstance(values[name], Path):
                    # A folder that the file names is one beside it.
                    values[name] = base / expanded(name, values[name])
                elif origin == "file" and isinstance(values[name], ServerAddress):
                    values[name] = values[name].beside(base)
                origins[name] = origin
        return cls(**values | {"config": file.path}), origins

    @property
    def bits(self) -> int:
        """Bits a dimension of a stored token vector takes."""
        return 16 if self.stored_vectors == "half" else 1

    def environment(self) -> dict[str, str]:
        """Return the variables that make another process read these settings."""
        values = {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}
        return {
            PREFIX + name.upper(): ",".join(value) if isinstance(value, tuple) else str(value)
            for name, value in values.items()
            if value is not None
        }

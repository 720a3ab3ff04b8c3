"""The only reader of the environment: every variable is KHIEN_ plus a field's name in capitals (docs/operations.md lists them)."""

import os
import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.letters import NoticeChoice

ROOT = Path(__file__).resolve().parent


def _release() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


class OnlyInADemo(Exception):
    """What production may not have, in a sentence that says what to set."""


class Settings(BaseSettings):
    """Where this installation keeps its record, whom it trusts and whom it talks to. Defaults are the embedded ones of `make demo`."""

    model_config = SettingsConfigDict(env_prefix="KHIEN_", extra="ignore", frozen=True)

    release: str = Field(default_factory=_release, description="Written into every ledger row; the version in pyproject.toml.")
    home: Path = Field(default=ROOT / "var", description="Folder of the embedded database, the keys and the logs. Never in the repository.")
    database_url: str = Field(default="", description="sqlite:/// or postgresql+psycopg:// URL. Empty: SQLite in the home folder.")
    files: str = Field(
        default="",
        description="Where evidence is kept: a folder, or s3://bucket/prefix. Empty: files in the home folder. Back it up with the database.",
    )
    files_endpoint: str = Field(default="", description="https address of the S3 service. Empty: Amazon's.")
    files_region: str = Field(default="", description="Its region.")
    files_key_id: str = Field(default="", description="The access key of the bucket.")
    files_secret: str = Field(default="", description="Its secret.")
    largest_file: int = Field(
        default=50, ge=1, description="How large a file of evidence may be, in megabytes. Provisional: an operator's choice."
    )
    files_a_day: int = Field(
        default=200, ge=1, description="How many new files one person may hand in within 24 hours. Provisional: an operator's choice."
    )
    scanner: str = Field(
        default="", description="host:port of ClamAV's daemon. Empty: no file is scanned, and none may be named or shown until one is."
    )
    keys: Path | None = Field(
        default=None, description="Folder of the door's key ring; a worker's holds public keys only. Empty: keys/seal in the home folder."
    )
    registrar: Path | None = Field(
        default=None, description="Folder of the registrar's own: its key ring and its witness. Empty: registrar in the home folder."
    )
    public_keys: Path | None = Field(default=None, description="Where set-up hands out the public keys of both rings. Empty: nowhere.")

    temporal_address: str = Field(default="127.0.0.1:7233", description="host:port of the Temporal frontend.")
    temporal_namespace: str = Field(default="default", description="The one namespace this database is tied to.")
    temporal_ui_url: str = Field(default="http://127.0.0.1:8233", description="Where operators open the Temporal UI.")
    task_queue: str = Field(default="khien", description="The queue the worker polls.")
    sticky_seconds: float = Field(default=1.0, description="How long a case waits for a dead worker before another takes it.")

    api_host: str = Field(default="127.0.0.1", description="Address the API binds to.")
    api_port: int = Field(default=8000, description="Port the API binds to.")
    public_url: str = Field(default="http://127.0.0.1:8000", description="What people type to reach the API; used in notices and cards.")
    answer_within_seconds: float = Field(default=4.0, description="How long the door waits for an answer before it says 202.")

    issuer: str = Field(default="https://issuer.khien.invalid", description="The `iss` of the tokens we accept.")
    audience: str = Field(default="khien", description="The `aud` of the tokens we accept.")
    jwks: str = Field(default="", description="The issuer's JWKS: a file or an https URL. Empty: the local issuer's, in the home folder.")
    clock_skew_seconds: int = Field(default=30, description="Tolerance when a token's times are checked.")

    client_id: str = Field(
        default="",
        description="The counter's name at your OIDC provider. Empty: nobody signs in with a browser, and programs bring their tokens.",
    )
    client_secret: str = Field(default="", description="Its secret there. Empty: a public client, which proves itself by PKCE alone.")
    sign_in_at: str = Field(
        default="", description="Below which address the provider's /.well-known/openid-configuration is read. Empty: below KHIEN_ISSUER."
    )
    session_idle_minutes: int = Field(
        default=60, ge=1, description="After so long without a request a person signs in again. Provisional: an operator's choice."
    )
    session_hours: int = Field(
        default=10, ge=1, description="After so long a person signs in again in any case. Provisional: an operator's choice."
    )
    operators: str = Field(
        default="",
        description="Who sees at the counter what needs a hand, and may try it again: ids of the directory, with commas between. Empty: nobody.",
    )
    draft_days: int = Field(
        default=30, ge=1, description="So long a draft of the counter is kept after it was last saved. Provisional: an operator's choice."
    )

    reading_days: int = Field(
        default=3650, ge=1, description="So long the reading ledger keeps who opened what. Provisional: an operator's choice."
    )

    file_kinds: str = Field(
        default="pdf, docx, xlsx, png, jpeg",
        description="Which kinds of files are taken in, of pdf, docx, xlsx, png, jpeg, with commas between. Provisional: an operator's choice.",
    )
    trust_roots: str = Field(
        default="",
        description="Folder of PEM files, *.pem: the roots a signature in a PDF may lead to. Empty: none, and each is told as such.",
    )

    smtp_host: str = Field(default="127.0.0.1", description="Mail server for notices.")
    smtp_port: int = Field(default=8025, description="Its port.")
    smtp_username: str = Field(default="", description="Empty: no login.")
    smtp_password: str = Field(default="", description="Password for the login.")
    smtp_starttls: bool = Field(default=False, description="Upgrade the connection before sending.")
    mail_from: str = Field(default="Khiên <khien@khien.invalid>", description="Sender of notices.")

    notices: NoticeChoice = Field(
        default=NoticeChoice.EACH,
        description="What whoever has not chosen gets by mail: each, daily (one letter a working day) or urgent. Provisional: an operator's choice.",
    )

    letter_days_ahead: int = Field(
        default=5, ge=0, description="How many working days ahead the letter of a day says what is due. Provisional: an operator's choice."
    )
    first_letter_days_back: int = Field(
        default=30, ge=1, description="How many days back somebody's first letter of a day looks. Provisional: an operator's choice."
    )

    acts_per_minute: int = Field(
        default=120, ge=1, description="What one person may send in a minute, in one process of the API. Provisional: an operator's choice."
    )
    reads_per_minute: int = Field(
        default=600, ge=1, description="What one person may read in a minute, in one process of the API. Provisional: an operator's choice."
    )
    searches_per_minute: int = Field(
        default=120,
        ge=1,
        description="How often one person may look for names or for similar proposals in a minute. Provisional: an operator's choice.",
    )

    demo: bool = Field(
        default=False,
        description="A demo, a rehearsal or a test: what production may not have is accepted. Never true where cases are real.",
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")

    def refuse_unless_demo(self, fictional_people: bool) -> None:
        """Production says nothing and is held to it. Raises OnlyInADemo for the first thing that only a demo may have."""
        keys = str(self.issuer_keys / "jwks.json")
        wrong = {
            "KHIEN_JWKS is empty, so the local issuer of a demo would be trusted: set it to the https address of your OIDC provider's JWKS": (
                not self.jwks or Path(self.jwks).absolute() == Path(keys).absolute()
            ),
            "KHIEN_JWKS is an http:// address, on which anybody may put keys of their own: set it to an https address": (
                self.jwks.lower().startswith("http://")
            ),
            "KHIEN_SIGN_IN_AT is an http:// address, on which anybody may sign in as anybody: set it to the https address of your OIDC provider": (
                self.provider.lower().startswith("http://")
            ),
            "KHIEN_PUBLIC_URL is an http:// address, so whoever signs in could be overheard: set it to the https address people type": (
                bool(self.client_id) and not self.public_url.lower().startswith("https://")
            ),
            "KHIEN_SMTP_STARTTLS is false, so notices would cross the network in clear: set it to true": not self.smtp_starttls,
            "The directory holds the fictional people of a demo (addresses under .invalid): set KHIEN_DATABASE_URL to a database without them": (
                fictional_people
            ),
        }
        if not self.demo and (why := next((sentence for sentence, true in wrong.items() if true), "")):
            raise OnlyInADemo(f"{why}. If this is a demo, a rehearsal or a test, set KHIEN_DEMO=true")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'khien.db'}"

    @property
    def files_folder(self) -> Path:
        """Where evidence lies, if that is a folder."""
        return Path(self.files) if self.files else self.home / "files"

    @property
    def operating(self) -> frozenset[str]:
        """Who operates, by their ids."""
        return frozenset(each.strip() for each in self.operators.split(",")) - {""}

    @property
    def kinds_taken(self) -> tuple[str, ...]:
        """Of files, in the order they are told to people."""
        return tuple(each.strip() for each in self.file_kinds.split(","))

    @property
    def seal_keys(self) -> Path:
        return self.keys or self.home / "keys" / "seal"

    @property
    def registrar_folder(self) -> Path:
        return self.registrar or self.home / "registrar"

    @property
    def issuer_keys(self) -> Path:
        """The local issuer's private key and JWKS; production points `jwks` at its OIDC provider instead."""
        return self.home / "keys" / "issuer"

    @property
    def provider(self) -> str:
        """Where people sign in."""
        return (self.sign_in_at or self.issuer).rstrip("/")

    @property
    def pages_url(self) -> str:
        """Below which letters lead to a case: its page, or where there is none, what programs read."""
        return f"{self.public_url}/counter" if self.client_id else self.public_url

    @property
    def work_url(self) -> str:
        """Where letters lead to whatever waits for their reader."""
        return f"{self.public_url}/counter/work" if self.client_id else f"{self.public_url}/worklist"

    @property
    def jwks_source(self) -> str:
        return self.jwks or str(self.issuer_keys / "jwks.json")


def keep_private(home: Path) -> None:
    """Whatever this process writes from now on is for its own user alone: files 0600, folders 0700, the home folder too."""
    os.umask(0o077)
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)


@cache
def settings() -> Settings:
    return Settings()

"""Everything an operator can turn, read once at the program's edge."""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.roles import Post
from pipeline.classifying.artefact import TIGHTENED_FILE
from pipeline.equip import ENGINES, FIELD_MODELS, LABEL_MODELS, Options
from pipeline.errors import Misconfigured
from pipeline.offices import Office
from pipeline.versions import serving_versions

Seconds = Annotated[float, Field(ge=0)]
NONE = SecretStr("")


def of(description: str) -> FieldInfo:
    """What a setting means, for `sagsklar doctor --settings` and docs/settings.md."""
    found: FieldInfo = Field(description=description)
    return found


class SettingWrong(Misconfigured):
    code = "setting_wrong"
    message = "{settings} cannot be used: {why}."
    remedy = "Correct it; `sagsklar doctor --settings` says what each means."


class Settings(BaseSettings):
    """Each is set as `SAGSKLAR_<NAME>`; `sagsklar up` fills in the addresses of what it starts."""

    model_config = SettingsConfigDict(  # compose passes what is unset on as empty
        env_prefix="SAGSKLAR_", env_ignore_empty=True, frozen=True, extra="forbid"
    )

    home: Annotated[Path, of("folder of all state of the embedded defaults")] = Path(".sagsklar")
    log_level: Annotated[str, of("debug, info, warning or error")] = "info"
    traces_url: Annotated[
        str | None,
        of("spans go there by OTLP, such as http://127.0.0.1:4318/v1/traces; unset: none are made"),
    ] = None
    ready_file: Annotated[Path | None, of("written by a service without address once it can work")] = None
    process_name: Annotated[str | None, of("name that leases are taken under; unset: the host's name")] = None

    database_url: Annotated[str | None, of("the ledger, postgresql+psycopg://…; unset: SQLite at home")] = (
        None
    )
    prefect_database_url: Annotated[str | None, of("Prefect's own database; unset: SQLite at home")] = None

    s3_url: Annotated[str, of("the object store that portals upload to")] = "http://127.0.0.1:8333"
    s3_access_key: Annotated[SecretStr, of("its access key")] = NONE
    s3_secret_key: Annotated[SecretStr, of("its secret key")] = NONE
    bucket: Annotated[str, of("the bucket that uploads arrive in")] = "uploads"
    filer: Annotated[str | None, of("SeaweedFS filer host:port, which tells of uploads; unset: listing")] = (
        None
    )
    store_master: Annotated[
        str | None, of("SeaweedFS master host:port, which lets go of deleted bytes; unset: the store does so")
    ] = None
    hooks_token: Annotated[SecretStr, of("bearer token of stores and portals that tell of uploads")] = NONE
    hooks_secret: Annotated[SecretStr, of("signs the CloudEvents of those that do (whsec_…)")] = NONE
    scan_seconds: Annotated[Seconds, of("pause between full sweeps of the object store")] = 60

    quiet_seconds: Annotated[Seconds, of("a case is quiet this long before its verdict goes out")] = 60
    quiet_ceiling_seconds: Annotated[Seconds, of("no burst of uploads is waited for longer")] = 600
    count_from: Annotated[
        Literal["arrival", "received"], of("rules count from: the newest upload's day, or the profile's")
    ] = "arrival"
    lease_seconds: Annotated[Seconds, of("work of a dead worker is taken up again after this long")] = 60
    upload_attempts: Annotated[int, of("a file that fails more often goes to a person")] = 5
    concurrency: Annotated[int, of("uploads read at a time by one worker; unset: one a core")] = (
        os.cpu_count() or 1
    )

    stage_tasks: Annotated[
        bool, of("Prefect shows each stage as a task, at over a second of processor time an upload")
    ] = False

    engines: Annotated[
        Literal["both", "pp-ocr", "tesseract"],
        of("what reads pages; `sagsklar doctor` says what one alone loses"),
    ] = "both"

    walls: Annotated[
        Literal["wanted", "required"],
        of("without bubblewrap, open uploads with caps alone and warn, or refuse"),
    ] = "wanted"

    signature_roots: Annotated[
        Path | None,
        of("folder of root certificates that digital signers are trusted by; unset: trust stays unknown"),
    ] = None

    blind_check_share: Annotated[
        float, Field(ge=0, le=1), of("of accepted documents, the share that a person judges anew, unseen")
    ] = 0.02
    workbench: Annotated[
        bool, of("`sagsklar up` also retrains, evaluates and watches for drift on a schedule")
    ] = False
    challenger: Annotated[
        str | None, of("a version in home/models that judges beside the champion and is not listened to")
    ] = None
    train_on_corrections: Annotated[
        bool, of("learn from documents whose label a person gave; without it only invented papers train")
    ] = False
    retrain_corrections: Annotated[
        int, Field(ge=1), of("new corrections of labels after which the flow `retrain` trains")
    ] = 200

    offices: Annotated[
        dict[str, Office],
        of('what letters say of each office: {"0101": {"booking": "https://…", "phone": "…", "visit": "…"}}'),
    ] = {}
    letters_without: Annotated[
        tuple[str, ...], of('languages that no letter is written in, such as ["ar"]; English goes instead')
    ] = ()

    checks_url: Annotated[str, of("where files are read while a citizen waits")] = "http://127.0.0.1:8090"
    checks_at_once: Annotated[int, Field(ge=1), of("files read at a time there; as many more wait")] = 2
    check_pages: Annotated[int, Field(ge=1), of("a longer file is taken as it is, and read later")] = 12
    check_seconds: Annotated[Seconds, of("a file that takes longer is taken as it is, and read later")] = 20

    citizen_link_days: Annotated[int, Field(ge=1), of("a link to a citizen's page serves this long")] = 30
    citizen_answer_days: Annotated[
        int | None, of("working days within which a caseworker looks, as citizens are told; unset: untold")
    ] = None

    municipalities: Annotated[
        Path | None, of("folder of what municipalities set for themselves in policies; unset: one at home")
    ] = None

    case_system: Annotated[
        Literal["webhook", "f2", "rt", "zgw"],
        of("what takes verdicts; docs/case-systems.md says what each needs"),
    ] = "webhook"
    case_system_url: Annotated[str | None, of("its address; of F2 the service index")] = None
    case_system_client: Annotated[str | None, of("F2: the registered client")] = None
    case_system_user: Annotated[str | None, of("F2: the user it acts as")] = None
    case_system_secret: Annotated[SecretStr, of("F2: the client's secret; RT and tasks: the token")] = NONE
    case_system_password: Annotated[SecretStr, of("F2: the user's password, where the server wants it")] = (
        NONE
    )
    case_system_queue: Annotated[str | None, of("RT: the queue")] = None
    case_system_upload_url: Annotated[str | None, of("tasks: the portal's page, with {case_id}")] = None
    case_systems: Annotated[
        Path | None, of("YAML file with municipalities that have a case system of their own")
    ] = None
    webhook_secret: Annotated[SecretStr, of("signs the events (Standard Webhooks, whsec_…)")] = NONE
    delivery_timeout_seconds: Annotated[Seconds, of("a receiver must answer within this")] = 15
    delivery_pause_ceiling_seconds: Annotated[Seconds, of("longest pause between two attempts")] = 300
    delivery_days: Annotated[float, of("an event that nobody takes is parked after this long")] = 3

    keep_case_days: Annotated[
        float,
        Field(ge=0),
        of("a complete case that the case system has is erased this long after its last change"),
    ] = 30
    keep_open_case_days: Annotated[
        float, Field(ge=0), of("any other case is erased this long after its last change; 0: never by itself")
    ] = 0
    keep_log_days: Annotated[int, Field(ge=1), of("log files are kept this long")] = 30
    keep_picture_days: Annotated[
        float, Field(ge=0), of("the desk's pictures of pages are kept this long")
    ] = 7
    erasures_file: Annotated[
        Path | None,
        of("file that notes erasures, best beside the backups; unset: run/erasures.jsonl at home"),
    ] = None
    purge_hours: Annotated[
        float, Field(ge=0), of("hours between two purges by the worker; 0: only `sagsklar purge` does it")
    ] = 24

    review_url: Annotated[str, of("the review address as others reach it")] = "http://127.0.0.1:8080"
    session_secret: Annotated[SecretStr, of("signs the desk's cookies; 32 random bytes")] = NONE
    api_token: Annotated[SecretStr, of("bearer token of the read API and of the case inbox")] = NONE

    password_sign_in: Annotated[
        bool, of("accounts of `sagsklar account` may sign in; off where the OpenID provider is the only door")
    ] = True
    openid_issuer: Annotated[
        str | None, of("the office's OpenID provider, where people sign in; unset: none")
    ] = None
    openid_client: Annotated[str, of("the desk's client identifier there")] = ""
    openid_secret: Annotated[SecretStr, of("the client's secret there")] = NONE
    openid_scopes: Annotated[str, of("what is asked for there")] = "openid profile"
    openid_posts: Annotated[
        dict[str, Post],
        of(
            "group there → post here, the first that fits: "
            '{"desk-0101": {"role": "caseworker", "municipality": "0101"}}'
        ),
    ] = {}
    openid_groups_claim: Annotated[str, of("claim with the groups of a person")] = "groups"
    openid_name_claim: Annotated[
        str, of("claim that new accounts are named by; without it `sub` names them")
    ] = "preferred_username"
    openid_levels: Annotated[
        tuple[str, ...],
        of("one of these must be told as `acr` or in `amr`, such as that of a second factor; unset: any"),
    ] = ()

    @property
    def models_folder(self) -> Path:
        """The operator's own label models; empty until one is trained."""
        return self.home / "models"

    @property
    def reports_folder(self) -> Path:
        """What evaluations and the watch for drift write for people."""
        return self.home / "reports"

    @property
    def field_models_folder(self) -> Path:
        """The operator's own models of fields."""
        return self.models_folder / "extractor"

    @property
    def options(self) -> Options:
        """What the stages are equipped with."""
        engines = tuple(ENGINES) if self.engines == "both" else (self.engines,)
        return Options(
            engines,
            walls_required=self.walls == "required",
            label_models=serving_versions(self.models_folder, LABEL_MODELS),
            field_models=serving_versions(self.field_models_folder, FIELD_MODELS),
            tightened=self.models_folder / TIGHTENED_FILE,
            challenger=self.models_folder / self.challenger if self.challenger else None,
            signature_roots=self.signature_roots,
            offices=self.offices,
            withdrawn=self.letters_without,
            municipalities=self.municipalities_folder,
        )

    @property
    def municipalities_folder(self) -> Path:
        """What municipalities set for themselves; often there is nothing. Raises SettingWrong."""
        if self.municipalities and not self.municipalities.is_dir():
            raise SettingWrong(settings="SAGSKLAR_MUNICIPALITIES", why="there is no such folder")
        return self.municipalities or self.home / "municipalities"

    @property
    def ledger_url(self) -> str:
        """The ledger's SQLAlchemy address."""
        return self.database_url or f"sqlite:///{(self.home / 'ledger' / 'ledger.sqlite').resolve()}"


def read_settings(home: Path | None = None) -> Settings:
    """The settings of this process; `home` beats the environment. Raises SettingWrong."""
    try:
        return Settings() if home is None else Settings(home=home)
    except ValidationError as wrong:
        names = ", ".join(f"SAGSKLAR_{error['loc'][0]}".upper() for error in wrong.errors())
        raise SettingWrong(settings=names, why=wrong.errors()[0]["msg"].lower()) from None

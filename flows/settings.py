"""Everything an operator can turn, read once at the program's edge."""

import os
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Each is set as `SAGSKLAR_<NAME>`; `sagsklar up` fills in the addresses of what it starts."""

    model_config = SettingsConfigDict(env_prefix="SAGSKLAR_", frozen=True, extra="forbid")

    home: Path = Field(Path(".sagsklar"), description="folder that holds all state of the embedded defaults")
    ready_file: Path | None = Field(
        None, description="written by a service without an address once it can work"
    )
    log_level: str = Field("info", description="debug, info, warning or error")

    database_url: str | None = Field(
        None,
        description="the ledger; SQLite under the home unless a postgresql+psycopg:// address stands here",
    )
    prefect_database_url: str | None = Field(
        None, description="Prefect's own database; SQLite under the home unless set"
    )

    s3_url: str = Field("http://127.0.0.1:8333", description="the object store that portals upload to")
    s3_access_key: SecretStr = Field(SecretStr(""), description="its access key")
    s3_secret_key: SecretStr = Field(SecretStr(""), description="its secret key")
    bucket: str = Field("uploads", description="the bucket that uploads arrive in")
    filer: str | None = Field(
        None,
        description="SeaweedFS filer host:port, whose log tells of uploads at once; else they are listed",
    )

    quiet_seconds: float = Field(
        60, ge=0, description="a case must be quiet this long before its verdict goes"
    )
    quiet_ceiling_seconds: float = Field(600, ge=0, description="no burst of uploads is waited for longer")
    scan_seconds: float = Field(60, gt=0, description="pause between full sweeps of the object store")
    lease_seconds: float = Field(
        60, ge=5, description="work of a dead worker is taken up again after this long"
    )
    process_name: str | None = Field(
        None, description="name that leases are taken under, one for each process; the host's name unless set"
    )
    upload_attempts: int = Field(5, ge=1, description="a file that fails this often goes to a person")
    concurrency: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, description="uploads read at a time by one worker"
    )

    case_system_url: str | None = Field(None, description="where verdict events are posted")
    webhook_secret: SecretStr = Field(
        SecretStr(""), description="signs the events (Standard Webhooks, whsec_…)"
    )
    delivery_timeout_seconds: float = Field(15, gt=0, description="a receiver must answer within this")
    delivery_pause_ceiling_seconds: float = Field(300, gt=0, description="longest pause between two attempts")
    delivery_days: float = Field(3, gt=0, description="an event that nobody takes is parked after this long")
    review_url: str = Field("http://127.0.0.1:8080", description="the review address as others reach it")
    session_secret: SecretStr = Field(SecretStr(""), description="signs the desk's cookies; 32 random bytes")
    api_token: SecretStr = Field(SecretStr(""), description="bearer token of the read API and the case inbox")

    @property
    def ledger_url(self) -> str:
        """The ledger's SQLAlchemy address."""
        return self.database_url or f"sqlite:///{(self.home / 'ledger' / 'ledger.sqlite').resolve()}"

"""The ledger's tables. What must survive a crash stands here before it is answered."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A point in time, UTC; SQLite keeps no zone, so it is taken off and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

cases = Table(
    "cases",
    metadata,
    Column("case_key", String(32), primary_key=True),  # ours; a case_id is unique in its municipality only
    Column("municipality", String(16), nullable=False),
    Column("case_id", String(200), nullable=False),
    Column("profile", Text),  # the bytes as the portal put them
    Column("profile_version", String(200)),
    Column("problem", String(100)),  # code: why no verdict can be given (profile_invalid, no_policy …)
    Column("problem_text", Text),
    Column("revision", Integer, nullable=False, default=0),  # grows with every change
    Column("looked_revision", Integer, nullable=False, default=0),  # screened early, not complete: waits
    Column("screened_revision", Integer, nullable=False, default=0),
    Column("unsettled_since", Moment),  # first change since the last verdict
    Column("changed_at", Moment),  # newest change
    Column("urgent", Boolean, nullable=False, default=False),  # a person waits: no quiet time
    Column("restricted", Boolean, nullable=False, default=False),  # for those with the right to it only
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", Moment),
    Column("leased_by", String(64)),
    Column("lease_until", Moment),
    UniqueConstraint("municipality", "case_id"),
)
Index("ix_cases_open", cases.c.revision, cases.c.screened_revision)
Index("ix_cases_case_id", cases.c.case_id)
Index("ix_cases_changed_at", cases.c.changed_at)

waiting = Table(  # the queue: a row for each case that waits for a person, kept beside its newest verdict
    "waiting",
    metadata,
    Column("case_key", String(32), ForeignKey("cases.case_key"), primary_key=True),
    Column("municipality", String(16), nullable=False),
    Column("service", String(64)),
    Column("restricted", Boolean, nullable=False),
    Column("reasons", String(200), nullable=False),  # kinds of what is asked, ",label,rule,"
    Column("questions", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    Column("answer_by", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False, index=True),
)
Index("ix_waiting_answer_by", waiting.c.answer_by, waiting.c.case_key)
Index("ix_waiting_municipality_answer_by", waiting.c.municipality, waiting.c.answer_by)

claims = Table(  # who is at a case now (`until`), and who knows it since (`who`)
    "claims",
    metadata,
    Column("case_key", String(32), ForeignKey("cases.case_key"), primary_key=True),
    Column("who", String(100), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("until", Moment, nullable=False),
)

casework = Table(  # spans in which one person was at one case, for the minutes that cases take
    "casework",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False, index=True),
    Column("who", String(100), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("until", Moment, nullable=False),
)
Index("ix_casework_who_id", casework.c.who, casework.c.id)

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False, index=True),
    Column("bucket", String(100), nullable=False),
    Column("key", String(1100), nullable=False),
    Column("version", String(200), nullable=False),
    Column("name", String(1024), nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("arrived_at", Moment, nullable=False),  # as the store says
    Column("seen_at", Moment, nullable=False),
    Column("found_by", String(16), nullable=False),  # hint, sweep or desk
    Column("replaced", Boolean, nullable=False, default=False),  # a newer object stands under the same name
    Column("state", String(16), nullable=False),  # waiting, done, parked
    Column("problem", String(100)),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", Moment),
    Column("leased_by", String(64)),
    Column("lease_until", Moment),
    Column("sha256", String(64)),
    Column("versions_digest", String(64)),
    Column("done_at", Moment),
    UniqueConstraint("bucket", "key", "version"),
)
Index("ix_uploads_waiting", uploads.c.state, uploads.c.next_try_at)

inspections = Table(
    "inspections",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("versions_digest", String(64), primary_key=True),
    Column("body", Text, nullable=False),  # `inspect --words` as JSON
    Column("made_at", Moment, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("pages", JSON, nullable=False),
    Column("label", String(64)),
    Column("fields", JSON, nullable=False),
    Column("elsewhere", Boolean),  # it belongs to another case, or does not after all; none: not said
    Column("handed_to", String(32)),  # the upload that the other case was given; gone where that was erased
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
)

blind_checks = Table(
    "blind_checks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("first_page", Integer, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("classifier", String(64), nullable=False),  # the model that named the label
    Column("label", String(64), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("picked_at", Moment, nullable=False),
    Column("answer", String(64)),  # what a person says who was shown no label; unknown: cannot be told
    Column("by", String(100)),
    Column("at", Moment),
    UniqueConstraint("sha256", "first_page", "classifier"),
)

divisions = Table(  # which pages of an upload belong together, as a person said; the newest counts
    "divisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("firsts", JSON, nullable=False),  # the pages that open a document
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
)

rulings = Table(
    "rulings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False, index=True),
    Column("requirement", String(100), nullable=False),
    Column("subject", String(100), nullable=False),
    Column("status", String(32), nullable=False),
    Column("code", String(100)),
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
)

openings = Table(  # how a person begins the letter of the case as it stands at `revision`, and no longer
    "openings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("texts", JSON, nullable=False),  # language → text
    Column("by", String(100), nullable=False),
    Column("at", Moment, nullable=False),
)

screenings = Table(
    "screenings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("inputs_digest", String(64), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("completeness", Float, nullable=False),
    Column("body", Text, nullable=False),  # the verdict as JSON
    Column("seen", Text),  # what it depends on beside the policy, as JSON; none before this was kept
    Column("made_at", Moment, nullable=False),
    Column("supersedes", String(32)),  # the screening last received when this one first went out
    UniqueConstraint("case_key", "sequence"),
)

tallies = Table(  # what the managers' figures count of each verdict, so that none is opened for them
    "tallies",
    metadata,
    Column("screening_id", String(32), ForeignKey("screenings.id"), primary_key=True),
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False, index=True),
    Column("municipality", String(16), nullable=False),
    Column("service", String(64)),
    Column("sequence", Integer, nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("first_upload_at", Moment, nullable=False, index=True),
    Column("asked", JSON, nullable=False),  # [requirement, subject, code] of every missing item
    Column("script", String(8)),  # of the papers: the first beside Latin, else Latin
    Column("state", String(8)),  # that issued the identity papers
    Column("documents", Integer, nullable=False),
    Column("abstained", Integer, nullable=False),  # documents whose type the machine left open
    Column("captures", JSON, nullable=False),  # kind of capture → [pages, readable ones]
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", String(32), primary_key=True),  # the event's id; of a verdict: the screening's
    Column("case_key", String(32), ForeignKey("cases.case_key"), nullable=False),
    Column("screening_id", String(32), ForeignKey("screenings.id"), nullable=False),
    Column("type", String(100), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # waiting, received, superseded, parked
    Column("body", LargeBinary),  # written before the first attempt, the same for all
    Column("made_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", Moment),
    Column("leased_by", String(64)),
    Column("lease_until", Moment),
    Column("last_status", String(100)),
    Column("received_at", Moment),
    UniqueConstraint("case_key", "sequence", "type"),
)
Index("ix_outbox_waiting", outbox.c.state, outbox.c.next_try_at)

delivery_steps = Table(
    "delivery_steps",
    metadata,
    Column("case_key", String(32), ForeignKey("cases.case_key", ondelete="CASCADE"), primary_key=True),
    Column("step", String(200), primary_key=True),  # names ids only
    Column("value", String(2000), nullable=False),  # an address or reference at the case system
    Column("at", Moment, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("password_hash", String(300), nullable=False),
    Column("role", String(32), nullable=False),
    Column("municipality", String(16)),  # none: all of them
    Column("made_at", Moment, nullable=False),
    Column("signed_out_at", Moment),  # sessions begun before then are over
    Column("subject", String(64), unique=True),  # whom the OpenID provider means; none: a local account
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("who", String(100), nullable=False),
    Column("what", String(100), nullable=False),
    Column("about", JSON, nullable=False),  # ids and numbers only
    Column("hash", String(64), nullable=False),  # of this entry and, with it, of all before
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True),  # one row; who holds it writes the next entry
    Column("entries", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_digest", String(64), nullable=False, index=True),  # keyed
    Column("state", String(16), nullable=False),  # begun, done
    Column("last_sequence", Integer),  # of the case's verdicts; one that comes again goes on from here
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,  # numbers never come again
)

restores = Table(  # the ledger was brought back from a backup; verdicts after that have a higher sequence
    "restores",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("last_sequence", Integer, nullable=False),
)

ledger_keys = Table(
    "ledger_keys",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

"""Worries, drawings, paused drafts, identities, and what young people were promised."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_young_people"
down_revision = "20261125_first_tables"
branch_labels = None
depends_on = None

REASONED = "outcome != 'cannot' OR reason != ''"
DELETED = "deleted_on IS NULL OR withdrawn_on IS NOT NULL"
DRAFT_CHECKS = {
    "session_whole": "(session_lookup IS NULL) = (key_by_session IS NULL)",
    "code_whole": "(code_lookup IS NULL) = (key_by_code IS NULL)",
    "can_be_opened": "session_lookup IS NOT NULL OR code_lookup IS NOT NULL",
}
STATEMENT_CHECKS = {
    "safety_only_not_approved": "for_safety_only = false OR status != 'approved'",
    "corrected_has_day": "corrected IS NULL OR corrected_on IS NOT NULL",
}


def upgrade():
    op.create_table(
        "text_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("english_hash", sa.String(length=64), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["approved_by_id"], ["staff.id"], name=op.f("fk_text_approval_approved_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_approval")),
        sa.UniqueConstraint("language", "text_hash", name=op.f("uq_text_approval_language_text_hash")),
    )
    op.create_table(
        "draft_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_upload_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_upload")),
        sa.UniqueConstraint("draft_id", "question_key", name=op.f("uq_draft_upload_draft_id_question_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_draft_upload_reference")),
    )
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("name IS NOT NULL OR contact IS NOT NULL", name=op.f("ck_identity_says_something")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_identity_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("reference", name=op.f("uq_identity_reference")),
        sa.UniqueConstraint("response_id", name=op.f("uq_identity_response_id")),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_judgement_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("response_id", "asked", name=op.f("uq_judgement_response_id_asked")),
    )
    op.create_table(
        "identity_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=32), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("second_by_id", sa.Integer(), nullable=True),
        sa.Column("second_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "second_by_id IS NULL OR second_by_id != asked_by_id", name=op.f("ck_identity_opening_second_is_another")
        ),
        sa.CheckConstraint(
            "(standing IN ('asked', 'in_danger')) = (second_by_id IS NULL)",
            name=op.f("ck_identity_opening_second_decides"),
        ),
        sa.CheckConstraint(
            "(second_by_id IS NULL) = (second_on IS NULL)", name=op.f("ck_identity_opening_second_has_day")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_identity_opening_asked_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identity.id"], name=op.f("fk_identity_opening_identity_id_identity"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["second_by_id"], ["staff.id"], name=op.f("fk_identity_opening_second_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_opening")),
        sa.UniqueConstraint("reference", name=op.f("uq_identity_opening_reference")),
    )
    op.create_index("ix_identity_opening_identity_id", "identity_opening", ["identity_id"])
    op.create_index("ix_identity_opening_waiting", "identity_opening", ["standing", "asked_on"])
    op.create_table(
        "to_be_seen",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_to_be_seen_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_to_be_seen")),
    )
    op.create_index("ix_to_be_seen_due_at", "to_be_seen", ["due_at"])
    op.create_table(
        "freezing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_freezing_response_id_response"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_freezing_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freezing")),
        sa.UniqueConstraint("reference", name=op.f("uq_freezing_reference")),
    )
    op.create_index("ix_freezing_response_id", "freezing", ["response_id"])

    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_upload_statement_id_statement"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("reference", name=op.f("uq_upload_reference")),
        sa.UniqueConstraint("statement_id", name=op.f("uq_upload_statement_id")),
    )
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("ask", sa.String(length=2000), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(length=4000), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.CheckConstraint(REASONED, name=op.f("ck_promise_refusal_has_reason")),
        sa.CheckConstraint("status = 'draft' OR published_on IS NOT NULL", name=op.f("ck_promise_shown_has_day")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_promise_locality_id_locality")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_promise_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_index("ix_promise_shown", "promise", ["status", "published_on", "id"])
    op.create_table(
        "promise_statement",
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("quoted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promise.id"], name=op.f("fk_promise_statement_promise_id_promise"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_promise_statement_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("promise_id", "statement_id", name=op.f("pk_promise_statement")),
    )
    op.create_index("ix_promise_statement_statement_id", "promise_statement", ["statement_id"])
    op.create_table(
        "promise_text",
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("look", sa.String(length=32), nullable=False),
        sa.Column("asked", sa.String(length=1000), nullable=False),
        sa.Column("said", sa.String(length=1000), nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("said != '' AND answer != ''", name=op.f("ck_promise_text_whole")),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promise.id"], name=op.f("fk_promise_text_promise_id_promise"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("promise_id", "language", "look", name=op.f("pk_promise_text")),
    )
    op.create_table(
        "promise_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.CheckConstraint(REASONED, name=op.f("ck_promise_outcome_refusal_has_reason")),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promise.id"], name=op.f("fk_promise_outcome_promise_id_promise"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_promise_outcome_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_outcome")),
    )
    op.create_index("ix_promise_outcome_promise_id", "promise_outcome", ["promise_id"])
    op.create_table(
        "promise_presses",
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("presses", sa.Integer(), nullable=False),
        sa.CheckConstraint("presses >= 0", name=op.f("ck_promise_presses_not_below_zero")),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promise.id"], name=op.f("fk_promise_presses_promise_id_promise"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("promise_id", name=op.f("pk_promise_presses")),
    )
    with op.batch_alter_table("draft") as batch:
        batch.add_column(sa.Column("code_lookup", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("key_by_code", sa.LargeBinary(), nullable=True))
        batch.alter_column("session_lookup", existing_type=sa.String(length=64), nullable=True)
        batch.alter_column("key_by_session", existing_type=sa.LargeBinary(), nullable=True)
        batch.create_unique_constraint(batch.f("uq_draft_code_lookup"), ["code_lookup"])
        for name, condition in DRAFT_CHECKS.items():
            batch.create_check_constraint(batch.f(f"ck_draft_{name}"), condition)
    with op.batch_alter_table("response") as batch:
        batch.add_column(sa.Column("reopened_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("deleted_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("frozen_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("second_secret", sa.String(length=64), nullable=True))
        batch.create_check_constraint(batch.f("ck_response_deleted_is_withdrawn"), DELETED)
        # Who opened it first is on the record; nothing read it here.
        batch.drop_constraint("fk_response_opened_by_id_staff", type_="foreignkey")
        batch.drop_column("opened_by_id")
    # What was taken back so far was taken off the code page as well.
    op.execute("UPDATE response SET deleted_on = withdrawn_on")
    with op.batch_alter_table("statement") as batch:
        batch.add_column(sa.Column("medium", sa.String(length=32), nullable=False, server_default="text"))
        batch.add_column(sa.Column("for_safety_only", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("corrected", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("corrected_on", sa.Date(), nullable=True))
    with op.batch_alter_table("statement") as batch:
        batch.alter_column("medium", existing_type=sa.String(length=32), server_default=None)
        batch.alter_column("for_safety_only", existing_type=sa.Boolean(), server_default=None)
        for name, condition in STATEMENT_CHECKS.items():
            batch.create_check_constraint(batch.f(f"ck_statement_{name}"), condition)


def downgrade():
    with op.batch_alter_table("statement") as batch:
        for name in STATEMENT_CHECKS:
            batch.drop_constraint(batch.f(f"ck_statement_{name}"), type_="check")
        for column in ("corrected_on", "corrected", "for_safety_only", "medium"):
            batch.drop_column(column)
    with op.batch_alter_table("response") as batch:
        batch.add_column(sa.Column("opened_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f("fk_response_opened_by_id_staff"), "staff", ["opened_by_id"], ["id"])
        batch.drop_constraint(batch.f("ck_response_deleted_is_withdrawn"), type_="check")
        for column in ("second_secret", "frozen_on", "deleted_on", "reopened_on"):
            batch.drop_column(column)
    # A paused draft can only be opened by its code, which the earlier tables have no place for.
    op.execute("DELETE FROM draft_upload")
    op.execute("DELETE FROM draft WHERE session_lookup IS NULL")
    with op.batch_alter_table("draft") as batch:
        for name in DRAFT_CHECKS:
            batch.drop_constraint(batch.f(f"ck_draft_{name}"), type_="check")
        batch.drop_constraint(batch.f("uq_draft_code_lookup"), type_="unique")
        batch.alter_column("key_by_session", existing_type=sa.LargeBinary(), nullable=False)
        batch.alter_column("session_lookup", existing_type=sa.String(length=64), nullable=False)
        batch.drop_column("key_by_code")
        batch.drop_column("code_lookup")
    op.drop_table("promise_presses")
    op.drop_index("ix_promise_outcome_promise_id", "promise_outcome")
    op.drop_table("promise_outcome")
    op.drop_table("promise_text")
    op.drop_index("ix_promise_statement_statement_id", "promise_statement")
    op.drop_table("promise_statement")
    op.drop_index("ix_promise_shown", "promise")
    op.drop_table("promise")
    op.drop_table("upload")
    op.drop_index("ix_freezing_response_id", "freezing")
    op.drop_table("freezing")
    op.drop_index("ix_to_be_seen_due_at", "to_be_seen")
    op.drop_table("to_be_seen")
    op.drop_index("ix_identity_opening_waiting", "identity_opening")
    op.drop_index("ix_identity_opening_identity_id", "identity_opening")
    op.drop_table("identity_opening")
    op.drop_table("judgement")
    op.drop_table("identity")
    op.drop_table("draft_upload")
    op.drop_table("text_approval")

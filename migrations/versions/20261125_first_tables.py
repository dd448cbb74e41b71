"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_first_tables"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        sa.UniqueConstraint("kind", name=op.f("uq_alarm_kind")),
    )
    op.create_table(
        "audit_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("fault", sa.Integer(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_check")),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject_type", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(sequence IS NULL) = (hash IS NULL)", name=op.f("ck_audit_event_chained_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("sequence", name=op.f("uq_audit_event_sequence")),
    )
    op.create_index("ix_audit_event_action", "audit_event", ["action", "id"])
    op.create_index("ix_audit_event_staff", "audit_event", ["staff_id", "id"])
    op.create_index("ix_audit_event_subject", "audit_event", ["subject_type", "subject_id"])

    op.create_table(
        "council_setting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_council_setting")),
    )
    op.create_table(
        "locality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locality")),
        sa.UniqueConstraint("slug", name=op.f("uq_locality_slug")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    op.create_index(op.f("ix_outbox_message_due_at"), "outbox_message", ["due_at"])

    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_lookup", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("session_lookup", name=op.f("uq_reading_session_lookup")),
    )
    op.create_index(op.f("ix_reading_expires_at"), "reading", ["expires_at"])

    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_lookup", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("session_lookup", name=op.f("uq_receipt_session_lookup")),
    )
    op.create_index(op.f("ix_receipt_expires_at"), "receipt", ["expires_at"])

    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("slug", name=op.f("uq_service_slug")),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("bucket", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("retry_after", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_sign_in_failures")),
    )
    op.create_index(op.f("ix_sign_in_failures_retry_after"), "sign_in_failures", ["retry_after"])

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_is_temporary", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("one_time_secret", sa.LargeBinary(), nullable=True),
        sa.Column("last_one_time_step", sa.Integer(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_staff_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("closes_on IS NULL OR opens_on IS NOT NULL", name=op.f("ck_survey_dates_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("slug", name=op.f("uq_survey_slug")),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phrase", sa.String(length=200), nullable=False),
        sa.Column("definition", sa.String(length=2000), nullable=False),
        sa.Column("includes", sa.String(length=2000), nullable=False),
        sa.Column("excludes", sa.String(length=2000), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("name", name=op.f("uq_theme_name")),
    )
    op.create_table(
        "staff_scope",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_staff_scope_locality_id_locality")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_scope_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "locality_id", name=op.f("pk_staff_scope")),
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fresh_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"])

    op.create_table(
        "survey_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_version_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_version")),
        sa.UniqueConstraint("survey_id", "number", name=op.f("uq_survey_version_survey_id_number")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("session_lookup", sa.String(length=64), nullable=False),
        sa.Column("survey_version_id", sa.Integer(), nullable=False),
        sa.Column("key_by_session", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("touched_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_version_id"], ["survey_version.id"], name=op.f("fk_draft_survey_version_id_survey_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("reference", name=op.f("uq_draft_reference")),
        sa.UniqueConstraint("session_lookup", name=op.f("uq_draft_session_lookup")),
    )
    op.create_index(op.f("ix_draft_touched_on"), "draft", ["touched_on"])

    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("survey_version_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("rows_in", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("public_by_id", sa.Integer(), nullable=True),
        sa.Column("public_on", sa.Date(), nullable=True),
        sa.Column("public_reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "(public_on IS NULL) = (public_by_id IS NULL) AND (public_on IS NULL) = (public_reason = '')",
            name=op.f("ck_import_batch_public_for_a_reason"),
        ),
        sa.ForeignKeyConstraint(["public_by_id"], ["staff.id"], name=op.f("fk_import_batch_public_by_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_import_batch_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["survey_version_id"], ["survey_version.id"], name=op.f("fk_import_batch_survey_version_id_survey_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("file_hash", "survey_version_id", name=op.f("uq_import_batch_file_hash_survey_version_id")),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("draft_reference", sa.String(length=22), nullable=True),
        sa.Column("survey_version_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("provenance", sa.String(length=32), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("age_band", sa.String(length=32), nullable=True),
        sa.Column("care_status", sa.String(length=32), nullable=True),
        sa.Column("disability", sa.String(length=32), nullable=True),
        sa.Column("ethnicity", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("look", sa.String(length=16), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("handling", sa.String(length=32), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("progress", sa.String(length=32), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("talked_about_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.Column("code_lookup", sa.String(length=64), nullable=True),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("import_row", sa.String(length=64), nullable=True),
        sa.Column("already_public", sa.Boolean(), nullable=False),
        sa.Column("imported_label", sa.String(length=120), nullable=True),
        sa.CheckConstraint(
            "already_public = false OR channel = 'imported'", name=op.f("ck_response_public_only_imported")
        ),
        sa.CheckConstraint(
            "import_row IS NULL OR channel = 'imported'", name=op.f("ck_response_import_row_only_imported")
        ),
        sa.CheckConstraint("erased_on IS NULL OR data_key IS NULL", name=op.f("ck_response_erased_is_shredded")),
        sa.CheckConstraint("urgency BETWEEN 0 AND 2", name=op.f("ck_response_urgency_known")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_response_locality_id_locality")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["staff.id"], name=op.f("fk_response_opened_by_id_staff")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_response_service_id_service")),
        sa.ForeignKeyConstraint(
            ["survey_version_id"], ["survey_version.id"], name=op.f("fk_response_survey_version_id_survey_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("code_lookup", name=op.f("uq_response_code_lookup")),
        sa.UniqueConstraint("draft_reference", name=op.f("uq_response_draft_reference")),
        sa.UniqueConstraint("import_row", name=op.f("uq_response_import_row")),
        sa.UniqueConstraint("reference", name=op.f("uq_response_reference")),
    )
    op.create_index("ix_response_inbox", "response", ["handling", "urgency", "id"])
    op.create_index("ix_response_locality_inbox", "response", ["locality_id", "handling", "urgency", "id"])
    op.create_index("ix_response_version_day", "response", ["survey_version_id", "received_on"])

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=64), nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=400), nullable=True),
        sa.CheckConstraint("state = 'answered' OR value IS NULL", name=op.f("ck_answer_no_value_unless_answered")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_answer_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("response_id", "question_key", name=op.f("uq_answer_response_id_question_key")),
    )
    op.create_index("ix_answer_measure", "answer", ["measure", "response_id", "state", "value"])

    op.create_table(
        "import_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_remark_batch_id_import_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_remark")),
    )
    op.create_index("ix_import_remark_batch", "import_remark", ["batch_id", "refused", "line"])

    op.create_table(
        "imported_response",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_imported_response_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_imported_response_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_imported_response")),
    )
    op.create_index("ix_imported_response_batch", "imported_response", ["batch_id", "response_id"])

    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=22), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_message_response_id_response"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_message_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("reference", name=op.f("uq_message_reference")),
    )
    op.create_index(op.f("ix_message_response_id"), "message", ["response_id"])
    op.create_index("ix_message_unseen", "message", ["author", "seen", "response_id"])

    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=64), nullable=False),
        sa.Column("lens", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("redactions", sa.JSON(), nullable=False),
        sa.Column("quote_consent", sa.String(length=32), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status != 'approved' OR published IS NOT NULL", name=op.f("ck_statement_approved_has_text")
        ),
        sa.CheckConstraint("urgency BETWEEN 0 AND 2", name=op.f("ck_statement_urgency_known")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_statement_decided_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_statement_response_id_response"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("response_id", "question_key", name=op.f("uq_statement_response_id_question_key")),
    )
    op.create_index(
        "ix_statement_second_look",
        "statement",
        ["response_id"],
        sqlite_where=sa.text("status = 'second_look'"),
        postgresql_where=sa.text("status = 'second_look'"),
    )

    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("coded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_coding_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_coding_statement_id_statement"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_coding_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("statement_id", "theme_id", name=op.f("uq_coding_statement_id_theme_id")),
    )
    op.create_index("ix_coding_theme", "coding", ["theme_id"])

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=32), nullable=False),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_decision_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_decision_statement_id_statement"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_statement_id"), "decision", ["statement_id"])


def downgrade():
    op.drop_table("decision")
    op.drop_table("coding")
    op.drop_table("statement")
    op.drop_table("message")
    op.drop_table("imported_response")
    op.drop_table("import_remark")
    op.drop_table("answer")
    op.drop_table("response")
    op.drop_table("import_batch")
    op.drop_table("draft")
    op.drop_table("survey_version")
    op.drop_table("staff_session")
    op.drop_table("staff_scope")
    op.drop_table("theme")
    op.drop_table("survey")
    op.drop_table("staff")
    op.drop_table("sign_in_failures")
    op.drop_table("service")
    op.drop_table("receipt")
    op.drop_table("reading")
    op.drop_table("outbox_message")
    op.drop_table("locality")
    op.drop_table("council_setting")
    op.drop_table("audit_event")
    op.drop_table("audit_check")
    op.drop_table("alarm")

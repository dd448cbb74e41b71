"""How Alembic runs here: the program hands its connection over; the command line opens the one of the settings."""

from alembic import context
from sqlalchemy import Enum
from sqlmodel.sql.sqltypes import AutoString


def render_item(kind, item, autogen_context):
    """Versions are plain SQLAlchemy: text columns, whatever checks them in the program."""
    autogen_context.imports.discard("import sqlmodel")
    if kind == "type" and isinstance(item, AutoString | Enum):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def run(connection, metadata=None):
    """Run in the transaction that the connection is in."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        render_item=render_item,
    )
    context.run_migrations()


def run_from_the_command_line():
    """`alembic revision --autogenerate --rev-id YYYYMMDD_what` compares the models with this database."""
    from sqlmodel import SQLModel  # noqa: PLC0415 - the program itself needs no models to migrate

    import participation.app  # noqa: F401, PLC0415
    from participation.kernel.database import Database  # noqa: PLC0415
    from participation.kernel.migrations import migrating  # noqa: PLC0415
    from participation.kernel.settings import load_settings  # noqa: PLC0415

    with migrating(Database(load_settings().database_url)) as connection:
        run(connection, SQLModel.metadata)


given = context.config.attributes.get("connection")
if given is None:
    run_from_the_command_line()
else:
    run(given)

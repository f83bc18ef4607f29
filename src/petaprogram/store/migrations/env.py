"""How Alembic reaches the store: by the connection, and so in the transaction, of whoever asks."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()

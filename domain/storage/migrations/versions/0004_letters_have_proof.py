"""Letters have proof and a place to go back to: deliveries, mailboxes, secretaries, access to the desk"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def whole(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=nullable)


def text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def upgrade() -> None:
    op.create_table('mailbox', text('person'), text('address'), whole('since'), whole('spoiled_at', nullable=True),
    text('reason', nullable=True),
    sa.PrimaryKeyConstraint('person', name=op.f('pk_mailbox'))
    )
    op.create_table('secretary', text('passport'), text('level'), text('person'), whole('since'),
    sa.PrimaryKeyConstraint('passport', 'level', name=op.f('pk_secretary'))
    )
    op.create_table('delivery',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    whole('letter_id'), text('parcel'), text('recipient'), text('channel'), text('outcome'), whole('at'),
    text('reference'), text('reason'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery'))
    )
    op.create_index('ix_delivery_letter', 'delivery', ['letter_id'])
    op.create_index('ix_delivery_recipient', 'delivery', ['recipient', 'at'])
    op.create_index('ix_delivery_at', 'delivery', ['at'])
    op.create_table('access', text('person'), sa.Column('generation', sa.Integer(), nullable=False),
    whole('changed_at'), whole('fresh_at', nullable=True),
    sa.PrimaryKeyConstraint('person', name=op.f('pk_access'))
    )
    op.create_table('submission', text('nonce'), text('person'), text('answer'), whole('at'),
    sa.PrimaryKeyConstraint('nonce', name=op.f('pk_submission'))
    )
    op.add_column('outbox', whole('try_at', nullable=True))
    op.add_column('outbox', text('in_flight', nullable=True))
    op.create_index('ix_outbox_due', 'outbox', ['try_at'],
    sqlite_where=sa.text('sent_at IS NULL AND failed_at IS NULL'),
    postgresql_where=sa.text('sent_at IS NULL AND failed_at IS NULL'))
    op.create_index('ix_outbox_recipient', 'outbox', ['recipient', 'id'],
    sqlite_where=sa.text('sent_at IS NULL AND failed_at IS NULL'),
    postgresql_where=sa.text('sent_at IS NULL AND failed_at IS NULL'))


def downgrade() -> None:
    op.drop_index('ix_outbox_recipient', table_name='outbox')
    op.drop_index('ix_outbox_due', table_name='outbox')
    op.drop_column('outbox', 'in_flight')
    op.drop_column('outbox', 'try_at')
    for table in ('submission', 'access', 'delivery', 'secretary', 'mailbox'):
        op.drop_table(table)

"""People are reached in Telegram: invitations, contacts, messages, conversations, leases, updates"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def whole(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=nullable)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table('invitation', text('hash'), text('subject'), text('passport'), text('secretary'),
    sa.Column('replaces', sa.Boolean(), nullable=False),
    whole('expires_at'), whole('used_at', nullable=True), whole('revoked_at', nullable=True),
    sa.PrimaryKeyConstraint('hash', name=op.f('pk_invitation'))
    )
    op.create_index(op.f('ix_invitation_subject'), 'invitation', ['subject'])
    op.create_table('contact', text('person'), whole('user_id'), whole('chat'), whole('since'),
    sa.PrimaryKeyConstraint('person', name=op.f('pk_contact')),
    sa.UniqueConstraint('user_id', name=op.f('uq_contact_user_id'))
    )
    op.create_table('contact_group', text('passport'), text('level'), whole('chat'), text('title'),
    text('secretary'), whole('since'),
    sa.PrimaryKeyConstraint('passport', 'level', name=op.f('pk_contact_group'))
    )
    op.create_table('preference', text('person'), text('name'), text('value'),
    sa.PrimaryKeyConstraint('person', 'name', name=op.f('pk_preference'))
    )
    op.create_table('stranger', whole('user_id'), whole('answered_at'), sa.Column('ignored', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_stranger'))
    )
    op.create_table('message', whole('chat'), whole('message'), text('letter_key'), text('kind'), long('items'),
    long('text'), whole('at'),
    sa.PrimaryKeyConstraint('chat', 'message', name=op.f('pk_message'))
    )
    op.create_table('message_item', whole('item_id'), whole('chat'), whole('message'),
    sa.PrimaryKeyConstraint('item_id', 'chat', 'message', name=op.f('pk_message_item')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_message_item_place', 'message_item', ['chat', 'message'])
    op.create_table('conversation', whole('chat'), whole('user_id'), long('state'), whole('saved_at'),
    sa.PrimaryKeyConstraint('chat', 'user_id', name=op.f('pk_conversation'))
    )
    op.create_table('lease', text('name'), text('holder'), whole('until'),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_lease'))
    )
    op.create_table('telegram_update', whole('update_id'), whole('at'),
    sa.PrimaryKeyConstraint('update_id', name=op.f('pk_telegram_update'))
    )


def downgrade() -> None:
    for table in ('telegram_update', 'lease', 'conversation', 'message_item', 'message', 'stranger', 'preference',
                  'contact_group', 'contact', 'invitation'):
        op.drop_table(table)

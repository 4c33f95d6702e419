"""Editions are kept; what is under control now becomes the first of them"""

import sqlalchemy as sa
import yaml
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    edition = op.create_table('passport_edition',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('order', sa.String(), nullable=False),
    sa.Column('applied_at', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('applied_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('code', 'edition', name=op.f('pk_passport_edition'))
    )
    passports = op.get_bind().execute(sa.text('SELECT code, content, imported_at FROM passport')).all()
    first = [
        {'code': code, 'edition': 1, 'content': content, 'order': _order(content), 'applied_at': at,
         'applied_by': 'администратор'}
        for code, content, at in passports
    ]
    if first:
        op.bulk_insert(edition, first)


def _order(content: str) -> str:
    return str(yaml.safe_load(content).get('order') or '')


def downgrade() -> None:
    op.drop_table('passport_edition')

"""Facts are entered, reports are drafted and signed"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def identity() -> sa.Column[int]:
    return sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    op.create_table('fact', identity(), text('passport'), text('kind'), text('subject'),
    sa.Column('content', sa.Text(), nullable=False), text('document'), text('author'),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fact'))
    )
    op.create_index('ix_fact_passport', 'fact', ['passport', 'id'])
    op.create_table('report', identity(), text('passport'), text('kind'), text('period'),
    sa.Column('edition', sa.Integer(), nullable=False), sa.Column('number', sa.Integer(), nullable=False),
    text('stage'), sa.Column('content', sa.Text(), nullable=False),
    sa.Column('drafted_at', sa.BigInteger(), nullable=False), sa.Column('decided_at', sa.BigInteger(), nullable=True),
    text('decided_by'), sa.Column('reason', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report'))
    )
    op.create_index('uq_report_period', 'report', ['passport', 'kind', 'period', 'edition'], unique=True)


def downgrade() -> None:
    op.drop_index('uq_report_period', table_name='report')
    op.drop_table('report')
    op.drop_index('ix_fact_passport', table_name='fact')
    op.drop_table('fact')

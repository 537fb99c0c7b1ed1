// Figures of days that are over, kept for reports, and what changed of those days since. Triggers note the changes, whoever writes: an act that
// comes late, one that is let in later, and whatever is mended by hand. What is before the horizon is noted; figures are kept of nothing
// that is after it. Never edited once released: a test pins the hash of this file.

import { sql } from 'kysely';
import type { Flavour, Migration, MigrationDb } from '../migration.ts';

/** What figures are made of: purging arguments changes none of them. */
const COUNTED = ['effective_at', 'name', 'outcome', 'desk_id', 'shift_id', 'staff_id', 'for_hold'];

export const keptFigures: Migration = {
  version: 360,
  up: async (db, flavour) => {
    await db.schema
      .createTable('kept_horizon')
      .addColumn('id', 'bigint', (c) => c.primaryKey().notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .execute();
    await db.run(sql`insert into kept_horizon (id, until) values (1, -9000000000000000)`);
    await db.schema
      .createTable('kept_change')
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('kept_change_by_at').on('kept_change').column('at').execute();
    await db.schema
      .createTable('kept_figures')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('zone', 'text', (c) => c.notNull())
      .addColumn('from_at', 'bigint', (c) => c.notNull())
      .addColumn('to_at', 'bigint', (c) => c.notNull())
      .addColumn('changes', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('kept_figures_pk', ['kind', 'zone', 'from_at', 'to_at'])
      .execute();
    await addTriggers(db, flavour);
  },
};

const UNTIL = '(select until from kept_horizon where id = 1)';
const NOTE = (at: string) => `insert into kept_change (at) select ${at} where ${at} < ${UNTIL};`;

async function addTriggers({ run }: MigrationDb, { triggers }: Flavour): Promise<void> {
  const differ = (word: string) => COUNTED.map((column) => `old.${column} ${word} new.${column}`).join(' or ');
  const both = `${NOTE('old.effective_at')} ${NOTE('new.effective_at')}`;
  if (triggers === 'sqlite') {
    await run(
      sql.raw(`create trigger kept_inserted after insert on envelope when new.effective_at < ${UNTIL}
        begin ${NOTE('new.effective_at')} end`),
    );
    await run(
      sql.raw(`create trigger kept_updated after update of ${COUNTED.join(', ')} on envelope when ${differ('is not')}
        begin ${both} end`),
    );
    await run(sql.raw(`create trigger kept_deleted after delete on envelope begin ${NOTE('old.effective_at')} end`));
    return;
  }
  const makeFunction = (name: string, work: string) =>
    run(sql.raw(`create function ${name}() returns trigger language plpgsql as $$ begin ${work} return null; end $$`));
  await makeFunction(
    'note_kept_inserts',
    `insert into kept_change (at) select effective_at from came where effective_at < ${UNTIL};`,
  );
  await makeFunction('note_kept_update', both);
  await makeFunction('note_kept_delete', NOTE('old.effective_at'));
  await run(
    sql.raw(`create trigger kept_inserted after insert on envelope referencing new table as came
      for each statement execute function note_kept_inserts()`),
  );
  await run(
    sql.raw(`create trigger kept_updated after update on envelope for each row
      when (${differ('is distinct from')}) execute function note_kept_update()`),
  );
  await run(
    sql.raw(`create trigger kept_deleted after delete on envelope for each row execute function note_kept_delete()`),
  );
}

// What reports count of an act stands beside its envelope, and in indexes that hold it: reading a year of bodies took as long as everything
// else. Acts that overrode something, that came late, and that sign an outage, are few, and have indexes of their own. Never edited once released: a test pins the hash of this file.

import { sql, type RawBuilder } from 'kysely';
import type { Migration } from '../migration.ts';

export const actsForReports: Migration = {
  version: 250,
  up: async ({ schema, run }, { idType, textIn }) => {
    const id = sql.raw(idType);
    const body = (...path: string[]) => sql.raw(textIn('body', path));
    const short = (value: RawBuilder<unknown>) => sql`case when length(${value}) <= 128 then ${value} end`;
    await schema.alterTable('envelope').addColumn('shift_id', id).execute();
    await schema.alterTable('envelope').addColumn('staff_id', id).execute();
    await schema.alterTable('envelope').addColumn('overrides', 'text').execute();
    await schema.alterTable('envelope').addColumn('for_hold', 'text').execute();
    await run(sql`
      update envelope set shift_id = ${short(body('shiftId'))}, staff_id = ${short(body('staffId'))}, overrides = ${body('override', 'codes')},
        for_hold = case
          when name = 'checkout' and ${body('told', 'fills')} is not null then 'filled'
          when name = 'checkin' and ${body('told', 'holdId')} is not null then 'shelved' end`);
    await schema.dropIndex('envelope_by_time').execute();
    await schema
      .createIndex('envelope_for_reports')
      .on('envelope')
      .columns([
        'effective_at',
        'stream',
        'seq',
        'name',
        'outcome',
        'desk_id',
        'shift_id',
        'staff_id',
        'for_hold',
        'id',
      ])
      .execute();
    await run(sql`create index envelope_overriding on envelope (effective_at) where overrides is not null`);
    await run(sql`create index envelope_signs_outage on envelope (effective_at) where name = 'signOutage'`);
    await run(sql`create index envelope_late on envelope (effective_at) where received_at > effective_at + 60000`);
  },
};

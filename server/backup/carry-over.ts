// What a restore takes over from the library that it replaces, since it was decided after the backup was made: what was purged, which desks
// there are and which were revoked, who works here and what they may do, which reports are made by themselves and who took one out. Nobody would decide
// it a second time, and no desk sends it again. [I18] [I19]

import { applyPurges, purgedRows, type PurgedRow } from '../purge/purge-list.ts';
import type { BulkRow, ReadTx, WriteTx } from '../store/store.ts';

/** What is taken over. A library that cannot be read any more has nothing to say. */
export type CarriedOver = {
  readonly purged: readonly PurgedRow[];
  /** The key of the server; null = none was made yet. Another library has another one. */
  readonly serverKey: string | null;
  readonly decided: Readonly<Record<(typeof DECIDED)[number], readonly BulkRow[]>>;
};

const DECIDED = [
  'desk',
  'staff',
  'staff_role',
  'role_rights',
  'night_grant',
  'report_schedule',
  'report_export',
] as const;

/** Of a library that is not there. */
export const NOTHING_CARRIED: CarriedOver = {
  purged: [],
  serverKey: null,
  decided: {
    desk: [],
    staff: [],
    staff_role: [],
    role_rights: [],
    night_grant: [],
    report_schedule: [],
    report_export: [],
  },
};

/** Reads it from the library that is to be replaced. */
export async function readCarriedOver(tx: ReadTx): Promise<CarriedOver> {
  return {
    purged: await purgedRows(tx),
    serverKey: await serverKeyOf(tx),
    decided: {
      desk: await tx.db.selectFrom('desk').selectAll().execute(),
      staff: await tx.db.selectFrom('staff').selectAll().execute(),
      staff_role: await tx.db.selectFrom('staff_role').selectAll().execute(),
      role_rights: await tx.db.selectFrom('role_rights').selectAll().execute(),
      night_grant: await tx.db.selectFrom('night_grant').selectAll().execute(),
      report_schedule: await tx.db.selectFrom('report_schedule').selectAll().execute(),
      report_export: await tx.db.selectFrom('report_export').selectAll().execute(),
    },
  };
}

/** Writes it over what the backup brought. Desks and staff only where both are the same library: another one's have no business here. */
export async function carryOver(tx: WriteTx, { purged, serverKey, decided }: CarriedOver): Promise<void> {
  await applyPurges(tx, purged);
  if (serverKey === null || serverKey !== (await serverKeyOf(tx))) return;
  for (const table of DECIDED) if (decided[table].length > 0) await tx.upsert(table, decided[table]);
}

async function serverKeyOf(tx: ReadTx): Promise<string | null> {
  const row = await tx.db.selectFrom('server_key').select('public_key').executeTakeFirst();
  return row?.public_key ?? null;
}

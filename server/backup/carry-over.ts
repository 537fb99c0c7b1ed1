// Decisions that a restore takes over from the library that it replaces, because they were made after the backup: purges, desks and revocations, staff
// and their rights, schedules and exports of reports, activated rules and closed branches. They would not be made a second time, and no desk sends
// them again. [I18] [I19]

import type { Row } from '../../shared/wire/rows.ts';
import { foldUnderClosing } from '../library/close-branch.ts';
import { noteRulesToFoldUnder } from '../library/fold-under-rules.ts';
import { applyPurges, purgedRows, type PurgedRow } from '../purge/purge-list.ts';
import { readAllRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import type { BulkRow, ReadTx, WriteTx } from '../store/store.ts';
import { createReferences } from '../timeline/references.ts';

/** The decisions taken over. A library that cannot be read gives none. */
export type CarriedOver = {
  readonly purged: readonly PurgedRow[];
  /** The key of the server; null = none was made yet. Another library has another one. */
  readonly serverKey: string | null;
  readonly ruleSets: readonly Row<'ruleSet'>[];
  readonly activations: readonly Row<'ruleActivation'>[];
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
  ruleSets: [],
  activations: [],
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
    ruleSets: await readAllRows(tx, 'ruleSet'),
    activations: await readAllRows(tx, 'ruleActivation'),
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

/** Writes it over the rows of the backup. Desks and staff only where both are the same library: another one's have no business here. */
export async function carryOver(tx: WriteTx, carried: CarriedOver): Promise<void> {
  const { purged, serverKey, decided } = carried;
  await applyPurges(tx, purged);
  if (serverKey === null || serverKey !== (await serverKeyOf(tx))) return;
  for (const table of DECIDED) if (decided[table].length > 0) await tx.upsert(table, decided[table]);
  await carryRules(tx, carried);
}

/** Rules activated since, and branches closed since: the loans of the backup are folded by them before the first request is served. */
async function carryRules(tx: WriteTx, { ruleSets, activations }: CarriedOver): Promise<void> {
  const [versions, ids] = [
    new Set((await readAllRows(tx, 'ruleSet')).map(({ version }) => version)),
    new Set((await readAllRows(tx, 'ruleActivation')).map(({ id }) => id)),
  ];
  const newRules = ruleSets.filter(({ version }) => !versions.has(version));
  const newActivations = activations.filter(({ id }) => !ids.has(id));
  const changes = collectChanges();
  for (const row of newRules) changes.put('ruleSet', row);
  // Later closings are put into activations that the backup has, too.
  for (const row of activations) changes.put('ruleActivation', row);
  await writeChanges(tx, changes);
  for (const { version } of newRules) await noteRulesToFoldUnder(tx, version);
  const references = createReferences();
  const closings = new Map(activations.map(({ id, closing }) => [id, closing]));
  for (const { closing, lifts } of newActivations) {
    const window = closing ?? closings.get(lifts ?? '');
    if (window !== undefined)
      await foldUnderClosing(tx, { window, isLifted: lifts !== undefined }, { references, now: window.from });
  }
}

async function serverKeyOf(tx: ReadTx): Promise<string | null> {
  const row = await tx.db.selectFrom('server_key').select('public_key').executeTakeFirst();
  return row?.public_key ?? null;
}

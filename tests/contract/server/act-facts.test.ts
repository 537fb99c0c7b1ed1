// Facts of acts for reports, stored beside their envelopes, agree with the bodies, written with them or filled in
// later.

import { sql } from 'kysely';
import { actFacts } from '../../../shared/reports/act-facts.ts';
import { parseOverrides } from '../../../server/commands/facts-row.ts';
import type { Store, WriteTx } from '../../../server/store/store.ts';
import { openScene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at } from './support/test-library.ts';

async function dropKeptFigures({ db, hasRivals }: WriteTx): Promise<void> {
  for (const name of ['kept_inserted', 'kept_updated', 'kept_deleted'])
    await sql.raw(`drop trigger ${name}${hasRivals ? ' on envelope' : ''}`).execute(db);
  for (const name of hasRivals ? ['note_kept_inserts', 'note_kept_update', 'note_kept_delete'] : [])
    await sql.raw(`drop function ${name}()`).execute(db);
  for (const name of ['kept_horizon', 'kept_change', 'kept_figures'])
    await sql`drop table ${sql.ref(name)}`.execute(db);
}

const COURSES = ['term', 'course', 'reading', 'reserve', 'course_field'];
const BILLS = ['bill_layout', 'bill_batch', 'bill_line'];
const NOTICES = ['notice', 'notice_message', 'notice_part', 'notice_settings', 'notice_mark'];

/** The database as the version before had it. */
async function forgetFacts(store: Store): Promise<void> {
  const indexes = ['envelope_for_reports', 'envelope_overriding', 'envelope_signs_outage', 'envelope_late'];
  await store.write(async (tx) => {
    const { db } = tx;
    // Later additions go first, since they depend on tables that go with that version.
    await dropKeptFigures(tx);
    for (const name of indexes) await sql`drop index ${sql.ref(name)}`.execute(db);
    for (const name of ['shift_id', 'staff_id', 'overrides', 'for_hold'])
      await sql`alter table envelope drop column ${sql.ref(name)}`.execute(db);
    await sql`create index envelope_by_time on envelope (effective_at)`.execute(db);
    // Later additions go too, since all migrations after it are run again.
    for (const name of [
      'rules_to_fold_under',
      'pin_tries',
      'item_field',
      'title_field',
      'item_former',
      'reference_tally',
      'log_entry',
      'early_log_write',
      'early_tally_write',
      'early_account_write',
      'reader_token',
      'data_feed',
      'data_feed_run',
      'import_run',
      'data_feed_file',
      'webhook',
      'rehearsal',
      'connector',
      'connector_act',
      'connector_loan',
      'booking',
      'booking_act',
      ...COURSES,
      ...BILLS,
      ...NOTICES,
    ])
      await sql`drop table ${sql.ref(name)}`.execute(db);
    await sql`drop index item_by_away`.execute(db);
    await sql`drop index item_by_type`.execute(db);
    await sql`alter table item drop column item_type`.execute(db);
    await sql`alter table item drop column away`.execute(db);
    for (const name of [
      'receipt_position',
      'envelope_released_by',
      'envelope_by_proxy',
      'envelope_released_position',
      'patron_sponsored',
      'item_by_part_bill',
      'loan_by_claim',
      'fee_by_credit_due',
      'fee_by_outstanding',
      'patron_by_end',
    ])
      await sql`drop index ${sql.ref(name)}`.execute(db);
    await sql`alter table fee drop column credit_due_minor`.execute(db);
    await sql`alter table item drop column part_bill_at`.execute(db);
    await sql`alter table envelope drop column released_by`.execute(db);
    await sql`alter table envelope drop column by_proxy`.execute(db);
    await sql`alter table envelope drop column released_position`.execute(db);
    await sql`alter table loan drop column claimed_at`.execute(db);
    await sql`alter table patron drop column expires_at`.execute(db);
    await sql`alter table patron_card drop column expires_at`.execute(db);
    await sql`alter table staff drop column signed_in_at`.execute(db);
    await sql`delete from schema_version where version >= 250`.execute(db);
  });
}

async function factsKept(store: Store) {
  const rows = await store.read(({ db }) =>
    db.selectFrom('envelope').selectAll().orderBy('stream').orderBy('seq').execute(),
  );
  return rows.map(({ body, args, shift_id: shiftId, staff_id: staffId, overrides, for_hold: forHold, by_proxy }) => ({
    said: { ...actFacts(JSON.parse(body)), isByProxy: args?.includes('"carriedBy":"P1"') === true },
    kept: {
      shiftId,
      staffId,
      overrides: overrides === null ? null : parseOverrides(overrides),
      forHold,
      isByProxy: by_proxy === 1,
    },
  }));
}

describeStores('figures of acts for reports', (use) => {
  test('stands beside each as its body says, also where it was filled in later', async () => {
    const place = await use();
    const scene = await openScene(place);
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10), overrides: ['PATRON_FINES', 'LIMIT_REACHED'] });
    desk.record('checkout', { args: {}, told: { fills: 'H' } }, { at: at(10, 1), shift: 'S' });
    desk.checkin('X1', { at: at(11), hold: 'H', shift: 'S' });
    desk.checkin('X0', { at: at(11, 1), overrides: [] });
    desk.checkout('X0', 'P0', { at: at(11, 2), carriedBy: 'P1' });
    desk.record('openShift', { args: {}, told: {} }, { at: at(12), shift: 'S', staff: null });
    await scene.send(desk);
    const written = await factsKept(scene.store);
    expect(written).toHaveLength(6);
    expect(written.map(({ kept }) => kept.isByProxy)).toContain(true);
    expect(written.map(({ kept }) => kept)).toEqual(written.map(({ said }) => said));
    expect(new Set(written.map(({ kept }) => kept.forHold))).toEqual(new Set([null, 'filled', 'shelved']));
    expect(new Set(written.map(({ kept }) => kept.overrides?.length))).toEqual(new Set([2, 0, undefined]));
    await forgetFacts(scene.store);
    expect(await factsKept(await place.open(scene.clock))).toEqual(written);
  });
});

// A library of before patrons had several cards: accounts with one barcode each are found and lend as they did, and get cards like new ones.

import { sql } from 'kysely';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { patronByCard } from '../../../server/query/patron-by-card.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import { describeStores } from '../../contract/server/support/stores.ts';
import { openScene } from '../../contract/server/support/scene.ts';
import { at, testPatron } from '../../contract/server/support/test-library.ts';

const NOTICES = ['notice', 'notice_message', 'notice_part', 'notice_settings', 'notice_mark'];

/** The tables as they were before, with rows in them. */
async function takeBack(store: Store): Promise<void> {
  await store.write(async ({ db }) => {
    await sql`alter table patron_card drop column expires_at`.execute(db);
    // Later additions go too, since all migrations after it are run again.
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
      'item_by_type',
    ])
      await sql`drop index ${sql.ref(name)}`.execute(db);
    await sql`alter table fee drop column credit_due_minor`.execute(db);
    await sql`alter table item drop column part_bill_at`.execute(db);
    await sql`alter table item drop column item_type`.execute(db);
    await sql`alter table envelope drop column released_by`.execute(db);
    await sql`alter table envelope drop column by_proxy`.execute(db);
    await sql`alter table envelope drop column released_position`.execute(db);
    await sql`alter table loan drop column claimed_at`.execute(db);
    await sql`alter table patron drop column expires_at`.execute(db);
    await sql`alter table staff drop column signed_in_at`.execute(db);
    const tables = [
      'title_field',
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
      ...NOTICES,
      'term',
      'course',
      'reading',
      'reserve',
      'course_field',
      'bill_layout',
      'bill_batch',
      'bill_line',
      'booking',
      'booking_act',
    ];
    for (const name of tables) await sql`drop table ${sql.ref(name)}`.execute(db);
    await sql`delete from schema_version where version >= 450`.execute(db);
  });
}

const patronsIn = async (store: Store) =>
  (await store.read((tx) => readAllRows(tx, 'patron'))).map((row) => JSON.stringify(row)).toSorted();

describeStores('patrons with one barcode', (use) => {
  test('are found by it, lend by it, and get more cards', async () => {
    const place = await use();
    const before = await openScene(place);
    const desk = await before.desk('A');
    const rows = await patronsIn(before.store);
    await takeBack(before.store);
    await before.store.close();

    const { clock } = before;
    const store = await place.open(clock);
    expect(await patronsIn(store)).toEqual(rows);
    const asked = { card: 'card-P0', branch: 'main', now: at(9) };
    expect(await patronByCard(store, asked)).toMatchObject({ id: 'P0', cards: [{ number: 'card-P0' }] });
    const campus = { number: 'campus', kind: 'campus-id', issuer: null, expiresAt: at(11), primary: false };
    const args = { patronId: 'P0', ...campus, replaces: null, reason: '' };
    desk.record('addCard', { args, told: { decision: 'done', reasons: [] } }, { at: at(9) });
    desk.checkout('X0', 'P0', { at: at(10) });
    await createCommandRunner({ store, clock }).run(desk.request(), desk.desk);
    const loans = await store.read((tx) => readAllRows(tx, 'loan'));
    expect(loans.map(({ patronId }) => String(patronId))).toEqual(['P0']);
    expect(await patronByCard(store, { ...asked, card: 'campus' })).toMatchObject({ id: 'P0' });
    // Of two accounts with one number the one counts that has it longer.
    const other = { number: 'campus', active: true, primary: true };
    await openLibraryWriter(store, clock).putRows('patron', [testPatron('P1', { cards: [other] })]);
    expect(await patronByCard(store, { ...asked, card: 'campus' })).toMatchObject({ id: 'P1' });
  });
});

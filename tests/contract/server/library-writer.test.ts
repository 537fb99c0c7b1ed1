// The library writer: upserts that change nothing when nothing changed, opening acts that fold, rows that folds own staying theirs.

import {
  actId,
  branchId,
  deskId,
  itemId,
  loanId,
  patronId,
  ruleSetVersion,
  streamId,
} from '../../../shared/core/ids.ts';
import type { ActOf } from '../../../shared/circ/acts.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { forgetImported, haveOwnActs, keepImported } from '../../../server/library/import-memory.ts';
import { catchUp, sortedRows, takeSnapshot } from './support/feed.ts';
import { openScene, receiptsOf } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at, testItem, testPatron, testPolicyHash, testRules } from './support/test-library.ts';

const openLoan = (
  id: string,
  item: string,
  patron: string,
  more: Partial<ActOf<'openLoan'>> = {},
): ActOf<'openLoan'> => ({
  kind: 'openLoan',
  id: actId(id),
  desk: deskId(''),
  stream: streamId(''),
  seq: 1,
  at: at(8),
  uncertaintyMs: 1000,
  stated: true,
  clockSuspect: false,
  saw: null,
  branch: branchId('main'),
  loanId: loanId(id),
  itemId: itemId(item),
  patronId: patronId(patron),
  dueAt: at(20),
  renewals: 1,
  lostAt: null,
  policyHash: testPolicyHash,
  ...more,
});

describeStores('the library writer', (use) => {
  test('keeps what a desk wrote of a patron between the look of an import and its write', async () => {
    const scene = await openScene(await use(), { patrons: 1 });
    const row = async () => (await scene.rows('patron'))[0] ?? testPatron('P0');
    const seen = await row();
    const block = {
      id: 'b',
      kind: 'STAFF',
      label: 'See the desk',
      blocks: ['CIRC' as const],
      setAt: at(9),
      endsAt: null,
    };
    await scene.writer.putRows('patron', [{ ...seen, blocks: [{ ...block, origin: 'staff' }], phones: ['555-0100'] }]);
    const incoming = { ...seen, email: 'new@example.invalid', phones: [] };
    await scene.writer.putRows('patron', [incoming], new Map([[seen.id, seen]]));
    expect(await row()).toMatchObject({
      email: 'new@example.invalid',
      phones: ['555-0100'],
      blocks: [{ label: 'See the desk' }],
    });
  });

  test('the same rows and acts twice change nothing and take no position', async () => {
    const scene = await openScene(await use());
    const rows = [testItem('X0'), testItem('X1')];
    await scene.writer.putActs([openLoan('L0', 'X0', 'P0')]);
    const before = await scene.store.read(readHead);
    const state = await scene.everything();
    expect(await scene.writer.putRows('patron', [testPatron('P0')])).toEqual({ written: 0, unchanged: 1 });
    expect(await scene.writer.putRows('item', rows)).toEqual({ written: 0, unchanged: 2 });
    expect(await scene.writer.putActs([openLoan('L0', 'X0', 'P0')])).toEqual({ written: 0, unchanged: 1 });
    await scene.writer.activateRuleSet(testRules(), 5);
    expect(await scene.store.read(readHead)).toEqual(before);
    expect(await scene.everything()).toBe(state);
  });

  test('rules with a fault are refused, and those in force stay in force', async () => {
    const scene = await openScene(await use());
    const before = [await scene.rows('ruleSet'), await scene.rows('ruleActivation')];
    const [plain] = testRules().rules;
    if (plain === undefined) throw new Error('no rule');
    const twice = { ...testRules(), version: ruleSetVersion('twice'), rules: [plain, plain] };
    await expect(scene.writer.activateRuleSet(twice, at(9))).rejects.toMatchObject({
      code: 'HF-RULES-001',
      params: { why: expect.stringMatching(/^rules\.1\.id: /) },
    });
    expect([await scene.rows('ruleSet'), await scene.rows('ruleActivation')]).toEqual(before);
  });

  test('a version never says anything else than it said: changed rules need one of their own', async () => {
    const scene = await openScene(await use());
    const before = [await scene.rows('ruleSet'), await scene.rows('ruleActivation')];
    const changed = { ...testRules(), currency: 'EUR' };
    await expect(scene.writer.activateRuleSet(changed, at(9))).rejects.toMatchObject({
      code: 'HF-RULES-002',
      params: { version: changed.version },
    });
    expect([await scene.rows('ruleSet'), await scene.rows('ruleActivation')]).toEqual(before);
    await scene.writer.activateRuleSet({ ...changed, version: ruleSetVersion('in-euros') }, at(9));
    const versions = (await scene.rows('ruleActivation')).map(({ version }) => version);
    expect(versions.toSorted()).toEqual(['in-euros', 'rules-1']);
  });

  test('an opening loan is a loan that a desk can take back and renew', async () => {
    const scene = await openScene(await use());
    await scene.writer.putActs([openLoan('L0', 'X0', 'P0'), openLoan('L1', 'X1', 'P1', { lostAt: at(9) })]);
    expect(await scene.rows('loan')).toMatchObject([
      { id: 'L0', state: 'open', renewals: 1, dueAt: at(20) },
      { id: 'L1', state: 'lost' },
    ]);
    expect((await scene.rows('fee')).map((fee) => [fee.kind, fee.amountMinor].join(' ')).toSorted()).toEqual([
      'lost 2500',
      'processing 500',
    ]);
    const desk = await scene.desk('A');
    desk.renew('X0', 'L0', 'P0', { at: at(10), dueAt: at(22) });
    desk.checkin('X1', { at: at(11) });
    await scene.send(desk);
    expect(await scene.rows('loan')).toMatchObject([
      { id: 'L0', renewals: 2, dueAt: at(22) },
      { id: 'L1', state: 'closed' },
    ]);
  });

  test('an opening act that the source changed replaces the old one; one that it lost goes', async () => {
    const scene = await openScene(await use());
    await scene.writer.putActs([openLoan('L0', 'X0', 'P0'), openLoan('L1', 'X1', 'P1')]);
    await scene.writer.putActs([openLoan('L0', 'X2', 'P0')]);
    const statuses = async () => (await scene.rows('item')).map((item) => item.state.status);
    expect(await statuses()).toEqual(['available', 'on-loan', 'on-loan', 'available', 'available']);
    expect(await scene.writer.dropActs(['L1'])).toBe(1);
    expect(await statuses()).toEqual(['available', 'available', 'on-loan', 'available', 'available']);
    expect((await scene.rows('loan')).map((loan) => loan.id)).toEqual(['L0']);
  });

  test('an item that has acts keeps what the folds say of it, and is folded anew when its price changes', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10) });
    await scene.send(desk);
    await scene.writer.putActs([openLoan('L1', 'X1', 'P1', { lostAt: at(9) })]);
    await scene.writer.putRows('item', [testItem('X0', { callNumber: 'new' }), testItem('X1', { priceMinor: 9_900 })]);
    const [x0] = await scene.rows('item');
    expect(x0).toMatchObject({ callNumber: 'new', state: { status: 'on-loan' } });
    expect((await scene.rows('fee')).find((fee) => fee.kind === 'lost')?.amountMinor).toBe(9_900);
  });

  test('rows that something depends on are kept and named, the others go', async () => {
    const scene = await openScene(await use());
    await scene.writer.putActs([openLoan('L0', 'X0', 'P0')]);
    expect(await scene.writer.dropRows('item', ['X0', 'X1'])).toEqual({ dropped: ['X1'], kept: ['X0'] });
    expect(await scene.writer.dropRows('patron', ['P0', 'P1'])).toEqual({ dropped: ['P1'], kept: ['P0'] });
    expect(await scene.writer.dropRows('title', ['title-X0', 'title-X1'])).toEqual({
      dropped: ['title-X1'],
      kept: ['title-X0'],
    });
  });

  test('acts of desks never go', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const id = desk.checkout('X0', 'P0', { at: at(10) });
    await scene.send(desk);
    await expect(scene.writer.dropActs([id])).rejects.toThrow('stays');
    expect(await haveOwnActs(scene.store, 'item', ['X0', 'X1'])).toEqual(new Set(['X0']));
    expect(await haveOwnActs(scene.store, 'patron', ['P0', 'P1'])).toEqual(new Set(['P0']));
  });

  test('a long write is many short transactions, each one position, and desks act in between', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const replica = await takeSnapshot(scene.store, { id: desk.desk, branch: 'main', scopes: null });
    const before = (await scene.store.read(readHead)).position;
    const rows = Array.from({ length: 3_000 }, (_, index) => testItem(`Y${index}`));
    const writing = scene.writer.putRows('item', rows);
    desk.checkout('X0', 'P0', { at: at(10) });
    const [receipt] = receiptsOf(await scene.send(desk));
    expect(await writing).toEqual({ written: 3_000, unchanged: 0 });
    const after = (await scene.store.read(readHead)).position;
    expect(after - before).toBeGreaterThan(4);
    expect(receipt?.position).toBeLessThan(after);
    const main = { id: String(desk.desk), branch: 'main', scopes: null };
    await catchUp(scene.store, main, replica);
    expect(sortedRows(replica)).toEqual(sortedRows(await takeSnapshot(scene.store, main)));
  });

  test('rows of an import are kept by source and forgotten by source', async () => {
    const scene = await openScene(await use());
    const from = { kind: 'item', system: 'evergreen' };
    await keepImported(scene.store, from, [
      { sourceId: '1', key: 'X0', body: 'a' },
      { sourceId: '2', key: 'X1', body: 'b' },
    ]);
    await keepImported(scene.store, from, [{ sourceId: '2', key: 'X1', body: 'c' }]);
    await forgetImported(scene.store, from, ['1']);
    const kept = await scene.store.read((tx) => tx.db.selectFrom('import_row').selectAll().execute());
    expect(kept).toEqual([{ ...from, source_id: '2', key: 'X1', body: 'c' }]);
  });
});

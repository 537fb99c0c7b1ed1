// Judging after the fact: facts that the desk did not know become an exception; facts that it stated or overrode do not; no date ever moves. [I22]
// [I25]

import { randomUUID } from 'node:crypto';
import { required } from '../../../shared/core/assert.ts';
import type { Act, ActOf } from '../../../shared/circ/acts.ts';
import {
  actId,
  branchId,
  deskId,
  holdId,
  patronId,
  ruleSetVersion,
  streamId,
  type ActId,
} from '../../../shared/core/ids.ts';
import { decideCheckout } from '../../../shared/circ/decide/checkout.ts';
import type { PatronBlock } from '../../../shared/circ/model/patron.ts';
import type { WeightedRuleSet } from '../../../shared/rules/model/rule-set.ts';
import {
  itemFacts,
  libraryFacts,
  loadJudgeFacts,
  patronFacts,
  type JudgedAct,
} from '../../../server/commands/judge-facts.ts';
import { loadTimelines } from '../../../server/timeline/load-timelines.ts';
import { createReferences } from '../../../server/timeline/references.ts';
import { touchedBy } from '../../../server/timeline/touched.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { folioRules } from '../../support/folio-rules.ts';
import { openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { ActOptions } from './support/test-desk.ts';
import { addTestStaff, at, testItem, testPatron, testRules } from './support/test-library.ts';

const block: PatronBlock = {
  id: 'b1',
  kind: 'STAFF_CHR',
  label: 'See the head of desk',
  blocks: ['CIRC'],
  origin: 'staff',
  setAt: at(9),
  endsAt: at(12),
};
const limited: Partial<WeightedRuleSet> = {
  thresholds: [{ group: 'everyone', branch: branchId('main'), counts: 'items-out', limit: 2, blocks: ['CIRC'] }],
};

/** Codes on the receipt of one checkout of X0 by P0. */
async function codesOfCheckout(scene: Scene, options: ActOptions): Promise<string[]> {
  const desk = await scene.desk(`A-${randomUUID()}`);
  desk.checkout('X0', 'P0', options);
  return receiptsOf(await scene.send(desk))[0]?.codes ?? [];
}

describeStores('judging', (use) => {
  test('an account that had expired, was blocked, or a card that was replaced', async () => {
    const scene = await openScene(await use());
    expect(await codesOfCheckout(scene, { at: at(8) })).toEqual([]);
    scene.clock.set(at(9));
    await scene.writer.putRows('patron', [
      testPatron('P0', {
        expiresAt: at(9),
        barred: true,
        blocks: [block],
        cards: [
          { number: 'card-P0', active: false, primary: false },
          { number: 'newer', active: true, primary: true },
        ],
      }),
    ]);
    scene.clock.set(at(18));
    const codes = await codesOfCheckout(scene, { at: at(10) });
    expect(codes).toEqual(expect.arrayContaining(['patron-expired', 'patron-blocked', 'lost-card-used']));
    const blocked = (await scene.rows('exception')).find((row) => row.code === 'patron-blocked');
    expect(blocked).toMatchObject({
      origin: 'judged',
      weight: 'today',
      patronId: 'P0',
      params: { barcode: 'barcode-X0' },
    });
    expect(blocked?.params['reason']).toEqual(expect.stringContaining('See the head of desk'));
  });

  test('facts are as of the act: before the expiration and outside the time of the block nothing is raised [I22]', async () => {
    const scene = await openScene(await use());
    scene.clock.set(at(7));
    await scene.writer.putRows('patron', [testPatron('P0', { expiresAt: at(14), blocks: [block] })]);
    scene.clock.set(at(18));
    expect(await codesOfCheckout(scene, { at: at(8) })).toEqual([]);
    expect(await codesOfCheckout(scene, { at: at(13) })).not.toContain('patron-blocked');
    expect(await codesOfCheckout(scene, { at: at(11) })).toContain('patron-blocked');
    expect(await codesOfCheckout(scene, { at: at(15) })).toContain('patron-expired');
  });

  test('a reason that the desk told, or that staff overrode, raises nothing [I22]', async () => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'staff-lead', 'night-lead');
    scene.clock.set(at(7));
    await scene.writer.putRows('patron', [testPatron('P0', { expiresAt: at(9) })]);
    scene.clock.set(at(18));
    expect(
      await codesOfCheckout(scene, { at: at(10), overrides: ['PATRON_EXPIRED'], staff: 'staff-lead' }),
    ).not.toContain('patron-expired');
    expect(await codesOfCheckout(scene, { at: at(11), reasons: ['PATRON_EXPIRED'] })).not.toContain('patron-expired');
  });

  test('limits count the loans that were out at that time, the act itself aside [I22]', async () => {
    const scene = await openScene(await use());
    await scene.writer.activateRuleSet(testRules('rules-2', limited), 1);
    const desk = await scene.desk('A');
    const options = { rulesVersion: 'rules-2' };
    desk.checkout('X1', 'P0', { ...options, at: at(9) });
    desk.checkout('X2', 'P0', { ...options, at: at(9, 1) });
    desk.checkin('X1', { at: at(10) });
    desk.checkout('X3', 'P0', { ...options, at: at(11) });
    desk.checkout('X4', 'P0', { ...options, at: at(12) });
    const receipts = receiptsOf(await scene.send(desk));
    expect(receipts.map(({ codes }) => codes)).toEqual([[], [], [], [], ['patron-over-limit']]);
  });

  test('limits of other systems’ rules count alike [I22]', async () => {
    const scene = await openScene(await use());
    const { calendars, loanPolicies } = folioRules();
    const rules = folioRules({
      loanPolicies: loanPolicies.map((policy) => ({ ...policy, itemLimit: 2 })),
      calendars: calendars.map((season) => ({ ...season, from: '2000-01-01', to: '2099-12-31' })),
    });
    await scene.writer.activateRuleSet(rules, 1);
    const desk = await scene.desk('A');
    for (const n of [1, 2, 3]) desk.checkout(`X${n}`, 'P0', { at: at(9, n), rulesVersion: rules.version });
    const receipts = receiptsOf(await scene.send(desk));
    expect(receipts.map(({ codes }) => codes)).toEqual([[], [], ['patron-over-limit']]);
    expect((await scene.rows('exception'))[0]?.params['reasonCodes']).toBe('LIMIT_MATERIAL_TYPE');
  });

  test('a patron who brought it back elsewhere a moment ago had to wait: what was back at that time counts [I22]', async () => {
    const scene = await openScene(await use());
    const { rules } = testRules();
    const reuse = { cooldownMinutes: 20, of: 'kind' as const };
    const waits = rules.map((rule) => ({ ...rule, gives: { ...rule.gives, reuse } }));
    await scene.writer.activateRuleSet(testRules('rules-2', { rules: waits }), 1);
    const desk = await scene.desk('A');
    const options = { rulesVersion: 'rules-2' };
    desk.checkout('X1', 'P0', { ...options, at: at(9) });
    desk.checkin('X1', { at: at(10) });
    desk.checkout('X2', 'P0', { ...options, at: at(10, 19) });
    desk.checkout('X3', 'P0', { ...options, at: at(10, 20) });
    desk.checkout('X4', 'P1', { ...options, at: at(10, 5) });
    desk.checkin('X2', { at: at(11) });
    scene.clock.set(at(12));
    const receipts = receiptsOf(await scene.send(desk));
    expect(receipts.map(({ codes }) => codes)).toEqual([[], [], ['patron-over-limit'], [], [], []]);
    expect((await scene.rows('exception'))[0]?.params['reasonCodes']).toBe('REUSE_TOO_SOON');
  });

  test('the copies of a waited title are read where the rules ask for them, the judged one as it was [I22]', async () => {
    const scene = await openScene(await use());
    const { rules } = testRules();
    const ratio = rules.map((rule) => ({ ...rule, gives: { ...rule.gives, leastAvailablePerHold: 1 } }));
    await scene.writer.activateRuleSet(testRules('rules-2', { rules: ratio }), 1);
    const { titleId } = testItem('X0');
    await scene.writer.putRows('item', [testItem('X0'), testItem('X1', { titleId })]);
    await scene.writer.putActs([waitFor('P1'), waitFor('P2')]);
    const desk = await scene.desk('A');
    const ask = { barcode: 'barcode-X0', card: 'card-P0', overrides: [] };
    desk.checkout('X0', 'P0', { at: at(10), rulesVersion: 'rules-2' });
    await scene.send(desk);
    const before = await decideAsServer(scene, ask);
    expect(before.reasons.map(({ code }) => code)).not.toContain('HIGH_HOLDS');
    desk.checkout('X1', 'P1', { at: at(11), rulesVersion: 'rules-2' });
    await scene.send(desk, desk.request(1));
    expect((await decideAsServer(scene, ask)).reasons.map(({ code }) => code)).not.toContain('HIGH_HOLDS');
    await scene.writer.putActs([waitFor('P3')]);
    // The hold that was filled at eleven still waited at ten.
    expect((await decideAsServer(scene, ask)).reasons).toContainEqual(
      expect.objectContaining({ code: 'HIGH_HOLDS', params: { holds: 3 } }),
    );
  });

  test('an item that was withdrawn is named, and is on loan all the same', async () => {
    const scene = await openScene(await use());
    const gone = { status: 'discarded' as const, branch: branchId('main') };
    await scene.writer.putRows('item', [
      testItem('X0', { base: { foldedTo: null, where: gone }, state: { ...gone, to: null, hold: null, loan: null } }),
    ]);
    expect(await codesOfCheckout(scene, { at: at(10) })).toContain('lent-withdrawn');
    expect((await scene.rows('item'))[0]?.state.status).toBe('on-loan');
  });

  test('rules that had been replaced are noted once, and those in force at the time are not', async () => {
    const scene = await openScene(await use());
    await scene.writer.activateRuleSet(testRules('rules-2'), at(12));
    expect(await codesOfCheckout(scene, { at: at(11) })).not.toContain('rules-stale');
    expect(await codesOfCheckout(scene, { at: at(13) })).toContain('rules-stale');
    expect(await codesOfCheckout(scene, { at: at(14), rulesVersion: 'rules-2' })).not.toContain('rules-stale');
  });

  test('an act is judged by the rules that its desk names, whatever rules are in force since [I22]', async () => {
    const scene = await openScene(await use());
    await scene.writer.activateRuleSet(testRules('rules-2', limited), at(9));
    const desk = await scene.desk('A');
    for (const [index, rulesVersion] of ['rules-1', 'rules-1', 'rules-1', 'rules-2'].entries())
      desk.checkout(`X${index + 1}`, 'P0', { at: at(10, index), rulesVersion });
    const codes = receiptsOf(await scene.send(desk)).map((receipt) => receipt.codes);
    expect(codes).toEqual([['rules-stale'], ['rules-stale'], ['rules-stale'], ['patron-over-limit']]);
  });

  test('staff whose role had ended, or never had the right that was used, are named', async () => {
    const scene = await openScene(await use());
    await scene.store.write((tx) =>
      tx.db
        .insertInto('staff_role')
        .values({ staff_id: 'staff-desk', at: at(12), role: null })
        .execute(),
    );
    await addTestStaff(scene.store, 'staff-student', 'student');
    expect(await codesOfCheckout(scene, { at: at(11) })).not.toContain('staff-role-revoked');
    expect(await codesOfCheckout(scene, { at: at(13) })).toContain('staff-role-revoked');
    expect(await codesOfCheckout(scene, { at: at(14), staff: 'staff-student' })).not.toContain('staff-role-revoked');
    expect(
      await codesOfCheckout(scene, { at: at(15), staff: 'staff-student', overrides: ['PATRON_EXPIRED'] }),
    ).toContain('staff-role-revoked');
    expect(await codesOfCheckout(scene, { at: at(16), staff: null })).not.toContain('staff-role-revoked');
  });

  test('money taken or let go, a recall and the end of a question by staff who may no more are named too', async () => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'staff-lead', 'night-lead');
    await addTestStaff(scene.store, 'staff-lead', 'student', at(12));
    const desk = await scene.desk('A');
    const fee = { kind: 'overdue', loanId: desk.checkout('X0', 'P0', { at: at(9) }), after: null } as const;
    const told = { decision: 'done', reasons: [] };
    for (const hour of [11, 13]) {
      const options = { at: at(hour), staff: 'staff-lead' };
      desk.record('waive', { args: { patronId: 'P0', fee, amountMinor: null, reason: 'asked' }, told }, options);
      desk.record('resolveItem', { args: { itemId: 'X0', holder: null, barcode: 'barcode-X0' }, told }, options);
    }
    scene.clock.set(at(14));
    const codes = receiptsOf(await scene.send(desk)).map((receipt) => receipt.codes.includes('staff-role-revoked'));
    expect(codes).toEqual([false, false, false, true, true]);
  });

  test('a drawer that is opened, corrected or counted without the right is named; a shift without a drawer is for everyone', async () => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'staff-student', 'student');
    const desk = await scene.desk('A');
    const told = { decision: 'done', reasons: [] };
    const options = { at: at(9), staff: 'staff-student', shift: 'shift-1' };
    const opened = { ...told, serviceDay: '2026-01-05' };
    const ended = { ...told, countedMinor: null, second: null, money: [], slips: null, people: [] };
    const shift = { shiftId: 'shift-1', pieces: [] };
    const given = { ...shift, reason: 'counted again' };
    desk.record('openShift', { args: shift, told: { ...opened, startingCashMinor: null } }, options);
    desk.record('closeShift', { args: given, told: { ...ended, expectedMinor: null } }, options);
    desk.record('openShift', { args: shift, told: { ...opened, startingCashMinor: 5_000 } }, options);
    const corrected = { ...told, startingCashMinor: 6_000, wasMinor: 5_000 };
    desk.record('correctStartingCash', { args: given, told: corrected }, options);
    desk.record('closeShift', { args: given, told: { ...ended, expectedMinor: 6_000 } }, options);
    scene.clock.set(at(10));
    const receipts = receiptsOf(await scene.send(desk));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'applied'));
    const named = receipts.map(({ codes }) => codes.includes('staff-role-revoked'));
    expect(named).toEqual([false, false, true, true, true]);
  });

  test('an undo of another person’s act without the right is named; one’s own acts may be undone', async () => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'staff-one', 'student');
    await addTestStaff(scene.store, 'staff-lead', 'supervisor');
    await addTestStaff(scene.store, 'staff-lead', 'student', at(12));
    const desk = await scene.desk('A');
    const lend = (item: string, hour: number, staff: string) => desk.checkout(item, 'P0', { at: at(hour), staff });
    const undo = (target: ActId, item: string, hour: number, staff: string) =>
      desk.undo(target, { item }, { at: at(hour), staff });
    const own = lend('X0', 9, 'staff-one');
    const first = lend('X1', 9, 'staff-one');
    undo(own, 'X0', 10, 'staff-one');
    undo(first, 'X1', 11, 'staff-lead');
    scene.clock.set(at(11, 1));
    const told = (response: Awaited<ReturnType<typeof scene.send>>) =>
      receiptsOf(response).map((receipt) => receipt.codes.includes('staff-role-revoked'));
    expect(told(await scene.send(desk))).toEqual([false, false, false, false]);
    const from = desk.ledger.length;
    const early = lend('X0', 12, 'staff-one');
    scene.clock.set(at(12, 1));
    await scene.send(desk, desk.request(from));
    undo(early, 'X0', 13, 'staff-lead');
    const late = lend('X1', 13, 'staff-one');
    undo(late, 'X1', 13, 'staff-lead');
    scene.clock.set(at(14));
    expect(told(await scene.send(desk, desk.request(from + 1)))).toEqual([true, false, true]);
    expect((await scene.rows('loan')).map(({ state }) => state)).toEqual([]);
  });

  test('an act of nobody, or with a second person where none can stand in, is judged as a desk judges it', async () => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'staff-student', 'student');
    await addTestStaff(scene.store, 'staff-lead', 'supervisor');
    const desk = await scene.desk('A');
    const told = { decision: 'done', reasons: [] };
    const charge = { patronId: 'P0', itemId: null, amountMinor: 100, charge: 'other', note: '' };
    const fee = { kind: 'overdue', loanId: desk.checkout('X0', 'P0', { at: at(9) }), after: null } as const;
    const waiver = { args: { patronId: 'P0', fee, amountMinor: null, reason: 'asked' }, told };
    const second = { authoriserId: 'staff-lead' };
    const student = { at: at(10), staff: 'staff-student' };
    desk.record('addFee', { args: { ...charge, feeId: 'fee-1' }, told }, { at: at(10), staff: null });
    desk.record('addFee', { args: { ...charge, feeId: 'fee-2' }, told }, { ...student, overrides: [], second });
    desk.record('waive', waiver, { ...student, overrides: [], second });
    desk.checkout('X1', 'P0', { at: at(10), staff: null, overrides: ['PATRON_EXPIRED'] });
    scene.clock.set(at(11));
    const named = receiptsOf(await scene.send(desk)).map(({ codes }) => codes.includes('staff-role-revoked'));
    expect(named).toEqual([false, true, true, false, true]);
  });

  test('an act that two must sign is signed by two, of whom each has a role', async () => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'staff-one', 'student');
    await addTestStaff(scene.store, 'staff-two', 'student');
    const alone = { at: at(10), staff: 'staff-one', overrides: ['EQUIPMENT_WITHOUT_ACCOUNT'] };
    const seconds = [undefined, 'staff-one', 'staff-nobody', 'staff-two'];
    const named: boolean[] = [];
    for (const authoriserId of seconds) {
      const options = authoriserId === undefined ? alone : { ...alone, second: { authoriserId } };
      named.push((await codesOfCheckout(scene, options)).includes('staff-role-revoked'));
    }
    expect(named).toEqual([true, true, true, false]);
  });

  test('no judging and no later row moves a due date; only an act does [I25]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const told = at(9) + 99 * 86_400_000;
    const loan = desk.checkout('X0', 'P0', { at: at(9), dueAt: told });
    scene.clock.set(at(9, 1));
    await scene.send(desk);
    scene.clock.set(at(18));
    const due = async () => (await scene.rows('loan'))[0]?.dueAt;
    expect(await due()).toBe(told);
    await scene.writer.activateRuleSet(testRules('rules-3', limited), at(9, 30));
    await scene.writer.putRows('patron', [testPatron('P0', { expiresAt: at(9) })]);
    await scene.writer.putRows('item', [testItem('X0', { priceMinor: 1, serial: true })]);
    const other = await scene.desk('B');
    other.checkin('X0', { at: at(8) });
    other.checkout('X0', 'P0', { at: at(9, 40), dueAt: told - 86_400_000 });
    await scene.send(other);
    expect(await due()).toBe(told);
    const renewal = desk.renew('X0', loan, 'P0', { at: at(10), dueAt: told + 86_400_000 });
    await scene.send(desk, desk.request(1));
    expect(await scene.rows('loan')).toMatchObject([{ dueAt: told + 86_400_000, dueBy: renewal, renewals: 1 }]);
  });

  test('desk and server decide alike on equal facts [I22]', async () => {
    const scene = await openScene(await use());
    await scene.writer.activateRuleSet(testRules('rules-2', limited), 1);
    scene.clock.set(at(7));
    await scene.writer.putRows('patron', [testPatron('P0', { expiresAt: at(9), blocks: [block] })]);
    scene.clock.set(at(18));
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P0', { at: at(9, 10), rulesVersion: 'rules-2' });
    desk.checkout('X2', 'P0', { at: at(9, 20), rulesVersion: 'rules-2' });
    scene.clock.set(at(9, 30));
    await scene.send(desk);
    // Data of a desk with a fresh copy just before the act.
    const [rules] = (await scene.rows('ruleSet')).filter((row) => row.version === ruleSetVersion('rules-2'));
    const branches = new Map((await scene.rows('branch')).map((row) => [String(row.id), row]));
    const item = required(
      (await scene.rows('item')).find((row) => row.id === testItem('X0').id),
      () => 'X0',
    );
    const title = (await scene.rows('title')).find((row) => row.id === item.titleId) ?? null;
    const patron = required(
      (await scene.rows('patron')).find((row) => row.id === testPatron('P0').id),
      () => 'P0',
    );
    const loans = await scene.rows('loan');
    const deskFacts = {
      library: {
        rules: required(rules, () => 'rules-2'),
        rulesSince: 1,
        branches,
        deskBranch: branches.get('main') ?? null,
        patronsAsOf: null,
      },
      item: { item, title, location: null, loan: null, holds: [] },
      patron: {
        patron,
        isOldCard: false,
        loansOut: loans.map((loan) => ({ loan, kind: 'book', location: null })),
        owedMinor: 0,
      },
    };
    const ask = { barcode: 'barcode-X0', card: 'card-P0', overrides: [] };
    const atDesk = decideCheckout(deskFacts, ask, at(10));
    desk.checkout('X0', 'P0', { at: at(10), rulesVersion: 'rules-2' });
    desk.checkin('X1', { at: at(11) });
    scene.clock.set(at(12));
    await scene.send(desk, desk.request(2));
    const atServer = await decideAsServer(scene, ask);
    expect(atServer).toEqual(atDesk);
    expect(atServer.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['PATRON_EXPIRED', 'PATRON_RESTRICTED', 'LIMIT_REACHED']),
    );
  });
});

/** A hold on the title of X0 that was there before. */
function waitFor(patron: string): ActOf<'openHold'> {
  return {
    kind: 'openHold',
    id: actId(`hold-${patron}`),
    desk: deskId(''),
    stream: streamId(''),
    seq: Number(patron.slice(1)),
    at: at(7),
    uncertaintyMs: 1000,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: null,
    hold: holdId(`hold-${patron}`),
    patronId: patronId(patron),
    titleId: testItem('X0').titleId,
    itemId: null,
    pickup: branchId('main'),
    suspended: false,
    trapped: null,
  };
}

/** The decision on the checkout of X0 as the server comes to it, after everything that happened since. */
async function decideAsServer(scene: Scene, ask: Parameters<typeof decideCheckout>[1]) {
  return scene.store.read(async (tx) => {
    const isIt = (one: Act): one is JudgedAct => one.kind === 'checkout' && one.itemId === testItem('X0').id;
    const act = required((await readAllRows(tx, 'event')).find(isIt), () => 'the checkout');
    const references = createReferences();
    const loaded = await loadTimelines(tx, touchedBy([act]));
    const facts = await loadJudgeFacts(tx, [{ act, rulesVersion: ruleSetVersion('rules-2') }], { loaded, references });
    const library = required(libraryFacts(facts, act, 'rules-2'), () => 'rules-2');
    return decideCheckout(
      { library, item: itemFacts(facts, act), patron: patronFacts(facts, act, ask.card) },
      ask,
      act.at,
    );
  });
}

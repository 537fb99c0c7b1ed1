// Money in any order: paid, waived, charged, given back and undone, on loans that come late, are undone or move to
// another patron, while two accounts turn out to be one. In every order of arrival the server has the result of folding
// everything afresh. [I15] [I16] [I24]

import {
  actId,
  deskId,
  holdId,
  itemId,
  libraryId,
  streamId,
  loanId,
  patronId,
  titleId,
  type ActId,
} from '../../../shared/core/ids.ts';
import { required } from '../../../shared/core/assert.ts';
import { provisionalPatronId } from '../../../shared/circ/recorded.ts';
import type { ActOf } from '../../../shared/circ/acts.ts';
import { addTestStaff, at, testItem, testPolicy, testPatron, testPolicyHash } from './support/test-library.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { createTestDesk, enrolDesk, type TestDesk } from './support/test-desk.ts';
import { toldAfresh, toldBy } from './support/told-afresh.ts';
import { resetScene } from './support/timeline-case.ts';

const ITEMS = ['X0', 'X1', 'X2'];
const PATRONS = ['P0', 'P1', 'P2', 'P3'];
const unknown = provisionalPatronId(libraryId('test'), 'card-new');
const DAY = 86_400_000;
const done = { decision: 'done', reasons: [] };

describeStores('money of three desks', (use) => {
  test.each([3, 21, 25, 27])(
    'comes to the same in every order of arrival, seed %i',
    async (seed) => {
      const scene = await openScene(await use());
      await addTestStaff(scene.store, 'boss', 'supervisor');
      const ends: string[] = [];
      for (let round = 0; round < (scene.store.kind === 'postgres' ? 2 : 6); round += 1) {
        await resetScene(scene);
        scene.clock.set(at(18) + 40 * DAY);
        await scene.writer.putRows('policy', [{ hash: testPolicyHash, policy: testPolicy }]);
        await scene.writer.putRows(
          'patron',
          PATRONS.map((id) => testPatron(id)),
        );
        await scene.writer.putRows(
          'item',
          ITEMS.map((id) => testItem(id, { titleId: titleId('shared-title') })),
        );
        const { desks, loans } = recordStory(seed);
        for (const desk of desks) await enrolDesk(scene.store, desk);
        await sendMixed(scene, { desks, round, meanwhile: meanwhile(scene, loans) });
        const end = await toldBy(scene.store);
        expect(end).toBe(await toldAfresh(scene.store));
        ends.push(end);
      }
      expect(new Set(ends).size).toBe(1);
      expect(ends[0]).toContain('overdue');
      expect(ends[0]).toMatch(/paidMinor\W+[1-9]/u);
      expect(scene.faults).toEqual([]);
    },
    120_000,
  );
});

type Draw = (below: number) => number;

function generator(seed: number): Draw {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Past = {
  readonly loans: { id: ActId; item: string; patron: string; at: number }[];
  readonly payments: ActId[];
  /** Acts that their own desk may undo. */
  readonly undoable: { desk: string; id: ActId; about: { item?: string; patron?: string } }[];
};

/** Acts of three desks, the same for the same seed. */
function recordStory(seed: number): { readonly desks: readonly TestDesk[]; readonly loans: Past['loans'] } {
  const draw = generator(seed);
  const desks = ['A', 'B', 'C'].map((name) => createTestDesk(name, 'main', `stream-${name}`));
  const past: Past = { loans: [], payments: [], undoable: [] };
  let when = at(8);
  for (let index = 0; index < 45; index += 1) {
    const desk = required(desks[draw(3)], () => 'no desk');
    when += [400, 120_000, 3_600_000, DAY][draw(4)] ?? 0;
    recordOne(desk, { past, draw }, { at: when, id: `${desk.name}-${index}` });
    if (index === 25)
      desk.record(
        'mergePatrons',
        { args: { from: patronId('P2'), to: patronId('P1'), reason: '' }, told: done },
        { at: when, staff: 'boss' },
      );
  }
  return { desks, loans: past.loans };
}

/** Acts of the library at any time: a card that was unknown gets its account, and loans are lost. */
function meanwhile({ writer }: Scene, loans: Past['loans']): (() => Promise<unknown>)[] {
  const lost = loans.slice(0, 3).map((loan, index) => () => writer.putActs([aging(loan, index)]));
  const known = testPatron('real', { cards: [{ number: 'card-new', active: true, primary: true }] });
  return [...lost, () => writer.putRows('patron', [known])];
}

function aging({ id, item, patron, at: lentAt }: Past['loans'][number], seq: number): ActOf<'ageToLost'> {
  return {
    kind: 'ageToLost',
    id: actId(`aging-${seq}`),
    desk: deskId(''),
    stream: streamId(''),
    seq,
    at: lentAt + 3 * DAY,
    uncertaintyMs: 1000,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: null,
    itemId: itemId(item),
    loanId: loanId(id),
    patronId: patronId(patron),
  };
}

type Telling = { readonly past: Past; readonly draw: Draw };

function recordOne(desk: TestDesk, { past, draw }: Telling, options: { at: number; id: string }): void {
  const item = `X${draw(3)}`;
  const patron = PATRONS[draw(5)] ?? unknown;
  const kind = draw(20);
  const loan = past.loans[draw(Math.max(1, past.loans.length))];
  const fee = feeOf(draw, loan?.id ?? null);
  const can = (id: ActId, about: { item?: string; patron?: string }) =>
    past.undoable.push({ desk: desk.name, id, about });
  if (kind < 5) {
    const mints = patron === unknown ? { mintsPatron: 'card-new' } : {};
    const id = desk.checkout(item, patron, { ...options, ...mints, dueAt: options.at + 7_200_000 });
    past.loans.push({ id, item, patron, at: options.at });
    can(id, { item });
  } else if (kind < 8)
    can(desk.checkin(item, { ...options, ...(draw(3) === 0 ? { hold: `H${draw(2)}` } : {}) }), { item });
  else if (kind < 9 && loan !== undefined)
    can(desk.renew(loan.item, loan.id, loan.patron, { ...options, dueAt: options.at + 7_200_000 }), {
      item: loan.item,
    });
  else if (kind < 13) {
    const lines = [fee, feeOf(draw, loan?.id ?? null)].slice(draw(2)).map((one) => ({
      fee: one,
      amountMinor: 5 + draw(60),
      settles: draw(4) === 0,
    }));
    const amountMinor = lines.reduce((sum, one) => sum + one.amountMinor, draw(2) * 10);
    const args = { patronId: patron, amountMinor, method: 'cash', reference: null };
    past.payments.push(desk.record('pay', { args, told: { ...done, lines, slipNumber: 1 } }, options));
  } else if (kind < 14) {
    const args = { patronId: patron, fee, amountMinor: draw(2) === 0 ? null : 20, reason: '' };
    can(desk.record('waive', { args, told: done }, options), { patron });
  } else if (kind < 15) {
    const args = { feeId: `F${draw(3)}`, patronId: patron, itemId: null, amountMinor: 30, charge: 'damage', note: '' };
    can(desk.record('addFee', { args, told: done }, options), { patron });
  } else if (kind < 17) {
    const payment = past.payments[draw(Math.max(1, past.payments.length))] ?? actId('none');
    const lines = [{ payment, amountMinor: 5 + draw(60) }];
    const args = { patronId: patron, method: 'cash', reason: '' };
    can(desk.record('refund', { args, told: { ...done, lines, slipNumber: 2 } }, options), { patron });
  } else if (kind < 18) {
    const args = { holdId: holdId(`H${draw(2)}`), patronId: patronId(patron), card: `card-${patron}` };
    const rest = { titleId: titleId('shared-title'), itemId: null, pickup: 'main' };
    desk.record('placeHold', { args: { ...args, ...rest }, told: done }, options);
  } else {
    const own = past.undoable.filter((one) => one.desk === desk.name);
    const target = own[draw(Math.max(1, own.length))];
    if (target !== undefined) desk.undo(target.id, target.about, options);
  }
}

function feeOf(draw: Draw, loan: ActId | null): object {
  const kind = draw(6);
  if (kind === 0 || loan === null) return { kind: 'manual', feeId: `F${draw(3)}` };
  return { kind: kind === 1 ? 'lost' : 'overdue', loanId: loanId(loan), after: null };
}

/** Sends the queues in pieces, in a random order of desks. */
async function sendMixed(
  scene: Scene,
  {
    desks,
    round,
    meanwhile: others,
  }: { readonly desks: readonly TestDesk[]; readonly round: number; readonly meanwhile: (() => Promise<unknown>)[] },
): Promise<void> {
  const draw = generator(round + 1);
  const sent = new Map(desks.map((desk) => [desk, 0]));
  for (;;) {
    const waiting = desks.filter((desk) => (sent.get(desk) ?? 0) < desk.ledger.length);
    const desk = waiting[draw(waiting.length)];
    if (others.length > 0 && (desk === undefined || draw(8) === 0)) await others.splice(draw(others.length), 1)[0]?.();
    if (desk === undefined && others.length > 0) continue;
    if (desk === undefined) return;
    const from = sent.get(desk) ?? 0;
    const to = round === 0 ? desk.ledger.length : Math.min(desk.ledger.length, from + 1 + draw(5));
    expect((await scene.send(desk, desk.request(from, to))).problem).toBeUndefined();
    sent.set(desk, to);
  }
}

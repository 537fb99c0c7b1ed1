// For any acts in any order: the overlay that was kept up to date equals one built from nothing, and both equal the
// fold of everything that this desk knows.

import fc from 'fast-check';
import { rmSync } from 'node:fs';
import {
  branchId,
  deskId,
  feeId,
  holdId,
  itemId,
  loanId,
  patronId,
  streamId,
  titleId,
  type PatronId,
} from '../../../../shared/core/ids.ts';
import type { Act } from '../../../../shared/circ/acts.ts';
import type { Fee } from '../../../../shared/circ/model/fee.ts';
import type { Loan } from '../../../../shared/circ/model/loan.ts';
import type { Folded } from '../../../../shared/circ/fold/fold-all.ts';
import { allocate } from '../../../../shared/circ/allocate.ts';
import { noDifferences, type Differences } from '../../../../db/overlay/looks.ts';
import type { Overlay } from '../../../../db/overlay/overlay.ts';
import type { OverlayView } from '../../../../db/overlay/overlay-view.ts';
import { pendingAfter } from '../../../../db/ledger/envelopes.ts';
import { streams } from '../../../../db/ledger/streams.ts';
import { overlayDesk, type OverlayDesk } from '../../../unit/db/support/test-overlay.ts';
import { tempDir } from '../../../unit/db/support/temp-dir.ts';
import {
  addFeeCommand,
  cancelHoldCommand,
  checkinCommand,
  checkoutCommand,
  payCommand,
  placeHoldCommand,
  refundCommand,
  renewCommand,
  testPolicy,
  testPolicyHash,
  undoCommand,
  waiveCommand,
  type TestCommand,
} from '../../../unit/db/support/test-desk.ts';
import {
  checkinAct,
  checkoutAct,
  headerOf,
  itemRow,
  patronRow,
  placeHoldAct,
  put,
} from '../../../unit/db/support/test-rows.ts';
import { foldEverything, modelServer, recordedActs, type ModelServer } from './model-server.ts';

const day = 86_400_000;
const path = tempDir();
const items = [itemRow('x'), itemRow('y', { titleId: titleId('t-x') }), itemRow('z'), itemRow('w', { serial: true })];
const itemIds = items.map(({ id }) => id);
const patronIds = ['p', 'q', 'r'].map(patronId);
const titleIds = ['t-x', 't-z', 't-w'].map(titleId);
const others = [
  ...patronIds.map((id) => put('patron', id, patronRow(id))),
  put('policy', testPolicyHash, { hash: testPolicyHash, policy: testPolicy }),
];

type Step =
  | {
      readonly by: 'here';
      readonly what:
        | 'checkout'
        | 'checkin'
        | 'renew'
        | 'undo'
        | 'trap'
        | 'place'
        | 'cancel'
        | 'add'
        | 'pay'
        | 'waive'
        | 'refund'
        | 'unpay';
      readonly item: number;
      readonly patron: number;
    }
  | {
      readonly by: 'there';
      readonly what: 'checkout' | 'checkin' | 'trap' | 'place' | 'cancel' | 'pay' | 'waive' | 'age';
      readonly item: number;
      readonly patron: number;
      readonly late: number;
    }
  | { readonly by: 'server'; readonly acknowledge: number };

/** Mostly the same copy, so that acts meet. */
const index = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(3) });
const person = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(2) });
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      by: fc.constant('here' as const),
      what: fc.constantFrom(
        'checkout' as const,
        'checkin' as const,
        'checkout' as const,
        'renew' as const,
        'undo' as const,
        'trap' as const,
        'place' as const,
        'cancel' as const,
        'add' as const,
        'pay' as const,
        'waive' as const,
        'refund' as const,
        'unpay' as const,
      ),
      item: index,
      patron: person,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.constant('there' as const),
      what: fc.constantFrom(
        'checkout' as const,
        'checkin' as const,
        'trap' as const,
        'place' as const,
        'cancel' as const,
        'pay' as const,
        'pay' as const,
        'waive' as const,
        'age' as const,
      ),
      item: index,
      patron: person,
      late: fc.nat(40),
    }),
  },
  { weight: 3, arbitrary: fc.record({ by: fc.constant('server' as const), acknowledge: fc.nat(6) }) },
);

type World = {
  readonly one: OverlayDesk;
  readonly server: ModelServer;
  /** Acts of the other desk that the server has not published yet. */
  readonly waiting: Act[];
  theirs: number;
  holds: number;
  acknowledged: number;
};

function commandOf(step: Extract<Step, { by: 'here' }>, view: OverlayView, at: number): TestCommand {
  const id = itemIds[step.item] ?? itemId('x');
  const patron = patronIds[step.patron] ?? patronId('p');
  const saw = view.newestAct(id);
  const withSaw = (command: TestCommand): TestCommand => (saw === null ? command : { ...command, saw });
  switch (step.what) {
    case 'checkout':
      return withSaw(checkoutCommand(id, patron, at + 14 * day));
    case 'checkin':
      return withSaw(checkinCommand(id));
    case 'renew':
      return withSaw(renewCommand(id, view.currentLoan(id)?.id ?? 'none', patron, at + 21 * day));
    case 'undo':
      return withSaw(undoCommand(saw ?? 'none', id));
    case 'place':
      return placeHoldCommand(`here-${at}`, patron, items[step.item]?.titleId ?? titleId('t-x'));
    case 'cancel': {
      const [hold] = titleIds.flatMap((title) => view.holdsOfTitle(title));
      return cancelHoldCommand(hold?.id ?? 'none', hold?.patronId ?? patron, hold?.titleId ?? titleId('t-x'));
    }
    case 'add':
      return addFeeCommand(`fee-${at}`, patron, id);
    case 'pay':
      return payCommand(patron, allocate(view.accountOf(patron, at).fees, 700));
    case 'waive': {
      const [owed] = view.accountOf(patron, at).fees;
      return waiveCommand(patron, owed?.ref ?? { kind: 'manual', feeId: feeId('none') });
    }
    case 'refund': {
      const [paid] = view.accountOf(patron, at).payments;
      return refundCommand(patron, paid?.act.id ?? 'none', 300);
    }
    case 'unpay':
      return { ...undoCommand(view.newestMoneyAct(patron) ?? 'none', null, patron) };
    case 'trap':
      return withSaw(checkinCommand(id, view.holdsOfTitle(view.item(id)?.titleId ?? titleId('t-x'))[0]?.id ?? null));
  }
}

function theirAct(world: World, step: Extract<Step, { by: 'there' }>): Act {
  world.theirs += 1;
  const id = itemIds[step.item] ?? itemId('x');
  const title = items[step.item]?.titleId ?? titleId('t-x');
  const patron = patronIds[step.patron] ?? patronId('p');
  const at = world.one.desk.at + step.late * day;
  const header = headerOf(world.theirs, at, { branch: branchId(step.patron === 2 ? 'b2' : 'b1') });
  const loans = world.server.acts.filter((act) => act.kind === 'checkout' && act.itemId === id);
  const lent = loanId(loans.at(step.late % Math.max(1, loans.length))?.id ?? 'none');
  switch (step.what) {
    case 'checkout':
      return checkoutAct(header, id, patron, at + 7 * day);
    case 'checkin':
      return checkinAct(header, id);
    case 'trap':
      return { ...checkinAct(header, id), hold: holdId(`h${Math.max(1, world.holds)}`) };
    case 'place':
      world.holds += 1;
      return placeHoldAct(header, `h${world.holds}`, title, patron);
    case 'cancel':
      return {
        kind: 'cancelHold',
        ...header,
        hold: holdId(`h${Math.max(1, world.holds)}`),
        patronId: patron,
        titleId: title,
      };
    case 'pay': {
      const fee = { kind: 'overdue' as const, loanId: lent, after: null };
      return {
        kind: 'pay',
        ...header,
        patronId: patron,
        amountMinor: 300,
        lines: [{ fee, amountMinor: 300, settles: step.late > 20 }],
      };
    }
    case 'waive':
      return {
        kind: 'waive',
        ...header,
        patronId: patron,
        fee: { kind: 'manual', feeId: feeId('none') },
        amountMinor: null,
      };
    case 'age':
      return {
        kind: 'ageToLost',
        ...header,
        desk: deskId('SRV'),
        stream: streamId('SRV-1'),
        stated: true,
        branch: null,
        itemId: id,
        loanId: lent,
        patronId: patron,
      };
  }
}

/** Takes a step; returns the items and patrons that the overlay reports as changed. */
function take(world: World, step: Step): Differences {
  const { one, server } = world;
  one.desk.at += day;
  if (step.by === 'here') {
    return one.act(commandOf(step, one.overlay.view, one.desk.at)).differences;
  }
  if (step.by === 'there') {
    world.waiting.push(theirAct(world, step));
    return noDifferences();
  }
  const [stream] = streams(one.desk.ledger);
  if (stream === undefined) throw new Error('no stream');
  const all = pendingAfter(one.desk.ledger, stream.stream, 0, { envelopes: 1_000, bytes: 10_000_000 });
  const last = Math.min(all.length, world.acknowledged + step.acknowledge);
  const acts = recordedActs(all.map(({ envelope }) => envelope)).slice(world.acknowledged, last);
  world.acknowledged = last;
  return one.feed(server.take([...acts, ...world.waiting.splice(0)]), { [stream.stream]: last }).differences;
}

/** Everything that can be asked. */
function everything(view: OverlayView, now: number): unknown {
  const sorted = (rows: readonly { readonly id: string }[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    items: itemIds.map((id) => [
      view.item(id)?.state,
      view.currentLoan(id),
      sorted(view.loansInQuestion(id)),
      view.newestAct(id),
    ]),
    exceptions: itemIds.map((id) =>
      view
        .likelyExceptions(id)
        .map(({ code, cause }) => `${code} ${cause}`)
        .toSorted(),
    ),
    patrons: patronIds.map((id) => [
      sorted(view.loansOfPatron(id)),
      sorted(view.holdsOfPatron(id)),
      sorted(view.feesOfPatron(id)),
      view.creditMinor(id),
      view.accountOf(id, now),
      view.newestMoneyAct(id),
    ]),
    titles: titleIds.map((id) => view.holdsOfTitle(id)),
    pending: view.pendingCount(),
  };
}

/** The same from a fold of all acts. */
function folded({ items: folds, loans, holds, fees, credits }: Folded): unknown {
  return {
    states: itemIds.map((id) => folds.get(id)?.state),
    loans: patronIds.map((id) => ids(loans.filter((loan) => loan.patronId === id && loan.state !== 'closed'))),
    due: Object.fromEntries(
      loans
        .filter(({ state }) => state !== 'closed')
        .map(({ id, dueAt, renewals, state }) => [id, [dueAt, renewals, state]]),
    ),
    holds: titleIds.map((id) => ids(holds.filter((hold) => hold.titleId === id && hold.position !== null))),
    fees: patronIds.map((id) => owed(fees.filter((fee) => fee.patronId === id && fee.outstandingMinor !== 0))),
    credits: patronIds.map((id) => credits.find((credit) => credit.patronId === id)?.amountMinor ?? 0),
  };
}

function seen(view: OverlayView): unknown {
  const open = patronIds.flatMap((id) => view.loansOfPatron(id));
  return {
    states: itemIds.map((id) => view.item(id)?.state),
    loans: patronIds.map((id) => ids(view.loansOfPatron(id))),
    due: Object.fromEntries(open.map(({ id, dueAt, renewals, state }) => [id, [dueAt, renewals, state]])),
    holds: titleIds.map((id) => ids(view.holdsOfTitle(id))),
    fees: patronIds.map((id) => owed(view.feesOfPatron(id))),
    credits: patronIds.map((id) => view.creditMinor(id)),
  };
}

const owed = (fees: readonly Fee[]): string[] =>
  fees.map(({ id, outstandingMinor }) => `${id} ${outstandingMinor}`).toSorted();
const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).toSorted();

function knownActs(world: World): Act[] {
  const [stream] = streams(world.one.desk.ledger);
  if (stream === undefined) return [];
  const all = pendingAfter(world.one.desk.ledger, stream.stream, 0, { envelopes: 1_000, bytes: 10_000_000 });
  return [...world.server.acts, ...recordedActs(all.map(({ envelope }) => envelope)).slice(world.acknowledged)];
}

describe('the overlay', () => {
  let runs = 0;
  test('kept up to date shows what one made from nothing shows: the fold of all that is known [I12] [I13]', () => {
    fc.assert(
      fc.property(fc.array(stepArbitrary, { minLength: 1, maxLength: 40 }), (steps) => {
        runs += 1;
        const dir = path(`run-${runs}`);
        const server = modelServer(items, others);
        const world: World = {
          one: overlayDesk(dir, [...server.rows.values()]),
          server,
          waiting: [],
          theirs: 0,
          holds: 0,
          acknowledged: 0,
        };
        try {
          for (const step of steps) {
            const before = lookOf(world.one.overlay.view);
            const told = take(world, step);
            expectSame(world, world.one.overlay);
            expectTold(before, lookOf(world.one.overlay.view), told);
          }
        } finally {
          world.one.close();
          rmSync(dir, { recursive: true, force: true });
        }
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});

function expectSame(world: World, overlay: Overlay): void {
  const now = world.one.desk.at;
  expect(everything(overlay.view, now)).toEqual(everything(world.one.rebuilt().view, now));
  expect(seen(overlay.view)).toEqual(folded(foldEverything(items, knownActs(world))));
}

const texts = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

/** How each item and patron looks. */
function lookOf(view: OverlayView): Map<string, string> {
  const live = (rows: readonly Loan[]) =>
    texts(rows.map(({ id, state, dueAt, renewals, patronId: by }) => [id, state, dueAt, renewals, by]));
  const held = (id: PatronId) => texts(view.holdsOfPatron(id).map((hold) => [hold.id, hold.state, hold.position]));
  const debts = (id: PatronId) => texts(view.feesOfPatron(id).map((fee) => [fee.id, fee.outstandingMinor]));
  const looks = new Map<string, string>();
  for (const id of itemIds) {
    const state = view.item(id)?.state;
    looks.set(id, JSON.stringify([state?.status, state?.to, state?.hold, state?.loan]));
  }
  for (const id of patronIds) {
    looks.set(id, JSON.stringify([live(view.loansOfPatron(id)), held(id), debts(id), view.creditMinor(id)]));
  }
  return looks;
}

/** Every item and patron whose look changed was reported. */
function expectTold(before: Map<string, string>, after: Map<string, string>, told: Differences): void {
  const names = new Set<string>([...told.items, ...told.patrons]);
  const changed = [...after].filter(([id, look]) => look !== before.get(id)).map(([id]) => id);
  expect(changed.filter((id) => !names.has(id))).toEqual([]);
}

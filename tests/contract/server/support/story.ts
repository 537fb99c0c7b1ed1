// A story at some desks: acts are recorded one after the other, and sent on request, each desk from where it had come.

import { required } from '../../../../shared/core/assert.ts';
import { exceptionId, holdId, patronId, titleId, type ActId } from '../../../../shared/core/ids.ts';
import { SAYS_HELD } from '../../../../shared/circ/held-exceptions.ts';
import { recordingBy } from '../../../../shared/acts/commands.ts';
import type { Exception } from '../../../../shared/circ/model/exception.ts';
import { openScene, type Scene } from './scene.ts';
import type { TestPlace } from './stores.ts';
import type { TestDesk } from './test-desk.ts';
import { addTestStaff, at } from './test-library.ts';

type Paid = { readonly loan: string; readonly patron: string };
type Refunded = { readonly payment: ActId; readonly patron: string };

export type Story = {
  readonly scene: Scene;
  readonly a: TestDesk;
  readonly b: TestDesk;
  /** At the other branch. */
  readonly c: TestDesk;
  /** Sends these desks' unsent acts, in this order. */
  readonly send: (...desks: readonly TestDesk[]) => Promise<void>;
  /** While set, the server fails on records. */
  readonly failing: { on: boolean };
  readonly place: (desk: TestDesk, hold: string, patron: string, time: number) => void;
  readonly cancel: (desk: TestDesk, hold: string, patron: string, time: number) => void;
  readonly recall: (desk: TestDesk, loan: string, patron: string, times: { at: number; dueAt: number }) => void;
  /** By P0, unless another patron is named. */
  readonly pay: (desk: TestDesk, what: string | Paid, amountMinor: number, time: number) => ActId;
  readonly payFee: (desk: TestDesk, fee: { id: string; patron: string }, amountMinor: number, time: number) => ActId;
  readonly addFee: (desk: TestDesk, fee: { id: string; patron: string }, amountMinor: number, time: number) => ActId;
  /** To P0, unless another patron is named. */
  readonly refund: (desk: TestDesk, what: ActId | Refunded, amountMinor: number, time: number) => ActId;
  readonly release: (
    desk: TestDesk,
    what: { ids?: readonly string[]; streams?: readonly string[] },
    time: number,
  ) => void;
};

const done = { decision: 'done', reasons: [] };

/** Opens a story at nine in the morning; boss is a supervisor. */
export async function openStory(place: TestPlace): Promise<Story> {
  const failing = { on: false };
  const read = recordingBy(({ record }, ...given) => {
    if (failing.on) throw new Error('the server fails on this');
    return record(...given);
  });
  const scene = await openScene(place, { runner: { read } });
  scene.clock.set(at(9));
  await addTestStaff(scene.store, 'boss', 'supervisor');
  const [a, b, c] = [await scene.desk('A'), await scene.desk('B'), await scene.desk('C', 'east')];
  const sent = new Map<TestDesk, number>();
  return {
    scene,
    a,
    b,
    c,
    failing,
    send: async (...desks) => {
      for (const desk of desks) {
        scene.clock.set(Math.max(scene.clock.at, desk.lastAt() + 60_000));
        await scene.send(desk, desk.request(sent.get(desk) ?? 0));
        sent.set(desk, desk.ledger.length);
      }
    },
    place: (desk, hold, patron, time) => {
      const args = {
        holdId: holdId(hold),
        patronId: patronId(patron),
        card: `card-${patron}`,
        titleId: titleId('title-X0'),
        itemId: null,
        pickup: 'main',
      };
      desk.record('placeHold', { args, told: done }, { at: time });
    },
    cancel: (desk, hold, patron, time) => {
      const args = { holdId: holdId(hold), patronId: patronId(patron), titleId: titleId('title-X0'), reason: '' };
      desk.record('cancelHold', { args, told: done }, { at: time });
    },
    recall: (desk, loan, patron, times) => {
      const args = { itemId: 'X0', loanId: loan, patronId: patron, holdId: null, reissues: null, ignoredBy: null };
      desk.record('recall', { args, told: { ...done, dueAt: times.dueAt } }, { at: times.at });
    },
    pay: (desk, what, amountMinor, time) => {
      const { loan, patron } = typeof what === 'string' ? { loan: what, patron: 'P0' } : what;
      return payment(desk, { fee: { kind: 'overdue', loanId: loan, after: null }, patron }, amountMinor, time);
    },
    payFee: (desk, { id, patron }, amountMinor, time) =>
      payment(desk, { fee: { kind: 'manual', feeId: id }, patron }, amountMinor, time),
    addFee: (desk, { id, patron }, amountMinor, time) => {
      const args = { feeId: id, patronId: patron, itemId: null, amountMinor, charge: 'damage', note: '' };
      return desk.record('addFee', { args, told: done }, { at: time });
    },
    refund: (desk, what, amountMinor, time) => {
      const { payment: paid, patron } = typeof what === 'string' ? { payment: what, patron: 'P0' } : what;
      const args = { patronId: patron, method: 'cash', reason: '' };
      const lines = [{ payment: paid, amountMinor }];
      return desk.record('refund', { args, told: { ...done, lines, slipNumber: 2 } }, { at: time });
    },
    release: (desk, { ids = [], streams = [] }, time) => {
      desk.record('releaseHeld', { args: { ids, streams }, told: done }, { at: time, staff: 'boss' });
    },
  };
}

function payment(
  desk: TestDesk,
  { fee, patron }: { readonly fee: object; readonly patron: string },
  amountMinor: number,
  time: number,
): ActId {
  const args = { patronId: patron, amountMinor, method: 'cash', reference: null };
  const lines = [{ fee, amountMinor, settles: false }];
  return desk.record('pay', { args, told: { ...done, lines, slipNumber: 1 } }, { at: time });
}

/** The exceptions of a code. */
export async function ofCode({ scene }: Story, code: string): Promise<Exception[]> {
  return (await scene.rows('exception')).filter((row) => row.code === code);
}

/** Ends the exceptions of a code by a person's word. */
export async function settle(story: Story, code: string): Promise<void> {
  const ids = (await ofCode(story, code)).map(({ id }) => exceptionId(id));
  required(ids[0], () => `no ${code}`);
  const { b, scene } = story;
  // Held acts are left out or released; none of them is corrected.
  const how = SAYS_HELD.has(code) ? { action: 'dismissed' } : {};
  b.resolve(ids, { at: Math.max(scene.clock.at, b.lastAt()), ...how });
  await story.send(b);
}

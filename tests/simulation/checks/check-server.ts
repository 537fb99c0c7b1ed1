// Checks that must hold at the server at any moment.

import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import type { Act } from '../../../shared/circ/acts.ts';
import { compareActs } from '../../../shared/circ/fold/timeline.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import { holds } from '../world/broken.ts';
import { UnbearableError } from '../world/server-program.ts';
import type { World } from '../world/world.ts';

/** Checks the server, when it runs. */
export async function checkServer(world: World): Promise<void> {
  const { server } = world;
  if (server === null || server.guard.isDead) return;
  const fault = world.faults.find(({ error }) => !(error instanceof UnbearableError));
  holds(
    7,
    fault === undefined,
    () =>
      `the server failed on a command: ${fault?.code} ${fault?.error instanceof Error ? fault.error.stack : String(fault?.error)}`,
  );
  await world.kernel.until(checkRowsIn(server.store, (place, hash) => checkPlace(world, place, hash)));
}

/** Checks rows of a server against each other. `seen`: called with the act at each place of a stream. */
export async function checkRowsIn(store: Store, seen: (place: string, hash: string) => void): Promise<void> {
  await store.read(async (tx) => {
    const items = await readAllRows(tx, 'item');
    const allLoans = await readAllRows(tx, 'loan');
    checkDueDates(allLoans, await readAllRows(tx, 'event'));
    const loans = Map.groupBy(allLoans, (loan) => String(loan.itemId));
    for (const item of items) {
      const open = (loans.get(item.id) ?? []).filter(({ state }) => state === 'open' || state === 'lost');
      const asked = (loans.get(item.id) ?? []).filter(({ state }) => state === 'in-question');
      holds(15, open.length <= 1, () => `${item.id} has ${open.length} open loans`);
      holds(15, open.length === 0 || asked.length === 0, () => `${item.id} is in question and on loan`);
      const isOut = item.state.status === 'on-loan' || (item.state.status === 'lost' && open.length > 0);
      holds(
        15,
        isOut === (open.length === 1),
        () => `${item.id} is ${item.state.status} with ${open.length} open loans`,
      );
    }
    for (const [title, rows] of Map.groupBy(await readAllRows(tx, 'hold'), (hold) => String(hold.titleId))) {
      const places = rows.flatMap(({ position }) => position ?? []).toSorted((a, b) => a - b);
      holds(
        15,
        places.every((place, index) => place === index + 1),
        () => `holds of ${title} stand at ${places.join(', ')}`,
      );
    }
    for (const fee of await readAllRows(tx, 'fee')) {
      const handedMinor = fee.handedOn?.standsMinor ?? 0;
      const parts = fee.paidMinor + fee.waivedMinor + fee.writtenOffMinor + handedMinor + fee.outstandingMinor;
      holds(
        15,
        parts === fee.amountMinor && fee.outstandingMinor >= 0,
        () => `fee ${fee.id} of ${fee.amountMinor} comes to ${parts}`,
      );
    }
    const envelopes = await tx.db.selectFrom('envelope').select(['stream', 'seq', 'hash']).execute();
    for (const { stream, seq, hash } of envelopes) seen(`${stream}/${seq}`, hash);
    const streams = await tx.db.selectFrom('desk_stream').select(['stream', 'last_seq']).execute();
    const answered = await tx.db
      .selectFrom('receipt')
      .select(['stream', (count) => count.fn.countAll<number>().as('n')])
      .groupBy('stream')
      .execute();
    const counts = new Map(answered.map(({ stream, n }) => [stream, Number(n)]));
    for (const { stream, last_seq: last } of streams)
      holds(
        3,
        (counts.get(stream) ?? 0) === last,
        () => `stream ${stream} is at ${last} with ${counts.get(stream) ?? 0} receipts`,
      );
  });
}

/** A loan is due at the date of the act that set it, after any later judging or folding. [I25] */
function checkDueDates(loans: readonly Loan[], events: readonly Act[]): void {
  const acts = new Map(events.map((act) => [act.id, act]));
  for (const loan of loans) {
    const act = acts.get(loan.dueBy);
    if (act === undefined || !('dueAt' in act)) continue;
    holds(25, act.dueAt === loan.dueAt, () => `${loan.id} is due at ${loan.dueAt}, and ${act.id} says ${act.dueAt}`);
  }
}

/** A place of a stream holds the bytes that it held first. [I8] */
function checkPlace(world: World, place: string, hash: string): void {
  const first = world.bodies.get(place);
  if (first === undefined) world.bodies.set(place, hash);
  else holds(8, first === hash, () => `${place} holds other bytes than it held`);
}

/** Money that was taken is allocated, credited or refunded, to the cent. [I16] */
export const checkMoney = (world: World): Promise<void> =>
  world.kernel.until(checkMoneyIn(world.requireServer().store));

/** The same of any store. */
export async function checkMoneyIn(store: Store): Promise<void> {
  await store.read(async (tx) => {
    const events = await readAllRows(tx, 'event');
    const taken = events.flatMap((act) => (act.kind === 'pay' ? [act.amountMinor] : []));
    const refunded = refundedOf(events);
    const covered = (await readAllRows(tx, 'fee')).map(({ paidMinor }) => paidMinor);
    const credited = (await readAllRows(tx, 'credit')).map(({ amountMinor }) => amountMinor);
    const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
    holds(
      16,
      sum(taken) === sum(covered) + sum(credited) + sum(refunded),
      () =>
        `${sum(taken)} was taken, ${sum(covered)} covers fees, ${sum(credited)} is credit, ${sum(refunded)} was given back`,
    );
  });
}

/**
 * The refund of each payment, never more than was left of it then: a refund beyond that belongs to no payment. Used credit is a payment of its own.
 */
function refundedOf(events: readonly Act[]): number[] {
  const undone = new Set(events.flatMap((act) => (act.kind === 'undo' ? [act.target] : [])));
  const left = new Map(events.flatMap((act) => (act.kind === 'pay' ? [[act.id, act.amountMinor]] : [])));
  const take = (payment: ActId, amountMinor: number): number => {
    const taken = Math.min(amountMinor, left.get(payment) ?? 0);
    if (taken > 0) left.set(payment, (left.get(payment) ?? 0) - taken);
    return taken;
  };
  const given: number[] = [];
  for (const act of events.toSorted(compareActs)) {
    if ((act.kind !== 'refund' && act.kind !== 'useCredit') || undone.has(act.id)) continue;
    const taken = act.lines.map(({ payment, amountMinor }) => take(payment, amountMinor));
    const sum = taken.reduce((all, amount) => all + amount, 0);
    if (act.kind === 'useCredit') left.set(act.id, sum);
    else given.push(sum);
  }
  return given;
}

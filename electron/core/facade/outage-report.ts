// The report of an outage, from what the ledger noted and recorded and what the copy says came of it.

import { formatInstant } from '../../../shared/core/instant.ts';
import { say } from '../../../shared/core/say.ts';
import type { StaffId } from '../../../shared/core/ids.ts';
import type { OutageView } from '../../../shared/bridge/views/outage.ts';
import type { Exception, ExceptionAction } from '../../../shared/circ/model/exception.ts';
import { countOutageActs, outageActIds, type ActCount } from '../../../db/ledger/outage-acts.ts';
import type { Outage } from '../../../db/ledger/outages.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import { exceptionsBetween, exceptionsCausedBy } from '../../../db/replica/queries/exceptions.ts';
import { sayingAt, type Copy, type Desk } from '../desk.ts';
import { ACT_WORDS } from './act-words.ts';
import { groupOf } from './worklist-group.ts';

/** The report as it stands now. */
export function outageReport(desk: Desk, outage: Outage): OutageView {
  const counts = countOutageActs(desk.ledger, outage);
  const copy = desk.copy();
  const exceptions = copy === null ? [] : exceptionsOf(desk, copy, outage);
  const left = leftOf(copy, counts, exceptions);
  return {
    outageId: outage.id,
    state: stateOf(outage, { left, isWhole: copy !== null }),
    beganAt: formatInstant(outage.beganAt),
    endedAt: outage.endedAt === null ? null : formatInstant(outage.endedAt),
    causes: outage.causes.map(({ cause, code, at }) => ({ hop: 'server', cause, code, at: formatInstant(at) })),
    dataAsOf: outage.dataAsOf === null ? null : formatInstant(outage.dataAsOf),
    acts: actsByName(desk, counts),
    outcomes: outcomesOf(counts),
    exceptions: byCode(exceptions),
    left,
    isWhole: copy !== null,
    signed:
      outage.signed === null ? null : { at: formatInstant(outage.signed.at), staff: nameOf(desk, outage.signed.by) },
  };
}

/** An exception with how it stands on the screen: what was done a moment ago and is on its way counts. */
type Standing = {
  readonly exception: Exception;
  readonly isOpen: boolean;
  readonly done: { readonly action: ExceptionAction; readonly staff: string } | null;
};

/** Those that an act of the outage caused, and those of its time at this branch: other desks were out as well. */
function exceptionsOf(desk: Desk, copy: Copy, outage: Outage): Standing[] {
  const caused = exceptionsCausedBy(copy.db, outageActIds(desk.ledger, outage));
  const { offsetMs } = desk.link.status().clock;
  const from = outage.beganAt + offsetMs;
  const to = (outage.endedAt ?? desk.clock.now()) + offsetMs;
  const beside = exceptionsBetween(copy.db, from, to).filter(
    ({ branch }) => branch === null || branch === desk.identity.branch,
  );
  const all = new Map([...caused, ...beside].map((exception) => [exception.id, exception]));
  return [...all.values()].map((exception) => standingOf(desk, copy, exception));
}

function standingOf(desk: Desk, copy: Copy, exception: Exception): Standing {
  const pending = copy.sight.resolutionOf(exception.id);
  const { resolution, state } = exception;
  const staff = resolution === null ? '' : nameOf(desk, resolution.staffId);
  const action = resolution?.action ?? pending?.action ?? null;
  return {
    exception,
    isOpen: state === 'open' && pending === null,
    done: action === null ? null : { action, staff },
  };
}

function nameOf(desk: Desk, id: StaffId): string {
  return grantById(desk.ledger, id)?.staff ?? '';
}

function leftOf(copy: Copy | null, counts: readonly ActCount[], exceptions: readonly Standing[]): OutageView['left'] {
  const groups = exceptions.flatMap(({ exception, isOpen }) => {
    if (!isOpen || exception.weight === 'note') return [];
    const item = exception.itemId === null ? null : (copy?.sight.item(exception.itemId) ?? null);
    return [groupOf(exception, item)];
  });
  const count = (group: (typeof groups)[number]) => groups.filter((one) => one === group).length;
  return {
    unanswered: sum(counts.filter(({ outcome }) => outcome === null)),
    reroute: count('reroute'),
    wrongTrap: count('wrong-trap'),
    equipment: count('equipment'),
  };
}

function stateOf(
  { endedAt, signed }: Outage,
  { left, isWhole }: Pick<OutageView, 'left' | 'isWhole'>,
): OutageView['state'] {
  if (signed !== null) return 'signed';
  if (endedAt === null) return 'going-on';
  const isDone = Object.values(left).every((count) => count === 0);
  return isDone && isWhole ? 'ready' : 'open';
}

function actsByName(desk: Desk, counts: readonly ActCount[]): OutageView['acts'] {
  const saying = sayingAt(desk);
  return [...Map.groupBy(counts, ({ name }) => name)]
    .map(([name, some]) => {
      const words = ACT_WORDS[name];
      return { name, text: words === undefined ? name : say(saying, words), count: sum(some) };
    })
    .toSorted((a, b) => b.count - a.count);
}

function outcomesOf(counts: readonly ActCount[]): OutageView['outcomes'] {
  return [...Map.groupBy(counts, ({ outcome }) => outcome)].map(([outcome, some]) => ({ outcome, count: sum(some) }));
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

const weights: readonly Exception['weight'][] = ['act-now', 'today', 'note'];

function byCode(standings: readonly Standing[]): OutageView['exceptions'] {
  return [...Map.groupBy(standings, ({ exception }) => exception.code)]
    .map(([code, some]) => {
      const count = (is: (one: Standing) => boolean) => some.filter(is).length;
      return {
        code,
        weight: some[0]?.exception.weight ?? 'note',
        count: some.length,
        open: count(({ isOpen }) => isOpen),
        byEvent: count(({ exception: { state } }) => state === 'closed-by-event' || state === 'explained'),
        resolved: count(({ done }) => done !== null),
        by: doneBy(some),
      };
    })
    .toSorted((a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight) || b.count - a.count);
}

function doneBy(some: readonly Standing[]): OutageView['exceptions'][number]['by'] {
  const done = some.flatMap((one) => one.done ?? []);
  return [...Map.groupBy(done, ({ staff, action }) => `${action} ${staff}`).values()].flatMap((same) =>
    same.slice(0, 1).map((first) => ({ ...first, count: same.length })),
  );
}

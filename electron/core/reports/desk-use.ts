// Use at this desk, from its own acts and its copy's data on patrons and items. Joins and corrections by the library since are included as far as the
// copy has them; borrowers of purged acts are not known here any more.

import { argsLeft } from '../../../shared/acts/read-act.ts';
import {
  actId,
  LocationIdSchema,
  type ActId,
  type ItemId,
  type PatronId,
  type PolicyHash,
  type StaffId,
} from '../../../shared/core/ids.ts';
import { weekHours } from '../../../shared/core/week-hour.ts';
import type { ReportPeriod } from '../../../shared/reports/question.ts';
import type { UseRead } from '../../../shared/reports/source.ts';
import { describeItem, describePatron } from '../../../shared/reports/use/describe.ts';
import {
  PRACTICE,
  asUse,
  type UseAct,
  type UseCount,
  type UseKind,
  type UseState,
} from '../../../shared/reports/use/use-kind.ts';
import type { PlaceNames } from '../../../shared/reports/use/use-names.ts';
import { actsOfUse, type PlacedAct } from '../../../db/ledger/act-facts.ts';
import { recordedActs } from '../../../db/ledger/recorded-acts.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import { exceptionsCausedBy } from '../../../db/replica/queries/exceptions.ts';
import type { DeskFacts } from './desk-facts.ts';

/** Use in a time; `zone`: that of the branch. */
export function deskUse(
  facts: DeskFacts,
  period: ReportPeriod,
  zone: string,
): UseRead & { readonly places: PlaceNames } {
  const acts = actsOfUse(facts.ledger, period);
  const states = statesOf(facts, acts, period);
  const counts: UseCount[] = [];
  const hours = new Map<number, number>();
  const weekHour = weekHours();
  const kindOf = describer(facts);
  for (const act of acts) {
    const use = asUse(act);
    if (use === null) continue;
    const kind = kindOf(act, use.act);
    const state = states.get(act.id) ?? (act.channel === PRACTICE ? 'practice' : 'counted');
    counts.push({ kind, state, count: use.times });
    const hour = weekHour(act.at, zone);
    if (state === 'counted') hours.set(hour, (hours.get(hour) ?? 0) + use.times);
  }
  return {
    counts,
    hours: [...hours].map(([at, count]) => ({ weekHour: at, count })),
    places: placesOf(facts, counts),
  };
}

/** Known outcomes of acts: undone here, or stated by the library. */
function statesOf(
  { ledger, copy }: DeskFacts,
  acts: readonly PlacedAct[],
  { from }: ReportPeriod,
): Map<ActId, UseState> {
  const states = new Map<ActId, UseState>();
  const exceptions =
    copy === null
      ? []
      : exceptionsCausedBy(
          copy.db,
          acts.map(({ id }) => id),
        );
  for (const { code, cause, state } of exceptions) {
    if (state === 'explained') continue;
    if (code === 'double-scan') states.set(actId(cause), 'duplicate');
    if (code === 'renewal-no-loan') states.set(actId(cause), 'no-effect');
  }
  // An undone act came before its undo, which may be later than the time that is asked for.
  const undos = recordedActs(ledger, ['undo'], { from, to: Number.MAX_SAFE_INTEGER });
  for (const act of undos) {
    const { commandId } = argsLeft(act);
    if (commandId !== undefined) states.set(commandId, 'undone');
  }
  return states;
}

/** Kinds of acts by staff, policy, item and patron. Each of these comes again and again in a year and is looked up once. */
function describer({ ledger, copy }: DeskFacts): (act: PlacedAct, use: UseAct) => UseKind {
  const roleOf = once((id: StaffId) => grantById(ledger, id)?.role ?? null);
  const patronOf = once((id: PatronId | null) => describePatron(id === null ? null : (copy?.sight.patron(id) ?? null)));
  const known = once((id: ItemId | null) => (id === null ? null : (copy?.sight.item(id) ?? null)));
  const itemOf = once((id: ItemId | null) => describeItem(known(id), false));
  const hourlyItemOf = once((id: ItemId | null) => describeItem(known(id), true));
  const isHourly = once((hash: PolicyHash) => copy?.policy(hash)?.grain === 'time');
  return (act, use) => {
    const hash = use === 'checkout' ? act.policyHash : null;
    return {
      act: use,
      channel: act.channel,
      branch: act.branch,
      role: act.staffId === null ? null : roleOf(act.staffId),
      ...patronOf(act.patronId),
      ...(hash !== null && isHourly(hash) ? hourlyItemOf : itemOf)(act.itemId),
    };
  };
}

function once<K, V>(look: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = look(key);
    known.set(key, value);
    return value;
  };
}

function placesOf({ copy }: DeskFacts, counts: readonly UseCount[]): PlaceNames {
  const ids = new Set(counts.flatMap(({ kind }) => kind.location ?? []));
  const name = (id: string) => copy?.library.location(LocationIdSchema.parse(id))?.name ?? id;
  return {
    branches: new Map([...(copy?.library.branches() ?? [])].map(([id, branch]) => [id, branch.name])),
    locations: new Map([...ids].map((id) => [id, name(id)])),
  };
}

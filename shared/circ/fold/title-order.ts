// The order in which a title takes the scans of its copies and the acts on its holds.
// Each copy's own order is kept; an act that waited for another counts at the time of that one. [I24]

import type { Act, HoldAct } from '../acts.ts';
import type { TitleScan } from './item-run.ts';
import { compareActs } from './timeline.ts';

/** One entry of a title's order. */
export type TitleEntry = {
  readonly act: TitleScan['act'] | HoldAct;
  readonly keyAt: number;
  readonly beganLoan: boolean;
  readonly isMarked: boolean;
};

/** Opening holds first, in their order; then copies' scans and hold acts merged by time. */
export function mergeTitleOrder(
  copies: readonly { readonly scans: readonly TitleScan[] }[],
  holdActs: readonly HoldAct[],
): TitleEntry[] {
  const opening = holdActs.filter((act) => act.kind === 'openHold').toSorted((a, b) => a.seq - b.seq);
  const later = holdActs.filter((act) => act.kind !== 'openHold').toSorted(compareActs);
  const lists: TitleEntry[][] = [
    ...copies.map((copy) => copy.scans.map((scan): TitleEntry => scan)),
    later.map((act) => ({ act, keyAt: act.at, beganLoan: false, isMarked: false })),
  ].map((list) => list.toReversed());
  const order: TitleEntry[] = opening.map((act) => ({ act, keyAt: act.at, beganLoan: false, isMarked: false }));
  for (let next = earliestHead(lists); next !== null; next = earliestHead(lists)) order.push(next);
  return order;
}

function earliestHead(lists: TitleEntry[][]): TitleEntry | null {
  let best: TitleEntry[] | null = null;
  for (const list of lists) {
    const head = list.at(-1);
    const bestHead = best?.at(-1);
    if (head !== undefined && (bestHead === undefined || compareEntries(head, bestHead) < 0)) best = list;
  }
  return best?.pop() ?? null;
}

function compareEntries(a: TitleEntry, b: TitleEntry): number {
  const keyed = (entry: TitleEntry): Pick<Act, 'desk' | 'stream' | 'seq'> & { at: number } => ({
    desk: entry.act.desk,
    stream: entry.act.stream,
    seq: entry.act.seq,
    at: entry.keyAt,
  });
  return compareActs({ ...a.act, ...keyed(a) }, { ...b.act, ...keyed(b) });
}

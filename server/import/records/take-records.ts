// An export from its first record to its last, each kind handed to the sink as it is read. The order is the one in which records need one
// another: places, rules, patrons, titles with their copies, and then loans, holds and fees.

import type { MasterKind, OpeningKind } from '../write/sourced.ts';
import { wantedBy, type GoingOn } from './going-on.ts';
import { recordIds } from './record-ids.ts';
import { distinctRecords, rejectRecord, type RecordSource } from './record-source.ts';
import type { Found, HoldRecord, LoanRecord } from './record.ts';
import { takeCatalogue } from './take-catalogue.ts';
import { takeGoingOn } from './take-going-on.ts';
import { takePatrons } from './take-patrons.ts';
import { takePlaces, type PlacesHere } from './take-places.ts';
import type { Step, Taking } from './taking.ts';

/** Takes everything. */
export async function takeRecords(
  { source, sink }: Omit<Taking, 'ids'>,
  here: PlacesHere & { readonly hasLibrary: boolean },
): Promise<void> {
  const taking: Taking = { source, sink, ids: recordIds(source.system, source.locationKey) };
  if (!here.hasLibrary || !source.joins) await sink.library(source.library);
  const places = await takePlaces(taking, here);
  const rules = await source.rules(places);
  if (rules !== null) await sink.ruleSet(rules);
  const goingOn = await readGoingOn(source);
  for (const [kind, records] of [
    ['loan', goingOn.loans],
    ['hold', goingOn.holds],
    ['fee', goingOn.fees],
  ] as const)
    await retire(taking, kind, new Set(records.map(({ value }) => value.id)));
  const wanted = wantedBy(goingOn, { byCode: source.namesByCode });
  const step: Step = { ...taking, places, rules, wanted, goingOn };
  const patrons = await takePatrons(step);
  const { titles, items } = await takeCatalogue(step);
  await takeGoingOn(step, titles);
  await retire(taking, 'item', items);
  await retire(taking, 'title', titles);
  await retire(taking, 'location', places.present.location);
  await retire(taking, 'patron', patrons);
  await retire(taking, 'branch', places.present.branch);
}

async function readGoingOn(source: RecordSource): Promise<GoingOn> {
  const loans = distinctRecords(source, 'loan', await source.loans());
  const holds = distinctRecords(source, 'hold', await source.holds());
  const fees = distinctRecords(source, 'fee', await source.fees());
  return { loans: onceOut(source, loans), holds: onceCaptured(source, holds), fees };
}

/** Of several loans of one item the first stands, since an item is out once. */
function onceOut(source: RecordSource, loans: readonly Found<LoanRecord>[]): Found<LoanRecord>[] {
  const byItem = new Map<string, number>();
  return loans.filter(({ at, value: { item } }) => {
    const first = byItem.get(item);
    if (first === undefined) byItem.set(item, at.line);
    else rejectRecord(source, 'loan', at, `the item ${item} is out already by line ${first}`);
    return first === undefined;
  });
}

function onceCaptured(source: RecordSource, holds: readonly Found<HoldRecord>[]): Found<HoldRecord>[] {
  const byItem = new Map<string, number>();
  return holds.filter(({ at, value: { captured } }) => {
    const first = captured === null ? undefined : byItem.get(captured.item);
    if (first !== undefined)
      rejectRecord(source, 'hold', at, `the item ${captured?.item} stands for the hold of line ${first}`);
    else if (captured !== null) byItem.set(captured.item, at.line);
    return first === undefined;
  });
}

/** Reports the records of a kind that the export has. An export without a kind has not lost it. */
async function retire(
  { source, sink }: Taking,
  kind: MasterKind | OpeningKind,
  present: ReadonlySet<string>,
): Promise<void> {
  if (!source.covers(kind)) return;
  const unread = source.unread(kind);
  const has = (id: string) => present.has(id) || unread?.ids.has(id) === true;
  await sink.retire(kind, { has, isVague: unread?.isVague === true });
}

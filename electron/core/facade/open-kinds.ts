// The open exceptions of the copy by kind, in the order of the worklist, without their words: so that ten thousand can be counted and paged through.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ExceptionId } from '../../../shared/core/ids.ts';
import { z } from 'zod';
import { inShelfOrder } from '../../../shared/callnumbers/shelf-order.ts';
import {
  AGE_CODE,
  ListingSchema,
  NOTES_CODE,
  WORK_GROUPS,
  type ExceptionKind,
  type ExceptionKindChoice,
  type Listing,
} from '../../../shared/views/sync.ts';
import { ExceptionWorkSchema, type Weight } from '../../../shared/circ/model/exception.ts';
import { openPlaces, type OpenPlace } from '../../../db/replica/queries/exceptions.ts';
import type { Desk } from '../desk.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import type { DeskSession } from '../session/session.ts';
import type { Copy } from '../desk-sight.ts';
import { assigneeOf } from './exception-history.ts';
import { groupOf } from '../../../shared/lists/worklist-group.ts';

/** Exceptions of one code within a group, the first to be worked first. */
export type OpenKind = Pick<ExceptionKind, 'group' | 'code' | 'weight'> & { readonly keys: readonly ExceptionId[] };

export type OpenKinds = {
  readonly kinds: readonly OpenKind[];
  /** Open work that the listing leaves out. */
  readonly leftOut: number;
  /** The newest one in the copy. */
  readonly upTo: number;
};

/** Rows that are read before everything else has its turn: a few milliseconds. */
const atOnce = 250;
const allWeights: readonly Weight[] = ['act-now', 'today', 'note'];

/** Which are listed, and how. */
export type Listed = { readonly upTo?: number | undefined; readonly listing?: Listing | undefined };

/** A desk whose exceptions are read. */
type ReadDesk = Pick<Desk, 'identity' | 'turn'> & {
  readonly ledger: Ledger;
  readonly session: Pick<DeskSession, 'current'>;
};

/** Those of some weights that are not ended at this desk, up to one that was listed before. */
export async function openKinds(
  desk: ReadDesk,
  copy: Copy,
  weights: readonly Weight[],
  { upTo = Number.MAX_SAFE_INTEGER, listing = ListingSchema.parse({}) }: Listed = {},
): Promise<OpenKinds> {
  const places: Placed[] = [];
  let last = 0;
  let leftOut = 0;
  const isLeftIn = listedBy(desk, copy, listing);
  for (;;) {
    const page = openPlaces(copy.db, { after: last, limit: atOnce });
    for (const place of page) {
      const weight = weights.find((one) => one === place.weight);
      const isListed = place.n <= upTo && copy.sight.resolutionOf(place.key) === null;
      if (weight === undefined || !isListed) continue;
      if (weight === 'note' || isLeftIn(place)) places.push(placed(place, weight, listing));
      else leftOut += 1;
    }
    last = page.at(-1)?.n ?? last;
    if (page.length < atOnce) break;
    await desk.turn();
  }
  return { kinds: kindsOf(places, listing), upTo: last, leftOut };
}

/** All of a kind as it was listed. Throws HF-SYNC-008 when there are more by now. */
export async function idsOfKind(desk: Desk, copy: Copy, kind: ExceptionKindChoice): Promise<readonly ExceptionId[]> {
  const { kinds } = await openKinds(desk, copy, ['act-now', 'today'], kind);
  const keys = kinds.find(({ group, code }) => group === kind.group && code === kind.code)?.keys ?? [];
  // A copy that was loaded anew counts otherwise: a person cannot close exceptions that they have not seen.
  if (keys.length > kind.count) throw new HoldfastError('HF-SYNC-008');
  return keys;
}

type Placed = Pick<OpenPlace, 'key' | 'at' | 'callNumber'> & Pick<OpenKind, 'group' | 'code' | 'weight'>;

/** Whether a listing takes an exception in. */
function listedBy(desk: ReadDesk, copy: Copy, { whose, where }: Listing): (place: OpenPlace) => boolean {
  const here = desk.identity.branch;
  const me = desk.session.current()?.staffId ?? null;
  return ({ key, branch, work }) => {
    if (where === 'branch' && branch !== null && branch !== here) return false;
    if (whose === 'all') return true;
    const stored = work === null ? {} : { work: z.array(ExceptionWorkSchema).parse(JSON.parse(work)) };
    const to = assigneeOf(copy, { id: key, ...stored });
    return whose === 'mine' ? to === me && me !== null : to === null;
  };
}

function placed({ key, code, at, callNumber, isSerial }: OpenPlace, weight: Weight, { order }: Listing): Placed {
  // Notes are read, not worked along the shelves.
  if (weight === 'note') return { key, at, callNumber: null, group: 'other', code: NOTES_CODE, weight };
  if (order === 'age')
    return { key, at, callNumber, group: weight === 'act-now' ? 'oldest-now' : 'oldest-today', code: AGE_CODE, weight };
  return { key, at, callNumber, group: groupOf({ code }, { serial: isSerial }), code, weight };
}

function kindsOf(places: readonly Placed[], { order }: Listing): OpenKind[] {
  const byKind = Map.groupBy(places, ({ group, code, weight }) => `${weight} ${group} ${code}`);
  return [...byKind.values()]
    .flatMap((mine) => {
      const [first] = mine;
      if (first === undefined) return [];
      const { group, code, weight } = first;
      return [
        { group, code, weight, keys: mine.toSorted(order === 'age' ? oldestFirst : inOrder).map(({ key }) => key) },
      ];
    })
    .toSorted(
      (a, b) =>
        allWeights.indexOf(a.weight) - allWeights.indexOf(b.weight) ||
        WORK_GROUPS.indexOf(a.group) - WORK_GROUPS.indexOf(b.group) ||
        (a.code < b.code ? -1 : 1),
    );
}

function oldestFirst(a: Placed, b: Placed): number {
  return a.weight === 'note' ? b.at - a.at : a.at - b.at;
}

/** Along the shelf, then by time; of notes the newest first. */
function inOrder(a: Placed, b: Placed): number {
  if (a.weight === 'note') return b.at - a.at;
  return inShelfOrder(a.callNumber, b.callNumber) || a.at - b.at;
}

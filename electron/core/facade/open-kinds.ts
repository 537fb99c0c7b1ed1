// The open exceptions of the copy by kind, in the order of the worklist, without their words: so that ten thousand can be counted and paged through.

import type { ExceptionId } from '../../../shared/core/ids.ts';
import { NOTES_CODE, WORK_GROUPS, type ExceptionKind } from '../../../shared/bridge/views/sync.ts';
import type { Weight } from '../../../shared/circ/model/exception.ts';
import { openPlaces, type OpenPlace } from '../../../db/replica/queries/exceptions.ts';
import type { Copy, Desk } from '../desk.ts';
import { groupOf } from './worklist-group.ts';

/** Exceptions of one code within a group, the first to be worked first. */
export type OpenKind = Pick<ExceptionKind, 'group' | 'code' | 'weight'> & { readonly keys: readonly ExceptionId[] };

export type OpenKinds = {
  readonly kinds: readonly OpenKind[];
  /** The newest that the copy knows. */
  readonly upTo: number;
};

/** Rows that are read before everything else has its turn: a few milliseconds. */
const atOnce = 250;
const allWeights: readonly Weight[] = ['act-now', 'today', 'note'];
const alongTheShelf = new Intl.Collator('en', { numeric: true });

/** Those of some weights that nobody here has ended, up to one that was listed before. */
export async function openKinds(
  desk: Pick<Desk, 'turn'>,
  copy: Copy,
  weights: readonly Weight[],
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<OpenKinds> {
  const places: Placed[] = [];
  let last = 0;
  for (;;) {
    const page = openPlaces(copy.db, { after: last, limit: atOnce });
    for (const place of page) {
      const weight = weights.find((one) => one === place.weight);
      const isListed = place.n <= upTo && copy.sight.resolutionOf(place.key) === null;
      if (weight !== undefined && isListed) places.push(placed(place, weight));
    }
    last = page.at(-1)?.n ?? last;
    if (page.length < atOnce) break;
    await desk.turn();
  }
  return { kinds: kindsOf(places), upTo: last };
}

type Placed = Pick<OpenPlace, 'key' | 'at' | 'callNumber'> & Pick<OpenKind, 'group' | 'code' | 'weight'>;

function placed({ key, code, at, callNumber, isSerial }: OpenPlace, weight: Weight): Placed {
  // Notes are read, not worked along the shelves.
  if (weight === 'note') return { key, at, callNumber: null, group: 'other', code: NOTES_CODE, weight };
  return { key, at, callNumber, group: groupOf({ code }, { serial: isSerial }), code, weight };
}

function kindsOf(places: readonly Placed[]): OpenKind[] {
  const byKind = Map.groupBy(places, ({ group, code, weight }) => `${weight} ${group} ${code}`);
  return [...byKind.values()]
    .flatMap((mine) => {
      const [first] = mine;
      if (first === undefined) return [];
      const { group, code, weight } = first;
      return [{ group, code, weight, keys: mine.toSorted(inOrder).map(({ key }) => key) }];
    })
    .toSorted(
      (a, b) =>
        allWeights.indexOf(a.weight) - allWeights.indexOf(b.weight) ||
        WORK_GROUPS.indexOf(a.group) - WORK_GROUPS.indexOf(b.group) ||
        (a.code < b.code ? -1 : 1),
    );
}

/** Along the shelf, then by time; of notes the newest first. */
function inOrder(a: Placed, b: Placed): number {
  if (a.weight === 'note') return b.at - a.at;
  return alongTheShelf.compare(a.callNumber ?? '', b.callNumber ?? '') || a.at - b.at;
}

// Rows changed by regrouping.

import type { Changes } from '../replica/changes.ts';
import {
  addSubject,
  coversOf,
  looksOfGroups,
  looksUnder,
  noDifferences,
  type Differences,
  type FoldedGroups,
} from './looks.ts';
import type { OverlaySource } from './overlay-source.ts';
import type { Regrouped } from './regroup.ts';

/** Rows changed by regrouping. `changes`: the rows that a batch changed in the replica meanwhile. */
export function differencesOf(
  source: OverlaySource,
  { places, accounts }: Regrouped,
  changes: Changes | null,
): Differences {
  const differences = noDifferences();
  const old: FoldedGroups = { places: places.old, accounts: accounts.old };
  const fresh: FoldedGroups = { places: places.fresh, accounts: accounts.fresh };
  const [before, after] = [looksOfGroups(old), looksOfGroups(fresh)];
  const [coversBefore, coversAfter] = [coversOf(old), coversOf(fresh)];
  const under = looksUnder(source, [old, fresh]);
  const keys = new Set([...before.keys(), ...after.keys(), ...under.keys()]);
  for (const key of keys) {
    const looks = [before.get(key), after.get(key), under.get(key)];
    const cover = looks.find((look) => look !== undefined)?.cover ?? null;
    const replica = under.get(key)?.text ?? '';
    const isCovered = (covers: ReadonlySet<string>) => cover !== null && covers.has(cover);
    // A row in no group looked as in the replica; after a batch has changed it, that look is lost.
    const isUnknown = changes !== null && isChanged(changes, key);
    const was = before.get(key)?.text ?? (isCovered(coversBefore) ? '' : isUnknown ? null : replica);
    const is = after.get(key)?.text ?? (isCovered(coversAfter) ? '' : replica);
    if (was !== is) for (const look of looks) addSubject(differences, look);
  }
  if (changes !== null) addChanged(differences, changes, keys);
  return differences;
}

/** Kinds of rows that are seen through groups, and those that are seen as they are. */
const grouped = ['item', 'loan', 'hold', 'fee', 'credit'] as const;
const plain = ['patron', 'title'] as const;

function isChanged(changes: Changes, key: string): boolean {
  const at = key.indexOf(' ');
  const kind = grouped.find((one) => one === key.slice(0, at));
  return kind !== undefined && (changes.keys.get(kind)?.has(key.slice(at + 1)) ?? false);
}

/** Rows that a batch changed where no group is. */
function addChanged(differences: Differences, changes: Changes, compared: ReadonlySet<string>): void {
  for (const kind of [...grouped, ...plain]) {
    for (const [key, touched] of changes.keys.get(kind) ?? []) {
      if (compared.has(`${kind} ${key}`)) continue;
      for (const id of touched.items) differences.items.add(id);
      for (const id of touched.titles) differences.titles.add(id);
      for (const id of touched.patrons) differences.patrons.add(id);
    }
  }
}

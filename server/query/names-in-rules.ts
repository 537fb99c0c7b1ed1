// What the library calls what a version of its rules names by an id.

import type { RuleSetVersion } from '../../shared/core/ids.ts';
import { ruleNames } from '../../shared/rules/rule-names.ts';
import type { NameOf } from '../../shared/rules/say-criterion.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';

/** Names for a version of the rules; of null, those of branches and locations alone. */
export function namesInRules(store: Store, version: RuleSetVersion | null): Promise<NameOf> {
  return store.read(async (tx) => {
    const rules = version === null ? undefined : (await readRows(tx, 'ruleSet', [version])).get(version);
    const branches = new Map((await readAllRows(tx, 'branch')).map(({ id, name }) => [String(id), name]));
    const locations = new Map((await readAllRows(tx, 'location')).map(({ id, name }) => [String(id), name]));
    return ruleNames(rules ?? null, { branch: (id) => branches.get(id), location: (id) => locations.get(id) });
  });
}

// What the library tells a version of its rules with: its own names of what they name by an id.

import type { RuleSetVersion } from '../../shared/core/ids.ts';
import { ruleWords, type RuleWords } from '../../shared/rules/said/rule-words.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';

/** Words for a version of the rules; of null, the names of branches and locations alone. Dates are told in the zone of the branch given. */
export function wordsOfRules(store: Store, version: RuleSetVersion | null, branch: string | null): Promise<RuleWords> {
  return store.read(async (tx) => {
    const rules = version === null ? undefined : (await readRows(tx, 'ruleSet', [version])).get(version);
    const branches = await readAllRows(tx, 'branch');
    const names = new Map(branches.map(({ id, name }) => [String(id), name]));
    const locations = new Map((await readAllRows(tx, 'location')).map(({ id, name }) => [String(id), name]));
    const zone = branches.find(({ id }) => id === branch)?.zone ?? branches[0]?.zone ?? 'UTC';
    return ruleWords(rules ?? null, { branch: (id) => names.get(id), location: (id) => locations.get(id) }, zone);
  });
}

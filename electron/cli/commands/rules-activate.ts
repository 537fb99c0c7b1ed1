// `holdfast rules activate`: puts the rules of a file in force in the library. A file with a fault is refused, and each fault is listed with line,
// column and expected value; the rules in force stay. Rules of another system than those in force are refused too, unless an option allows them.

import { resolve } from 'node:path';
import { readRuleSetText } from '../../../shared/rules/check-rule-set.ts';
import { idleRows } from '../../../shared/rules/idle-rows.ts';
import { sayFault } from '../../../shared/rules/rule-fault.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { ProfileName } from '../../../shared/rules/model/profile-name.ts';
import { findRulesInForce } from '../../../server/query/rules-in-force.ts';
import type { Store } from '../../../server/store/store.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, UsageError, type Run } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';

/** Activates the file that is named after `activate`. Exit code 1 when it is refused. */
export async function activateRules(run: Run): Promise<number> {
  const [, path] = run.positionals;
  if (path === undefined) throw new UsageError('write: holdfast rules activate FILE --database URL|embedded');
  const text = readTextFile(resolve(path));
  const read = await withStore(run, async ({ store, clock }) => {
    const inForce = hasFlag(run.values, 'change-profile') ? null : await profileInForce(store, clock.now());
    const rules = readRuleSetText(text, inForce);
    if (rules.ok) await openLibraryWriter(store, clock).activateRuleSet(rules.value, clock.now());
    return rules;
  });
  if (!read.ok) {
    const faults = read.error.map((fault) => sayFault('en', fault));
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ activated: null, faults }));
    else for (const fault of faults) run.io.out(`refused ${path}: ${fault}`);
    return 1;
  }
  const { version, profile } = read.value;
  const notes = idleRows(read.value).map(
    ({ row, behind }) =>
      `the rule ${row} decides nothing: ${row === behind ? 'an earlier one' : behind} says it all before it`,
  );
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ activated: version, profile, faults: [], notes }));
  else {
    for (const note of notes) run.io.out(`note ${path}: ${note}`);
    run.io.out(`rules ${version} (${profile}) are in force`);
  }
  return 0;
}

function profileInForce(store: Store, now: Instant): Promise<ProfileName | null> {
  return store.read(async (tx) => (await findRulesInForce(tx, now))?.profile ?? null);
}

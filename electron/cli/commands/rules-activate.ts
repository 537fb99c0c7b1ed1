// `holdfast rules activate`: puts the rules of a file in force in the library. A file with a fault is refused with the line, the column and
// what was expected of each, and the rules in force stay in force.

import { resolve } from 'node:path';
import { readRuleSetText } from '../../../shared/rules/check-rule-set.ts';
import { sayFault } from '../../../shared/rules/rule-fault.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, UsageError, type Run } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';

/** Activates the file that is named after `activate`. Exit code 1 when it is refused. */
export async function activateRules(run: Run): Promise<number> {
  const [, path] = run.positionals;
  if (path === undefined) throw new UsageError('write: holdfast rules activate FILE --database URL|embedded');
  const read = readRuleSetText(readTextFile(resolve(path)));
  if (!read.ok) {
    const faults = read.error.map((fault) => sayFault('en', fault));
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ activated: null, faults }));
    else for (const fault of faults) run.io.out(`refused ${path}: ${fault}`);
    return 1;
  }
  const { version, profile } = read.value;
  await withStore(run, ({ store, clock }) => openLibraryWriter(store, clock).activateRuleSet(read.value, clock.now()));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ activated: version, profile, faults: [] }));
  else run.io.out(`rules ${version} (${profile}) are in force`);
  return 0;
}

// `holdfast rules compare`: what would be otherwise if the rules of a file were put in force. Nothing is changed.

import { resolve } from 'node:path';
import { findRulesInForce } from '../../../server/query/rules-in-force.ts';
import { readRuleSetText } from '../../../shared/rules/check-rule-set.ts';
import { compareRules, type PartDifference } from '../../../shared/rules/compare-rules.ts';
import { sayFault } from '../../../shared/rules/rule-fault.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, UsageError, type Run } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';

/** Compares the file that is named after `compare` with the rules in force. Exit code 1 when the file has a fault. */
export async function compareRulesFile(run: Run): Promise<number> {
  const { positionals, values, io } = run;
  const [, path] = positionals;
  if (path === undefined) throw new UsageError('write: holdfast rules compare FILE --database URL|embedded');
  const isJson = hasFlag(values, 'json');
  const read = readRuleSetText(readTextFile(resolve(path)), null);
  if (!read.ok) {
    const faults = read.error.map((fault) => sayFault('en', fault));
    if (isJson) io.out(JSON.stringify({ faults }));
    else for (const fault of faults) io.out(`${path}: ${fault}`);
    return 1;
  }
  const inForce = await withStore(run, ({ store, clock }) => store.read((tx) => findRulesInForce(tx, clock.now())));
  const differences = inForce === null ? null : compareRules(inForce, read.value);
  if (isJson) {
    const { version, profile } = read.value;
    io.out(JSON.stringify({ version, profile, inForce: inForce?.version ?? null, differences }));
  } else if (inForce === null || differences === null) io.out('no rules are in force');
  else for (const line of linesOf(differences)) io.out(line);
  return 0;
}

function linesOf(differences: readonly PartDifference[]): readonly string[] {
  if (differences.length === 0) return ['the file says what the rules in force say'];
  return differences.flatMap(({ part, added, removed, changed }) => [
    `${part}: ${added.length} more, ${removed.length} fewer, ${changed.length} otherwise`,
    ...named('more', added),
    ...named('fewer', removed),
    ...named(
      'otherwise',
      changed.flatMap(({ name, fields }) => {
        const said = [name, fields.join(', ')].filter((text) => text !== '').join(': ');
        return said === '' ? [] : [said];
      }),
    ),
  ]);
}

/** Rows of one kind of difference that are named; `--json` names all. */
const MOST_NAMED = 20;
/** A row without a name stands for itself, and may be long. */
const LONGEST_NAME = 160;

function named(what: string, names: readonly string[]): readonly string[] {
  const rest = names.length - MOST_NAMED;
  const short = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);
  return [
    ...names.slice(0, MOST_NAMED).map((name) => `  ${what}: ${short(name)}`),
    ...(rest > 0 ? [`  ${what}: ${rest} others, named with --json`] : []),
  ];
}

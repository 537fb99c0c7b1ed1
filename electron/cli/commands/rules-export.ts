// `holdfast rules export`: the rules in force, as `holdfast rules activate` takes them back, to be read, kept or changed.

import { resolve } from 'node:path';
import { rulesInForce } from '../../../server/query/rules-in-force.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, textOf, type Run } from '../command.ts';
import { rulesText, writeRules } from './write-rules.ts';

/** Writes them to `--out`, or prints them. Throws HF-CIRC-001 when no rules are in force. */
export async function exportRules(run: Run): Promise<number> {
  const rules = await withStore(run, ({ store, clock }) => store.read((tx) => rulesInForce(tx, clock.now())));
  const out = textOf(run.values, 'out');
  if (out === null) {
    run.io.out(rulesText(rules).trimEnd());
    return 0;
  }
  const path = resolve(out);
  writeRules(rules, path);
  const { version, profile } = rules;
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ exported: version, profile, file: path }));
  else run.io.out(`rules ${version} (${profile}) are written to ${path}`);
  return 0;
}

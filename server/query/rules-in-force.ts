// The rules that a library goes by at a moment.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** Throws HF-CIRC-001 when no rules are in force. */
export async function rulesInForce(tx: ReadTx, at: Instant): Promise<RuleSet> {
  const rules = await findRulesInForce(tx, at);
  if (rules === null) throw new HoldfastError('HF-CIRC-001');
  return rules;
}

/** Null when no rules are in force. */
export async function findRulesInForce(tx: ReadTx, at: Instant): Promise<RuleSet | null> {
  const activations = (await readAllRows(tx, 'ruleActivation'))
    .filter((one) => one.at <= at)
    .toSorted((a, b) => a.at - b.at);
  const version = activations.at(-1)?.version;
  return version === undefined ? null : ((await readRows(tx, 'ruleSet', [version])).get(version) ?? null);
}

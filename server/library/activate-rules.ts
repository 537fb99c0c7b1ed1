// Puts rules in force: the rule set, and from when it holds. Written while nobody folds, since every fold goes by it.

import { canonicalJson } from '../../shared/core/canonical-json.ts';
import { hashedId } from '../../shared/core/digest.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { ruleSetFaults } from '../../shared/rules/check-rule-set.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import { sayFault } from '../../shared/rules/rule-fault.ts';
import type { RuleActivation } from '../../shared/wire/rows.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { noteRulesToFoldUnder } from './fold-under-rules.ts';
import { putRowChunk, type PutContext } from './put-rows.ts';

type Activating = { readonly at: Instant; readonly edited?: RuleActivation['edited'] };

/**
 * Rules with a fault are not taken, so that those in force stay in force. Throws HF-RULES-001, and HF-RULES-002 when the version is that of
 * other rules: acts name the version that they were judged by, so that it never says anything else. Does nothing for the rules that were put in force
 * last.
 */
export async function activateRules(ruleSet: RuleSet, { at, edited }: Activating, context: PutContext): Promise<void> {
  const [fault] = ruleSetFaults(ruleSet);
  if (fault !== undefined) throw new HoldfastError('HF-RULES-001', { why: sayFault('en', fault) });
  // A loan that is being folded without these rules is there to be folded again, and what is folded from now on has them.
  await context.tx.lockAlone();
  const known = (await readRows(context.tx, 'ruleSet', [ruleSet.version])).get(ruleSet.version);
  if (known !== undefined && canonicalJson(known) !== canonicalJson(ruleSet))
    throw new HoldfastError('HF-RULES-002', { version: ruleSet.version });
  await putRowChunk('ruleSet', [ruleSet], context);
  if (known === undefined) await noteRulesToFoldUnder(context.tx, ruleSet.version);
  if ((await activationsInOrder(context.tx)).at(-1)?.version === ruleSet.version) return;
  const activation: RuleActivation = {
    id: hashedId('activation', ruleSet.version, at),
    version: ruleSet.version,
    at,
    ...(edited === undefined ? {} : { edited }),
  };
  await putRowChunk('ruleActivation', [activation], context);
}

/** Every activation, the one that was or will be in force last at the end. */
export async function activationsInOrder(tx: ReadTx): Promise<RuleActivation[]> {
  return (await readAllRows(tx, 'ruleActivation')).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

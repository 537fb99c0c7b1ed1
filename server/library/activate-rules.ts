// Puts rules in force: the rule set, and from when it holds. Written while nobody folds, since every fold goes by it.

import { canonicalJson } from '../../shared/core/canonical-json.ts';
import { hashedId } from '../../shared/core/digest.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { closingsOf } from '../../shared/circ/model/closing.ts';
import { inForceOrder } from '../../shared/circ/place-closing.ts';
import { closedRules } from '../../shared/rules/closed-window.ts';
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
  const before = await activationsInOrder(context.tx);
  // Rules that a person wrote anew do not open what is closed in an emergency; an edit was made from rules that know of it.
  const rules = edited === undefined ? withOpenClosings(ruleSet, before, at) : ruleSet;
  if (before.at(-1)?.version === rules.version) return;
  if (rules !== ruleSet) await putRowChunk('ruleSet', [rules], context);
  const activation: RuleActivation = {
    id: hashedId('activation', rules.version, at),
    version: rules.version,
    at,
    ...(edited === undefined ? {} : { edited }),
  };
  await putRowChunk('ruleActivation', [activation], context);
}

function withOpenClosings(ruleSet: RuleSet, activations: readonly RuleActivation[], at: Instant): RuleSet {
  const open = closingsOf(activations).filter((closing) => closing.at <= at && closing.to > at);
  return open.reduce<RuleSet>((rules, closing) => closedRules(rules, closing), ruleSet);
}

/** Every activation, the one that was or will be in force last at the end. */
export async function activationsInOrder(tx: ReadTx): Promise<RuleActivation[]> {
  return inForceOrder(await readAllRows(tx, 'ruleActivation'));
}

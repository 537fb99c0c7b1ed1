// Puts rules in force: the rule set, and from when it holds. Written under the lock of all folds, since every fold goes by it.

import { canonicalJson } from '../../shared/core/canonical-json.ts';
import { hashedId } from '../../shared/core/digest.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { RuleSetVersion } from '../../shared/core/ids.ts';
import { inForceOrder } from '../../shared/circ/model/closing.ts';
import { placeActivations } from '../../shared/circ/place-closing.ts';
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
 * other rules: acts name the version that they were judged by, so that its contents never change. Does nothing for the rules that were put in force
 * last.
 */
export async function activateRules(ruleSet: RuleSet, { at, edited }: Activating, context: PutContext): Promise<void> {
  const [fault] = ruleSetFaults(ruleSet);
  if (fault !== undefined) throw new HoldfastError('HF-RULES-001', { why: sayFault('en', fault) });
  // A loan that is being folded without these rules is there to be folded again, and later folds have them.
  await context.tx.lockAlone();
  const known = (await readRows(context.tx, 'ruleSet', [ruleSet.version])).get(ruleSet.version);
  if (known !== undefined && canonicalJson(known) !== canonicalJson(ruleSet))
    throw new HoldfastError('HF-RULES-002', { version: ruleSet.version });
  await putRowChunk('ruleSet', [ruleSet], context);
  if (known === undefined) await noteRulesToFoldUnder(context.tx, ruleSet.version);
  const before = await activationsInOrder(context.tx);
  const activation: RuleActivation = {
    id: hashedId('activation', ruleSet.version, at),
    version: ruleSet.version,
    at,
    ...(edited === undefined ? {} : { edited }),
  };
  // An emergency closing stays, under any rules that come into force.
  const activations = inForceOrder([...before.filter(({ id }) => id !== activation.id), activation]);
  const placed = placeActivations(activations, await knownRules(context.tx, activations));
  const own = placed.activations.find(({ id }) => id === activation.id) ?? activation;
  if (before.at(-1)?.version === own.version) return;
  await putRowChunk('ruleSet', placed.ruleSets, context);
  const others = placed.activations.filter(({ id }) => id !== own.id);
  await putRowChunk('ruleActivation', [own, ...others], context);
}

/** Finds the rules that activations name. */
export async function knownRules(
  tx: ReadTx,
  activations: readonly Pick<RuleActivation, 'version' | 'written'>[],
): Promise<(version: RuleSetVersion) => RuleSet | null> {
  const versions = new Set(
    activations.flatMap(({ version, written }) => (written === undefined ? [version] : [version, written])),
  );
  const ruleSets = await readRows(tx, 'ruleSet', versions);
  return (version) => ruleSets.get(version) ?? null;
}

/** Every activation, the one that was or will be in force last at the end. */
export async function activationsInOrder(tx: ReadTx): Promise<RuleActivation[]> {
  return inForceOrder(await readAllRows(tx, 'ruleActivation'));
}

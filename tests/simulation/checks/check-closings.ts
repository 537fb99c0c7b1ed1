// Emergency closings at the end: the rules in force have those that staff made and did not take back, and no others.

import { z } from 'zod';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { ReadTx } from '../../../server/store/store.ts';
import { inForceOrder, type Activation } from '../../../shared/circ/model/closing.ts';
import { activationOf } from '../../../shared/circ/place-closing.ts';
import { calendarsOf } from '../../../shared/rules/edit-rules.ts';
import type { RuleSet } from '../../../shared/rules/model/rule-set.ts';
import { isAllKnown, type Said } from '../model/said.ts';
import { holds } from '../world/broken.ts';

const ClosedSchema = z.object({ branches: z.array(z.string()), reason: z.string() });
const LiftedSchema = z.object({ closing: z.string() });

export type RulesThere = { readonly activations: readonly Activation[]; readonly ruleSets: readonly RuleSet[] };

export async function readRulesThere(tx: ReadTx): Promise<RulesThere> {
  return { activations: await readAllRows(tx, 'ruleActivation'), ruleSets: await readAllRows(tx, 'ruleSet') };
}

/** A closing that was taken back before its window began was none, in either order of arrival. [I24] */
export function checkClosings({ activations, ruleSets }: RulesThere, said: readonly Said[]): void {
  if (!isAllKnown(said, ['closeBranch', 'liftClosing'])) return;
  const lifted = new Set(
    said.flatMap(({ name, args }) => (name === 'liftClosing' ? [LiftedSchema.parse(args).closing] : [])),
  );
  const wanted = said.flatMap(({ id, name, args }) => {
    if (name !== 'closeBranch' || lifted.has(activationOf(id))) return [];
    const { branches, reason } = ClosedSchema.parse(args);
    return branches.map((branch) => `${branch}: ${reason}`);
  });
  const newest = inForceOrder(activations).at(-1);
  const rules = ruleSets.find(({ version }) => version === newest?.version);
  const calendars = rules === undefined ? [] : calendarsOf(rules, []);
  const found = calendars.flatMap(({ key, calendar }) => calendar.closures.map(({ name }) => `${key}: ${name}`));
  const [there, asked] = [[...new Set(found)].toSorted().join(', '), [...new Set(wanted)].toSorted().join(', ')];
  holds(24, there === asked, () => `the newest rules are closed for ${there} and not for ${asked}`);
}

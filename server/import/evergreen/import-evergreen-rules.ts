// Reads the rules of an Evergreen export alone, with the hours and closed days of its branches.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { WeightedRuleSet } from '../../../shared/rules/model/rule-set.ts';
import { startTally, type TallyResult } from '../tally.ts';
import { isZone } from './detect-zone.ts';
import { openEvergreenRulesFolder } from './evergreen-folder.ts';
import { readBranches } from './read-branches.ts';
import { readGroups, readPenalties } from './read-groups.ts';
import { readLocations } from './read-locations.ts';
import { readRuleParts } from './read-rule-parts.ts';
import { readRuleSet } from './read-rule-set.ts';

export type EvergreenRulesResult = TallyResult & { readonly rules: WeightedRuleSet };

/** Reads a folder. Throws HF-IMPORT-001 to -005 and -007. */
export async function importEvergreenRules(path: string, zone: string): Promise<EvergreenRulesResult> {
  if (!isZone(zone)) throw new HoldfastError('HF-IMPORT-007', { zone });
  const tally = startTally();
  const folder = await openEvergreenRulesFolder(path, tally);
  const tree = await readBranches(folder, zone);
  const groups = await readGroups(folder);
  const penalties = await readPenalties(folder);
  const { byId: locations } = await readLocations(folder, tree);
  const parts = await readRuleParts(folder);
  const rules = await readRuleSet(folder, { tree, groups, penalties, locations, parts });
  return { rules, ...tally.result() };
}

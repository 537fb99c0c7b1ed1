// The rule set of the library out of the tables of rules, limits and hours. Its version is a hash of its contents, so that the same files
// give the same version and a changed one gives a new one.

import { canonicalJson } from '../../../shared/core/canonical-json.ts';
import { sha256Hex } from '../../../shared/core/digest.ts';
import { ruleSetVersion } from '../../../shared/core/ids.ts';
import type { Location } from '../../../shared/circ/model/branch.ts';
import type { PatronGroup, WeightedRuleSet } from '../../../shared/rules/model/rule-set.ts';
import { buildCalendars } from '../calendars/build-calendars.ts';
import { noteRow } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';
import type { BranchTree } from './read-branches.ts';
import { readClosures } from './read-closures.ts';
import { readThresholds, type Penalty } from './read-groups.ts';
import { readHardDates } from './read-hard-dates.ts';
import { readHoldMatrix } from './read-hold-matrix.ts';
import { readHours } from './read-hours.ts';
import { readLimitSets } from './read-limit-sets.ts';
import { readMatrix } from './read-matrix.ts';
import type { RuleParts } from './read-rule-parts.ts';
import { readWeights } from './read-weights.ts';

/** The rows read before the rules. */
export type RuleContext = {
  readonly tree: BranchTree;
  readonly groups: ReadonlyMap<string, PatronGroup>;
  readonly penalties: ReadonlyMap<string, Penalty>;
  readonly locations: ReadonlyMap<string, Location>;
  readonly parts: RuleParts;
};

/** Reads the rules of the library with its calendars. */
export async function readRuleSet(folder: EvergreenRulesFolder, context: RuleContext): Promise<WeightedRuleSet> {
  const { tree, groups } = context;
  const thresholds = await readThresholds(folder, context);
  const hardDates = await readHardDates(folder, tree.root.zone);
  const rules = await readMatrix(folder, { ...context, hardDates });
  const weights = await readWeights(folder);
  const holdRules = await readHoldMatrix(folder, context);
  const holdWeights = holdRules === undefined ? undefined : await readWeights(folder, 'hold_matrix_weights');
  const limitSets = await readLimitSets(folder, context);
  const hours = await readHours(folder, tree);
  const closures = await readClosures(folder, tree);
  const { branches, inherited } = buildCalendars({ branches: tree.branches, hours, closures });
  for (const { branch, from } of inherited)
    noteRow(folder, 'hours_of_operation', null, `${branch} has no hours; it keeps those of ${from}`);
  return withVersion({
    profile: 'evergreen',
    currency: 'USD',
    groups: [...groups.values()],
    branches,
    weights,
    rules,
    ...(holdRules === undefined ? {} : { holdRules: [...holdRules] }),
    ...(holdWeights === undefined ? {} : { holdWeights }),
    thresholds,
    limitSets,
    endOfDay: '23:59:59',
    closedDays: 'skip-closed-ends',
    minimumUsefulMinutes: 5,
  });
}

function withVersion(rules: Omit<WeightedRuleSet, 'version'>): WeightedRuleSet {
  const hash = sha256Hex(canonicalJson(rules)).slice(0, 16);
  return { version: ruleSetVersion(`evergreen-${hash}`), ...rules };
}

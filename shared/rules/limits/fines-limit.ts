// The debt at which borrowing stops, by a rule set of any form.

import type { MinorUnits } from '../../core/money.ts';
import { kohaMoneyGate } from '../koha/koha-policy.ts';
import type { RuleSet } from '../model/rule-set.ts';
import { ancestorsOf, treeOf } from '../tree.ts';
import { nearestThreshold } from './thresholds.ts';

/** A limit on debt. Koha stops above its limit, the other systems at it. */
export type FinesLimit = { readonly minor: MinorUnits; readonly isAbove: boolean };

/** Debt at which a patron of a group may borrow nothing more at a branch; null = none. Rules about single items are not in it. */
export function finesLimit(
  rules: RuleSet,
  { group, branch }: { readonly group: string | null; readonly branch: string },
): FinesLimit | null {
  switch (rules.profile) {
    case 'evergreen':
    case 'holdfast': {
      const groups = ancestorsOf(treeOf(rules.groups), group ?? '');
      const branches = ancestorsOf(treeOf(rules.branches), branch);
      const threshold = nearestThreshold(rules.thresholds, 'fines', { groups, branches });
      return threshold?.blocks.includes('CIRC') === true ? { minor: threshold.limit, isAbove: false } : null;
    }
    case 'folio': {
      const limits = rules.limits.filter((one) => one.group === group && one.counts === 'fines');
      const stopping = limits.filter(({ blocks }) => blocks.includes('borrowing')).map(({ limit }) => limit);
      return stopping.length === 0 ? null : { minor: Math.min(...stopping), isAbove: false };
    }
    case 'koha': {
      // Less than that may need a person's word, which stops nothing.
      const { finesLimitMinor: minor } = kohaMoneyGate(rules);
      return minor === null ? null : { minor, isAbove: true };
    }
  }
}

// The immutable rows that folds and judging refer to: resolved policies by hash, rule sets by version. Read once and kept.

import { policyHash, type BranchId, type PolicyHash, type RuleSetVersion } from '../../shared/core/ids.ts';
import { branchCalendars, type TimesOfBranch } from '../../shared/rules/branch-calendars.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import type { OpeningTimes } from '../../shared/rules/calendar/opening-times.ts';
import { closingsOf, type Closing } from '../../shared/circ/model/closing.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

export type References = {
  /** The policies of these hashes that are known. */
  readonly policies: (tx: ReadTx, hashes: Iterable<PolicyHash>) => Promise<ReadonlyMap<PolicyHash, Policy>>;
  /** The rule sets of these versions that are known. */
  readonly ruleSets: (tx: ReadTx, versions: Iterable<RuleSetVersion>) => Promise<ReadonlyMap<RuleSetVersion, RuleSet>>;
  /** Emergency closings, in the order in which they were made; the rules that know of them are known to `timesOf` then. */
  readonly closings: (tx: ReadTx) => Promise<readonly Closing[]>;
  /** When a lending branch is open under the rule set that a loan was lent under; only rule sets that were asked for are known. */
  readonly timesOf: (rules: RuleSetVersion | null, branch: BranchId | null) => OpeningTimes | null;
};

const KEPT_POLICIES = 20_000;

export function createReferences(): References {
  const policies = new Map<string, Policy>();
  const ruleSets = new Map<string, RuleSet>();
  const calendars = new Map<string, TimesOfBranch>();
  const references: References = {
    policies: async (tx, hashes) => {
      const wanted = [...new Set(hashes)];
      if (policies.size > KEPT_POLICIES) policies.clear();
      const rows = await readRows(
        tx,
        'policy',
        wanted.filter((hash) => !policies.has(hash)),
      );
      for (const [hash, row] of rows) policies.set(hash, row.policy);
      return new Map(wanted.flatMap((hash) => pair(policyHash(hash), policies.get(hash))));
    },
    ruleSets: async (tx, versions) => {
      const wanted = [...new Set(versions)];
      const rows = await readRows(
        tx,
        'ruleSet',
        wanted.filter((version) => !ruleSets.has(version)),
      );
      for (const [version, row] of rows) {
        ruleSets.set(version, row);
        calendars.set(version, branchCalendars(row));
      }
      return new Map(wanted.flatMap((version) => pair(version, ruleSets.get(version))));
    },
    timesOf: (rules, branch) => {
      const times = rules === null ? undefined : calendars.get(rules);
      return times === undefined || branch === null ? null : times(branch);
    },
    closings: async (tx) => {
      const found = closingsOf(await readAllRows(tx, 'ruleActivation'));
      if (found.length > 0)
        await references.ruleSets(
          tx,
          found.map(({ version }) => version),
        );
      return found;
    },
  };
  return references;
}

function pair<K, V>(key: K, value: V | undefined): [K, V][] {
  return value === undefined ? [] : [[key, value]];
}

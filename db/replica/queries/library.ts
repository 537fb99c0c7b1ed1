// The library around the desk: branches, locations, rules, policies. Small kinds; frequent callers keep them until they change.

import type { LocationId, PolicyHash, RuleSetVersion } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Branch, Location } from '../../../shared/circ/model/branch.ts';
import type { Policy } from '../../../shared/rules/model/policy.ts';
import type { RuleSet } from '../../../shared/rules/model/rule-set.ts';
import type { Library, RuleActivation } from '../../../shared/wire/rows.ts';
import type { Replica } from '../open-replica.ts';
import { allRows, rowByKey, rowsWhere } from '../read-row.ts';

/** Every branch. */
export function allBranches(db: Replica): Branch[] {
  return allRows(db, 'branch');
}

/** The library itself; null before its row has come. */
export function theLibrary(db: Replica): Library | null {
  return allRows(db, 'library')[0] ?? null;
}

/** Every location. */
export function allLocations(db: Replica): Location[] {
  return allRows(db, 'location');
}

/** One location. */
export function locationById(db: Replica, id: LocationId): Location | null {
  return rowByKey(db, 'location', id);
}

/** One rule set. */
export function ruleSetByVersion(db: Replica, version: RuleSetVersion): RuleSet | null {
  return rowByKey(db, 'ruleSet', version);
}

/** The versions that were put in force up to a moment, the newest first. */
export function rulesVersionsUpTo(db: Replica, at: Instant): RuleSetVersion[] {
  return rowsWhere(db, 'ruleActivation', 'WHERE at <= ? ORDER BY at DESC, key DESC', at).map(({ version }) => version);
}

/** When a version was last put in force up to a moment; null where it was not. */
export function rulesInForceSince(db: Replica, version: RuleSetVersion, at: Instant): Instant | null {
  const activations = rowsWhere(db, 'ruleActivation', 'WHERE at <= ? ORDER BY at DESC, key DESC', at);
  return activations.find((one) => one.version === version)?.at ?? null;
}

/** The version in force at a moment: the newest activation at or before it; null before the first. */
export function activeRulesVersion(db: Replica, at: Instant): RuleSetVersion | null {
  return rowsWhere(db, 'ruleActivation', 'WHERE at <= ? ORDER BY at DESC, key DESC LIMIT 1', at)[0]?.version ?? null;
}

/** The version that was put in force first; null where none was. */
export function firstRulesVersion(db: Replica): RuleSetVersion | null {
  return rowsWhere(db, 'ruleActivation', 'ORDER BY at, key LIMIT 1')[0]?.version ?? null;
}

/** A resolved policy. */
export function policyByHash(db: Replica, hash: PolicyHash): Policy | null {
  return rowByKey(db, 'policy', hash)?.policy ?? null;
}

/** Number that rises when staff or their rights change; 0 without one. */
export function staffRevision(db: Replica): number {
  return rowByKey(db, 'staffMark', 'staff')?.revision ?? 0;
}

/** Every activation of rules. */
export function ruleActivations(db: Replica): RuleActivation[] {
  return rowsWhere(db, 'ruleActivation', 'ORDER BY at, key');
}

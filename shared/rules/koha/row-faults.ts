// Faults in the values of a row of Koha's rules: the same for a table that is imported and for a rule set that is put
// in force.

import type { ZoneClock } from '../calendar/zone-clock.ts';
import { fieldFault, type RuleFault } from '../rule-fault.ts';
import { checkScope, checkValue, partsStored } from './check-rule.ts';
import { kohaPolicy, type KohaSite } from './koha-policy.ts';
import type { KohaRuleSet } from './koha-rule-set.ts';
import { KOHA_RULE_KINDS } from './rule-kinds.ts';

/** The faults of a row, each with the name of its rule as its path. */
export function kohaRowFaults(row: KohaRuleSet['rows'][number], site: KohaSite, clock: ZoneClock): RuleFault[] {
  const { values, ...scope } = row;
  const unread = new Map(kohaPolicy(values, site, clock).faults.map((fault) => [fault.path, fault]));
  return Object.entries(values).flatMap(([name, value]) => {
    if (!KOHA_RULE_KINDS.has(name)) return [fieldFault('RULE_NAME_UNKNOWN', name, { name })];
    const scoped = checkScope(name, partsStored(name, scope));
    const faults = [scoped.ok ? undefined : scoped.error, storingFault(name, value) ?? unread.get(name)];
    return faults.flatMap((fault) => (fault === undefined ? [] : [{ ...fault, path: name }]));
  });
}

function storingFault(name: string, value: string): RuleFault | undefined {
  const stored = checkValue(name, value);
  if (!stored.ok) return stored.error;
  // Koha keeps no row for a blank that is no value. Kept here, it would hide the row that gives one.
  return stored.value === null ? fieldFault('VALUE_BLANK', name, { name }) : undefined;
}

// Whether a rule of Koha may be stored: with the parts of its scope, no more and no less, and with a value of its kind.

import { err, ok, type Result } from '../../core/result.ts';
import { fieldFault, type RuleFault } from '../rule-fault.ts';
import type { KohaScope } from './koha-rules.ts';
import { KOHA_RULE_KINDS, SCOPE_PARTS, type ScopePart } from './rule-kinds.ts';

/** Checks the scope that a rule is stored with; the fault's path is the first part that is missing or too much. */
export function checkScope(name: string, given: ReadonlySet<ScopePart>): Result<null, RuleFault> {
  const kind = KOHA_RULE_KINDS.get(name);
  if (kind === undefined) return err(fieldFault('RULE_NAME_UNKNOWN', 'rule_name', { name }));
  for (const part of SCOPE_PARTS) {
    const belongs = kind.scope.includes(part);
    if (belongs === given.has(part)) continue;
    return err(fieldFault(belongs ? 'SCOPE_PART_MISSING' : 'SCOPE_PART_TOO_MUCH', part, { name, part }));
  }
  return ok(null);
}

/**
 * The parts that a rule of a row is stored with. A row has all three: one that is left open is "any" where it belongs to the rule, and
 * nothing where it does not.
 */
export function partsStored(name: string, scope: KohaScope): ReadonlySet<ScopePart> {
  const own = KOHA_RULE_KINDS.get(name)?.scope ?? [];
  return new Set(SCOPE_PARTS.filter((part) => own.includes(part) || scope[part] !== null));
}

/** Money is written plainly, without sign, thousands or a decimal comma. */
const PLAIN_DECIMAL = /^\d+(\.\d+)?$/;

/** The value as it is stored: null = no rule, which a blank means too where blank is no value. */
export function checkValue(name: string, value: string | null): Result<string | null, RuleFault> {
  const kind = KOHA_RULE_KINDS.get(name);
  if (kind === undefined) return err(fieldFault('RULE_NAME_UNKNOWN', 'rule_name', { name }));
  if (value === null) return ok(null);
  if (value === '') return ok(kind.mayBeBlank ? '' : null);
  if (kind.isMoney && !PLAIN_DECIMAL.test(value)) {
    return err(fieldFault('VALUE_NOT_DECIMAL', 'rule_value', { name, value }));
  }
  return ok(value);
}

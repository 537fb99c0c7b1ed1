// `holdfast library`: how missing parts are settled, in the library and at a branch of it.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { BranchId } from '../../../shared/core/ids.ts';
import type { Branch } from '../../../shared/circ/model/branch.ts';
import type { DeskTerms } from '../../../shared/circ/model/desk-terms.ts';
import { PartTermsSchema, type PartTerms } from '../../../shared/circ/model/missing-part.ts';
import { currencyDecimals, parseDecimalMoney } from '../../../shared/core/money.ts';
import { partTermsAt, withPartTerms } from '../../../shared/circ/part-terms.ts';
import { treeOf } from '../../../shared/rules/tree.ts';
import type { Library } from '../../../shared/wire/rows.ts';
import { textOf, UsageError, type Run } from '../command.ts';

export const PART_OPTIONS = {
  'part-clock': { type: 'string' },
  'part-bill': { type: 'string' },
  'part-amount': { type: 'string' },
  'part-bill-stays': { type: 'string' },
  'part-policy': { type: 'string' },
  branch: { type: 'string' },
} as const;

/** Terms of desks with what the options set, for the library or for the branch that they name. Throws HF-RULES-010 for one that is not there. */
export function withPartOptions(
  run: Run,
  { currency, desk = {} }: Pick<Library, 'currency' | 'desk'>,
  branches: readonly Branch[],
): DeskTerms {
  const branch = branchOf(run, branches);
  const parts = partTermsOf(run, currency);
  const isInherited = inherits(run);
  if (isInherited && Object.keys(parts).length > 0)
    throw new UsageError('--part-policy inherited takes no other --part option');
  if (isInherited) return withPartTerms(desk, branch, null);
  if (Object.keys(parts).length === 0) {
    if (branch !== null) throw new UsageError('--branch takes a --part option beside it');
    return desk;
  }
  // A branch that gets terms of its own begins with those that held there.
  return withPartTerms(desk, branch, { ...partTermsAt(desk, treeOf(branches), branch).terms, ...parts });
}

/** Whether an option is about missing parts. */
export function saysParts({ values }: Run): boolean {
  return Object.keys(PART_OPTIONS).some((option) => textOf(values, option) !== null);
}

function branchOf({ values }: Run, branches: readonly Branch[]): BranchId | null {
  const named = textOf(values, 'branch');
  if (named === null) return null;
  const found = branches.find(({ id }) => id === named) ?? branches.find(({ name }) => name === named);
  if (found === undefined) throw new HoldfastError('HF-RULES-010', { branch: named });
  return found.id;
}

function inherits({ values }: Run): boolean {
  const policy = textOf(values, 'part-policy');
  if (policy !== null && policy !== 'inherited') throw new UsageError(`--part-policy takes inherited, not "${policy}"`);
  return policy !== null;
}

/** The terms that the options set; undefined takes one back. */
export function partTermsOf({ values }: Run, currency: string): PartTerms {
  const choice = <T>(option: keyof typeof PART_OPTIONS, choices: Readonly<Record<string, T>>): [T] | null => {
    const text = textOf(values, option);
    if (text === null) return null;
    const chosen = Object.entries(choices).find(([name]) => name === text);
    if (chosen === undefined)
      throw new UsageError(`--${option} takes ${Object.keys(choices).join(' or ')}, not "${text}"`);
    return [chosen[1]];
  };
  const clock = choice('part-clock', { stops: undefined, runs: true as const });
  const stays = choice('part-bill-stays', { no: undefined, yes: true as const });
  const days = daysOf(textOf(values, 'part-bill'));
  const amount = amountOf(textOf(values, 'part-amount'), currency);
  return {
    ...(clock === null ? {} : { clockRuns: clock[0] }),
    ...(stays === null ? {} : { keepsBill: stays[0] }),
    ...(days === null ? {} : { billAfterDays: days.value }),
    ...(amount === null ? {} : { amountMinor: amount.value }),
  };
}

type Set<T> = { readonly value: T | undefined } | null;

function daysOf(text: string | null): Set<number> {
  if (text === null) return null;
  if (text === 'inspected') return { value: undefined };
  const days = PartTermsSchema.shape.billAfterDays.safeParse(text === 'at-once' ? 0 : Number(text || NaN));
  if (!days.success) throw new UsageError(`--part-bill takes at-once, inspected, or days from 1 to 365, not "${text}"`);
  return { value: days.data };
}

function amountOf(text: string | null, currency: string): Set<number> {
  if (text === null) return null;
  if (text === 'none') return { value: undefined };
  const amount = PartTermsSchema.shape.amountMinor.safeParse(parseDecimalMoney(text, currencyDecimals(currency)));
  if (!amount.success)
    throw new UsageError(`--part-amount takes an amount such as 10 or 12.50, or none, not "${text}"`);
  return { value: amount.data };
}

/** In words, a line; `at`: the branch that they are of. */
export function partTermsLine(
  { clockRuns, billAfterDays, amountMinor, keepsBill }: PartTerms,
  currency: string,
  at?: string,
): string {
  const clock = clockRuns === true ? 'the loan goes on' : 'the check-in ends the loan';
  const amount =
    amountMinor === undefined
      ? ''
      : ` ${(amountMinor / 10 ** currencyDecimals(currency)).toFixed(currencyDecimals(currency))}`;
  const bill =
    billAfterDays === undefined
      ? 'nothing is billed before inspection'
      : `each part is billed${amount} ${billAfterDays === 0 ? 'at once' : `after ${billAfterDays} days`}`;
  return `missing parts${at === undefined ? '' : ` at ${at}`}: ${clock}; ${bill}; a bill ${keepsBill === true ? 'stays' : 'goes'} when the part is back`;
}

// `holdfast library`: how missing parts are settled.

import { PartTermsSchema, type PartTerms } from '../../../shared/circ/model/missing-part.ts';
import { currencyDecimals, parseDecimalMoney } from '../../../shared/core/money.ts';
import { textOf, UsageError, type Run } from '../command.ts';

export const PART_OPTIONS = {
  'part-clock': { type: 'string' },
  'part-bill': { type: 'string' },
  'part-amount': { type: 'string' },
  'part-bill-stays': { type: 'string' },
} as const;

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

/** In words, a line. */
export function partTermsLine(
  { clockRuns, billAfterDays, amountMinor, keepsBill }: PartTerms,
  currency: string,
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
  return `missing parts: ${clock}; ${bill}; a bill ${keepsBill === true ? 'stays' : 'goes'} when the part is back`;
}

// A kind of equipment as a form has it: choices, and numbers as they are typed.

import {
  AGREEMENT_LIMITS,
  EQUIPMENT_LIMITS,
  KIND_LIMITS,
  numberWithin,
  type NumberLimits,
} from '../../../shared/core/terms-limits.ts';
import type { HabitsInput } from '../../../shared/views/habits.ts';

export type EquipmentKind = NonNullable<HabitsInput['habits']['equipment']>[number];
type Lasts = NonNullable<EquipmentKind['agreement']>['lasts'];

export const AGREEMENT_LASTS = ['none', 'once', 'days', 'terms'] as const;

/** Terms that are numbers, in the order of the form. */
export const NUMBER_TERMS = [
  'quantity',
  'bookings',
  'turnaroundMinutes',
  'cooldownMinutes',
  'graceMinutes',
  'mostHours',
  'daysAhead',
] as const;
export type NumberTerm = (typeof NUMBER_TERMS)[number];

export type EquipmentDraft = {
  /** Of its row while it is typed. */
  readonly key: number;
  /** Null = not saved yet. */
  readonly id: string | null;
  readonly name: string;
  readonly types: readonly string[];
  readonly numbers: Readonly<Record<NumberTerm, string>>;
  readonly inspects: boolean;
  readonly lasts: (typeof AGREEMENT_LASTS)[number];
  readonly days: string;
  readonly ends: string;
  readonly text: string;
};

/** A field that cannot be saved as it is typed. */
export type DraftFault =
  | { readonly field: 'name' | 'types' | 'ends' | 'text' }
  | { readonly field: NumberTerm | 'days'; readonly limits: NumberLimits };

const NO_NUMBERS: EquipmentDraft['numbers'] = {
  quantity: '',
  bookings: '',
  turnaroundMinutes: '',
  cooldownMinutes: '',
  graceMinutes: '',
  mostHours: '',
  daysAhead: '',
};

export function newDraft(key: number): EquipmentDraft {
  return {
    key,
    id: null,
    name: '',
    types: [],
    numbers: NO_NUMBERS,
    inspects: false,
    lasts: 'none',
    days: '',
    ends: '',
    text: '',
  };
}

export function draftOf(kind: EquipmentKind, key: number): EquipmentDraft {
  const { id, name, types, inspects, agreement } = kind;
  const numbers = NUMBER_TERMS.map((term) => [term, kind[term] === undefined ? '' : String(kind[term])] as const);
  return {
    ...newDraft(key),
    id,
    name,
    types,
    numbers: { ...NO_NUMBERS, ...Object.fromEntries(numbers) },
    inspects: inspects === true,
    ...(agreement === undefined ? {} : { ...lastsOf(agreement.lasts), text: agreement.text ?? '' }),
  };
}

function lastsOf(lasts: Lasts): Pick<EquipmentDraft, 'lasts'> & Partial<Pick<EquipmentDraft, 'days' | 'ends'>> {
  if (lasts === undefined) return { lasts: 'once' };
  return 'days' in lasts
    ? { lasts: 'days', days: String(lasts.days) }
    : { lasts: 'terms', ends: lasts.ends.join(', ') };
}

/** Whether nothing was typed into a new one. */
export function isBlank(draft: EquipmentDraft): boolean {
  return draft.id === null && draft.name === '' && draft.types.length === 0;
}

/** The first field that cannot be saved; null = the kind is whole. Fields that do not show are not looked at. */
export function draftFault({ name, types, numbers, lasts, days, ends, text }: EquipmentDraft): DraftFault | null {
  if (name.trim() === '' || name.trim().length > KIND_LIMITS.nameLetters) return { field: 'name' };
  if (types.length === 0) return { field: 'types' };
  const wrong = NUMBER_TERMS.find(
    (term) => numbers[term].trim() !== '' && numberWithin(numbers[term], EQUIPMENT_LIMITS[term]) === null,
  );
  if (wrong !== undefined) return { field: wrong, limits: EQUIPMENT_LIMITS[wrong] };
  if (lasts === 'days' && numberWithin(days, AGREEMENT_LIMITS.days) === null)
    return { field: 'days', limits: AGREEMENT_LIMITS.days };
  if (lasts === 'terms' && !areDays(endsOf(ends))) return { field: 'ends' };
  return lasts !== 'none' && text.trim().length > AGREEMENT_LIMITS.letters ? { field: 'text' } : null;
}

/** The kind of a draft without a fault, with this code. */
export function kindOf(draft: EquipmentDraft, id: string): EquipmentKind {
  const { name, types, numbers, inspects, lasts } = draft;
  const terms = NUMBER_TERMS.flatMap((term) => {
    const number = numberWithin(numbers[term], EQUIPMENT_LIMITS[term]);
    return number === null ? [] : [[term, number] as const];
  });
  return {
    id,
    name: name.trim(),
    types: [...types],
    ...Object.fromEntries(terms),
    ...(inspects ? { inspects: true } : {}),
    ...(lasts === 'none' ? {} : { agreement: agreementOf(draft) }),
  };
}

function agreementOf({ lasts, days, ends, text }: EquipmentDraft): NonNullable<EquipmentKind['agreement']> {
  return {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(lasts === 'days' ? { lasts: { days: Number(days) } } : {}),
    ...(lasts === 'terms' ? { lasts: { ends: endsOf(ends) } } : {}),
  };
}

const endsOf = (text: string): string[] => text.split(/[\s,;]+/u).filter(Boolean);

/** Days of a year that is no leap year, in two digits each. */
function areDays(ends: readonly string[]): boolean {
  const isDay = (end: string): boolean => {
    const at = /^\d{2}-\d{2}$/.test(end) ? new Date(`2001-${end}T00:00:00Z`) : null;
    return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().slice(5, 10) === end;
  };
  return ends.length > 0 && ends.length <= AGREEMENT_LIMITS.ends && ends.every(isDay);
}

// Reads the values of Koha's rules, which are texts. Absent and blank stay apart from zero; an unreadable value is a fault of its rule,
// and counts as absent.

import type { WrittenForm } from '../../core/codes/written-forms.ts';
import { parseDecimalMoney, type MinorUnits } from '../../core/money.ts';
import type { Given } from '../model/policy/given.ts';
import { BLANK } from '../model/policy/given.ts';
import { fieldFault, type RuleFault } from '../rule-fault.ts';

/** The values of one loan, by rule name. */
export type ValuesOf = Readonly<Partial<Record<string, string>>>;

export type ValueReader = {
  readonly faults: readonly RuleFault[];
  /** Whole numbers from 0. */
  count(name: string): Given<number>;
  money(name: string): Given<MinorUnits>;
  /** `1`, `yes`, `0`, `no`. */
  flag(name: string): boolean | null;
  /** A date `YYYY-MM-DD`. */
  date(name: string): string | null;
  /** One of some texts, mapped to its value. */
  oneOf<T>(name: string, values: Readonly<Record<string, T>>): T | null;
};

/** A reader of the values of one loan. `decimals`: decimals of the currency. */
export function valueReader(values: ValuesOf, decimals: number): ValueReader {
  const faults: RuleFault[] = [];
  const read = <T>(name: string, fault: Wanted, parse: (text: string) => T | null): Given<T> => {
    const text = values[name];
    if (text === undefined) return undefined;
    if (text === '') return BLANK;
    const value = parse(text);
    if (value !== null) return value;
    faults.push(fieldFault(fault.code, name, { value: text, ...fault.params }));
    return undefined;
  };
  const plain = <T>(name: string, fault: Wanted, parse: (text: string) => T | null): T | null => {
    const value = read(name, fault, (text) => wrap(parse(text)));
    return value !== null && value !== undefined && 'value' in value ? value.value : null;
  };
  return {
    faults,
    count: (name) => read(name, form('count'), parseCount),
    money: (name) => read(name, form('amount'), (text) => parseDecimalMoney(text, decimals)),
    flag: (name) => plain(name, form('yesOrNo'), parseFlag),
    date: (name) => plain(name, form('date'), parseDate),
    oneOf: (name, known) =>
      plain(name, oneOf(Object.keys(known)), (text) => (Object.hasOwn(known, text) ? (known[text] ?? null) : null)),
  };
}

/** The fault of an unreadable value: its code and the expected form. */
type Wanted = Pick<RuleFault, 'code' | 'params'>;

/** A form, by the name that has words in every language. */
function form(wanted: WrittenForm): Wanted {
  return { code: 'VALUE_UNREADABLE', params: { wanted } };
}

function oneOf(values: readonly string[]): Wanted {
  return { code: 'VALUE_NOT_ONE_OF', params: { values: values.join(', ') } };
}

/** Kept in a box, so that no value can be taken for a blank one. */
function wrap<T>(value: T | null): { readonly value: T } | null {
  return value === null ? null : { value };
}

function parseCount(text: string): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : null;
  return value !== null && Number.isSafeInteger(value) ? value : null;
}

function parseFlag(text: string): boolean | null {
  if (text === '1' || text === 'yes') return true;
  return text === '0' || text === 'no' ? false : null;
}

function parseDate(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : null;
}

// Something wrong with rules that a person wrote or exported, and where: a line and a column of a text, or the path of a field.

import { RULE_FAULT_WORDS, type RuleFaultCode } from '../core/codes/rule-faults.ts';
import { isWrittenForm, WRITTEN_FORM_WORDS } from '../core/codes/written-forms.ts';
import type { Language, Words } from '../core/language.ts';
import { say, type Params } from '../core/say.ts';

/** A place in a text; both counted from 1. */
export type TextPlace = { readonly line: number; readonly column: number };

export type RuleFault = {
  readonly code: RuleFaultCode;
  readonly params: Params;
  /** Null where the rules are no text. */
  readonly place: TextPlace | null;
  /** The field, for example `rules.3.gives.duration`; empty where the whole is meant. */
  readonly path: string;
};

/** A fault at a place of a text. */
export function faultAt(code: RuleFaultCode, { line, column }: TextPlace, params: Params = {}): RuleFault {
  return { code, params, place: { line, column }, path: '' };
}

/** A fault of a field. */
export function fieldFault(code: RuleFaultCode, path: string, params: Params = {}): RuleFault {
  return { code, params, place: null, path };
}

const PLACES = {
  text: { en: 'line {line}, column {column}: ', es: 'línea {line}, columna {column}: ' },
  field: { en: '{path}: ', es: '{path}: ' },
} as const satisfies Readonly<Record<string, Words>>;

/** The words of a fault, its place first. */
export function sayFault(language: Language, { code, params, place, path }: RuleFault): string {
  const saying = { language, now: 0 };
  const where = [
    place === null ? '' : say(saying, PLACES.text, { line: String(place.line), column: String(place.column) }),
    path === '' ? '' : say(saying, PLACES.field, { path }),
  ];
  return `${where.join('')}${say(saying, RULE_FAULT_WORDS[code], saidParams(language, params))}`;
}

/** Names the expected form in words, where it has a name. */
function saidParams(language: Language, params: Params): Params {
  const { wanted } = params;
  return isWrittenForm(wanted) ? { ...params, wanted: WRITTEN_FORM_WORDS[wanted][language] } : params;
}

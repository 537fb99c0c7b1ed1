// Reads the part after the class of a call number as units (numbers, cutters, words) and writes units as a key whose plain code-unit order
// is the shelf order: nothing before something, then numbers by value, then letters; a cutter is its letters and a decimal.

import { isLabel, monthRank, romanValue, sameLabel } from './volume-words.ts';

type Place = {
  /** Where the unit begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** A dot stands directly before it. */
  readonly isDotted: boolean;
  /** It continues the number before it: 1-2, 2,13, 1975/76. */
  readonly isRange: boolean;
  /** The sign before it that counts in local numbers. */
  readonly sign: '/' | '-' | ' ';
};

export type NumberUnit = Place & {
  readonly kind: 'number';
  readonly digits: string;
  readonly fraction: string;
  /** Letters of an edition or work that follow directly: 1974b. */
  readonly letters: string;
  readonly isOrdinal: boolean;
};

export type CutterUnit = Place & {
  readonly kind: 'cutter';
  readonly letters: string;
  readonly digits: string;
  readonly work: string;
  /** The number after a colon of a map cutter, a place within a place. */
  readonly place: string;
};

export type WordUnit = Place & { readonly kind: 'word'; readonly text: string };
type MonthUnit = Place & { readonly kind: 'month'; readonly rank: string };

export type Unit = NumberUnit | CutterUnit | WordUnit;

export type ScanRules = {
  /** Letters with digits are cutters; else a word and a whole number, but for those written " .E9". */
  readonly hasCutters: boolean;
  /** "V2" is a volume after so many cutters, or after a date; before, it is a cutter. */
  readonly volumeAfter: number;
  /** A comma before three digits groups thousands. */
  readonly hasThousands?: boolean;
};

const initials = /\p{L}(?:\.\p{L})+(?![\p{L}\d])/uy;
const wordRun = /\p{L}+/uy;
const numberRun = /(\d+)(?:\.(\d+)(?!\d*(?:ST|ND|RD|TH)(?![A-Z])))?/iy;
const thousands = /\d{1,3}(?:,\d{3})+(?![\d,])/y;
const ordinal = / ?(?:ST|ND|RD|TH)(?![A-Z])/iy;
const gap = /[^\p{L}\d]*/uy;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The units of the folded text from a place on. */
export function scanUnits(text: string, from: number, rules: ScanRules): Unit[] {
  const units: Unit[] = [];
  let at = from;
  for (;;) {
    const between = match(gap, text, at)?.[0] ?? '';
    const start = at + between.length;
    // A plus sign by itself marks a large format.
    const plus = /(?:^|\s)\+(?=\s|$)/.exec(between);
    if (plus !== null && units.length > 0) {
      const end = at + plus.index + plus[0].length;
      units.push({ start: end - 1, end, isDotted: false, isRange: false, sign: ' ', kind: 'word', text: '+' });
    }
    if (start >= text.length) return units;
    const before = units.at(-1);
    const place = {
      start,
      isDotted: between.endsWith('.') && (between.length === 1 || between.at(-2) !== ','),
      isRange: /^[-/,+]$/.test(between) && before?.kind === 'number',
      sign: signOf(between),
    };
    const unit = /\d/.test(text.charAt(start))
      ? scanNumber(text, place, rules)
      : scanLetters(text, place, units, rules);
    units.push(unit);
    at = unit.end;
  }
}

function signOf(between: string): Place['sign'] {
  if (between.includes('/')) return '/';
  return between.includes('-') ? '-' : ' ';
}

type Begun = Omit<Place, 'end'>;

function scanNumber(text: string, place: Begun, { hasThousands = false }: ScanRules): NumberUnit {
  const grouped = hasThousands ? match(thousands, text, place.start) : null;
  const read = match(numberRun, text, place.start);
  const whole = grouped?.[0] ?? read?.[0] ?? '';
  const digits = grouped === null ? (read?.[1] ?? '') : whole.replaceAll(',', '');
  const fraction = grouped === null ? (read?.[2] ?? '') : '';
  const unit = { ...place, kind: 'number', digits, fraction, letters: '', isOrdinal: false } as const;
  const end = place.start + whole.length;
  const suffix = match(ordinal, text, end);
  if (suffix !== null) return { ...unit, isOrdinal: true, end: end + suffix[0].length };
  const letters = match(wordRun, text, end)?.[0] ?? '';
  // "2003M384" is a date and a cutter, "1c.2" a number and its copy.
  if (letters === '' || beginsNext(text, end + letters.length, letters)) return { ...unit, end };
  return { ...unit, letters: letters.toUpperCase(), end: end + letters.length };
}

/** Whether letters right after digits begin a unit of their own. */
function beginsNext(text: string, after: number, letters: string): boolean {
  return /^\d/.test(text.slice(after)) || (/^[cv]$/i.test(letters) && /^\. ?\d/.test(text.slice(after)));
}

function scanLetters(text: string, place: Begun, before: readonly Unit[], rules: ScanRules): Unit {
  const short = match(initials, text, place.start)?.[0];
  // "v.I" is a volume, "N.S." a word.
  const isVolume =
    short !== undefined && /^[vt]\.[ivx]$/i.test(short) && text.charAt(place.start + short.length) !== '.';
  if (short !== undefined && !isVolume) {
    return { ...place, kind: 'word', text: short.replaceAll('.', '').toUpperCase(), end: place.start + short.length };
  }
  const letters = match(wordRun, text, place.start)?.[0] ?? text.charAt(place.start);
  const end = place.start + letters.length;
  const word: WordUnit = { ...place, kind: 'word', text: letters.toUpperCase(), end };
  const digits = /^\d+/.exec(text.slice(end))?.[0] ?? '';
  if (!isCutter({ text, letters, digits, place }, before, rules)) return word;
  return { ...cutterEnd(text, end + digits.length), ...place, kind: 'cutter', letters: letters.toUpperCase(), digits };
}

type Letters = { readonly text: string; readonly letters: string; readonly digits: string; readonly place: Begun };

function isCutter(
  { text, letters, digits, place: { start, isDotted } }: Letters,
  before: readonly Unit[],
  { hasCutters, volumeAfter }: ScanRules,
): boolean {
  const isFirst = before.every(({ kind }) => kind !== 'cutter');
  if (!hasCutters) return digits !== '' && letters.length === 1 && text.slice(start - 2, start) === ' .';
  // A first cutter may lack its number: "M5 .L".
  if (digits === '')
    return isDotted && isFirst && letters.length <= 3 && !/^\. ?\d/.test(text.slice(start + letters.length));
  if (isLabel(letters.toUpperCase()) && !isDotted) return false;
  const cutters = before.filter(({ kind }) => kind === 'cutter').length;
  const afterDate = before.some((unit) => unit.kind === 'number' && unit.digits.length === 4) && cutters > 0;
  if (/^V$/i.test(letters) && !isDotted && (cutters >= volumeAfter || afterDate)) return false;
  if (isDotted || isFirst) return letters.length <= 3;
  return letters.length === 1 || (letters.length <= 3 && /^\p{Lu}\p{Ll}+$/u.test(letters));
}

/** The part directly after the digits of a cutter: work letters, unless they begin the next cutter, and the place of a map cutter. */
function cutterEnd(text: string, at: number): Pick<CutterUnit, 'work' | 'place' | 'end'> {
  const run = match(wordRun, text, at)?.[0] ?? '';
  const work = beginsNext(text, at + run.length, run) ? (/^\p{Ll}+(?=\p{Lu})/u.exec(run)?.[0] ?? '') : run;
  const end = at + work.length;
  const place = /^:(\d+)(?=\p{L}\d)/u.exec(text.slice(end));
  return { work: work.toUpperCase(), place: place?.[1] ?? '', end: end + (place?.[0].length ?? 0) };
}

/** A whole number so that longer ones come later: its length, then its digits. */
export function wholeKey(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '');
  return `${String.fromCodePoint(48 + Math.min(plain.length, 70))}${plain}`;
}

/** A whole number, then decimals, without zeros at the end. */
export function decimalKey(digits: string, fraction: string): string {
  const plain = fraction.replace(/0+$/, '');
  return wholeKey(digits) + (plain === '' ? '' : `.${plain}`);
}

export type KeyRules = {
  /** Months stand after their year, once so many units came before. */
  readonly monthsFrom: number;
  /** Roman numerals count where no label stands before them, too. */
  readonly isRomanEverywhere?: boolean;
  /** Text before the key of a unit, by the unit's sign; else a space, and "!" before the end of a range. */
  readonly signKeys?: Readonly<Record<Place['sign'], string>>;
  /** Labels before a number carry no order: an enumeration by itself. */
  readonly dropsLabels?: boolean;
};

/** The key of the units. Signs between: end < space < ! (range) < - (letters) < . < / < digits < letters. */
export function unitsKey(units: readonly Unit[], rules: KeyRules): string {
  const before = ({ isRange, sign }: Unit | MonthUnit) => rules.signKeys?.[sign] ?? (isRange ? '!' : ' ');
  return arranged(units, rules)
    .map((unit) => {
      if (unit.kind === 'month') return `${before(unit)}a2${unit.rank}`;
      if (unit.kind === 'number')
        return `${before(unit)}a${decimalKey(unit.digits, unit.fraction)}${letterKey(unit.letters)}`;
      if (unit.kind === 'word') return `${before(unit)}${unit.text === '+' ? '' : 'b'}${unit.text}`;
      const { letters, digits, work, place } = unit;
      const decimal = digits === '' ? '' : `.${digits}`;
      return `${before(unit)}b${letters}${decimal}${letterKey(work)}${place === '' ? '' : `/${place}`}`;
    })
    .join('');
}

function letterKey(letters: string): string {
  return letters === '' ? '' : `-${letters}`;
}

/** Labels in one spelling, Roman numerals as numbers, months after their year. */
function arranged(
  units: readonly Unit[],
  { monthsFrom, isRomanEverywhere = false, dropsLabels = false }: KeyRules,
): (Unit | MonthUnit)[] {
  const out: (Unit | MonthUnit)[] = [];
  for (const [index, unit] of units.entries()) {
    const [before, next] = [units[index - 1], units[index + 1]];
    if (unit.kind !== 'word') {
      // "Dec 1995" and "Dec 24 1995" are 1995, December, 24.
      const day = out.at(-1)?.kind === 'number' && out.at(-2)?.kind === 'month' ? 1 : 0;
      const isYear = unit.kind === 'number' && unit.digits.length === 4;
      if (out.at(-1 - day)?.kind === 'month' && isYear) out.splice(-1 - day, 0, { ...unit, isRange: false });
      else out.push(unit);
      continue;
    }
    const roman = romanOf(unit, before, index > 0 && isRomanEverywhere);
    const rank = index >= monthsFrom && isTime(before, next) ? monthRank(unit.text) : null;
    const counts = next !== undefined && next.kind !== 'cutter';
    if (roman !== null) out.push(roman);
    else if (rank !== null) out.push({ ...unit, kind: 'month', rank });
    else if (!(dropsLabels && counts && isCounted(unit.text)))
      out.push({ ...unit, text: counts ? sameLabel(unit.text) : unit.text });
  }
  return out;
}

/** Whether the words around can be those of a month: nothing at all, or numbers. */
function isTime(before: Unit | undefined, next: Unit | undefined): boolean {
  return (before === undefined && next === undefined) || before?.kind === 'number' || next?.kind === 'number';
}

function isCounted(word: string): boolean {
  return /^[A-Z]$/.test(word) ? /^[VCTNKH]$/.test(word) : isLabel(word) && sameLabel(word) !== 'SUPPL';
}

function romanOf(unit: WordUnit, before: Unit | undefined, isAnywhere: boolean): NumberUnit | null {
  const value = romanValue(unit.text);
  const isLabelled = before?.kind === 'word' && (isLabel(before.text) || /^(?:[VT]|REGION)$/.test(before.text));
  if (value === null || !(isLabelled || (isAnywhere && unit.text.length > 1))) return null;
  return { ...unit, kind: 'number', digits: String(value), fraction: '', letters: '', isOrdinal: false };
}

// Library of Congress and National Library of Medicine numbers: class letters, a whole number with decimals, cutters as decimals, dates,
// volumes, copies (LC Classification and Shelflisting Manual, G 60 and G 140; the NLM schedule stands in letters that LC leaves free).

import { plainLetters } from './plain-letters.ts';
import { basesOf, cutterDates, datesAfter, NO_PARTS, trimPart, type CallNumberParts } from './parts.ts';
import { decimalKey, scanUnits, unitsKey, type CutterUnit, type Unit } from './units.ts';
import { isLabel, volumeStart } from './volume-words.ts';

type ReadNumber = {
  readonly text: string;
  readonly class: string;
  readonly number: string;
  readonly decimal: string;
  readonly classEnd: number;
  readonly units: readonly Unit[];
};

/** A decimal is none where it is an ordinal: KF4558.15th. */
const classNumber = /^[\s[(]*([A-Za-z]+)(?:\s*(\d+)(?:\.\s?(\d+)(?!\d*\s?(?:st|nd|rd|th)(?![a-z])))?)?/i;

function read(written: string): ReadNumber | null {
  const text = plainLetters(written);
  const head = classNumber.exec(text);
  if (head === null) return null;
  const [whole, letters = '', number = '', decimal = ''] = head;
  const units = scanUnits(text, whole.length, { hasCutters: true, volumeAfter: 2 });
  return { text: written.normalize('NFC'), class: letters, number, decimal, classEnd: whole.length, units };
}

/** The shelf key; null for a text that begins with no class. */
export function congressKey(written: string): string | null {
  const number = read(written);
  if (number === null) return null;
  const { units } = number;
  const firstCutter = units.findIndex(({ kind }) => kind === 'cutter');
  const monthsFrom = firstCutter < 0 ? units.length : firstCutter + 1;
  const place = number.number === '' ? '0' : decimalKey(number.number, number.decimal);
  return `${number.class.toUpperCase()} ${place}${unitsKey(units, { monthsFrom })}`;
}

/** The parts; null for a text that begins with no class. */
export function congressParts(written: string): CallNumberParts | null {
  const number = read(written);
  if (number === null) return null;
  const { text, units, classEnd } = number;
  const cutters = cuttersOf(units);
  const [first, second] = cutters;
  const last = cutters.at(-1);
  const between = (from: number, to: number | undefined) => trimPart(text.slice(from, to));
  const tailDates = datesAfter(units, last);
  const tail =
    tailDates.at(-1)?.end ?? last?.end ?? units.findLast((unit) => isClassDate(unit, units, first))?.end ?? classEnd;
  return {
    ...NO_PARTS,
    class: number.class,
    number: number.number || null,
    decimal: number.decimal || null,
    classDate: classDateOf(number, first),
    cutters: cutters.map((cutter) => text.slice(cutter.start, cutter.end)),
    ...cutterDates(text, units, cutters),
    afterCutter1: first === undefined ? null : between(first.end, second && dotBefore(second)),
    afterCutter2: second === undefined ? null : between(second.end - second.work.length, undefined),
    volume: countOf(number, /^V(?:OLS?|OLUME)?$/),
    copy: countOf(number, /^C(?:OPY)?$/),
    opus: countOf(number, /^OP(?:US)?$/),
    folio: /\s(F{1,3})(?=\s|$)/i.exec(text.slice(last?.end ?? classEnd))?.[1] ?? null,
    suffix: trimPart(text.slice(tail)),
    lines: linesOf(number),
    ...basesOf(
      text,
      volumeStart(plainLetters(text).toUpperCase(), volumeRules(number, cutters)),
      first?.end ?? classEnd,
    ),
  };
}

function volumeRules({ class: letters, units, classEnd }: ReadNumber, cutters: readonly CutterUnit[]) {
  const dated = units.find(
    (unit) => unit.kind === 'number' && unit.digits.length === 4 && unit.start > (cutters[0]?.end ?? Infinity),
  );
  const plain = [cutters[1]?.end, dated?.end].filter((place) => place !== undefined);
  return {
    from: cutters[0]?.end ?? classEnd,
    plainVolumesFrom: plain.length === 0 ? Infinity : Math.min(...plain),
    // In music, letters before numbers are those of a catalog of works: K. for Köchel, D. for Deutsch.
    letters: /^M/i.test(letters) ? 'VTC' : 'A-Z',
  };
}

function dotBefore({ start, isDotted }: CutterUnit): number {
  return isDotted ? start - 1 : start;
}

/** Every part of letters and digits; after a volume only those that a dot marks. */
function cuttersOf(units: readonly Unit[]): CutterUnit[] {
  let afterVolume = false;
  return units.flatMap((unit, index) => {
    const next = units[index + 1];
    if (unit.kind === 'word' && next?.kind === 'number' && (isLabel(unit.text) || unit.text === 'V'))
      afterVolume = true;
    return unit.kind === 'cutter' && (unit.isDotted || !afterVolume) ? [unit] : [];
  });
}

function isClassDate(unit: Unit, units: readonly Unit[], first: CutterUnit | undefined): boolean {
  if (first !== undefined) return unit.end <= first.start;
  const end = units.findIndex(({ kind }) => kind !== 'number');
  return unit.kind === 'number' && (end < 0 || units.indexOf(unit) < end);
}

function classDateOf({ text, units }: ReadNumber, first: CutterUnit | undefined): string | null {
  const dates = units.filter((unit) => isClassDate(unit, units, first));
  const [begin, end] = [dates[0], dates.at(-1)];
  return begin === undefined || end === undefined ? null : text.slice(begin.start, end.end).replace(/ (?=th$)/i, '');
}

function countOf({ text, units }: ReadNumber, label: RegExp): string | null {
  const index = units.findIndex(
    (unit, place) => unit.kind === 'word' && label.test(unit.text) && units[place + 1]?.kind === 'number',
  );
  const count = index < 0 ? undefined : units[index + 1];
  if (count === undefined) return null;
  const rest = units.slice(index + 2);
  const end = rest.findIndex(({ isRange }) => !isRange);
  return text.slice(count.start, (end < 0 ? rest.at(-1) : rest[end - 1])?.end ?? count.end);
}

/** Class, number, cutters, dates, and a label with its number on one line. */
function linesOf({ text, class: letters, number, decimal, units }: ReadNumber): string[] {
  const lines = [letters, decimal === '' ? number : `${number}.${decimal}`].filter((line) => line !== '');
  let hasCutter = false;
  let lineStart = 0;
  for (const [index, unit] of units.entries()) {
    const isJoined = unit.isRange || (unit.kind === 'number' && units[index - 1]?.kind === 'word');
    const start = isJoined ? lineStart : unit.start;
    lineStart = start;
    const end = unit.end + (unit.kind === 'word' && text.charAt(unit.end) === '.' ? 1 : 0);
    const isMarked = unit.kind === 'cutter' && unit.isDotted && !hasCutter;
    if (isJoined) lines.pop();
    lines.push(`${isMarked ? '.' : ''}${text.slice(start, end)}`);
    hasCutter ||= unit.kind === 'cutter';
  }
  return lines;
}

/** Up to three letters, up to four digits and any decimals, and no other sign directly after. */
const congress = /^[A-Z]{1,3} *\d{1,4}(?:\.\d+(?!\d*(?:ST|ND|RD|TH)(?![A-Z])))?(?=$|[ ./A-Z(])/;
/** Text that cannot follow: a second decimal, a dot by itself, a word or a hyphen where a dot promises a cutter. */
const noCongressRest = /^\s*\.\d+(?!\d*(?:ST|ND|RD|TH)(?![A-Z]))|^\s+\.(?:\s|$)|^\s*\.[A-Z]+-|^\s*\.[A-Z]{4}/;
const medicine = /^(?:Q[S-Z][A-Z]?|W[A-Z]{0,2}) ?\d{1,4}(?:\.\d+)?(?=$|[ .])/;

/** Whether the text is a number of the LC schedule's form; a cutter is not needed. */
export function isCongressNumber(written: string): boolean {
  const text = plainLetters(written).toUpperCase().trim();
  const head = congress.exec(text)?.[0];
  return head !== undefined && !noCongressRest.test(text.slice(head.length));
}

/** Whether the text is a number of the NLM schedule: QS to QZ, or W. */
export function isMedicalNumber(written: string): boolean {
  return medicine.test(plainLetters(written).toUpperCase().trim());
}

/** Second letters that the LC schedules use, by first letter; K has two letters more of any kind. */
const SUBCLASSES: Readonly<Record<string, string>> = {
  A: 'CEGIMNPSYZ', B: 'CDFHJLMPQRSTVX', C: 'BCDEJNRST', D: 'ABCDEFGHJKLPQRSTUX', E: '', F: '', G: 'ABCEFNRTV', H: 'ABCDEFGJMNQSTVX', // prettier-ignore
  J: 'ABCEFJKLNQSVXZ', L: 'ABCDEFGHJT', M: 'LT', N: 'ABCDEKX', P: 'ABCDEFGHJKLMNQRSTZ', Q: 'ABCDEHKLMPR', R: 'ABCDEFGJKLMSTVXZ', S: 'BDFHK',
  T: 'ACDEFGHJKLNPRSTX', U: 'ABCDEFGH', V: 'ABCDEFGKM', Z: 'A',
}; // prettier-ignore

/** Whether the class letters are those of an LC schedule: the letters of "DVD 12" are not. */
export function hasCongressClass(written: string): boolean {
  const letters = /^\s*([A-Z]+)/.exec(plainLetters(written).toUpperCase())?.[1] ?? '';
  if (/^(?:K[A-Z]{0,2}|DAW|DJK)$/.test(letters)) return true;
  const second = SUBCLASSES[letters.charAt(0)];
  return second !== undefined && letters.length <= 2 && (letters.length === 1 || second.includes(letters.charAt(1)));
}

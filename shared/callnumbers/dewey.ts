// Dewey decimal numbers: a whole number with decimals, the book number as letters and a decimal, dates, volumes, copies
// (DDC introduction; segmentation marks as in MARC 082). Letters before the number are a local mark and come first.

import { plainLetters } from './plain-letters.ts';
import { basesOf, cutterDates, NO_PARTS, trimPart, type CallNumberParts } from './parts.ts';
import { decimalKey, scanUnits, unitsKey, type CutterUnit, type Unit } from './units.ts';
import { volumeStart } from './volume-words.ts';

type ReadNumber = {
  readonly text: string;
  readonly prefix: string;
  readonly number: string;
  readonly decimal: string;
  readonly classEnd: number;
  readonly units: readonly Unit[];
};

/** The point may be doubled, spaced or marked; a slash or prime between digits only marks where a number may be cut. */
const classNumber =
  /^[\s[(]*((?:\p{L}[\p{L}.&-]*(?:\s+|(?=\d)))*)(\d+)(?:[/'′]?\.+[,.]?\s?(\d+(?:[/'′]\d+)*)(?!\s?(?:st|nd|rd|th)(?![a-z])))?/iu;

function read(written: string): ReadNumber | null {
  const text = plainLetters(written);
  const head = classNumber.exec(text);
  if (head === null) return null;
  const [whole, letters = '', number = '', decimal = ''] = head;
  // A letter C joined to the number marks national literature (C810), and stands with it.
  const prefix = letters.toUpperCase() === 'C' ? '' : letters.trim();
  const units = scanUnits(text, whole.length, { hasCutters: true, volumeAfter: 1 });
  return {
    text: written.normalize('NFC'),
    prefix,
    number,
    decimal: decimal.replaceAll(/\D/g, ''),
    classEnd: whole.length,
    units,
  };
}

/** The shelf key: numbers, then parts that begin with letters, with a number or without. */
export function deweyKey(written: string): string {
  const number = read(written);
  if (number === null) {
    return `2${unitsKey(scanUnits(plainLetters(written), 0, { hasCutters: false, volumeAfter: 0 }), { monthsFrom: Infinity })}`;
  }
  const { prefix, units } = number;
  const marks = unitsKey(scanUnits(plainLetters(prefix), 0, { hasCutters: false, volumeAfter: 0 }), {
    monthsFrom: Infinity,
  });
  const firstCutter = units.findIndex(({ kind }) => kind === 'cutter');
  const rest = unitsKey(units, { monthsFrom: firstCutter < 0 ? Infinity : firstCutter + 1 });
  return `${prefix === '' ? '1' : `2${marks}`} a${decimalKey(number.number, number.decimal)}${rest}`;
}

/** The parts; null for a text without a number. */
export function deweyParts(written: string): CallNumberParts | null {
  const number = read(written);
  if (number === null) return null;
  const { text, units, classEnd } = number;
  const cutters = units.filter((unit) => unit.kind === 'cutter');
  const [first, second] = cutters;
  const last = cutters.at(-1);
  const folded = plainLetters(text).toUpperCase();
  // Letters right after the number are those of the author: 813 MAR.
  const from = first?.end ?? units[0]?.end ?? classEnd;
  const volumeAt = volumeStart(folded, { from, plainVolumesFrom: from, letters: 'A-Z' });
  return {
    ...NO_PARTS,
    prefix: number.prefix || null,
    number: number.number,
    decimal: number.decimal || null,
    classDate: first === undefined ? null : trimPart(text.slice(classEnd, dotBefore(first))),
    cutters: cutters.map(({ start, end }) => text.slice(start, end)),
    ...cutterDates(text, units, cutters),
    afterCutter1: first === undefined ? null : trimPart(text.slice(first.end, second && dotBefore(second))),
    afterCutter2: second === undefined ? null : trimPart(text.slice(second.end)),
    volume: /\bV(?:OLS?|OLUME)?\.? ?(\d[\d-]*)/.exec(folded.slice(from))?.[1] ?? null,
    copy: /\bC(?:OPY)?\.? ?(\d+)/.exec(folded.slice(from))?.[1] ?? null,
    folio: /\s(F{1,3})(?=\s|$)/i.exec(text.slice(from))?.[1] ?? null,
    suffix: trimPart(text.slice(last?.end ?? classEnd)),
    lines: isDeweyNumber(text) ? linesOf(number) : text.trim().split(/\s+/).flatMap(splitCopy),
    ...basesOf(text, volumeAt, from),
  };
}

function dotBefore({ start, isDotted }: CutterUnit): number {
  return isDotted ? start - 1 : start;
}

function linesOf({ text, prefix, number, decimal, classEnd }: ReadNumber): string[] {
  const head = decimal === '' ? number : `${number}.${decimal}`;
  const rest = text.slice(classEnd).trim().split(/\s+/).flatMap(splitCopy);
  return [...prefix.split(/\s+/), head, ...rest].filter((line) => line !== '');
}

/** "R5c.1" is a book number and its copy. */
export function splitCopy(word: string): string[] {
  const [, number, copy] = /^(.*\d)(c\.\d+)$/i.exec(word) ?? [];
  return number === undefined || copy === undefined ? [word] : [number, copy];
}

/** A number of at most three digits; a book number has at most three letters before its digits. */
const form =
  /^(?:(?:[A-Z][A-Z-]*) *(?:[A-Z][A-Z-]* +)*)?\d{1,3}(?:[/'′]?\.+,?\s?\d+(?:[/'′]\d+)*)?(?![\d:])(?!\s+\.\d)(?!\s*\.?[A-Z]{4,}\d)(?:[ ./A-Z].*)?$/;

/** Whether the text is a Dewey number; a book number is not needed. */
export function isDeweyNumber(written: string): boolean {
  const text = plainLetters(written).toUpperCase().trim();
  return form.test(text) && !/^\d+[A-Z]+$/.test(text);
}

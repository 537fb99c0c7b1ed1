// Parts of a call number, as every scheme reads them.

import type { CutterUnit, NumberUnit, Unit } from './units.ts';

/** The parts of a call number, as written; null = it has none. Parts that a scheme does not know are left out. */
export type CallNumberParts = {
  readonly prefix: string | null;
  readonly class: string | null;
  readonly number: string | null;
  readonly decimal: string | null;
  /** Date, ordinal or word between the class number and the first cutter. */
  readonly classDate: string | null;
  readonly cutters: readonly string[];
  readonly cutter1Date: string | null;
  readonly cutter2Date: string | null;
  readonly afterCutter1: string | null;
  readonly afterCutter2: string | null;
  readonly date: string | null;
  readonly volume: string | null;
  readonly copy: string | null;
  readonly opus: string | null;
  readonly folio: string | null;
  /** Text after the last of class, cutters and date. */
  readonly suffix: string | null;
  /** The lines of a label. */
  readonly lines: readonly string[];
  /** Without its volume part. */
  readonly base: string;
  /** Without its volume part and the year of a serial. */
  readonly baseSerial: string;
  readonly agency: string | null;
  readonly office: string | null;
  readonly series: string | null;
  readonly book: string | null;
};

export const NO_PARTS = {
  prefix: null,
  class: null,
  number: null,
  decimal: null,
  classDate: null,
  cutters: [],
  cutter1Date: null,
  cutter2Date: null,
  afterCutter1: null,
  afterCutter2: null,
  date: null,
  volume: null,
  copy: null,
  opus: null,
  folio: null,
  suffix: null,
  agency: null,
  office: null,
  series: null,
  book: null,
} as const;

/** The text without separators at its ends; null when nothing is left. */
export function trimPart(text: string): string | null {
  const plain = text.replaceAll(/^[\s,:;/-]+|[\s,:;(/]+$/g, '');
  return plain === '' ? null : plain;
}

/** Base and base of a serial, with the volume part beginning at a place (null = none). */
export function basesOf(
  text: string,
  volumeAt: number | null,
  from: number,
): Pick<CallNumberParts, 'base' | 'baseSerial'> {
  const whole = text.trim();
  const base = volumeAt === null ? whole : (trimEnd(text.slice(0, volumeAt)) ?? whole);
  const lead = text.slice(0, from).trimStart().length;
  const serial = base.slice(lead).replace(/(?:^|\s+)\d{4}(?:[-/]\d{2,4})?[a-z]?$/i, '');
  return { base, baseSerial: base.slice(0, lead) + serial };
}

function trimEnd(text: string): string | null {
  const plain = text.replace(/[\s,:;(/]+$/, '').trimStart();
  return plain === '' ? null : plain;
}

/** Dates and ordinals that follow a cutter directly. */
export function datesAfter(units: readonly Unit[], cutter: CutterUnit | undefined): NumberUnit[] {
  if (cutter === undefined) return [];
  const after = units.slice(units.indexOf(cutter) + 1);
  const end = after.findIndex((unit) => unit.kind !== 'number' || (unit.digits.length !== 4 && !unit.isOrdinal));
  return after.slice(0, end < 0 ? after.length : end).filter((unit) => unit.kind === 'number');
}

/** A lone year after the only cutter is the date of the book, a lone ordinal that of the cutter. */
export function cutterDates(
  text: string,
  units: readonly Unit[],
  cutters: readonly CutterUnit[],
): Pick<CallNumberParts, 'cutter1Date' | 'cutter2Date' | 'date'> {
  const said = (unit: NumberUnit | undefined) =>
    unit === undefined ? null : text.slice(unit.start, unit.end).replace(/ (?=[a-z])/i, '');
  const [first, second] = [datesAfter(units, cutters[0]), datesAfter(units, cutters[1])];
  const last = datesAfter(units, cutters.at(-1));
  const date = last.findLast(({ isOrdinal }) => !isOrdinal);
  const isTheBooks = cutters.length === 1 && first.length === 1 && first[0] === last[0] && date !== undefined;
  return { cutter1Date: isTheBooks ? null : said(first[0]), cutter2Date: said(second[0]), date: said(date) };
}

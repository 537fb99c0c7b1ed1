// How wide the columns of a table in a PDF are, and the page that they need: no word is cut off at the edge of a page. Widths are in points, reckoned
// from the kinds of characters, a little too wide rather than too narrow.

import type { SaidReport, SaidSection } from '../../../shared/reports/say-report.ts';

/** The side and the gaps that every column has. */
export const CELL_GAP = 6;
export const MARGIN = 48;
const HEAD_SIZE = 8.5;
/** A list of a year has its longest words among so many rows, or they break a line more. */
const MEASURED_ROWS = 2_000;

export type Page = { readonly size: 'LETTER' | 'LEGAL' | 'TABLOID'; readonly lies: boolean; readonly fontSize: number };

type Wide = Page & { readonly width: number };

/** Letter is what the desks of these languages print on; wide tables lie down, and what does not fit there is printed on more. */
const PAGES: readonly Wide[] = [
  { size: 'LETTER', lies: false, fontSize: 9, width: 612 },
  { size: 'LETTER', lies: true, fontSize: 9, width: 792 },
  { size: 'LETTER', lies: true, fontSize: 7.5, width: 792 },
  { size: 'LEGAL', lies: true, fontSize: 7.5, width: 1_008 },
  { size: 'TABLOID', lies: true, fontSize: 7.5, width: 1_224 },
];

/** What a column needs at least, so that no word of it breaks; what it would take to have each cell in one line, and its head as well. */
type Need = { readonly least: number; readonly cells: number; readonly wish: number };

/** The page on which every table of a report has room, and the widths of the columns of each. */
export function pageOf({ sections }: SaidReport): {
  readonly page: Page;
  readonly widths: readonly (readonly number[])[];
} {
  const [first, ...more] = PAGES;
  if (first === undefined) throw new Error('there are no pages');
  const fitting = PAGES.find((page) => sections.every((section) => hasRoom(section, page)));
  const page = fitting ?? more.at(-1) ?? first;
  return { page, widths: sections.map((section) => widthsOn(section, page)) };
}

function hasRoom(section: SaidSection, page: Wide): boolean {
  // Many columns look crowded upright, though their words have room.
  if (!page.lies && section.columns.length > 7) return false;
  return sum(needsOf(section, page).map(({ least }) => least)) <= roomOf(section, page);
}

const roomOf = ({ columns }: SaidSection, { width }: Wide): number =>
  width - 2 * MARGIN - columns.length * 2 * CELL_GAP;

/**
 * As much of what is wished for as there is room for: moments and figures in one line first, which a column of them breaks in every row, then texts,
 * and heads at last.
 */
function widthsOn(section: SaidSection, page: Wide): number[] {
  const needs = needsOf(section, page);
  const room = roomOf(section, page);
  const isText = (at: number) => section.columns[at]?.kind === 'text';
  const least = needs.map((need) => need.least);
  const steps = [
    needs.map((need, at) => (isText(at) ? need.least : need.cells)),
    needs.map((need) => need.cells),
    needs.map((need) => need.wish),
  ];
  if (sum(least) >= room) return least.map((width) => (width / sum(least)) * room);
  let widths = least;
  for (const step of steps) {
    if (sum(step) > room) return between(widths, step, room);
    widths = step;
  }
  return withRest(section, needs, room - sum(widths));
}

/** Of two lists of widths, of which one has room and the other has not, what fills it. */
function between(narrow: readonly number[], wide: readonly number[], room: number): number[] {
  const share = (room - sum(narrow)) / (sum(wide) - sum(narrow));
  return narrow.map((width, at) => width + ((wide[at] ?? width) - width) * share);
}

/** What is left goes to the words, and figures stay together. */
function withRest({ columns }: SaidSection, needs: readonly Need[], rest: number): number[] {
  const texts = columns.filter(({ kind }) => kind === 'text').length;
  return needs.map(({ wish }, at) => {
    if (texts === 0) return wish + rest / needs.length;
    return columns[at]?.kind === 'text' ? wish + rest / texts : wish;
  });
}

function needsOf({ columns, texts, totalTexts }: SaidSection, { fontSize }: Wide): Need[] {
  return columns.map(({ label }, at) => {
    const cells = [...texts.slice(0, MEASURED_ROWS), totalTexts ?? []].map((row) => row[at] ?? '');
    const body = cells.map((cell) => needOf(cell, fontSize));
    const head = needOf(label, Math.min(HEAD_SIZE, fontSize));
    const most = (of: (text: TextNeed) => number) => body.reduce((widest, text) => Math.max(widest, of(text)), 0);
    const least = Math.max(
      head.least,
      most((text) => text.least),
    );
    const whole = Math.max(
      least,
      most((text) => text.whole),
    );
    return { least, cells: whole, wish: Math.max(whole, head.whole) };
  });
}

type TextNeed = { readonly least: number; readonly whole: number };

/** What words a text breaks into, and how long it is in one line. */
function needOf(text: string, fontSize: number): TextNeed {
  const words = text.split(/\s+/).map((word) => widthOf(word, fontSize));
  return { least: Math.max(0, ...words), whole: widthOf(text, fontSize) };
}

/** How many lines a text has in a column, reckoned rather too many. */
export function linesIn(text: string, width: number, fontSize: number): number {
  const lines = widthOf(text, fontSize) / width;
  return lines <= 1 ? 1 : Math.ceil(lines * 1.25);
}

/** Whether it has more lines than so many. Most texts are too short for it, and are not measured. */
export function hasMoreLines(
  text: string,
  { width, fontSize, than }: { readonly width: number; readonly fontSize: number; readonly than: number },
): boolean {
  return text.length * fontSize * 1.25 > width * than && linesIn(text, width, fontSize) > than;
}

function widthOf(text: string, fontSize: number): number {
  let ems = 0;
  for (const letter of text) ems += emsOf(letter);
  return Math.ceil(ems * fontSize * 1.03);
}

/** Of the bold letters of Roboto, the widest of each kind but the few that are wider still. */
function emsOf(letter: string): number {
  if (/[mwMW@%]/.test(letter)) return 0.92;
  if (/[ilj.,:;'| ]/.test(letter)) return 0.29;
  if (/[A-ZÁÉÍÓÚÑ]/.test(letter)) return 0.69;
  return /[a-z0-9áéíóúñ-]/.test(letter) ? 0.58 : 0.62;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

// How wide the columns of a table in a PDF are, and the page that they need: no word is cut off at the edge of a page. Widths are in points, as the
// fonts measure them.

import type { SaidReport, SaidSection } from '../../../shared/reports/say-report.ts';
import { MARGIN, type Look, type MeasureText } from './pdf-sheet.ts';

/** Beside each cell, on either side. */
export const CELL_GAP = 6;
const HEAD_SIZE = 8.5;
/** A list of a year has its longest words among so many rows, or they break a line more. */
const MEASURED_ROWS = 2_000;

export type Page = { readonly size: 'LETTER' | 'LEGAL' | 'TABLOID'; readonly lies: boolean; readonly fontSize: number };

type Wide = Page & { readonly width: number };

/** Letter is the paper of desks in these languages; wide tables are printed in landscape, and wider ones on larger paper. */
const PAGES: readonly Wide[] = [
  { size: 'LETTER', lies: false, fontSize: 9, width: 612 },
  { size: 'LETTER', lies: true, fontSize: 9, width: 792 },
  { size: 'LETTER', lies: true, fontSize: 7.5, width: 792 },
  { size: 'LEGAL', lies: true, fontSize: 7.5, width: 1_008 },
  { size: 'TABLOID', lies: true, fontSize: 7.5, width: 1_224 },
];

/** Column widths: the least, so that no word breaks; the one that has each cell on one line; and the one that has its head on one line too. */
type Need = { readonly least: number; readonly cells: number; readonly wish: number };

/** The page on which every table of a report has room, and the widths of the columns of each. */
export function pageOf(
  { sections }: SaidReport,
  widthOf: MeasureText,
): { readonly page: Page; readonly widths: readonly (readonly number[])[] } {
  const [first, ...more] = PAGES;
  if (first === undefined) throw new Error('there are no pages');
  const hasRoom = (page: Wide): boolean =>
    sections.every((section) => {
      // Many columns look crowded upright, though their words have room.
      if (!page.lies && section.columns.length > 7) return false;
      return sum(needsOf(section, page, widthOf).map(({ least }) => least)) <= roomOf(section, page);
    });
  const page = PAGES.find(hasRoom) ?? more.at(-1) ?? first;
  return { page, widths: sections.map((section) => widthsOn(section, page, widthOf)) };
}

const roomOf = ({ columns }: SaidSection, { width }: Wide): number =>
  width - 2 * MARGIN - columns.length * 2 * CELL_GAP;

/**
 * Column widths within the room of the page. First moments and figures get one line, since a wrapped one would break in every row; then texts, and
 * heads last.
 */
function widthsOn(section: SaidSection, page: Wide, widthOf: MeasureText): number[] {
  const needs = needsOf(section, page, widthOf);
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

/** Widths that fill the room, between two lists of widths of which one fits and the other does not. */
function between(narrow: readonly number[], wide: readonly number[], room: number): number[] {
  const share = (room - sum(narrow)) / (sum(wide) - sum(narrow));
  return narrow.map((width, at) => width + ((wide[at] ?? width) - width) * share);
}

/** The rest of the width goes to the words, and figures stay together. */
function withRest({ columns }: SaidSection, needs: readonly Need[], rest: number): number[] {
  const texts = columns.filter(({ kind }) => kind === 'text').length;
  return needs.map(({ wish }, at) => {
    if (texts === 0) return wish + rest / needs.length;
    return columns[at]?.kind === 'text' ? wish + rest / texts : wish;
  });
}

function needsOf({ columns, texts, totalTexts }: SaidSection, { fontSize }: Page, widthOf: MeasureText): Need[] {
  const headSize = Math.min(HEAD_SIZE, fontSize);
  return columns.map(({ label }, at) => {
    const widest = (parts: readonly string[], face: Look['face'], size: number): number =>
      parts.reduce((most, part) => Math.max(most, widthOf(part, { face, size })), 0);
    const body = texts.slice(0, MEASURED_ROWS).map((row) => row[at] ?? '');
    const sums = [totalTexts?.[at] ?? ''];
    const head = [label];
    const widths = (cut: (cells: readonly string[]) => readonly string[]) => ({
      head: Math.ceil(widest(cut(head), 'bold', headSize)),
      cells: Math.ceil(Math.max(widest(cut(body), 'plain', fontSize), widest(cut(sums), 'bold', fontSize))),
    });
    const words = widths((cells) => cells.flatMap((cell) => cell.split(/\s+/)));
    const lines = widths((cells) => cells.flatMap((cell) => cell.split(/\r\n?|\n/)));
    const least = Math.max(words.head, words.cells);
    const cells = Math.max(least, lines.cells);
    return { least, cells, wish: Math.max(cells, lines.head) };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

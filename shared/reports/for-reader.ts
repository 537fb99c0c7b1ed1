// Fits a report to its reader. Outside readers get no internal parts, and no small figure that would identify few
// people, neither directly nor by subtraction from a sum.

import {
  figureIn,
  SMALL,
  WITHHELD,
  type Cell,
  type Column,
  type ReportDocument,
  type Row,
  type Section,
} from './document.ts';
import type { Reader } from './question.ts';

/** The report as this reader may have it. */
export function forReader(document: ReportDocument, { audience, rights }: Reader): ReportDocument {
  const sections = document.sections.filter(
    ({ internal, right }) =>
      (internal !== true || audience === 'internal') && (right === undefined || rights.includes(right)),
  );
  if (audience === 'internal') return { ...document, audience, sections };
  return {
    ...document,
    audience,
    coverage: document.coverage.filter(isForAll),
    sections: sections.map(withoutInternal).map(suppressed),
  };
}

const isForAll = ({ internal }: { readonly internal?: true }): boolean => internal !== true;

function withoutInternal({ notes, ...told }: Section): Section {
  const section = { ...told, notes: notes.filter(isForAll) };
  const { columns, rows, total, rowSum } = section;
  const kept = columns.flatMap((column, at) => (isForAll(column) ? [at] : []));
  if (kept.length === columns.length) return section;
  const cells = (row: Row): Row => kept.map((at) => row[at] ?? null);
  // A sum of which a part is left out would give that part away.
  const { rowSum: _, ...rest } = section;
  const isWhole = rowSum?.of.every((key) => columns.some((column) => column.key === key && column.internal !== true));
  return {
    ...rest,
    ...(rowSum !== undefined && isWhole === true ? { rowSum } : {}),
    columns: columns.filter(isForAll),
    rows: rows.map(cells),
    total: total === null ? null : cells(total),
  };
}

/** A line of cells of which the sum is known as well: one of them alone cannot be withheld. */
type Line = readonly Place[];
type Place = { readonly row: number; readonly at: number };

function suppressed(section: Section): Section {
  const { columns, rows, total } = section;
  // The last row is the line of sums: it is withheld like any other where it is small.
  const table = total === null ? rows : [...rows, total];
  const counts = columns.flatMap(({ kind, isOpen }, at) => (kind === 'count' && isOpen !== true ? [at] : []));
  const hidden = new Hidden();
  table.forEach((row, index) => {
    for (const at of counts) {
      const figure = figureIn(row, at);
      if (figure > 0 && figure < SMALL) hidden.add({ row: index, at });
    }
  });
  if (hidden.size === 0) return section;
  hideTheNext(table, linesOf(section, table.length, counts), hidden);
  const cells = (row: Row, index: number): Row => row.map((cell, at) => shown(cell, at, { index, columns, hidden }));
  return {
    ...section,
    rows: rows.map(cells),
    total: total === null ? null : cells(total, rows.length),
    notes: [...section.notes, NOTE],
  };
}

/** Columns with a line of sums, rows of which one is the sum of others, and rows with a sum of their own. */
function linesOf(
  { columns, rows, total, rowSum, rowSets = [] }: Section,
  height: number,
  counts: readonly number[],
): Line[] {
  const upTo = (length: number) => Array.from({ length }, (_, index) => index);
  const down = total === null ? [] : counts.map((at) => upTo(rows.length + 1).map((row) => ({ row, at })));
  const sets = rowSets.flatMap((set) => counts.map((at) => set.map((row) => ({ row, at }))));
  if (rowSum === undefined) return [...down, ...sets];
  const keys = [...rowSum.of, rowSum.sum];
  const across = counts.filter((at) => keys.includes(columns[at]?.key ?? ''));
  return [...down, ...sets, ...upTo(height).map((row) => across.map((at) => ({ row, at })))];
}

/** Withholds more, the smaller figures first, until no withheld figure can be computed from its line. Zeros disclose nothing. */
function hideTheNext(table: readonly Row[], lines: readonly Line[], hidden: Hidden): void {
  const figure = ({ row, at }: Place) => figureIn(table[row] ?? [], at);
  for (let again = true; again;) {
    again = false;
    for (const line of lines) {
      if (!givesAway(line.filter((place) => hidden.has(place)).map(figure))) continue;
      const [next] = line
        .filter((place) => !hidden.has(place) && figure(place) > 0)
        .toSorted((a, b) => figure(a) - figure(b));
      // With nothing else in the line, its sum is withheld as well.
      if (next === undefined) continue;
      hidden.add(next);
      again = true;
    }
  }
}

/** Whether figures follow from their sum: it is the figure itself, or as small or as large as so many small figures can make. */
function givesAway(figures: readonly number[]): boolean {
  if (figures.length < 2) return figures.length === 1;
  if (figures.some((figure) => figure >= SMALL)) return false;
  const sum = figures.reduce((total, figure) => total + figure, 0);
  return sum === figures.length || sum === figures.length * (SMALL - 1);
}

type Where = { readonly index: number; readonly columns: readonly Column[]; readonly hidden: Hidden };

/** A figure computed from a withheld one is withheld with it. */
function shown(cell: Cell, at: number, { index, columns, hidden }: Where): Cell {
  if (cell === null) return null;
  if (hidden.has({ row: index, at })) return WITHHELD;
  const kind = columns[at]?.kind;
  const isReckoned = kind === 'money' || kind === 'percent' || kind === 'duration' || kind === 'rate';
  return isReckoned && hidden.hasRow(index) ? WITHHELD : cell;
}

/** Cells that are withheld. */
class Hidden {
  readonly #places = new Set<string>();
  readonly #rows = new Set<number>();

  get size(): number {
    return this.#places.size;
  }

  add({ row, at }: Place): void {
    this.#places.add(`${row} ${at}`);
    this.#rows.add(row);
  }

  has({ row, at }: Place): boolean {
    return this.#places.has(`${row} ${at}`);
  }

  hasRow(row: number): boolean {
    return this.#rows.has(row);
  }
}

const NOTE = {
  words: {
    en: `${WITHHELD} Withheld: fewer than {under}, or a figure from which one of these could be worked out.`,
    es: `${WITHHELD} No se muestra: menos de {under}, o una cifra de la que se podría deducir una de estas.`,
  },
  params: { under: SMALL },
};

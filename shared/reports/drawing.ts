// The drawing beside a table, as lengths and shades between 0 and 1: the screen and the PDF draw the same.

import type { SaidSection } from './say-report.ts';

/** Of the longest bar, or the darkest square; null where the figure is withheld or there is none. */
export type Share = number | null;

export type Drawing =
  | {
      readonly kind: 'bars';
      readonly bars: readonly { readonly label: string; readonly share: Share; readonly text: string }[];
    }
  | {
      readonly kind: 'heat';
      readonly columns: readonly string[];
      readonly rows: readonly {
        readonly label: string;
        readonly squares: readonly { readonly share: Share; readonly text: string }[];
      }[];
    };

/** More rows than these are a list and not a picture. */
const MOST_BARS = 40;

/** The drawing of a section; null when it has none, or nothing to draw. */
export function drawingOf({ chart, columns, rows, texts }: SaidSection): Drawing | null {
  if (chart === undefined || rows.length === 0) return null;
  const place = (key: string) => columns.findIndex((column) => column.key === key);
  const labelAt = place(chart.label);
  const keys = chart.kind === 'bars' ? [chart.value] : chart.values;
  const drawn = keys.map(place).filter((at) => at >= 0);
  const figures = rows.flatMap((row) => drawn.flatMap((at) => numberIn(row[at]) ?? []));
  const most = Math.max(0, ...figures.map(Math.abs));
  if (labelAt < 0 || drawn.length === 0 || most === 0) return null;
  const cell = (row: number, at: number) => {
    const figure = numberIn(rows[row]?.[at]);
    return { share: figure === null ? null : Math.abs(figure) / most, text: texts[row]?.[at] ?? '' };
  };
  const label = (row: number) => texts[row]?.[labelAt] ?? '';
  if (chart.kind === 'heat') {
    return {
      kind: 'heat',
      columns: drawn.map((at) => columns[at]?.label ?? ''),
      rows: rows.map((_, row) => ({ label: label(row), squares: drawn.map((at) => cell(row, at)) })),
    };
  }
  if (rows.length > MOST_BARS) return null;
  const [at = 0] = drawn;
  return { kind: 'bars', bars: rows.map((_, row) => ({ label: label(row), ...cell(row, at) })) };
}

function numberIn(cell: string | number | null | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

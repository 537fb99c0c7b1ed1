// The drawings of a report in a PDF: bars, and squares that are the darker the more. The table beneath tells the same in figures.

import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces';
import { drawingOf, type Drawing, type Share } from '../../../shared/reports/drawing.ts';
import type { SaidSection } from '../../../shared/reports/say-report.ts';

export const ACCENT = '#2f4ab0';
const pale = '#e2e6f0';
const longest = 300;

/** The drawing of a section; null when it has none. */
export function pdfDrawing(section: SaidSection): Content | null {
  const drawing = drawingOf(section);
  if (drawing === null) return null;
  return drawing.kind === 'bars' ? bars(drawing) : heat(drawing);
}

function bars({ bars: all }: Extract<Drawing, { kind: 'bars' }>): Content {
  const body = all.map(({ label, share, text }): TableCell[] => [
    { text: label, alignment: 'right' },
    share === null || share === 0
      ? { text: '' }
      : { canvas: [{ type: 'rect', x: 0, y: 1, w: Math.max(1, longest * share), h: 9, r: 1.5, color: ACCENT }] },
    { text },
  ]);
  return bare({ widths: [120, longest, '*'], body });
}

function heat({ columns, rows }: Extract<Drawing, { kind: 'heat' }>): Content {
  const heads: TableCell[] = columns.map((text) => ({ text, alignment: 'center', fontSize: 6.5 }));
  const body = rows.map(({ label, squares }): TableCell[] => [
    { text: label, alignment: 'right' },
    ...squares.map(({ share }): TableCell => ({ text: ' ', ...square(share) })),
  ]);
  return bare({ widths: [60, ...columns.map(() => '*')], body: [['', ...heads], ...body] });
}

/** Nothing and what is withheld are both pale: the table says which. */
function square(share: Share): { readonly fillColor: string; readonly fillOpacity: number } {
  return share === null || share === 0
    ? { fillColor: pale, fillOpacity: 1 }
    : { fillColor: ACCENT, fillOpacity: 0.15 + 0.85 * share };
}

/** Squares apart by a white line and nothing else around them. */
function bare(table: ContentTable['table']): Content {
  return {
    table,
    fontSize: 7.5,
    margin: [0, 2, 0, 6],
    layout: {
      hLineWidth: () => 1.5,
      vLineWidth: () => 1.5,
      hLineColor: () => '#ffffff',
      vLineColor: () => '#ffffff',
      paddingLeft: () => 2,
      paddingRight: () => 2,
      paddingTop: () => 0.5,
      paddingBottom: () => 0.5,
    },
  };
}

// The drawings of a report in a PDF: bars, and squares that are the darker the more. The table beneath tells the same in figures.

import type { Drawing, Share } from '../../../shared/reports/drawing.ts';
import { MARGIN, type Look, type Sheet } from './pdf-sheet.ts';

export const ACCENT = '#2f4ab0';
const pale = '#e2e6f0';
const longest = 300;
const labelWidth = 120;
const dayWidth = 60;
const gap = 1.5;
const text: Look = { face: 'plain', size: 7.5, color: '#000000' };
const head: Look = { ...text, size: 6.5 };
/** Space above and beneath a drawing. */
const above = 2;
const beneath = 6;

/** How tall it is. */
export function heightOfDrawing(sheet: Sheet, drawing: Drawing): number {
  const line = rowHeight(sheet);
  if (drawing.kind === 'heat') return above + (drawing.rows.length + 1) * line + beneath;
  return above + drawing.bars.reduce((sum, { label }) => sum + barHeight(sheet, label), 0) + beneath;
}

/** Draws it at the place where the sheet is. */
export function drawDrawing(sheet: Sheet, drawing: Drawing): void {
  sheet.y += above;
  if (drawing.kind === 'bars') drawBars(sheet, drawing);
  else drawHeat(sheet, drawing);
  sheet.y += beneath;
}

const rowHeight = (sheet: Sheet): number => Math.max(sheet.lineHeight(text), 10) + gap + 1;

function barHeight(sheet: Sheet, label: string): number {
  return rowHeight(sheet) + (sheet.wrap(label, labelWidth, text).length - 1) * sheet.lineHeight(text);
}

function drawBars(sheet: Sheet, { bars }: Extract<Drawing, { kind: 'bars' }>): void {
  for (const { label, share, text: figure } of bars) {
    const height = barHeight(sheet, label);
    sheet.need(height);
    const { y } = sheet;
    const lines = sheet.wrap(label, labelWidth, text);
    sheet.draw(lines, { x: MARGIN, y: y + 1, width: labelWidth, align: 'right' }, text);
    const x = MARGIN + labelWidth + 4;
    if (share !== null && share !== 0) {
      const size = { width: Math.max(1, longest * share), height: 9 };
      sheet.square({ x, y: y + 1 }, size, { color: ACCENT, opacity: 1 });
    }
    sheet.draw([figure], { x: x + longest + 4, y: y + 1 }, text);
    sheet.y = y + height;
  }
}

function drawHeat(sheet: Sheet, { columns, rows }: Extract<Drawing, { kind: 'heat' }>): void {
  const height = rowHeight(sheet);
  const width = (sheet.width - dayWidth) / Math.max(1, columns.length);
  const left = (at: number) => MARGIN + dayWidth + at * width;
  for (const [at, column] of columns.entries()) {
    sheet.draw([column], { x: left(at), y: sheet.y + 1, width, align: 'center' }, head);
  }
  sheet.y += height;
  for (const { label, squares } of rows) {
    sheet.need(height);
    sheet.draw([label], { x: MARGIN, y: sheet.y + 1, width: dayWidth - 4, align: 'right' }, text);
    for (const [at, { share }] of squares.entries()) {
      const size = { width: width - gap, height: height - gap };
      sheet.square({ x: left(at), y: sheet.y }, size, shade(share));
    }
    sheet.y += height;
  }
}

/** Zero and withheld values are both pale: the table tells them apart. */
function shade(share: Share): { readonly color: string; readonly opacity: number } {
  return share === null || share === 0 ? { color: pale, opacity: 1 } : { color: ACCENT, opacity: 0.15 + 0.85 * share };
}

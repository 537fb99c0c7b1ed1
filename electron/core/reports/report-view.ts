// A report as the screen shows it.

import type { ReportView } from '../../../shared/bridge/views/report.ts';
import { drawingOf, type Drawing } from '../../../shared/reports/drawing.ts';
import type { SaidReport, SaidSection } from '../../../shared/reports/say-report.ts';

/** The screen shows so many rows of a table; all of them are in the files. */
const MOST_ROWS = 200;

/** The view. */
export function reportView(report: SaidReport): ReportView {
  const { kind, title, library, branch, periodText, madeText, audience, audienceText, coverage, sections } = report;
  return {
    kind,
    title,
    library,
    branch,
    periodText,
    madeText,
    audience,
    audienceText,
    coverage: [...coverage],
    sections: sections.map(sectionView),
  };
}

function sectionView(section: SaidSection): ReportView['sections'][number] {
  const { key, heading, notes, columns, texts, totalTexts } = section;
  return {
    key,
    heading,
    notes: [...notes],
    columns: columns.map(({ key: name, label, kind, isFigure }) => ({
      key: name,
      label,
      isFigure,
      isMoment: kind === 'instant' || kind === 'day',
    })),
    rows: texts.slice(0, MOST_ROWS).map((row) => [...row]),
    more: Math.max(0, texts.length - MOST_ROWS),
    total: totalTexts === null ? null : [...totalTexts],
    drawing: drawingView(drawingOf(section)),
  };
}

function drawingView(drawing: Drawing | null): ReportView['sections'][number]['drawing'] {
  if (drawing === null) return null;
  if (drawing.kind === 'bars') return { kind: 'bars', bars: drawing.bars.map((bar) => ({ ...bar })) };
  return {
    kind: 'heat',
    columns: [...drawing.columns],
    rows: drawing.rows.map(({ label, squares }) => ({ label, squares: squares.map((one) => ({ ...one })) })),
  };
}

// A report as the screen shows it.

import type { ReportView } from '../../../shared/views/report.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { ReportDocument, Section } from '../../../shared/reports/document.ts';
import { drawingOf, type Drawing } from '../../../shared/reports/drawing.ts';
import { sayReport, type SaidSection } from '../../../shared/reports/say-report.ts';

/** The screen shows so many rows of a table; all of them are in the files. */
const MOST_ROWS = 200;

/** The view, in a language. */
export function reportView(document: ReportDocument, language: Language): ReportView {
  const said = sayReport({ ...document, sections: document.sections.map(firstRows) }, language);
  const { kind, title, library, branch, periodText, madeText, audience, audienceText, coverage, sections } = said;
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
    sections: sections.map((section, n) => sectionView(section, document.sections[n]?.rows.length ?? 0)),
  };
}

/** Rows that are not shown are not put into words: a year has tens of thousands. All that are drawn are. */
function firstRows(section: Section): Section {
  const isDrawn = section.chart?.kind === 'heat';
  return isDrawn ? section : { ...section, rows: section.rows.slice(0, MOST_ROWS) };
}

function sectionView(section: SaidSection, rows: number): ReportView['sections'][number] {
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
    more: Math.max(0, rows - MOST_ROWS),
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

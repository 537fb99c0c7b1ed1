// A report as a PDF to hand out: what it is and whom it is from on top, a table for each section with its drawing, and on every page the
// library, the page and who had it made. Text can be selected. The one place that knows pdfmake.

import pdfmake from 'pdfmake';
import fonts from 'pdfmake/build/vfs_fonts.js';
import type { Column, Content, ContentTable, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import { LOCALES, type Language } from '../../../shared/core/language.ts';
import { isReportKind, REPORT_KINDS, type ReportKindEntry } from '../../../shared/reports/kinds.ts';
import type { SaidColumn, SaidReport, SaidSection } from '../../../shared/reports/say-report.ts';
import { CELL_GAP, hasMoreLines, linesIn, MARGIN, pageOf } from './pdf-columns.ts';
import { ACCENT, pdfDrawing } from './pdf-drawings.ts';

const faint = '#5b6475';
const line = '#cfd5e4';

/** A row that is taller breaks: kept together it may have room on no page, and it is left out with the head of its table. */
const MOST_LINES = 12;

/** A table of so many lines does not go on on another page. */
const SHORT_LINES = 8;

type PdfWords = Readonly<Record<'page' | 'of' | 'nothing' | 'signature' | 'second' | 'date', string>>;

const WORDS: Readonly<Record<Language, PdfWords>> = {
  en: {
    page: 'Page',
    of: 'of',
    nothing: 'Nothing to report.',
    signature: 'Signature',
    second: 'Signature of the second person',
    date: 'Date',
  },
  es: {
    page: 'Página',
    of: 'de',
    nothing: 'Nada que informar.',
    signature: 'Firma',
    second: 'Firma de la segunda persona',
    date: 'Fecha',
  },
};

/** Where pdfmake looks for fonts; its types do not know it. */
type FontFiles = {
  readonly virtualfs: { readonly writeFileSync: (name: string, content: Uint8Array) => void };
};
const parseFiles = (library: unknown) => library as FontFiles;

/** The bytes of the file. */
export async function writePdf(report: SaidReport): Promise<Uint8Array> {
  const { virtualfs } = parseFiles(pdfmake);
  for (const [name, content] of Object.entries(fonts)) virtualfs.writeFileSync(name, Buffer.from(content, 'base64'));
  pdfmake.setFonts({
    Roboto: {
      normal: 'Roboto-Regular.ttf',
      bold: 'Roboto-Medium.ttf',
      italics: 'Roboto-Italic.ttf',
      bolditalics: 'Roboto-MediumItalic.ttf',
    },
  });
  // Nothing in a report may reach for a file or an address.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  return new Uint8Array(await pdfmake.createPdf(definition(report)).getBuffer());
}

function definition(report: SaidReport): TDocumentDefinitions {
  const { title, library, branch, language, sections } = report;
  const words = WORDS[language];
  const { page: paper, widths } = pageOf(report);
  return {
    pageSize: paper.size,
    pageOrientation: paper.lies ? 'landscape' : 'portrait',
    pageMargins: [MARGIN, 64, MARGIN, 56],
    info: { title, author: library, creator: 'Holdfast', creationDate: new Date(report.madeAt) },
    language: LOCALES[language],
    defaultStyle: { font: 'Roboto', fontSize: paper.fontSize, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 20, bold: true, color: ACCENT },
      period: { fontSize: 11, color: faint, margin: [0, 2, 0, 8] },
      section: { fontSize: 12, bold: true, color: ACCENT, margin: [0, 14, 0, 4] },
      note: { fontSize: 8, italics: true, color: faint, margin: [0, 3, 0, 0] },
      head: { bold: true, color: ACCENT, fontSize: Math.min(8.5, paper.fontSize) },
    },
    header: (page) => ({
      columns: [
        { text: branch === null ? library : `${library} · ${branch}` },
        { text: page === 1 ? '' : title, alignment: 'right' },
      ],
      color: faint,
      fontSize: 8.5,
      margin: [48, 30, 48, 0],
    }),
    footer: (page, pages) => ({
      columns: [
        { text: `${report.madeText} · ${report.audienceText}`, width: '*' },
        { text: `${words.page} ${page} ${words.of} ${pages}`, alignment: 'right', width: 'auto' },
      ],
      color: faint,
      fontSize: 8.5,
      margin: [48, 16, 48, 0],
    }),
    content: [
      { text: title, style: 'title' },
      { text: report.periodText, style: 'period' },
      ...report.coverage.map((text): Content => ({ text, style: 'note' })),
      ...sections.map((section, at) => {
        const laid = { widths: widths[at] ?? [], fontSize: paper.fontSize };
        return sectionContent(section, laid, words.nothing);
      }),
      ...(isSigned(report) ? [signatures(words)] : []),
    ],
  };
}

/** What goes to others is a copy: nobody signs that. */
function isSigned({ kind, audience }: SaidReport): boolean {
  if (audience !== 'internal' || !isReportKind(kind)) return false;
  const entry: ReportKindEntry = REPORT_KINDS[kind];
  return entry.isSigned === true;
}

/** Lines to write on, together on a page. */
function signatures({ signature, second, date }: PdfWords): Content {
  const lineFor = (text: string, length: number): Column => ({
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: length, y2: 0, lineWidth: 0.6, lineColor: faint }] },
      { text, fontSize: 8, color: faint, margin: [0, 2, 0, 0] },
    ],
    width: 'auto',
  });
  const columns = [lineFor(signature, 180), lineFor(second, 180), lineFor(date, 90)];
  return { stack: [{ columns, columnGap: 24, margin: [0, 48, 0, 0] }], unbreakable: true };
}

/** How a table is laid out. */
type Laid = { readonly widths: readonly number[]; readonly fontSize: number };

function sectionContent(section: SaidSection, laid: Laid, nothing: string): Content {
  const isEmpty = section.rows.length === 0;
  const drawn = isEmpty ? null : pdfDrawing(section);
  const heading = { text: section.heading, style: 'section' };
  const above = drawn === null ? [] : [heading, drawn];
  const together = (stack: Content[]): Content => ({ stack, unbreakable: true });
  const made = isEmpty ? { text: nothing, color: faint } : table(section, laid, drawn === null ? [heading] : []);
  const notes = section.notes.map((text): Content => ({ text, style: 'note' }));
  if (isEmpty) return [together([heading, made]), ...notes];
  if (isShort(section, laid)) return [together([...above, made]), ...notes];
  return [...(drawn === null ? [] : [together(above)]), made, ...notes];
}

/** Whether a table stands on one page, with what is drawn above it. */
function isShort({ texts }: SaidSection, { widths, fontSize }: Laid): boolean {
  if (texts.length > SHORT_LINES) return false;
  const linesOf = (row: readonly string[]) =>
    row.reduce((most, text, at) => Math.max(most, linesIn(text, widths[at] ?? 1, fontSize)), 1);
  return texts.reduce((sum, row) => sum + linesOf(row), 0) <= SHORT_LINES;
}

/** Headings within the table are rows of its head: what guesses where a page ends leaves one at its foot, without the table. */
function table(
  { columns, texts, totalTexts }: SaidSection,
  { widths, fontSize }: Laid,
  headings: readonly { readonly text: string; readonly style: string }[],
): ContentTable {
  const labels = headings.length;
  const isTall = (row: readonly string[]) =>
    row.some((text, at) => hasMoreLines(text, { width: widths[at] ?? 1, fontSize, than: MOST_LINES }));
  const across = columns.slice(1).map(() => '');
  const side = ({ isFigure }: SaidColumn) => (isFigure ? 'right' : 'left');
  const cells = (row: readonly string[], more: Partial<{ bold: boolean }> = {}): TableCell[] =>
    columns.map((column, at) => ({ text: row[at] ?? '', alignment: side(column), ...more }));
  return {
    margin: [0, 4, 0, 0],
    table: {
      headerRows: labels + 1,
      dontBreakRows: !texts.some(isTall),
      keepWithHeaderRows: texts.slice(0, 1).some(isTall) ? 0 : 1,
      widths: [...widths],
      body: [
        ...headings.map((heading) => [{ ...heading, colSpan: columns.length }, ...across]),
        columns.map((column) => ({ text: column.label, style: 'head', alignment: side(column) })),
        ...texts.map((row) => cells(row)),
        ...(totalTexts === null ? [] : [cells(totalTexts, { bold: true })]),
      ],
    },
    layout: {
      hLineWidth: (index, node) => {
        if (index <= labels || index === node.table.body.length) return 0;
        return index === labels + 1 ? 0.8 : 0.4;
      },
      hLineColor: (index) => (index === labels + 1 ? ACCENT : line),
      vLineWidth: () => 0,
      paddingLeft: (index) => (index === 0 ? 0 : CELL_GAP),
      paddingRight: () => CELL_GAP,
      paddingTop: () => 2.5,
      paddingBottom: () => 2.5,
    },
  };
}

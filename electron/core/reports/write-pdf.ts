// A report as a PDF to hand out: what it is and whom it is from on top, a table for each section with its drawing, and on every page the
// library, the page and who had it made. Text can be selected. The one place that knows pdfmake.

import pdfmake from 'pdfmake';
import fonts from 'pdfmake/build/vfs_fonts.js';
import type { Content, ContentTable, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import { LOCALES, type Language } from '../../../shared/core/language.ts';
import type { SaidColumn, SaidReport, SaidSection } from '../../../shared/reports/say-report.ts';
import { ACCENT, pdfDrawing } from './pdf-drawings.ts';

const faint = '#5b6475';
const line = '#cfd5e4';

const WORDS: Readonly<Record<Language, { readonly page: string; readonly of: string; readonly nothing: string }>> = {
  en: { page: 'Page', of: 'of', nothing: 'Nothing to report.' },
  es: { page: 'Página', of: 'de', nothing: 'Nada que informar.' },
};

/** Part of a page below which no heading stands: there is no room for the head of a table and a row. */
const LOWEST_HEADING = 0.84;

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
  const widest = Math.max(0, ...sections.map(({ columns }) => columns.length));
  return {
    // Letter is what the desks of this language print on; wide tables lie down.
    pageSize: 'LETTER',
    pageOrientation: widest > 7 ? 'landscape' : 'portrait',
    pageMargins: [48, 64, 48, 56],
    info: { title, author: library, creator: 'Holdfast', creationDate: new Date(report.madeAt) },
    language: LOCALES[language],
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 20, bold: true, color: ACCENT },
      period: { fontSize: 11, color: faint, margin: [0, 2, 0, 8] },
      section: { fontSize: 12, bold: true, color: ACCENT, margin: [0, 14, 0, 4] },
      note: { fontSize: 8, italics: true, color: faint, margin: [0, 3, 0, 0] },
      head: { bold: true, color: ACCENT, fontSize: 8.5 },
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
    // A heading at the foot of a page goes with what follows it.
    pageBreakBefore: ({ headlineLevel, startPosition }) =>
      headlineLevel === 1 && startPosition.verticalRatio > LOWEST_HEADING,
    content: [
      { text: title, style: 'title' },
      { text: report.periodText, style: 'period' },
      ...report.coverage.map((text): Content => ({ text, style: 'note' })),
      ...sections.map((section) => sectionContent(section, words.nothing)),
    ],
  };
}

function sectionContent(section: SaidSection, nothing: string): Content {
  const drawn = pdfDrawing(section);
  const head: Content = { text: section.heading, style: 'section', headlineLevel: 1 };
  return [
    ...(drawn === null ? [head] : [{ stack: [head, drawn], unbreakable: true }]),
    section.rows.length === 0 ? { text: nothing, color: faint } : table(section),
    ...section.notes.map((text): Content => ({ text, style: 'note' })),
  ];
}

function table({ columns, texts, totalTexts }: SaidSection): ContentTable {
  const side = ({ isFigure }: SaidColumn) => (isFigure ? 'right' : 'left');
  const cells = (row: readonly string[], more: Partial<{ bold: boolean }> = {}): TableCell[] =>
    columns.map((column, at) => ({ text: row[at] ?? '', alignment: side(column), ...more }));
  return {
    margin: [0, 4, 0, 0],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: columns.map(widthOf),
      body: [
        columns.map((column) => ({ text: column.label, style: 'head', alignment: side(column) })),
        ...texts.map((row) => cells(row)),
        ...(totalTexts === null ? [] : [cells(totalTexts, { bold: true })]),
      ],
    },
    layout: {
      hLineWidth: (index, node) => (index === 0 || index === node.table.body.length ? 0 : index === 1 ? 0.8 : 0.4),
      hLineColor: (index) => (index === 1 ? ACCENT : line),
      vLineWidth: () => 0,
      paddingLeft: (index) => (index === 0 ? 0 : 6),
      paddingRight: () => 6,
      paddingTop: () => 2.5,
      paddingBottom: () => 2.5,
    },
  };
}

/** Words share what is left of the page; figures take what they need. */
function widthOf({ kind }: SaidColumn): '*' | 'auto' {
  return kind === 'text' ? '*' : 'auto';
}

// A report as a PDF to hand out: its title and library on top, a table for each section with its drawing, and on every page the library, the page
// number and the person who had it made. Text can be selected.

import { LOCALES, type Language } from '../../../shared/core/language.ts';
import { drawingOf, type Drawing } from '../../../shared/reports/drawing.ts';
import { isReportKind, REPORT_KINDS, type ReportKindEntry } from '../../../shared/reports/kinds.ts';
import type { SaidReport, SaidSection } from '../../../shared/reports/say-report.ts';
import { CELL_GAP, pageOf } from './pdf-columns.ts';
import { ACCENT, drawDrawing, heightOfDrawing } from './pdf-drawings.ts';
import { MARGIN, openPdf, type Look, type Sheet } from './pdf-sheet.ts';

const faint = '#5b6475';
const line = '#cfd5e4';

/** A row that is taller goes on on the next page. */
const MOST_LINES = 12;

/** A table of so many lines does not go on on another page. */
const SHORT_LINES = 8;

/** Space above and beneath the text of a row. */
const ROW_GAP = 2.5;

const HEADING: Look = { face: 'bold', size: 12, color: ACCENT };
const NOTE: Look = { face: 'italics', size: 8, color: faint };
const EDGE: Look = { face: 'plain', size: 8.5, color: faint };

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
    nothing: 'No hay nada que informar.',
    signature: 'Firma',
    second: 'Firma de la segunda persona',
    date: 'Fecha',
  },
};

/** The bytes of the file. */
export async function writePdf(report: SaidReport): Promise<Uint8Array> {
  const { title, library, branch, language, sections } = report;
  const words = WORDS[language];
  const madeAt = new Date(report.madeAt);
  const pdf = openPdf({ title, author: library, madeAt, language: LOCALES[language] });
  const { page: paper, widths } = pageOf(report, pdf.widthOf);
  const sheet = pdf.begin(paper);
  writeText(sheet, title, { face: 'bold', size: 20, color: ACCENT });
  sheet.y += 2;
  writeText(sheet, report.periodText, { face: 'plain', size: 11, color: faint });
  sheet.y += 8;
  for (const text of report.coverage) writeNote(sheet, text);
  for (const [at, section] of sections.entries()) {
    const laid = { widths: widths[at] ?? [], fontSize: paper.fontSize, nothing: words.nothing };
    const isSignedBeneath = at === sections.length - 1 && isSigned(report);
    writeSection(sheet, section, { ...laid, beneath: isSignedBeneath ? signedHeight(sheet, section) : 0 });
  }
  if (isSigned(report)) writeSignatures(sheet, words);
  const place = branch === null ? library : `${library} · ${branch}`;
  return sheet.end((page, pages) => {
    const [x, width] = [MARGIN, sheet.width];
    sheet.draw([place], { x, y: 30 }, EDGE);
    if (page > 1) sheet.draw([title], { x, y: 30, width, align: 'right' }, EDGE);
    const number = `${words.page} ${page} ${words.of} ${pages}`;
    const foot = sheet.pageHeight - 40;
    const made = `${report.madeText} · ${report.audienceText}`;
    sheet.draw(sheet.wrap(made, width - sheet.widthOf(number, EDGE) - 12, EDGE), { x, y: foot }, EDGE);
    sheet.draw([number], { x, y: foot, width, align: 'right' }, EDGE);
  });
}

function writeText(sheet: Sheet, text: string, look: Look): void {
  const height = sheet.lineHeight(look);
  for (const one of sheet.wrap(text, sheet.width, look)) {
    sheet.need(height);
    sheet.draw([one], { x: MARGIN, y: sheet.y }, look);
    sheet.y += height;
  }
}

function writeNote(sheet: Sheet, text: string): void {
  sheet.y += 3;
  writeText(sheet, text, NOTE);
}

/** A report for outside readers is a copy, and is not signed. */
function isSigned({ kind, audience }: SaidReport): boolean {
  if (audience !== 'internal' || !isReportKind(kind)) return false;
  const entry: ReportKindEntry = REPORT_KINDS[kind];
  return entry.isSigned === true;
}

/** Lines to write on, together on a page. */
function writeSignatures(sheet: Sheet, { signature, second, date }: PdfWords): void {
  sheet.need(SIGNED_HEIGHT);
  sheet.y += 48;
  let x = MARGIN;
  for (const [text, length] of [
    [signature, 180],
    [second, 180],
    [date, 90],
  ] as const) {
    sheet.rule({ x, y: sheet.y }, length, { width: 0.6, color: faint });
    sheet.draw([text], { x, y: sheet.y + 2 }, NOTE_PLAIN);
    x += Math.max(length, sheet.widthOf(text, NOTE_PLAIN)) + 24;
  }
  sheet.y += 14;
}

const SIGNED_HEIGHT = 62;

/** The part beneath the last table where it is signed, kept on a page with figures. */
function signedHeight(sheet: Sheet, { notes }: SaidSection): number {
  const lines = notes.map((text) => 3 + sheet.wrap(text, sheet.width, NOTE).length * sheet.lineHeight(NOTE));
  return lines.reduce((sum, height) => sum + height, SIGNED_HEIGHT);
}

const NOTE_PLAIN: Look = { ...NOTE, face: 'plain' };

/** How a section is laid out. */
type Laid = {
  readonly widths: readonly number[];
  readonly fontSize: number;
  readonly nothing: string;
  /** Space needed beneath its last row. */
  readonly beneath: number;
};

function writeSection(sheet: Sheet, section: SaidSection, laid: Laid): void {
  const plain: Look = { face: 'plain', size: laid.fontSize, color: '#000000' };
  if (section.rows.length === 0) {
    sheet.need(headingHeight(sheet, section) + sheet.lineHeight(plain));
    writeHeading(sheet, section);
    writeText(sheet, laid.nothing, { ...plain, color: faint });
  } else {
    writeFilled(sheet, tableOf(sheet, section, laid), drawingOf(section));
  }
  for (const text of section.notes) writeNote(sheet, text);
}

/** With its drawing above it: a short table on the same page. */
function writeFilled(sheet: Sheet, table: Table, drawing: Drawing | null): void {
  const heading = headingHeight(sheet, table.section);
  const drawn = drawing === null ? 0 : heightOfDrawing(sheet, drawing);
  const short = shortHeight(table);
  if (drawing === null) {
    if (short !== null) sheet.need(heading + short);
    writeTable(sheet, table, true);
    return;
  }
  sheet.need(heading + drawn + (short ?? 0));
  writeHeading(sheet, table.section);
  drawDrawing(sheet, drawing);
  writeTable(sheet, table, false);
}

function headingHeight(sheet: Sheet, { heading }: SaidSection): number {
  return 18 + sheet.wrap(heading, sheet.width, HEADING).length * sheet.lineHeight(HEADING);
}

function writeHeading(sheet: Sheet, { heading }: SaidSection): void {
  if (!sheet.isAtTop()) sheet.y += 14;
  writeText(sheet, heading, HEADING);
  sheet.y += 4;
}

/** A row as it is drawn: the lines of each cell, and how many the longest has. */
type LaidRow = { readonly cells: readonly (readonly string[])[]; readonly lines: number; readonly look: Look };

type Table = {
  readonly section: SaidSection;
  readonly columns: readonly { readonly x: number; readonly width: number; readonly align: 'left' | 'right' }[];
  readonly head: LaidRow;
  readonly count: number;
  /** The rows and the sums after them, each laid out when it is asked for. */
  readonly row: (at: number) => LaidRow;
  readonly heightOf: (row: LaidRow) => number;
  readonly beneath: number;
};

function tableOf(sheet: Sheet, section: SaidSection, { widths, fontSize, beneath }: Laid): Table {
  const { texts, totalTexts } = section;
  const plain: Look = { face: 'plain', size: fontSize, color: '#000000' };
  const bold: Look = { ...plain, face: 'bold' };
  const headLook: Look = { face: 'bold', size: Math.min(8.5, fontSize), color: ACCENT };
  const layRow = (row: readonly string[], look: Look): LaidRow => {
    const cells = section.columns.map((_, at) => sheet.wrap(row[at] ?? '', widths[at] ?? 1, look));
    return { cells, look, lines: cells.reduce((most, { length }) => Math.max(most, length), 1) };
  };
  let x = MARGIN;
  const columns = section.columns.map(({ isFigure }, at) => {
    x += at === 0 ? 0 : CELL_GAP;
    const column = { x, width: widths[at] ?? 1, align: isFigure ? ('right' as const) : ('left' as const) };
    x += column.width + CELL_GAP;
    return column;
  });
  const labels = section.columns.map(({ label }) => label);
  return {
    section,
    columns,
    beneath,
    head: layRow(labels, headLook),
    count: texts.length + (totalTexts === null ? 0 : 1),
    row: (at) => (at < texts.length ? layRow(texts[at] ?? [], plain) : layRow(totalTexts ?? [], bold)),
    heightOf: ({ lines, look }) => lines * sheet.lineHeight(look) + 2 * ROW_GAP,
  };
}

/** How tall a table is that stands on one page whole; null for any other. */
function shortHeight({ section, head, count, row, heightOf, beneath }: Table): number | null {
  if (section.texts.length > SHORT_LINES) return null;
  const rows = Array.from({ length: count }, (_, at) => row(at));
  const lines = rows.slice(0, section.texts.length).reduce((sum, one) => sum + one.lines, 0);
  return lines > SHORT_LINES ? null : [head, ...rows].reduce((sum, one) => sum + heightOf(one), beneath);
}

/** Its head is repeated on every page that it continues on, with its heading where that is a part of it. */
function writeTable(sheet: Sheet, table: Table, hasHeading: boolean): void {
  const { section, head, count, row, heightOf, beneath } = table;
  const writeHead = (): void => {
    if (hasHeading) writeHeading(sheet, section);
    writeRow(sheet, table, head);
    sheet.rule({ x: MARGIN, y: sheet.y }, sheet.width, { width: 0.8, color: ACCENT });
  };
  const goOn = (): void => {
    sheet.newPage();
    writeHead();
  };
  const leastOf = ({ look }: LaidRow) => 2 * sheet.lineHeight(look) + 2 * ROW_GAP;
  const first = row(0);
  const least = first.lines > MOST_LINES ? leastOf(first) : heightOf(first);
  sheet.need((hasHeading ? headingHeight(sheet, section) : 0) + heightOf(head) + least);
  writeHead();
  for (let at = 0; at < count; at += 1) {
    const one = row(at);
    if (at > 0) {
      const isTall = one.lines > MOST_LINES;
      const wanted = isTall ? leastOf(one) : heightOf(one) + (at === count - 1 ? beneath : 0);
      if (sheet.left() < wanted) goOn();
      else sheet.rule({ x: MARGIN, y: sheet.y }, sheet.width, { width: 0.4, color: line });
    }
    writeTall(sheet, table, one, goOn);
  }
}

/** A row, in as many parts as it has pages. */
function writeTall(sheet: Sheet, table: Table, one: LaidRow, goOn: () => void): void {
  let rest = one;
  for (;;) {
    const room = Math.max(1, Math.floor((sheet.left() - 2 * ROW_GAP) / sheet.lineHeight(one.look)));
    if (rest.lines <= room) break;
    writeRow(sheet, table, { ...rest, lines: room, cells: rest.cells.map((lines) => lines.slice(0, room)) });
    rest = { ...rest, lines: rest.lines - room, cells: rest.cells.map((lines) => lines.slice(room)) };
    goOn();
  }
  writeRow(sheet, table, rest);
}

function writeRow(sheet: Sheet, { columns, heightOf }: Table, row: LaidRow): void {
  const y = sheet.y + ROW_GAP;
  for (const [at, { x, width, align }] of columns.entries()) {
    sheet.draw(row.cells[at] ?? [], { x, y, width, align }, row.look);
  }
  sheet.y += heightOf(row);
}

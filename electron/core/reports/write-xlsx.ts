// A report as a workbook: a sheet that names it, then a sheet for each section, with typed cells, heads that stay and widths that fit. Only this file
// uses write-excel-file.

import writeExcelFile, { type CellObject, type Row } from 'write-excel-file/node';
import { getCellAddress, sanitizeTextContent } from 'write-excel-file/utility';
import { currencyDecimals } from '../../../shared/core/money.ts';
import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import { DAY_MS, SECOND_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import type { SaidCell } from '../../../shared/reports/say-cell.ts';
import type { SaidColumn, SaidReport, SaidSection } from '../../../shared/reports/say-report.ts';

const ACCENT = '#2F4AB0';
const PALE = '#EEF1FA';

/** How a cell looks, without its value. */
type Look = Omit<CellObject, 'value' | 'type'>;

const HEAD: Look = {
  fontWeight: 'bold',
  textColor: ACCENT,
  backgroundColor: PALE,
  bottomBorderStyle: 'thin',
  bottomBorderColor: ACCENT,
};
const SUM: Look = { fontWeight: 'bold', topBorderStyle: 'thin' };
const NOTE: Look = { fontStyle: 'italic', align: 'left' };

/** The bytes of the workbook. */
export async function writeXlsx(report: SaidReport): Promise<Uint8Array> {
  const nameSheet = sheetNames();
  const cover = { sheet: nameSheet(report.title), data: coverRows(report), columns: [{ width: 100 }] };
  const sections = report.sections.map((section) => ({
    sheet: nameSheet(section.heading),
    data: sectionRows(section, report.zone),
    columns: section.columns.map((column, at) => ({ width: widthOf(column, at, section) })),
    stickyRowsCount: 1,
  }));
  const features = [properties(report), filters(report.sections)];
  return writeExcelFile([cover, ...sections], { fontFamily: 'Calibri', fontSize: 11, features }).toBuffer();
}

function coverRows(report: SaidReport): Row[] {
  const { title, library, branch, periodText, madeText, audienceText, coverage } = report;
  const place = branch === null ? library : `${library} · ${branch}`;
  const look: Look = { wrap: true, alignVertical: 'top' };
  const lines = [place, periodText, madeText, audienceText, '', ...coverage].map((text) => [textCell(text, look)]);
  return [[textCell(title, { ...look, fontWeight: 'bold', fontSize: 16, textColor: ACCENT })], ...lines];
}

function sectionRows({ columns, rows, total, notes }: SaidSection, zone: string): Row[] {
  const looks = columns.map((column): Look => ({
    format: numberFormat(column),
    align: column.isFigure ? 'right' : 'left',
  }));
  const row = (cells: readonly SaidCell[], more: Look = {}): Row =>
    cells.map((cell, at) => {
      const value = typed(cell, columns[at], zone);
      if (value === null) return null;
      return typeof value === 'string' ? textCell(value, { ...looks[at], ...more }) : { ...looks[at], ...more, value };
    });
  return [
    columns.map(({ label }, at) => textCell(label, { ...looks[at], ...HEAD })),
    ...rows.map((cells) => row(cells)),
    ...(total === null ? [] : [row(total, SUM)]),
    ...(notes.length > 0 ? [[]] : []),
    ...notes.map((note) => [textCell(note, NOTE)]),
  ];
}

function textCell(text: string, look: Look): CellObject {
  return { ...look, type: String, format: '@', value: kept(text) };
}

/**
 * A text whole: the library drops some characters, takes names that every object has for strings that it wrote before, and leaves a text that
 * looks like a code of the format as it is. Such codes stand for them, as ECMA-376 has it (ST_Xstring).
 */
function kept(text: string): string {
  const whole = text.replaceAll(/_(?=x[\dA-Fa-f]{4}_)|[\u0080-\u009f\ufffd]/g, codeOf);
  return whole in Object.prototype ? codeOf(whole.charAt(0)) + whole.slice(1) : whole;
}

function codeOf(letter: string): string {
  return `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** A filter at the head of each table. The cover is the first sheet. */
function filters(sections: readonly SaidSection[]) {
  const transform = (xml: string, _: unknown, { sheetIndex }: { readonly sheetIndex: number }): string => {
    const { rows = [], columns = [] } = sections[sheetIndex - 1] ?? {};
    if (rows.length === 0) return xml;
    const ref = `A1:${getCellAddress(rows.length, columns.length - 1)}`;
    return xml.replace('</sheetData>', `</sheetData><autoFilter ref="${ref}"/>`);
  };
  return { files: { transform: { 'xl/worksheets/sheet{id}.xml': { transform } } } };
}

/** The properties of the workbook. */
function properties({ title, madeAt }: SaidReport) {
  const path = 'docProps/core.xml';
  const metadata = 'http://schemas.openxmlformats.org/package/2006';
  const xml =
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="${metadata}/metadata/core-properties"` +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Holdfast</dc:creator>' +
    `<dc:title>${sanitizeTextContent(title)}</dc:title>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${new Date(madeAt).toISOString()}</dcterms:created></cp:coreProperties>`;
  const type = 'application/vnd.openxmlformats-package.core-properties+xml';
  const relation = `${metadata}/relationships/metadata/core-properties`;
  return {
    files: {
      write: { files: () => ({ [path]: xml }) },
      transform: {
        '[Content_Types].xml': { insert: () => `<Override PartName="/${path}" ContentType="${type}"/>` },
        '_rels/.rels': { insert: () => `<Relationship Id="rId-core" Type="${relation}" Target="${path}"/>` },
      },
    },
  };
}

/** A cell with a type of its own. Times are those of the library's clock, since a workbook has no zones. */
function typed(cell: SaidCell, column: SaidColumn | undefined, zone: string): string | number | Date | null {
  if (typeof cell !== 'number' || column === undefined) return cell;
  switch (column.kind) {
    case 'money':
      return cell / 10 ** currencyDecimals(column.currency ?? '');
    case 'instant':
      return new Date(wallClock(cell, zone));
    case 'day':
      return new Date(`${formatLocalMoment(cell, zone).slice(0, 10)}T00:00:00Z`);
    case 'duration':
      return cell / DAY_MS;
    default:
      return cell;
  }
}

function wallClock(at: number, zone: string): number {
  const minute = Date.parse(`${formatLocalMoment(at, zone)}:00Z`);
  return minute + Math.floor((at % MINUTE_MS) / SECOND_MS) * SECOND_MS;
}

function numberFormat({ kind, currency }: SaidColumn): string {
  switch (kind) {
    case 'text':
    case 'call-number':
    case 'code':
    case 'person':
      return '@';
    case 'count':
      return '#,##0';
    case 'money': {
      const decimals = currencyDecimals(currency ?? '');
      return `#,##0${decimals === 0 ? '' : `.${'0'.repeat(decimals)}`} "${currency}"`;
    }
    case 'instant':
      return 'yyyy-mm-dd hh:mm';
    case 'day':
      return 'yyyy-mm-dd';
    case 'duration':
      return '[h]:mm:ss';
    case 'percent':
      return '0.0%';
    case 'rate':
      return '0.0';
  }
}

/** Widths are taken of so many rows: a list of a year need not be read twice. */
const MEASURED_ROWS = 2_000;

/** Wide enough for its texts, within reason. */
function widthOf({ label }: SaidColumn, at: number, { texts, totalTexts }: SaidSection): number {
  const lengths = [...texts.slice(0, MEASURED_ROWS), totalTexts ?? []].map((row) => row[at]?.length ?? 0);
  // The arrow of the filter takes room beside the head.
  return Math.min(60, Math.max(8, label.length + 4, ...lengths.map((length) => length + 2)));
}

/** Names of sheets have 31 characters at most, some of them not allowed, and each is used once. */
function sheetNames(): (title: string) => string {
  const used = new Set<string>();
  return (title) => {
    const plain = title
      .replaceAll(/[*?:\\/[\]]/g, ' ')
      .trim()
      .slice(0, 28);
    for (let n = 1; ; n += 1) {
      const name = n === 1 ? plain : `${plain} ${n}`;
      if (used.has(name.toLowerCase())) continue;
      used.add(name.toLowerCase());
      return name;
    }
  };
}

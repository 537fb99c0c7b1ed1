// Reads an XLSX as ECMA-376 describes it, for tests: sheets with their cells, number formats, widths, frozen rows and filters. Broken XML is an error.

import { DOMParser } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { DAY_MS } from '../../shared/core/instant.ts';

/** A cell. Dates and durations are numbers of days; their format tells them from others. */
export type SheetCell = { readonly value: string | number; readonly format: string };

export type Sheet = {
  readonly name: string;
  readonly frozenRows: number;
  /** The range that is filtered, such as `A1:C9`. */
  readonly filter: string | null;
  readonly widths: readonly number[];
  /** The cells by address, such as `B2`. Empty ones have none. */
  readonly cells: ReadonlyMap<string, SheetCell>;
};

export type Workbook = { readonly title: string; readonly creator: string; readonly sheets: readonly Sheet[] };

/** The workbook in an XLSX. */
export function readWorkbook(content: Uint8Array): Workbook {
  const files = unzipSync(content);
  const xmlOf = (path: string): Element => {
    const bytes = files[path];
    if (bytes === undefined) throw new Error(`the workbook has no ${path}`);
    return parseXml(strFromU8(bytes));
  };
  const properties = xmlOf('docProps/core.xml');
  const texts = all(xmlOf('xl/sharedStrings.xml'), 'si').map((one) => decoded(textOf(one, 't')));
  const formats = formatsOf(xmlOf('xl/styles.xml'));
  const targets = new Map(
    all(xmlOf('xl/_rels/workbook.xml.rels'), 'Relationship').map((one) => [
      attribute(one, 'Id'),
      attribute(one, 'Target'),
    ]),
  );
  const sheets = all(xmlOf('xl/workbook.xml'), 'sheet').map((one) => {
    const sheet = xmlOf(`xl/${targets.get(attribute(one, 'r:id')) ?? ''}`);
    return { name: attribute(one, 'name'), ...sheetOf(sheet, { texts, formats }) };
  });
  return { title: textOf(properties, 'dc:title'), creator: textOf(properties, 'dc:creator'), sheets };
}

/** The address of a cell, by row and column from 1. */
export function addressOf(row: number, column: number): string {
  const rest = Math.floor((column - 1) / 26);
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return rest === 0 ? `${letter}${row}` : `${addressOf(row, rest).replace(/\d+$/, '')}${letter}${row}`;
}

/** The date of a number of days, to the millisecond. */
export function dateOf({ value, format }: SheetCell): Date {
  if (typeof value !== 'number' || !format.startsWith('yyyy')) throw new Error(`${value} as ${format} is no date`);
  return new Date(Date.UTC(1899, 11, 30) + Math.round(value * DAY_MS));
}

function parseXml(text: string): Element {
  const fault = (message: string): never => {
    throw new Error(message);
  };
  const handler = { warning: fault, error: fault, fatalError: fault };
  return new DOMParser({ errorHandler: handler }).parseFromString(text, 'text/xml').documentElement;
}

type Shared = { readonly texts: readonly string[]; readonly formats: readonly string[] };

function sheetOf(sheet: Element, shared: Shared): Omit<Sheet, 'name'> {
  const [pane] = all(sheet, 'pane');
  const [filter] = all(sheet, 'autoFilter');
  const cells = new Map<string, SheetCell>();
  for (const cell of all(sheet, 'c')) {
    const value = valueOf(cell, shared);
    if (value === null) continue;
    const format = shared.formats[Number(attribute(cell, 's'))];
    if (format === undefined) throw new Error('a cell has a style that the workbook has not');
    cells.set(attribute(cell, 'r'), { value, format });
  }
  return {
    frozenRows: pane !== undefined && attribute(pane, 'state') === 'frozen' ? Number(attribute(pane, 'ySplit')) : 0,
    filter: filter === undefined ? null : attribute(filter, 'ref'),
    widths: all(sheet, 'col').map((one) => Number(attribute(one, 'width'))),
    cells,
  };
}

/** Throws for a formula, and for any type that reports have no use for. */
function valueOf(cell: Element, { texts }: Shared): string | number | null {
  if (all(cell, 'f').length > 0) throw new Error(`${attribute(cell, 'r')} is a formula`);
  const [held] = all(cell, 'v');
  if (held === undefined) return null;
  const type = attribute(cell, 't');
  const number = Number(held.textContent);
  if (!Number.isFinite(number)) throw new Error(`${attribute(cell, 'r')} holds ${held.textContent ?? 'nothing'}`);
  if (type === '' || type === 'n') return number;
  const text = texts[number];
  if (type !== 's' || text === undefined) throw new Error(`${attribute(cell, 'r')} is of type ${type}`);
  return text;
}

/** The number format of each style of cells. */
function formatsOf(styles: Element): readonly string[] {
  const codes = new Map(all(styles, 'numFmt').map((one) => [attribute(one, 'numFmtId'), attribute(one, 'formatCode')]));
  const [ofCells] = all(styles, 'cellXfs');
  if (ofCells === undefined) throw new Error('the workbook has no styles of cells');
  return all(ofCells, 'xf').map((one) => codes.get(attribute(one, 'numFmtId')) ?? 'General');
}

/** Codes of characters within a text (ST_Xstring). */
function decoded(text: string): string {
  return text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

const all = (within: Element, tag: string): Element[] => Array.from(within.getElementsByTagName(tag));
const textOf = (within: Element, tag: string): string =>
  all(within, tag)
    .map(({ textContent }) => textContent ?? '')
    .join('');
const attribute = (of: Element, name: string): string => of.getAttribute(name) ?? '';

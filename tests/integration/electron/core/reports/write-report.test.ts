// A report in its four forms, read back from the bytes: all say the same to the cent and to the act.

import { foldShift } from '../../../../../shared/circ/shift/fold-shift.ts';
import { RightSchema } from '../../../../../shared/circ/rights.ts';
import { shiftId, staffId } from '../../../../../shared/core/ids.ts';
import { HOUR_MS } from '../../../../../shared/core/instant.ts';
import type { ReportDocument } from '../../../../../shared/reports/document.ts';
import { forReader } from '../../../../../shared/reports/for-reader.ts';
import { countColumn, instantColumn, section, textColumn } from '../../../../../shared/reports/section.ts';
import { shiftDocument } from '../../../../../shared/reports/shift-document.ts';
import { sayReport, type SaidReport } from '../../../../../shared/reports/say-report.ts';
import { runReportJob } from '../../../../../electron/core/reports/report-job.ts';
import { writeReport } from '../../../../../electron/core/reports/write-report.ts';
import { smallDocument } from '../../../../unit/shared/reports/small-document.ts';
import { testKey } from '../../../../unit/db/support/test-desk.ts';
import { pdfPages } from '../../../../support/pdf-pages.ts';
import { reportedShift } from '../../../../support/reported-shift.ts';
import { asInWorkbook } from '../../../../support/report-files.ts';
import { dateOf, type Sheet, type SheetCell } from '../../../../support/workbook.ts';
import { csvTables, jsonTables, pdfCells, pdfText, workbook, xlsxTables } from './support/read-back.ts';

const said = sayReport(smallDocument, 'en');
const others = forReader(
  { ...smallDocument, audience: 'external' },
  { audience: 'external', rights: RightSchema.options },
);

describe.each([
  ['for the library, in English', said],
  ['for the library, in Spanish', sayReport(smallDocument, 'es')],
  ['for others', sayReport(others, 'en')],
])('all forms of a report %s', (_, report) => {
  test('say the same in every cell, and add up to the same', async () => {
    const [json, csv, xlsx, pdf] = await Promise.all([
      jsonTables(report),
      csvTables(report),
      xlsxTables(report),
      pdfText(report),
    ]);
    expect([...json.keys()]).toEqual(report.sections.map(({ key }) => key));
    for (const section of report.sections) {
      const table = json.get(section.key) ?? [];
      expect(csv.get(section.key)).toEqual(table);
      expect(xlsx.get(section.key)).toEqual(asInWorkbook(table, section.columns));
      for (const row of pdfCells(section)) expect(pdf).toContain(row);
    }
  });
});

describe('XLSX', () => {
  const tableSheet = async (report: SaidReport): Promise<Sheet> => {
    const { sheets } = await workbook(report);
    const sheet = sheets[1];
    if (sheet === undefined) throw new Error('no sheet');
    return sheet;
  };
  const cellOf = ({ cells }: Sheet, address: string): SheetCell => {
    const cell = cells.get(address);
    if (cell === undefined) throw new Error(`${address} is empty`);
    return cell;
  };

  test('has a cover and a sheet for each section, their names allowed and used once', async () => {
    const { sheets, title, creator } = await workbook(said);
    expect(sheets.map(({ name }) => name)).toEqual([
      'Shift report  Main desk',
      'Acts  by kind',
      'By hour and weekday',
      'Acts  by kind 2',
      'People',
    ]);
    expect({ title, creator }).toEqual({ title: 'Shift report: Main/desk', creator: 'Holdfast' });
  });

  test('has typed cells, a head that stays, a filter and widths that fit', async () => {
    const sheet = await tableSheet(said);
    expect(sheet).toMatchObject({ name: 'Acts  by kind', frozenRows: 1, filter: 'A1:I4' });
    expect(sheet.cells.get('A3')).toEqual({ value: '=SUM(A1:A9) "quoted", with a comma', format: '@' });
    expect(sheet.cells.get('B2')).toEqual({ value: 1204, format: '#,##0' });
    expect(sheet.cells.get('C3')).toEqual({ value: 1234.56, format: '#,##0.00 "USD"' });
    expect(sheet.cells.get('F2')).toEqual({ value: 95 / (24 * 60), format: '[h]:mm:ss' });
    expect(sheet.cells.get('G3')).toEqual({ value: 0.25, format: '0.0%' });
    expect(sheet.cells.get('H2')).toEqual({ value: 3.25, format: '0.0' });
    expect(sheet.widths).toHaveLength(9);
    expect(sheet.widths[0]).toBeGreaterThanOrEqual('=SUM(A1:A9) "quoted", with a comma'.length);
  });

  test('tells an instant as the clock of the library showed it, on both sides of a change of clocks', async () => {
    const sheet = await tableSheet(said);
    expect(dateOf(cellOf(sheet, 'D2'))).toEqual(new Date('2026-11-01T01:30:00Z'));
    expect(dateOf(cellOf(sheet, 'D3'))).toEqual(new Date('2026-11-01T02:30:00Z'));
    expect(dateOf(cellOf(sheet, 'E2'))).toEqual(new Date('2026-11-01T00:00:00Z'));
    expect([cellOf(sheet, 'D2').format, cellOf(sheet, 'E2').format]).toEqual(['yyyy-mm-dd hh:mm', 'yyyy-mm-dd']);
  });

  test.each(['constructor', '__proto__', 'toString', 'a_x0041_b', 'lost \ufffd', '  apart  ', '<b>&amp;"\'', 'é̃🙂'])(
    'has the text %j as it is',
    async (text) => {
      const column = textColumn('what', 'What', 'Qué');
      const texts = section('texts', { en: text, es: text }, [column], [[text], [text]]);
      const { cells } = await tableSheet(sayReport({ ...smallDocument, sections: [texts] }, 'en'));
      expect([cells.get('A2')?.value, cells.get('A3')?.value]).toEqual([text, text]);
    },
  );
});

describe('PDF', () => {
  const pages = async (document: ReportDocument) =>
    pdfPages(Buffer.from(await writeReport(sayReport(document, 'en'), 'pdf')));

  test('has text that can be selected: title, library, who made it, page numbers, sums', async () => {
    const page = (await pages(smallDocument)).join('\n');
    for (const text of [
      'Shift report: Main/desk',
      'The Library of the Claremont Hills · Main',
      'Made by rivera, Nov 1, 2026, 3:30 AM',
      'Page 1 of',
      'All acts of this desk up to Nov 1, 2026, 1:30 AM.',
      'Préstamos · señal ñ',
      '1,607',
      '$1,232.06',
      '-$2.50',
      'A renewal counts where it was made.',
      'Nothing to report.',
    ]) {
      expect(page).toContain(text);
    }
  });

  test('has lines to sign on where a drawer was counted, and none for others or where nothing is signed', async () => {
    const lines = /Signature Signature of the second person Date/;
    expect((await pages(smallDocument)).at(-1)).toMatch(lines);
    expect((await pages({ ...smallDocument, kind: 'money' })).at(-1)).toMatch(lines);
    for (const unsigned of [{ ...smallDocument, kind: 'use' } as const, others])
      expect((await pages(unsigned)).join('')).not.toContain('Signature');
  });

  test('has no heading at the foot of a page without its table, and a short table on one page', async () => {
    const [first] = smallDocument.sections;
    if (first === undefined) throw new Error('no section');
    const { chart: _, ...plain } = first;
    const rowsOf = (count: number) =>
      Array.from({ length: count }, () => ['Row', 1, 0, null, null, null, null, null, null]);
    const next = { ...plain, key: 'next', heading: { words: { en: 'The next one', es: 'La siguiente' } } };
    for (let count = 1; count <= 16; count += 1) {
      const all = await pages({
        ...smallDocument,
        sections: [
          { ...plain, rows: rowsOf(count) },
          { ...next, rows: rowsOf(3) },
        ],
      });
      const page = all.find((text) => text.includes('The next one')) ?? '';
      expect([count, page.slice(page.indexOf('The next one')).match(/Row/g)]).toEqual([count, ['Row', 'Row', 'Row']]);
    }
  }, 60_000);

  test('has a short table on the page of what is drawn of it', async () => {
    const [first] = smallDocument.sections;
    if (first === undefined) throw new Error('no section');
    const { chart: _, ...plain } = first;
    for (let count = 1; count <= 16; count += 5) {
      const rows = Array.from({ length: count }, () => ['Row', 1, 0, null, null, null, null, null, null]);
      const next = { ...first, key: 'next', heading: { words: { en: 'The next one', es: 'La siguiente' } } };
      const all = await pages({ ...smallDocument, sections: [{ ...plain, rows }, next] });
      const page = all.find((text) => text.includes('The next one')) ?? '';
      expect([count, page.slice(page.indexOf('The next one'))]).toEqual([count, expect.stringContaining('$1,232.06')]);
    }
  }, 60_000);

  test('keeps the heading of the cash drawer, on a page that lies, with its table', async () => {
    const begin = Date.UTC(2026, 9, 13, 20);
    const placed = { shiftId: shiftId('S'), by: staffId('ana') };
    // Its first row has several lines.
    const reason = 'wrong change, found when the second person counted '.repeat(6);
    const closing = { countedMinor: 1_400, expectedMinor: 1_500, reason, second: null };
    const shift = foldShift(placed.shiftId, [
      { kind: 'opened', ...placed, at: begin, serviceDay: '2026-10-13', startingCashMinor: 1_000 },
      { kind: 'closed', ...placed, ...closing, at: begin + HOUR_MS, money: [], slips: null, people: [] },
    ]);
    const reported = reportedShift({ shift, now: begin + 2 * HOUR_MS });
    let wasMoved = false;
    for (let moved = 1; moved <= 18; moved += 1) {
      const money = Array.from({ length: moved }, (_, n) => ({
        desk: `D${n}`,
        method: 'cash',
        taken: 1,
        takenMinor: 100,
        givenBack: 0,
        givenBackMinor: 0,
        voids: 0,
        voidedMinor: 0,
      }));
      const all = await pages(
        shiftDocument({
          head: smallDocument,
          ...reported,
          nameOf: (id) => id,
          currency: 'USD',
          coverage: [],
          outside: { money, unknown: 0, checkouts: 0, refusals: 0 },
        }),
      );
      const page = all.find((text) => text.includes('Cash drawer')) ?? '';
      expect([moved, page.slice(page.indexOf('Cash drawer'))]).toEqual([
        moved,
        expect.stringContaining('wrong change'),
      ]);
      wasMoved ||= all.indexOf(page) > 0;
    }
    // It was near the foot of a page, or nothing was tried.
    expect(wasMoved).toBe(true);
  }, 60_000);

  test('has all of a row that is taller than a page, with the head of its table', async () => {
    const columns = [textColumn('card', 'Card', 'Carné'), textColumn('which', 'Which', 'Cuáles')];
    const barcodes = Array.from({ length: 900 }, (_, n) => String(39_406_000_000_000 + n));
    const first = [
      ['one card', barcodes.join(', ')],
      ['another', '1'],
    ];
    const rows = Array.from({ length: 40 }, (_, n) => [`card ${n}`, String(n)]);
    // Six of ten lines are few rows, and more than a page.
    const six = Array.from({ length: 6 }, (_, n) => [`part ${n}`, barcodes.slice(n * 150, n * 150 + 150).join(', ')]);
    for (const all of [first, [...rows, ...first], [...six, ['another', '1']]]) {
      const made = await pages({
        ...smallDocument,
        sections: [section('cards', { en: 'By card', es: 'Por carné' }, columns, all)],
      });
      const text = made.join('\n');
      expect(barcodes.filter((barcode) => !text.includes(barcode))).toEqual([]);
      for (const page of made) expect(page).toMatch(/By card[^]*Which/);
      expect(text).toContain('another');
    }
  });

  test('has moments in one line, and breaks long heads of columns instead', async () => {
    const at = Date.UTC(2026, 10, 22, 2, 30);
    const heads = ['of these, for course reserves', 'of these, equipment and other things', 'put on the hold shelf'];
    const columns = [
      instantColumn('hour', 'Hour from', 'Hora desde'),
      ...heads.map((head, n) => countColumn(`head_${n}`, head, head)),
      textColumn('text', 'Text', 'Texto'),
    ];
    const text = 'words that go on for a while '.repeat(5);
    const [page] = await pages({
      ...smallDocument,
      sections: [section('hours', { en: 'By the hour', es: 'Por horas' }, columns, [[at, 10, 20, 30, text]])],
    });
    expect(page).toContain('Nov 21, 2026, 6:30 PM');
  });

  test('repeats the head of a table that goes on, and numbers every page', async () => {
    const [first] = smallDocument.sections;
    if (first === undefined) throw new Error('no section');
    const rows = Array.from({ length: 200 }, (_, n) => [`Row ${n}`, n, 0, null, null, null, null, null, null]);
    const { chart: _, ...plain } = first;
    const all = await pages({ ...smallDocument, sections: [{ ...plain, rows }] });
    expect(all.length).toBeGreaterThan(3);
    for (const [index, page] of all.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${all.length}`);
      expect(page).toContain('Last at');
    }
  });
});

test('a report of practice says so in its head and in the name of its file', async () => {
  const asked = { matter: { made: smallDocument }, rights: RightSchema.options, language: 'en' } as const;
  const places = { dir: '', ledgerKey: testKey, replica: null, offsetMs: 0 };
  const viewed = async (isPractice: boolean) => {
    const made = await runReportJob({ ...asked, ...places, form: 'view', isPractice });
    return made.form === 'view' ? made.view.coverage : [];
  };
  expect(await viewed(true)).toEqual(['PRACTICE: does not count', ...(await viewed(false))]);
  const named = async (isPractice: boolean) => {
    const made = await runReportJob({ ...asked, ...places, form: 'json', isPractice });
    return made.form === 'file' ? made.name : '';
  };
  expect(await named(true)).toBe(`practice-${await named(false)}`);
});

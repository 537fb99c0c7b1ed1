// Every kind of report of a desk and of its library, of acts that were really made there, in its four forms and in both languages, read back from the
// files: no figure, sum, amount, date or withheld cell differs, to the cent and to the act.

import { RightSchema } from '../../../../../shared/circ/rights.ts';
import { HOUR_MS } from '../../../../../shared/core/instant.ts';
import { formatLocalMoment } from '../../../../../shared/core/local-moment.ts';
import type { ReportDocument } from '../../../../../shared/reports/document.ts';
import { forReader } from '../../../../../shared/reports/for-reader.ts';
import { isReportKind, REPORT_KINDS, type ReportKind } from '../../../../../shared/reports/kinds.ts';
import { sayReport, type SaidReport } from '../../../../../shared/reports/say-report.ts';
import { libraryReport } from '../../../../../server/reports/library-source.ts';
import { sharedDesk, sharedWorld } from '../support/desk-world.ts';
import { until } from '../support/until.ts';
import { fillVariedLibrary, titleOf, WEDNESDAY } from '../support/varied-library.ts';
import { asInWorkbook } from '../../../../support/report-files.ts';
import { addressOf, dateOf, type Workbook } from '../../../../support/workbook.ts';
import { csvTables, jsonTables, pdfCells, pdfText, workbook, xlsxTables } from './support/read-back.ts';

/** A formula that a spreadsheet would run, as a title that is overdue. */
const EVIL = '=HYPERLINK("http://evil.example","\t+click")';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 20,
  patrons: 6,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    await writer.putRows('title', [{ ...titleOf('late'), title: EVIL }]);
  },
});
const desk = sharedDesk(world, 'supervisor');
const span = { from: WEDNESDAY - 400 * 86_400_000, to: WEDNESDAY + 400 * 86_400_000 };
const kinds = Object.keys(REPORT_KINDS).filter((kind) => isReportKind(kind));

beforeAll(async () => {
  const { now } = desk;
  await now.ask('shift.open', { startingCashMinor: 10_000 });
  const lent = await now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-kit' });
  await now.ask('circ.undo', { commandId: lent.commandId ?? '', reason: '-wrong kit' });
  await now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-kit' });
  await now.ask('circ.renew', { item: 'barcode-out' });
  await now.ask('circ.checkin', { item: 'barcode-out' });
  await now.ask('circ.checkout', { patron: 'card-indebted', item: 'barcode-X1' });
  await now.ask('item.recordUse', { barcode: 'barcode-X2', count: 7 });
  const term = { name: 'Summer', from: '2026-05-18', to: '2026-08-07' };
  const { courseId } = await now.ask('course.add', { term, numbers: ['ECON 052'], name: 'Macro' });
  await now.ask('reserve.place', { courseId, barcode: 'barcode-X3', status: 'on-reserve' });
  await now.ask('circ.checkout', { patron: 'card-indebted', item: 'barcode-X3' });
  await now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-X3' });
  await now.ask('circ.checkin', { item: 'barcode-X5', toCart: true });
  await now.ask('circ.checkin', { item: 'barcode-X6', toCart: true });
  const [wrong = ''] = (await now.ask('cart.shelve', { barcode: 'barcode-X5' })).acts;
  await now.ask('circ.undo', { commandId: wrong, reason: 'still there' });
  world().clock.forward(HOUR_MS);
  await now.ask('cart.shelve', { cart: 'shelf' });
  await now.ask('fee.add', { patron: 'card-plain', amountMinor: 1_205, charge: 'damage', note: '@damaged' });
  await now.ask('payment.take', { patron: 'card-plain', amountMinor: 705, method: 'cash' });
  await now.ask('report.export', {
    kind: 'shift',
    from: '2026-01-01T00:00:00Z',
    to: '2027-01-01T00:00:00Z',
    format: 'csv',
  });
  world().line.cut();
  await until('the desk says that it is offline', async () => !(await now.ask('sync.status', {})).online);
  await now.ask('circ.checkin', { item: 'barcode-late2' });
  const held = { patron: 'card-plain', item: 'barcode-held' };
  const { reasons } = await now.ask('circ.checkout', held);
  const override = { codes: reasons.map(({ code }) => code), reason: '=urgent' };
  await now.ask('circ.checkout', { ...held, override });
  world().clock.forward(3_600_000);
  world().line.mend();
  await until('the line is back', async () => (await now.ask('sync.status', {})).online);
  await now.settled();
  await now.ask('shift.close', { countedMinor: 10_505, reason: '+two short' });
  await now.settled();
}, 120_000);

/** Before it is fitted to a reader. */
async function documentOf(kind: ReportKind, of: 'desk' | 'library'): Promise<ReportDocument> {
  const { desk: own } = desk.now.core;
  const now = own.clock.now();
  const { staffId, staff } = own.session.required();
  const question = { ...span, now, audience: 'internal', madeBy: { staffId, name: staff } } as const;
  if (of === 'library') return libraryReport(world().parts.store, kind, question);
  const asked = { matter: { kind, question }, rights: RightSchema.options, language: 'en', form: 'document' } as const;
  const made = await own.makeReport(asked);
  if (made.form !== 'document') throw new Error(`the worker made a ${made.form}`);
  // It came from another thread: its arrays are none to this one's instanceof.
  const parse = (text: string) => JSON.parse(text) as ReportDocument;
  return parse(JSON.stringify(made.document));
}

describe.each(['desk', 'library'] as const)('of the %s', (of) => {
  test.each(kinds)(
    '%s says the same in all four files, for the library in Spanish and for others',
    async (kind) => {
      const document = await documentOf(kind, of);
      const others = forReader({ ...document, audience: 'external' }, { audience: 'external', rights: [] });
      const all = [sayReport(document, 'es'), sayReport(others, 'en')];
      expect(all[0]?.sections.some(({ rows }) => rows.length > 0)).toBe(true);
      for (const report of all) await compare(report);
    },
    120_000,
  );
});

test.each(['desk', 'library'] as const)(
  'a reading at 100 %% and who was turned away from it are in that of the %s',
  async (of) => {
    const { sections } = await documentOf('reserves', of);
    const [courses, readings, away] = sections.map(({ rows }) => rows);
    const full = ['ECON 052 · Summer', 1, 1, 1, 1, expect.any(Number)];
    expect(courses).toEqual([full]);
    expect(readings).toEqual([[full[0], 'Title of X3', 1, 1, 1, courses?.[0]?.[5], 1]]);
    expect(away).toEqual([[full[0], ...Array.from({ length: 24 }, () => expect.any(Number)), 1]]);
  },
);

test.each(['desk', 'library'] as const)('the time to shelf is in the service report of the %s', async (of) => {
  const { sections } = await documentOf('service', of);
  const shelving = sections.find(({ key }) => key === 'shelving');
  // One was shelved, taken back and shelved again: it waited once.
  const about = expect.any(Number);
  expect(shelving?.rows).toEqual([[{ words: { en: 'Shelves', es: 'Estantes' }, params: {} }, 2, about, about, about]]);
  expect(Number(shelving?.rows[0]?.[2])).toBeGreaterThanOrEqual(HOUR_MS);
  expect(Number(shelving?.rows[0]?.[4])).toBeLessThan(HOUR_MS + 60_000);
});

async function compare(report: SaidReport): Promise<void> {
  const [json, csv, xlsx, pdf] = [
    await jsonTables(report),
    await csvTables(report),
    await xlsxTables(report),
    await pdfText(report),
  ];
  const book = await workbook(report);
  expect([...json.keys()]).toEqual(report.sections.map(({ key }) => key));
  for (const [index, section] of report.sections.entries()) {
    const table = json.get(section.key) ?? [];
    expect(table).toHaveLength(section.rows.length + (section.total === null ? 0 : 1));
    expect(csv.get(section.key)).toEqual(table);
    expect(xlsx.get(section.key)).toEqual(asInWorkbook(table, section.columns));
    expect(momentsIn(book, index, report)).toEqual(momentsSaid(report, index));
    for (const row of pdfCells(section)) expect(pdf).toContain(row);
  }
  const place = report.branch === null ? report.library : `${report.library} · ${report.branch}`;
  for (const text of [report.title, place, report.periodText, report.madeText, report.audienceText])
    expect(pdf).toContain(text.replaceAll(/\s+/g, ''));
  expect(pdf).toMatch(report.language === 'es' ? /Página1de\d+/ : /Page1of\d+/);
}

/** The dates and times of the workbook's table, as the clock of the library showed them. */
function momentsIn({ sheets }: Workbook, index: number, { sections }: SaidReport): unknown[] {
  const cells = sheets[index + 1]?.cells;
  const section = sections[index];
  return (section?.rows ?? []).flatMap((_, row) =>
    (section?.columns ?? []).flatMap(({ kind }, at) => {
      if (kind !== 'instant' && kind !== 'day') return [];
      const cell = cells?.get(addressOf(row + 2, at + 1));
      if (cell === undefined || typeof cell.value === 'string') return [cell?.value ?? null];
      return [
        dateOf(cell)
          .toISOString()
          .slice(0, kind === 'day' ? 10 : 16),
      ];
    }),
  );
}

function momentsSaid({ sections, zone }: SaidReport, index: number): unknown[] {
  const section = sections[index];
  return (section?.rows ?? []).flatMap((row) =>
    (section?.columns ?? []).flatMap(({ kind }, at) => {
      if (kind !== 'instant' && kind !== 'day') return [];
      const cell = row[at] ?? null;
      return [typeof cell === 'number' ? formatLocalMoment(cell, zone).slice(0, kind === 'day' ? 10 : 16) : cell];
    }),
  );
}

test('a formula of a spreadsheet stays a text, in titles and reasons too', async () => {
  const overdue = sayReport(await documentOf('overdue', 'desk'), 'en');
  const { writeReport } = await import('../../../../../electron/core/reports/write-report.ts');
  const csv = Buffer.from(await writeReport(overdue, 'csv')).toString();
  // Behind the tab inside as well, at which some programs begin a new cell.
  expect(csv).toContain(`"'${EVIL.replaceAll('"', '""').replace('\t', "\t'")}"`);
  expect(csv).not.toMatch(/(?:^|,)"?\s*[=+@]/m);
  // The reader takes no formula.
  const values = (await workbook(overdue)).sheets.flatMap(({ cells }) => [...cells.values()].map(({ value }) => value));
  expect(values).toContain(EVIL);
  const audit = Buffer.from(await writeReport(sayReport(await documentOf('audit', 'desk'), 'en'), 'csv')).toString();
  expect(audit).toContain("'-wrong kit");
  expect(audit).toContain("'@damaged");
}, 120_000);

// No patron data where it does not belong. A patron whose name, card and birth date are found nowhere else goes through every path of the
// program; then logs, errors, metrics and the bytes of every file are searched for them. [I19]

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_KINDS } from '../../../../../shared/reports/kinds.ts';
import { openMailServer, type MailServer } from '../../../../support/mail-server.ts';
import { pdfPages } from '../../../../support/pdf-pages.ts';
import { readWorkbook } from '../../../../support/workbook.ts';
import { deskApi, type DeskApi, type DeskReady } from '../../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../../e2e/story/wait-until.ts';
import { withRows, writeExport } from '../../../../unit/server/import/support/small-export.ts';
import { ITEM_IN, ITEM_OUT, STAFF, enrolledDesk, serveLibrary } from './library.ts';
import { openProgram, type Program, type Running } from './program.ts';

const CARDS = '7733118899';
const CARD = `${CARDS}0042`;
/** Registered at the desk. */
const NEW_CARD = `${CARDS}0059`;
/** Has something that is overdue. */
const LATE_CARD = `${CARDS}0067`;
const NAME = 'Quillworthy';
const GIVEN = 'Zephyrine';
const BORN = '1987-11-23';
const EMAIL = `${GIVEN}.${NAME}@example.edu`;
const LATE_EMAIL = `late.${EMAIL}`;
const REASON = 'lives beside the lighthouse of Quarnby';
const MARKS = [CARDS, NAME, GIVEN, BORN, 'Quarnby'];

/** Which marks stand in a text or in bytes, in any case and as UTF-16 as well. */
function marksIn(content: Buffer | string): string[] {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  const folded = bytes.toString('latin1').toLowerCase();
  return MARKS.filter((mark) => folded.includes(mark.toLowerCase()) || bytes.includes(Buffer.from(mark, 'utf16le')));
}

function marksInFolder(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => marksIn(bytesOf(join(entry.parentPath, entry.name))).map((mark) => `${entry.name}: ${mark}`));
}

/** Of a desk that runs, files go while others are read. */
function bytesOf(path: string): Buffer {
  return existsSync(path) ? readFileSync(path) : Buffer.of();
}

async function makeMarkedLibrary(program: Program): Promise<void> {
  const folder = writeExport({
    cards: withRows('cards', `3,12,${CARD},1,1`, `4,13,${LATE_CARD},1,1`),
    patrons: withRows(
      'patrons',
      ...[`12,${CARD}`, `13,${LATE_CARD}`].map(
        (patron) => `${patron},2,${GIVEN},${NAME},4,1,0,0,2027-01-01 00:00:00-08,${BORN},0`,
      ),
    ),
    bibs: withRows('bibs', '51,A book to wait for,"Lee, Ann",,1999.,a,m,0'),
    items: withRows(
      'items',
      ...['102,B102,51,QA 2,4,4,1,0', '103,B103,50,QA 1 c.3,4,4,1,1'].map(
        (item) => `${item},1,1,0,24.99,2,2,book,0,2024-03-04 10:00:00-08`,
      ),
    ),
    open_circs: withRows(
      'open_circs',
      '2,13,103,4,2024-03-04 10:00:00-08,2024-03-18 23:59:59-07,14 days,default,0.10,1 day,5.00,1 day,1,,',
    ),
  });
  try {
    await program.lines(['import', '--from', 'evergreen', '--into', program.path('central'), folder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const place = ['--database', 'embedded', '--data', program.path('central')];
  await program.lines(['staff', 'add', STAFF.staff, '--role', 'supervisor', '--pin', STAFF.pin, ...place]);
}

/** Notices go by mail, at any hour. */
async function sendBy(program: Program, mail: MailServer): Promise<void> {
  const file = program.path('mail.json');
  const smtp = { host: '127.0.0.1', port: mail.port, security: 'none' };
  const from = { name: 'Library', address: 'library@example.edu' };
  writeFileSync(file, JSON.stringify({ from, smtp, quiet: { from: '00:00', to: '00:00' }, gatherMinutes: 0 }));
  await program.run(['library', '--mail', file, '--database', 'embedded', '--data', program.path('central')]);
}

const settled = (api: DeskApi) =>
  waitUntil('all is confirmed', 30_000, async () => {
    await api.get('sync.now', {});
    const { pending, replicaPos, headPos } = await api.get('sync.status', {});
    return pending === 0 && replicaPos === headPos && replicaPos > 0;
  });

/** Lends, refuses, overrides and renews; and asks for missing records. Returns the texts of every refusal. */
async function lendTo(api: DeskApi): Promise<string> {
  await api.get('session.signIn', STAFF);
  await api.get('patron.find', { query: NAME.slice(0, 4), limit: 5 });
  await api.get('patron.details', { card: CARD });
  await api.get('circ.checkout', { patron: CARD, item: ITEM_IN });
  await api.get('circ.renew', { item: ITEM_IN });
  const codes = (await api.get('circ.checkout', { patron: CARD, item: ITEM_OUT })).reasons.map(({ code }) => code);
  await api.get('circ.checkout', { patron: CARD, item: ITEM_OUT, override: { codes, reason: REASON } });
  await api.get('rules.explain', { patron: CARD, item: ITEM_IN });
  const wrong = [
    await api.call('patron.view', { card: `${CARD}0` }),
    await api.call('circ.checkout', {
      patron: CARD,
      item: `${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}`,
    }),
    await api.call('payment.take', { patron: CARD, amountMinor: -1, method: NAME as 'cash' }),
    await api.call('session.signIn', { staff: NAME, pin: CARD }),
  ];
  return JSON.stringify(wrong.filter(({ ok }) => !ok));
}

/** Fees, payments and a waiver. */
async function takeMoney(api: DeskApi): Promise<void> {
  await api.get('shift.open', { startingCashMinor: 10_000 });
  await api.get('fee.add', { patron: CARD, charge: 'damage', amountMinor: 500, note: REASON });
  await api.get('fee.add', { patron: LATE_CARD, charge: 'damage', amountMinor: 500, note: REASON });
  await api.get('payment.take', { patron: CARD, amountMinor: 200, method: 'card', reference: NAME });
  const { feeId } = await api.get('fee.add', { patron: CARD, charge: 'copies', amountMinor: 300 });
  await api.get('fee.waive', { feeId, inFull: true, reason: REASON });
}

/** Makes an account and writes in another. */
async function writeAccounts(api: DeskApi): Promise<void> {
  const name = { family: `${NAME}-Vale`, given: GIVEN };
  await api.get('patron.register', { card: NEW_CARD, name, birthDate: BORN, isNew: true });
  await api.get('patron.edit', { card: CARD, email: EMAIL, messages: [REASON] });
  await api.get('patron.edit', { card: LATE_CARD, email: LATE_EMAIL });
}

/**
 * A patron waits for a book, which comes in; its slip and that of a loan are sent to a printer that is off. Returns how
 * they ended.
 */
async function holdAndPrint(api: DeskApi): Promise<readonly string[]> {
  const placed = await api.get('hold.place', { patron: CARD, target: 'B102', pickup: 'North Main' });
  const returned = await api.get('circ.checkin', { item: 'B102' });
  const lent = await api.get('circ.checkout', { patron: CARD, item: 'B102' });
  await api.get('printer.set', {
    target: { kind: 'network', host: '127.0.0.1', port: 9 },
    width: 42,
    codePage: 'pc850',
    cuts: true,
    patronOnSlip: 'name',
    printsRouting: true,
    opensDrawer: false,
  });
  const outcomes = [];
  for (const { commandId } of [returned, lent]) {
    if (commandId === undefined) continue;
    outcomes.push((await api.get('slip.print', { of: { acts: [commandId] } })).outcome);
  }
  return [placed.decision, ...outcomes];
}

/**
 * A loan is called back for another patron while this desk has no line; then the resulting exceptions are worked on.
 */
async function callBack(api: DeskApi): Promise<number> {
  await api.get('sync.pause', { on: true });
  await api.get('hold.recall', { patron: NEW_CARD, item: 'B102' });
  await api.get('circ.checkin', { item: 'B102' });
  await api.get('sync.pause', { on: false });
  await settled(api);
  const { exceptions } = await api.get('exception.list', {});
  // The question whether the patron was told is asked only where there is a patron to tell.
  for (const { exceptionId, actions } of exceptions)
    await api.get('exception.resolve', {
      exceptionIds: [exceptionId],
      action: actions.includes('told-patron') ? 'told-patron' : 'corrected',
      note: REASON,
    });
  return exceptions.length;
}

/** Acts that wait are saved as a file to be carried, which another desk hands in. */
async function carry(api: DeskApi, other: DeskApi): Promise<{ readonly text: string; readonly said: string }> {
  await api.get('sync.pause', { on: true });
  await api.get('fee.add', { patron: CARD, charge: 'other', amountMinor: 100, note: REASON });
  const { name, text, acts } = await api.get('ledger.export', {});
  await other.get('session.signIn', STAFF);
  const said = [
    await other.call('ledger.look', { text }),
    await other.call('ledger.import', { text }),
    await other.call('ledger.look', { text: `${CARD} ${NAME}` }),
  ];
  await api.get('sync.pause', { on: false });
  return { text: `${acts} ${name} ${text}`, said: JSON.stringify(said) };
}

const FORMATS = ['json', 'csv', 'xlsx', 'pdf'] as const;
type ReadReport = { readonly report: string; readonly marks: readonly string[] };

/** Every report that the desk offers, of the desk and of the library, for the library and for others, read back in some forms or in each. */
async function readReports(api: DeskApi, formatsEach: number): Promise<ReadReport[]> {
  const day = 86_400_000;
  const span = { from: new Date(Date.now() - day).toISOString(), to: new Date(Date.now() + day).toISOString() };
  const { reports } = await api.get('report.kinds', {});
  const asks = reports.flatMap(({ kind, of }) =>
    of.flatMap((whole) =>
      (['internal', 'external'] as const).map((audience) => ({ kind, of: whole, audience, ...span })),
    ),
  );
  const read: ReadReport[] = [];
  for (const [index, ask] of asks.entries()) {
    const shown = await api.call('report.run', ask);
    const report = `${ask.kind} ${ask.audience}`;
    read.push({ report, marks: marksIn(JSON.stringify(shown)) });
    // In turn, so that every form is read for either audience.
    const first = (Math.floor(index / 2) + (index % 2) * 2) % FORMATS.length;
    const formats = [...FORMATS, ...FORMATS].slice(first, first + formatsEach);
    for (const format of shown.ok ? formats : []) {
      const { base64 } = await api.get('report.export', { ...ask, format });
      read.push({ report, marks: marksIn(await textOf(Buffer.from(base64, 'base64'), format)) });
    }
  }
  return read;
}

async function textOf(file: Buffer, format: (typeof FORMATS)[number]): Promise<string> {
  if (format === 'pdf') return (await pdfPages(file)).join('\n');
  if (format !== 'xlsx') return file.toString();
  return JSON.stringify(readWorkbook(file).sheets.map(({ cells }) => [...cells.values()]));
}

/** Practices, and looks for the marks meanwhile: in the throw-away library, and in every file. */
async function practice(api: DeskApi, dir: string): Promise<string[]> {
  await api.get('practice.begin', {});
  await settled(api);
  const { demo } = await api.get('desk.view', {});
  const [who] = demo?.staff ?? [];
  await api.get('session.signIn', { staff: who?.staff ?? '', pin: who?.pin ?? '' });
  const { patrons } = await api.get('patron.find', { query: NAME, limit: 5 });
  const found = [...marksInFolder(dir), ...patrons.map(({ name }) => `in practice: ${name}`)];
  await api.get('practice.end', {});
  await api.get('session.signIn', STAFF);
  return found;
}

/** Requests to the server that carry the marks where they do not belong. Returns its answers. */
async function askWrongly(url: string): Promise<string> {
  const ask = async (path: string, body?: string) => {
    const sent = body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    return (await fetch(new URL(path, url), sent)).text();
  };
  const answers = [
    await ask(`/v1/patrons?card=${CARD}`),
    await ask(`/${NAME}/${CARD}`),
    await ask('/v1/commands', JSON.stringify({ envelopes: [{ body: NAME, args: CARD }] })),
    await ask('/v1/enrol', JSON.stringify({ code: CARD, name: NAME })),
    await ask('/v1/commands', `{"${NAME}": ${CARD}`),
  ];
  return answers.join('\n');
}

/** The tests. `formatsEach`: in how many forms each report is read back. */
export function describeMarkedNames({ formatsEach }: { readonly formatsEach: number }): void {
  describe('a patron whose name stands nowhere else', () => {
    let program: Program;
    let serving: Running<{ url: string }>;
    let desk: Running<DeskReady>;
    let said = '';
    let metrics = '';
    let slips: readonly string[] = [];
    let carried = { text: '', said: '' };
    let other: Running<DeskReady>;
    let worked = 0;
    let reports: readonly ReadReport[] = [];
    let practiced: readonly string[] = [];
    let mail: MailServer;

    beforeAll(async () => {
      program = openProgram();
      await makeMarkedLibrary(program);
      mail = await openMailServer();
      mail.codeFor = (address) => (address === LATE_EMAIL ? 550 : 0);
      await sendBy(program, mail);
      serving = await serveLibrary(program, '127.0.0.1:0', ['--log', 'debug']);
      desk = await enrolledDesk(program, serving.ready.url, 'desk');
      const api = deskApi(desk.ready);
      await settled(api);
      said = `${await lendTo(api)}\n${await askWrongly(serving.ready.url)}`;
      await takeMoney(api);
      await writeAccounts(api);
      slips = await holdAndPrint(api);
      other = await enrolledDesk(program, serving.ready.url, 'other');
      const otherApi = deskApi(other.ready);
      await settled(otherApi);
      carried = await carry(api, otherApi);
      await settled(api);
      worked = await callBack(api);
      reports = await readReports(api, formatsEach);
      practiced = await practice(api, program.dir);
      metrics = await (await fetch(new URL('/metrics', serving.ready.url))).text();
    }, 300_000);
    afterAll(async () => {
      await mail.close();
      await program.close();
    });

    test('is at the server and at the desk, so that there is something to be found', async () => {
      const place = ['--database', 'embedded', '--data', program.path('central'), '--json'];
      const { stdout } = await program.run(['inspect', 'patrons', ...place]);
      expect(marksIn(stdout)).toEqual(expect.arrayContaining([CARDS, NAME]));
      const { patrons } = await deskApi(desk.ready).get('patron.find', { query: NAME, limit: 5 });
      expect(new Set(patrons.map(({ card }) => card))).toEqual(new Set([CARD, NEW_CARD, LATE_CARD]));
    });

    test('waits on slips for a printer that is off, one of the hold and one of the loan', () => {
      expect(slips).toEqual(['done', 'waiting', 'waiting']);
    });

    test('is in no report but where it must be: cards on lists that are worked by card, and reasons that staff wrote', () => {
      const found = new Map<string, string[]>();
      for (const { report, marks } of reports.filter(({ marks }) => marks.length > 0)) {
        found.set(report, [...new Set([...(found.get(report) ?? []), ...marks])]);
      }
      // The reason that staff wrote for an override or waiver is shown only to people who may read about staff.
      expect(Object.fromEntries(found)).toEqual({
        'audit internal': ['Quarnby'],
        'overdue internal': [CARDS],
        'shift internal': ['Quarnby'],
      });
      const kinds = new Set(reports.map(({ report }) => report.split(' ')[0]));
      expect(kinds).toEqual(new Set(Object.keys(REPORT_KINDS)));
    });

    test('is in no file of acts that wait, which is there', () => {
      expect(carried.text).toMatch(/^[1-9]/);
      expect(marksIn(carried.text)).toEqual([]);
    });

    test('is in nothing that is said of such a file where it is handed in', () => {
      expect(carried.said).toMatch(/"ok":true.*"ok":true.*"ok":false/);
      expect(marksIn(carried.said)).toEqual([]);
    });

    test('had something that staff ended with a note', () => {
      expect(worked).toBeGreaterThan(0);
    });

    test('is not in practice, nor in any file meanwhile', () => {
      expect(practiced).toEqual([]);
    });

    test('is in no log, error or figure', async () => {
      const ends = [await desk.end(), await other.end(), await serving.end()];
      expect(marksIn(ends.map(({ stdout, stderr }) => stdout + stderr).join('\n'))).toEqual([]);
      expect(marksIn(metrics)).toEqual([]);
      expect(said.match(/HF-[A-Z]+-\d{3}/g)?.length).toBeGreaterThan(6);
      expect(marksIn(said)).toEqual([]);
    });

    test('gets mail or has no mailbox, and nothing that is said of it names them', async () => {
      const place = ['--database', 'embedded', '--data', program.path('central')];
      // What the server sent by itself before it ended is not sent again.
      const { stdout, stderr } = await program.run(['notice', 'run', ...place]);
      expect(mail.refused).toContain(LATE_EMAIL);
      expect(mail.taken.map(({ to }) => to)).toContain(EMAIL);
      expect(marksIn(mail.taken.map(({ text }) => text).join('\n'))).toContain(GIVEN);
      expect(marksIn(stdout + stderr)).toEqual([]);
    }, 120_000);

    test('is in no byte of the folders of desk and server, nor of their backups', async () => {
      await program.lines(['backup', '--data', program.path('desk'), program.path('desk-backup')]);
      writeFileSync(program.path('secret'), 'a passphrase of this test');
      const place = ['--database', 'embedded', '--data', program.path('central')];
      await program.lines([
        'backup',
        ...place,
        '--passphrase-file',
        program.path('secret'),
        program.path('library-backup'),
      ]);
      expect(marksInFolder(program.dir)).toEqual([]);
    });

    test('is in no report for others that the library makes by itself', async () => {
      const place = ['--database', 'embedded', '--data', program.path('central')];
      const folder = program.path('reports');
      mkdirSync(folder);
      const forms = ['--format', 'json,csv', '--folder', folder, '--external'];
      for (const kind of [
        'shift',
        'use',
        'money',
        'overdue',
        'audit',
        'outage',
        'outage-worklist',
        'service',
        'reserves',
      ]) {
        await program.lines(['report', 'schedule', 'add', kind, '--every', 'last-day', ...forms, ...place]);
      }
      const tomorrow = ['--now', new Date(Date.now() + 36 * 3_600_000).toISOString()];
      const { stdout, stderr } = await program.run(['report', 'schedule', 'run', ...tomorrow, ...place]);
      expect(readdirSync(folder).length).toBeGreaterThan(8);
      expect(marksIn(stdout + stderr)).toEqual([]);
      expect(marksInFolder(folder)).toEqual([]);
    });

    test('is nowhere after desk and library were put back from their backups', async () => {
      const place = ['--database', 'embedded', '--data', program.path('central')];
      const back = [
        await program.run(['restore', '--data', program.path('desk'), program.path('desk-backup')]),
        await program.run([
          'restore',
          ...place,
          '--passphrase-file',
          program.path('secret'),
          program.path('library-backup'),
        ]),
        await program.run(['doctor', '--data', program.path('desk')]),
        await program.run(['ledger', 'verify', '--data', program.path('desk')]),
      ];
      expect(back.slice(0, 2).map(({ code }) => code)).toEqual([0, 0]);
      expect(marksIn(back.map(({ stdout, stderr }) => stdout + stderr).join('\n'))).toEqual([]);
      expect(marksInFolder(program.dir)).toEqual([]);
    });

    test('the search itself finds a name in a file that is not encrypted', () => {
      writeFileSync(program.path('open.txt'), `- ${NAME.toUpperCase()} -`);
      expect(marksInFolder(program.dir)).toEqual([`open.txt: ${NAME}`]);
    });
  });
}

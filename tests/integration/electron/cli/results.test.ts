// The output of each subcommand: the names and shapes that scripts build on, and their forms for people.

import { STAFF, BRANCH, CARD, ITEM_IN, ITEM_OUT, enrolledDesk, makeLibrary, serveLibrary } from './support/library.ts';
import { openProgram, parseLines, type Program, type Running } from './support/program.ts';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';

const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
const ID = expect.stringMatching(/\S/);
const TEXT = expect.any(String);
const NUMBER = expect.any(Number);

describe('the output of subcommands', () => {
  let program: Program;
  let place: readonly string[];
  let url: string;
  let desk: Running<DeskReady>;
  let deskData: string;

  beforeAll(async () => {
    // As scripts run them: each is a process of its own.
    program = openProgram({ entry: 'built' });
    place = await makeLibrary(program);
    const serving = await serveLibrary(program);
    ({ url } = serving.ready);
    desk = await enrolledDesk(program, url, 'desk');
    deskData = program.path('desk');
    await doSomeActs();
  }, 60_000);
  afterAll(() => program.close());

  /** A loan, a return, a fee that is paid in part, a hold. */
  async function doSomeActs(): Promise<void> {
    const api = deskApi(desk.ready);
    await waitUntil('the copy is loaded', 15_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    await api.get('session.signIn', STAFF);
    await api.get('circ.checkout', { patron: CARD, item: ITEM_IN });
    await api.get('circ.checkin', { item: ITEM_OUT });
    await waitUntil('all is confirmed', 15_000, async () => (await api.get('sync.status', {})).pending === 0);
  }

  test('report outage: of a desk and of the library, as JSON and as tables, and what it does not take', async () => {
    const time = ['--from', '2020-01-01T00:00:00Z', '--to', '2040-01-01T00:00:00Z'];
    const form = {
      kind: 'outage',
      title: 'Outage report',
      from: INSTANT,
      to: INSTANT,
      madeAt: INSTANT,
      madeBy: 'command line',
      audience: 'internal',
      coverage: expect.arrayContaining([TEXT]),
      sections: [
        { key: 'outages', rows: [] },
        { key: 'acts', rows: [] },
        { key: 'answers', rows: [] },
        { key: 'exceptions', rows: [] },
        { key: 'money_back', rows: [{ cases: 0, open: 0 }] },
        { key: 'turned_away_reasons', rows: [] },
      ],
    };
    for (const where of [['--data', deskData], place]) {
      const { stdout } = await program.run(['report', 'outage', ...time, ...where]);
      expect(JSON.parse(stdout)).toMatchObject(form);
      const table = await program.run(['report', 'outage', ...time, ...where, '--format', 'csv']);
      expect(table.stdout).toMatch(/^section,line,desk,hop,began,ended,length,causes,data_as_of\r?$/m);
      const list = await program.run(['report', 'outage-worklist', ...time, ...where, '--format', 'csv']);
      expect(list.stdout).toMatch(/^section,line,weight,exception,branch,item,patron,/m);
    }
    const backwards = ['--from', '2026-01-02T00:00:00Z', '--to', '2026-01-01T00:00:00Z', ...place];
    expect((await program.run(['report', 'outage', ...backwards])).code).toBe(2);
    expect((await program.run(['report', 'weather', ...time, ...place])).code).toBe(2);
    expect((await program.run(['report', 'outage', ...time, ...place, '--format', 'docx'])).code).toBe(2);
  });

  test('serve: its ready line', async () => {
    const other = program.path('other');
    const serving = await program.start([
      'serve',
      '--listen',
      '127.0.0.1:0',
      '--database',
      'embedded',
      '--data',
      other,
    ]);
    expect(serving.ready).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      database: 'embedded',
      pid: serving.pid,
      clockShiftMs: 0,
    });
    const { code, stdout, stderr } = await serving.end();
    expect({ code, stderr, lines: parseLines(stdout).length }).toEqual({ code: 0, stderr: '', lines: 1 });
  });

  test('serve --now: the shift in the ready line, and said on stderr', async () => {
    const args = ['serve', '--listen', '127.0.0.1:0', '--data', program.path('past'), '--now', '2022-06-27T17:00:00Z'];
    const before = Date.now();
    const serving = await program.start<{ clockShiftMs: number }>(args);
    const startedAt = Date.parse('2022-06-27T17:00:00Z') - serving.ready.clockShiftMs;
    const moments = [before, startedAt, Date.now()];
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
    expect((await serving.end()).stderr).toBe(
      `clock shift ${serving.ready.clockShiftMs} ms: it is 2022-06-27T17:00:00Z\n`,
    );
  });

  test('desk: its ready line', () => {
    expect(desk.ready).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=\S+$/),
      token: ID,
      shell: 'none',
      deskId: ID,
      branch: BRANCH,
      pid: desk.pid,
      corePid: NUMBER,
      clockShiftMs: 0,
    });
    expect(desk.ready.url.endsWith(desk.ready.token)).toBe(true);
  });

  test('import: counts by kind, rejected rows, and nothing changed by the same bytes', async () => {
    const { writeExport, withRows } = await import('../../../unit/server/import/support/small-export.ts');
    const folder = writeExport({ items: withRows('items', '102,B102,50,QA 1,4,4,1,0') });
    const args = ['import', '--from', 'evergreen', '--into', program.path('imported'), folder];
    const [first] = await program.lines<Record<string, unknown>>(args);
    expect(first).toMatchObject({
      kinds: { items: { taken: 2, rejected: 1 }, patrons: { taken: 2, rejected: 0 } },
      rejected: [{ file: 'items.csv', line: 4, reason: expect.stringContaining('fields') }],
      zone: TEXT,
    });
    const [second] = await program.lines<Record<string, unknown>>(args);
    expect(second).toMatchObject({ kinds: first?.['kinds'], rejected: first?.['rejected'], written: 0 });
    const told = await program.run([...args, '--progress', '--dry-run']);
    expect(told.code).toBe(0);
    expect(told.stdout).toMatch(/^items +2 taken, 1 rejected$/m);
    expect(told.stdout).toMatch(/^rejected items\.csv:4: .+fields/m);
    expect(told.stderr).toMatch(/^\d+ of \d+ rows read$/m);
  });

  test('staff: add, list, another PIN and role, disable', async () => {
    expect(await program.lines(['staff', 'add', 'kim', '--role', 'student', ...place])).toEqual([
      { staff: 'kim', pin: expect.stringMatching(/^\d{4,}$/), role: 'student' },
    ]);
    expect(await program.lines(['staff', 'list', ...place])).toEqual([
      { staff: 'kim', role: 'student', branch: null, card: null },
      { staff: STAFF.staff, role: 'supervisor', branch: null, card: null },
    ]);
    expect(await program.lines(['staff', 'pin', 'kim', '--pin', '2468', ...place])).toEqual([
      { staff: 'kim', pin: '2468' },
    ]);
    expect(await program.lines(['staff', 'role', 'kim', '--role', 'desk', ...place])).toEqual([
      { staff: 'kim', role: 'desk', pin: expect.stringMatching(/^\d{6}$/) },
    ]);
    expect(await program.lines(['staff', 'role', 'kim', '--role', 'night-lead', ...place])).toEqual([
      { staff: 'kim', role: 'night-lead', pin: null },
    ]);
    const short = await program.run(['staff', 'pin', 'kim', '--pin', '2468', ...place]);
    expect(short).toMatchObject({ code: 1, stderr: expect.stringContaining('HF-AUTH-006') });
    expect(await program.lines(['staff', 'disable', 'kim', ...place])).toEqual([{ staff: 'kim', role: null }]);
    const told = await program.run(['staff', 'list', ...place]);
    expect(told.stdout).toBe(`kim  disabled\n${STAFF.staff}  supervisor\n`);
  });

  test('desk: enrol-code, list, revoke, of which doctor knows', async () => {
    const [made] = await program.lines<{ expiresAt: string }>(['desk', 'enrol-code', '--branch', BRANCH, ...place]);
    expect(made).toEqual({ code: expect.stringMatching(/^\w{4}(-\w{4}){4}$/), expiresAt: INSTANT });
    expect(Date.parse(made?.expiresAt ?? '') - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    expect(await program.run(['desk', 'enrol-code', '--branch', BRANCH, ...place])).toMatchObject({
      stdout: expect.stringMatching(/^\w{4}(-\w{4}){4} {3}good once, for 10 minutes\n$/),
    });
    expect(await program.lines(['desk', 'list', ...place])).toEqual([
      {
        deskId: desk.ready.deskId,
        name: 'desk',
        branch: BRANCH,
        status: 'active',
        enrolledAt: INSTANT,
        lastContactAt: INSTANT,
      },
    ]);
    expect(await program.run(['desk', 'list', ...place])).toMatchObject({
      stdout: expect.stringMatching(
        /^desk {2}\S+ {2}active {2}seen less than 1 min ago \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\) {2}\S+\nA desk that runs is heard at least every 10 minutes\.\n$/,
      ),
    });
    const spare = await enrolledDesk(program, url, 'spare');
    await spare.end();
    const doctor = () => program.run(['doctor', '--data', program.path('spare')]);
    expect(await doctor()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok {3}server: .+ answers$/m) });
    expect(await program.run(['desk', 'admit', 'spare', ...place])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('HF-ENROL-014'),
    });
    expect(await program.lines(['desk', 'revoke', 'spare', ...place])).toEqual([
      { deskId: spare.ready.deskId, status: 'revoked' },
    ]);
    expect(await program.lines(['desk', 'adopt', 'spare', ...place])).toEqual([
      { deskId: spare.ready.deskId, held: 0, known: 0, brought: null },
    ]);
    const refused = /^bad {2}server: HF-AUTH-002: this desk was revoked; .+$/m;
    expect(await doctor()).toMatchObject({ code: 1, stdout: expect.stringMatching(refused) });
  });

  test('inspect: the fields of every kind', async () => {
    const all = async (kind: string, ...more: readonly string[]) =>
      program.lines<Record<string, unknown>>(['inspect', kind, '--all', ...more, ...place]);
    const loan = { loanId: ID, patron: CARD, branch: BRANCH, outAt: INSTANT, dueAt: INSTANT, renewals: NUMBER };
    expect(await all('loans', '--item', ITEM_IN)).toEqual([{ ...loan, item: ITEM_IN, inAt: null, state: 'open' }]);
    expect(await all('loans', '--item', ITEM_OUT)).toEqual([
      { ...loan, item: ITEM_OUT, inAt: INSTANT, state: 'closed', how: 'checkin' },
    ]);
    expect(await all('items', '--item', ITEM_IN)).toEqual([
      { barcode: ITEM_IN, status: 'on-loan', branch: BRANCH, location: ID, holder: CARD },
    ]);
    expect(await all('patrons', '--patron', CARD)).toEqual([
      { card: CARD, name: 'Lee, Ann', group: 'Patrons', branch: BRANCH, expiresOn: INSTANT, blocks: [] },
    ]);
    const [hold] = await all('holds');
    expect(hold).toMatchObject({
      holdId: ID,
      patron: '2002',
      title: TEXT,
      pickup: BRANCH,
      state: TEXT,
      position: NUMBER,
    });
    const [fee] = await all('fees');
    expect(fee).toMatchObject({
      feeId: ID,
      patron: CARD,
      item: ITEM_OUT,
      kind: 'overdue',
      amountMinor: NUMBER,
      outstandingMinor: NUMBER,
      settled: false,
      at: INSTANT,
    });
    const commands = await all('commands');
    expect(commands.map(({ name, seq }) => ({ name, seq }))).toEqual([
      { name: 'checkout', seq: 1 },
      { name: 'checkin', seq: 2 },
    ]);
    expect(commands[0]).toEqual({
      deskId: desk.ready.deskId,
      stream: ID,
      seq: 1,
      id: ID,
      name: 'checkout',
      effectiveAt: INSTANT,
      receivedAt: INSTANT,
      receipt: 'applied',
      codes: [],
    });
    expect(await all('payments')).toEqual([]);
    expect(await all('exceptions')).toEqual([]);
    expect(await all('items', '--item', 'no-such-item')).toEqual([]);
  });

  test('rules explain: the same decision at the desk, from its running core, and in the library', async () => {
    const asked = ['rules', 'explain', '--patron', '2002', '--item', ITEM_OUT];
    const [atDesk] = await program.lines<Record<string, unknown>>([...asked, '--data', deskData]);
    expect(atDesk).toMatchObject({
      decision: 'needs-override',
      dueAt: INSTANT,
      reasons: [{ code: 'PATRON_RESTRICTED', effect: 'override', text: TEXT }],
      trace: { candidates: [expect.objectContaining({ ruleId: ID, name: TEXT, matched: true })] },
    });
    const [inLibrary] = await program.lines<Record<string, unknown>>([...asked, ...place, '--desk', BRANCH]);
    expect(inLibrary).toMatchObject({ decision: atDesk?.['decision'], dueAt: atDesk?.['dueAt'] });
    const told = await program.run([...asked, '--data', deskData, '--at', '2026-11-02T18:00:00Z']);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toMatch(
      /^Would need an override · due .+\nReasons\n {2}needs an override: .+\. \(PATRON_RESTRICTED\)\n/,
    );
    for (const title of ['Loan rule that would apply', 'Due date, step by step', 'Limits', 'How old the data was']) {
      expect(told.stdout).toContain(`\n${title}\n`);
    }
  });

  test('rules explain tells it in Spanish, in words and in JSON, whatever language the desk speaks', async () => {
    const asked = ['rules', 'explain', '--patron', '2002', '--item', ITEM_OUT, '--language', 'es'];
    for (const where of [
      ['--data', deskData],
      [...place, '--desk', BRANCH],
    ]) {
      const told = await program.run([...asked, ...where]);
      expect(told).toMatchObject({ code: 0, stderr: '' });
      expect(told.stdout).toMatch(/^Haría falta una autorización · vence .+\nMotivos\n {2}requiere autorización: /);
      expect(told.stdout).toMatch(/\nRegla de préstamo que se aplicaría\n {2}✔ .+\. Dio: /);
      const [json] = await program.lines<{ trace: { due: { text: string }[] } }>([...asked, ...where]);
      expect(json?.trace.due[0]?.text).toMatch(/^Contado desde /);
    }
  });

  test('ledger list and verify: every act with its answer, while the desk runs and after it ended', async () => {
    const [first, second] = await program.lines<Record<string, unknown>>(['ledger', 'list', '--data', deskData]);
    expect([first, second]).toEqual(
      ['checkout', 'checkin'].map((name, index) => ({
        deskId: desk.ready.deskId,
        stream: ID,
        seq: index + 1,
        id: ID,
        name,
        recordedAt: INSTANT,
        outcome: 'applied',
        codes: [],
      })),
    );
    const [report] = await program.lines<{ ok: boolean; envelopes: number }>(['ledger', 'verify', '--data', deskData]);
    expect(report).toMatchObject({ ok: true, receipts: report?.envelopes, purged: 0, problems: [] });
    await desk.end();
    expect(await program.lines(['ledger', 'verify', '--data', deskData])).toEqual([report]);
    const told = await program.run(['ledger', 'list', '--data', deskData]);
    expect(told.stdout).toMatch(/^1 {2}\S+Z {2}checkout {2}applied\n2 {2}\S+Z {2}checkin {2}applied\n/);
  });

  test('doctor: findings of a desk and of a server', async () => {
    const findings = await program.lines<{ what: string; state: string }>(['doctor', '--data', deskData]);
    expect(findings.map(({ what }) => what)).toEqual([
      'folder',
      'space',
      'core',
      'contact',
      'keys',
      'ledger',
      'waiting',
      'copy',
      'server',
      'clock',
      'printer',
      'lists in a folder',
      'night grants',
      'version',
      'people',
      'outage drill',
    ]);
    expect(findings.filter(({ state }) => state === 'bad')).toEqual([]);
    const [, , ...ofServer] = await program.lines(['doctor', '--data', program.path('central')]);
    expect(ofServer).toEqual([{ what: 'database', state: 'ok', text: expect.stringMatching(/feed is at \d+$/) }]);
    const told = await program.run(['doctor', '--data', deskData]);
    expect(told.stdout).toMatch(/^note keys: .+; .+$/m);
  });
});

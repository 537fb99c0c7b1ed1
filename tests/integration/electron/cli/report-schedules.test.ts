// Reports that a library has made by itself, by a server and from a timer; and the audit's entries on reports that were taken out.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { enrolledDesk, makeLibrary, serveLibrary, STAFF, type ServeReady } from './support/library.ts';
import { deskApi } from '../../../e2e/story/desk-api.ts';
import { ONE_LINE, openProgram, type Program } from './support/program.ts';

const DAY_MS = 86_400_000;
const shifted = (days: number) => ({ env: { HOLDFAST_CLOCK_SHIFT_MS: String(days * DAY_MS) } });

type Audit = {
  readonly sections: readonly { readonly key: string; readonly rows: readonly Readonly<Record<string, unknown>>[] }[];
};

describe('reports by themselves', () => {
  let program: Program;
  let place: readonly string[];
  let folder: string;
  const add = (...more: readonly string[]) =>
    program.lines<{ id: string }>(['report', 'schedule', 'add', ...more, '--folder', folder, ...place]);

  beforeEach(async () => {
    program = openProgram();
    place = await makeLibrary(program);
    folder = program.path('reports');
    mkdirSync(folder);
  }, 120_000);
  afterEach(() => program.close());

  test('are made by a timer in all forms, whole, once, and the audit tells of it', async () => {
    await add('use', '--every', 'last-day', '--format', 'csv,json,pdf,xlsx');
    await add('shift', '--every', 'last-week', '--format', 'csv', '--external', '--language', 'es');
    const run = (days: number) => program.run(['report', 'schedule', 'run', ...place], shifted(days));
    expect(await run(0)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const { code, stdout } = await run(8);
    expect(code).toBe(0);
    const written = readdirSync(folder).toSorted();
    expect(stdout.trim().split('\n')).toHaveLength(5);
    expect(written.map((name) => name.replaceAll(/\d{4}-\d\d-\d\d/g, 'DAY'))).toEqual([
      'shift-DAY-to-DAY-external-es.csv',
      'use-DAY.csv',
      'use-DAY.json',
      'use-DAY.pdf',
      'use-DAY.xlsx',
    ]);
    expect(readFileSync(`${folder}/${written[0] ?? ''}`, 'utf8')).toContain('audience,external');
    expect(await run(8)).toMatchObject({ code: 0, stdout: '' });
    const { stdout: text } = await program.run(['report', 'audit', ...place], shifted(8.5));
    const parse = (json: string) => JSON.parse(json) as Audit;
    const exported = parse(text).sections.find(({ key }) => key === 'exports')?.rows ?? [];
    expect(exported).toHaveLength(5);
    expect(exported).toContainEqual(expect.objectContaining({ staff: 'Scheduled', report: 'Use report', form: 'PDF' }));
  }, 120_000);

  test('for a folder that is not here are taken, with a word of it', async () => {
    rmSync(folder, { recursive: true });
    const asked = ['report', 'schedule', 'add', 'money', '--every', 'last-day', '--format', 'json', '--folder', folder];
    const missing = await program.run([...asked, ...place]);
    expect(missing).toMatchObject({ code: 0, stderr: '' });
    expect(missing.stdout).toContain('That folder is not on this computer.');
    mkdirSync(folder);
    expect((await program.run([...asked, ...place])).stdout).not.toContain('That folder');
  }, 120_000);

  test('that cannot be written are told of by the command, doctor, the list and /health, until they can be', async () => {
    await add('money', '--every', 'last-day', '--format', 'json');
    rmSync(folder, { recursive: true });
    const failed = await program.run(['report', 'schedule', 'run', ...place], shifted(2));
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toMatch(ONE_LINE);
    expect(failed.stderr).toContain('HF-CLI-006');
    const [listed] = await program.lines<{ failed: object }>(['report', 'schedule', 'list', ...place]);
    expect(listed).toMatchObject({ failed: { code: 'HF-CLI-006' } });
    const doctor = await program.run(['doctor', '--data', program.path('central')], shifted(2));
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(/^bad {2}reports: money, schedule \S+, cannot be made since .*HF-CLI-006/m);
    mkdirSync(folder);
    const later = { env: { HOLDFAST_CLOCK_SHIFT_MS: String(2 * DAY_MS + 11 * 60_000) } };
    expect(await program.run(['report', 'schedule', 'run', ...place], later)).toMatchObject({ code: 0 });
    expect(readdirSync(folder)).toHaveLength(1);
    const healthy = await program.run(['doctor', '--data', program.path('central')], shifted(2));
    expect(healthy.stdout).toMatch(/^ok {3}reports: 1 /m);
  }, 120_000);

  test('are made beside a server that runs, which says in its health what could not be', async () => {
    await add('service', '--every', 'last-day', '--format', 'pdf');
    const broken = await program.lines([
      'report',
      'schedule',
      'add',
      'use',
      '--every',
      'last-day',
      '--format',
      'csv',
      '--folder',
      program.path('missing'),
      ...place,
    ]);
    expect(broken).toHaveLength(1);
    const serving = await program.start<ServeReady>(['serve', '--listen', '127.0.0.1:0', ...place], shifted(2));
    const health = async () =>
      (await (await fetch(`${serving.ready.url}/health`)).json()) as { failingReports: number };
    await waitUntil('the report is there and the other is told of', 50_000, async () => {
      const isThere = readdirSync(folder).some((name) => name.endsWith('.pdf'));
      return isThere && (await health()).failingReports === 1 && serving.stderr().includes('HF-CLI-006');
    });
    expect(existsSync(program.path('missing'))).toBe(false);
    expect(await serving.end()).toMatchObject({ code: 0 });
  }, 120_000);

  test('and files that a desk and the command line take out are in the audits of the desk and of the library', async () => {
    const serving = await serveLibrary(program);
    const desk = await enrolledDesk(program, serving.ready.url, 'desk');
    const api = deskApi(desk.ready);
    await waitUntil('the copy is loaded', 30_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    await api.get('session.signIn', STAFF);
    const span = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
    await api.get('report.export', { kind: 'use', of: 'library', ...span, format: 'xlsx' });
    await api.get('report.run', { kind: 'use', of: 'library', ...span });
    await api.get('report.export', { kind: 'shift', ...span, format: 'pdf', audience: 'external' });
    const dir = ['--data', program.path('desk')];
    await program.run(['report', 'service', ...dir]);
    await desk.end();
    await program.run(['report', 'money', ...dir, '--format', 'csv']);
    const exportsIn = async (where: readonly string[]) => {
      const { stdout } = await program.run(['report', 'audit', ...where]);
      const parse = (json: string) => JSON.parse(json) as Audit;
      return parse(stdout).sections.find(({ key }) => key === 'exports')?.rows ?? [];
    };
    // Days of the screen have the date of their beginning: the last of these begins on January 30, at the same hour of the clock as the first.
    const fromScreen = { staff: STAFF.staff, desk: 'desk', first_day: '2025-12-31', last_day: '2026-01-30' };
    const byHand = { staff: 'Command line', desk: 'desk', of: 'This desk' };
    expect(await exportsIn(dir)).toMatchObject([
      { ...fromScreen, report: 'Use report', of: 'The library', form: 'XLSX', for: 'The library itself' },
      { ...fromScreen, report: 'Shift report', of: 'This desk', form: 'PDF', for: 'Outside readers' },
      { ...byHand, report: 'Service report', form: 'JSON' },
      { ...byHand, report: 'Day sheet', form: 'CSV' },
    ]);
    expect(await exportsIn(place)).toMatchObject([{ ...fromScreen, report: 'Use report', form: 'XLSX' }]);
  }, 120_000);

  test.each([
    [['add', 'weather', '--every', 'last-day', '--format', 'pdf', '--folder', '.'], 'schedule add audit'],
    [['add', 'use', '--every', 'hour', '--format', 'pdf', '--folder', '.'], '--every takes'],
    [['add', 'use', '--every', 'last-day', '--format', 'pdf,doc', '--folder', '.'], '--format takes'],
    [['add', 'use', '--every', 'last-day', '--format', 'pdf', '--folder', '.', '--at', '24:00'], '--at takes'],
    [['remove'], 'schedule remove ID'],
    [['mend'], 'add|list|remove|run'],
  ])('%j is wrong usage', async (args, hint) => {
    const { code, stderr } = await program.run(['report', 'schedule', ...args, ...place]);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
  });
});

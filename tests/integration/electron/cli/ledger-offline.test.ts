// `holdfast ledger export|import` with the offline files of other systems: unsent acts are exported with a list of losses, come back without being
// recorded twice, and records of another client are taken in with their own times.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { startDemo, type DemoDesk } from '../../../bench/demo-desk.ts';
import { deskApi, type DeskApi } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { openProgram, parseLines, type Program } from './support/program.ts';

type Taken = { readonly known: number; readonly refused: number; readonly recorded: number; readonly ready: number };
type Exported = { readonly acts: number; readonly written: string[]; readonly losses: { readonly loss: string }[] };

describe('offline files of other systems', () => {
  let program: Program;
  let demo: DemoDesk;
  let api: DeskApi;
  let data = '';

  beforeAll(async () => {
    program = openProgram();
    demo = await startDemo(['--items', '300', '--patrons', '40'], program.path('demo'));
    data = program.path('demo/demo/desk');
    const { ready } = demo.part;
    api = deskApi(ready);
    const [who] = ready.staff.filter(({ staff }) => staff === 'rivera');
    await api.call('session.signIn', { staff: who?.staff ?? '', pin: who?.pin ?? '' });
    await waitUntil('the copy is loaded', 60_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    await api.call('sync.pause', { on: true });
    const [card = ''] = ready.patrons;
    const [one = '', two = ''] = ready.items;
    await api.call('circ.checkout', { patron: card, item: one });
    await api.call('circ.checkout', { patron: card, item: two });
    await api.call('circ.checkin', { item: one });
    await api.call('message.leave', { text: 'The line is down' });
  }, 120_000);
  afterAll(async () => {
    await demo.close();
    await program.close();
  });

  /** The keys of the desk are in the state folder of the demo. */
  const run = (args: readonly string[]) =>
    program.run(args, { env: { HOLDFAST_STATE_DIR: program.path('demo/state') } });
  const out = (format: string, path: string) =>
    run(['ledger', 'export', '--data', data, '--out', path, '--format', format, '--json']);
  const take = (format: string, path: string, ...more: readonly string[]) =>
    run(['ledger', 'import', path, '--data', data, '--format', format, '--json', ...more]);
  const taken = async (format: string, path: string, ...more: readonly string[]) =>
    parseLines((await take(format, path, ...more)).stdout)[0] as Taken;

  test.each([
    ['koc', 3],
    ['evergreen', 3],
    ['alma', 3],
    ['sierra', 3],
    ['polaris', 2],
    ['destiny', 3],
  ])('%s: what waits is written with what is lost, and known when it comes back', async (format, acts) => {
    const path = program.path(`waiting-${format}`);
    const [exported] = parseLines((await out(format, path)).stdout) as Exported[];
    expect(exported).toMatchObject({ acts, written: [path] });
    expect(exported?.losses.map(({ loss }) => loss)).toContain('unsaid');
    expect(existsSync(`${path}.manifest.json`)).toBe(true);
    expect(await taken(format, path)).toMatchObject({ known: acts, recorded: 0, refused: 0 });
    // One that lies beside another file has no note of that.
    const other = `${path}-other`;
    writeFileSync(other, '');
    writeFileSync(`${other}.manifest.json`, readFileSync(`${path}.manifest.json`));
    expect((await take(format, other)).stderr).toContain('is of another file');
    // Without its manifest the times tell, where the format keeps them to the minute.
    rmSync(`${path}.manifest.json`);
    if (format !== 'destiny') expect(await taken(format, path)).toMatchObject({ known: acts, recorded: 0, refused: 0 });
  });

  test('an act of another client is recorded with its own times, a cut line is named, and a second time nothing is', async () => {
    const { ready } = demo.part;
    const [, card = ''] = ready.patrons;
    const [, , book = ''] = ready.items;
    const at = new Date(Date.now() - 36 * 3_600_000).toISOString();
    const time = `${at.slice(0, 10)} ${at.slice(11, 19).replaceAll(':', '-')} 000`;
    const path = program.path('theirs.koc');
    const lines = [
      'Version=1.0\tGenerator=kocDesktop\tGeneratorVersion=2.0.0',
      `${time}\tissue\t${card}\t${book}`,
      `${time}\tpayment\t${card}\t1.25`,
      `${time}\tissue\t${card}\tno-such-copy-1`,
      `${time}\tiss`,
    ];
    writeFileSync(path, `${lines.join('\n')}\n`);
    const looked = await take('koc', path, '--dry-run');
    expect([looked.code, parseLines(looked.stdout)[0]]).toMatchObject([1, { ready: 2, refused: 2, recorded: 0 }]);
    expect(await taken('koc', path)).toMatchObject({ recorded: 2, refused: 2, known: 0 });
    expect(await taken('koc', path)).toMatchObject({ recorded: 0, refused: 2, known: 2 });
    const said = await run(['ledger', 'import', path, '--data', data, '--format', 'koc']);
    expect(said.stdout).toContain('line 4: No copy has this barcode.');
    expect(said.stdout).toContain('line 5: ');
    const view = await api.get('patron.view', { card });
    expect(view.loans.map(({ barcode }) => barcode)).toContain(book);
  });

  test('nothing is written where nothing can be said, several files need a folder, and a wrong format is wrong usage', async () => {
    expect((await out('dance', program.path('x'))).code).toBe(2);
    const folder = program.path('folder');
    mkdirSync(folder);
    const [exported] = parseLines((await out('destiny', folder)).stdout) as Exported[];
    expect(exported?.written[0]).toMatch(/LibraryCirculation\d{4}-\d{2}-\d{2}\.txt$/);
    expect(readFileSync(exported?.written[0] ?? '', 'utf8')).toContain('%C123H');
  });
});

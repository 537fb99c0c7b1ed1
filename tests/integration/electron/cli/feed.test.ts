// `feed` as a process: a mapping that is wrong, a file that is previewed, taken, stopped and released, a running server that does it by itself, and
// a list of another library system.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { kohaPatron } from '../../../support/connectors/koha-lists.ts';
import { openKohaLibrary } from '../../../support/connectors/koha-library.ts';
import { CARD, ITEM_IN, makeLibrary, serveLibrary } from './support/library.ts';
import { ONE_LINE, openProgram, type Program } from './support/program.ts';

type Patron = {
  readonly card: string;
  readonly group: string;
  readonly name: string;
  readonly expiresOn: string | null;
};
type Run = { readonly number: number; readonly state: string; readonly counts: Readonly<Record<string, unknown>> };

const mapping = {
  form: 1,
  kind: 'patrons',
  id: 'ID',
  fields: { card: 'CARD', family_name: 'LAST', given_name: 'FIRST', patron_group: 'GROUP' },
  guard: { ends: 1 },
};

describe('feed', () => {
  let program: Program;
  let place: readonly string[];
  let folder: string;
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
    folder = program.path('nightly');
    mkdirSync(folder);
  }, 120_000);
  afterAll(() => program.close());

  /** In the group of a patron who is there. */
  let group = '';
  const people = (...ids: readonly number[]): string =>
    ['ID,CARD,LAST,FIRST,GROUP', ...ids.map((id) => `${id},7700${id},Last${id},First${id},${group}`), ''].join('\n');
  const hand = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const add = (text: string) => {
    const file = program.path('mapping.json');
    writeFileSync(file, text);
    return program.run([
      'feed',
      'add',
      'patrons',
      '--name',
      'registrar',
      '--from',
      folder,
      '--mapping',
      file,
      ...place,
    ]);
  };
  const patrons = async (): Promise<ReadonlyMap<string, Patron>> => {
    const rows = await program.lines<Patron>(['inspect', 'patrons', '--all', ...place]);
    return new Map(rows.map((row) => [row.card, row]));
  };

  test('a mapping that is wrong is refused with its place', async () => {
    for (const [text, why] of [
      [JSON.stringify({ ...mapping, fields: { ...mapping.fields, cart: 'CARD' } }), 'cart'],
      [JSON.stringify({ ...mapping, fields: { card: 'CARD' } }), 'no name'],
      [JSON.stringify({ ...mapping, file: { header: false } }), 'number of a column'],
    ] as const) {
      const { code, stderr } = await add(text);
      expect([code, ONE_LINE.test(stderr), stderr.startsWith('HF-IMPORT-061'), stderr.includes(why)]).toEqual([
        1,
        true,
        true,
        true,
      ]);
    }
    expect((await program.run(['feed', 'run', 'registrar', ...place])).stderr).toMatch(/^HF-IMPORT-060/);
  }, 120_000);

  test('a file is foreseen, taken, and stopped before it would end too many, until a person says so', async () => {
    expect((await add(JSON.stringify(mapping))).code).toBe(0);
    group = (await patrons()).get(CARD)?.group ?? '';
    hand('a.csv', people(1, 2, 3, 4));
    const before = (await patrons()).size;
    const [foreseen] = await program.lines(['feed', 'run', 'registrar', '--dry-run', ...place]);
    expect(foreseen).toMatchObject({ file: 'a.csv', added: 4, ended: 0 });
    expect((await patrons()).size).toBe(before);
    const [taken] = await program.lines<Run>(['feed', 'run', 'registrar', ...place]);
    expect(taken).toMatchObject({ number: 1, state: 'done', counts: { added: 4 } });
    expect((await patrons()).get('77001')).toMatchObject({ name: 'Last1, First1', expiresOn: null });
    hand('b.csv', people(1, 2));
    const stopped = await program.run(['feed', 'run', 'registrar', ...place]);
    expect([stopped.code, stopped.stdout]).toEqual([1, expect.stringContaining('2 of 4 end, STOPPED (ends)')]);
    expect((await patrons()).get('77004')?.expiresOn).toBeNull();
    expect((await program.run(['feed', 'approve', '2', ...place])).code).toBe(0);
    expect((await program.run(['feed', 'approve', '2', ...place])).stderr).toMatch(/^HF-IMPORT-064/);
    await program.lines<Run>(['feed', 'run', 'registrar', ...place]);
    expect((await patrons()).get('77004')?.expiresOn).not.toBeNull();
    const shown = await program.run(['feed', 'show', '2', ...place]);
    expect(shown.stdout).toContain('ended 77003');
    expect(shown.stdout).toContain('decided by command line');
  }, 120_000);

  test('a running server takes the next one by itself', async () => {
    const server = await serveLibrary(program);
    hand('c.csv', people(1, 2, 3));
    const state = async () => {
      const [run] = await program.lines<Run>(['feed', 'runs', 'registrar', ...place]);
      return run;
    };
    const isTaken = async () => (await state())?.number === 3 && (await state())?.state === 'done';
    // It looks four times a minute.
    const latest = performance.now() + 100_000;
    while (!(await isTaken()) && performance.now() < latest) await wait(1_000);
    expect(await isTaken()).toBe(true);
    expect((await state())?.counts).toMatchObject({ returned: 1 });
    const health = (await (await fetch(`${server.ready.url}/health`)).json()) as object;
    expect(health).toMatchObject({ dataFeeds: { stopped: 0, failing: 0 } });
    await server.end();
  }, 180_000);

  test('a list of a connector needs no mapping, is foreseen and taken; a system without lists is refused', async () => {
    const there = { cards: [CARD], barcodes: [ITEM_IN], library: 'CPL', now: () => Date.now() };
    const library = await openKohaLibrary(there);
    try {
      group = (await patrons()).get(CARD)?.group ?? '';
      const [settings, passwordFile, own] = ['koha.json', 'koha-secret', 'own.json'].map((name) => program.path(name));
      writeFileSync(passwordFile ?? '', 'secret');
      const connect = async (kind: string, of: object) => {
        writeFileSync(settings ?? '', JSON.stringify({ ...of, passwordFile }));
        const line = ['connector', 'add', kind, '--name', kind, '--settings', settings ?? '', ...place];
        expect((await program.run(line)).code).toBe(0);
      };
      await connect('koha', { url: library.url, clientId: 'id', library: 'CPL' });
      await connect('sip2', { host: '127.0.0.1', user: 'desk' });
      const people = (from: string, ...more: string[]) =>
        program.run(['feed', 'add', 'patrons', '--name', 'koha-people', '--from', from, ...more, ...place]);
      expect((await people('connector:sip2')).stderr).toMatch(/^HF-IMPORT-067: .*sip2/);
      expect((await people('connector:other')).stderr).toMatch(/^HF-CONNECT-001/);
      const printed = await program.run(['feed', 'mapping', 'patrons', '--from', 'connector:koha', ...place]);
      const mapped = JSON.parse(printed.stdout) as { readonly fields: Readonly<Record<string, unknown>> };
      expect(mapped).toMatchObject({ id: 'patron_id', fields: { card: 'cardnumber' } });
      writeFileSync(own ?? '', JSON.stringify({ ...mapped, fields: { ...mapped.fields, email: 'emial' } }));
      expect((await people('connector:koha', '--mapping', own ?? '')).stderr).toMatch(/^HF-IMPORT-061: .*emial/);
      const { home: _, ...fields } = mapped.fields;
      writeFileSync(own ?? '', JSON.stringify({ ...mapped, fields: { ...fields, patron_group: { value: group } } }));
      expect((await people('connector:koha', '--mapping', own ?? '')).code).toBe(0);
      library.lists.patrons.push(kohaPatron(2, '880002'));
      const [foreseen] = await program.lines(['feed', 'run', 'koha-people', '--dry-run', ...place]);
      expect(foreseen).toMatchObject({ file: 'koha-patrons.csv', rows: 2, added: 1, rejected: 0 });
      expect((await patrons()).has('880002')).toBe(false);
      const [taken] = await program.lines<Run>(['feed', 'run', 'koha-people', ...place]);
      expect(taken).toMatchObject({ state: 'done', counts: { added: 1 } });
      expect((await patrons()).get('880002')?.name).toBe('Last2, First2');
      expect((await people('connector:koha', '--changes', '--imported')).code).toBe(0);
      for (const option of ['--changes', '--imported'])
        expect((await people(folder, option)).stderr).toMatch(new RegExp(`^HF-CLI-002: .*${option}`));
      const listed = await program.run(['feed', 'list', ...place]);
      expect(listed.stdout).toContain('koha-people: patrons from connector:koha, again and again');
    } finally {
      await library.close();
    }
  }, 120_000);
});

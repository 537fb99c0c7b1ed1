// A connector from the command line: checked, sent a desk's loans by the running server, and listed.

import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { deskApi } from '../../../e2e/story/desk-api.ts';
import { openEvergreenLibrary } from '../../../support/connectors/evergreen-gateway.ts';
import { showEvergreenRules } from '../../../support/connectors/exported-rules.ts';
import { openFolioLibrary } from '../../../support/connectors/folio-library.ts';
import { openNcipLibrary } from '../../../support/connectors/ncip-library.ts';
import { openSip2Library } from '../../../support/connectors/sip2-library.ts';
import {
  CARD,
  enrolledDesk,
  ITEM_IN,
  makeLibrary,
  serveLibrary,
  STAFF,
  writeLibraryExport,
} from './support/library.ts';
import { openProgram } from './support/program.ts';

describe('holdfast connector', () => {
  test('checks another system, and tells it what desks do', async () => {
    const program = openProgram();
    const library = await openSip2Library({ cards: [CARD], barcodes: [ITEM_IN], now: () => Date.now() });
    try {
      const place = await makeLibrary(program);
      const settings = program.path('ils.json');
      const passwordFile = program.path('password');
      writeFileSync(passwordFile, 'pw\n');
      writeFileSync(settings, JSON.stringify({ host: '127.0.0.1', port: library.port, user: 'desk', passwordFile }));
      const add = ['connector', 'add', 'sip2', '--name', 'ils', '--settings', settings, ...place];
      expect((await program.run(add)).stdout).toMatch(/^ils is told of acts/);
      const check = await program.run(['connector', 'check', 'ils', ...place]);
      expect(check.stdout.trim().split('\n')).toHaveLength(5);
      expect(check).toMatchObject({ code: 0 });
      const wrong = await program.run(['connector', 'check', 'other', ...place]);
      expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/^HF-CONNECT-001: /)]);
      writeFileSync(settings, JSON.stringify({ host: 'ils.example.org' }));
      const open = ['connector', 'add', 'sip2', '--name', 'open', '--settings', settings, ...place];
      expect((await program.run(open)).stderr).toMatch(/^HF-CONNECT-003: .*in the clear/);
      writeFileSync(settings, JSON.stringify({ host: '127.0.0.1', port: library.port, user: 'other', passwordFile }));
      const set = await program.run(['connector', 'set', 'ils', '--settings', settings, ...place]);
      expect([set.code, set.stdout]).toEqual([0, expect.stringMatching(/^ils has the new settings/)]);
      const served = await serveLibrary(program);
      const desk = await enrolledDesk(program, served.ready.url, 'Front');
      const api = deskApi(desk.ready);
      await api.get('session.signIn', STAFF);
      // While the copy loads, a checkout of a card that is not known yet would need an override.
      await waitUntil('the desk lends', 30_000, async () => {
        const asked = await api.call('circ.checkout', { patron: CARD, item: ITEM_IN });
        return asked.ok && asked.value.decision === 'done';
      });
      await waitUntil('the other system has it', 20_000, () => Promise.resolve(library.loans.has(ITEM_IN)));
      const log = () => program.lines<{ kind: string; state: string }>(['connector', 'log', 'ils', ...place]);
      await waitUntil('the log says so', 20_000, async () => (await log())[0]?.state !== 'asked');
      expect(await log()).toMatchObject([{ kind: 'checkout', barcode: ITEM_IN, toldAt: expect.any(String) }]);
      const listed = await program.run(['connector', 'list', ...place]);
      expect(listed.stdout).toMatch(/^ils {2}sip2 {2}reached; 0 wait, 1 taken/);
      const health: unknown = await (await fetch(`${served.ready.url}/health`)).json();
      expect(health).toMatchObject({ status: 'ok', connectors: { failing: 0, waiting: 0 } });
      const metrics = await (await fetch(`${served.ready.url}/metrics`)).text();
      expect(metrics).toContain('holdfast_connector_up{connector="ils"} 1');
      await waitUntil('the desk has the hop', 20_000, async () => {
        await api.get('sync.now', {});
        const { hops } = await api.get('sync.status', {});
        return hops.some(({ name, state }) => name === 'ils' && state === 'up');
      });
      await desk.end();
      await served.end();
    } finally {
      await library.close();
      await program.close();
    }
  }, 120_000);

  test('checks a FOLIO, and refuses settings by which patrons would cross the network in the clear', async () => {
    const program = openProgram();
    const library = await openFolioLibrary({ cards: [CARD], barcodes: [ITEM_IN], now: () => Date.now() });
    try {
      const place = await makeLibrary(program);
      const [settings, passwordFile] = [program.path('folio.json'), program.path('password')];
      writeFileSync(passwordFile, 'secret\n');
      const of = {
        url: library.url,
        tenant: 'diku',
        user: 'holdfast',
        passwordFile,
        servicePoint: 'CPL',
        learns: true,
      };
      writeFileSync(settings, JSON.stringify(of));
      const add = (name: string) => ['connector', 'add', 'folio', '--name', name, '--settings', settings, ...place];
      expect((await program.run(add('folio'))).stdout).toMatch(/^folio is told of acts/);
      const check = await program.run(['connector', 'check', 'folio', ...place]);
      expect(check.stdout.trim().split('\n')).toEqual([
        expect.stringMatching(/^ok {4}reached at .*, tenant diku, signed in as holdfast/),
        expect.stringMatching(/^ok {4}acts at Main Desk \(CPL\)/),
        expect.stringMatching(/^ok {4}may look at users/),
        expect.stringMatching(/^ok {4}may look at loans/),
        expect.stringMatching(/^ok {4}may lend, renew and take back/),
        expect.stringMatching(/^ok {4}loans and returns keep their time/),
      ]);
      expect([check.code, library.deeds]).toEqual([0, []]);
      await library.down();
      const away = await program.run(['connector', 'check', 'folio', ...place]);
      expect([away.code, away.stdout]).toEqual([1, expect.stringMatching(/^FAIL .*: it is not reached/)]);
      writeFileSync(settings, JSON.stringify({ ...of, url: 'http://folio.example.edu' }));
      expect((await program.run(add('open'))).stderr).toMatch(/^HF-CONNECT-003: .*https/);
    } finally {
      await library.close();
      await program.close();
    }
  }, 120_000);

  test('writes the rules of an Evergreen to a folder; nothing is put in force before somebody does it', async () => {
    const program = openProgram();
    const library = await openEvergreenLibrary({ cards: [CARD], barcodes: [ITEM_IN], now: () => Date.now() });
    const exported = writeLibraryExport();
    try {
      showEvergreenRules(library, exported);
      const place = await makeLibrary(program);
      const [settings, passwordFile] = [program.path('evergreen.json'), program.path('password')];
      writeFileSync(passwordFile, 'a b+c&d\n');
      const of = { url: library.url, user: 'holdfast', workstation: 'main-holdfast', passwordFile };
      writeFileSync(settings, JSON.stringify(of));
      await program.run(['connector', 'add', 'evergreen', '--name', 'there', '--settings', settings, ...place]);
      const pull = (folder: string) =>
        program.run(['connector', 'rules', 'there', '--out', program.path(folder), ...place]);
      const read = (folder: string) => {
        const [from, out] = [program.path(folder), program.path(`${folder}.json`)];
        return program.run([
          'rules',
          'import',
          '--from',
          'evergreen',
          from,
          '--zone',
          'America/New_York',
          '--out',
          out,
        ]);
      };
      const compare = async (folder: string) =>
        (await program.run(['rules', 'compare', program.path(`${folder}.json`), ...place])).stdout.trim();
      expect(await pull('monday')).toMatchObject({ code: 0, stdout: expect.stringMatching(/files are written to/) });
      expect(readdirSync(program.path('monday'))).toContain('circ_matrix.csv');
      expect((await read('monday')).code).toBe(0);
      const activate = (folder: string) => program.run(['rules', 'activate', program.path(`${folder}.json`), ...place]);
      // The rights by which people apply for a group say who is staff: an import of tables without them knows it otherwise.
      expect(await compare('monday')).toMatch(/^groups: 0 more, 0 fewer, 1 otherwise$/m);
      expect((await activate('monday')).code).toBe(0);
      expect(await compare('monday')).toBe('the file says what the rules in force say');
      expect((await pull('monday')).stderr).toMatch(/--out takes an empty folder/);
      for (const duration of library.rows.crcd) Object.assign(duration, { normal: '9 days' });
      await pull('tuesday');
      await read('tuesday');
      expect(await compare('tuesday')).toMatch(/^rules: 0 more, 0 fewer, [1-9]\d* otherwise\n  otherwise: \S/);
      expect((await activate('tuesday')).code).toBe(0);
      expect(await compare('tuesday')).toBe('the file says what the rules in force say');
      const lists = (...more: readonly string[]) => program.run(['connector', 'pull', 'there', ...more, ...place]);
      expect(await lists()).toMatchObject({ code: 1, stderr: expect.stringMatching(/feed add patrons\|items/) });
      const feed = ['feed', 'add', 'patrons', '--name', 'people', '--from', 'connector:there', ...place];
      expect((await program.run(feed)).code).toBe(0);
      expect(await lists('--full')).toMatchObject({ stdout: expect.stringMatching(/people/) });
      const changes = [
        'feed',
        'add',
        'patrons',
        '--name',
        'lately',
        '--from',
        'connector:there',
        '--changes',
        ...place,
      ];
      expect((await program.run(changes)).code).toBe(0);
      // Changes alone where a feed brings them.
      const pulled = await lists();
      expect([pulled.stdout.includes('lately'), pulled.stdout.includes('people')]).toEqual([true, false]);
      expect(library.calls).toContain('open-ils.pcrud.search.au.atomic');
      library.lacks.add('STAFF_LOGIN');
      const refused = await pull('wednesday');
      expect([refused.code, refused.stdout]).toEqual([
        1,
        expect.stringMatching(/there does not show its rules: .*STAFF_LOGIN/),
      ]);
      expect(readdirSync(program.path('wednesday'))).toEqual([]);
    } finally {
      rmSync(exported, { recursive: true });
      await library.close();
      await program.close();
    }
  }, 120_000);

  test('checks an NCIP responder with the secret of a file', async () => {
    const program = openProgram();
    const manners = { manner: 'wms', login: 'token', cards: [CARD], barcodes: [ITEM_IN] } as const;
    const library = await openNcipLibrary({ ...manners, now: () => Date.now() });
    try {
      const place = await makeLibrary(program);
      const [settings, passwordFile] = [program.path('ncip.json'), program.path('password')];
      const login = { by: 'token', tokenUrl: library.url.replace('/ncip', '/token'), clientId: 'id' };
      const of = { profile: 'wms', url: library.url, agency: '129479', institution: '128807', login, passwordFile };
      writeFileSync(settings, JSON.stringify(of));
      await program.run(['connector', 'add', 'ncip', '--name', 'wms', '--settings', settings, ...place]);
      const check = async () => {
        const { code, stdout } = await program.run(['connector', 'check', 'wms', ...place]);
        return [code, stdout.trim().split('\n').length];
      };
      writeFileSync(passwordFile, 'secret\n');
      expect(await check()).toEqual([0, 5]);
      writeFileSync(passwordFile, 'another\n');
      expect(await check()).toEqual([1, 1]);
    } finally {
      await library.close();
      await program.close();
    }
  }, 120_000);
});

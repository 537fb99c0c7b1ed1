// `holdfast serve --sip2`: machines of several branches at one address of the server, each answered by a desk of its branch, with real processes.

import { existsSync } from 'node:fs';
import { enrolledDesk, BOOKS, CARD, makeLibrary, serveLibrary, STAFF, type ServeReady } from './support/library.ts';
import { ONE_LINE, openProgram, type Program, type Running } from './support/program.ts';
import { deskApi } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { sip2Machine } from '../../../support/sip2-machine.ts';

type Ready = ServeReady & { readonly sip2: { readonly host: string; readonly port: number } };
type Loan = { readonly item: string; readonly branch: string };

describe('a server that machines speak SIP2 to', () => {
  let program: Program;
  let place: readonly string[];
  let serving: Running<Ready>;
  const date = '20261124    223943';
  const out = (book: number) => `11YN${date}${' '.repeat(18)}AOX|AA${CARD}|AB${BOOKS[book] ?? ''}|AC|BON|BIN|`;
  const signedIn = async (name: string) => {
    const machine = await sip2Machine(serving.ready.sip2);
    expect(await machine.say(`9300CN${name}|CO${name}-pw|CP|`)).toBe('941');
    return machine;
  };
  const start = async () => (await serveLibrary(program, '127.0.0.1:0', ['--sip2', '127.0.0.1:0'])) as Running<Ready>;

  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
    for (const [name, branch] of [
      ['north', 'NORTH-A'],
      ['south', 'SOUTH-A'],
    ])
      await program.lines([
        'sip2',
        'account',
        'add',
        name ?? '',
        '--password',
        `${name}-pw`,
        '--branch',
        branch ?? '',
        '--card-alone',
        'yes',
        ...place,
      ]);
    serving = await start();
  }, 120_000);
  afterAll(() => program.close());

  test('answers machines of every branch in their branch, and desks hear of what they lent', async () => {
    const desk = await enrolledDesk(program, serving.ready.url, 'desk');
    const [north, south] = [await signedIn('north'), await signedIn('south')];
    expect(await north.say(out(0))).toMatch(/^121/);
    expect(await south.say(out(1))).toMatch(/^121/);
    expect(await north.say(`17${date}AOX|AB${BOOKS[0] ?? ''}|`)).toMatch(/^1804/);
    north.close();
    south.close();
    await waitUntil('the server has both loans', 30_000, async () => {
      const loans = await program.lines<Loan>(['inspect', 'loans', ...place, '--patron', CARD]);
      return [0, 1].every((book) => loans.some(({ item }) => item === BOOKS[book]));
    });
    const loans = await program.lines<Loan>(['inspect', 'loans', ...place, '--patron', CARD]);
    const branchOf = (book: number) => loans.find(({ item }) => item === BOOKS[book])?.branch;
    expect([branchOf(0), branchOf(1)]).toEqual(['NORTH-A', 'SOUTH-A']);
    await deskApi(desk.ready).get('session.signIn', STAFF);
    await waitUntil('the desk has heard of it', 30_000, async () => {
      const view = await deskApi(desk.ready).call('item.view', { barcode: BOOKS[1] ?? '' });
      return JSON.stringify(view).includes('on-loan');
    });
    await desk.end();
  }, 180_000);

  test('lets in no machine that it has no account for, or with a wrong password, and ends nonsense', async () => {
    const unknown = await sip2Machine(serving.ready.sip2);
    expect(await unknown.send('9300CNwest|COwest-pw|CP|\r')).toBe('940\r');
    expect(await unknown.send('')).toBe(null);
    const nonsense = await sip2Machine(serving.ready.sip2);
    expect(await nonsense.send('GET / HTTP/1.1\r')).toBe('940\r');
    const long = await sip2Machine(serving.ready.sip2);
    expect(await long.send('9'.repeat(3_000))).toMatch(/^940/);
  });

  test('goes on with the same desks after a new start, and ends them with itself', async () => {
    const names = async () =>
      (await program.lines<{ name: string }>(['desk', 'list', ...place]))
        .map(({ name }) => name)
        .filter((name) => name.startsWith('SIP2 '));
    expect((await names()).toSorted()).toEqual(['SIP2 NORTH-A', 'SIP2 SOUTH-A']);
    await serving.end();
    const folder = program.path('central', 'sip2-desks', 'NORTH-A');
    expect(existsSync(folder)).toBe(true);
    expect((await program.run(['ledger', 'verify', '--data', folder])).code).toBe(0);
    serving = await start();
    const north = await signedIn('north');
    expect(await north.say(out(2))).toMatch(/^121/);
    north.close();
    expect(await names()).toHaveLength(2);
    const { code } = await serving.end();
    expect(code).toBe(0);
  }, 120_000);

  test('is refused where the desks beside it could not reach it', async () => {
    const tls = ['--tls-cert', program.path('c'), '--tls-key', program.path('k')];
    const ended = await program.run(['serve', ...place, '--sip2', '127.0.0.1:0', ...tls]);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(ONE_LINE) });
  });
});

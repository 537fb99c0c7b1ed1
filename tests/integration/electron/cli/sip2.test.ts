// `holdfast sip2 account` and `holdfast desk --sip2`: a machine gets an account, is let in by a desk of its branch, and no more once the account is gone.

import { sip2Machine } from '../../../support/sip2-machine.ts';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import type { Sip2Listening } from '../../../../electron/core/messages.ts';
import { BRANCH, CARD, enrolCode, ITEM_IN, makeLibrary, serveLibrary, STAFF } from './support/library.ts';
import { openProgram, type Program, type Running } from './support/program.ts';

type Ready = DeskReady & { readonly sip2: Sip2Listening };

describe('machines that speak SIP2', () => {
  let program: Program;
  let desk: Running<Ready>;
  let place: readonly string[] = [];

  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
    const serving = await serveLibrary(program);
    const made = await program.run([
      'sip2',
      'account',
      'add',
      'kiosk',
      '--password',
      'kiosk-pw',
      '--branch',
      BRANCH,
      ...place,
    ]);
    expect([made.code, made.stdout]).toEqual([0, `kiosk may speak SIP2 to desks of ${BRANCH}\n`]);
    const joining = ['--central', serving.ready.url, '--code', await enrolCode(program, 'Kiosk desk')];
    const data = ['--data', program.path('desk'), '--sip2', '127.0.0.1:0'];
    desk = await program.start<Ready>(['desk', '--shell', 'none', ...data, ...joining]);
    const api = deskApi(desk.ready);
    await waitUntil('the copy is loaded', 60_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
  }, 120_000);
  afterAll(() => program.close());

  test('the account lends at the desk that its ready line names, and nobody is signed in at its screen', async () => {
    const machine = await sip2Machine(desk.ready.sip2);
    expect(await machine.say('9300CNkiosk|COkiosk-pw|CP|')).toBe('941');
    const date = '20261124    223943';
    expect(await machine.say(`11YN${date}${' '.repeat(18)}AO${BRANCH}|AA${CARD}|AB${ITEM_IN}|AC|BON|BIN|`)).toMatch(
      /^121NNY/,
    );
    expect(await machine.say(`1720261124    223943AO${BRANCH}|AB${ITEM_IN}|`)).toMatch(/^1804/);
    expect(await deskApi(desk.ready).get('session.current', {})).toBeNull();
    machine.close();
  });

  test('accounts are listed, changed and removed, and one that is removed is let in no more', async () => {
    const json = ['--json', ...place];
    await program.lines(['sip2', 'account', 'add', 'kiosk', '--encoding', 'cp850', '--error-detection', 'no', ...json]);
    const gate = (answer: string) =>
      program.lines(['sip2', 'account', 'add', 'kiosk', '--blocks-cards', answer, ...json]);
    expect(await gate('yes')).toMatchObject([{ blocksCards: true }]);
    const roleNow = async () =>
      (await program.lines<{ staff: string; role: string }>(['staff', 'list', ...json]))
        .flatMap((row) => (Array.isArray(row) ? row : [row]))
        .find(({ staff }) => staff === 'kiosk')?.role;
    expect(await roleNow()).toBe('desk');
    expect(await gate('no')).not.toMatchObject([{ blocksCards: true }]);
    expect(await roleNow()).toBe('student');
    const pays = (answer: string) =>
      program.lines(['sip2', 'account', 'add', 'kiosk', '--takes-payments', answer, ...json]);
    expect(await pays('yes')).toMatchObject([{ takesPayments: true }]);
    expect(await gate('yes')).toMatchObject([{ takesPayments: true, blocksCards: true }]);
    expect(await pays('no')).toMatchObject([{ takesPayments: false, blocksCards: true }]);
    expect(await roleNow()).toBe('desk');
    expect(await gate('no')).toMatchObject([{ takesPayments: false }]);
    expect(await roleNow()).toBe('student');
    expect(await program.lines(['sip2', 'account', 'list', ...json])).toEqual([
      {
        kiosk: expect.objectContaining({ branch: BRANCH, encoding: 'cp850', errorDetection: false, terminator: 'cr' }),
      },
    ]);
    expect(await program.lines(['sip2', 'account', 'remove', 'kiosk', ...json])).toEqual([
      { name: 'kiosk', removed: true },
    ]);
    await waitUntil('the desk knows it', 30_000, async () => {
      const machine = await sip2Machine(desk.ready.sip2);
      const answer = await machine.send('9300CNkiosk|COkiosk-pw|CP|\r');
      machine.close();
      return answer === '940\r';
    });
  });

  test.each([
    [['sip2', 'account', 'add', 'short', '--password', 'abc', '--branch', BRANCH], 'HF-AUTH-006'],
    [['sip2', 'account', 'add', 'nowhere', '--password', 'kiosk-pw', '--branch', 'nowhere'], 'HF-CLI-002'],
    [
      ['sip2', 'account', 'add', 'wrong', '--password', 'kiosk-pw', '--branch', BRANCH, '--encoding', 'utf7'],
      'HF-CLI-002',
    ],
    [['sip2', 'account', 'remove', 'nobody'], 'HF-CLI-002'],
  ])('%j is refused', async (args, code) => {
    const ended = await program.run([...args, ...place]);
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toContain(code);
  });

  test('an account that exists is not given to a machine, whatever the case of its letters', async () => {
    const taken = ['sip2', 'account', 'add', STAFF.staff.toUpperCase(), '--password', 'kiosk-pw', '--branch', BRANCH];
    const ended = await program.run([...taken, ...place]);
    expect([ended.code === 0, ended.stderr.includes('HF-AUTH-004')]).toEqual([false, true]);
    const signed = await deskApi(desk.ready).call('session.signIn', STAFF);
    expect(signed.ok).toBe(true);
  });

  test('where the address is taken that is said, and people work at the desk all the same', async () => {
    const { host, port } = desk.ready.sip2;
    const code = await enrolCode(program, 'Second desk');
    const { central } = await deskApi(desk.ready).get('setup.view', {});
    const args = ['desk', '--shell', 'none', '--data', program.path('second'), '--sip2', `${host}:${port}`];
    const second = await program.start<DeskReady>([...args, '--central', central ?? '', '--code', code]);
    expect(second.ready).not.toHaveProperty('sip2');
    expect(second.stderr()).toContain('HF-CLI-114');
    await second.end();
  }, 60_000);
});

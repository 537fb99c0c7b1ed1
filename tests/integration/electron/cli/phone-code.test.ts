// `holdfast staff phone-code`, as the person who gives a code reads it.

import { challengeOf } from '../../../../shared/circ/phone-code.ts';
import { BRANCH, enrolCode, makeLibrary, STAFF } from './support/library.ts';
import { openProgram, parseLines, type Program } from './support/program.ts';

const NUMBER = challengeOf({
  deskId: 'not told here',
  staffId: 'ana',
  codes: [],
  rights: ['waive-fees'],
  minor: 1_200,
  patronId: 'p',
  thing: 'fee',
  nonce: 'n',
});

describe('holdfast staff phone-code', () => {
  let program: Program;
  let place: readonly string[];
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
    const served = await program.start<{ url: string }>(['serve', '--listen', '127.0.0.1:0', ...place]);
    const code = await enrolCode(program, 'Night desk', BRANCH);
    const desk = await program.start([
      'desk',
      '--central',
      served.ready.url,
      '--code',
      code,
      '--data',
      program.path('desk'),
      '--shell',
      'none',
    ]);
    await desk.end();
    await served.end();
  }, 120_000);
  afterAll(() => program.close());

  const ask = (more: readonly string[] = [], number = NUMBER, env: Readonly<Record<string, string>> = {}) =>
    program.run(
      ['staff', 'phone-code', '--desk', 'Night desk', '--challenge', number, '--as', STAFF.staff, ...more, ...place],
      { env },
    );

  test('says what is asked, and gives nothing without a PIN', async () => {
    const read = await ask();
    expect(read).toMatchObject({ code: 0, stderr: '' });
    expect(read.stdout).toContain('Night desk asks to waive fees, refund and correct starting cash, for up to $20.00.');
    expect(read.stdout).toContain('Nothing is allowed yet.');
    expect(parseLines((await ask(['--json'])).stdout)).toEqual([
      { desk: 'Night desk', rights: ['waive-fees'], limitMinor: 2_000, code: null },
    ]);
  });

  test('gives the code to a supervisor who gives their PIN, which need not stand in the command', async () => {
    const given = await ask(['--pin', STAFF.pin]);
    expect(given.stdout).toMatch(/^Code: \d{4} \d{4}\. It is good once/m);
    const hidden = await ask([], NUMBER, { HOLDFAST_PIN: STAFF.pin });
    expect(hidden.stdout).toBe(given.stdout);
  });

  test.each<[string, readonly string[], string, number]>([
    ['HF-AUTH-022', ['--pin', '000000'], NUMBER, 1],
    ['HF-AUTH-031', [], '1234', 1],
    ['HF-AUTH-007', ['--desk', 'nowhere'], NUMBER, 1],
    ['HF-AUTH-005', ['--as', 'nobody'], NUMBER, 1],
  ])('says %s', async (said, more, number, code) => {
    const answer = await ask(more, number);
    expect(answer.code).toBe(code);
    expect(answer.stderr).toContain(said);
  });
});

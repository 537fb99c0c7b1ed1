// `library --mail` and `notice` as a process: wrong settings are named by their place, and messages are previewed before they are sent.

import { writeFileSync } from 'node:fs';
import { required } from '../../../../shared/core/assert.ts';
import { formatInstant } from '../../../../shared/core/instant.ts';
import { openMailServer } from '../../../support/mail-server.ts';
import { BRANCH, CARD, makeLibrary } from './support/library.ts';
import { ONE_LINE, openProgram, type Program } from './support/program.ts';

type Loan = { readonly loanId: string; readonly branch: string; readonly dueAt: string };
type Foreseen = { readonly wouldMake: number; readonly kinds: Readonly<Record<string, number>> };

describe('notice', () => {
  let program: Program;
  let place: readonly string[];
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
  }, 120_000);
  afterAll(() => program.close());

  const setMail = (settings: unknown) => {
    const file = program.path('mail.json');
    writeFileSync(file, JSON.stringify(settings));
    return program.run(['library', '--mail', file, ...place]);
  };
  const from = { name: 'Library', address: 'library@example.edu' };

  test('settings that are wrong are refused by their place, and a secret is never taken', async () => {
    for (const [settings, where] of [
      [{ from, smtp: { host: 'smtp.example.edu', password: 'secret' } }, 'smtp'],
      [{ from, smtp: { host: 'smtp.example.edu', security: 'none' } }, 'smtp.security'],
      [{ from, sendAt: '8' }, 'sendAt'],
      [{ from, templates: { en: { bill: { subject: '{{ patron.birth }}', text: '-' } } } }, 'bill: subject'],
    ] as const) {
      const { code, stderr } = await setMail(settings);
      expect([code, ONE_LINE.test(stderr), stderr.includes(where), stderr.includes('secret')]).toEqual([
        1,
        true,
        true,
        false,
      ]);
    }
    const { code, stderr } = await program.run(['notice', 'run', ...place]);
    expect([code, stderr.startsWith('HF-SERVER-029')]).toEqual([1, true]);
  }, 120_000);

  test('a closing that moves a date is foreseen, shown and sent', async () => {
    const mail = await openMailServer();
    const smtp = { host: '127.0.0.1', port: mail.port, security: 'none' };
    const quiet = { from: '00:00', to: '00:00' };
    expect((await setMail({ from, smtp, quiet, gatherMinutes: 0 })).code).toBe(0);
    const [loan] = await program.lines<Loan>(['inspect', 'loans', ...place]);
    const { branch, dueAt } = required(loan, () => 'nothing is on loan');
    const [begin = '', end = ''] = [-12, 12].map((hours) => formatInstant(Date.parse(dueAt) + hours * 3_600_000));
    const window = ['--branch', branch, '--from', begin, '--to', end, '--reason', 'burst pipe'];
    await program.lines(['calendar', 'close', ...window, ...place]);
    const [foreseen] = await program.lines<Foreseen>(['notice', 'run', '--dry-run', ...place]);
    expect(foreseen?.kinds['due-changed']).toBeGreaterThan(0);
    const [shown] = await program.lines(['notice', 'preview', 'due-changed', '--patron', CARD, ...place]);
    expect(shown).toMatchObject({ subject: expect.stringContaining('due date') });
    const [made] = await program.lines<{ made: number }>(['notice', 'run', ...place]);
    expect(made?.made).toBe(foreseen?.wouldMake);
    expect(await program.lines(['notice', 'release', '--branch', BRANCH, ...place])).toEqual([{ desks: [] }]);
    await mail.close();
  }, 120_000);
});

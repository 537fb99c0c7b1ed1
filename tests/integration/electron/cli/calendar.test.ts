// `calendar close` as a process: it lists the dates that it would move before it does, and closings are listed.

import { required } from '../../../../shared/core/assert.ts';
import { formatInstant } from '../../../../shared/core/instant.ts';
import { makeLibrary } from './support/library.ts';
import { openProgram, type Program } from './support/program.ts';

type Loan = { readonly loanId: string; readonly branch: string; readonly dueAt: string };
type Count = { readonly closed: boolean; readonly due: number; readonly moved: number | null };

describe('calendar', () => {
  let program: Program;
  let place: readonly string[];
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
  }, 120_000);
  afterAll(() => program.close());

  const loans = () => program.lines<Loan>(['inspect', 'loans', ...place]);

  test('closes the day on which something is due: counted first, then moved, then listed', async () => {
    const [loan] = await loans();
    const { branch, dueAt, loanId } = required(loan, () => 'nothing is on loan');
    const [from, to] = [Date.parse(dueAt) - 12 * 3_600_000, Date.parse(dueAt) + 12 * 3_600_000].map((at) =>
      formatInstant(at),
    );
    const window = ['--branch', branch, '--from', from ?? '', '--to', to ?? '', '--reason', 'burst pipe'];
    const close = (...more: string[]) => program.lines<Count>(['calendar', 'close', ...window, ...more, ...place]);
    const [counted] = await close('--dry-run');
    expect(counted).toMatchObject({ closed: false, moved: null });
    expect(counted?.due).toBeGreaterThan(0);
    const due = async () => (await loans()).find((one) => one.loanId === loanId)?.dueAt;
    expect(await due()).toBe(dueAt);
    const [closed] = await close();
    expect(closed).toMatchObject({ closed: true, due: counted?.due });
    expect(closed?.moved).toBeGreaterThan(0);
    expect(Date.parse((await due()) ?? '')).toBeGreaterThanOrEqual(Date.parse(to ?? ''));
    expect(await program.lines(['calendar', 'list', ...place])).toMatchObject([{ from, to, reason: 'burst pipe' }]);
  }, 180_000);

  test('refuses a branch that is not there, and a time that is none', async () => {
    const close = (branch: string, from: string) =>
      program.run([
        'calendar',
        'close',
        '--branch',
        branch,
        '--from',
        from,
        '--to',
        '2030-01-02',
        '--reason',
        'snow',
        ...place,
      ]);
    const nowhere = await close('nowhere', '2030-01-01');
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toMatch(/^HF-RULES-004: /);
    expect((await close('nowhere', 'tomorrow')).code).toBe(2);
  }, 120_000);
});

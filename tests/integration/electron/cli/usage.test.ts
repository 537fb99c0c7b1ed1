// Answers of the command line before any work begins: help, and wrong usage, which is one line on stderr and exit code
// 2.

import { existsSync } from 'node:fs';
import { openProgram, ONE_LINE, type Program } from './support/program.ts';

describe('the command line', () => {
  let program: Program;
  beforeAll(() => {
    program = openProgram();
  });
  afterAll(() => program.close());

  const subcommands = [
    'demo',
    'serve',
    'import',
    'staff',
    'desk',
    'practice',
    'inspect',
    'library',
    'report',
    'rules',
    'callnumbers',
    'courses',
    'calendar',
    'timeline',
    'ledger',
    'export',
    'webhook',
    'connector',
    'backup',
    'restore',
    'doctor',
  ] as const;

  test('lists its subcommands, with the exit code that tells asked from not asked', async () => {
    const asked = await program.run(['--help']);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    for (const name of subcommands) expect(asked.stdout).toMatch(new RegExp(`^  ${name} +\\w`, 'm'));
    // A part that demo starts is no subcommand for people.
    expect(asked.stdout).not.toMatch(/(demo|practice)-central/);
    const bare = await program.run([]);
    expect(bare).toMatchObject({ code: 2, stdout: asked.stdout });
    expect(bare.stderr).toMatch(/^HF-CLI-009: /);
  });

  test.each(subcommands)('%s --help tells its options on stdout', async (name) => {
    const { code, stdout, stderr } = await program.run([name, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^holdfast ${name} `));
    expect(stdout).toContain('--json');
  });

  test.each([
    [['frobnicate']],
    [['--frobnicate']],
    [['serve', '--frobnicate']],
    [['serve', 'junk', '--data', 'x']],
    [['serve', '--data']],
    [['serve', '--data', '--json']],
    [['serve', '--json=yes', '--data', 'x']],
    [['serve']],
    [['serve', '--data', '']],
    [['serve', '--data', 'x', '--database', 'mysql://h/d']],
    [['serve', '--data', 'x', '--tls-cert', 'c.pem']],
    [['serve', '--data', 'x', '--log', 'loud']],
    [['serve', '--data', 'x', '--now', 'yesterday']],
    [['serve', '--data', 'x', '--now', '0001-01-01T00:00:00Z']],
    [['demo', 'junk']],
    [['demo', '--port', '65536']],
    [['demo', '--port', '-1']],
    [['demo', '--patrons', '0']],
    [['demo', '--items', 'many']],
    [['demo', '--seed', '1.5']],
    [['demo', '--shell', 'window']],
    [['desk']],
    [['desk', '--data', 'x', '--shell', 'window']],
    [['desk', '--data', 'x', '--port', '70000']],
    [['desk', 'frobnicate']],
    [['desk', 'enrol-code', '--data', 'x']],
    [['desk', 'list']],
    [['desk', 'list', 'more', '--data', 'x']],
    [['desk', 'admit', '--data', 'x']],
    [['desk', 'revoke', '--data', 'x']],
    [['staff']],
    [['staff', 'add', '--role', 'desk', '--data', 'x']],
    [['staff', 'add', 'kim', '--data', 'x']],
    [['staff', 'add', 'kim', '--role', 'boss', '--data', 'x']],
    [['staff', 'list', 'more', '--data', 'x']],
    [['import']],
    [['import', 'folder', '--into', 'x']],
    [['import', 'folder', '--from', 'vhs', '--into', 'x']],
    [['import', 'folder', '--from', 'evergreen']],
    [['import', 'one', 'two', '--from', 'evergreen', '--into', 'x']],
    [['inspect', '--data', 'x']],
    [['inspect', 'loans', 'items', '--data', 'x']],
    [['inspect', 'shelves', '--data', 'x']],
    [['rules']],
    [['rules', 'explain', '--data', 'x']],
    [['rules', 'explain', '--data', 'x', '--patron', '1', '--item', '2', '--at', 'noon']],
    [['rules', 'explain', '--data', 'x', '--patron', '1', '--item', '2', '--language', 'fr']],
    [['act', 'dance']],
    [['timeline']],
    [['timeline', 'check']],
    [['ledger']],
    [['ledger', 'verify']],
    [['ledger', 'shred', '--data', 'x']],
    [['backup', '--data', 'x']],
    [['backup', 'file']],
    [['restore', '--data', 'x']],
    [['restore', '--database', 'mysql://', 'file']],
    [['doctor']],
  ])('%j is wrong usage', async (args) => {
    const { code, stdout, stderr } = await program.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toMatch(/run holdfast .*--help/);
    // Nothing was begun.
    expect(existsSync(program.path('x'))).toBe(false);
  });

  test.each([
    ['not a number', 'abc'],
    ['a lone sign', '-'],
    ['a fraction', '1.5'],
    ['beyond every calendar', '9'.repeat(20)],
  ])('a clock shift that is %s is wrong usage', async (_what, shift) => {
    const env = { HOLDFAST_CLOCK_SHIFT_MS: shift };
    const { code, stderr } = await program.run(['serve', '--data', program.path('clock')], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(ONE_LINE);
  });

  test('--now and HOLDFAST_CLOCK_SHIFT_MS together are wrong usage', async () => {
    const args = ['serve', '--data', program.path('clock'), '--now', '2026-01-01T00:00:00Z'];
    const { code, stderr } = await program.run(args, { env: { HOLDFAST_CLOCK_SHIFT_MS: '5' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^HF-CLI-002: .*exclude each other; /);
  });
});

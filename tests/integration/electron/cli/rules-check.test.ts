// `rules check` as a process: counts by file, the expected and the actual value, and files that are none.

import { writeFileSync } from 'node:fs';
import { ONE_LINE, openProgram, type Program } from './support/program.ts';

const closed = {
  id: 'own-1',
  operation: 'is_closed',
  system: 'koha',
  source: { test: 'made up' },
  input: { calendar: { closed_weekdays: ['sun'] }, date: '2022-06-12' },
  expect: { closed: true },
};

describe('rules check', () => {
  let program: Program;
  beforeAll(() => {
    program = openProgram();
  });
  afterAll(() => program.close());

  function fileOf(name: string, ...cases: readonly unknown[]): string {
    const path = program.path(name);
    writeFileSync(path, JSON.stringify({ file: name, title: 'Made up', about: '', count: cases.length, cases }));
    return path;
  }

  test('counts by file and in all, in lines or in JSON', async () => {
    const [one, two] = [fileOf('one.json', closed), fileOf('two.json', closed, { ...closed, id: 'own-2' })];
    expect(await program.run(['rules', 'check', one, two])).toMatchObject({
      code: 0,
      stdout: `${one}: 1 passed, 0 failed, 0 skipped\n${two}: 2 passed, 0 failed, 0 skipped\n3 passed, 0 failed, 0 skipped\n`,
      stderr: '',
    });
    expect(await program.lines(['rules', 'check', one])).toEqual([
      {
        passed: 1,
        failed: 0,
        skipped: 0,
        files: [
          {
            path: one,
            passed: 1,
            failed: 0,
            skipped: 0,
            cases: [{ id: 'own-1', operation: 'is_closed', outcome: 'passed' }],
          },
        ],
      },
    ]);
  });

  test('tells each case that failed with what was expected and what came, and skips hazards by their reason', async () => {
    const file = fileOf(
      'mixed.json',
      closed,
      { ...closed, id: 'own-2', expect: { closed: false } },
      { ...closed, id: 'own-3', input: { date: 'soon' } },
      { ...closed, id: 'own-4', operation: 'is_tidy' },
      { ...closed, id: 'own-5', hazard: true, note: 'Not to be copied.' },
    );
    const { code, stdout, stderr } = await program.run(['rules', 'check', file]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toEqual([
      `${file}: 1 passed, 3 failed, 1 skipped`,
      '  failed own-2 (is_closed)',
      '    closed: expected false, got true',
      expect.stringMatching(/^ {2}failed own-3 \(is_closed\): .+input\.date/),
      '  failed own-4 (is_tidy): no operation is named is_tidy',
      '  skipped own-5: Not to be copied.',
      '1 passed, 3 failed, 1 skipped',
    ]);
    const only = await program.run(['rules', 'check', file, fileOf('fine.json', closed), '--failed']);
    expect(only.stdout).not.toMatch(/skipped own-5|fine\.json/);
    expect(only.stdout).toMatch(/failed own-2/);
    const one = await program.run(['rules', 'check', file, '--operation', 'is_closed']);
    expect(one.stdout.trimEnd().split('\n').at(-1)).toBe('1 passed, 2 failed, 1 skipped');
  });

  test('an operation that does not exist is wrong usage, and so is no file', async () => {
    const file = fileOf('one.json', closed);
    for (const args of [[file, '--operation', 'is_tidy'], []]) {
      const { code, stdout, stderr } = await program.run(['rules', 'check', ...args]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(ONE_LINE);
    }
  });

  test.each([
    ['is not there', null],
    ['is no JSON', '{"cases":\n[oops'],
    ['is of another form', '{"cases":7}'],
  ])('a file that %s is said in one line', async (_how, content) => {
    const path = program.path('wrong.json');
    if (content !== null) writeFileSync(path, content);
    const { code, stdout, stderr } = await program.run(['rules', 'check', path]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toMatch(/^HF-CLI-00[34]: /);
  });
});

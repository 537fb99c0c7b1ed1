// `timeline check` as a process: counts, a line per case that differs, and files that are none.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { sharedData } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';
import { ONE_LINE, openProgram, type Program } from './support/program.ts';

const AT = '2026-01-05T10:00:00Z';
const DUE = '2026-01-19T23:59:00Z';

/** One loan, under a case file of the documented form. */
const oneCase = {
  id: 'own-1',
  clause: '1',
  title: 'A checkout opens a loan.',
  orders: 'every arrival order gives this same end',
  acts: [{ act: 'A/1', desk: 'A', seq: 1, at: AT, kind: 'checkout', item: 'X', patron: 'P', dueAt: DUE }],
  expect: {
    loans: [{ loan: 'A/1', item: 'X', patron: 'P', outAt: AT, dueAt: DUE, state: 'open', renewals: 0 }],
    items: { X: { status: 'on-loan' }, Y: { status: 'available' } },
    holds: [],
    fees: [],
    credits: {},
    exceptions: [],
  },
};

const cases = sharedData('timeline/cases.json');
const Heading = z.looseObject({ cases: z.array(z.unknown()) });

describeIf(cases !== undefined, 'timeline check', 'the timeline cases are not beside the project', () => {
  let program: Program;
  beforeAll(() => {
    program = openProgram();
  });
  afterAll(() => program.close());

  /** A file with the desks and policies of the worked cases and other cases. */
  function fileOf(name: string, ...others: readonly unknown[]): string {
    const heading = Heading.parse(JSON.parse(readFileSync(cases ?? '', 'utf8')));
    const path = program.path(name);
    writeFileSync(path, JSON.stringify({ ...heading, cases: others }));
    return path;
  }

  test('counts what passed, in one line or in JSON', async () => {
    const file = fileOf('right.json', oneCase);
    expect(await program.run(['timeline', 'check', file])).toMatchObject({
      code: 0,
      stdout: '1 passed, 0 failed, 0 skipped\n',
      stderr: '',
    });
    expect(await program.lines(['timeline', 'check', file, file])).toEqual([
      {
        passed: 2,
        failed: 0,
        skipped: 0,
        cases: Array.from({ length: 2 }, () => ({ id: 'own-1', outcome: 'passed', orders: 2 })),
      },
    ]);
  });

  test('a case that ends otherwise, or makes no sense, is told in a line of its own and costs no other', async () => {
    const [loan] = oneCase.expect.loans;
    const differs = { ...oneCase, id: 'own-2', expect: { ...oneCase.expect, loans: [{ ...loan, dueAt: AT }] } };
    const malformed = { ...oneCase, id: 'own-3', acts: [{ ...oneCase.acts[0], at: 'noon', seq: 'first' }] };
    const senseless = { ...oneCase, id: 'own-4', acts: [{ ...oneCase.acts[0], item: 'no such item' }] };
    const unknown = { ...oneCase, id: 'own-5', acts: [{ ...oneCase.acts[0], kind: 'juggle' }] };
    const file = fileOf('mixed.json', differs, malformed, senseless, unknown, oneCase);
    const { code, stdout, stderr } = await program.run(['timeline', 'check', file]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'failed own-2',
      'failed own-3',
      'failed own-4',
      'skipped own-5',
      '1 passed, 3 failed, 1 skipped',
    ]);
  });

  test.each([
    ['is not there', null, /^HF-CLI-003: .+: it is not there; /],
    [
      'is no JSON',
      '{"cases":\n[oops',
      /^HF-CLI-004: .+: it is no JSON: line 2, column 2: here should stand a value, not “o”; /,
    ],
    ['is no JSON from some place on', '{\n}}', /^HF-CLI-004: .+: it is no JSON: line 2, column 2: .+; /],
    [
      'has a field twice',
      '{"cases": [],\n "cases": []}',
      /^HF-CLI-004: .+: line 2, column 2: the field cases stands twice/,
    ],
    ['holds something else', '[]', /^HF-CLI-004: .+: it holds no cases; /],
    ['is of another form', '{"cases":[]}', /^HF-CLI-004: .+: \w+ is missing or is not what belongs there; /],
  ])('a file that %s is said in one line of plain words', async (_how, content, words) => {
    const path = program.path('wrong.json');
    if (content !== null) writeFileSync(path, content);
    const { code, stdout, stderr } = await program.run(['timeline', 'check', path]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toMatch(words);
    rmSync(path, { force: true });
  });

  test('a folder, and a path through a file, are said in one line of plain words', async () => {
    const file = fileOf('right.json', oneCase);
    for (const [path, words] of [
      [program.dir, /: it is a folder; /],
      [`${file}/below`, /: a part of its path is a file; /],
    ] as const) {
      const { code, stderr } = await program.run(['timeline', 'check', path]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(ONE_LINE) });
      expect(stderr).toMatch(words);
    }
  });
});

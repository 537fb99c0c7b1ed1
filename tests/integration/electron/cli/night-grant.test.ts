// `holdfast staff night-grant` and the review of its use, as scripts and people read them.

import { makeLibrary } from './support/library.ts';
import { openProgram, parseLines, type Program } from './support/program.ts';

describe('holdfast staff night-grant', () => {
  let program: Program;
  let place: readonly string[];
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
  }, 60_000);
  afterAll(() => program.close());

  const times = ['--from', '2040-01-01T04:00:00Z', '--to', '2040-01-01T12:00:00Z'];
  const make = (...words: readonly string[]) =>
    program.run(['staff', 'night-grant', ...words, ...times, ...place, '--json']);

  test('makes one, lists it for review, and ends it', async () => {
    const made = await make(
      'desk',
      '--code',
      'PATRON_FINES',
      '--code',
      'PATRON_EXPIRED',
      '--count',
      '3',
      '--limit',
      '20.50',
    );
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const [grant] = parseLines(made.stdout);
    expect(grant).toEqual({
      grantId: expect.stringMatching(/\S/),
      role: 'desk',
      staffId: null,
      codes: ['PATRON_FINES', 'PATRON_EXPIRED'],
      count: 3,
      limitMinor: 2_050,
      from: '2040-01-01T04:00:00Z',
      to: '2040-01-01T12:00:00Z',
    });
    const listed = await program.lines(['inspect', 'night-grants', ...place, '--json']);
    expect(listed).toMatchObject([{ who: 'desk', count: 3, limitMinor: 2_050, uses: [] }]);
    const { grantId } = Object(grant);
    const ended = await program.run(['staff', 'night-grant', '--end', grantId, ...place]);
    expect(ended.stdout).toBe(`${grantId} has ended. Desks get it the next time they are online.\n`);
  });

  test.each<[string, readonly string[], number]>([
    ['--code is missing', ['desk', '--count', '3'], 2],
    ['--count is missing', ['desk', '--code', 'PATRON_FINES'], 2],
    ['--limit takes an amount', ['desk', '--code', 'PATRON_FINES', '--count', '3', '--limit', 'much'], 2],
    ['HF-AUTH-013', ['desk', '--code', 'NO_RULE', '--count', '3'], 1],
    ['HF-AUTH-012', ['student', '--code', 'PATRON_FINES', '--count', '3'], 1],
  ])('says %s', async (said, words, code) => {
    const answer = await make(...words);
    expect(answer.code).toBe(code);
    expect(answer.stderr).toContain(said);
  });
});

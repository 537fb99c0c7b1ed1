// `holdfast staff import`: a term's list of student workers from a file, first as a preview.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLibrary } from './support/library.ts';
import { openProgram, parseLines, type Program } from './support/program.ts';

describe('holdfast staff import', () => {
  let program: Program;
  let place: readonly string[];
  let file: string;
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
    file = join(program.dir, 'term.csv');
    const rows = ['name,role,until', 'kim,student,2040-05-21', 'lee,desk,', 'two words,student,', 'kim,student,'];
    writeFileSync(file, rows.join('\n'));
  }, 60_000);
  afterAll(() => program.close());

  const run = (...words: readonly string[]) => program.run(['staff', 'import', file, ...words, ...place]);
  const names = async () =>
    (await program.lines(['staff', 'list', ...place, '--json'])).map((row) => Object(row).staff);

  test('only says what it would do when it is asked to', async () => {
    const before = await names();
    const dry = await run('--dry-run');
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain('line 2, kim: new, student, until 2040-05-21');
    expect(dry.stdout).toContain('2 changes would be made');
    expect(dry.stdout).not.toContain('PIN');
    expect(dry.stderr).toContain('line 4, two words: not taken: a name is one word of letters and digits');
    expect(dry.stderr).toContain('line 5, kim: not taken: the name is in the file twice');
    expect(await names()).toEqual(before);
  });

  test('does it with a PIN for each new person, told once, and changes nothing when it is done again', async () => {
    const done = parseLines((await run('--json')).stdout).map((row) => Object(row));
    expect(done.filter(({ pin }) => typeof pin === 'string')).toMatchObject([
      { staff: 'kim', kind: 'add', pin: expect.stringMatching(/^\d{4}$/) },
      { staff: 'lee', kind: 'add', pin: expect.stringMatching(/^\d{6}$/) },
    ]);
    expect(await names()).toEqual(expect.arrayContaining(['kim', 'lee']));
    const again = await run();
    expect(again.stdout).toContain('0 of 0 changes made; 2 as the list has them already');
    expect(again.stdout).not.toContain('PIN');
  });

  test('names the column that is missing, and a file that is not there', async () => {
    const bad = join(program.dir, 'bad.csv');
    writeFileSync(bad, 'who,role\nkim,student');
    expect(await program.run(['staff', 'import', bad, ...place])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lacks: name'),
    });
    const none = await program.run(['staff', 'import', join(program.dir, 'none.csv'), ...place]);
    expect(none).toMatchObject({ code: 1, stdout: '' });
  });
});

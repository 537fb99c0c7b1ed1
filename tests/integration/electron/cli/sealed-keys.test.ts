// A desk whose keys only its own shell can unseal, as the installed program has it: the command line asks the desk that runs, and says so where
// none does. Here the key file of a running desk is marked as sealed by the computer.

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { enrolledDesk, makeLibrary, serveLibrary } from './support/library.ts';
import { openProgram, type Program } from './support/program.ts';

describe('a desk whose keys the computer sealed', () => {
  let program: Program;
  beforeAll(async () => {
    program = openProgram();
    await makeLibrary(program);
    // The first program to run builds them all.
  }, 240_000);
  afterAll(() => program.close());

  test('is checked and backed up while it runs, and has to be started for that', async () => {
    const serving = await serveLibrary(program);
    const desk = await enrolledDesk(program, serving.ready.url, 'desk');
    const data = program.path('desk');
    const id = readFileSync(program.path('desk', 'key-id'), 'utf8').trim();
    const keyFile = program.path('state', 'keys', id, 'keys.json');
    writeFileSync(keyFile, readFileSync(keyFile, 'utf8').replace('"protection":"none"', '"protection":"system"'));

    const checked = await program.run(['doctor', '--data', data]);
    expect(checked.stdout).toMatch(/^ok {3}ledger: /m);
    expect(checked.stdout).toMatch(/^(?:ok {3}|note )copy: /m);
    expect(checked.stdout).toMatch(/^ok {3}server: /m);
    expect(checked.code).toBe(0);
    const copy = program.path('ledger-copy');
    expect(await program.lines(['backup', '--data', data, copy, '--json'])).toEqual([{ file: copy, of: 'ledger' }]);
    expect(statSync(copy).size).toBeGreaterThan(0);
    const again = await program.run(['backup', '--data', data, copy]);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringMatching(/^HF-DB-018: /) });

    await desk.end();
    const closed = await program.run(['backup', '--data', data, program.path('another')]);
    expect(closed).toMatchObject({ code: 1, stderr: expect.stringMatching(/^HF-DB-022: .+start the desk first/) });
    expect(existsSync(program.path('another'))).toBe(false);
    const doctor = await program.run(['doctor', '--data', data]);
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/^bad {2}files: HF-DB-022: .+; start/m) });
    await serving.end();
  });
});

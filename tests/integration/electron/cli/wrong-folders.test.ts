// Folders that cannot be used: files where a folder is expected, folders that are not there, in use, read-only or of something else.
// One clear line each; nothing in them is changed.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { testIf } from '../../../support/skip.ts';
import { writeExport } from '../../../unit/server/import/support/small-export.ts';
import { BRANCH, enrolledDesk, makeLibrary, serveLibrary } from './support/library.ts';
import { mayMount, mountReadOnly, unmount } from './support/in-the-way.ts';
import { ONE_LINE, openProgram, type Program } from './support/program.ts';

describe('a folder that cannot be used', () => {
  let program: Program;
  let exported: string;

  beforeAll(async () => {
    program = openProgram();
    exported = writeExport();
    await makeLibrary(program);
  }, 60_000);
  afterAll(async () => {
    rmSync(exported, { recursive: true });
    await program.close();
  });

  /** Runs a command that must be refused and returns the line. */
  async function refusal(args: readonly string[], code = 1): Promise<string> {
    const ended = await program.run(args);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' });
    expect(ended.stderr).toMatch(ONE_LINE);
    return ended.stderr;
  }

  /** Every subcommand that writes into a folder, pointed at this one. */
  const writers = (dir: string): readonly (readonly string[])[] => [
    ['serve', '--listen', '127.0.0.1:0', '--data', dir],
    ['demo', '--shell', 'none', '--data', dir],
    ['desk', '--shell', 'none', '--central', 'http://127.0.0.1:9', '--code', '2345-6789-ABCD-EFGH-JKMN', '--data', dir],
    ['import', '--from', 'evergreen', '--into', dir, exported],
  ];
  /** Every subcommand that works on existing data. */
  const readers = (dir: string): readonly (readonly string[])[] => [
    ['staff', 'list', '--data', dir],
    ['staff', 'add', 'kim', '--role', 'desk', '--data', dir],
    ['desk', 'enrol-code', '--branch', BRANCH, '--data', dir],
    ['desk', 'list', '--data', dir],
    ['inspect', 'loans', '--data', dir],
    ['ledger', 'verify', '--data', dir],
    ['ledger', 'list', '--data', dir],
    ['rules', 'explain', '--patron', '1', '--item', '2', '--data', dir],
    ['rules', 'explain', '--patron', '1', '--item', '2', '--database', 'embedded', '--data', dir],
  ];

  test('a file where a folder is expected stays as it is', async () => {
    const file = program.path('a-file');
    writeFileSync(file, 'kept');
    for (const args of [...writers(file), ...readers(file)]) await refusal(args);
    for (const args of writers(`${file}/below`)) expect(await refusal(args)).toMatch(/^HF-CLI-010: .+ is a file\); /);
    const doctor = await program.run(['doctor', '--data', file]);
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/^bad {2}folder: .+ is a file; /) });
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });

  test('a folder that is not there is said, and is not made by looking at it', async () => {
    const dir = program.path('nowhere');
    for (const args of readers(dir)) await refusal(args);
    expect(await program.run(['doctor', '--data', dir])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^bad {2}folder: .+ is not there; /),
    });
    expect(existsSync(dir)).toBe(false);
  });

  test('doctor says which folders to name where neither a desk nor a server is, and never advises to enrol', async () => {
    const dir = program.path('empty');
    mkdirSync(dir);
    const { code, stdout } = await program.run(['doctor', '--data', dir]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^bad {2}files: neither a desk nor a central server .+; name the data folder of one/m);
    expect(stdout).not.toMatch(/enrol/);
    expect(readdirSync(dir)).toEqual([]);
  });

  test('a folder in use is said with the process that has it, which goes on', async () => {
    const serving = await serveLibrary(program);
    const desk = await enrolledDesk(program, serving.ready.url, 'desk');
    const central = program.path('central');
    expect(await refusal(['serve', '--listen', '127.0.0.1:0', '--data', central])).toMatch(
      new RegExp(`^HF-DB-008: .+ process ${serving.pid}; `),
    );
    expect(await refusal(['desk', '--shell', 'none', '--data', program.path('desk')])).toMatch(
      new RegExp(`^HF-DB-008: .+ process ${desk.ready.corePid}; `),
    );
    // Looking at it, and writing in small pieces, is open to all.
    for (const args of [
      ['inspect', 'loans', '--data', central],
      ['import', '--from', 'evergreen', '--into', central, exported],
      ['doctor', '--data', central],
      ['doctor', '--data', program.path('desk')],
    ])
      expect(await program.run(args)).toMatchObject({ code: 0, stderr: '' });
    expect((await fetch(new URL('/health', serving.ready.url))).status).toBe(200);
    expect(await desk.end()).toMatchObject({ code: 0, stderr: '' });
    expect(await serving.end()).toMatchObject({ code: 0, stderr: '' });
  });

  test('a demo that runs is not thrown away, nor is anything that is no demo', async () => {
    const dir = program.path('demo');
    const args = ['demo', '--shell', 'none', '--patrons', '60', '--items', '200', '--data', dir];
    mkdirSync(dir);
    // An empty folder may be given.
    const demo = await program.start<{ central: { pid: number } }>([...args, '--fresh']);
    for (const more of [[], ['--fresh']])
      expect(await refusal([...args, ...more])).toMatch(
        new RegExp(`^HF-DB-008: .+ process ${demo.ready.central.pid}; `),
      );
    expect(await demo.end()).toMatchObject({ code: 0, stderr: '' });
    await refusal(['demo', '--shell', 'none', '--fresh', '--data', program.path('central')], 2);
    expect(readdirSync(program.path('central'))).toContain('central.db');
    // A library in use gets no staff with publicly known PINs.
    const real = program.path();
    expect(await refusal(['demo', '--shell', 'none', '--data', real])).toMatch(/^HF-CLI-013: .+"All Libraries"/);
    expect(await program.lines(['staff', 'list', '--data', program.path('central')])).toEqual([
      expect.objectContaining({ staff: 'mina' }),
    ]);
  });

  testIf(mayMount(), 'a read-only folder is said by all that write', 'mounting is not allowed here', async () => {
    const dir = program.path('read-only');
    mkdirSync(dir);
    mountReadOnly(dir);
    try {
      for (const args of writers(dir)) expect(await refusal(args)).toMatch(/^HF-(DB-004|CLI-010): /);
      expect(readdirSync(dir)).toEqual([]);
    } finally {
      unmount(dir);
    }
  });

  testIf(mayMount(), 'a desk whose folder became read-only says so', 'mounting is not allowed here', async () => {
    const serving = await serveLibrary(program);
    await (await enrolledDesk(program, serving.ready.url, 'locked')).end();
    await serving.end();
    for (const name of ['locked', 'central']) {
      const dir = program.path(name);
      mountReadOnly(dir);
      try {
        const args = name === 'central' ? ['serve', '--listen', '127.0.0.1:0'] : ['desk', '--shell', 'none'];
        expect(await refusal([...args, '--data', dir])).toMatch(/^HF-DB-004: /);
      } finally {
        unmount(dir);
      }
    }
  });
});

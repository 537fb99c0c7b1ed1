// The command as people start it, through its launcher: exit codes, output and signals pass through it, on the Node that starts it and on an
// older one that the machine may have.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectDir } from '../../../support/project-dir.ts';
import { describeIf } from '../../../support/skip.ts';
import { ONE_LINE, isRunning, openProgram, type Program } from './support/program.ts';

const OLDEST_MAJOR = 22;
const oldNode = findOldNode();

/** The launcher's output without the lines about a rebuild. */
const withoutBuilds = (stderr: string) => stderr.replace(/^built .+\n/gm, '');

describe('the launcher', () => {
  let program: Program;
  beforeAll(() => {
    program = openProgram();
  });
  afterAll(() => program.close());

  test('is what the package names as its command', () => {
    const { bin } = z.object({ bin: z.record(z.string(), z.string()) }).parse(readJson('package.json'));
    expect(bin).toEqual({ holdfast: 'build/bin/holdfast.cjs' });
  });

  test.each([
    [['--help'], 0],
    [['frobnicate'], 2],
    [['serve', '--frobnicate'], 2],
    [['inspect', 'loans', '--data', 'nowhere'], 1],
  ])('%j ends with %i, as without it', async (args, code) => {
    const direct = await program.run(args);
    const launched = await program.run(args, { entry: 'launcher' });
    expect(launched).toEqual({ ...direct, code, stderr: withoutBuilds(launched.stderr) });
    expect(withoutBuilds(launched.stderr)).toBe(direct.stderr);
  });

  test('nothing but the ready line is on stdout, and SIGTERM ends it cleanly', async () => {
    const args = ['serve', '--listen', '127.0.0.1:0', '--data', program.path('central')];
    const serving = await program.start<{ pid: number }>(args, { entry: 'launcher' });
    // The same process, not one below it.
    expect(serving.ready.pid).toBe(serving.pid);
    const { code, stdout, stderr } = await serving.end();
    expect({ code, stderr: withoutBuilds(stderr) }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toHaveLength(2);
  });
});

describeIf(
  oldNode !== null,
  'the launcher on an old Node',
  `no Node older than ${OLDEST_MAJOR} is installed here`,
  () => {
    const node = oldNode ?? '';

    test('without the pinned Node it says in one sentence what is wrong and what to do', () => {
      const dir = mkdtempSync(join(tmpdir(), 'holdfast-old-node-'));
      cpSync(join(projectDir, 'build/bin'), join(dir, 'build/bin'), { recursive: true });
      const { status, stdout, stderr } = spawnSync(node, [join(dir, 'build/bin/holdfast.cjs'), 'demo'], {
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '' },
      });
      rmSync(dir, { recursive: true });
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(/^HF-CLI-902: Holdfast needs Node 22 or newer and this is v\d+\.\d+\.\d+; run npm ci, /);
      expect(stderr).toMatch(ONE_LINE);
    });

    test('with the pinned Node it runs on that: exit codes, errors and signals pass through', async () => {
      const state = mkdtempSync(join(tmpdir(), 'holdfast-old-node-'));
      mkdirSync(join(state, 'central'));
      const env = { ...process.env, NODE_OPTIONS: '', HOLDFAST_STATE_DIR: join(state, 'state') };
      const launcher = join(projectDir, 'build/bin/holdfast.cjs');
      const refused = spawnSync(node, [launcher, 'inspect', 'loans', '--data', join(state, 'nowhere')], {
        encoding: 'utf8',
        env,
      });
      expect(refused.status).toBe(1);
      expect(withoutBuilds(refused.stderr)).toMatch(/^HF-CLI-006: [^\n]+; [^\n]+\n$/);
      const args = ['serve', '--listen', '127.0.0.1:0', '--data', join(state, 'central'), '--json'];
      const child = spawn(node, [launcher, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
      const ended = new Promise<number | null>((resolve) => {
        child.once('exit', (code) => resolve(code));
      });
      const line = await new Promise<string>((resolve) => {
        createInterface({ input: child.stdout }).once('line', resolve);
      });
      const { pid } = z.object({ pid: z.int() }).parse(JSON.parse(line));
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(isRunning(pid)).toBe(false);
      rmSync(state, { recursive: true });
    });
  },
);

/** A Node on this machine that is too old for the program; null where there is none. */
function findOldNode(): string | null {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const nodes = [...new Set(places)].map((place) => join(place, 'node')).filter((path) => existsSync(path));
  return nodes.find((path) => majorOf(path) < OLDEST_MAJOR) ?? null;
}

function majorOf(node: string): number {
  try {
    return Number(/^v(\d+)/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[1] ?? 'NaN');
  } catch {
    return Number.NaN;
  }
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(projectDir, name), 'utf8'));
}

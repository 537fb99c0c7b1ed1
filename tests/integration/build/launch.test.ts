// The command `holdfast` on a Node that is too old: a sentence and exit code 1, never a crash; on the pinned Node when that is installed.
// Its folder may have any name.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectDir } from '../../support/project-dir.ts';

describe('the command on an old Node', () => {
  let dir: string;
  const asOld = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--require', join(dir, 'old.cjs'), join(dir, 'build/bin/holdfast.cjs'), ...args], {
      encoding: 'utf8',
    });

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'holdfast-launch-'));
    cpSync(join(projectDir, 'build/bin'), join(dir, 'build/bin'), { recursive: true });
    writeFileSync(
      join(dir, 'old.cjs'),
      "Object.defineProperty(process, 'version', { value: 'v20.20.2' }); Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } });",
    );
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  test('it says which Node it needs in one sentence and ends with 1', () => {
    const { status, stdout, stderr } = asOld('inspect', 'loans');
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'HF-CLI-902: Holdfast needs Node 22 or newer and this is v20.20.2; run npm ci, which brings the right one.\n',
    });
  });

  test('it goes on with the Node of the project when that is there, and hands back its exit code', () => {
    const pinned = join(dir, 'node_modules/node/bin/node');
    mkdirSync(dirname(pinned), { recursive: true });
    writeFileSync(pinned, '#!/bin/sh\nshift 3\necho "$@"\nexit 7\n', { mode: 0o755 });
    const { status, stdout } = asOld('inspect', 'loans');
    expect({ status, stdout }).toEqual({ status: 7, stdout: 'inspect loans\n' });
  });
});

describe('the command in a folder whose name means something in an address', () => {
  let dir: string;
  beforeEach(() => {
    dir = join(mkdtempSync(join(tmpdir(), 'holdfast-launch-')), 'C: 100% #1?');
    cpSync(join(projectDir, 'build/bin'), join(dir, 'build/bin'), { recursive: true });
    mkdirSync(join(dir, 'dist/node'), { recursive: true });
    writeFileSync(
      join(dir, 'build/build.mjs'),
      `export const ensureBuilt = async () => ({ dir: ${JSON.stringify(join(dir, 'dist'))} });`,
    );
    writeFileSync(join(dir, 'build/running.mjs'), 'export const markRunning = () => {};');
    writeFileSync(join(dir, 'dist/node/cli.mjs'), 'console.log(process.argv.slice(2).join(" ")); process.exit(5);');
  });
  afterEach(() => rmSync(dirname(dir), { recursive: true, force: true }));

  test('runs the built program, which it names to the import as an address', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(dir, 'build/bin/holdfast.cjs'), 'demo'], {
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 5, stdout: 'demo\n', stderr: '' });
  });
});

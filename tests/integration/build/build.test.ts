// Builds: only stale, complete or absent targets, and two at once end with the same one. Run on a small project of their own.

import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { projectDir } from '../../support/project-dir.ts';

const run = promisify(execFile);

describe('npm run build', () => {
  let dir: string;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  const build = async (): Promise<{ built: string; said: string }> => {
    const { stdout, stderr } = await run(process.execPath, [join(dir, 'build/build.mjs'), '--dir']);
    return { built: stdout.trim(), said: stderr };
  };
  const start = async (path: string): Promise<string> => (await run(process.execPath, [path])).stdout;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'holdfast-build-'));
    cpSync(join(projectDir, 'build'), join(dir, 'build'), { recursive: true });
    for (const file of ['package.json', 'package-lock.json', 'tsconfig.json'])
      cpSync(join(projectDir, file), join(dir, file));
    symlinkSync(join(projectDir, 'node_modules'), join(dir, 'node_modules'));
    write('shared/core/word.ts', "export const word = 'one';\n");
    write('electron/cli/main.ts', "import { word } from '../../shared/core/word.ts';\nconsole.log(word);\n");
    for (const path of ['core/main.ts', 'core/worker.ts', 'main/main.ts', 'preload/preload.ts'])
      write(`electron/${path}`, 'export {};\n');
    write('server/reports/report-worker.ts', 'export {};\n');
    write('tests/tools/main.ts', 'export {};\n');
    write('renderer/index.html', '<!doctype html><title>a page</title>\n');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  test('a second build of the same sources makes nothing', async () => {
    const first = await build();
    const second = await build();
    expect(first.said).toContain('built node, tools, preload, renderer');
    expect(second).toEqual({ built: first.built, said: '' });
  });

  test('a change makes a new build of what it touches, and the old one stays as it was', async () => {
    const before = await build();
    write('electron/cli/main.ts', "console.log('two');\n");
    const after = await build();
    expect(after.said).toMatch(/built node, tools in/);
    expect(await start(join(before.built, 'node/cli.mjs'))).toBe('one\n');
    expect(await start(join(after.built, 'node/cli.mjs'))).toBe('two\n');
    expect(existsSync(join(after.built, 'preload/preload.cjs'))).toBe(true);
  });

  test('a program whose source is gone is no build', async () => {
    rmSync(join(dir, 'electron/core/worker.ts'));
    await expect(build()).rejects.toThrow(/HF-CLI-903[^]*worker\.ts/);
    expect(existsSync(join(dir, 'dist/current.json'))).toBe(false);
  });

  test('two builds at once end with the same one, complete', async () => {
    const [one, other] = await Promise.all([build(), build()]);
    expect(one?.built).toBe(other?.built);
    expect(await start(join(String(one?.built), 'node/cli.mjs'))).toBe('one\n');
  });

  test('sources that do not compile leave the last build current', async () => {
    const good = await build();
    write('electron/cli/main.ts', 'this is not a program');
    await expect(build()).rejects.toThrow(/HF-CLI-903/);
    expect(JSON.parse(readFileSync(join(dir, 'dist/current.json'), 'utf8'))).toEqual({ id: good.built.slice(-12) });
  });

  test('the command builds what is stale and runs it', async () => {
    const { stdout, stderr } = await run(process.execPath, [join(dir, 'build/bin/holdfast.cjs')]);
    expect(stdout).toBe('one\n');
    expect(stderr).toContain('built node');
  });
});

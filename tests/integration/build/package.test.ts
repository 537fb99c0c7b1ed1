// `npm run package`: the contents of the program's folder and its fuses, read back from the package. The folder is made on a stand-in, which has
// every part of Electron's binary that is checked and does not start.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { projectDir } from '../../support/project-dir.ts';

const PackedSchema = z.object({
  archive: z.array(z.string()),
  about: z.array(z.string()),
  beside: z.array(z.string()),
  unpacked: z.array(z.string()),
  fuses: z.record(z.string(), z.boolean()),
});
type Packed = z.infer<typeof PackedSchema>;
const ResultSchema = z.object({
  standIn: z.boolean(),
  packed: PackedSchema,
  faults: z.array(z.string()),
  told: z.string(),
});

const out = mkdtempSync(join(tmpdir(), 'holdfast-package-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const run = (...words: readonly string[]) => runWith({}, ...words);

function runWith(env: Readonly<Record<string, string>>, ...words: readonly string[]) {
  return spawnSync(process.execPath, ['build/package/package.mjs', ...words, '--out', out, '--json'], {
    cwd: projectDir,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

function pack(platform: 'linux' | 'win') {
  const { stdout, stderr, status } = run(`--${platform}`, '--arch', 'x64', '--stand-in');
  const line = stdout
    .trim()
    .split('\n')
    .findLast((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(stderr);
  return { ...ResultSchema.parse(JSON.parse(line)), status };
}

/** Faults of a folder by the project's own check. It is a module of the build, plain JavaScript, so a Node of its own runs it. */
function faultsOf(packed: Packed): readonly string[] {
  const script = `import { packageFaults } from './build/package/faults.mjs';
    let text = ''; for await (const part of process.stdin) text += part;
    console.log(JSON.stringify(packageFaults(JSON.parse(text), 'linux-x64.node')));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectDir,
    encoding: 'utf8',
    input: JSON.stringify(packed),
  });
  return z.array(z.string()).parse(JSON.parse(stdout));
}

describe('the folder of the desk for Linux', () => {
  const made = pack('linux');

  test('is said to be without Electron, and has no fault', () => {
    expect(made).toMatchObject({ status: 0, standIn: true, faults: [] });
    expect(made.told).toMatch(/does not start, and no installer was made/);
  });

  test('holds the built program, the database module, and nothing of the sources', () => {
    const tops = new Set(made.packed.archive.map((path) => path.split('/')[0]));
    expect(tops).toEqual(new Set(['holdfast.cdx.json', 'node', 'node_modules', 'package.json', 'preload', 'renderer']));
    expect(made.packed.archive.filter((path) => /^node_modules\/[^/]+$/.test(path))).toEqual([
      'node_modules/better-sqlite3',
    ]);
    expect(made.packed.archive.filter((path) => /\.(?:map|tsx?)$/.test(path))).toEqual([]);
  });

  test('has one native file, that of this platform, and it lies beside the archive', () => {
    expect(made.packed.unpacked).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node']);
  });

  test('has its fuses flipped', () => {
    expect(made.packed.fuses).toMatchObject({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  test.each<[string, (packed: Packed) => Packed, RegExp]>([
    ['a fuse left as it was', (one) => ({ ...one, fuses: { ...one.fuses, RunAsNode: true } }), /RunAsNode is not off/],
    ['a test in the archive', (one) => ({ ...one, archive: [...one.archive, 'tests/a.ts'] }), /tests\/a\.ts does not/],
    [
      'a source map in the archive',
      (one) => ({ ...one, archive: [...one.archive, 'node/main.mjs.map'] }),
      /main\.mjs\.map does not/,
    ],
    [
      'no core',
      (one) => ({ ...one, archive: one.archive.filter((path) => path !== 'node/core.mjs') }),
      /core\.mjs is not/,
    ],
    [
      'a foreign native file',
      (one) => ({ ...one, unpacked: [...one.unpacked, 'x/prebuilds/win32-x64.node'] }),
      /and not/,
    ],
    ['the project’s own package.json', (one) => ({ ...one, about: [...one.about, 'jest'] }), /says jest/],
    [
      'Electron’s own program',
      (one) => ({ ...one, beside: [...one.beside, 'default_app.asar'] }),
      /default_app\.asar lies/,
    ],
    [
      'no licences',
      (one) => ({ ...one, beside: one.beside.filter((name) => !name.endsWith('.txt')) }),
      /LICENCES\.txt is not/,
    ],
    [
      'no bill of materials',
      (one) => ({ ...one, beside: one.beside.filter((name) => !name.endsWith('.json')) }),
      /holdfast\.cdx\.json is not/,
    ],
    ['no native file', (one) => ({ ...one, unpacked: [] }), /no native file/],
  ])('%s would be a fault', (_, spoil, said) => {
    expect(faultsOf(spoil(made.packed))).toEqual([expect.stringMatching(said)]);
  });
});

test('the archive of the server has what its runbook tells to copy, and the licences of what it carries', () => {
  expect(run('--server').status).toBe(0);
  const archive = join(out, readdirSync(out).find((name) => name.endsWith('.tgz')) ?? '');
  const tar = (...words: readonly string[]) => spawnSync('tar', words, { encoding: 'utf8' }).stdout;
  const files = tar('-tzf', archive).split('\n');
  for (const name of [
    'running.md',
    ...['holdfast', 'holdfast.service', 'environment', 'Containerfile', 'nginx.conf'].map((file) => `service/${file}`),
  ])
    expect(files).toContain(`holdfast-server/${name}`);
  const licences = tar('-xzOf', archive, 'holdfast-server/THIRD-PARTY-LICENCES.txt');
  for (const name of ['fastify', 'react', 'better-sqlite3-multiple-ciphers', 'dejavu-fonts-ttf', '@mantine/core'])
    expect(licences).toMatch(new RegExp(`^${name} \\d[^\\n]*: \\S`, 'm'));
  expect(licences).toContain('Permission is hereby granted');
  const bill = JSON.parse(tar('-xzOf', archive, 'holdfast-server/holdfast.cdx.json')) as {
    components: { group?: string; name: string; version: string }[];
  };
  const named = bill.components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
  // Every package whose licence goes along is in the bill, and the database that is compiled into one of them.
  const licensed = [...licences.matchAll(/^-{80}\n(\S+) \d/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set([...licensed, 'SQLite']));
});

test('the installed server lists what it carries, without a network and without a clone', () => {
  const archive = join(out, readdirSync(out).find((name) => name.endsWith('.tgz')) ?? '');
  spawnSync('tar', ['-xzf', archive, '-C', out]);
  const cli = join(out, 'holdfast-server/node/cli.mjs');
  const asked = spawnSync(process.execPath, [cli, 'doctor', '--licences'], { encoding: 'utf8', cwd: out });
  expect(asked).toMatchObject({ status: 0, stderr: '' });
  expect(asked.stdout).toMatch(/^fastify \d+\.\d+\.\d+: MIT$/m);
  rmSync(join(out, 'holdfast-server/holdfast.cdx.json'));
  const lacking = spawnSync(process.execPath, [cli, 'doctor', '--licences'], { encoding: 'utf8', cwd: out });
  expect(lacking).toMatchObject({ status: 1, stderr: expect.stringMatching(/^HF-CLI-040: /) });
});

// The tool that makes the deb from the folder does not come with `npm ci`. A stand-in writes down its arguments.
test('the deb is asked for with a maintainer and a homepage', () => {
  const [fpm, told] = [join(out, 'fpm'), join(out, 'told')];
  writeFileSync(
    fpm,
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${told}'\nwhile [ $# -gt 0 ]; do [ "$1" = --package ] && : > "$2"; shift; done\n`,
  );
  chmodSync(fpm, 0o755);
  const asked = ['--linux', '--arch', 'x64', '--stand-in', '--kind', 'deb'];
  const { status, stdout, stderr } = runWith({ CUSTOM_FPM_PATH: fpm }, ...asked);
  expect({ status, stdout, stderr }).toMatchObject({ status: 0, stdout: expect.stringContaining('.deb') });
  const words = readFileSync(told, 'utf8').split('\n');
  const after = (flag: string) => words[words.indexOf(flag) + 1];
  expect(after('--maintainer')).toBe('The Holdfast maintainers <maintainers@holdfast.invalid>');
  expect(after('--url')).toBe('https://holdfast.invalid/');
});

test('taking the program off a computer leaves the acts of its desk, and updates are looked for where packaging was told', () => {
  const script = `import { appConfig } from './build/package/app-config.mjs';
    const parts = { platform: 'win', arch: 'x64', buildDir: '', appDir: '', licences: '', outDir: '', electronVersion: '1', electronDist: null };
    const made = [null, 'https://updates.example'].map((updateUrl) => appConfig({ ...parts, isStandIn: false, updateUrl }));
    console.log(JSON.stringify(made.map(({ publish, nsis }) => [publish, nsis.deleteAppDataOnUninstall])));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectDir,
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout)).toEqual([
    [null, false],
    [{ provider: 'generic', url: 'https://updates.example' }, false],
  ]);
});

test('the folder for Windows has the native file of Windows and the same fuses', () => {
  const { status, faults, packed } = pack('win');
  expect({ status, faults }).toEqual({ status: 0, faults: [] });
  expect(packed.unpacked).toEqual(['node_modules/better-sqlite3/prebuilds/win32-x64.node']);
});

test('a package for macOS is refused with the reason where there is no binary for it', () => {
  const { status, stdout } = run('--mac', '--stand-in');
  expect(status).toBe(1);
  expect(stdout).toMatch(/needs the Electron binary for macOS/);
});

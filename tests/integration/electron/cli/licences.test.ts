// `holdfast doctor --licences`, and the bill of materials that it reads: everything of others that is in the program, by version and licence.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtDir, projectDir } from '../../../support/project-dir.ts';
import { openProgram, type Program } from './support/program.ts';

type Component = {
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly unknown[];
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
};
type Bill = {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};
type Lock = { readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity?: string }>> };

describe('the bill of materials', () => {
  let program: Program;
  beforeAll(() => {
    program = openProgram();
  });
  afterAll(() => program.close());

  const read = <T>(...path: readonly string[]) => JSON.parse(readFileSync(join(...path), 'utf8')) as T;
  const nameOf = ({ group, name }: Component) => (group === undefined ? name : `${group}/${name}`);
  const bill = () => read<Bill>(builtDir(), 'holdfast.cdx.json');

  test('names each package once, by the version and the hash that the lock file holds', () => {
    const { components, bomFormat, specVersion, serialNumber } = bill();
    expect({ bomFormat, specVersion }).toEqual({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/);
    const refs = components.map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    const locked = new Map<string, string>();
    for (const [path, { version, integrity = '' }] of Object.entries(
      read<Lock>(projectDir, 'package-lock.json').packages,
    )) {
      const hash = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
      locked.set(`${path.split('node_modules/').at(-1)} ${version}`, hash);
    }
    const wrong = components
      .filter(({ purl }) => purl.startsWith('pkg:npm/'))
      .map((one) => ({ ...one, name: nameOf(one).replace('better-sqlite3-multiple-ciphers', 'better-sqlite3') }))
      .filter(({ name, version, hashes }) => hashes?.[0]?.content !== locked.get(`${name} ${version}`));
    expect(wrong).toEqual([]);
  });

  test('holds what is bundled for Node, for the page and beside both, and what they need of each other', () => {
    const { components, dependencies } = bill();
    const names = components.map(nameOf);
    for (const name of [
      'fastify',
      'react',
      '@mantine/core',
      'zod',
      'write-excel-file',
      'pdfmake',
      'dejavu-fonts-ttf',
      'SQLite',
    ])
      expect(names).toContain(name);
    // Tools stay at home.
    for (const name of ['jest', 'typescript', 'vite', 'oxlint', 'electron-builder']) expect(names).not.toContain(name);
    const known = new Set(['holdfast', ...components.map((one) => one['bom-ref'])]);
    expect(dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !known.has(ref))).toEqual(
      [],
    );
    const needs = (name: string) => dependencies.find(({ ref }) => ref.startsWith(`pkg:npm/${name}@`))?.dependsOn ?? [];
    expect(needs('react-dom')).toEqual(expect.arrayContaining([expect.stringMatching(/^pkg:npm\/react@/)]));
    expect(needs('better-sqlite3-multiple-ciphers')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^pkg:generic\/sqlite@3\.\d+/)]),
    );
  });

  test('is listed by doctor, a line or an object for each, without naming a folder', async () => {
    const ended = await program.run(['doctor', '--licences']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const lines = ended.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(bill().components.length);
    expect(lines).toContainEqual(expect.stringMatching(/^react \d+\.\d+\.\d+: MIT$/));
    const listed = await program.lines<{ name: string; version: string; licence: string | null; purl: string }>([
      'doctor',
      '--licences',
      '--json',
    ]);
    expect(listed.map(({ name }) => name)).toEqual(lines.map((line) => line.split(' ')[0]));
    expect(listed.filter(({ licence }) => licence === null)).toEqual([]);
  });
});

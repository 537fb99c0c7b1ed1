// The bill of materials of a build, as CycloneDX 1.6: every package of others that is in it, with its version, licence and the hash that the lock
// file holds. The packages are bundled and most are dependencies of development, so that nothing installed would tell of them. Made with the
// build, from its source maps and the lock file alone: the same sources give the same bytes.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectDir } from '../targets.mjs';
import { packagesIn } from './licences.mjs';

/** The name of the file: in a build, in the installed program, and beside it. */
export const SBOM_FILE = 'holdfast.cdx.json';

/** SPDX identifiers that CycloneDX accepts; any other licence text of a package is written as a name. */
const spdx =
  /^(?:0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|CC0-1\.0|CC-BY-4\.0|ISC|MIT|MIT-0|MPL-2\.0|OFL-1\.1|Unlicense|Zlib|blessing)$/;

/**
 * The text of the file. `electron` is the version of the binary that a desk's package carries besides.
 * @param {string} buildDir
 * @param {{ electron?: string }} [besides]
 */
export function sbomOf(buildDir, { electron } = {}) {
  const project = readJson('package.json');
  /** @type {Record<string, Locked>} */
  const lock = readJson('package-lock.json').packages;
  const packages = packagesIn(buildDir);
  const folders = new Map(packages.map((one) => [one.folder, purlOf(one.name, one.version)]));
  // The same version may lie in several folders.
  const byPurl = Map.groupBy(packages, ({ name, version }) => purlOf(name, version));
  const components = [
    ...[...byPurl.values()].flatMap(([one]) =>
      one === undefined ? [] : [npmComponent(one, lock[`node_modules/${one.folder}`])],
    ),
    sqlite(),
    ...(electron === undefined ? [] : [electronComponent(electron)]),
  ];
  const root = { type: 'application', 'bom-ref': 'holdfast', name: project.name, version: project.version };
  const needsIn = (/** @type {string} */ folder) => [
    ...needsOf(folder, lock, folders),
    ...(folder === 'better-sqlite3' ? [sqlite()['bom-ref']] : []),
  ];
  const dependencies = [
    { ref: root['bom-ref'], dependsOn: components.map((one) => one['bom-ref']) },
    ...[...byPurl].map(([ref, places]) => ({
      ref,
      dependsOn: [...new Set(places.flatMap(({ folder }) => needsIn(folder)))].toSorted((one, other) =>
        one.localeCompare(other, 'en'),
      ),
    })),
  ];
  const content = { metadata: { component: root }, components, dependencies };
  const bill = { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serialOf(content), version: 1, ...content };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/**
 * @typedef {{ integrity?: string, resolved?: string, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} Locked
 */

/**
 * @param {{ name: string, version: string, licence: string, words: readonly string[] }} about
 * @param {Locked | undefined} locked
 */
function npmComponent({ name, version, licence, words }, locked) {
  const [group, own] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const purl = purlOf(name, version);
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group === undefined ? {} : { group }),
    name: own ?? name,
    version,
    ...(licence === '' ? licenceFile(words) : { licenses: licensesOf(licence) }),
    purl,
    ...hashesOf(locked?.integrity),
  };
}

/** SQLite is compiled into the database module, and has faults of its own. */
function sqlite() {
  const Database = createRequire(join(projectDir, 'package.json'))('better-sqlite3');
  const db = new Database(':memory:');
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  db.close();
  const purl = `pkg:generic/sqlite@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name: 'SQLite',
    version,
    licenses: licensesOf('blessing'),
    cpe: `cpe:2.3:a:sqlite:sqlite:${version}:*:*:*:*:*:*:*`,
    purl,
  };
}

function electronComponent(/** @type {string} */ version) {
  const purl = purlOf('electron', version);
  return { type: 'framework', 'bom-ref': purl, name: 'electron', version, licenses: licensesOf('MIT'), purl };
}

function licensesOf(/** @type {string} */ licence) {
  if (spdx.test(licence)) return [{ license: { id: licence } }];
  return /\b(?:AND|OR|WITH)\b/.test(licence) ? [{ expression: licence }] : [{ license: { name: licence } }];
}

/** A package that names no licence may bring the text of one. */
function licenceFile(/** @type {readonly string[]} */ words) {
  const content = words.join('\n\n');
  return content === '' ? {} : { licenses: [{ license: { name: 'as its licence file says', text: { content } } }] };
}

function purlOf(/** @type {string} */ name, /** @type {string} */ version) {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

function hashesOf(/** @type {string | undefined} */ integrity) {
  const [, base64] = /^sha512-(\S+)/.exec(integrity ?? '') ?? [];
  if (base64 === undefined) return {};
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }] };
}

const lastFolder = /(?:@[^/]+\/)?[^/]+\/node_modules\/$/;

/**
 * The dependencies of a package within the build, as Node looks for them: beside it, and upwards from there.
 * @param {string} folder
 * @param {Record<string, Locked>} lock
 * @param {ReadonlyMap<string, string>} folders
 */
function needsOf(folder, lock, folders) {
  const { dependencies, optionalDependencies, peerDependencies } = lock[`node_modules/${folder}`] ?? {};
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  const refs = names.flatMap((name) => {
    for (let from = `${folder}/node_modules/`; ; from = from.replace(lastFolder, '')) {
      const ref = folders.get(`${from}${name}`);
      if (ref !== undefined) return [ref];
      if (from === '') return [];
    }
  });
  return [...new Set(refs)];
}

/** Named by its content, as a UUID of version 8. */
function serialOf(/** @type {unknown} */ content) {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function readJson(/** @type {string} */ name) {
  return JSON.parse(readFileSync(join(projectDir, name), 'utf8'));
}

// The licences of third-party code in the program: the source maps of a build name its packages, and the texts are those in the packages.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../targets.mjs';

/** Files that the source maps do not know: the database module is not bundled, and fonts are no scripts. */
const besides = ['better-sqlite3', 'dejavu-fonts-ttf', '@fontsource-variable/inter'];

/** The name of the file beside the program. */
export const LICENCES_FILE = 'THIRD-PARTY-LICENCES.txt';

/**
 * The text of the file, and the gaps: packages that name no licence and bring none.
 * @param {string} buildDir
 */
export function licencesOf(buildDir) {
  const entries = packagesIn(buildDir);
  const text = entries.map(({ name, version, licence, words }) =>
    [rule, `${name} ${version}: ${licence || 'names no licence'}`, '', ...words, ''].join('\n'),
  );
  const faults = entries
    .filter(({ licence, words }) => licence === '' && words.length === 0)
    .map(({ name, version }) => `${name} ${version} is in the program and names no licence`);
  return { text: `${intro}\n\n${text.join('\n')}`, faults };
}

/**
 * The packages in a build, by the folders below node_modules that their code came from.
 * @param {string} buildDir
 */
export function packagesIn(buildDir) {
  const folders = new Set([...besides, ...bundled(buildDir)]);
  return [...folders].toSorted((one, other) => one.localeCompare(other, 'en')).map(readEntry);
}

const rule = '-'.repeat(80);
const intro =
  'Holdfast carries software of others, under the licences below. Electron brings its own files of licences.';

/** Folders below node_modules whose files are in the bundles. */
function bundled(/** @type {string} */ buildDir) {
  const maps = readdirSync(buildDir, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.map') && !path.startsWith('tools'),
  );
  return maps.flatMap((path) => {
    const { sources } = JSON.parse(readFileSync(join(buildDir, path), 'utf8'));
    return sources.flatMap((/** @type {string} */ source) => {
      const [, folder] = /node_modules\/((?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
      return folder === undefined ? [] : [folder];
    });
  });
}

function readEntry(/** @type {string} */ folder) {
  const dir = join(projectDir, 'node_modules', folder);
  const about = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const files = existsSync(dir) ? readdirSync(dir) : [];
  const words = files
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(file))
    .filter((file) => !/\.(?:js|ts|json)$/.test(file))
    .map((file) => readFileSync(join(dir, file), 'utf8').trim());
  return { folder, name: String(about.name), version: String(about.version), licence: licenceOf(about), words };
}

/** As it is written today, or as it was once. */
function licenceOf(/** @type {{ license?: unknown, licenses?: unknown }} */ { license, licenses }) {
  const all = [license, ...(Array.isArray(licenses) ? licenses : [licenses])].flatMap((one) => {
    if (typeof one === 'string') return [one];
    return typeof one === 'object' && one !== null && 'type' in one ? [String(one.type)] : [];
  });
  return all.join(', ');
}

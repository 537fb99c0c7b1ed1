// Reads a packed program folder back: files in the archive, files unpacked beside it, states of the fuses. Nothing is taken from the settings it was
// made with.

import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/**
 * @typedef {object} Packed
 * @property {readonly string[]} archive paths in app.asar, with `/`
 * @property {readonly string[]} about keys of package.json in the archive
 * @property {readonly string[]} beside files in the folder of app.asar, itself among them
 * @property {readonly string[]} unpacked files beside the archive
 * @property {Readonly<Record<string, boolean>>} fuses by Electron's names
 */

/**
 * @param {object} place
 * @param {string} place.resources the folder that holds app.asar
 * @param {string} place.binary
 * @returns {Promise<Packed>}
 */
export async function readBack({ resources, binary }) {
  const archive = listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) =>
    path.replaceAll('\\', '/').replace(/^\//, ''),
  );
  const wire = await getCurrentFuseWire(binary);
  const named = Object.entries(FuseV1Options).flatMap(([name, index]) => {
    const state = typeof index === 'number' ? wire[index] : undefined;
    return state === FuseState.ENABLE || state === FuseState.DISABLE ? [[name, state === FuseState.ENABLE]] : [];
  });
  const about = Object.keys(JSON.parse(extractFile(join(resources, 'app.asar'), 'package.json').toString()));
  const beside = readdirSync(resources, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  return {
    archive,
    about,
    beside,
    unpacked: filesIn(join(resources, 'app.asar.unpacked')),
    fuses: Object.fromEntries(named),
  };
}

function filesIn(/** @type {string} */ dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

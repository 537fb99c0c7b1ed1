// A folder that looks like an unpacked Electron to electron-builder, for machines without the binary: packed and unpacked files and the fuses can be
// read back from it. It does not start.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/** How Electron marks the place of its fuses in the binary: the mark, the version of the list, its length, then one character each. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseStates = '001101110';

const binaries = { linux: 'electron', win: 'electron.exe' };

/**
 * Makes the folder.
 * @param {object} parts
 * @param {'linux' | 'win'} parts.platform
 * @param {string} parts.dir an empty folder
 * @param {string} parts.version Electron's
 */
export async function makeStandIn({ platform, dir, version }) {
  mkdirSync(join(dir, 'resources'), { recursive: true });
  mkdirSync(join(dir, 'locales'));
  const wire = Buffer.from([1, fuseStates.length]);
  const bytes = Buffer.concat([Buffer.from(`stand-in ${FUSE_MARK}`), wire, Buffer.from(`${fuseStates} end`)]);
  writeFileSync(join(dir, binaries[platform]), bytes, { mode: 0o755 });
  writeFileSync(join(dir, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(dir, name), 'stand-in');
  for (const name of ['en-US', 'es', 'fr']) writeFileSync(join(dir, 'locales', `${name}.pak`), 'stand-in');
  await writeDefaultApp(join(dir, 'resources', 'default_app.asar'));
}

/** The builder reads this archive, so an empty file would not do. */
async function writeDefaultApp(/** @type {string} */ path) {
  const source = mkdtempSync(join(tmpdir(), 'holdfast-stand-in-'));
  try {
    writeFileSync(join(source, 'main.js'), '');
    await createPackage(source, path);
  } finally {
    rmSync(source, { recursive: true });
  }
}

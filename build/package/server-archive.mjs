// The server as one archive: the built program and the database module for one kind of computer. It runs on any Node from 22 on:
//   tar -xzf holdfast-server-….tgz && node holdfast-server/node/cli.mjs serve --help

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LICENCES_FILE, licencesOf } from './licences.mjs';
import { SBOM_FILE } from './sbom.mjs';
import { projectDir } from '../targets.mjs';

const folderName = 'holdfast-server';

/**
 * @param {{ buildDir: string, outDir: string }} parts
 */
export async function makeServerArchive({ buildDir, outDir }) {
  const { name, version } = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
  const licences = licencesOf(buildDir);
  const temp = mkdtempSync(join(tmpdir(), 'holdfast-server-'));
  const file = join(outDir, `${name}-server-${version}.tgz`);
  try {
    const folder = join(temp, folderName);
    // `renderer` goes along: the same command line runs a desk in a browser.
    for (const part of ['node', 'renderer']) {
      cpSync(join(buildDir, part), join(folder, part), { recursive: true, filter: (path) => !path.endsWith('.map') });
    }
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name: folderName, version, type: 'module' })}\n`);
    const module = join(folder, 'node_modules/better-sqlite3');
    mkdirSync(module, { recursive: true });
    for (const part of ['package.json', 'LICENSE', 'lib', 'prebuilds']) {
      cpSync(join(projectDir, 'node_modules/better-sqlite3', part), join(module, part), { recursive: true });
    }
    // The files that running.md asks to copy, and running.md itself: a user of the archive has no clone.
    cpSync(join(projectDir, 'build/package/service'), join(folder, 'service'), { recursive: true });
    cpSync(join(projectDir, 'docs/running.md'), join(folder, 'running.md'));
    writeFileSync(join(folder, LICENCES_FILE), licences.text);
    cpSync(join(buildDir, SBOM_FILE), join(folder, SBOM_FILE));
    const { status, stderr } = spawnSync('tar', ['-czf', file, '-C', temp, folderName], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`tar: ${stderr}`);
  } finally {
    rmSync(temp, { recursive: true });
  }
  return {
    platform: 'server',
    files: [file],
    faults: licences.faults,
    told: [`server: ${file}`, ...licences.faults].join('; '),
  };
}

// Checks of every packed program; each fault is a sentence for the person who makes the package.

import { LICENCES_FILE } from './licences.mjs';
import { SBOM_FILE } from './sbom.mjs';

/** How each fuse must stand. */
export const REQUIRED_FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
};

const needed = [
  'package.json',
  SBOM_FILE,
  'node/main.mjs',
  'node/core.mjs',
  'node/worker.mjs',
  'node/report-worker.mjs',
  'node/cli.mjs',
  'preload/preload.cjs',
  'renderer/index.html',
];
const known = ['name', 'version', 'description', 'license', 'type', 'main', 'desktopName', 'homepage', 'author'];
const foreign = /^(tests|docs|shared|db|electron|server|renderer\/(features|stores)|build|dist)\/|\.(ts|tsx|map)$/;

/**
 * @param {import('./read-back.mjs').Packed} packed
 * @param {string} native the one native file that it may hold
 * @returns {readonly string[]} empty when all is well
 */
export function packageFaults({ archive, about, beside, unpacked, fuses }, native) {
  const natives = unpacked.filter((path) => path.endsWith('.node'));
  const isOwn = natives.length === 1 && natives[0]?.endsWith(`/prebuilds/${native}`);
  return [
    ...needed.filter((path) => !archive.includes(path)).map((path) => `${path} is not in the archive`),
    ...archive.filter((path) => foreign.test(path)).map((path) => `${path} does not belong in the archive`),
    ...about.filter((key) => !known.includes(key)).map((key) => `package.json in the archive says ${key}`),
    ...beside
      .filter((name) => name.endsWith('.asar') && name !== 'app.asar')
      .map((name) => `${name} lies beside the archive`),
    ...[LICENCES_FILE, SBOM_FILE]
      .filter((name) => !beside.includes(name))
      .map((name) => `${name} is not beside the archive`),
    ...(isOwn ? [] : [`beside the archive lies ${natives.join(', ') || 'no native file'} and not ${native} alone`]),
    ...Object.entries(REQUIRED_FUSES)
      .filter(([name, state]) => fuses[name] !== state)
      .map(([name, state]) => `the fuse ${name} is not ${state ? 'on' : 'off'}`),
  ];
}

// What must hold of every packed program; each fault is a sentence for whoever makes the package.

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
  'node/main.mjs',
  'node/core.mjs',
  'node/worker.mjs',
  'node/cli.mjs',
  'preload/preload.cjs',
  'renderer/index.html',
];
const foreign = /^(tests|docs|shared|db|electron|server|renderer\/(features|stores)|build|dist)\/|\.(ts|tsx|map)$/;

/**
 * @param {import('./read-back.mjs').Packed} packed
 * @param {string} native the one native file that it may hold
 * @returns {readonly string[]} empty when all is well
 */
export function packageFaults({ archive, unpacked, fuses }, native) {
  const natives = unpacked.filter((path) => path.endsWith('.node'));
  const isOwn = natives.length === 1 && natives[0]?.endsWith(`/prebuilds/${native}`);
  return [
    ...needed.filter((path) => !archive.includes(path)).map((path) => `${path} is not in the archive`),
    ...archive.filter((path) => foreign.test(path)).map((path) => `${path} does not belong in the archive`),
    ...(isOwn ? [] : [`beside the archive lies ${natives.join(', ') || 'no native file'} and not ${native} alone`]),
    ...Object.entries(REQUIRED_FUSES)
      .filter(([name, state]) => fuses[name] !== state)
      .map(([name, state]) => `the fuse ${name} is not ${state ? 'on' : 'off'}`),
  ];
}

// Guards package-lock.json. Two things must hold in it:
// 1. the entry of better-sqlite3 says `"gypfile": false`. The package ships prebuilt binaries and says so itself, but `npm install` drops
//    the word from the lock; without it `npm ci` of npm 10 makes up a node-gyp build, which needs Python and a compiler;
// 2. no entry has a `resolved` address: a clone installs from the registry that its machine is configured for.
// `npm run lock` writes both back; run it after each `npm install`.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const lockPath = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const prebuilt = 'node_modules/better-sqlite3';

/** Faults of the lock file, one sentence each; empty when it is good. */
export function lockFileFaults() {
  const packages = readLock().packages;
  const faults = [];
  if (packages[prebuilt]?.gypfile !== false) faults.push(`package-lock.json: ${prebuilt} lacks "gypfile": false.`);
  for (const [path, entry] of Object.entries(packages)) {
    if (typeof entry.resolved === 'string') faults.push(`package-lock.json: ${path} names the address of a registry.`);
  }
  for (const [name, range] of Object.entries({ ...packages[''].dependencies, ...packages[''].devDependencies })) {
    if (!/^(npm:.+@)?\d+\.\d+\.\d+[\w.-]*$/.test(range))
      faults.push(`package.json: ${name} is not pinned to one version.`);
  }
  return faults;
}

/** Writes the two things back where they are missing. The file is left untouched when nothing is. */
function restoreLockFile() {
  const lock = readLock();
  lock.packages[prebuilt] = withGypfile(lock.packages[prebuilt]);
  for (const entry of Object.values(lock.packages)) delete entry.resolved;
  const text = `${JSON.stringify(lock, null, 2)}\n`;
  if (text !== readFileSync(lockPath, 'utf8')) writeFileSync(lockPath, text);
}

/** npm sorts the keys it knows; the word goes where npm itself would keep it, before `license`. */
function withGypfile(entry) {
  const { name, version, integrity, ...rest } = entry;
  return { name, version, integrity, ...rest, gypfile: false };
}

function readLock() {
  return JSON.parse(readFileSync(lockPath, 'utf8'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--restore')) restoreLockFile();
  const faults = lockFileFaults();
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    console.error('Run: npm run lock');
    process.exitCode = 1;
  }
}

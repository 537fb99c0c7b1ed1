// `npm run package -- [--linux|--win|--mac] [--arch x64|arm64] [--stand-in] [--kind KIND]... [--server] [--sign-updates DIR] [--json]`: makes the installers of the
// desk, or the archive of the server, or signs the lists of updates in a folder. --kind makes some kinds of installers only, on a stand-in too. Where the Electron binary is not here, the program's folder is made on a stand-in, read back, and said to be no more than that.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../build.mjs';
import { distDir, projectDir } from '../targets.mjs';
import { appConfig, appMetadata, installers, nativeFile } from './app-config.mjs';
import { packageFaults } from './faults.mjs';
import { LICENCES_FILE, licencesOf } from './licences.mjs';
import { readBack } from './read-back.mjs';
import { SBOM_FILE, sbomOf } from './sbom.mjs';
import { makeServerArchive } from './server-archive.mjs';
import { signUpdates } from './sign-updates.mjs';
import { makeStandIn } from './stand-in.mjs';

/** @typedef {import('./app-config.mjs').Platform} Platform */

const own = { linux: 'linux', win32: 'win', darwin: 'mac' };

const { values } = parseArgs({
  options: {
    linux: { type: 'boolean' },
    win: { type: 'boolean' },
    mac: { type: 'boolean' },
    arch: { type: 'string', default: process.arch },
    'stand-in': { type: 'boolean' },
    kind: { type: 'string', multiple: true },
    server: { type: 'boolean' },
    'sign-updates': { type: 'string' },
    out: { type: 'string', default: join(distDir, 'package') },
    json: { type: 'boolean' },
  },
});

const { HOLDFAST_RELEASE_KEY: namedKey = '' } = process.env;
const releaseKey = namedKey === '' ? null : namedKey;

const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

try {
  const results = await makeAll();
  for (const result of results) {
    if (values.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
    else process.stdout.write(`${result.told}\n`);
  }
  process.exit(results.some(({ faults }) => faults.length > 0) ? 1 : 0);
} catch (error) {
  say(`HF-CLI-905: the package was not made (${error.message.split('\n')[0]}); correct that and run it again.`);
  process.exit(1);
}

async function makeAll() {
  if (values['sign-updates'] !== undefined) return [signedIn(values['sign-updates'])];
  const build = await ensureBuilt({ say });
  mkdirSync(values.out, { recursive: true });
  if (values.server === true) return [await makeServerArchive({ buildDir: build.dir, outDir: values.out })];
  const asked = /** @type {const} */ (['linux', 'win', 'mac']).filter((name) => values[name] === true);
  const platforms = asked.length > 0 ? asked : [own[process.platform] ?? 'linux'];
  const results = [];
  for (const platform of platforms) results.push(await makeDesk(platform, build.dir));
  return results;
}

async function makeDesk(/** @type {Platform} */ platform, /** @type {string} */ buildDir) {
  const arch = values.arch === 'arm64' ? 'arm64' : 'x64';
  const real = values['stand-in'] === true ? null : electronDist(platform);
  if (real === null && platform === 'mac') {
    const why = 'a folder for macOS needs the Electron binary for macOS, which is not here';
    return { platform, arch, standIn: true, files: [], faults: [why], told: `macOS: not made, ${why}` };
  }
  const standIn = real === null ? mkdtempSync(join(tmpdir(), 'holdfast-electron-')) : null;
  try {
    if (standIn !== null && platform !== 'mac')
      await makeStandIn({ platform, dir: standIn, version: electronVersion() });
    return await pack({ platform, arch, buildDir, dist: real ?? standIn, isStandIn: real === null });
  } finally {
    if (standIn !== null) rmSync(standIn, { recursive: true });
  }
}

/**
 * @param {{ platform: Platform, arch: 'x64' | 'arm64', buildDir: string, dist: string | null, isStandIn: boolean }} parts
 */
async function pack({ platform, arch, buildDir, dist, isStandIn }) {
  const { Arch, build, Platform } = await import('electron-builder');
  const outDir = join(values.out, isStandIn ? `${platform}-${arch}-stand-in` : `${platform}-${arch}`);
  rmSync(outDir, { recursive: true, force: true });
  const target = { linux: Platform.LINUX, win: Platform.WINDOWS, mac: Platform.MAC }[platform];
  const app = prepareApp(buildDir);
  const config = appConfig({
    platform,
    arch,
    buildDir,
    appDir: app.dir,
    licences: join(app.dir, LICENCES_FILE),
    sbom: join(app.dir, SBOM_FILE),
    outDir,
    electronVersion: electronVersion(),
    electronDist: dist,
    isStandIn,
    hasMacCertificate: [process.env.CSC_LINK, process.env.CSC_NAME].some(Boolean),
    updateUrl: process.env.HOLDFAST_UPDATE_URL ?? null,
  });
  const kinds = ['dir', ...(values.kind ?? (isStandIn ? [] : installers[platform]))];
  const files = await build({
    projectDir,
    targets: target.createTarget(kinds, Arch[arch]),
    config,
    publish: 'never',
  }).finally(() => rmSync(app.dir, { recursive: true }));
  const place = placeOf(platform, arch, outDir);
  const packed = await readBack(place);
  const faults = [...packageFaults(packed, nativeFile(platform, arch)), ...app.faults];
  if (faults.length === 0) signNew(outDir);
  return { platform, arch, standIn: isStandIn, folder: place.folder, files, packed, faults, told: sentence() };

  function sentence() {
    if (faults.length > 0) return `${platform} ${arch}: ${faults.join('; ')}`;
    if (!isStandIn) return `${platform} ${arch}: ${[place.folder, ...files].join(', ')}`;
    return `${platform} ${arch}: ${place.folder} is complete but for Electron itself, whose binary is not here: it does not start, and ${files.length === 0 ? 'no installer was made' : 'neither does what an installer of it installs'}. npx install-electron fetches the binary.`;
  }
}

/** Signs the lists of a folder by the key that HOLDFAST_RELEASE_KEY names. */
function signedIn(/** @type {string} */ dir) {
  if (releaseKey === null) throw new Error('HOLDFAST_RELEASE_KEY names no file with the key of the releases');
  const { lists, publicKey } = signUpdates({ dir, keyFile: releaseKey });
  return {
    lists,
    publicKey,
    faults: [],
    told: `signed ${lists.join(', ')} in ${dir}; desks know the key as ${publicKey}`,
  };
}

/** The lists that came with the installers, signed where the key is here. Desks take nothing from a list that is not. */
function signNew(/** @type {string} */ dir) {
  if (!readdirSync(dir).some((name) => /^latest.*\.yml$/.test(name))) return;
  say(
    releaseKey === null
      ? `the lists of updates in ${dir} are not signed, so no desk takes them: HOLDFAST_RELEASE_KEY=FILE npm run package -- --sign-updates ${dir}`
      : signedIn(dir).told,
  );
}

/** A stand-in for the program's own folder: its package.json, the licences and the bill of materials. The caller deletes it. */
function prepareApp(/** @type {string} */ buildDir) {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-app-'));
  const project = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
  writeFileSync(join(dir, 'package.json'), JSON.stringify(appMetadata(project), null, 2));
  const { text, faults } = licencesOf(buildDir);
  writeFileSync(join(dir, LICENCES_FILE), text);
  writeFileSync(join(dir, SBOM_FILE), sbomOf(buildDir, { electron: electronVersion() }));
  return { dir, faults };
}

/** Where electron-builder leaves the program's folder. */
function placeOf(/** @type {Platform} */ platform, /** @type {string} */ arch, /** @type {string} */ outDir) {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'mac') {
    const folder = join(outDir, `mac${suffix}`, 'Holdfast.app');
    return { folder, resources: join(folder, 'Contents/Resources'), binary: folder };
  }
  const folder = join(outDir, `${platform}${suffix}-unpacked`);
  return {
    folder,
    resources: join(folder, 'resources'),
    binary: join(folder, platform === 'win' ? 'Holdfast.exe' : 'holdfast'),
  };
}

/** The unpacked Electron for a platform: named by HOLDFAST_ELECTRON_DIST, or fetched for this computer by the electron package. */
function electronDist(/** @type {Platform} */ platform) {
  const named = process.env.HOLDFAST_ELECTRON_DIST;
  if (named !== undefined && named !== '') return named;
  const dist = join(projectDir, 'node_modules/electron/dist');
  return own[process.platform] === platform && existsSync(dist) ? dist : null;
}

function electronVersion() {
  return JSON.parse(readFileSync(join(projectDir, 'node_modules/electron/package.json'), 'utf8')).version;
}

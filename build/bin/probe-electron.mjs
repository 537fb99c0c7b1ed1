// Asks where the electron package would fetch its binary from: `node probe-electron.mjs <folder of the package>`. One line of JSON each:
// {"cached":true} when its cache has it, else {"url":…} and then {"bytes":…} once that place has answered, or {"error":…}.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ofPackage = createRequire(join(process.argv[2] ?? '.', 'package.json'));
const say = (/** @type {object} */ line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** The package's own answer, with its cache, its mirrors and its checksums: the address, or null when nothing needs fetching. */
async function addressOfBinary() {
  const { downloadArtifact } = await import(pathToFileURL(ofPackage.resolve('@electron/get')).href);
  const { env, platform, arch } = process;
  /** @type {string | null} */
  let address = null;
  const noted = new Error('noted');
  const download = async (/** @type {string} */ url) => {
    address = url;
    throw noted;
  };
  await downloadArtifact({
    version: ofPackage('./package.json').version,
    artifactName: 'electron',
    force: env.force_no_cache === 'true',
    cacheRoot: env.electron_config_cache,
    checksums: ofPackage('./checksums.json'),
    platform: env.ELECTRON_INSTALL_PLATFORM || env.npm_config_platform || platform,
    arch: env.ELECTRON_INSTALL_ARCH || env.npm_config_arch || arch,
    downloader: { download },
  }).catch((/** @type {unknown} */ error) => {
    if (error !== noted) throw error;
  });
  return address;
}

/** The size that the place names. Asked for as the download itself is: some places sign an address for that alone. */
async function sizeOf(/** @type {string} */ url) {
  const ended = new AbortController();
  try {
    const answer = await fetch(url, { signal: ended.signal });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    const bytes = Number(answer.headers.get('content-length'));
    return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : null;
  } finally {
    ended.abort();
  }
}

try {
  const url = await addressOfBinary();
  if (url === null) say({ cached: true });
  else {
    say({ url });
    say({ bytes: await sizeOf(url) });
  }
} catch (error) {
  say({ error: error.cause?.code ?? error.message.split('\n')[0] });
}

// Signs the lists of the newest version, `latest*.yml`, with the Ed25519 key of the releases, and reads each signature back as an installed desk does.

import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSignedList } from '../../electron/main/signed-feed.ts';

/**
 * Writes `NAME.sig` beside each list of a folder. Throws where there is no list, or the key is another kind of key.
 * @param {object} parts
 * @param {string} parts.dir
 * @param {string} parts.keyFile a private key, PEM
 * @returns {{ lists: readonly string[], publicKey: string }} the public key as `settings.json` of a desk names it
 */
export function signUpdates({ dir, keyFile }) {
  const key = createPrivateKey(readFileSync(keyFile));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${keyFile} holds no Ed25519 key`);
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
  const lists = readdirSync(dir).filter((name) => /^latest.*\.yml$/.test(name));
  if (lists.length === 0) throw new Error(`${dir} holds no list of updates, latest.yml`);
  for (const name of lists) {
    const text = readFileSync(join(dir, name), 'utf8');
    writeFileSync(join(dir, `${name}.sig`), `${sign(null, Buffer.from(text), key).toString('base64')}\n`);
    const signature = readFileSync(join(dir, `${name}.sig`), 'utf8');
    if (!isSignedList({ text, signature }, publicKey)) throw new Error(`the signature of ${name} is not valid`);
  }
  return { lists, publicKey };
}

// Where the files of a feed lie: a folder of the server, a folder of an SFTP server, or an HTTPS address. Nothing is written or deleted there.

import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FileEntryWithStats, SFTPWrapper } from 'ssh2';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS, SECOND_MS, type Millis } from '../../shared/core/instant.ts';
import { isFeedFile } from '../../shared/formats/feed-layout.ts';
import type { DataFeed, SeenFile } from './feed-rows.ts';

/** Reads the secret that a feed names; null where it names none. Throws HF-SERVER-026. */
export type SecretOf = (named: { readonly passwordFile?: string; readonly passwordEnv?: string }) => string | null;

/** Files of the feed that are there, and the bytes of one of them. */
export type FeedPlace = {
  readonly list: () => Promise<readonly SeenFile[]>;
  readonly read: (file: SeenFile) => Promise<Buffer>;
};

const MOST_MB = 256;
export const MOST_BYTES = MOST_MB * 1024 * 1024;
/** A file that changed so shortly ago may still be written. */
const SETTLES_MS = 2 * SECOND_MS;
const FETCH_MS = 10 * MINUTE_MS;
const READY_MS = 30 * SECOND_MS;

/** How places are reached. */
export type Reaching = {
  readonly secretOf: SecretOf;
  /** How long a file must stay as it is to be taken; absent = as usual. */
  readonly settlesMs?: Millis;
};

/** Works at the place, and leaves it. Throws HF-IMPORT-062, 065, 066, and the errors of `secretOf`. */
export async function atPlace<T>(
  feed: DataFeed,
  reaching: Reaching,
  work: (place: FeedPlace) => Promise<T>,
): Promise<T> {
  const settled = () => wait(reaching.settlesMs ?? SETTLES_MS);
  try {
    if (feed.from.startsWith('sftp://'))
      return await overSftp(feed, reaching, (sftp) => work(sftpPlace(sftp, feed, settled)));
    if (/^https?:\/\//.test(feed.from)) return await work(overHttps(feed, reaching.secretOf));
    return await work(inFolder(feed, settled));
  } catch (error) {
    if (error instanceof HoldfastError) throw error;
    throw new HoldfastError('HF-IMPORT-062', { feed: feed.name, why: reasonOf(error) }, { cause: error });
  }
}

/** Where a feed may take files from: a path, `file:`, `sftp:`, and `https:`; `http:` from this computer alone. */
export function isFeedAddress(from: string): boolean {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(from)) return true;
  if (!URL.canParse(from)) return false;
  const { protocol, hostname, username, password } = new URL(from);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return (
    username + password === '' &&
    (['https:', 'sftp:', 'file:'].includes(protocol) || (protocol === 'http:' && isLoopback))
  );
}

/** The text of a file; one whose name ends in `.gz` is unpacked. */
export async function unpacked(name: string, bytes: Buffer): Promise<Buffer> {
  if (!name.endsWith('.gz')) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new HoldfastError('HF-IMPORT-004', { file: name, line: 0, why: 'it cannot be unpacked' }, { cause });
  }
}

function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    const cause = 'cause' in error ? error.cause : null;
    if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
    if ('code' in error && typeof error.code === 'string') return error.code;
    if ('level' in error && typeof error.level === 'string') return error.level;
  }
  return error instanceof Error ? error.message.slice(0, 120) : 'unknown';
}

/** Throws HF-IMPORT-065. */
export function tooLarge(file: string): never {
  throw new HoldfastError('HF-IMPORT-065', { file, mb: MOST_MB });
}

function inFolder({ from, layout }: DataFeed, settled: () => Promise<unknown>): FeedPlace {
  const folder = from.startsWith('file://') ? fileURLToPath(from) : from;
  const seen = async (name: string): Promise<SeenFile> => {
    const { size, mtimeMs } = await stat(join(folder, name));
    return { name, size, modifiedAt: Math.floor(mtimeMs) };
  };
  return {
    list: async () => {
      const entries = await readdir(folder, { withFileTypes: true });
      const names = entries.filter((one) => !one.isDirectory() && isFeedFile(layout, one.name)).map(({ name }) => name);
      return Promise.all(names.map(seen));
    },
    async read(file) {
      if (file.size > MOST_BYTES) tooLarge(file.name);
      const bytes = await readFile(join(folder, file.name));
      // On any clock of the disk: a file that is still written to has another size or time by now.
      await settled();
      const now = await seen(file.name);
      return now.size === file.size && now.modifiedAt === file.modifiedAt ? bytes : stillWritten();
    },
  };
}

function stillWritten(): never {
  throw new Error('it is still being written');
}

function overHttps(feed: DataFeed, secretOf: SecretOf): FeedPlace {
  const name = basename(new URL(feed.from).pathname) || 'feed.csv';
  return {
    list: () => Promise.resolve([{ name, size: 0, modifiedAt: 0 }]),
    async read() {
      const secret = secretIn(feed, secretOf);
      const login: Record<string, string> =
        secret === null
          ? {}
          : feed.user === null
            ? { authorization: `Bearer ${secret}` }
            : { authorization: `Basic ${Buffer.from(`${feed.user}:${secret}`).toString('base64')}` };
      // A redirect could take the password elsewhere.
      const response = await fetch(feed.from, {
        headers: login,
        redirect: 'error',
        signal: AbortSignal.timeout(FETCH_MS),
      });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const pieces: Uint8Array[] = [];
      let size = 0;
      for await (const piece of response.body ?? []) {
        size += piece.length;
        if (size > MOST_BYTES) tooLarge(name);
        pieces.push(piece);
      }
      return Buffer.concat(pieces);
    },
  };
}

function secretIn({ passwordFile, passwordEnv }: DataFeed, secretOf: SecretOf): string | null {
  return secretOf({
    ...(passwordFile === null ? {} : { passwordFile }),
    ...(passwordEnv === null ? {} : { passwordEnv }),
  });
}

async function overSftp<T>(
  feed: DataFeed,
  { secretOf }: Reaching,
  work: (sftp: SFTPWrapper) => Promise<T>,
): Promise<T> {
  const { hostname, port } = new URL(feed.from);
  // Loaded by those who need it: a server without such a feed starts without it.
  const { Client } = await import('ssh2');
  const client = new Client();
  let shown = '';
  try {
    const secret = secretIn(feed, secretOf);
    const privateKey = feed.keyFile === null ? undefined : await readFile(feed.keyFile);
    await new Promise<void>((resolve, reject) => {
      client.on('ready', resolve);
      client.on('error', reject);
      client.on('close', () => reject(new Error('the line was closed')));
      client.connect({
        host: hostname.replaceAll(/[[\]]/g, ''),
        port: port === '' ? 22 : Number(port),
        readyTimeout: READY_MS,
        ...(feed.user === null ? {} : { username: feed.user }),
        // One secret opens either: the key, or the account.
        ...(privateKey === undefined
          ? secret === null
            ? {}
            : { password: secret }
          : { privateKey, ...(secret === null ? {} : { passphrase: secret }) }),
        hostVerifier: (key: Buffer) => {
          shown = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
          return shown === feed.hostKey;
        },
      });
    });
    const broken = new Promise<never>((_, reject) => {
      client.on('close', () => reject(new Error('the line broke')));
    });
    // Where the work is done before, that it closes is no fault.
    broken.catch(() => undefined);
    const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
      client.sftp((error, made) => (error === undefined ? resolve(made) : reject(error)));
    });
    return await Promise.race([work(sftp), broken]);
  } catch (error) {
    if (shown !== '' && shown !== feed.hostKey)
      throw new HoldfastError('HF-IMPORT-066', { feed: feed.name, found: shown }, { cause: error });
    throw error;
  } finally {
    client.on('error', () => undefined);
    client.end();
  }
}

function sftpPlace(sftp: SFTPWrapper, { from, layout }: DataFeed, settled: () => Promise<unknown>): FeedPlace {
  const folder = decodeURIComponent(new URL(from).pathname) || '/';
  const list = async (): Promise<readonly SeenFile[]> => {
    const entries = await new Promise<FileEntryWithStats[]>((resolve, reject) => {
      sftp.readdir(folder, (error, found) => (error === undefined ? resolve(found) : reject(error)));
    });
    return entries
      .filter(({ filename, attrs }) => !attrs.isDirectory() && isFeedFile(layout, filename))
      .map(({ filename, attrs }) => ({
        name: filename,
        size: attrs.size,
        modifiedAt: attrs.mtime * SECOND_MS,
      }));
  };
  return {
    list,
    async read(file) {
      if (file.size > MOST_BYTES) tooLarge(file.name);
      const stream = sftp.createReadStream(`${folder.replace(/\/$/, '')}/${file.name}`);
      const pieces: Buffer[] = [];
      const limit = setTimeout(() => stream.destroy(new Error('it took too long')), FETCH_MS);
      try {
        let size = 0;
        for await (const piece of stream) {
          const bytes = parsePiece(piece);
          size += bytes.length;
          // Larger than its stated size: it grew meanwhile, or the server's size is wrong.
          if (size > file.size) stillWritten();
          pieces.push(bytes);
        }
      } finally {
        clearTimeout(limit);
      }
      const bytes = Buffer.concat(pieces);
      await settled();
      const now = (await list()).find(({ name }) => name === file.name);
      const isSame = now?.size === bytes.length && now.modifiedAt === file.modifiedAt && bytes.length === file.size;
      return isSame ? bytes : stillWritten();
    },
  };
}

/** A stream of bytes gives nothing else. */
const parsePiece = (piece: unknown): Buffer => piece as Buffer;

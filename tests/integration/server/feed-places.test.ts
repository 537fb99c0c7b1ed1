// Places of other offices' files: an SFTP server and an HTTPS server, both real, and a folder. A wrong server, or a file that is not whole, is
// refused.

import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { utils } from 'ssh2';
import { atPlace, isFeedAddress, unpacked, type SecretOf } from '../../../server/data-feeds/feed-places.ts';
import type { DataFeed } from '../../../server/data-feeds/feed-rows.ts';
import { FeedLayoutSchema, isFeedFile } from '../../../shared/formats/feed-layout.ts';
import { GOOD_CERTIFICATE, TEST_KEY } from '../../support/certificates.ts';
import { openSftpServer, type SftpServer } from '../../support/sftp-server.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-places-'));
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const layout = FeedLayoutSchema.parse({ form: 1, kind: 'patrons', id: 'ID', fields: { family_name: 'NAME' } });
const feedAt = (from: string, more: Partial<DataFeed> = {}): DataFeed => ({
  name: 'registrar',
  layout,
  from,
  atMinute: 200,
  user: 'library',
  passwordFile: null,
  passwordEnv: 'FEED_PASSWORD',
  keyFile: null,
  hostKey: null,
  lookedAt: null,
  seen: null,
  fault: null,
  ...more,
});
const secret =
  (password: string | null): SecretOf =>
  () =>
    password;
/** The files of a place and the bytes of the newest; the code of the fault where there is one. */
const fetched = (feed: DataFeed, password: string | null = 'a secret') =>
  atPlace(feed, { secretOf: secret(password), settlesMs: 0 }, async (place) => {
    const files = await place.list();
    const [first] = files.toSorted((a, b) => b.modifiedAt - a.modifiedAt);
    return { names: files.map(({ name }) => name).toSorted(), text: first && (await place.read(first)).toString() };
  }).catch((error: unknown) => (error as { readonly code: string }).code);

async function openSftp(key?: string): Promise<SftpServer> {
  const account = { user: 'library', password: 'a secret', ...(key === undefined ? {} : { key }) };
  const server = await openSftpServer(dir, account);
  ends.push(() => server.close());
  return server;
}

const large = `ID,NAME\n${Array.from({ length: 40_000 }, (_, n) => `${n},Name ${n}\n`).join('')}`;
writeFileSync(join(dir, 'old.csv'), 'ID,NAME\n1,Old\n');
utimesSync(join(dir, 'old.csv'), 1_000, 1_000);
writeFileSync(join(dir, 'new.csv'), large);
writeFileSync(join(dir, 'new.csv.part'), 'half');

test('an SFTP server is known by its key; the newest file comes whole, by password or by key', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const parsed = utils.parseKey(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  if (parsed instanceof Error) throw parsed;
  const server = await openSftp(`ssh-rsa ${parsed.getPublicSSH().toString('base64')}`);
  const from = `sftp://127.0.0.1:${server.port}/`;
  // A server that does not show the named host key gets no password.
  expect(await fetched(feedAt(from))).toBe('HF-IMPORT-066');
  expect(await fetched(feedAt(from, { hostKey: 'SHA256:another' }))).toBe('HF-IMPORT-066');
  const { hostKey } = server;
  expect(await fetched(feedAt(from, { hostKey }), 'wrong')).toBe('HF-IMPORT-062');
  expect(await fetched(feedAt(from, { hostKey }))).toEqual({ names: ['new.csv', 'old.csv'], text: large });
  const keyFile = join(dir, 'key.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs1', format: 'pem' }));
  const byKey = feedAt(from, { hostKey, keyFile, passwordEnv: null });
  expect(await fetched(byKey, null)).toMatchObject({ text: large });
});

test('a line that breaks in the middle of a file gives none of it', async () => {
  const server = await openSftp();
  server.breaksAfter = 100_000;
  const feed = feedAt(`sftp://127.0.0.1:${server.port}/`, { hostKey: server.hostKey });
  expect(await fetched(feed)).toBe('HF-IMPORT-062');
  server.breaksAfter = null;
  expect(await fetched(feed)).toMatchObject({ text: large });
  await server.close();
  ends.length = 0;
  expect(await fetched(feed)).toBe('HF-IMPORT-062');
});

test('a server that sends more than it says is not listened to until its end', async () => {
  const huge = join(dir, 'huge.csv');
  writeFileSync(huge, Buffer.alloc(20_000_000, 'x'));
  const server = await openSftp();
  server.saysBytes = 1_000;
  const feed = feedAt(`sftp://127.0.0.1:${server.port}/`, { hostKey: server.hostKey });
  expect(await fetched(feed)).toBe('HF-IMPORT-062');
  expect(server.sent).toBeGreaterThan(0);
  expect(server.sent).toBeLessThan(10_000_000);
  rmSync(huge);
});

test('an HTTPS server gives its file to those who have the password, and a redirect is not followed', async () => {
  const trusted = getCACertificates();
  const asked: (string | undefined)[] = [];
  const server = createServer({ key: TEST_KEY, cert: GOOD_CERTIFICATE }, (request, response) => {
    asked.push(request.headers.authorization);
    if (request.url === '/moved.csv') response.writeHead(302, { location: '/people.csv' }).end();
    else if (request.headers.authorization?.endsWith(Buffer.from('library:a secret').toString('base64')) === true)
      response.end('ID,NAME\n1,One\n');
    else response.writeHead(401).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  ends.push(
    () => setDefaultCACertificates(trusted),
    () => void server.close(),
    () => server.closeAllConnections(),
  );
  const address = server.address();
  const at = `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  expect(await fetched(feedAt(`${at}/people.csv`))).toBe('HF-IMPORT-062');
  expect(asked).toEqual([]);
  setDefaultCACertificates([...trusted, GOOD_CERTIFICATE]);
  expect(await fetched(feedAt(`${at}/people.csv`), 'wrong')).toBe('HF-IMPORT-062');
  expect(await fetched(feedAt(`${at}/people.csv`))).toEqual({ names: ['people.csv'], text: 'ID,NAME\n1,One\n' });
  expect(await fetched(feedAt(`${at}/moved.csv`))).toBe('HF-IMPORT-062');
});

test('a file in a folder that is still written is left alone', async () => {
  const path = join(dir, 'written.csv');
  writeFileSync(path, 'ID,NAME\n');
  const reaching = { secretOf: secret(null), settlesMs: 60 };
  const taken = atPlace(feedAt(dir), reaching, async (place) => {
    const files = await place.list();
    const own = files.filter(({ name }) => name === 'written.csv');
    setTimeout(() => writeFileSync(path, 'ID,NAME\n1,One\n'), 20);
    return Promise.all(own.map((file) => place.read(file)));
  });
  await expect(taken).rejects.toMatchObject({ code: 'HF-IMPORT-062' });
});

test('a packed file is unpacked, and one that is none is told', async () => {
  expect((await unpacked('a.csv.gz', gzipSync('ID,NAME\n'))).toString()).toBe('ID,NAME\n');
  await expect(unpacked('a.csv.gz', Buffer.from('no'))).rejects.toMatchObject({ code: 'HF-IMPORT-004' });
});

test('places and names that a feed takes', () => {
  expect(['/srv/feed', 'sftp://h/d', 'https://h/f.csv', 'http://127.0.0.1/f'].map(isFeedAddress)).not.toContain(false);
  expect(['http://h/f.csv', 'ftp://h/f', 'https://me:pw@h/f', 'sftp://me@h/'].map(isFeedAddress)).not.toContain(true);
  const named = { ...layout, file: { ...layout.file, match: 'people-*.csv' } };
  expect(['people-1.csv', 'PEOPLE-.CSV'].every((name) => isFeedFile(named, name))).toBe(true);
  expect(
    ['people-1.csv.part', '.people-1.csv', 'xpeople-1.csv', 'people-1xcsv'].some((name) => isFeedFile(named, name)),
  ).toBe(false);
});

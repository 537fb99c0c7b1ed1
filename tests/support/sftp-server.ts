// A real SFTP server on this computer: it serves one folder, read only, to one account.

import { createHash, generateKeyPairSync, timingSafeEqual } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Server, utils, type Attributes } from 'ssh2';

export type SftpServer = {
  readonly port: number;
  /** The fingerprint of its host key. */
  readonly hostKey: string;
  /** Lines are broken after so many bytes of a file; null = never. */
  breaksAfter: number | null;
  /** The size that it reports for every file; null = the true one. */
  saysBytes: number | null;
  /** Bytes of files that it sent. */
  sent: number;
  readonly close: () => Promise<void>;
};

const { STATUS_CODE } = utils.sftp;

/** `key`: the public key that opens the account besides, in the form of OpenSSH. */
export async function openSftpServer(
  folder: string,
  account: { readonly user: string; readonly password: string; readonly key?: string },
): Promise<SftpServer> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const parsed = utils.parseKey(pem);
  if (parsed instanceof Error) throw parsed;
  const allowed = account.key === undefined ? null : utils.parseKey(account.key);
  if (allowed instanceof Error) throw allowed;
  const ssh = new Server({ hostKeys: [pem] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (asked) => {
      if (asked.username !== account.user) return asked.reject();
      if (asked.method === 'password' && asked.password === account.password) return asked.accept();
      if (asked.method === 'publickey' && allowed !== null) {
        const wanted = allowed.getPublicSSH();
        const isSame = asked.key.data.length === wanted.length && timingSafeEqual(asked.key.data, wanted);
        const isProven =
          asked.signature === undefined ||
          asked.blob === undefined ||
          allowed.verify(asked.blob, asked.signature, asked.hashAlgo) === true;
        if (isSame && isProven) return asked.accept();
      }
      return asked.reject(['password', 'publickey']);
    });
    client.on('ready', () => {
      client.on('session', (accept) => {
        accept().on('sftp', (acceptSftp) => {
          const sftp = acceptSftp();
          const open = new Map<number, { readonly path: string; isListed: boolean }>();
          let handles = 0;
          let sent = 0;
          const handleOf = (path: string): Buffer => {
            const handle = Buffer.alloc(4);
            handle.writeUInt32BE((handles += 1));
            open.set(handles, { path, isListed: false });
            return handle;
          };
          const inFolder = (path: string): string => join(folder, join('/', path));
          sftp.on('OPENDIR', (id, path) => sftp.handle(id, handleOf(inFolder(path))));
          sftp.on('READDIR', (id, handle) => {
            const one = open.get(handle.readUInt32BE());
            if (one === undefined) return sftp.status(id, STATUS_CODE.FAILURE);
            if (one.isListed) return sftp.status(id, STATUS_CODE.EOF);
            one.isListed = true;
            return sftp.name(
              id,
              readdirSync(one.path).map((filename) => ({
                filename,
                longname: filename,
                attrs: told(attributesOf(join(one.path, filename))),
              })),
            );
          });
          sftp.on('OPEN', (id, path) => sftp.handle(id, handleOf(inFolder(path))));
          sftp.on('FSTAT', (id, handle) =>
            sftp.attrs(id, told(attributesOf(open.get(handle.readUInt32BE())?.path ?? ''))),
          );
          sftp.on('STAT', (id, path) => sftp.attrs(id, told(attributesOf(inFolder(path)))));
          sftp.on('READ', (id, handle, offset, length) => {
            const path = open.get(handle.readUInt32BE())?.path ?? '';
            const file = openSync(path, 'r');
            const bytes = Buffer.alloc(length);
            const count = readSync(file, bytes, 0, length, offset);
            closeSync(file);
            sent += count;
            server.sent += count;
            if (server.breaksAfter !== null && sent > server.breaksAfter) return void client.end();
            return count === 0 ? sftp.status(id, STATUS_CODE.EOF) : sftp.data(id, bytes.subarray(0, count));
          });
          sftp.on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK));
        });
      });
    });
  });
  await new Promise<void>((resolve) => {
    ssh.listen(0, '127.0.0.1', () => resolve());
  });
  const told = (attributes: Attributes): Attributes =>
    server.saysBytes === null ? attributes : { ...attributes, size: server.saysBytes };
  const digest = createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '');
  const address = ssh.address();
  const server: SftpServer = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    hostKey: `SHA256:${digest}`,
    breaksAfter: null,
    saysBytes: null,
    sent: 0,
    close: () =>
      new Promise((resolve) => {
        ssh.close(() => resolve());
      }),
  };
  return server;
}

function attributesOf(path: string): Attributes {
  const { mode, uid, gid, size, atimeMs, mtimeMs } = statSync(path);
  return { mode, uid, gid, size, atime: Math.floor(atimeMs / 1_000), mtime: Math.floor(mtimeMs / 1_000) };
}

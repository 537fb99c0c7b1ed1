// Lines to mail servers: one that answers a little at a time never falls silent, and a message ends in its time all the same, so that a claim
// outlives it; with TLS and a login nothing goes to a server that is not the right one.

import { createServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { openMailLines } from '../../../../server/notices/mail-lines.ts';
import { GOOD_CERTIFICATE } from '../../../support/certificates.ts';
import { openMailServer } from '../../../support/mail-server.ts';

test('a message ends in its time where the mail server answers without an end, before the text or after it', async () => {
  for (const [endless, outcome] of [
    ['EHLO', { is: 'again', code: 'smtp-connect' }],
    ['MAIL', { is: 'again', code: 'smtp-lost' }],
    ['.', { is: 'doubtful', code: 'smtp-lost' }],
  ] as const) {
    const server = await openEndless(endless);
    const lines = openMailLines({
      from: { name: 'Library', address: 'library@example.edu' },
      smtp: { host: '127.0.0.1', port: server.port, security: 'none', connections: 1 },
      password: null,
      mostMs: 400,
    });
    const message = { id: 'M', subject: 'S', text: 'T', html: null, to: { name: 'N', address: 'n@example.edu' } };
    expect(await lines.send([message])).toEqual([{ id: 'M', ...outcome }]);
    lines.close();
    server.close();
  }
});

describe('a mail server with TLS and a login', () => {
  const trusted = getCACertificates();
  afterEach(() => setDefaultCACertificates(trusted));
  const message = { id: 'M', subject: 'S', text: 'T', html: null, to: { name: 'N', address: 'n@example.edu' } };

  test.each(['tls', 'starttls'] as const)('takes a message by %s, with the right password alone', async (security) => {
    const mail = await openMailServer({ security, user: 'library', password: 'a secret' });
    const send = async (user: string | undefined, password: string | null) => {
      const lines = openMailLines({
        from: { name: 'Library', address: 'library@example.edu' },
        smtp: { host: '127.0.0.1', port: mail.port, security, connections: 1, ...(user === undefined ? {} : { user }) },
        password,
      });
      const [outcome] = await lines.send([message]);
      lines.close();
      return outcome;
    };
    // Its certificate is not trusted.
    expect(await send('library', 'a secret')).toEqual({ id: 'M', is: 'again', code: 'smtp-connect' });
    setDefaultCACertificates([...trusted, GOOD_CERTIFICATE]);
    expect(await send('library', 'another')).toEqual({ id: 'M', is: 'again', code: 'smtp-connect' });
    expect(await send(undefined, null)).toMatchObject({ id: 'M', is: 'refused' });
    expect(mail.taken).toEqual([]);
    expect(await send('library', 'a secret')).toEqual({ id: 'M', is: 'sent' });
    expect(mail.taken.map(({ to }) => to)).toEqual(['n@example.edu']);
    await mail.close();
  });

  test('nothing goes to one that has no TLS where it is asked for', async () => {
    const mail = await openMailServer();
    const lines = openMailLines({
      from: { name: 'Library', address: 'library@example.edu' },
      smtp: { host: '127.0.0.1', port: mail.port, security: 'starttls', connections: 1, user: 'library' },
      password: 'a secret',
    });
    expect(await lines.send([message])).toEqual([{ id: 'M', is: 'again', code: 'smtp-connect' }]);
    lines.close();
    await mail.close();
  });
});

/** Answers a command with lines that never end. */
async function openEndless(endless: string): Promise<{ readonly port: number; readonly close: () => void }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 ready\r\n');
    socket.on('data', (data) => {
      for (const line of String(data).split('\r\n'))
        if (line === endless || line.startsWith(`${endless} `) || line.startsWith(`${endless}:`)) trickle(socket);
        else if (/^(EHLO|MAIL|RCPT|RSET)/.test(line)) socket.write('250 ok\r\n');
        else if (line === 'DATA') socket.write('354 go on\r\n');
        else if (line === '.') socket.write('250 taken\r\n');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

function trickle(socket: Socket): void {
  const timer = setInterval(() => socket.write('250-more\r\n'), 20);
  socket.on('close', () => clearInterval(timer));
}

// A mail server that answers a little at a time never falls silent: a message ends in its time all the same, so that a claim outlives it.

import { createServer, type Socket } from 'node:net';
import { openMailLines } from '../../../../server/notices/mail-lines.ts';

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

// A real mail server on this computer: it keeps accepted messages, refuses given addresses, and can break the line after it has taken a message,
// before it answers.

import { SMTPServer } from 'smtp-server';
import { GOOD_CERTIFICATE, TEST_KEY } from './certificates.ts';

export type TakenMail = { readonly to: string; readonly messageId: string; readonly text: string };

export type MailServer = {
  readonly port: number;
  /** In the order in which they came. */
  readonly taken: TakenMail[];
  /** Addresses that were refused. */
  readonly refused: string[];
  /** The answer to an address: 0 takes it. */
  codeFor: (address: string) => number;
  /** Whether the line breaks after the text of a message, taken or not. */
  breaksAfter: (mail: TakenMail) => 'taken' | 'lost' | null;
  readonly close: () => Promise<void>;
};

/** One that asks for TLS and a login. */
type Guarded = { readonly security: 'tls' | 'starttls'; readonly user: string; readonly password: string };

export async function openMailServer(guarded: Guarded | null = null): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const refused: string[] = [];
  const smtp = new SMTPServer({
    ...(guarded === null
      ? { authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] }
      : {
          secure: guarded.security === 'tls',
          key: TEST_KEY,
          cert: GOOD_CERTIFICATE,
          onAuth: ({ username, password }, _session, done) =>
            username === guarded.user && password === guarded.password
              ? done(null, { user: username })
              : done(new Error('no')),
        }),
    logger: false,
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) => {
      const code = server.codeFor(address);
      if (code !== 0) refused.push(address);
      // Real servers repeat the address.
      done(code === 0 ? null : Object.assign(new Error(`no mailbox <${address}>`), { responseCode: code }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        // Long lines are written broken.
        const text = Buffer.concat(chunks).toString('utf8').replaceAll('=\r\n', '');
        const messageId = /^Message-ID: (.*)$/im.exec(text)?.[1]?.trim() ?? '';
        const mail = { to: session.envelope.rcptTo[0]?.address ?? '', messageId, text };
        const breaks = server.breaksAfter(mail);
        if (breaks !== 'lost') taken.push(mail);
        if (breaks === null) return done();
        for (const connection of smtp.connections) connection.close();
      });
    },
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    smtp.listen(0, '127.0.0.1', () => resolve());
  });
  const address = smtp.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server: MailServer = {
    port,
    taken,
    refused,
    codeFor: () => 0,
    breaksAfter: () => null,
    close: () =>
      new Promise((resolve) => {
        smtp.close(() => resolve());
      }),
  };
  return server;
}

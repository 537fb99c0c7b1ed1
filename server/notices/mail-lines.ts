// Lines to the mail server of the library. The question is when a failure is certain: until the text of a message is begun nothing was taken, an
// answer is certain, and a line that breaks between the two leaves it in doubt.

import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Millis } from '../../shared/core/instant.ts';
import type { MailSettings } from './mail-settings.ts';
import type { Outcome } from './outbox.ts';
import type { RenderedMessage } from './render-message.ts';

/** A message that goes by mail. */
export type MailMessage = RenderedMessage & {
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
};

export type MailLines = {
  /** Hands messages over, several at once. Never rejects: each has its outcome. */
  readonly send: (messages: readonly MailMessage[]) => Promise<Outcome[]>;
  readonly close: () => void;
};

export type MailLinesOptions = Pick<MailSettings, 'from' | 'replyTo'> & {
  readonly smtp: NonNullable<MailSettings['smtp']>;
  readonly password: string | null;
  /** How long the mail server may be silent. */
  readonly timeoutMs?: Millis;
  /** How long one message may take, with the line that is opened for it. */
  readonly mostMs?: Millis;
};

const TIMEOUT_MS: Millis = 30_000;
/** No message takes longer, even where the mail server answers a little at a time. */
export const MAIL_MOST_MS: Millis = 40_000;

/** Opens nothing yet: a line is opened by the first message that needs it. */
export function openMailLines(options: MailLinesOptions): MailLines {
  const idle: SMTPConnection[] = [];
  const sendOne = async (message: MailMessage): Promise<Outcome> => {
    const { id } = message;
    const limit = AbortSignal.timeout(options.mostMs ?? MAIL_MOST_MS);
    const line = idle.pop() ?? (await openedIn(limit, options));
    if (line === null) return { id, is: 'again', code: 'smtp-connect' };
    const handed = await handOver(line, message, { ...options, limit });
    if (handed.isUsable) idle.push(line);
    else line.close();
    return handed.outcome;
  };
  return {
    send: async (messages) => {
      const waiting = [...messages];
      const outcomes: Outcome[] = [];
      const work = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) outcomes.push(await sendOne(next));
      };
      await Promise.all(Array.from({ length: options.smtp.connections }, work));
      return outcomes;
    },
    close: () => {
      for (const line of idle.splice(0)) line.quit();
    },
  };
}

/** Null where there is no line in time. */
async function openedIn(limit: AbortSignal, options: MailLinesOptions): Promise<SMTPConnection | null> {
  const opening = openLine(options).catch(() => null);
  const line = await orLate(limit, opening, null);
  if (line === null) void opening.then((late) => late?.close());
  return line;
}

/** The result of work, or another value where the time ends before it. */
async function orLate<T>(limit: AbortSignal, work: Promise<T>, late: T): Promise<T> {
  if (limit.aborted) return late;
  let end: () => void = () => undefined;
  const ended = new Promise<T>((resolve) => {
    end = () => resolve(late);
    limit.addEventListener('abort', end);
  });
  return Promise.race([work, ended]).finally(() => limit.removeEventListener('abort', end));
}

function openLine({ smtp, password, timeoutMs = TIMEOUT_MS }: MailLinesOptions): Promise<SMTPConnection> {
  const { host, port, security, user } = smtp;
  const line = new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      line.close();
      reject(error);
    };
    line.on('error', fail);
    line.connect((failed) => {
      if (failed) return fail(failed);
      if (user === undefined) return resolve(line);
      line.login({ user, credentials: { user, pass: password ?? '' } }, (refused) =>
        refused ? fail(refused) : resolve(line),
      );
    });
  });
}

type HandedOver = { readonly outcome: Outcome; readonly isUsable: boolean };

async function handOver(
  line: SMTPConnection,
  message: MailMessage,
  options: MailLinesOptions & { readonly limit: AbortSignal },
): Promise<HandedOver> {
  const { id, to } = message;
  const body = await composed(message, options);
  let isBegun = false;
  const text = Readable.from([body]);
  const pipe = text.pipe.bind(text);
  // The line asks for the text once the mail server has agreed to take it.
  text.pipe = (to, more) => {
    isBegun = true;
    return pipe(to, more);
  };
  const envelope = { from: options.from.address, to: [to.address], size: body.length };
  const handing = new Promise<MailError | null>((resolve) => {
    line.send(envelope, text, (error) => resolve(error ?? null));
  });
  const failed = await orLate<MailError | null>(options.limit, handing, new Error('it took too long'));
  if (failed === null) return { outcome: { id, is: 'sent' }, isUsable: true };
  const isUsable =
    failed.responseCode !== undefined &&
    failed.responseCode !== 421 &&
    (await orLate(options.limit, isReset(line), false));
  return { outcome: outcomeOf(id, failed, isBegun), isUsable };
}

type MailError = Error & { readonly responseCode?: number | undefined; readonly command?: string | undefined };

function outcomeOf(id: string, { responseCode: code, command = '' }: MailError, isBegun: boolean): Outcome {
  if (code === undefined)
    return isBegun ? { id, is: 'doubtful', code: 'smtp-lost' } : { id, is: 'again', code: 'smtp-lost' };
  if (code < 500) return { id, is: 'again', code: `smtp-${code}` };
  return { id, is: 'refused', code: `smtp-${code}`, isAddress: command === 'RCPT TO' };
}

function isReset(line: SMTPConnection): Promise<boolean> {
  return new Promise((resolve) => {
    line.reset((error) => resolve(!error));
  });
}

function composed({ id, subject, text, html, to }: MailMessage, { from, replyTo }: MailLinesOptions): Promise<Buffer> {
  const [, domain = 'localhost'] = from.address.split('@');
  const mail = new MailComposer({
    from,
    to,
    ...(replyTo === undefined ? {} : { replyTo }),
    subject,
    text,
    ...(html === null ? {} : { html }),
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

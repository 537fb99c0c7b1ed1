// Mail that came back: reports of RFC 3464, alone, in a folder or in an mbox file. Each names the message that could not be delivered by the id that
// Holdfast gave it; the notices of that message came back, and the address that it went to takes no mail. A report counts once: a message that a person
// sends again has the same id, and the report of the time before may still lie in the folder.

import PostalMime, { type Email } from 'postal-mime';
import { hashedId } from '../../shared/core/digest.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import type { Store } from '../store/store.ts';
import { addressesOf, addressHash, noteBadAddresses, noticesOf } from './outbox.ts';

/**
 * The contents of one bounce mail. `report`: made of the mail, the same however often it is read. `to`: the recipients it names, as addresses are
 * kept of messages.
 */
export type Bounce = {
  readonly message: string;
  readonly code: string;
  readonly report: string;
  readonly to: readonly string[];
};

const MESSAGE_ID = /^Message-ID:\s*<([\da-f-]{36})@[^>]*>/im;
/** A failure for good begins with 5; one that begins with 4 is tried again by the mail server. */
const STATUS = /^Status:\s*(5\.\d{1,3}\.\d{1,3})/im;

const RECIPIENT = /^(?:Original|Final)-Recipient:\s*[\w-]+\s*;\s*<?([^\s<>]+)/gim;

/** Reads one mail; null where it is no report of a failure for good. */
export async function readBounce(mail: string | Uint8Array): Promise<Bounce | null> {
  const email = await PostalMime.parse(mail).catch(() => null);
  if (email === null) return null;
  const parts = textsOf(email);
  const report = parts.find(({ kind }) => kind === 'message/delivery-status')?.text ?? '';
  const action = /^Action:\s*failed/im.test(report);
  const status = STATUS.exec(report)?.[1];
  const message = parts.map(({ text }) => MESSAGE_ID.exec(text)?.[1]).find((id) => id !== undefined);
  if (!action || status === undefined || message === undefined) return null;
  // A mail in an mbox has other ends of lines than the same in a file.
  const said = parts.map(({ text }) => text.replaceAll(/\s+/g, ' ').trim());
  return {
    message,
    code: `dsn-${status}`,
    report: hashedId('notice-report', email.messageId ?? '', ...said),
    to: [...report.matchAll(RECIPIENT)].map(([, address = '']) => addressHash(address)),
  };
}

function textsOf({ attachments, text = '' }: Email): { readonly kind: string; readonly text: string }[] {
  const decoder = new TextDecoder();
  const own = attachments.map(({ mimeType, content }) => ({
    kind: mimeType,
    text: typeof content === 'string' ? content : decoder.decode(content),
  }));
  return [...own, { kind: 'text/plain', text }];
}

/** The mails of an mbox file, or the one that a file holds. */
export function mailsIn(file: string): string[] {
  return file.startsWith('From ') ? file.split(/^From .*\r?\n/m).filter((mail) => mail.trim() !== '') : [file];
}

/** Notes bounced messages. Returns how many there were; a report that was noted before is noted once. */
export function noteBounces(store: Store, bounces: readonly Bounce[], now: Instant): Promise<number> {
  return writeAndPublish(store, async ({ tx, changes }) => {
    await tx.lock(['notices']);
    const ids = new Set(bounces.map(({ message }) => message));
    const rows = await tx.db.selectFrom('notice_message').selectAll().where(tx.anyOf('id', ids)).execute();
    const read = rows.flatMap((row) => {
      const known = new Set((row.reports ?? '').split(' ').filter((one) => one !== ''));
      const fresh = bounces.filter(({ message, report }) => message === row.id && !known.has(report));
      if (row.channel !== 'email' || fresh.length === 0) return [];
      const reports = [...new Set([...known, ...fresh.map(({ report }) => report)])].join(' ');
      // A bounce of an earlier address shows nothing about the present one.
      const last = fresh.findLast((bounce) => !isOfEarlier(bounce, row.sent_to));
      const bounce = row.state === 'returned' ? undefined : last;
      return [{ row: { ...row, reports }, bounce }];
    });
    const back = read.flatMap(({ row, bounce }) => (bounce === undefined ? [] : [{ row, bounce }]));
    const notices = await noticesOf(
      tx,
      back.map(({ row }) => row.id),
    );
    const own = collectChanges();
    for (const notice of [...notices.values()].flat()) own.put('notice', { ...notice, state: 'returned', at: now });
    await tx.upsert(
      'notice_message',
      read.map(({ row, bounce }) =>
        bounce === undefined ? row : { ...row, state: 'returned', code: bounce.code, at: now },
      ),
    );
    await noteBadAddresses(
      tx,
      back.map(({ row, bounce }) => ({ patron: row.patron_id, address: failedOf(bounce, row.sent_to) })),
      { now, own, why: 'returned' },
    );
    await writeChanges(tx, own);
    changes.add(own);
    return back.length;
  });
}

/** Whether it names an address that the message went to, and not the last one. */
function isOfEarlier({ to }: Bounce, sentTo: string | null): boolean {
  const sent = addressesOf(sentTo);
  return sent.some((address) => to.includes(address)) && !to.includes(sent.at(-1) ?? '');
}

/** The address that failed. A mail that was passed on names another address than it went to, so where it went to one alone that is the one; else null. */
function failedOf({ to }: Bounce, sentTo: string | null): string | null {
  const sent = addressesOf(sentTo);
  const last = sent.at(-1) ?? null;
  return last !== null && (sent.length === 1 || to.includes(last)) ? last : null;
}

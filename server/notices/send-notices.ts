// Sends due messages until there are none. Messages go in groups: while one is handed over, a short transaction marks the group before as taken and
// the next as being sent, so that a process that is killed leaves no more than a few groups in doubt. Notices follow in larger numbers.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { NoticeChannel } from '../../shared/circ/model/notice.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import type { Store } from '../store/store.ts';
import { MAIL_MOST_MS, openMailLines, type MailLines } from './mail-lines.ts';
import type { MailSettings } from './mail-settings.ts';
import { libraryName, messageValues, type LibraryName } from './message-values.ts';
import type { NoticeFacts } from './notice-facts.ts';
import { claimMessages } from './claim-messages.ts';
import {
  beginSending,
  keepTaken,
  LEASE_MS,
  settleMessages,
  settleTaken,
  type ClaimedMessage,
  type Outcome,
} from './outbox.ts';
import { renderMessage, renderShort } from './render-message.ts';
import { sendText, TEXT_MOST_MS } from './text-gateway.ts';

/** A letter to print: the lines of the address, and the text. */
export type Letter = {
  readonly id: string;
  readonly language: ClaimedMessage['language'];
  readonly address: readonly string[];
  readonly subject: string;
  readonly text: string;
};

export type SendParts = {
  readonly store: Store;
  readonly clock: Clock;
  /** Names this process among those that send. */
  readonly owner: string;
  /** Reads the secret that settings name; null where they name none. Throws HF-SERVER-026. */
  readonly secretOf: (named: SecretName) => string | null;
  /** Puts letters into the folder as one file, whole or not at all. Absent = this process prints none. */
  readonly printLetters?: (folder: string, letters: readonly Letter[]) => Promise<void>;
};

export type SecretName = { readonly passwordFile?: string | undefined; readonly passwordEnv?: string | undefined };

/** How many messages by outcome. */
export type SentCounts = Readonly<Record<Outcome['is'], number>>;

/** A group is marked while the one before is handed over: both have ended while its marks still stand, however slow the other side is. */
const GROUP_MS = LEASE_MS * 0.45;
/** In each group as many messages as there are lines, so often over. */
const MAIL_TURNS = Math.floor(GROUP_MS / MAIL_MOST_MS);
/** Texts go one after the other. */
const TEXTS_TOGETHER = Math.floor(GROUP_MS / TEXT_MOST_MS);
const PRINTED_TOGETHER = 100;
/** So many messages are taken before their notices are marked. */
const SETTLED_TOGETHER = 100;
/** Claims of later messages begin anew when they are so old: they end long after the next look at them, which is a group later. */
const RENEWED_AFTER_MS = LEASE_MS / 6;

export async function sendNotices(
  parts: SendParts,
  settings: MailSettings,
  isStopped: () => boolean = () => false,
): Promise<SentCounts> {
  const counts = { sent: 0, again: 0, refused: 0, doubtful: 0 };
  const ways = openWays(parts, settings);
  try {
    const library = await parts.store.read(libraryName);
    const claiming = () => ({ owner: parts.owner, now: parts.clock.now(), settings, ways: ways.channels });
    while (!isStopped()) {
      const { messages, facts } = await writeAndPublish(parts.store, ({ tx, changes }) =>
        claimMessages(tx, claiming(), changes),
      );
      if (messages.length === 0) break;
      for (const outcome of await sendGroups(parts, { messages, facts, library, ways, settings }, isStopped))
        counts[outcome.is] += 1;
    }
    return counts;
  } finally {
    ways.close();
  }
}

type Sending = {
  readonly messages: readonly ClaimedMessage[];
  readonly facts: NoticeFacts;
  readonly library: LibraryName;
  readonly ways: Ways;
  readonly settings: MailSettings;
};

async function sendGroups(parts: SendParts, sending: Sending, isStopped: () => boolean): Promise<Outcome[]> {
  const { store, clock, owner } = parts;
  const groups = groupsOf(sending.messages, sending.ways);
  const all: Outcome[] = [];
  const unsettled: Outcome[] = [];
  const taken: string[] = [];
  let renewedAt = clock.now();
  const turn = (n: number) => {
    const now = clock.now();
    const done = unsettled.splice(0);
    const sent = done.flatMap(({ id, is }) => (is === 'sent' ? [id] : []));
    taken.push(...sent);
    const settled = taken.length >= SETTLED_TOGETHER || n >= groups.length ? taken.splice(0) : [];
    const isOld = now - renewedAt >= RENEWED_AFTER_MS;
    if (isOld) renewedAt = now;
    return writeAndPublish(store, async ({ tx, changes }) => {
      const own = collectChanges();
      await keepTaken(tx, sent, { owner, now });
      await settleMessages(
        tx,
        done.filter(({ is }) => is !== 'sent'),
        { now, own, owner },
      );
      await settleTaken(tx, settled, { now, own, owner });
      await writeChanges(tx, own);
      changes.add(own);
      return beginSending(tx, groups[n] ?? [], { owner, now, rest: isOld ? groups.slice(n + 1).flat() : [] });
    });
  };
  let mine = await turn(0);
  for (const [n] of groups.entries()) {
    // A group that is marked is sent, also where the process is to end.
    const isLast = isStopped() || n + 1 === groups.length;
    const begunAt = clock.mono();
    const marking = isLast ? Promise.resolve([]) : turn(n + 1);
    const [outcomes, next] = await Promise.all([sending.ways.send(mine, sending), marking]);
    unsettled.push(...outcomes);
    all.push(...outcomes);
    await paced(sending.settings, mine.length, clock.mono() - begunAt);
    if (isLast) break;
    mine = next;
  }
  await turn(groups.length);
  return all;
}

/** Messages of one way at a time. */
function groupsOf(messages: readonly ClaimedMessage[], { sizeOf }: Ways): ClaimedMessage[][] {
  const groups: ClaimedMessage[][] = [];
  for (const channel of ['email', 'text', 'print'] as const) {
    const own = messages.filter((message) => message.channel === channel);
    for (let at = 0; at < own.length; at += sizeOf(channel)) groups.push(own.slice(at, at + sizeOf(channel)));
  }
  return groups;
}

/** Waits where the library has a most in a second. */
async function paced({ smtp }: MailSettings, count: number, tookMs: number): Promise<void> {
  if (smtp?.perSecond === undefined) return;
  const rest = (count * 1_000) / smtp.perSecond - tookMs;
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
}

type Ways = {
  readonly channels: ReadonlySet<NoticeChannel>;
  readonly sizeOf: (channel: NoticeChannel) => number;
  readonly send: (messages: readonly ClaimedMessage[], sending: Sending) => Promise<Outcome[]>;
  readonly close: () => void;
};

function openWays({ secretOf, printLetters }: SendParts, settings: MailSettings): Ways {
  const { smtp, text, print } = settings;
  const lines: MailLines | null =
    smtp === undefined ? null : openMailLines({ ...settings, smtp, password: secretOf(smtp) });
  const textSecret = text === undefined ? null : secretOf(text);
  const channels = new Set<NoticeChannel>();
  if (lines !== null) channels.add('email');
  if (text !== undefined) channels.add('text');
  if (print !== undefined && printLetters !== undefined) channels.add('print');
  return {
    channels,
    sizeOf: (channel) =>
      ({ email: (smtp?.connections ?? 1) * MAIL_TURNS, text: TEXTS_TOGETHER, print: PRINTED_TOGETHER })[channel],
    close: () => lines?.close(),
    send: async (messages, sending) => {
      const { ready, failed } = rendered(messages, sending);
      const mail = ready.flatMap(({ message, full }) =>
        message.channel === 'email' ? [{ ...full, id: message.id, to: addressOf(message) }] : [],
      );
      const texts = ready.filter(({ message }) => message.channel === 'text');
      const letters = ready.filter(({ message }) => message.channel === 'print').map(letterOf);
      const outcomes = [...failed];
      if (lines !== null) outcomes.push(...(await lines.send(mail)));
      if (text !== undefined)
        for (const { message, short } of texts)
          outcomes.push(
            await sendText(text, textSecret, { id: message.id, phone: message.patron.phones[0] ?? '', text: short }),
          );
      if (letters.length > 0 && print !== undefined && printLetters !== undefined)
        outcomes.push(...(await printed(letters, () => printLetters(print.folder, letters))));
      return outcomes;
    },
  };
}

type Ready = {
  readonly message: ClaimedMessage;
  readonly full: ReturnType<typeof renderMessage>;
  readonly short: string;
};

/** Renders each; one that cannot be is a person's. */
function rendered(messages: readonly ClaimedMessage[], { facts, library, settings }: Sending) {
  const ready: Ready[] = [];
  const failed: Outcome[] = [];
  for (const message of messages) {
    try {
      const values = messageValues(message, facts, library);
      const full = renderMessage(settings, message.language, values);
      ready.push({ message, full, short: renderShort(settings, message.language, values) });
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      failed.push({ id: message.id, is: 'refused', code: error.code, isAddress: false });
    }
  }
  return { ready, failed };
}

function addressOf({ patron }: ClaimedMessage) {
  const { given, chosen, family } = patron.name;
  return { name: [chosen ?? given, family].filter((part) => part !== '').join(' '), address: patron.email ?? '' };
}

function letterOf({ message, full }: Ready): Letter {
  const { name } = addressOf(message);
  const { subject, text } = full;
  return { id: message.id, language: message.language, address: [name, ...message.patron.address], subject, text };
}

/** A file that is not written holds none of them. */
async function printed(letters: readonly Letter[], print: () => Promise<void>): Promise<Outcome[]> {
  try {
    await print();
    return letters.map(({ id }) => ({ id, is: 'sent' }));
  } catch (error) {
    const code = error instanceof HoldfastError ? error.code : 'print-failed';
    return letters.map(({ id }) => ({ id, is: 'again', code }));
  }
}

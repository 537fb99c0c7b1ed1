// The notices of a running server: every so often it makes due notices and sends them. Any number of servers may do so on one database.

import { MINUTE_MS, type Millis } from '../../shared/core/instant.ts';
import { createReferences } from '../timeline/references.ts';
import { isAnyDue } from './claim-messages.ts';
import { lookForNotices } from './look-for-notices.ts';
import { mailSettings } from './mail-settings.ts';
import { takeOver } from './outbox.ts';
import { sendNotices, type SendParts, type SentCounts } from './send-notices.ts';

export type NoticeRunnerParts = SendParts & {
  readonly everyMs?: Millis;
  /** Called for a look that failed; the next one tries again. */
  readonly faulted?: (code: string, error: unknown) => void;
  /** Called with how many were sent, never with recipients. */
  readonly sent?: (counts: SentCounts) => void;
};

export type NoticeRunner = {
  /** Makes and sends all notices that are due now. Returns how many notices were made, and the outcomes of messages. */
  readonly look: () => Promise<{ readonly made: number; readonly sent: SentCounts }>;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

const NONE: SentCounts = { sent: 0, again: 0, refused: 0, doubtful: 0 };

export function createNoticeRunner(parts: NoticeRunnerParts): NoticeRunner {
  const { store, clock, owner } = parts;
  const references = createReferences();
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const look = async () => {
    const kept = await store.read(mailSettings);
    if (kept === null) return { made: 0, sent: NONE };
    const made = await lookForNotices({ store, references }, clock.now(), () => isStopped);
    const isDue = await store.read((tx) => isAnyDue(tx, { now: clock.now() }));
    const sent = isDue ? await sendNotices(parts, kept.settings, () => isStopped) : NONE;
    if (Object.values(sent).some((count) => count > 0)) parts.sent?.(sent);
    return { made, sent };
  };
  const next = () => {
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => parts.faulted?.('notices', error))
        .finally(() => {
          if (!isStopped) next();
        });
    }, parts.everyMs ?? MINUTE_MS);
    timer.unref();
  };
  return {
    look,
    start: () => {
      looking = store
        .write((tx) => takeOver(tx, { owner, now: clock.now() }))
        .catch((error: unknown) => parts.faulted?.('notices', error));
      next();
    },
    stop: async () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}

// Sends acts to web hooks, soon after the server took them in. At least once and in order: a message that was not taken is tried again, ever more
// rarely, and no later one is sent before. Any number of servers may do so on one database: the server that sends to a hook holds it for a while.

import { createHmac } from 'node:crypto';
import { formatInstant, HOUR_MS, SECOND_MS, type Millis } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { WEBHOOK_HEADERS, type WebhookBody } from '../../shared/wire/webhook.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';
import { actsToTell, endOfNext, type Stretch } from './acts-to-tell.ts';
import { keyOfSecret, parseNames } from './webhook-list.ts';

/** The time that a receiver has to answer; after a longer time the claim ends. */
const PATIENCE_MS: Millis = 10 * SECOND_MS;
const HELD_MS: Millis = 3 * PATIENCE_MS;
/** A failed message is tried again after a second, then after twice as long each time, up to an hour. */
const FIRST_AGAIN_MS: Millis = SECOND_MS;
const LAST_AGAIN_MS: Millis = HOUR_MS;
/** Besides at each new position, it looks this often for messages to be tried again, and for acts that came during a hook's last message. */
const EVERY_MS: Millis = 5 * SECOND_MS;

export type WebhookRunnerParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly everyMs?: Millis;
  /** Called for a look that failed; the next one tries again. */
  readonly faulted?: (code: string, error: unknown) => void;
};

export type WebhookRunner = {
  /** Sends every hook its unsent acts, as far as it takes them. */
  readonly look: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Held = {
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  readonly acts: string | null;
  readonly position: number;
  /** Where the message ends that was not taken; null = it was. */
  readonly trying: number | null;
  readonly failures: number;
  readonly failed_since: number | null;
};

export function createWebhookRunner(parts: WebhookRunnerParts): WebhookRunner {
  const { store, everyMs = EVERY_MS, faulted } = parts;
  const ended = new AbortController();
  /** Hooks with a message under way, so that a slow one keeps none of the others waiting. */
  const telling = new Map<string, Promise<void>>();
  const names = async () =>
    (await store.read(({ db }) => db.selectFrom('webhook').select('name').execute())).map(({ name }) => name);
  const look = async (): Promise<void> => {
    await Promise.all((await names()).map((name) => tellAll(parts, name, ended.signal)));
  };
  const tell = (name: string): void => {
    if (telling.has(name)) return;
    const told = tellAll(parts, name, ended.signal)
      .catch((error: unknown) => faulted?.('webhooks', error))
      .finally(() => telling.delete(name));
    telling.set(name, told);
  };
  let asking: Promise<void> = Promise.resolve();
  let isAsking = false;
  const ask = (): void => {
    if (ended.signal.aborted || isAsking) return;
    isAsking = true;
    asking = names()
      .then((found) => found.forEach(tell))
      .catch((error: unknown) => faulted?.('webhooks', error))
      .finally(() => {
        isAsking = false;
      });
  };
  const stops: (() => Promise<void> | void)[] = [];
  return {
    look,
    start: async () => {
      stops.push(await store.watchHead(ask));
      const timer = setInterval(ask, everyMs);
      timer.unref();
      stops.push(() => clearInterval(timer));
      ask();
    },
    stop: async () => {
      ended.abort();
      for (const stop of stops) await stop();
      await asking;
      await Promise.all(telling.values());
    },
  };
}

/** Sends to one hook until it has everything, fails, or is held by another server. */
async function tellAll(parts: WebhookRunnerParts, name: string, ended: AbortSignal): Promise<void> {
  for (;;) {
    const held = ended.aborted ? null : await hold(parts, name);
    if (held === null) return;
    const isDone = await tellOnce(parts, held, ended);
    if (!isDone) return;
  }
}

/** Takes a hook that is due, so that no other server sends to it meanwhile. */
async function hold({ store, clock }: WebhookRunnerParts, name: string): Promise<Held | null> {
  const now = clock.now();
  // Every change of the library asks: a hook with nothing to send takes no turn of the writers.
  const isDue = await store.read(async (tx) => {
    const row = await tx.db.selectFrom('webhook').selectAll().where('name', '=', name).executeTakeFirst();
    return row !== undefined && row.next_at <= now && (await endOfNext(tx, stretchOf(row))) !== null;
  });
  if (!isDue) return null;
  return store.write(async (tx) => {
    await tx.lock([`webhook:${name}`]);
    const row = await tx.db.selectFrom('webhook').selectAll().where('name', '=', name).executeTakeFirst();
    if (row === undefined || row.next_at > now) return null;
    if ((await endOfNext(tx, stretchOf(row))) === null) return null;
    await tx.db
      .updateTable('webhook')
      .set({ next_at: now + HELD_MS })
      .where('name', '=', name)
      .execute();
    return row;
  });
}

/** Sends one message. False: it was not taken, or the hook is gone. */
async function tellOnce(parts: WebhookRunnerParts, held: Held, ended: AbortSignal): Promise<boolean> {
  const { store, clock, random } = parts;
  const names = held.acts === null ? null : parseNames(held.acts);
  const { acts, to, library } = await store.read(async (tx) => ({
    ...(await actsToTell(tx, stretchOf(held), names)),
    library: (await readAllRows(tx, 'library'))[0]?.id ?? '',
  }));
  if (to === null) return false;
  const body: WebhookBody = { type: 'acts', library, sentAt: formatInstant(clock.now()), acts: [...acts] };
  const why = acts.length === 0 ? null : await post(held, body, { to, now: clock.now(), ended });
  const now = clock.now();
  // A server that ends proves nothing about the receiver: the next one sends it again at once.
  const isBrokenOff = why !== null && ended.aborted;
  const failures = why === null ? 0 : held.failures + 1;
  const wait = Math.min(FIRST_AGAIN_MS * 2 ** Math.min(failures - 1, 20), LAST_AGAIN_MS);
  const kept =
    why === null
      ? { position: to, trying: null, failures, failed_since: null, failed_why: null, next_at: 0 }
      : isBrokenOff
        ? { trying: to, next_at: 0 }
        : {
            trying: to,
            failures,
            failed_since: held.failed_since ?? now,
            failed_why: why,
            // Not all of them again at the same moment.
            next_at: now + Math.round(wait * (1 + random.fraction() / 4)),
          };
  const { numUpdatedRows } = await store.write((tx) =>
    tx.db
      .updateTable('webhook')
      .set(kept)
      .where('name', '=', held.name)
      .where('secret', '=', held.secret)
      .executeTakeFirstOrThrow(),
  );
  return why === null && numUpdatedRows > 0n;
}

const stretchOf = ({ position, trying }: Pick<Held, 'position' | 'trying'>): Stretch => ({
  from: position,
  until: trying,
});

type Posting = { readonly to: number; readonly now: number; readonly ended: AbortSignal };

/** Sends a body. Returns why it was not taken; null = it was. */
async function post(
  { name, url, secret }: Held,
  body: WebhookBody,
  { to, now, ended }: Posting,
): Promise<string | null> {
  const text = JSON.stringify(body);
  const id = `${name}-${to}`;
  const timestamp = String(Math.floor(now / SECOND_MS));
  const signature = createHmac('sha256', keyOfSecret(secret)).update(`${id}.${timestamp}.${text}`).digest('base64');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [WEBHOOK_HEADERS.id]: id,
        [WEBHOOK_HEADERS.timestamp]: timestamp,
        [WEBHOOK_HEADERS.signature]: `v1,${signature}`,
      },
      body: text,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ended]),
    });
    await answer.body?.cancel();
    return answer.ok ? null : `it answered ${answer.status}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'it did not answer in time' : 'it is not reached';
  }
}

// Web hooks of a library: where they go, and how far each is.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { isActName } from '../../shared/acts/commands.ts';
import { readHead } from '../feed/read-head.ts';
import type { ReadTx, Store } from '../store/store.ts';

const SECRET_BYTES = 32;
const SECRET_PREFIX = 'whsec_';

/** A web hook as an administrator sees it. */
export type Webhook = {
  readonly name: string;
  readonly url: string;
  /** Names of acts; null = all. */
  readonly acts: readonly string[] | null;
  readonly createdAt: Instant;
  /** Answers of the server that were not sent to it yet. */
  readonly behind: number;
  /** Since when every try failed, and how the last one did; null = it takes its messages. */
  readonly failing: { readonly since: Instant; readonly why: string } | null;
};

export type NewWebhook = { readonly name: string; readonly url: string; readonly acts: readonly string[] | null };

/** Adds a web hook, which gets acts from now on. Returns its secret, which is shown this once. Throws HF-SERVER-062 to -064. */
export async function addWebhook(
  { store, clock, random }: { readonly store: Store; readonly clock: Clock; readonly random: Random },
  { name, url, acts }: NewWebhook,
): Promise<string> {
  if (!isPrivateWay(url)) throw new HoldfastError('HF-SERVER-062', { url });
  const unknown = acts?.find((act) => !isActName(act));
  if (unknown !== undefined) throw new HoldfastError('HF-SERVER-063', { name: unknown });
  const secret = `${SECRET_PREFIX}${Buffer.from(random.bytes(SECRET_BYTES)).toString('base64')}`;
  await store.write(async (tx) => {
    const known = await tx.db.selectFrom('webhook').select('name').where('name', '=', name).executeTakeFirst();
    if (known !== undefined) throw new HoldfastError('HF-SERVER-064', { name });
    const { position } = await readHead(tx);
    const told = { position, trying: null, failures: 0, failed_since: null, failed_why: null, next_at: 0 };
    await tx.db
      .insertInto('webhook')
      .values({
        name,
        url,
        secret,
        acts: acts === null ? null : JSON.stringify(acts),
        created_at: clock.now(),
        ...told,
      })
      .execute();
  });
  return secret;
}

/** The bytes that sign. */
export function keyOfSecret(secret: string): Buffer {
  return Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
}

/** Messages go over TLS, except to this computer itself. */
function isPrivateWay(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username } = new URL(url);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && isLoopback));
}

/** All of them by name. */
export async function listWebhooks({ db }: ReadTx): Promise<Webhook[]> {
  const rows = await db
    .selectFrom('webhook')
    .selectAll()
    .select((one) =>
      one
        .selectFrom('receipt')
        .select((row) => row.fn.countAll<number>().as('count'))
        .whereRef('receipt.position', '>', 'webhook.position')
        .as('behind'),
    )
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    name: row.name,
    url: row.url,
    acts: row.acts === null ? null : parseNames(row.acts),
    createdAt: row.created_at,
    behind: Number(row.behind ?? 0),
    failing: row.failed_since === null ? null : { since: row.failed_since, why: row.failed_why ?? '' },
  }));
}

/** The names of acts of a web hook. */
export function parseNames(text: string): readonly string[] {
  return JSON.parse(text) as readonly string[];
}

/** Takes one away. Returns whether there was one. */
export async function removeWebhook(store: Store, name: string): Promise<boolean> {
  const { numDeletedRows } = await store.write((tx) =>
    tx.db.deleteFrom('webhook').where('name', '=', name).executeTakeFirstOrThrow(),
  );
  return numDeletedRows > 0n;
}

/** How many take nothing now. */
export async function countFailingWebhooks({ db }: ReadTx): Promise<number> {
  const rows = await db.selectFrom('webhook').select('name').where('failed_since', 'is not', null).execute();
  return rows.length;
}

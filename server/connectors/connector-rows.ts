// The rows of connectors: other library systems that get messages of acts from the server. They are the server's own and on no feed to desks.

import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { InstantSchema, type Instant, type Millis } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { REFUSALS } from '../../shared/connectors/message.ts';
import { readHead } from '../feed/read-head.ts';
import type { ReadTx, Store, WriteTx } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { isConnectorKind, readSettings, type ConnectorSettings } from './connector-settings.ts';
import { parsePulled, readPulled, writePulled, type Pulled } from './pulled.ts';

/** A connector. */
export type Connector = {
  readonly name: string;
  readonly settings: ConnectorSettings;
  readonly position: number;
  readonly epoch: string;
  readonly isPaused: boolean;
  readonly nextAt: Instant;
  readonly failures: number;
  readonly stateSince: Instant;
  readonly failedWhy: string | null;
  /** Why it does not list changes there; null = it does, or was not asked. */
  readonly loansFault: string | null;
};

/**
 * The state of a message. `waiting`: not sent yet. `asked`: handed over, without an answer so far. Ended: `told`, `date-differs`, `wanted-there`,
 * `refused`, `unclear`, `by-hand`; or there was no message: `undone`, `passed`, `nothing`, `no-number`.
 */
export const TOLD_STATES = [
  'waiting',
  'asked',
  'told',
  'date-differs',
  'wanted-there',
  'refused',
  'unclear',
  'by-hand',
  'undone',
  'passed',
  'nothing',
  'no-number',
] as const;
export type ToldState = (typeof TOLD_STATES)[number];

/** States of messages that the other system has. */
export const TAKEN_STATES = ['told', 'date-differs', 'wanted-there'] as const satisfies readonly ToldState[];
/** States that a person has to look at. */
export const DIFFERING_STATES = [
  'date-differs',
  'wanted-there',
  'refused',
  'unclear',
  'by-hand',
  'no-number',
] as const satisfies readonly ToldState[];

const SeenSchema = z.object({
  item: z.object({ isOut: z.boolean(), dueAt: InstantSchema.nullable() }).nullable(),
  patron: z
    .object({ hasItem: z.boolean().nullable(), owedMinor: z.number().nullable(), holds: z.number().nullable() })
    .nullable(),
});

/** Data that is kept beside a message. */
export const ToldBodySchema = z.object({
  /** When it was handed over last. */
  askedAt: InstantSchema.optional(),
  /** How things stood there before. */
  before: SeenSchema.optional(),
  /** The due date there, where it differs. */
  there: InstantSchema.optional(),
  place: z.string().nullable().optional(),
  why: z.enum(REFUSALS).optional(),
  text: z.string().optional(),
  /** Its id of the loan there. */
  loan: z.string().optional(),
});
export type ToldBody = z.infer<typeof ToldBodySchema>;

/** A message of the outbox. */
export type OutboxRow = {
  readonly connector: string;
  readonly act: string;
  readonly part: number;
  readonly kind: string;
  readonly position: number;
  readonly at: Instant;
  readonly item: string | null;
  readonly patron: string | null;
  readonly state: ToldState;
  readonly tries: number;
  readonly toldAt: Instant | null;
  readonly body: ToldBody;
};

/** The row of the table as a message. */
export function toOutboxRow(row: Tables['connector_act']): OutboxRow {
  const state = TOLD_STATES.find((one) => one === row.state) ?? 'unclear';
  return {
    connector: row.connector,
    act: row.act_id,
    part: Number(row.part),
    kind: row.kind,
    position: Number(row.position),
    at: Number(row.at),
    item: row.item_id,
    patron: row.patron_id,
    state,
    tries: Number(row.tries),
    toldAt: row.told_at === null ? null : Number(row.told_at),
    body: ToldBodySchema.parse(JSON.parse(row.body)),
  };
}

/** A claim on a connector, in case its process dies. */
const CLAIM_MS: Millis = 120_000;
/** Nothing is changed there later than so long after the claim was renewed: with the longest patience, its answer comes within the claim. */
export const LAST_CHANGE_MS: Millis = 60_000;

/** Adds one, which gets messages of acts from now on. Throws HF-CONNECT-002. */
export async function addConnector(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { name, settings }: { readonly name: string; readonly settings: ConnectorSettings },
): Promise<void> {
  await store.write(async (tx) => {
    const known = await tx.db.selectFrom('connector').select('name').where('name', '=', name).executeTakeFirst();
    if (known !== undefined) throw new HoldfastError('HF-CONNECT-002', { name });
    const { position, epoch } = await readHead(tx);
    const now = clock.now();
    await tx.db
      .insertInto('connector')
      .values({
        name,
        kind: settings.kind,
        settings: JSON.stringify(settings.of),
        created_at: now,
        position,
        epoch,
        paused: 0,
        claimed_by: null,
        claimed_until: 0,
        ...notReachedYet(now),
        pulled: settings.of.learns ? JSON.stringify({ learnsFrom: now } satisfies Pulled) : null,
      })
      .execute();
  });
}

/** Until it is reached for the first time, it counts as one that is away. */
const notReachedYet = (now: Instant) => ({ failures: 1, state_since: now, failed_why: 'not reached yet', next_at: 0 });

/** Sets how one is reached; waiting messages go on waiting. Throws HF-CONNECT-001, and HF-CONNECT-004 where it is of another kind. */
export async function changeSettings(
  tx: WriteTx,
  { name, settings, now }: { readonly name: string; readonly settings: ConnectorSettings; readonly now: Instant },
): Promise<void> {
  await tx.lock([`connector:${name}`]);
  const kind = await kindOf(tx, name);
  if (kind !== settings.kind) throw new HoldfastError('HF-CONNECT-004', { name, kind });
  if (settings.of.learns && (await readPulled(tx, name)).learnsFrom === undefined)
    await writePulled(tx, name, { learnsFrom: now });
  await tx.db
    .updateTable('connector')
    .set({ settings: JSON.stringify(settings.of), ...notReachedYet(now) })
    .where('name', '=', name)
    .execute();
}

/** The kind of one, whether its settings can be read or not. Throws HF-CONNECT-001. */
export async function kindOf({ db }: ReadTx, name: string): Promise<string> {
  const row = await db.selectFrom('connector').select('kind').where('name', '=', name).executeTakeFirst();
  if (row === undefined) throw new HoldfastError('HF-CONNECT-001', { name });
  return row.kind;
}

function toConnector(row: Tables['connector']): Connector {
  if (!isConnectorKind(row.kind)) throw new HoldfastError('HF-CONNECT-003', { why: row.kind });
  return {
    name: row.name,
    settings: readSettings(row.kind, JSON.parse(row.settings)),
    position: Number(row.position),
    epoch: row.epoch,
    isPaused: Number(row.paused) === 1,
    nextAt: Number(row.next_at),
    failures: Number(row.failures),
    stateSince: Number(row.state_since),
    failedWhy: row.failed_why,
    loansFault: parsePulled(row.pulled).loansFault ?? null,
  };
}

/** All of them by name. */
export async function readConnectors({ db }: ReadTx): Promise<readonly Connector[]> {
  return (await db.selectFrom('connector').selectAll().orderBy('name').execute()).map(toConnector);
}

/** Throws HF-CONNECT-001 where there is none. */
export async function requiredConnector({ db }: ReadTx, name: string): Promise<Connector> {
  const row = await db.selectFrom('connector').selectAll().where('name', '=', name).executeTakeFirst();
  if (row === undefined) throw new HoldfastError('HF-CONNECT-001', { name });
  return toConnector(row);
}

/** Takes one away, with its untold messages. Throws HF-CONNECT-001. */
export async function removeConnector(tx: WriteTx, name: string): Promise<void> {
  await tx.lock([`connector:${name}`]);
  await kindOf(tx, name);
  await tx.db.deleteFrom('connector_act').where('connector', '=', name).execute();
  await tx.db.deleteFrom('connector_loan').where('connector', '=', name).execute();
  await tx.db.deleteFrom('connector').where('name', '=', name).execute();
}

/** Stops telling one, or goes on. Throws HF-CONNECT-001. */
export async function pauseConnector(tx: WriteTx, name: string, isPaused: boolean): Promise<void> {
  await tx.lock([`connector:${name}`]);
  await kindOf(tx, name);
  await tx.db
    .updateTable('connector')
    .set({ paused: isPaused ? 1 : 0, next_at: 0 })
    .where('name', '=', name)
    .execute();
}

type Claiming = { readonly name: string; readonly owner: string; readonly now: Instant };

/** Takes a connector for this process; null where another has it, it is paused, or waits after a failure. */
export async function claimConnector(tx: WriteTx, { name, owner, now }: Claiming): Promise<Connector | null> {
  await tx.lock([`connector:${name}`]);
  const row = await tx.db.selectFrom('connector').selectAll().where('name', '=', name).executeTakeFirst();
  if (row === undefined || Number(row.paused) === 1 || Number(row.next_at) > now) return null;
  if (row.claimed_by !== owner && Number(row.claimed_until) > now) return null;
  await setClaim(tx, { name, owner, now });
  return toConnector(row);
}

/** Goes on with a claim before each exchange. Throws ClaimLostError where another process has it, or a person paused or removed it. */
export async function keepClaim(tx: WriteTx, claiming: Claiming): Promise<void> {
  const { name, owner } = claiming;
  await tx.lock([`connector:${name}`]);
  const row = await tx.db
    .selectFrom('connector')
    .select(['claimed_by', 'paused'])
    .where('name', '=', name)
    .executeTakeFirst();
  if (row?.claimed_by !== owner || Number(row.paused) === 1) throw new ClaimLostError(name);
  await setClaim(tx, claiming);
}

/** Another process has the connector by now, or it is paused. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';
}

async function setClaim({ db }: WriteTx, { name, owner, now }: Claiming): Promise<void> {
  await db
    .updateTable('connector')
    .set({ claimed_by: owner, claimed_until: now + CLAIM_MS })
    .where('name', '=', name)
    .execute();
}

/** Lets one go. */
export async function releaseConnector({ db }: WriteTx, { name, owner }: Omit<Claiming, 'now'>): Promise<void> {
  await db
    .updateTable('connector')
    .set({ claimed_by: null, claimed_until: 0 })
    .where('name', '=', name)
    .where('claimed_by', '=', owner)
    .execute();
}

const FIRST_AGAIN_MS: Millis = 1_000;
const LAST_AGAIN_MS: Millis = 60_000;

type Failed = Claiming & { readonly why: string; readonly pauseMs: Millis; readonly random: Random };

/** Notes that one was not reached: it is tried again, ever more rarely, not before the pause that it asks for, and not by all at the same moment. */
export async function noteFailure(tx: WriteTx, { name, owner, now, why, pauseMs, random }: Failed): Promise<void> {
  await tx.lock([`connector:${name}`]);
  const row = await tx.db.selectFrom('connector').selectAll().where('name', '=', name).executeTakeFirst();
  const isOfAnother = row?.claimed_by !== owner && Number(row?.claimed_until) > now;
  if (row === undefined || isOfAnother) return;
  const failures = Number(row.failures) + 1;
  const wait = Math.max(Math.min(FIRST_AGAIN_MS * 2 ** Math.min(failures - 1, 20), LAST_AGAIN_MS), pauseMs);
  await tx.db
    .updateTable('connector')
    .set({
      failures,
      failed_why: why,
      state_since: Number(row.failures) === 0 ? now : Number(row.state_since),
      next_at: now + Math.round(wait * (1 + random.fraction() / 4)),
    })
    .where('name', '=', name)
    .execute();
}

/** Notes that one is reached. */
export async function noteReached(tx: WriteTx, { name, now }: Pick<Claiming, 'name' | 'now'>): Promise<void> {
  await tx.db
    .updateTable('connector')
    .set({ failures: 0, failed_why: null, state_since: now, next_at: 0 })
    .where('name', '=', name)
    .where('failures', '>', 0)
    .execute();
}

/** Writes how a message stands. */
export async function putRow({ db }: WriteTx, { connector, act, part, state, tries, body }: OutboxRow): Promise<void> {
  await db
    .updateTable('connector_act')
    .set({ state, tries, body: JSON.stringify(body) })
    .where('connector', '=', connector)
    .where('act_id', '=', act)
    .where('part', '=', part)
    .execute();
}

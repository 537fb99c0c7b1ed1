// Opens the files of a desk: the folder's lock, the keys, the ledger and its identity. The first time it enrols. [I1]

import { existsSync, mkdirSync, statSync } from 'node:fs';
import { v4 } from 'uuid';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { streamOf, type StreamId } from '../../shared/core/ids.ts';
import type { Clock, Random, Timers } from '../../shared/core/ports.ts';
import { testDatabaseCipher } from '../../db/open/cipher-test.ts';
import { acquireOwnerLock, type OwnerLock } from '../../db/open/owner-lock.ts';
import type { KeyStore, SeqMark } from '../../db/keys/key-store.ts';
import { testComputing } from '../../db/keys/self-test.ts';
import { isBehindCopy, needsNewStream } from '../../db/keys/needs-new-stream.ts';
import { DESK_SECRETS, openSecrets, type DeskSecrets } from '../../db/keys/open-secrets.ts';
import { ED25519, type Signer, type Signing } from '../../db/keys/signing.ts';
import { keepEnrolGrant } from '../../db/ledger/enrol-grant.ts';
import { openGuardedLedger, refuseDamaged } from '../../db/ledger/guarded-ledger.ts';
import { readIdentity, writeIdentity, type Identity } from '../../db/ledger/identity.ts';
import { losses, noteFound, noteLoss } from '../../db/ledger/losses.ts';
import { emptyLog, ledgerPath, openLedger, type LedgerWriter } from '../../db/ledger/open-ledger.ts';
import type { LastSeqs } from '../../db/ledger/queue.ts';
import { currentStream, startStream, streams } from '../../db/ledger/streams.ts';
import { listGenerations } from '../../db/replica/generations.ts';
import { enrolDesk } from './enrol.ts';
import { ServerClient, type Fetch } from './link/server-client.ts';
import type { CoreConfig } from './messages.ts';

export type DeskFiles = {
  readonly lock: OwnerLock;
  readonly keyStore: KeyStore;
  readonly secrets: DeskSecrets;
  readonly signer: Signer;
  readonly ledger: LedgerWriter;
  readonly identity: Identity;
  readonly client: ServerClient;
};

export type OpenContext = {
  readonly config: CoreConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly fetch: Fetch;
  readonly keyStoreOf: (dir: string) => KeyStore;
  /** How acts are signed; absent = as everywhere but in a simulation. */
  readonly signing?: Signing;
};

/** Opens the files of a desk. Throws a HoldfastError with the fault and the remedy; nothing is changed then. */
export async function openDeskFiles(context: OpenContext): Promise<DeskFiles> {
  const { dataDir } = context.config;
  testComputing();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = acquireOwnerLock(dataDir);
  try {
    testDatabaseCipher(dataDir);
    const keyStore = context.keyStoreOf(dataDir);
    const isNew = await isNewDesk(dataDir, keyStore);
    if (isNew && context.config.code === null) throw new HoldfastError('HF-ENROL-007', { dir: dataDir });
    const saved = await openSecrets({
      store: keyStore,
      kinds: DESK_SECRETS,
      random: context.random,
      dir: dataDir,
      mayMint: isNew,
    });
    const secrets = isNew ? await withFreshPepper(keyStore, saved, context.random) : saved;
    const mark = await keyStore.loadMark();
    return { lock, keyStore, secrets, ...(await openIdentity(context, secrets, { isNew, mark })) };
  } catch (error) {
    lock.close();
    throw error;
  }
}

/**
 * Whether a folder holds no desk yet. Throws HF-DB-016 where a desk has worked in it and its ledger is not there, or HF-DB-002 where nothing
 * is left in it: acts may be missing with it, and joining anew would hide that.
 */
async function isNewDesk(dir: string, keyStore: KeyStore): Promise<boolean> {
  const path = ledgerPath(dir);
  const size = existsSync(path) ? statSync(path).size : null;
  if (size !== null && size > 0) return false;
  const hasWorked = listGenerations(dir).length > 0 || (await keyStore.loadMark()) !== null;
  if (hasWorked) throw new HoldfastError(size === null ? 'HF-DB-016' : 'HF-DB-002', { path });
  if (size !== null) throw new HoldfastError('HF-ENROL-008');
  return true;
}

/** A pepper that was shown to a server which then did not take this desk, or was another one, is not shown to the next. */
async function withFreshPepper(keyStore: KeyStore, saved: DeskSecrets, random: Random): Promise<DeskSecrets> {
  const secrets = { ...saved, pepper: random.bytes(32) };
  await keyStore.save(secrets);
  return secrets;
}

async function openIdentity(
  context: OpenContext,
  secrets: DeskSecrets,
  { isNew, mark }: { readonly isNew: boolean; readonly mark: SeqMark | null },
): Promise<Pick<DeskFiles, 'ledger' | 'identity' | 'client' | 'signer'>> {
  const { config } = context;
  const signer = (context.signing ?? ED25519).signer(secrets.deskPrivateKey);
  const enrolled = isNew ? await enrol(context, secrets, signer) : null;
  const path = ledgerPath(config.dataDir);
  const { ledger, loss, log } = isNew
    ? { ledger: openLedger(path, secrets.ledgerKey, 'create'), loss: null, log: null }
    : openGuardedLedger(path, secrets.ledgerKey, mark);
  try {
    refuseDamaged(ledger);
    if (enrolled !== null) {
      keepEnrolGrant(ledger, enrolled.signed);
      writeIdentity(ledger, enrolled.identity);
      // From here on the file itself names its desk.
      emptyLog(ledger);
    }
    if (loss !== null) noteLoss(ledger, loss, { at: context.clock.now(), log });
    const identity = followServerUrl(ledger, config.central, mark !== null);
    const client = enrolled?.client ?? clientFor(identity.serverUrl, context);
    return { ledger, identity, client, signer };
  } catch (error) {
    ledger.close();
    throw error;
  }
}

async function enrol(context: OpenContext, secrets: DeskSecrets, signer: Signer) {
  const { central: serverUrl, code } = context.config;
  if (serverUrl === null || code === null) throw new HoldfastError('HF-ENROL-007', { dir: context.config.dataDir });
  const client = clientFor(serverUrl, context);
  const { pepper } = secrets;
  const { token, ...enrolled } = await enrolDesk({
    client,
    serverUrl,
    code,
    signer,
    pepper,
    now: context.clock.now(),
  });
  client.useToken(token);
  return { ...enrolled, client };
}

/**
 * The identity, with the server's address as it was given this time. Where a desk has worked, the error does not tell
 * staff to move its folder away.
 */
function followServerUrl(ledger: LedgerWriter, central: string | null, hasWorked: boolean): Identity {
  const identity = readIdentity(ledger);
  if (identity === null && hasWorked) throw new HoldfastError('HF-DB-060', { path: `${ledger.path}-wal` });
  if (identity === null) throw new HoldfastError('HF-ENROL-008');
  if (central === null || central === identity.serverUrl) return identity;
  const moved = { ...identity, serverUrl: central };
  writeIdentity(ledger, moved);
  return moved;
}

function clientFor(serverUrl: string, { clock, timers, fetch }: OpenContext): ServerClient {
  refuseBadServer(serverUrl);
  return new ServerClient({ baseUrl: serverUrl, mono: () => clock.mono(), timers, fetch });
}

/** Throws HF-ENROL-013 for an address to which only its beginning is lacking, HF-ENROL-009 for anything else that is none. */
export function refuseBadServer(url: string): void {
  if (isAllowedServer(url)) return;
  const lacksOnlyScheme = /^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?(\/\S*)?$/i.test(url);
  if (!lacksOnlyScheme) throw new HoldfastError('HF-ENROL-009', { url });
  const onThisComputer = `http://${url}`;
  throw new HoldfastError('HF-ENROL-013', {
    url,
    whole: isAllowedServer(onThisComputer) ? onThisComputer : `https://${url}`,
  });
}

/** Patron data goes over TLS, except to this computer itself. */
function isAllowedServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

type Moment = Pick<OpenContext, 'clock' | 'random'>;

/**
 * Starts a stream where the ledger has none, or is an older copy of itself: the key store or the copy of the library has later acts.
 * `confirmed`: the last seq of each stream that the copy holds.
 */
export async function ensureStream(files: DeskFiles, confirmed: LastSeqs, { clock, random }: Moment): Promise<void> {
  const mark = await files.keyStore.loadMark();
  const known = streams(files.ledger);
  const current = known.at(-1);
  const isRekeyed = current?.publicKey !== files.signer.publicKey;
  const isBehind = current !== undefined && isBehindCopy(current, confirmed);
  noteFound(files.ledger, () => confirmed);
  if (isRekeyed || isBehind || hasLost(files.ledger, current?.stream) || needsNewStream(mark, known)) {
    beginStream(files, { clock, random });
    // The mark is of a stream that nothing follows in.
    await keepFirstMark(files);
  }
  if (mark === null) await keepFirstMark(files);
}

/**
 * Whether the stream in use has lost acts: their numbers are taken, and the server or another desk may have them. [I4]
 */
function hasLost(ledger: LedgerWriter, current: StreamId | undefined): boolean {
  return losses(ledger).some(({ stream }) => stream === current);
}

/** From the first start on the key store records that a desk works here, also one without acts: a lost ledger is noticed then. */
async function keepFirstMark({ ledger, keyStore }: DeskFiles): Promise<void> {
  const current = currentStream(ledger);
  if (current === null) return;
  try {
    await keyStore.saveMark({ stream: current.stream, seq: current.lastSeq });
  } catch {
    // It is written with the next act.
  }
}

/** Starts a new stream; its first act will name the one it replaces. [I4] */
export function beginStream(files: Pick<DeskFiles, 'ledger' | 'identity' | 'signer'>, { clock, random }: Moment): void {
  const { identity, signer } = files;
  const stream = streamOf(identity.deskId, v4({ random: random.bytes(16) }));
  startStream(files.ledger, { stream, deskId: identity.deskId, publicKey: signer.publicKey, at: clock.now() });
}

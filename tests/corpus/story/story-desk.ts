// Desks of the story. One records with the recorder of the program, into a ledger of its own; one seals by hand acts that no desk of this version
// writes: stated times, commands and versions of later programs, wrong clocks.

import { join } from 'node:path';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { openLedger } from '../../../db/ledger/open-ledger.ts';
import { startStream } from '../../../db/ledger/streams.ts';
import { ActRecorder, type ActRequest } from '../../../electron/core/act-recorder.ts';
import type { NotedRefusal } from '../../../shared/circ/model/refusal.ts';
import { actId, branchId, deskId, ruleSetVersion, staffId, streamId, type ActId } from '../../../shared/core/ids.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { argsDigest, bodyHash, ZERO_HASH, type Envelope, type EnvelopeBody } from '../../../shared/wire/envelope.ts';
import { TEST_PEPPER } from '../../contract/server/support/test-desk.ts';
import type { KeptDesk } from '../corpus.ts';
import { fixedRandom } from './fixed-random.ts';
import { LIBRARY } from './library.ts';

export type StoryDesk = {
  readonly kept: KeptDesk;
  /** Everything that it recorded, in that order. */
  readonly envelopes: readonly Envelope[];
  readonly stream: () => string;
  readonly newStream: () => void;
};

/** Fields of an act of the story beside its name, arguments and result; the rest is the desk's own. */
export type ActMore = Partial<Omit<ActRequest, 'name' | 'args' | 'told' | 'staffId' | 'saw'>> & {
  readonly staff?: string;
  readonly saw?: ActId | null;
};

export type RecordingDesk = StoryDesk & {
  readonly act: (name: ActRequest['name'], args: unknown, told: unknown, more?: ActMore) => ActId;
  /** Refusals that ride with the next act. */
  readonly turnAway: (refusals: readonly NotedRefusal[]) => void;
};

export type Place = { readonly dir: string; readonly clock: Clock };

const keyOf = (name: string) => makeSigner(newPrivateKey(fixedRandom(`key of ${name}`)));

function keptDesk(name: string, branch: string, status: KeptDesk['status'] = 'active'): KeptDesk {
  const { publicKey } = keyOf(name);
  return { id: `desk-${name}`, name, branch, status, publicKey, pepper: TEST_PEPPER.toString('base64') };
}

/** A desk with the recorder and the ledger of the program. */
export function recordingDesk(
  { dir, clock }: Place,
  name: string,
  branch = 'main',
  status: KeptDesk['status'] = 'active',
): RecordingDesk {
  const kept = keptDesk(name, branch, status);
  const random = fixedRandom(`desk ${name}`);
  const signer = keyOf(name);
  const ledger = openLedger(join(dir, `${name}.db`), new Uint8Array(32).fill(7), 'create');
  const envelopes: Envelope[] = [];
  let streams = 0;
  let riding: readonly NotedRefusal[] = [];
  const newStream = () => {
    streams += 1;
    const stream = streamId(`stream-${name}-${streams}`);
    startStream(ledger, { stream, deskId: deskId(kept.id), publicKey: kept.publicKey, at: clock.now() });
  };
  newStream();
  const recorder = new ActRecorder({
    ledger,
    identity: {
      deskId: deskId(kept.id),
      deskName: name,
      branch: branchId(branch),
      system: branchId(branch),
      library: { id: LIBRARY, name: 'Corpus', zone: 'UTC', currency: 'USD' },
      serverUrl: 'https://central.invalid/',
      serverKey: '',
      epoch: 'epoch-1',
      enrolledAt: 0,
    },
    signer,
    clock,
    computerClock: { now: () => clock.now() - 2_000, mono: () => 5_000 },
    random,
    bootId: `boot-${name}`,
    readOffset: () => ({ offsetMs: 2_000, offsetAgeMs: 30_000, offsetErrorMs: 12 }),
    basis: () => ({ epoch: 'epoch-1', pos: 7, rulesVersion: ruleSetVersion('rules-1') }),
    confirmed: () => ({}),
    startNewStream: newStream,
    callId: () => null,
    refusals: { ride: () => ({ refusals: riding, setting: null, done: () => (riding = []) }) },
    onRecorded: ({ envelope }) => envelopes.push(envelope),
  });
  return {
    kept,
    envelopes,
    stream: () => `stream-${name}-${streams}`,
    newStream,
    turnAway: (refusals) => {
      riding = refusals;
    },
    act: (name_, args, told, { staff = 'clerk', saw = null, policies = [], ...more } = {}) =>
      recorder.record(parseRequest({ name: name_, args, told, staffId: staffId(staff), saw, policies, ...more })),
  };
}

/** The story fixes the fields of each act; its schemas check them where it is read. */
const parseRequest = (request: unknown) => request as ActRequest;

/** Parts of a body that differ from those of an ordinary act. */
export type Sealed = Partial<EnvelopeBody> & {
  readonly name: string;
  readonly args: unknown;
  readonly overrideReason?: string;
  /** Fields that this version does not know. */
  readonly later?: Readonly<Record<string, unknown>>;
};

export type SealingDesk = StoryDesk & { readonly seal: (sealed: Sealed) => ActId };

/** A desk whose acts are sealed by hand. */
export function sealingDesk({ clock }: Pick<Place, 'clock'>, name: string): SealingDesk {
  const kept = keptDesk(name, 'main');
  const signer = keyOf(name);
  const random = fixedRandom(`desk ${name}`);
  const envelopes: Envelope[] = [];
  let streams = 1;
  let last = { seq: 0, hash: ZERO_HASH };
  let after: EnvelopeBody['after'];
  const stream = () => streamId(`stream-${name}-${streams}`);
  return {
    kept,
    envelopes,
    stream,
    newStream: () => {
      if (last.seq > 0) after = { stream: stream(), seq: last.seq, hash: last.hash };
      streams += 1;
      last = { seq: 0, hash: ZERO_HASH };
    },
    seal: ({ args: command, overrideReason, later = {}, ...more }) => {
      const args = JSON.stringify({ command, ...(overrideReason === undefined ? {} : { overrideReason }) });
      const salt = Buffer.from(random.bytes(16)).toString('hex');
      const id = actId(Buffer.from(random.bytes(16)).toString('hex'));
      const body: EnvelopeBody = {
        deskId: deskId(kept.id),
        stream: stream(),
        seq: last.seq + 1,
        id,
        ...(after === undefined ? {} : { after }),
        branch: branchId('main'),
        channel: 'desk',
        version: 1,
        argsDigest: argsDigest(salt, args),
        staffId: staffId('clerk'),
        occurred: {
          wall: clock.now(),
          mono: 1,
          bootId: `boot-${name}`,
          offsetMs: 0,
          offsetAgeMs: 0,
          offsetErrorMs: 10,
        },
        basis: { epoch: 'epoch-1', pos: 7, rulesVersion: null },
        told: { decision: 'done', reasons: [] },
        prevHash: last.hash,
        ...more,
      };
      const text = JSON.stringify({ ...body, ...later });
      envelopes.push({ body: text, signature: signer.sign(text), args, salt });
      last = { seq: body.seq, hash: bodyHash(text) };
      after = undefined;
      return body.id;
    },
  };
}

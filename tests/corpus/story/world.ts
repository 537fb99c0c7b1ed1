// The server of the story, and the requests to it. Every request is kept, with its answer.

import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { ownRequest, type OwnDeed } from '../../../server/schedule/own-desk.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Store } from '../../../server/store/store.ts';
import { OWN_DESK } from '../../../shared/circ/own-desk.ts';
import { required } from '../../../shared/core/assert.ts';
import type { ExceptionId } from '../../../shared/core/ids.ts';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import type { CommandsRequest } from '../../../shared/wire/commands.ts';
import type { Envelope } from '../../../shared/wire/envelope.ts';
import type { Delivery, KeptDesk } from '../corpus.ts';
import { bodyOf, deliver, type StoppedClock } from '../replay.ts';
import { fixedRandom } from './fixed-random.ts';
import { recordingDesk, sealingDesk, type RecordingDesk, type SealingDesk, type StoryDesk } from './story-desk.ts';

export type World = {
  readonly store: Store;
  readonly clock: StoppedClock;
  /** A, B and C are desks of this version: A and C at one branch, B at the other. */
  readonly a: RecordingDesk;
  readonly b: RecordingDesk;
  readonly c: RecordingDesk;
  /** Was revoked before it sent anything. */
  readonly revoked: RecordingDesk;
  readonly sealing: SealingDesk;
  readonly deliveries: Delivery[];
  readonly own: { readonly kept: KeptDesk; readonly envelopes: Envelope[] };
  /** Lets a minute pass. */
  readonly pass: (minutes?: number) => void;
  /** Sends a desk's unsent acts. */
  readonly send: (desk: StoryDesk, more?: Partial<Pick<Delivery, 'withoutArgs' | 'policies'>>) => Promise<void>;
  /** The server's own desk does something. */
  readonly ownDeeds: (deeds: readonly OwnDeed[]) => Promise<void>;
  /** Open exceptions of a code. */
  readonly openOf: (code: string) => Promise<ExceptionId[]>;
};

const ownSigner = () => makeSigner(newPrivateKey(fixedRandom('key of the server')));

/** The desks, before the server knows them. */
export function openDesks(place: { readonly dir: string; readonly clock: StoppedClock }) {
  const envelopes: Envelope[] = [];
  const own: KeptDesk = {
    id: OWN_DESK,
    name: 'Server',
    branch: '',
    status: 'server',
    publicKey: ownSigner().publicKey,
    pepper: '',
  };
  return {
    a: recordingDesk(place, 'A'),
    b: recordingDesk(place, 'B', 'east'),
    c: recordingDesk(place, 'C'),
    revoked: recordingDesk(place, 'R', 'main', 'revoked'),
    sealing: sealingDesk(place, 'S'),
    own: { kept: own, envelopes },
  };
}

export function openWorld(store: Store, clock: StoppedClock, desks: ReturnType<typeof openDesks>): World {
  const deliveries: Delivery[] = [];
  const sent = new Map<string, number>();
  const random = fixedRandom('the server');
  return {
    store,
    clock,
    ...desks,
    deliveries,
    pass: (minutes = 1) => {
      clock.at += minutes * 60_000;
    },
    send: async (desk, { withoutArgs = [], policies = [] } = {}) => {
      clock.at += 60_000;
      const already = sent.get(desk.kept.id) ?? 0;
      const rest = desk.envelopes.slice(already);
      sent.set(desk.kept.id, desk.envelopes.length);
      for (const [stream, some] of Map.groupBy(rest, (envelope) => bodyOf(envelope).stream)) {
        const seqs = some.map((envelope) => bodyOf(envelope).seq);
        const delivery = {
          desk: desk.kept.id,
          stream,
          now: clock.at,
          ledgerSeq: Math.max(...seqs),
          left: 0,
          from: Math.min(...seqs),
          to: Math.max(...seqs),
          withoutArgs,
          policies,
        };
        const receipts = await deliver({ store, clock }, delivery, desk.envelopes);
        deliveries.push({ ...delivery, receipts });
      }
    },
    ownDeeds: async (deeds) => {
      clock.at += 60_000;
      const made: CommandsRequest[] = [];
      const runner = createCommandRunner({ store, clock });
      const answer = await runner.runOwn(async (tx) => {
        const request = await ownRequest(tx, deeds, { signer: ownSigner(), random, now: clock.at });
        if (request !== null) made.push(request);
        return request;
      });
      const { stream, ledgerSeq, envelopes, policies } = required(made[0], () => 'nothing was to do');
      desks.own.envelopes.push(...envelopes);
      const [first] = envelopes.map((envelope) => bodyOf(envelope).seq);
      const from = required(first, () => 'nothing was done');
      const delivery = { desk: OWN_DESK, stream, now: clock.at, ledgerSeq, left: 0, from, to: ledgerSeq };
      deliveries.push({ ...delivery, withoutArgs: [], policies, receipts: answer?.receipts ?? [] });
    },
    openOf: async (code) => {
      const rows = await store.read((tx) => readAllRows(tx, 'exception'));
      return rows.filter((row) => row.code === code && row.state === 'open').map(({ id }) => id);
    },
  };
}

// A desk for tests of the server: real keys, real envelopes, a chain of its own. It keeps its acts, so that a test can send any part of them again,
// in any order, or spoil them.

import { createHash, randomUUID } from 'node:crypto';
import { required } from '../../../../shared/core/assert.ts';
import { makeSigner, newPrivateKey, type Signer } from '../../../../db/keys/signing.ts';
import {
  actId,
  branchId,
  deskId,
  itemId,
  loanId,
  patronId,
  ruleSetVersion,
  shiftId,
  staffId,
  streamId,
  titleId,
  type ActId,
  type DeskId,
  type StreamId,
} from '../../../../shared/core/ids.ts';
import type { LoanCharges } from '../../../../shared/circ/model/loan.ts';
import type { ItemFields } from '../../../../shared/circ/model/item-fields.ts';
import type { TitleFields } from '../../../../shared/circ/model/title-fields.ts';
import type { PatronFields } from '../../../../shared/circ/model/patron-fields.ts';
import { ZERO_HASH, type Envelope, type EnvelopeBody, type PhoneProof } from '../../../../shared/wire/envelope.ts';
import type { CommandsRequest } from '../../../../shared/wire/commands.ts';
import type { Store } from '../../../../server/store/store.ts';
import { testPolicyHash } from './test-library.ts';

/** Fields of an act besides its name; all others are those of a desk with a right clock. */
export type ActOptions = {
  /** The shift that it was made in. */
  readonly shift?: string;
  readonly id?: string;
  /** Refusals that ride with it. */
  readonly refused?: EnvelopeBody['refused'];
  /** Acts that its ledger had lost before. */
  readonly lost?: EnvelopeBody['lost'];
  readonly at: number;
  readonly saw?: string;
  /** Up to where its copy was complete. */
  readonly pos?: number;
  readonly stated?: EnvelopeBody['stated'];
  readonly overrides?: readonly string[];
  /** The night grant on which something was overridden, with the owed money that was set aside. */
  readonly grant?: { readonly grantId: string; readonly grantMinor: number };
  /** The second person, and the code by phone that was their word. */
  readonly second?: { readonly authoriserId: string; readonly phone?: PhoneProof };
  readonly reasons?: readonly string[];
  readonly rulesVersion?: string | null;
  readonly staff?: string | null;
  readonly version?: number;
  readonly name?: string;
  readonly branch?: string;
  readonly offsetAgeMs?: number | null;
  readonly offsetErrorMs?: number;
};

export type TestDesk = ReturnType<typeof createTestDesk>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const random = {
  bytes: (count: number) => globalThis.crypto.getRandomValues(new Uint8Array(count)),
  fraction: () => 0.5,
};

/** A desk at a branch; `enrolDesk` makes the server know it. */
export function createTestDesk(
  name: string,
  branch = 'main',
  stream: string = `stream-${name}-${randomUUID()}`,
  identity: { readonly deskId: DeskId; readonly signer: Signer } | null = null,
) {
  const signer = identity?.signer ?? makeSigner(newPrivateKey(random));
  const desk = identity?.deskId ?? deskId(`desk-${name}`);
  const ledger: Envelope[] = [];
  let current: StreamId = streamId(stream);
  let last = { seq: 0, hash: ZERO_HASH };
  let lastAt = 0;
  let after: EnvelopeBody['after'];

  const record = (command: string, given: { args: unknown; told: unknown }, options: ActOptions): ActId => {
    const id = actId(options.id ?? randomUUID());
    const args = JSON.stringify({ command: given.args });
    const salt = randomUUID().replaceAll('-', '');
    const body: EnvelopeBody = {
      deskId: desk,
      stream: current,
      seq: last.seq + 1,
      id,
      ...(after === undefined ? {} : { after }),
      ...(options.lost === undefined ? {} : { lost: options.lost }),
      branch: branchId(options.branch ?? branch),
      channel: 'desk',
      name: options.name ?? command,
      version: options.version ?? 1,
      argsDigest: sha256(salt + args),
      staffId: options.staff === null ? null : staffId(options.staff ?? 'staff-desk'),
      ...(options.shift === undefined ? {} : { shiftId: shiftId(options.shift) }),
      ...(options.overrides === undefined
        ? {}
        : { override: { codes: [...options.overrides], ...options.grant, ...secondOf(options) } }),
      occurred: {
        wall: options.at,
        mono: options.at,
        bootId: 'boot',
        offsetMs: 0,
        offsetAgeMs: options.offsetAgeMs === undefined ? 0 : options.offsetAgeMs,
        offsetErrorMs: options.offsetErrorMs ?? 10,
      },
      ...(options.stated === undefined ? {} : { stated: options.stated }),
      basis: {
        epoch: 'e',
        pos: options.pos ?? 0,
        rulesVersion: options.rulesVersion === null ? null : ruleSetVersion(options.rulesVersion ?? 'rules-1'),
        ...(options.saw === undefined ? {} : { saw: actId(options.saw) }),
      },
      ...(options.refused === undefined ? {} : { refused: options.refused }),
      told: given.told,
      prevHash: last.hash,
    };
    const text = JSON.stringify(body);
    ledger.push({ body: text, signature: signer.sign(text), args, salt });
    last = { seq: body.seq, hash: sha256(text) };
    lastAt = options.at;
    after = undefined;
    return id;
  };

  const told = (options: ActOptions) => ({ decision: 'done', reasons: [...(options.reasons ?? [])] });
  const policyRef = (options: { readonly policyHash?: string | undefined; readonly rulesVersion?: string | null }) => ({
    rulesVersion: ruleSetVersion(options.rulesVersion ?? 'rules-1'),
    rowIds: [],
    policyHash: options.policyHash ?? testPolicyHash,
  });

  return {
    name,
    desk,
    branch,
    publicKey: signer.publicKey,
    signer: signer satisfies Signer,
    ledger,
    get stream(): StreamId {
      return current;
    },
    record,
    /** The clock at the last act. */
    lastAt: () => lastAt,
    /** The place and hash of the last act. */
    last: () => last,
    /** Goes on from where another copy of this desk is, as a computer does that its data was copied to. */
    resume: (other: {
      readonly last: () => { readonly seq: number; readonly hash: string };
      readonly stream: StreamId;
    }) => {
      current = other.stream;
      last = other.last();
    },
    /** The envelope of the act recorded at this place of the ledger, from 0. */
    envelope: (index: number): Envelope => required(ledger[index], () => `no act ${index}`),
    /** Goes on in another stream, as a desk does whose ledger was restored. */
    startStream: (next: string = `stream-${name}-${randomUUID()}`, names = true) => {
      if (names && last.seq > 0) after = { stream: current, seq: last.seq, hash: last.hash };
      current = streamId(next);
      last = { seq: 0, hash: ZERO_HASH };
      return ledger.length;
    },
    checkout: (
      item: string,
      patron: string,
      options: ActOptions & {
        dueAt?: number;
        policyHash?: string;
        mintsPatron?: string;
        mintsItem?: string;
        card?: string;
        carriedBy?: string;
        barcode?: string;
        charges?: LoanCharges;
      },
    ): ActId =>
      record(
        'checkout',
        {
          args: {
            patronId: patronId(patron),
            card: options.card ?? options.mintsPatron ?? `card-${options.carriedBy ?? patron}`,
            ...(options.carriedBy === undefined ? {} : { carriedBy: patronId(options.carriedBy) }),
            itemId: itemId(item),
            barcode: options.barcode ?? options.mintsItem ?? `barcode-${item}`,
            mintsPatron: options.mintsPatron !== undefined,
            mintsItem: options.mintsItem === undefined ? null : titleId(`title-of-${options.mintsItem}`),
          },
          told: {
            ...told(options),
            dueAt: options.dueAt ?? options.at + 14 * 86_400_000,
            dueText: 'due',
            policyRef: policyRef(options),
            ...(options.charges === undefined ? {} : { charges: options.charges }),
          },
        },
        options,
      ),
    checkin: (
      item: string,
      options: ActOptions & {
        hold?: string;
        transitTo?: string;
        route?: string;
        mintsItem?: string;
        returnedAt?: number;
        place?: string;
      },
    ): ActId =>
      record(
        'checkin',
        {
          args: {
            itemId: itemId(item),
            barcode: options.mintsItem ?? `barcode-${item}`,
            returnedAt: options.returnedAt ?? null,
            mintsItem: options.mintsItem === undefined ? null : titleId(`title-of-${options.mintsItem}`),
            ...(options.place === undefined ? {} : { place: options.place }),
          },
          told: {
            ...told(options),
            route: options.route ?? 'reshelve',
            holdId: options.hold ?? null,
            transitTo: options.transitTo ?? null,
          },
        },
        options,
      ),
    renew: (item: string, loan: string, patron: string, options: ActOptions & { dueAt?: number }): ActId =>
      record(
        'renew',
        {
          args: { itemId: itemId(item), loanId: loanId(loan), patronId: patronId(patron), barcode: `barcode-${item}` },
          told: {
            ...told(options),
            dueAt: options.dueAt ?? options.at + 14 * 86_400_000,
            dueText: 'due',
            policyRef: policyRef({}),
          },
        },
        options,
      ),
    registerPatron: (patron: string, fields: PatronFields, options: ActOptions): ActId =>
      record('registerPatron', { args: { patronId: patronId(patron), fields }, told: told(options) }, options),
    editPatron: (patron: string, fields: PatronFields, options: ActOptions): ActId =>
      record('editPatron', { args: { patronId: patronId(patron), fields }, told: told(options) }, options),
    editItem: (item: string, fields: ItemFields, options: ActOptions & { barcode?: string }): ActId =>
      record(
        'editItem',
        { args: { itemId: itemId(item), barcode: options.barcode ?? `barcode-${item}`, fields }, told: told(options) },
        options,
      ),
    editTitle: (title: string, fields: TitleFields, options: ActOptions & { barcode?: string }): ActId =>
      record(
        'editTitle',
        { args: { titleId: titleId(title), barcode: options.barcode ?? null, fields }, told: told(options) },
        options,
      ),
    changeDueDate: (item: string, loan: string, patron: string, options: ActOptions & { dueAt: number }): ActId =>
      record(
        'changeDueDate',
        {
          args: {
            itemId: itemId(item),
            loanId: loanId(loan),
            patronId: patronId(patron),
            barcode: `barcode-${item}`,
            reason: 'snow',
          },
          told: { ...told(options), dueAt: options.dueAt, dueText: 'due' },
        },
        options,
      ),
    claimReturned: (item: string, loan: string, patron: string, options: ActOptions): ActId =>
      record(
        'claimReturned',
        {
          args: {
            itemId: itemId(item),
            loanId: loanId(loan),
            patronId: patronId(patron),
            barcode: `barcode-${item}`,
            note: '',
          },
          told: told(options),
        },
        options,
      ),
    undo: (target: ActId, about: { item?: string; patron?: string }, options: ActOptions): ActId =>
      record(
        'undo',
        {
          args: { commandId: target, itemId: about.item ?? null, patronId: about.patron ?? null, titleId: null },
          told: told(options),
        },
        options,
      ),
    resolve: (ids: readonly string[], options: ActOptions & { action?: string; note?: string }): ActId =>
      record(
        'resolveExceptions',
        { args: { ids, action: options.action ?? 'corrected', note: options.note ?? 'done' }, told: told(options) },
        options,
      ),
    /** A request with some of the ledger. Later acts are counted as left to send. */
    request: (from = 0, to: number = ledger.length, more: Partial<CommandsRequest> = {}): CommandsRequest => ({
      stream: current,
      ledgerSeq: last.seq,
      envelopes: ledger.slice(from, to),
      policies: [],
      ...(to > from ? { left: ledger.length - to } : {}),
      ...more,
    }),
  };
}

function secondOf({ second }: ActOptions): Pick<NonNullable<EnvelopeBody['override']>, 'authoriserId' | 'phone'> {
  if (second === undefined) return {};
  const { authoriserId, phone } = second;
  return { authoriserId: staffId(authoriserId), ...(phone === undefined ? {} : { phone }) };
}

/** The pepper of every test desk. */
export const TEST_PEPPER = Buffer.alloc(32, 9);

/** Makes the server know a desk, as enrolment does. */
export async function enrolDesk(
  store: Store,
  desk: { readonly desk: DeskId; readonly name: string; readonly branch: string; readonly publicKey: string },
): Promise<void> {
  await store.write((tx) =>
    tx.upsert('desk', [
      {
        id: desk.desk,
        name: desk.name,
        branch: desk.branch,
        public_key: desk.publicKey,
        pepper: TEST_PEPPER.toString('base64'),
        status: 'active',
        enrolled_at: 0,
        revoked_at: null,
        last_contact_at: null,
        scopes: null,
        closed_at: null,
        silent_since: null,
        released_at: null,
      },
    ]),
  );
}

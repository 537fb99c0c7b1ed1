// A desk that signs real envelopes into a real ledger, with fixed keys and a clock that the test moves.

import {
  actId,
  branchId,
  deskId,
  libraryId,
  policyHash,
  ruleSetVersion,
  staffId,
  streamId,
  type ActId,
} from '../../../../shared/core/ids.ts';
import type { FeeRef, PaymentLine } from '../../../../shared/circ/model/fee.ts';
import type { Random } from '../../../../shared/core/ports.ts';
import { type Policy, hashPolicy } from '../../../../shared/rules/model/policy.ts';
import { argsDigest, type Envelope, type EnvelopeBody } from '../../../../shared/wire/envelope.ts';
import type { Receipt } from '../../../../shared/wire/receipt.ts';
import { makeSigner, newPrivateKey, type Signer } from '../../../../db/keys/signing.ts';
import { appendEnvelope, type Appended } from '../../../../db/ledger/append-envelope.ts';
import { openLedger, type LedgerWriter } from '../../../../db/ledger/open-ledger.ts';
import { currentStream, startStream } from '../../../../db/ledger/streams.ts';

/** Bytes that are the same in every run. */
export function fixedRandom(seed = 1): Random {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
  return { bytes: (count) => Uint8Array.from({ length: count }, next), fraction: () => next() / 256 };
}

export const testKey: Uint8Array = new Uint8Array(32).fill(7);
export const testLibrary = { id: libraryId('lib'), name: 'Test', zone: 'UTC', currency: 'USD' };

export const testPolicy: Policy = {
  grain: 'day',
  period: { n: 14, unit: 'days' },
  maxRenewals: 2,
  overdue: { rateMinor: 25, perMs: 86_400_000, graceMs: 0, maxMinor: 500, closedDays: 'count' },
  lost: {
    afterMs: 30 * 86_400_000,
    bill: 'price',
    defaultPriceMinor: 1_000,
    processingMinor: 500,
    refundWithinMs: null,
    removeProcessing: true,
    chargeOverdue: true,
  },
};
export const testPolicyHash = hashPolicy(testPolicy);

/** Fields of one command; the rest is filled in. */
export type TestCommand = {
  readonly name: string;
  readonly args: unknown;
  readonly told: unknown;
  readonly id?: string;
  readonly saw?: string;
  readonly override?: readonly string[];
};

export type TestDesk = {
  readonly ledger: LedgerWriter;
  readonly signer: Signer;
  at: number;
  build(command: TestCommand): Envelope;
  act(command: TestCommand, policies?: readonly Policy[]): Appended & { readonly id: ActId };
  newStream(stream: string): void;
};

/** A desk whose ledger is the file at `path`, with one stream started. */
export function testDesk(path: string, name = 'A'): TestDesk {
  const signer = makeSigner(newPrivateKey(fixedRandom(name.charCodeAt(0))));
  const ledger = openLedger(path, testKey, 'create');
  const start = (stream: string) =>
    startStream(ledger, { stream: streamId(stream), deskId: deskId(name), publicKey: signer.publicKey, at: desk.at });
  const desk: TestDesk = {
    ledger,
    signer,
    at: Date.UTC(2026, 0, 5, 10),
    build: (command) => buildEnvelope(desk, name, command),
    act: (command, policies) => {
      const envelope = desk.build(command);
      const appended = appendEnvelope(ledger, {
        envelope,
        ...(policies === undefined ? {} : { policies }),
        recordedAt: desk.at,
      });
      return { ...appended, id: parseBody(envelope).id };
    },
    newStream: (stream) => void start(stream),
  };
  if (currentStream(ledger) === null) start(`${name}-1`);
  return desk;
}

export function parseBody(envelope: Envelope): EnvelopeBody {
  return JSON.parse(envelope.body) as EnvelopeBody;
}

function buildEnvelope(desk: TestDesk, name: string, command: TestCommand): Envelope {
  const current = currentStream(desk.ledger);
  if (current === null) throw new Error('no stream');
  const seq = current.lastSeq + 1;
  const salt = '00ff'.repeat(8);
  const args = JSON.stringify({ command: command.args });
  const body: EnvelopeBody = {
    deskId: deskId(name),
    stream: current.stream,
    seq,
    id: actId(command.id ?? `${current.stream}/${seq}`),
    ...(seq === 1 && current.after !== null ? { after: current.after } : {}),
    branch: branchId('b1'),
    channel: 'desk',
    name: command.name,
    version: 1,
    argsDigest: argsDigest(salt, args),
    staffId: staffId('s1'),
    ...(command.override === undefined ? {} : { override: { codes: [...command.override] } }),
    occurred: { wall: desk.at, mono: desk.at, bootId: 'boot', offsetMs: 0, offsetAgeMs: 0, offsetErrorMs: 0 },
    basis: {
      epoch: 'e1',
      pos: 0,
      rulesVersion: ruleSetVersion('r1'),
      ...(command.saw === undefined ? {} : { saw: actId(command.saw) }),
    },
    told: command.told,
    prevHash: current.lastHash,
  };
  const text = JSON.stringify(body);
  return { body: text, signature: desk.signer.sign(text), args, salt };
}

export function checkoutCommand(item: string, patron: string, dueAt: number): TestCommand {
  return {
    name: 'checkout',
    args: {
      patronId: patron,
      card: `card-${patron}`,
      itemId: item,
      barcode: `bar-${item}`,
      mintsPatron: false,
      mintsItem: null,
    },
    told: {
      decision: 'done',
      reasons: [],
      dueAt,
      dueText: 'due',
      policyRef: { rulesVersion: 'r1', rowIds: [], policyHash: testPolicyHash },
    },
  };
}

export function checkinCommand(item: string, hold: string | null = null): TestCommand {
  return {
    name: 'checkin',
    args: { itemId: item, barcode: `bar-${item}`, returnedAt: null, mintsItem: null },
    told: {
      decision: 'done',
      reasons: [],
      route: hold === null ? 'reshelve' : 'hold-shelf',
      holdId: hold,
      transitTo: null,
    },
  };
}

export function renewCommand(item: string, loan: string, patron: string, dueAt: number): TestCommand {
  return {
    name: 'renew',
    args: { itemId: item, loanId: loan, patronId: patron, barcode: `bar-${item}` },
    told: {
      decision: 'done',
      reasons: [],
      dueAt,
      dueText: 'due',
      policyRef: { rulesVersion: 'r1', rowIds: [], policyHash: policyHash(testPolicyHash) },
    },
  };
}

export function undoCommand(target: string, item: string | null, patron: string | null = null): TestCommand {
  return {
    name: 'undo',
    args: { commandId: target, itemId: item, patronId: patron, titleId: null },
    told: { decision: 'done', reasons: [] },
  };
}

const told = { decision: 'done', reasons: [] };

export function placeHoldCommand(holdId: string, patron: string, title: string): TestCommand {
  const args = { holdId, patronId: patron, card: `card-${patron}`, titleId: title, itemId: null, pickup: 'b1' };
  return { name: 'placeHold', args, told };
}

export function cancelHoldCommand(holdId: string, patron: string, title: string): TestCommand {
  return { name: 'cancelHold', args: { holdId, patronId: patron, titleId: title, reason: 'not wanted' }, told };
}

export function addFeeCommand(feeId: string, patron: string, item: string): TestCommand {
  const args = { feeId, patronId: patron, itemId: item, amountMinor: 500, charge: 'damage', note: 'torn' };
  return { name: 'addFee', args, told };
}

export function payCommand(patron: string, lines: readonly PaymentLine[]): TestCommand {
  const args = { patronId: patron, amountMinor: 700, method: 'cash', reference: null };
  return { name: 'pay', args, told: { ...told, lines, slipNumber: 1 } };
}

export function waiveCommand(patron: string, fee: FeeRef): TestCommand {
  return { name: 'waive', args: { patronId: patron, fee, amountMinor: null, reason: 'a favour' }, told };
}

export function refundCommand(patron: string, payment: string, amountMinor: number): TestCommand {
  const args = { patronId: patron, method: 'cash', reason: 'paid twice' };
  return { name: 'refund', args, told: { ...told, lines: [{ payment, amountMinor }], slipNumber: 1 } };
}

/** A receipt as the server's exact text. */
export function receiptText(appended: Appended & { readonly id: ActId }, fields: Partial<Receipt> = {}): string {
  const receipt: Receipt = {
    deskId: deskId('A'),
    stream: appended.stream,
    seq: appended.seq,
    id: appended.id,
    hash: appended.hash,
    outcome: 'applied',
    codes: [],
    receivedAt: 0,
    effectiveAt: 0,
    clockSuspect: false,
    position: 1,
    ...fields,
  };
  return JSON.stringify(receipt);
}

// Rows of the small library as a server would send them to a desk of branch b1, under names of their own.

import { hold, itemAt, loan, patron, title } from '../../../support/small-library.ts';
import type { Json } from '../../../../shared/core/canonical-json.ts';
import {
  actId,
  branchId,
  deskId,
  feeId,
  holdId,
  itemId,
  patronId,
  ruleSetVersion,
  streamId,
  titleId,
} from '../../../../shared/core/ids.ts';
import type { Act, ActHeader, ActOf } from '../../../../shared/circ/acts.ts';
import type { Fee } from '../../../../shared/circ/model/fee.ts';
import type { Hold } from '../../../../shared/circ/model/hold.ts';
import type { Item } from '../../../../shared/circ/model/item.ts';
import type { Loan } from '../../../../shared/circ/model/loan.ts';
import type { Patron } from '../../../../shared/circ/model/patron.ts';
import type { RowKind } from '../../../../shared/wire/rows.ts';
import type { FeedLine } from '../../../../shared/wire/feed.ts';
import { testPolicyHash } from './test-desk.ts';

export const branch = branchId('b1');
export const startAt = Date.UTC(2026, 0, 1);

export const titleRow = title;

export function itemRow(id: string, fields: Partial<Item> = {}): Item {
  return itemAt(branch, {
    id: itemId(id),
    barcode: `bar-${id}`,
    titleId: titleId(`t-${id}`),
    callNumber: '',
    kind: 'book',
    priceMinor: 2_500,
    ...fields,
  });
}

export function patronRow(id: string, fields: Partial<Patron> = {}): Patron {
  return patron({
    id: patronId(id),
    cards: [{ number: `card-${id}`, active: true, primary: true }],
    name: { family: `Family${id}`, given: `Given${id}`, middle: null, suffix: null, chosen: null },
    group: 'g',
    groupName: 'Group',
    home: branch,
    ...fields,
  });
}

export function loanRow(id: string, item: string, borrower: string, fields: Partial<Loan> = {}): Loan {
  return loan(id, {
    itemId: itemId(item),
    patronId: patronId(borrower),
    branch,
    outAt: startAt,
    dueAt: startAt + 14 * 86_400_000,
    policyHash: testPolicyHash,
    rulesVersion: ruleSetVersion('r1'),
    ...fields,
  });
}

export function holdRow(id: string, held: string, waiting: string, fields: Partial<Hold> = {}): Hold {
  return hold(id, {
    patronId: patronId(waiting),
    titleId: titleId(held),
    pickup: branch,
    placedAt: startAt,
    ...fields,
  });
}

export function feeRow(id: string, payer: string, outstandingMinor: number, fields: Partial<Fee> = {}): Fee {
  return {
    id: feeId(id),
    patronId: patronId(payer),
    itemId: null,
    loanId: null,
    kind: 'manual',
    amountMinor: outstandingMinor,
    paidMinor: 0,
    waivedMinor: 0,
    writtenOffMinor: 0,
    outstandingMinor,
    at: startAt,
    ...fields,
  };
}

/** Header of an act of desk B, whose stream is `B-1`. */
export function headerOf(seq: number, at: number, fields: Partial<ActHeader> = {}): ActHeader {
  return {
    id: actId(`B-1/${seq}`),
    desk: deskId('B'),
    stream: streamId('B-1'),
    seq,
    at,
    uncertaintyMs: 1_000,
    stated: false,
    clockSuspect: false,
    saw: null,
    branch,
    ...fields,
  };
}

export const checkoutAct = (header: ActHeader, item: string, borrower: string, dueAt: number): Act => ({
  kind: 'checkout',
  ...header,
  itemId: itemId(item),
  patronId: patronId(borrower),
  dueAt,
  policyHash: testPolicyHash,
  rulesVersion: ruleSetVersion('r1'),
  overrides: [],
});

export const checkinAct = (header: ActHeader, item: string): ActOf<'checkin'> => ({
  kind: 'checkin',
  ...header,
  itemId: itemId(item),
  returnedAt: null,
  hold: null,
  transitTo: null,
});

export const placeHoldAct = (header: ActHeader, placed: string, held: string, waiting: string): Act => ({
  kind: 'placeHold',
  ...header,
  hold: holdId(placed),
  patronId: patronId(waiting),
  titleId: titleId(held),
  itemId: null,
  pickup: branch,
});

/** A row with its kind and key. */
export type TestRow = { readonly kind: RowKind | 'newKind'; readonly key: string; readonly row: unknown };

export const put = (kind: TestRow['kind'], key: string, row: unknown): TestRow => ({ kind, key, row });

/** A batch of the feed that leads from one position to the next. */
export function batchLines(
  after: number,
  changes: readonly (TestRow | { readonly del: RowKind; readonly key: string } | { readonly receipt: string })[],
  lastSeq: Record<string, number> = {},
): FeedLine[] {
  return [
    { type: 'begin', epoch: 'e1', after, to: after + 1, at: startAt + after },
    ...changes.map((change): FeedLine => {
      if ('receipt' in change) return { type: 'receipt', receipt: change.receipt };
      if ('del' in change) return { type: 'del', kind: change.del, key: change.key };
      return { type: 'put', version: after + 1, ...change };
    }),
    { type: 'commit', to: after + 1, lastSeq },
  ];
}

export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

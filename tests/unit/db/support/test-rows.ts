// Rows as a server would send them, with every field that tests do not name filled in.

import type { Json } from '../../../../shared/core/canonical-json.ts';
import {
  actId,
  branchId,
  deskId,
  feeId,
  holdId,
  itemId,
  loanId,
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
import type { Title } from '../../../../shared/circ/model/title.ts';
import type { RowKind } from '../../../../shared/wire/rows.ts';
import type { FeedLine } from '../../../../shared/wire/feed.ts';
import { testPolicyHash } from './test-desk.ts';

export const branch = branchId('b1');
export const startAt = Date.UTC(2026, 0, 1);

export function titleRow(id: string, fields: Partial<Title> = {}): Title {
  return {
    id: titleId(id),
    title: `Title ${id}`,
    author: null,
    isbns: [],
    published: null,
    recordType: null,
    recordForm: null,
    recordLevel: null,
    videoFormat: null,
    source: null,
    ...fields,
  };
}

export function itemRow(id: string, fields: Partial<Item> = {}): Item {
  return {
    id: itemId(id),
    barcode: `bar-${id}`,
    titleId: titleId(`t-${id}`),
    home: branch,
    owner: branch,
    location: null,
    callNumber: '',
    kind: 'book',
    loanGrade: 'normal',
    fineGrade: 'normal',
    circulates: true,
    holdable: true,
    reference: false,
    priceMinor: 2_500,
    serial: false,
    parts: [],
    alert: null,
    addedAt: null,
    provisional: false,
    source: null,
    base: { foldedTo: null, where: { status: 'available', branch } },
    state: { status: 'available', branch, to: null, hold: null, loan: null },
    ...fields,
  };
}

export function patronRow(id: string, fields: Partial<Patron> = {}): Patron {
  return {
    id: patronId(id),
    cards: [{ number: `card-${id}`, active: true, primary: true }],
    name: { family: `Family${id}`, given: `Given${id}`, middle: null, suffix: null, chosen: null },
    group: 'g',
    groupName: 'Group',
    home: branch,
    expiresAt: null,
    active: true,
    barred: false,
    juvenile: false,
    birthDate: null,
    email: null,
    phones: [],
    address: [],
    blocks: [],
    messages: [],
    provisional: false,
    source: null,
    ...fields,
  };
}

export function loanRow(id: string, item: string, patron: string, fields: Partial<Loan> = {}): Loan {
  return {
    id: loanId(id),
    itemId: itemId(item),
    patronId: patronId(patron),
    branch,
    outAt: startAt,
    dueAt: startAt + 14 * 86_400_000,
    dueBy: actId(id),
    recalled: false,
    inAt: null,
    state: 'open',
    how: null,
    renewals: 0,
    lostAt: null,
    policyHash: testPolicyHash,
    rulesVersion: ruleSetVersion('r1'),
    aliases: [],
    ...fields,
  };
}

export function holdRow(id: string, title: string, patron: string, fields: Partial<Hold> = {}): Hold {
  return {
    id: holdId(id),
    patronId: patronId(patron),
    titleId: titleId(title),
    itemId: null,
    pickup: branch,
    placedAt: startAt,
    suspended: false,
    state: 'waiting',
    capturedItem: null,
    position: 1,
    ...fields,
  };
}

export function feeRow(id: string, patron: string, outstandingMinor: number, fields: Partial<Fee> = {}): Fee {
  return {
    id: feeId(id),
    patronId: patronId(patron),
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

export const checkoutAct = (header: ActHeader, item: string, patron: string, dueAt: number): Act => ({
  kind: 'checkout',
  ...header,
  itemId: itemId(item),
  patronId: patronId(patron),
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

export const placeHoldAct = (header: ActHeader, hold: string, title: string, patron: string): Act => ({
  kind: 'placeHold',
  ...header,
  hold: holdId(hold),
  patronId: patronId(patron),
  titleId: titleId(title),
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

// The library that the corpus plays in: generated, with invented names.

import { ActSchema, type Act } from '../../../shared/circ/acts.ts';
import { branchId, libraryId, titleId } from '../../../shared/core/ids.ts';
import { hashPolicy, type Policy } from '../../../shared/rules/model/policy.ts';
import {
  at,
  testItem,
  testPatron,
  testPolicy,
  testPolicyHash,
  testRules,
} from '../../contract/server/support/test-library.ts';
import type { KeptPerson, KeptRow } from '../corpus.ts';

export const LIBRARY = libraryId('corpus');
export const ITEMS = 44;
export const PATRONS = 24;

/** A policy that the library has not: it comes with the act that names it. */
export const HOURLY: Policy = { ...testPolicy, grain: 'time', period: { n: 2, unit: 'hours' }, maxRenewals: 0 };
export const HOURLY_HASH = hashPolicy(HOURLY);
export { at, testPolicyHash as DAILY_HASH };

export const NIGHT_GRANT: KeptPerson = {
  kind: 'nightGrant',
  id: 'night-1',
  role: 'desk',
  codes: ['PATRON_FINES', 'PATRON_EXPIRED'],
  count: 3,
  limitMinor: 2_000,
  from: at(8),
  to: at(23),
};

export const PEOPLE: readonly KeptPerson[] = [
  { kind: 'staff', id: 'student', role: 'student' },
  { kind: 'staff', id: 'clerk', role: 'desk' },
  { kind: 'staff', id: 'lead', role: 'night-lead' },
  { kind: 'staff', id: 'boss', role: 'supervisor' },
  NIGHT_GRANT,
];

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** The library before the first act. */
export function libraryRows(): KeptRow[] {
  const items = names('X', ITEMS);
  const branches = ['main', 'east'].map((id) => branchId(id));
  return [
    { kind: 'library', row: { id: LIBRARY, name: 'Corpus', zone: 'UTC', currency: 'USD' } },
    ...branches.map((id): KeptRow => {
      const row = { id, name: id, parent: null, kind: 'system', system: id, zone: 'UTC' };
      return { kind: 'branch', row };
    }),
    { kind: 'ruleSet', row: testRules() },
    { kind: 'policy', row: { hash: testPolicyHash, policy: testPolicy } },
    ...items.map((id): KeptRow => ({ kind: 'title', row: titleOf(id) })),
    ...items.map((id): KeptRow => ({ kind: 'item', row: testItem(id) })),
    ...names('P', PATRONS).map((id): KeptRow => ({ kind: 'patron', row: patronOf(id) })),
    ...openingActs().map((row): KeptRow => ({ kind: 'event', row })),
  ];
}

function titleOf(id: string) {
  return {
    id: titleId(`title-${id}`),
    title: `Title of ${id}`,
    author: null,
    isbns: [],
    published: null,
    recordType: null,
    recordForm: null,
    recordLevel: null,
    videoFormat: null,
    source: null,
  };
}

/** P20 has a block that ends by itself. */
function patronOf(id: string) {
  if (id !== 'P20') return testPatron(id);
  const block = { id: 'block-1', kind: 'manual', label: 'Until noon', origin: 'staff' as const };
  return testPatron(id, { blocks: [{ ...block, blocks: ['CIRC'], setAt: at(1), endsAt: at(12) }] });
}

/** Acts before the desks: a loan that was due long ago, and a hold. */
function openingActs(): Act[] {
  const opening = {
    desk: '',
    stream: '',
    seq: 0,
    uncertaintyMs: 0,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: 'main',
  };
  const loan = { loanId: 'opening-loan-1', itemId: 'X40', patronId: 'P18', policyHash: testPolicyHash };
  const loanTimes = { at: at(9) - 60 * 86_400_000, dueAt: at(9) - 46 * 86_400_000, renewals: 1, lostAt: null };
  const hold = { hold: 'opening-hold-1', patronId: 'P19', titleId: 'title-X41', itemId: null, pickup: 'main' };
  const holdTimes = { at: at(9) - 20 * 86_400_000, suspended: false, expiresAt: at(11), trapped: null };
  return [
    { kind: 'openLoan', id: 'opening-loan-1', ...opening, ...loan, ...loanTimes },
    { kind: 'openHold', id: 'opening-hold-1', ...opening, ...hold, ...holdTimes },
  ].map((act) => ActSchema.parse(act));
}

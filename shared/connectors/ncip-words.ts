// Meaning of NCIP's problem types. The standard names them in schemes; servers change their capitals, blanks and full stops, and some put a reason of
// their own into the detail.

import type { Refusal } from './message.ts';

const REFUSED: Readonly<Record<string, Refusal>> = {
  'Unknown User': 'unknown-card',
  'Non-Unique User': 'unknown-card',
  'User Authentication Failed': 'unknown-card',
  'Unknown Item': 'unknown-item',
  'Non-Unique Item': 'unknown-item',
  'Item Not Checked Out To This User': 'on-loan-elsewhere',
  'Item Not Checked Out': 'not-on-loan',
  'Check Out Not Allowed - Item Has Outstanding Requests': 'held-for-another',
  'Item Has Outstanding Requests': 'held-for-another',
  'User Blocked': 'account-blocked',
  'Account Access Denied': 'account-blocked',
  'User Access Denied': 'account-blocked',
  'User Ineligible To Check Out This Item': 'not-for-loan',
  'User Ineligible To Request This Item': 'not-for-loan',
  'Item Does Not Circulate': 'not-for-loan',
  'Item Access Denied': 'not-for-loan',
  'Resource Cannot Be Provided': 'not-for-loan',
  'Cannot Guarantee Restrictions On Use': 'not-for-loan',
  'Item Not Available By Need Before Date': 'not-for-loan',
  'Maximum Check Outs Exceeded': 'over-limit',
  'Maximum Renewals Exceeded': 'no-renewal',
  'Item Not Renewable': 'no-renewal',
  'User Ineligible To Renew This Item': 'no-renewal',
  'Renewal Not Allowed - Item Has Outstanding Requests': 'no-renewal',
  'Unsupported Service': 'not-offered',
  'Unknown Service': 'not-offered',
  'Unsupported Shipping Address Type': 'not-offered',
  'Unsupported Notice': 'not-offered',
  'Invalid Date': 'other',
  'Duplicate Request': 'other',
  'Duplicate Fiscal Transaction': 'other',
  'Unknown Request': 'other',
  'Request Already Processed': 'other',
  'Element Rule Violated': 'other',
  'Cannot Accept Item': 'other',
};

/** Reasons in a detail that state more than the type with which they come. */
const DETAILS: readonly (readonly [RegExp, Refusal])[] = [
  [/PATRON_REQUIRES_MEMBERSHIP/, 'account-blocked'],
  [/NO_HOLDABLE_ITEMS/, 'not-for-loan'],
  [/maximum (number of )?(requests|holds)/i, 'over-limit'],
];

/**
 * Problems that are no refusal of an act. `shut-out`: we may not ask. `shut-out-here`: we may not ask this. `unable`: it cannot work on anything at
 * the moment. `unread`: it cannot read the message, and did nothing.
 */
type NcipFault = 'shut-out' | 'shut-out-here' | 'unable' | 'unread';

const FAULTS: Readonly<Record<string, NcipFault>> = {
  'Agency Authentication Failed': 'shut-out',
  'System Authentication Failed': 'shut-out',
  'Unknown Agency': 'shut-out',
  'Unknown System': 'shut-out',
  'Agency Access Denied': 'shut-out',
  'Unauthorized Service For Agency': 'shut-out-here',
  'Unauthorized Service For System': 'shut-out-here',
  'Unauthorized Combination Of Element Values For Agency': 'shut-out-here',
  'Unauthorized Combination Of Element Values For System': 'shut-out-here',
  'Temporary Processing Failure': 'unable',
  'Invalid Message Syntax Error': 'unread',
  'Protocol Error': 'unread',
  'Unsupported Version': 'unread',
  'Unknown Element': 'unread',
  'Unknown Scheme': 'unread',
  'Unknown Value From Known Scheme': 'unread',
  'Needed Data Missing': 'unread',
  'Invalid Amount': 'unread',
};

/** A name as servers write it, without what they change. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');
const bared = <T>(names: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
  new Map(Object.entries(names).map(([name, meaning]) => [bare(name), meaning]));
const REFUSALS_BY_NAME = bared(REFUSED);
const FAULTS_BY_NAME = bared(FAULTS);

/** A problem of an answer. */
export type NcipProblem = { readonly type: string; readonly detail: string };

/** The meaning of a problem, where it refuses an act. */
export function meaningOfNcip({ type, detail }: NcipProblem): Refusal {
  const meant = DETAILS.find(([words]) => words.test(`${type} ${detail}`))?.[1];
  return meant ?? REFUSALS_BY_NAME.get(bare(type)) ?? 'other';
}

/** Whether it takes the act without the date that was asked for. */
export const isAboutDate = ({ type }: NcipProblem): boolean => bare(type) === bare('Invalid Date');

/** The fault that a problem is; null = it refuses an act. */
export function faultOfNcip({ type }: NcipProblem): NcipFault | null {
  return FAULTS_BY_NAME.get(bare(type)) ?? null;
}

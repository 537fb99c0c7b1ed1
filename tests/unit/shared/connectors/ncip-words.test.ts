// Problems of NCIP responders and what they mean, as the standard names them and as servers write them.

import { faultOfNcip, meaningOfNcip } from '../../../../shared/connectors/ncip-words.ts';
import { plainRefusal } from '../../../../shared/connectors/plain-refusal.ts';

const problem = (type: string, detail = '') => ({ type, detail });

describe('a problem that refuses an act', () => {
  test.each([
    ['Unknown User', 'unknown-card'],
    ['Non-Unique User', 'unknown-card'],
    ['User Authentication Failed', 'unknown-card'],
    ['Unknown Item', 'unknown-item'],
    ['Non-Unique Item', 'unknown-item'],
    ['Item Not Checked Out To This User', 'on-loan-elsewhere'],
    ['Item Not Checked Out', 'not-on-loan'],
    ['Check Out Not Allowed - Item Has Outstanding Requests', 'held-for-another'],
    ['User Blocked', 'account-blocked'],
    ['Account Access Denied', 'account-blocked'],
    ['User Access Denied', 'account-blocked'],
    ['User Ineligible To Check Out This Item', 'not-for-loan'],
    ['User Ineligible To Request This Item', 'not-for-loan'],
    ['Item Does Not Circulate', 'not-for-loan'],
    ['Item Access Denied', 'not-for-loan'],
    ['Resource Cannot Be Provided', 'not-for-loan'],
    ['Cannot Guarantee Restrictions on Use', 'not-for-loan'],
    ['Item Not Available By Need Before Date', 'not-for-loan'],
    ['Maximum Check Outs Exceeded', 'over-limit'],
    ['Maximum Renewals Exceeded', 'no-renewal'],
    ['Item Not Renewable', 'no-renewal'],
    ['User Ineligible To Renew This Item', 'no-renewal'],
    ['Renewal Not Allowed - Item Has Outstanding Requests', 'no-renewal'],
    ['Unsupported Service', 'not-offered'],
    ['Unknown Service', 'not-offered'],
    ['Invalid Date', 'other'],
    ['Duplicate Request', 'other'],
    ['Unknown Request', 'other'],
    ['A reason of this server alone', 'other'],
  ])('%s', (type, meaning) => {
    expect(meaningOfNcip(problem(type))).toBe(meaning);
    expect(faultOfNcip(problem(type))).toBeNull();
  });

  test.each([
    ['Maximum renewals exceeded.', '', 'no-renewal'],
    ['UserBlocked', 'PATRON_REQUIRES_MEMBERSHIP', 'account-blocked'],
    ['Element Rule Violated', 'NO_HOLDABLE_ITEMS', 'not-for-loan'],
    ['User Ineligible To Request This Item', 'User has placed the maximum requests allowed.', 'over-limit'],
    ['ITEM NOT CHECKED OUT.', '', 'not-on-loan'],
  ])('%s %s, as a server writes it', (type, detail, meaning) => {
    expect(meaningOfNcip(problem(type, detail))).toBe(meaning);
  });
});

test.each([
  ['Agency Authentication Failed', 'shut-out'],
  ['System Authentication Failed', 'shut-out'],
  ['Unknown Agency', 'shut-out'],
  ['Unauthorized Service For Agency', 'shut-out-here'],
  ['Temporary Processing Failure', 'unable'],
  ['Invalid Message Syntax Error', 'unread'],
  ['Needed Data Missing', 'unread'],
])('%s is a fault, and refuses no act', (type, fault) => {
  expect(faultOfNcip(problem(type))).toBe(fault);
});

test.each([
  'Duplicate Request',
  'Unknown Request',
  'Request Already Processed',
  'Element Rule Violated',
  'Cannot Accept Item',
  'Invalid Date',
])('%s has no other meaning, and its words stay', (type) => {
  expect(plainRefusal(type)).toBe(type);
});

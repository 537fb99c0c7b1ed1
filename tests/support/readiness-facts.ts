// The readiness facts of a desk in good order.

import type { ReadinessFacts } from '../../shared/circ/model/readiness.ts';
import { deskId } from '../../shared/core/ids.ts';

export const testFacts: ReadinessFacts = {
  deskId: deskId('desk-1'),
  name: 'Main 1',
  version: '1.4.0',
  dataAsOf: 0,
  keys: 'system',
  clockOffsetMs: 400,
  printer: { isSet: true, waiting: 0 },
  nightGrants: 1,
  freeBytes: 50e9,
  self: { comparedAt: null, isDiffering: false, lostActs: 0 },
  people: { maySignIn: 12, mayOverride: 3 },
  waiting: 0,
  waitingSince: null,
  drill: null,
};

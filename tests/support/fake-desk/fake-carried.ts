// Files of another desk's acts, as the fake desk takes them. What a file says decides: "own", "gap", "clear", anything else is sealed and taken.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import type { HandedIn } from '../../../shared/views/carry.ts';
import { TestRefusal } from '../desk/test-refusal.ts';

const ACTS = 37;

export function fakeCarried(): Pick<Handlers, 'ledger.look' | 'ledger.import'> {
  return {
    'ledger.look'({ text }) {
      if (text === 'junk') throw new TestRefusal('HF-SYNC-006', 'this is no whole file of acts that a desk saved');
      const isSealed = text !== 'clear';
      return {
        acts: ACTS,
        desk: 'Reserves desk',
        exportedAt: '2026-12-01T21:40:00.000Z',
        firstAt: isSealed ? '2026-12-01T17:05:00.000Z' : null,
        lastAt: isSealed ? '2026-12-01T21:38:00.000Z' : null,
        isSealed,
        isOwn: text === 'own',
      };
    },
    'ledger.import'({ text }): HandedIn {
      if (text === 'own') return { acts: ACTS, outcomes: {}, own: ACTS, stopped: null };
      if (text === 'gap') {
        return {
          acts: ACTS,
          outcomes: { applied: 4 },
          own: 0,
          stopped: { why: 'gap', deskId: 'desk-2', seq: 5 },
        };
      }
      return { acts: ACTS, outcomes: { applied: ACTS - 2, 'duplicate-of': 2 }, own: 0, stopped: null };
    },
  };
}

// The outages of the fake desk: one that its worklist came of, and one of another day that was signed.

import type { Handlers, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OutageView } from '../../../shared/views/outage.ts';
import type { FakeContext } from './fake-desk.ts';
import { TestRefusal } from '../desk/test-refusal.ts';

const MINUTE_MS = 60_000;
const iso = (at: number): string => new Date(at).toISOString();

/** The outages as they stand after three hours without a line. */
export function fakeOutageRows(now: number): readonly OutageView[] {
  const at = (minutesAgo: number): string => iso(now - minutesAgo * MINUTE_MS);
  const checkedOut = { name: 'checkout', text: 'Checked out' };
  const checkedIn = { name: 'checkin', text: 'Checked in' };
  return [
    {
      outageId: 'outage-today',
      state: 'open',
      beganAt: at(215),
      endedAt: at(24),
      causes: [
        { hop: 'server', cause: 'no-answer', code: null, at: at(215) },
        { hop: 'server', cause: 'refused', code: 'HF-AUTH-003', at: at(41) },
      ],
      dataAsOf: at(216),
      acts: [
        { ...checkedOut, count: 84 },
        { ...checkedIn, count: 61 },
        { name: 'pay', text: 'Payment taken', count: 3 },
      ],
      outcomes: [
        { outcome: 'applied', count: 146 },
        { outcome: 'held', count: 1 },
        { outcome: 'duplicate-of', count: 1 },
      ],
      exceptions: [
        { code: 'missed-hold', weight: 'act-now', count: 3, open: 3, byEvent: 0, resolved: 0, by: [] },
        { code: 'in-question', weight: 'act-now', count: 2, open: 1, byEvent: 1, resolved: 0, by: [] },
        {
          code: 'lent-while-on-loan',
          weight: 'today',
          count: 4,
          open: 1,
          byEvent: 0,
          resolved: 3,
          by: [
            { staff: 'rivera', action: 'told-patron', count: 2 },
            { staff: '', action: 'dismissed', count: 1 },
          ],
        },
        { code: 'shelf-robot-stuck', weight: 'today', count: 1, open: 1, byEvent: 0, resolved: 0, by: [] },
        { code: 'due-differs', weight: 'note', count: 2, open: 2, byEvent: 0, resolved: 0, by: [] },
      ],
      left: { unanswered: 0, reroute: 3, wrongTrap: 1, equipment: 1 },
      isWhole: true,
      signed: null,
    },
    {
      outageId: 'outage-before',
      state: 'signed',
      beganAt: at(9 * 24 * 60),
      endedAt: at(9 * 24 * 60 - 12),
      causes: [{ hop: 'server', cause: 'paused', code: null, at: at(9 * 24 * 60) }],
      dataAsOf: at(9 * 24 * 60),
      acts: [{ ...checkedIn, count: 4 }],
      outcomes: [{ outcome: 'applied', count: 4 }],
      exceptions: [],
      left: { unanswered: 0, reroute: 0, wrongTrap: 0, equipment: 0 },
      isWhole: true,
      signed: { at: at(9 * 24 * 60 - 30), staff: 'chen' },
    },
  ];
}

/** `outage.list` and `outage.sign`. */
export function fakeOutages({ desk, state, now, emit }: FakeContext): Pick<Handlers, 'outage.list' | 'outage.sign'> {
  return {
    'outage.list': async () => ({ outages: await withoutLeft() }),
    async 'outage.sign'({ outageId }: ParsedInput<'outage.sign'>) {
      if (state.session?.rights.includes('sign-outage') !== true) {
        throw new TestRefusal('HF-AUTH-024', 'you may not do this; ask a person who may to sign with their PIN');
      }
      const outage = (await withoutLeft()).find((one) => one.outageId === outageId);
      if (outage === undefined) throw new TestRefusal('HF-SYNC-005', 'this desk has no such outage on record');
      if (outage.state !== 'ready') throw new TestRefusal('HF-SYNC-004', 'this outage cannot be signed yet');
      const signed: OutageView = {
        ...outage,
        state: 'signed',
        signed: { at: iso(now()), staff: state.session.staff },
      };
      state.outages = state.outages.map((one) => (one.outageId === outageId ? signed : one));
      emit('desk.changed', { patrons: [], items: [], titles: [], exceptions: true, acts: true });
      return { outage: signed };
    },
  };

  /** The rows left are those of the worklist. */
  async function withoutLeft(): Promise<OutageView[]> {
    const { exceptions } = await desk.ask('exception.list', {});
    const count = (group: string): number =>
      exceptions.filter((row) => row.group === group && row.weight !== 'note').length;
    const left = {
      unanswered: 0,
      reroute: count('reroute'),
      wrongTrap: count('wrong-trap'),
      equipment: count('equipment'),
    };
    const now = Object.values(left).some((one) => one > 0) ? 'open' : 'ready';
    return state.outages.map((outage) => (outage.state === 'open' ? { ...outage, left, state: now } : outage));
  }
}

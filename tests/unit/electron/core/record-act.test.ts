// Rights at a desk by the content of an act: those of the person signed in, or of a second person who lends them.

import { recordAct, recordBeside } from '../../../../electron/core/acts/desk-act.ts';
import type { Desk } from '../../../../electron/core/desk.ts';
import { recordUse } from '../../../../shared/acts/item/record-use.ts';
import type { Right } from '../../../../shared/circ/rights.ts';
import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { actId, itemId, staffId } from '../../../../shared/core/ids.ts';

const recorded: unknown[] = [];
const newest = actId('A/0');
const deskOf = (rights: readonly Right[]) =>
  parseDesk({
    session: { required: () => ({ staffId: staffId('S1'), staff: 'ana', rights }) },
    recorder: { record: (request: unknown) => (recorded.push(request), actId('A/1')) },
    copy: () => ({ sight: { newestAct: () => newest } }),
  });
const secondWith = (rights: readonly Right[]) =>
  ({ second: { staffId: staffId('S2'), staff: 'ben', role: 'desk', ownCard: null, rights }, phone: null }) as const;
const act = { ...recordUse, rightFor: (args: { readonly count: number }): Right | null => RIGHTS[args.count] ?? null };
const RIGHTS: readonly Right[] = ['circulate', 'handle-money', 'waive-fees'];
const given = (count: number) => ({
  args: { itemId: itemId('X'), barcode: 'X', count },
  told: { decision: 'done' as const, reasons: [] },
});

test('a second person lends the rights that they have, and no others', () => {
  expect(recordAct(deskOf(['circulate']), act, given(1), secondWith(['handle-money']))).toBe('A/1');
  expect(recordAct(deskOf(['waive-fees']), act, given(2), secondWith(['handle-money']))).toBe('A/1');
  expect(recorded).toMatchObject([{ saw: newest }, { saw: newest }]);
  const before = recorded.length;
  expect(() => recordAct(deskOf(['circulate']), act, given(2), secondWith(['handle-money']))).toThrow('ben');
  expect(() => recordAct(deskOf(['circulate']), act, given(1))).toThrow('ana');
  expect(recorded).toHaveLength(before);
});

test('an act beside another is left out where the disk refuses it, and for no other reason', () => {
  const failing = (error: Error) =>
    parseDesk({
      ...deskOf(['circulate']),
      recorder: {
        record: () => {
          throw error;
        },
      },
    });
  expect(recordBeside(failing(new HoldfastError('HF-DB-005', { path: 'x' })), act, given(0))).toBeNull();
  expect(() => recordBeside(failing(new HoldfastError('HF-UI-050')), act, given(0))).toThrow(HoldfastError);
  expect(() => recordBeside(deskOf(['circulate']), act, given(1))).toThrow('ana');
});

/** As much of a desk as recording asks for. */
const parseDesk = (part: object) => part as Desk;

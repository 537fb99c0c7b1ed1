// Recording is total: whatever stands in an envelope, a command is recorded or said to be malformed, and nothing is thrown; what is
// recorded is an act of the folds, with the header that it was given. [I20]

import fc from 'fast-check';
import { ActSchema } from '../../../../shared/circ/acts.ts';
import { ACTS, type ActName } from '../../../../shared/acts/all.ts';
import { recordCommand } from '../../../../shared/acts/commands.ts';
import { header } from '../../../support/acts.ts';

const HEADER = header('A/1', Date.UTC(2026, 0, 5, 10));
const names = Object.keys(ACTS);
const overrides: readonly string[] = [];

const id = fc.string({ minLength: 1, maxLength: 20 });
const money = fc.nat({ max: 100_000 });
const manual = fc.record({ kind: fc.constant('manual'), feeId: id });
const computed = fc.record({ kind: fc.constantFrom('overdue', 'lost'), loanId: id, after: fc.option(id) });
const ref = fc.oneof(manual, computed);
const when = fc.nat({ max: 4e12 });
const policyRef = fc.record({ rulesVersion: id, rowIds: fc.array(id), policyHash: id });
const told = { decision: fc.constant('done'), reasons: fc.array(id) };
const terms = fc.record({ ...told, dueAt: when, dueText: id, policyRef });
const plain = fc.record(told);
const lines = fc.array(fc.record({ fee: ref, amountMinor: money, settles: fc.boolean() }));
const refunds = fc.array(fc.record({ payment: id, amountMinor: money.map((n) => n + 1) }), { minLength: 1 });
const slipNumber = fc.integer({ min: 1, max: 9_999 });
const above0 = money.map((n) => n + 1);

/** Sound arguments and told of each act. */
const SOUND: Readonly<Partial<Record<ActName, readonly [args: fc.Arbitrary<unknown>, told: fc.Arbitrary<unknown>]>>> = {
  checkout: [
    fc.record({
      patronId: id,
      card: id,
      itemId: id,
      barcode: id,
      mintsPatron: fc.boolean(),
      mintsItem: fc.option(id),
    }),
    terms,
  ],
  checkin: [
    fc.record({ itemId: id, barcode: id, returnedAt: fc.option(when), mintsItem: fc.option(id) }),
    fc.record({ ...told, route: id, holdId: fc.option(id), transitTo: fc.option(id) }),
  ],
  renew: [fc.record({ itemId: id, loanId: id, patronId: id, barcode: id }), terms],
  undo: [
    fc
      .record({ commandId: id, itemId: fc.option(id), patronId: fc.option(id), titleId: fc.option(id) })
      .filter(({ itemId, patronId, titleId }) => itemId !== null || patronId !== null || titleId !== null),
    plain,
  ],
  resolveItem: [fc.record({ itemId: id, holder: fc.option(id) }), plain],
  placeHold: [fc.record({ holdId: id, patronId: id, card: id, titleId: id, itemId: fc.option(id), pickup: id }), plain],
  cancelHold: [fc.record({ holdId: id, patronId: id, titleId: id, reason: fc.string() }), plain],
  recall: [
    fc.record({
      itemId: id,
      loanId: id,
      patronId: id,
      holdId: fc.option(id),
      reissues: fc.option(id),
      ignoredBy: fc.option(id),
    }),
    fc.record({ ...told, dueAt: when }),
  ],
  pay: [
    fc.record({ patronId: id, amountMinor: above0, method: id, reference: fc.option(id) }),
    fc.record({ ...told, lines, slipNumber }),
  ],
  waive: [fc.record({ patronId: id, fee: ref, amountMinor: fc.option(above0), reason: fc.string() }), plain],
  addFee: [
    fc.record({
      feeId: id,
      patronId: id,
      itemId: fc.option(id),
      amountMinor: above0,
      charge: id,
      note: fc.string(),
    }),
    plain,
  ],
  refund: [
    fc.record({ patronId: id, method: id, reason: fc.string() }),
    fc.record({ ...told, lines: refunds, slipNumber }),
  ],
};

test.each(Object.entries(SOUND))('%s is recorded as an act of the folds, with its header', (name, [args, said]) => {
  fc.assert(
    fc.property(args, said, (given, toldNow) => {
      const recorded = recordCommand(name, 1, { header: HEADER, args: given, told: toldNow, overrides });
      if (!recorded.ok) throw new Error(recorded.error.reason);
      const acts = recorded.value.flatMap((one) => (one.kind === 'act' ? [one.act] : []));
      expect(acts).toHaveLength(1);
      expect(ActSchema.parse(acts[0])).toEqual(acts[0]);
      expect(acts[0]).toMatchObject(HEADER);
    }),
    { numRuns: 50 },
  );
});

test('an undo of what stands on no timeline, as use in the house, is nothing for the folds', () => {
  const args = { commandId: 'use-1', itemId: null, patronId: null, titleId: null };
  const said = { decision: 'done', reasons: [] };
  expect(recordCommand('undo', 1, { header: HEADER, args, told: said, overrides })).toEqual({ ok: true, value: [] });
});

test('any command with anything in it is recorded or malformed; one that nobody knows is unknown', () => {
  const someName = fc.oneof(fc.constantFrom(...names), fc.string());
  fc.assert(
    fc.property(someName, fc.nat({ max: 3 }), fc.anything(), fc.anything(), (name, version, args, said) => {
      const recorded = recordCommand(name, version, { header: HEADER, args, told: said, overrides });
      if (recorded.ok) return expect(Array.isArray(recorded.value)).toBe(true);
      expect(recorded.error.reason).toBe(names.includes(name) && version === 1 ? 'malformed' : 'unknown-command');
    }),
    { numRuns: 500 },
  );
});

test('acts without free text: reasons and notes stay with the arguments, where they can be purged', () => {
  const words = { reason: 'private words', note: 'private words', reference: 'private words' };
  fc.assert(
    fc.property(fc.constantFrom(...Object.entries(SOUND)), ([name, [args, said]]) => {
      const [given] = fc.sample(args, 1);
      const [toldNow] = fc.sample(said, 1);
      const withWords = { ...(given as object), ...words };
      const recorded = recordCommand(name, 1, { header: HEADER, args: withWords, told: toldNow, overrides });
      expect(JSON.stringify(recorded)).not.toContain('private words');
    }),
    { numRuns: 60 },
  );
});

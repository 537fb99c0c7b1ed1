// Recording is total: for any envelope a command is recorded or called malformed, and nothing is thrown; a recorded
// command is an act of the folds, with the header that it was given. [I20]

import fc from 'fast-check';
import { ActSchema } from '../../../../shared/circ/acts.ts';
import { EVERY_ACT, recordCommand } from '../../../../shared/acts/commands.ts';
import type { Recorded } from '../../../../shared/circ/recorded.ts';
import { header } from '../../../support/acts.ts';
import { arbitraryOf } from '../../../support/arbitrary-of.ts';

const HEADER = header('A/1', Date.UTC(2026, 0, 5, 10));
const names = EVERY_ACT.map(({ name }) => String(name));
const overrides: readonly string[] = [];

/** Sound `args` and `told` of each version of each act, as its schemas take them. */
const SOUND = EVERY_ACT.flatMap((act) =>
  Object.entries({ ...act.older, [act.version]: act }).map(([version, { args, told }]) => {
    return { act, version: Number(version), parts: fc.record({ args: arbitraryOf(args), told: arbitraryOf(told) }) };
  }),
);

const folded = (recorded: readonly Recorded[]) => recorded.flatMap((one) => (one.kind === 'act' ? [one.act] : []));

describe.each(SOUND)('$act.name, version $version', ({ act: { name, timeline }, version, parts }) => {
  test('is recorded as its timeline takes it, with its header', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const recorded = recordCommand(name, version, { header: HEADER, ...given, overrides });
        if (!recorded.ok) throw new Error(recorded.error.reason);
        const acts = folded(recorded.value);
        if (timeline === 'none') expect(recorded.value).toEqual([]);
        if (timeline === 'rows') expect(acts).toEqual([]);
        if (ON_ITS_OWN.has(timeline) && !NOT_ALWAYS.has(name)) expect(acts).toHaveLength(1);
        if (NOT_ALWAYS.has(name)) expect(acts.length).toBeLessThanOrEqual(1);
        for (const act of acts) {
          expect(ActSchema.parse(act)).toEqual(act);
          expect(act).toMatchObject(HEADER);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('keeps reasons and notes with its arguments, where they can be purged', () => {
    const words = { reason: 'private words', note: 'private words', reference: 'private words' };
    fc.assert(
      fc.property(parts, ({ args, told }) => {
        const withWords = { ...(args as object), ...words };
        const recorded = recordCommand(name, version, { header: HEADER, args: withWords, told, overrides });
        const acts = recorded.ok ? folded(recorded.value) : [];
        expect(JSON.stringify(acts)).not.toContain('private words');
      }),
      { numRuns: 20 },
    );
  });
});

/** Timelines on which an act is one act of the folds. */
const ON_ITS_OWN: ReadonlySet<string> = new Set(['item', 'title', 'account']);

/**
 * An undo of an act that stands on no timeline, and a use in the house as it was recorded before it counted as a sighting, are nothing for the folds.
 */
const NOT_ALWAYS: ReadonlySet<string> = new Set(['undo', 'recordUse']);

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

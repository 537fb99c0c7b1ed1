// Acts read off their envelopes: purged parts are gone, acts unknown to this program are marked so, and older versions read as the newest.

import { z } from 'zod';
import { actNamed } from '../../../../shared/acts/commands.ts';
import { defineAct, olderVersion } from '../../../../shared/acts/define-act.ts';
import { waive } from '../../../../shared/acts/fee/waive.ts';
import { argsLeft, readAct, toldLeft, type Definitions } from '../../../../shared/acts/read-act.ts';
import { shiftEntryOf } from '../../../../shared/acts/shift/shift-entry.ts';
import { openShift } from '../../../../shared/acts/shift/open-shift.ts';
import { feeId, PatronIdSchema, type PatronId } from '../../../../shared/core/ids.ts';
import { toldDecision } from '../../../../shared/circ/told.ts';
import { auditedAct } from '../../../../shared/reports/audit/audited-act.ts';
import { ZERO_HASH } from '../../../../shared/wire/envelope.ts';
import { contentFacts } from '../../../../shared/reports/reported-act.ts';

const told = { decision: 'done', reasons: [] };
const placed = {
  deskId: 'A',
  stream: 'A',
  seq: 1,
  id: 'A/1',
  branch: 'main',
  channel: 'desk',
  staffId: 'S',
  shiftId: 'S',
  argsDigest: '',
  occurred: { wall: 5, mono: 5, bootId: 'boot', offsetMs: 0, offsetAgeMs: 0, offsetErrorMs: 0 },
  basis: { epoch: 'e1', pos: 0, rulesVersion: null },
  prevHash: ZERO_HASH,
};
const stored = (name: string, version: number, args: unknown, said: object = told) => ({
  body: JSON.stringify({ ...placed, name, version, told: said }),
  args: args === null ? null : JSON.stringify({ command: args }),
});

const common = {
  method: null,
  names: {},
  timeline: 'none',
  right: null,
  words: { en: '', es: '' },
  record: () => [],
} as const;

/** As if a waiver of version 1 had been in dollars, with the reason under another name, and a shift of version 1 had its cash so. */
const definitions: Definitions = (name) => DEFINED[name] ?? actNamed(name);
const DEFINED: Readonly<Record<string, ReturnType<Definitions>>> = {
  waive: defineAct({
    ...common,
    name: 'waive',
    args: waive.args,
    told: waive.told,
    version: 2,
    older: {
      1: olderVersion(
        {
          args: z.object({ patronId: PatronIdSchema, dollars: z.number(), why: z.string() }),
          told: z.object(toldDecision),
        },
        {
          args: ({ patronId, dollars, why }) => {
            const fee = { kind: 'manual' as const, feeId: feeId('F') };
            return { patronId, fee, amountMinor: Math.round(dollars * 100), reason: why };
          },
          told: (said) => said,
        },
      ),
    },
  }),
  openShift: defineAct({
    ...common,
    name: 'openShift',
    args: openShift.args,
    told: openShift.told,
    version: 2,
    older: {
      1: olderVersion(
        { args: openShift.args, told: z.object({ ...toldDecision, day: z.string(), dollars: z.number() }) },
        {
          args: (args) => args,
          told: ({ day, dollars, ...said }) => ({ ...said, serviceDay: day, startingCashMinor: dollars * 100 }),
        },
      ),
    },
  }),
};

test('an old version reads as the newest in audit, reports and shifts', () => {
  const waived = readAct(stored('waive', 1, { patronId: 'P', dollars: 3.5, why: 'our mistake' }), definitions);
  const names = { barcodeOf: () => null, titleOf: () => null, actOf: () => null, accountOf: (id: PatronId) => id };
  expect(auditedAct({ ...waived, at: 5, desk: 'Main desk' }, names)).toMatchObject({
    amountMinor: 350,
    reason: 'our mistake',
  });
  expect(contentFacts(waived)).toMatchObject({ name: 'waive', patronId: 'P', reason: 'our mistake' });
  const said = { ...told, day: '2026-01-05', dollars: 100 };
  const opened = readAct(stored('openShift', 1, { shiftId: 'S', pieces: [] }, said), definitions);
  expect(shiftEntryOf({ ...opened, at: 5 })).toMatchObject({ kind: 'opened', startingCashMinor: 10_000 });
});

test('purged arguments are gone; what was told stays, of an old version too', () => {
  const said = { ...told, day: '2026-01-05', dollars: 100 };
  const opened = readAct(stored('openShift', 1, null, said), definitions);
  expect([argsLeft(opened), toldLeft(opened).startingCashMinor]).toEqual([{}, 10_000]);
  expect(shiftEntryOf({ ...opened, at: 5 })).toMatchObject({ kind: 'opened', startingCashMinor: 10_000 });
  const waived = readAct(stored('waive', 1, null));
  expect(waived.known && [waived.args(), waived.told()]).toEqual(['gone', told]);
});

test('an act of another name or version is not known, and one that its schemas refuse is gone', () => {
  expect(readAct(stored('dance', 1, {}))).toMatchObject({ known: false, name: 'dance', shiftId: 'S' });
  expect(readAct(stored('waive', 9, {}))).toMatchObject({ known: false, name: 'waive' });
  const malformed = readAct(stored('waive', 1, { amountMinor: 'all' }));
  expect(malformed.known && malformed.args()).toBe('gone');
  expect([argsLeft(malformed), contentFacts(readAct(stored('dance', 1, {}))).patronId]).toEqual([{}, null]);
});

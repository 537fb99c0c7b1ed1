// Envelopes read by a definition: older versions read as the newest, names and rights are read off arguments.

import { z } from 'zod';
import { ACTS } from '../../../../shared/acts/all.ts';
import { EVERY_ACT, parseCommand } from '../../../../shared/acts/commands.ts';
import { defineAct, firstNamed, olderVersion } from '../../../../shared/acts/define-act.ts';
import { describeAct } from '../../../../shared/acts/describe-act.ts';
import { ItemIdSchema, shiftId } from '../../../../shared/core/ids.ts';
import { toldDecision } from '../../../../shared/circ/told.ts';
import { isRight } from '../../../../shared/circ/rights.ts';
import { header } from '../../../support/acts.ts';

const told = { decision: 'done' as const, reasons: [] };

const countTwice = defineAct({
  name: 'recordUse',
  version: 2,
  args: z.object({ things: z.array(z.object({ itemId: ItemIdSchema, count: z.int() })) }),
  told: z.object(toldDecision),
  older: {
    1: olderVersion(
      { args: z.object({ itemId: ItemIdSchema, count: z.int() }), told: z.object(toldDecision) },
      { args: ({ itemId, count }) => ({ things: [{ itemId, count }] }), told: (said) => said },
    ),
  },
  method: null,
  names: { item: [({ things }) => things.map(({ itemId }) => itemId)] },
  timeline: 'none',
  right: ({ things }) => (things.length > 1 ? 'manage-desk' : null),
  words: { en: '', es: '' },
  record: () => [],
});

test('an envelope of an older version reads as the newest, with its names and its right', () => {
  const read = countTwice.read(1, { itemId: 'X', count: 3 }, told);
  expect(read).toMatchObject({ ok: true, value: { args: { things: [{ itemId: 'X', count: 3 }] }, right: null } });
  expect(read.ok && read.value.names()).toEqual([{ kind: 'item', id: 'X' }]);
  const both = { things: ['X', 'Y'].map((itemId) => ({ itemId, count: 1 })) };
  expect(countTwice.read(2, both, told)).toMatchObject({ ok: true, value: { right: 'manage-desk' } });
});

test('a version that is not known and arguments that no schema takes are told apart', () => {
  expect(countTwice.read(3, {}, told)).toEqual({ ok: false, error: 'unknown-command' });
  expect(countTwice.read(1, {}, told)).toEqual({ ok: false, error: 'malformed' });
  expect(parseCommand('dance', 1, { args: {}, told })).toEqual({ ok: false, error: 'unknown-command' });
});

test('the right of a shift is by its drawer', () => {
  const args = { shiftId: shiftId('s'), pieces: [] };
  const opened = { ...told, serviceDay: '2026-01-05' };
  expect(ACTS.openShift.rightFor(args, { ...opened, startingCashMinor: null })).toBeNull();
  expect(ACTS.openShift.rightFor(args, { ...opened, startingCashMinor: 1 })).toBe('handle-money');
});

test('the names in an act are found by their kind', () => {
  const command = parseCommand('resolveItem', 1, { args: { itemId: 'X', holder: null }, told });
  if (!command.ok) throw new Error('a sound command');
  expect(firstNamed(command.value.names(), 'item')).toBe('X');
  expect(firstNamed(command.value.names(), 'patron')).toBeNull();
  expect(command.value.record(header('A/1', 0), [])).toMatchObject([{ kind: 'act', act: { kind: 'resolveItem' } }]);
});

/**
 * Texts in `told` without words of a person: codes, dates, the screen's words for a date, and a subject of the branch's own list, which is chosen and
 * never typed.
 */
const SAID_BY_PROGRAM = [
  'reasons',
  'route',
  'finding',
  'cart',
  'dueText',
  'serviceDay',
  'method',
  'rowIds',
  'after',
  'batch',
  'booking',
  'id',
  'beside',
  'tally',
  'subject',
];

describe.each(EVERY_ACT.map((act) => [act.name, act] as const))('%s', (_name, act) => {
  test('is described, and asks for rights that there are', () => {
    const { right, undo, words } = describeAct(act);
    expect([right, undo, words]).not.toContain('');
    const { rightSaid, othersRight } = act;
    for (const one of [rightSaid, othersRight]) expect(one === null || one === 'by content' || isRight(one)).toBe(true);
  });

  test('tells nothing in words of staff: what is signed stays for ever', () => {
    expect(freeTexts(z.toJSONSchema(act.told, { unrepresentable: 'any' }), 'told')).toEqual([]);
  });
});

type Shape = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
};

function freeTexts(schema: unknown, name: string): string[] {
  const shape = parseShape(schema);
  const isText = shape.type === 'string' && shape.const === undefined && shape.enum === undefined;
  if (isText) return SAID_BY_PROGRAM.includes(name) || isId(name) ? [] : [name];
  return [
    ...Object.entries(shape.properties ?? {}).flatMap(([field, inner]) => freeTexts(inner, field)),
    ...(shape.items === undefined ? [] : freeTexts(shape.items, name)),
    ...(shape.anyOf ?? []).flatMap((one) => freeTexts(one, name)),
  ];
}

/** Fields of ids: their types are brands, which a JSON schema does not have. */
function isId(name: string): boolean {
  return /(?:Id|Hash|Version)$/.test(name) || ['fills', 'transitTo', 'second', 'to', 'payment'].includes(name);
}

const parseShape = (schema: unknown) => schema as Shape;

// Acts that a desk signs with its own key, in any form: a clock years off, a body that no version knows, text that no
// database takes. The server answers each, a rejected one changes no row, and the act after it is taken. [I7] [I20]
// [I27] [I31]

import fc from 'fast-check';
import { createCommandRunner, type CommandRunner } from '../../../server/commands/command-runner.ts';
import { CommandsRequestSchema } from '../../../shared/wire/commands.ts';
import { receiptsOf, openScene, type Scene } from '../../contract/server/support/scene.ts';
import { describeStores } from '../../contract/server/support/stores.ts';
import { testPolicyHash } from '../../contract/server/support/test-library.ts';
import type { TestDesk } from '../../contract/server/support/test-desk.ts';
import { signedStream, type HostileAct, type Spoiled } from './support/hostile-desk.ts';
import { hostileText, hostileValue } from './support/hostile-values.ts';

const YEAR_MS = 365 * 86_400_000;
const bodyPaths = [
  ['id'],
  ['branch'],
  ['channel'],
  ['staffId'],
  ['shiftId'],
  ['override'],
  ['override', 'codes'],
  ['override', 'phone'],
  ['override', 'phone', 'challenge'],
  ['override', 'phone', 'code'],
  ['occurred'],
  ['occurred', 'wall'],
  ['occurred', 'offsetMs'],
  ['occurred', 'offsetAgeMs'],
  ['occurred', 'offsetErrorMs'],
  ['stated'],
  ['basis'],
  ['basis', 'rulesVersion'],
  ['basis', 'saw'],
  ['after'],
  ['told'],
  ['told', 'dueAt'],
  ['told', 'policyRef'],
  ['told', 'reasons'],
  ['name'],
  ['version'],
  ['prevHash'],
  ['seq'],
  ['deskId'],
  ['stream'],
  ['argsDigest'],
  ['unknown field'],
] as const;

const spoiled: fc.Arbitrary<Spoiled | null> = fc.option(
  fc.record({
    path: fc.constantFrom<readonly string[]>(...bodyPaths),
    value: fc.option(hostileValue, { nil: undefined }),
  }),
  { freq: 2 },
);

/** Check-outs and check-ins above all: most recorded acts. */
const names = [
  'checkout',
  'checkout',
  'checkin',
  'checkin',
  'checkout',
  'checkin',
  'renew',
  'undo',
  'placeHold',
  'cancelHold',
  'pay',
  'waive',
  'recall',
  'resolveItem',
  'resolveExceptions',
];

/** Arguments that suit every command, and results: one to three of them spoiled, or none. */
const rightArgs = {
  patronId: 'P0',
  card: 'card-P0',
  itemId: 'X0',
  barcode: 'barcode-X0',
  mintsPatron: false,
  mintsItem: null,
  returnedAt: null,
  loanId: 'no-loan',
  titleId: 'title-X0',
  commandId: 'no-act',
  ids: ['no-exception'],
};
const rightTold = {
  decision: 'done',
  reasons: [],
  dueAt: Date.UTC(2026, 0, 20),
  dueText: 'due',
  policyRef: { rulesVersion: 'rules-1', rowIds: [], policyHash: testPolicyHash },
  route: 'reshelve',
  holdId: null,
  transitTo: null,
};
const spoiledFields = <T extends object>(right: T): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(right) },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom(...Object.keys(right)), fc.oneof(hostileText, hostileValue)), {
          minLength: 1,
          maxLength: 3,
        })
        .map((fields) => ({ ...right, ...Object.fromEntries(fields) })),
    },
    { weight: 1, arbitrary: hostileValue },
  );

const now = Date.UTC(2026, 0, 5, 12);
const hostileAct: fc.Arbitrary<HostileAct> = fc.record({
  name: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: hostileText }),
  version: fc.constantFrom(1, 1, 1, 1, 1, 2, 999),
  args: spoiledFields(rightArgs),
  told: spoiledFields(rightTold),
  spoiled,
  wall: fc.constantFrom(now, now - 10 * YEAR_MS, now + 10 * YEAR_MS, 0, Number.MAX_SAFE_INTEGER),
});

/** A check-in of a book that is not on loan: always taken. */
const good: HostileAct = {
  name: 'checkin',
  args: { itemId: 'X4', barcode: 'barcode-X4', returnedAt: null, mintsItem: null },
  told: { decision: 'done', reasons: [], route: 'reshelve', holdId: null, transitTo: null },
  wall: Date.UTC(2026, 0, 5, 12, 30),
};

type World = { readonly scene: Scene; readonly desk: TestDesk; readonly runner: CommandRunner };

describeStores('a signed request of a desk', (use) => {
  test('is answered whatever it is, changes nothing unless it is taken, and stops nothing after it, seed 20261126 [I7] [I20] [I27] [I31]', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('Hostile');
    const world: World = { scene, desk, runner: createCommandRunner({ store: scene.store, clock: scene.clock }) };
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(hostileAct, async (act) => {
        const outcome = await sendOne(world, act);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }),
      { seed: 20261126, numRuns: 150 },
    );
    // The acts reach every way that an answer can go.
    expect([...outcomes.keys()].toSorted()).toEqual(
      expect.arrayContaining(['applied', 'bad-signature', 'desk-forked', 'held', 'rejected']),
    );
  }, 240_000);
});

/** Sends a hostile act with a good one after it; returns the result of the first. */
async function sendOne({ scene, desk, runner }: World, act: HostileAct): Promise<string> {
  const request = signedStream(desk, [act, good]);
  const parsed = CommandsRequestSchema.parse(request);
  const before = await scene.everything();
  const alone = await runner.run({ ...parsed, envelopes: parsed.envelopes.slice(0, 1) }, desk.desk);
  const [first] = receiptsOf(alone);
  if (first === undefined) {
    expect(alone.problem).toBeDefined();
    expect(await scene.everything()).toBe(before);
    return alone.problem ?? '';
  }
  if (first.outcome !== 'applied') expect(await scene.everything()).toBe(before);
  expect(alone.expected).toBe(2);
  const both = await runner.run(parsed, desk.desk);
  expect(both.receipts[0]).toBe(alone.receipts[0]);
  expect(receiptsOf(both)[1]).toMatchObject({ seq: 2, outcome: 'applied' });
  return first.outcome;
}

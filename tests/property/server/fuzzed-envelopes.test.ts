// A forwarder between desk and server may change anything in a request. Either the server refuses and keeps nothing, or exactly the act that the desk
// signed comes out; the honest request sent afterwards ends as if there had been no forwarder. [I8] [I21]

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { createCommandRunner, type CommandRunner } from '../../../server/commands/command-runner.ts';
import { CommandsRequestSchema } from '../../../shared/wire/commands.ts';
import { openScene, receiptsOf, type Scene } from '../../contract/server/support/scene.ts';
import { describeStores } from '../../contract/server/support/stores.ts';
import { testPolicyHash } from '../../contract/server/support/test-library.ts';
import type { TestDesk } from '../../contract/server/support/test-desk.ts';
import { changedTables, databaseDump } from './support/database-dump.ts';
import { signedStream, type HostileAct } from './support/hostile-desk.ts';
import { hostileText, hostileValue } from './support/hostile-values.ts';

type Written = { readonly body: string; readonly signature: string; readonly args: string; readonly salt: string };
/** Changes one envelope; `other` is another envelope of the same desk, `stranger` another desk of the library. */
type Forgery = (envelope: Written, by: { readonly other: Written; readonly stranger: TestDesk }) => unknown;
/** Changes the list of envelopes. */
type Shuffle = (envelopes: readonly unknown[]) => unknown[];

const now = Date.UTC(2026, 0, 5, 12);
const done = { decision: 'done', reasons: [] };
const lend: HostileAct = {
  name: 'checkout',
  args: { patronId: 'P0', card: 'card-P0', itemId: 'X0', barcode: 'barcode-X0', mintsPatron: false, mintsItem: null },
  told: {
    ...done,
    dueAt: Date.UTC(2026, 0, 20),
    dueText: 'due',
    policyRef: { rulesVersion: 'rules-1', rowIds: [], policyHash: testPolicyHash },
  },
  wall: now,
};
const charge = (feeId: string): HostileAct => ({
  name: 'addFee',
  args: { feeId, patronId: 'P0', itemId: null, amountMinor: 100, charge: 'damage', note: 'a torn page' },
  told: done,
  wall: now + 1_000,
});
const takeBack: HostileAct = {
  name: 'checkin',
  args: { itemId: 'X0', barcode: 'barcode-X0', returnedAt: null, mintsItem: null },
  told: { ...done, route: 'reshelve', holdId: null, transitTo: null },
  wall: now + 2_000,
};

const textFields = ['body', 'signature', 'args', 'salt'] as const;
const field = fc.constantFrom(...textFields);
const bodyField = fc.constantFrom(
  ...'deskId stream seq id branch channel name version argsDigest staffId override occurred'.split(' '),
  ...'stated basis told prevHash after shiftId refused more'.split(' '),
);
const otherArgs = { ...(lend.args as object), patronId: 'P1', card: 'card-P1' };

const ofOneField: fc.Arbitrary<Forgery> = fc.oneof(
  fc.tuple(field, fc.oneof(hostileText, hostileValue)).map(([name, value]): Forgery => (one) => ({
    ...one,
    [name]: value,
  })),
  field.map(
    (name): Forgery =>
      ({ [name]: _taken, ...rest }) =>
        rest,
  ),
  fc.tuple(field, hostileText).map(([name, more]): Forgery => (one) => ({ ...one, [name]: one[name] + more })),
  fc.tuple(field, hostileText).map(([name, more]): Forgery => (one) => ({ ...one, [name]: more + one[name] })),
  fc.tuple(field, fc.nat()).map(([name, n]): Forgery => (one) => ({ ...one, [name]: flipped(one[name], n) })),
  fc.tuple(field, fc.nat()).map(([name, n]): Forgery => (one) => ({
    ...one,
    [name]: one[name].slice(0, n % one[name].length),
  })),
  field.map((name): Forgery => (one, { other }) => ({ ...one, [name]: other[name] })),
  field.map((name): Forgery => (one) => ({ ...one, [name]: one[name].repeat(400) })),
  field.map((name): Forgery => (one) => ({ ...one, [name]: one[name].toUpperCase() })),
);
const ofArguments: fc.Arbitrary<Forgery> = fc.constantFrom<Forgery>(
  (one) => ({ ...one, salt: null }),
  (one) => ({ ...one, args: null }),
  (one) => ({ ...one, args: null, salt: null }),
  (one) => ({ ...one, salt: null, args: JSON.stringify({ command: otherArgs }) }),
  (one) => ({ ...one, salt: '', args: one.salt + one.args }),
  (one) => ({ ...one, salt: one.salt + one.args, args: '' }),
  (one) => ({ ...one, salt: one.salt.slice(0, 8), args: one.salt.slice(8) + one.args }),
  (one) => ({ ...one, salt: one.salt + one.args.slice(0, 11), args: one.args.slice(11) }),
  (one) => ({ ...one, args: JSON.stringify({ command: otherArgs }) }),
  (one, { other }) => ({ ...one, args: other.args, salt: other.salt }),
);
const ofSignature: fc.Arbitrary<Forgery> = fc.constantFrom<Forgery>(
  (one) => ({ ...one, signature: one.signature.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') }),
  (one) => ({ ...one, signature: `${one.signature} ` }),
  (one) => ({ ...one, signature: `!!${one.signature}` }),
  (one) => ({ ...one, more: 'more' }),
  (one) => [one, one],
);
/** A field of the signed body in other words: under the old signature, or signed anew by another desk. */
const ofBody: fc.Arbitrary<Forgery> = fc
  .tuple(bodyField, fc.oneof(hostileText, hostileValue), fc.boolean(), fc.boolean())
  .map(([name, value, isSigned, isOwnName]): Forgery => (one, { stranger }) => {
    const parsed = JSON.parse(one.body) as Record<string, unknown>;
    const body = JSON.stringify({ ...parsed, [name]: value, ...(isOwnName ? { deskId: stranger.desk } : {}) });
    return { ...one, body, signature: isSigned ? stranger.signer.sign(body) : one.signature };
  });
const forgery = fc.oneof(ofOneField, { weight: 2, arbitrary: ofArguments }, ofSignature, ofBody);

const shuffle: fc.Arbitrary<Shuffle> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Shuffle>((all) => [...all]) },
  fc.constantFrom<Shuffle>(
    (all) => all.toReversed(),
    (all) => [...all, ...all],
    (all) => all.flatMap((one) => [one, one]),
    (all) => all.slice(1),
  ),
);
const around: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  fc.constantFrom<Record<string, unknown>>(
    { ledgerSeq: 0 },
    { ledgerSeq: Number.MAX_SAFE_INTEGER },
    { left: 0 },
    { more: 'more' },
    { policies: [{ hash: 'other', policy: {} }] },
  ),
);
const scenario = fc.record({ which: fc.nat({ max: 2 }), forgery, shuffle, around });

type World = {
  readonly scene: Scene;
  readonly desk: TestDesk;
  readonly stranger: TestDesk;
  readonly runner: CommandRunner;
};

describeStores('a forwarder between desk and server', (use) => {
  test('brings about nothing but a refusal or the act that was signed, seed 20261129 [I8] [I21]', async () => {
    const scene = await openScene(await use());
    scene.clock.set(now + 60_000);
    const [desk, stranger] = [await scene.desk('Honest'), await scene.desk('Stranger')];
    const world: World = {
      scene,
      desk,
      stranger,
      runner: createCommandRunner({ store: scene.store, clock: scene.clock }),
    };
    const ways = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const way = await forward(world, given);
        ways.set(way, (ways.get(way) ?? 0) + 1);
      }),
      { seed: 20261129, numRuns: 100 },
    );
    expect([...ways.keys()].toSorted()).toEqual(expect.arrayContaining(['bad-signature', 'malformed', 'same']));
  }, 240_000);
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

async function forward({ scene, desk, stranger, runner }: World, given: Scenario): Promise<string> {
  const honest = signedStream(desk, [lend, charge(`fee-${randomUUID()}`), takeBack]);
  const written = honest.envelopes as Written[];
  const at = given.which;
  const other = written[(at + 1) % written.length] as Written;
  const envelopes = given.shuffle(
    written.map((one, index) => (index === at ? given.forgery(one, { other, stranger }) : one)),
  );
  const parsed = CommandsRequestSchema.safeParse({ ...honest, envelopes, ...given.around });
  let way = 'malformed';
  if (parsed.success) {
    const before = await databaseDump(scene.store);
    const answer = await runner.run(parsed.data, stranger.desk);
    way = answer.problem ?? 'same';
    const kept = await keptOf(scene, honest.stream);
    expect(kept).toEqual(written.slice(0, kept.length));
    if (answer.receipts.length === 0 && kept.length === 0)
      expect(changedTables(before, await databaseDump(scene.store))).toEqual([]);
  }
  const answer = await runner.run(CommandsRequestSchema.parse(honest), desk.desk);
  expect(answer.problem).toBeUndefined();
  expect(receiptsOf(answer).map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
  expect(await keptOf(scene, honest.stream)).toEqual(written);
  return way;
}

async function keptOf(scene: Scene, stream: string): Promise<unknown[]> {
  return scene.store.read((tx) =>
    tx.db
      .selectFrom('envelope')
      .select(['body', 'signature', 'args', 'salt'])
      .where('stream', '=', stream)
      .orderBy('seq')
      .execute(),
  );
}

/** The text with one of its characters changed. */
function flipped(text: string, n: number): string {
  const at = n % text.length;
  return `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
}

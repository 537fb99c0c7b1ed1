// Ledgers of older versions verify, record, fold and show as they did when they were recorded. [I20] [I23] A corpus is never changed: a failure here
// would be a failure on ledgers of libraries. How to add one: docs/decisions/old-ledgers.md.

import { z } from 'zod';
import { makeVerifier } from '../../db/keys/signing.ts';
import { COMMAND_VERSIONS } from '../../shared/acts/commands.ts';
import { argsState, bodyHash, EnvelopeArgsSchema, ZERO_HASH, type Envelope } from '../../shared/wire/envelope.ts';
import { ReceiptSchema } from '../../shared/wire/receipt.ts';
import { describeStores } from '../contract/server/support/stores.ts';
import { corpusNames, readCorpus, type Corpus, type KeptLook, type KeptRow } from './corpus.ts';
import { replayDesk, type DeskReplay } from './desk-looks.ts';
import {
  bodyOf,
  deliver,
  fillLibrary,
  keptEnvelopes,
  ledgerOf,
  movedReceipt,
  recordAll,
  requestOf,
  serverRows,
  stoppedClock,
} from './replay.ts';
import { recordShape } from './story/shapes.ts';

const corpora = corpusNames().map(readCorpus);

/** A value as a file of JSON has it. */
const asKept = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const asText = ({ kind, row }: KeptRow) => `${kind} ${JSON.stringify(row)}`;

/** Fields that rows got after a corpus was recorded, from the same acts. They are compared with nothing; all else is. */
const LATER_ROW_FIELDS: Readonly<Record<string, readonly string[]>> = {
  patron: ['joined'],
  fee: ['handedOn'],
  item: ['seen', 'found', 'searches', 'replacedAt', 'uses'],
};

const without = (value: unknown, later: readonly string[]): unknown =>
  JSON.parse(JSON.stringify(value, (key, field: unknown) => (later.includes(key) ? undefined : field)));
const asItWas = ({ kind, row }: KeptRow) => ({ kind, row: without(row, LATER_ROW_FIELDS[kind] ?? []) });

/** The looks of a desk without those fields. One that differs from how it looked while it waited in these alone is no look of its own. */
function looksAsTheyWere(looks: readonly KeptLook[]): unknown[] {
  const later = Object.values(LATER_ROW_FIELDS).flat();
  const plain = looks.map(({ state, ...look }) => ({ state, look: without(look, later) }));
  const waiting = new Set(plain.flatMap(({ state, look }) => (state === 'waiting' ? [JSON.stringify(look)] : [])));
  return plain
    .filter(({ state, look }) => state === 'waiting' || !waiting.has(JSON.stringify(look)))
    .map(({ state, look }) => Object.assign({ state }, look));
}

type Told = { readonly args: unknown; readonly told: unknown };

/** Every command that a server took in, by name and version. */
function takenCommands(): Map<string, Told[]> {
  const readable = corpora.flatMap(({ ledgers, deliveries }) => {
    const receipts = deliveries.flatMap((one) => one.receipts).map((text) => ReceiptSchema.parse(JSON.parse(text)));
    const taken = new Set(receipts.filter(({ outcome }) => outcome === 'applied').map(({ hash }) => hash));
    return [...ledgers.values()].flat().filter(({ envelope }) => taken.has(bodyHash(envelope.body)));
  });
  const commands = readable.map(({ envelope }) => {
    const { name, version, told } = bodyOf(envelope);
    const { command } = EnvelopeArgsSchema.parse(JSON.parse(envelope.args ?? '{}'));
    return { command: `${name} ${version}`, args: command, told };
  });
  return Map.groupBy(commands, ({ command }) => command);
}

/**
 * Commands that came after the newest corpus and are in no release: no library has a ledger with one, so its schemas may still change. The story
 * tells them, and the corpus of the release takes them from here. How: docs/decisions/old-ledgers.md.
 */
const UNRELEASED: readonly string[] = [
  'addCard 1',
  'addCourse 1',
  'addItem 1',
  'addProxy 1',
  'addReading 1',
  'cancelBooking 1',
  'changePickup 1',
  'claimNeverHad 1',
  'claimReturned 1',
  'clearMark 1',
  'closeBranch 1',
  'completeItem 1',
  'countGates 1',
  'confirmParts 1',
  'correctIncident 1',
  'declareLost 1',
  'describeTally 1',
  'dropClaim 1',
  'editCourse 1',
  'editItem 1',
  'editLogList 1',
  'editTitle 1',
  'endAgreement 1',
  'endCard 1',
  'endCourse 1',
  'endFound 1',
  'endIncident 1',
  'endMessage 1',
  'endProxy 1',
  'expireBooking 1',
  'keepFound 1',
  'startInventory 1',
  'endInventory 1',
  'leaveMessage 1',
  'liftBlock 1',
  'liftClosing 1',
  'liftPartBill 1',
  'lockDesks 1',
  'moveReserve 1',
  'notOnShelf 1',
  'noteIncident 1',
  'openDrawer 1',
  'partReturned 1',
  'placeBooking 1',
  'placeOnReserve 1',
  'readGate 1',
  'receiveBorrowed 1',
  'removeReading 1',
  'reportParts 1',
  'resumeHold 1',
  'returnBorrowed 1',
  'reviewMissing 1',
  'seeMessage 1',
  'seen 1',
  'setBlock 1',
  'setMark 1',
  'settleNotice 1',
  'shelve 1',
  'signAgreement 1',
  'startDrill 1',
  'suspendHold 1',
  'takeBackFees 1',
  'takeBackReading 1',
  'takeOffReserve 1',
  'tally 1',
  'tickStep 1',
  'transferFees 1',
  'useCredit 1',
];

/** The same of fields that older commands may have: in the story, and not in a corpus yet. */
const UNRELEASED_FIELDS: ReadonlySet<string> = new Set([
  'addFee 1: beside there',
  'addFee 1: report there',
  'changeDueDate 1: batch there',
  'checkout 1: booking there',
  'checkout 1: carriedBy there',
  'checkin 1: cart there',
  'checkin 1: inspect there',
  'checkin 1: place there',
  'checkin 1: slipAt there',
  'recordUse 1: seen there',
  'waive 1: beside there',
]);

const read = COMMAND_VERSIONS.map((definition) => ({ command: definition.command, definition }));
const known = read.filter(({ command }) => !UNRELEASED.includes(command));

describe('the corpus of old ledgers', () => {
  const recorded = takenCommands();

  test('has every command in every version that is read, but for those of no release', () => {
    expect(known.map(({ command }) => command).filter((command) => !recorded.has(command))).toEqual([]);
    const names = read.map(({ command }) => command);
    expect(UNRELEASED.filter((command) => recorded.has(command) || !names.includes(command))).toEqual([]);
  });

  test('has whatever may be absent or null of a command once so and once not', () => {
    const missing = known.flatMap(({ command, definition }) => {
      const acts = recorded.get(command) ?? [];
      const ofArgs = onlyOneWay(
        definition.args,
        acts.map(({ args }) => args),
      );
      const ofTold = onlyOneWay(
        definition.told,
        acts.map(({ told }) => told),
      );
      return [...ofArgs, ...ofTold].map((field) => `${command}: ${field}`);
    });
    expect(missing.filter((field) => !UNRELEASED_FIELDS.has(field))).toEqual([]);
    expect([...UNRELEASED_FIELDS].filter((field) => !missing.includes(field))).toEqual([]);
  });
});

/** Fields of an object that may be absent or null, and of which the values have one way alone. */
function onlyOneWay(schema: z.core.$ZodType, values: readonly unknown[]): string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const objects = values.filter(
    (value): value is Record<string, unknown> => typeof value === 'object' && value !== null,
  );
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  return Object.entries(shape).flatMap(([field, inner]) => {
    const given = objects.map((value) => value[field]);
    const lacks = (way: string, matches: (value: unknown) => boolean) =>
      given.some(matches) ? [] : [`${field} ${way}`];
    const mayBeAbsent = z.safeParse(inner, undefined).success;
    const mayBeNull = z.safeParse(inner, null).success;
    return [
      ...(mayBeAbsent ? lacks('absent', (value) => value === undefined) : []),
      ...(mayBeNull ? lacks('null', (value) => value === null) : []),
      ...lacks('there', (value) => value !== undefined && value !== null),
      ...onlyOneWay(inner, given).map((deeper) => `${field}.${deeper}`),
    ];
  });
}

describe.each(corpora)('old ledgers: $name', (corpus) => {
  test.each(corpus.desks)(
    'acts that $id recorded have their chain, their arguments and their signatures',
    ({ id, publicKey }) => {
      expect(faultsOf(ledgerOf(corpus, id), publicKey)).toEqual([]);
    },
  );

  test.each(corpus.desks)('acts that $id recorded make the same records', ({ id }) => {
    const now = recordAll(ledgerOf(corpus, id)).map(({ records }) => asKept(records));
    expect(now).toEqual(corpus.ledgers.get(id)?.map(({ records }) => records));
  });

  test.each(Object.entries(Object.groupBy(corpus.shapes, ({ name, version }) => `${name} ${version}`)))(
    '%s takes at its bounds what it took, and records the same',
    (_command, shapes = []) => {
      const now = shapes.map(({ records: _, ...shape }) => asKept(recordShape(shape)));
      expect(now).toEqual(shapes.map(({ records }) => records));
    },
  );

  describe.each(corpus.desks)('in a ledger of $id', (desk) => {
    let replay: DeskReplay | null = null;
    beforeAll(() => {
      replay = replayDesk(corpus, desk);
    });

    test('show the same while they wait, and when they are answered', () => {
      expect(looksAsTheyWere(replay?.looks ?? [])).toEqual(corpus.looks.filter((look) => look.desk === desk.id));
    });

    test('pass `ledger verify`, also with arguments purged', () => {
      const own = ledgerOf(corpus, desk.id);
      const { length } = own;
      const purged = own.filter((envelope) => purgedIds(corpus).has(bodyOf(envelope).id)).length;
      expect(replay?.verified.waiting).toMatchObject({ envelopes: length, receipts: 0, problems: [] });
      expect(replay?.verified.answered).toMatchObject({ envelopes: length, receipts: length, problems: [] });
      expect(replay?.verified.purged).toMatchObject({ envelopes: length, purged, problems: [] });
    });
  });

  describeStores('at a fresh server', (use) => {
    test('get the same receipts, fold to the same rows and are kept as they came', async () => {
      const clock = stoppedClock(corpus.deliveries[0]?.now ?? 0);
      const store = await (await use()).open(clock);
      const begins = await fillLibrary(store, clock, corpus);
      expect((await serverRows(store)).map(asItWas).map(asText)).toEqual(corpus.copy.map(asItWas).map(asText));
      for (const { receipts, ...delivery } of corpus.deliveries) {
        const answered = await deliver({ store, clock }, delivery, ledgerOf(corpus, delivery.desk));
        expect(answered.map((text) => movedReceipt(text, corpus.begins - begins))).toEqual(receipts);
      }
      const rows = await serverRows(store);
      expect(rows.map(asItWas)).toEqual(corpus.rows.map(asItWas));
      // The corpus joins two accounts: the one that stays names the other.
      expect(rows.filter((row) => JSON.stringify(row) !== JSON.stringify(asItWas(row))).length).toBeGreaterThan(0);
      expect(await keptEnvelopes(store)).toEqual(sentEnvelopes(corpus));
    });
  });
});

/** Faults of a desk's envelopes. */
function faultsOf(envelopes: readonly Envelope[], publicKey: string): string[] {
  const verify = makeVerifier(publicKey);
  const ends = new Map<string, { seq: number; hash: string }>();
  return envelopes.flatMap((envelope) => {
    const { stream, seq, prevHash, after, argsDigest } = bodyOf(envelope);
    const end = ends.get(stream) ?? { seq: 0, hash: ZERO_HASH };
    const replaced = after === undefined ? null : ends.get(after.stream);
    ends.set(stream, { seq, hash: bodyHash(envelope.body) });
    const faults = {
      chain: seq !== end.seq + 1 || prevHash !== end.hash,
      after: replaced !== null && (replaced?.seq !== after?.seq || replaced?.hash !== after?.hash),
      arguments: argsState(envelope, argsDigest) !== 'whole',
      signature: !verify(envelope.body, envelope.signature),
    };
    return Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [`${stream}/${seq}: ${fault}`] : []));
  });
}

/** Acts whose arguments the server purged. */
function purgedIds(corpus: Corpus): ReadonlySet<string> {
  const purges = recordedCommandsOf(corpus, 'purge');
  return new Set(purges.flatMap(({ acts }) => (Array.isArray(acts) ? acts.map(String) : [])));
}

/** The envelopes as they went to the server, before any purge. */
function sentEnvelopes(corpus: Corpus): Map<string, Envelope> {
  const purged = purgedIds(corpus);
  const sent = corpus.deliveries.flatMap(({ receipts: _, ...delivery }) =>
    requestOf(delivery, ledgerOf(corpus, delivery.desk)).envelopes.map((envelope) => {
      const { stream, seq, id } = bodyOf(envelope);
      const kept = purged.has(id) ? { ...envelope, args: null, salt: null } : envelope;
      return [`${stream}/${seq}`, kept] as const;
    }),
  );
  return new Map(sent);
}

function recordedCommandsOf({ ledgers }: Corpus, kind: string): Readonly<Record<string, unknown>>[] {
  const parseOne = (one: unknown) => one as Readonly<Record<string, unknown>>;
  return [...ledgers.values()]
    .flat()
    .flatMap(({ records }) => (typeof records === 'string' ? [] : records.map(parseOne)))
    .filter((one) => one.kind === kind);
}

// A library whose server tells another system of its acts, and learns those that were made there.

import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../../../shared/core/instant.ts';
import { OWN_DESK } from '../../../../shared/circ/own-desk.ts';
import { serverIdentity } from '../../../../server/desks/server-identity.ts';
import { addConnector, changeSettings } from '../../../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings, type ConnectorKind } from '../../../../server/connectors/connector-settings.ts';
import { createBringer } from '../../../../server/data-feeds/bring-record.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import type { Store } from '../../../../server/store/store.ts';
import { openScene, type Scene } from './scene.ts';
import { testRandom, type TestPlace } from './stores.ts';
import type { TestDesk } from './test-desk.ts';
import { at, day } from './test-library.ts';

/** A stand-in, and how it is reached. */
export type StandIn<L> = {
  readonly kind: ConnectorKind;
  /** Secrets by the names that the settings give them. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly open: (there: Numbers) => Promise<L>;
  /** Besides the name of its secret. */
  readonly settings: (url: string) => object;
};
type Library = { readonly url: string; readonly close: () => Promise<unknown> };
type Numbers = {
  readonly cards: readonly string[];
  readonly barcodes: readonly string[];
  readonly now: () => Instant;
};

export type ConnectorPlace = { readonly place: TestPlace; readonly closing: (() => Promise<unknown>)[] };
type Options = {
  /** Other settings. */
  readonly more?: object;
  /** When it is set up; absent = after everything that happens in most tests. */
  readonly from?: Instant;
  /** How many items and patrons are here. */
  readonly items?: number;
  readonly patrons?: number;
  /** How many cards it has; absent = one less than there are patrons here. */
  readonly cards?: number;
  readonly barcodes?: readonly string[];
};

/** Cards and copies of the tests by their numbers. */
export const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${name}${n}`);

const done = { decision: 'done', reasons: [] };

/** Records a fee of $3.00 that P1 owes, and its payment in cash. */
export function payThree(desk: TestDesk, when: Instant): void {
  const fee = { feeId: 'f1', patronId: 'P1', itemId: null, amountMinor: 300, charge: 'damage', note: '' };
  desk.record('addFee', { args: fee, told: done }, { at: when });
  const lines = [{ fee: { kind: 'manual', feeId: 'f1' }, amountMinor: 300, settles: true }];
  const paid = { patronId: 'P1', amountMinor: 300, method: 'cash', reference: null };
  desk.record('pay', { args: paid, told: { ...done, lines, slipNumber: 1 } }, { at: when + 10 * MINUTE_MS });
}

/** Records a day with every kind of message: two loans, a renewal, a return, a payment and a hold H. */
export function recordDay(
  desk: TestDesk,
  { dueAt, pickup }: { readonly dueAt: Instant; readonly pickup: string },
): void {
  const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
  desk.checkout('X2', 'P2', { at: at(10, 5), dueAt });
  desk.renew('X1', loan, 'P1', { at: at(10, 10), dueAt: dueAt + 7 * DAY_MS });
  desk.checkin('X2', { at: at(11) });
  payThree(desk, at(12));
  const hold = { holdId: 'H', patronId: 'P2', card: 'card-P2', titleId: 'title-X3', itemId: null, pickup };
  desk.record('placeHold', { args: hold, told: done }, { at: at(12, 20) });
}

/** Opens it; what it opens is closed by what it adds to `closing`. */
export async function openConnectorScene<L extends Library>(
  { place, closing }: ConnectorPlace,
  { kind, secrets, open, settings: settingsOf }: StandIn<L>,
  { more = {}, from, items = 10, patrons = 6, cards = patrons - 1, barcodes = numbered('barcode-X', 9) }: Options = {},
) {
  const scene = await openScene(place, { items, patrons });
  if (from !== undefined) scene.clock.set(from);
  const library = await open({ cards: numbered('card-P', cards), barcodes, now: () => scene.clock.at });
  closing.push(library.close);
  const given = { passwordEnv: 'SECRET', ...settingsOf(library.url), ...more };
  const settings = readSettings(kind, given);
  await addConnector(scene, { name: kind, settings });
  const late = { ms: 0 };
  const secret = new Map(Object.entries(secrets));
  const secretOf = ({ passwordEnv = '' }: { readonly passwordEnv?: string }) => secret.get(passwordEnv) ?? null;
  const parts = { secretOf, now: () => scene.clock.at };
  const ownDesk = { signer: await serverIdentity(scene.store, testRandom), random: testRandom };
  const runnerOn = (store: Store, owner = 'one') => {
    const bringer = createBringer({ store, clock: scene.clock, random: testRandom }, secretOf);
    closing.push(bringer.stop);
    const runner = createConnectorRunner({
      store,
      clock: { now: () => scene.clock.now(), mono: () => scene.clock.mono() + late.ms },
      random: testRandom,
      owner,
      learning: {
        runner: scene.runner,
        ownDesk,
        bring: bringer.bring,
      },
      learnMs: 0,
      ...(settings.of.learns ? { probeMs: 0 } : {}),
      openSystem: (connector, where) => openSystem(connector, where, parts),
    });
    closing.push(runner.stop);
    return runner;
  };
  const { look } = runnerOn(scene.store);
  const again = async () => {
    scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
    await look();
  };
  return {
    scene,
    library,
    /** Time that questions take, besides that of the scene. */
    late,
    secret,
    look,
    again,
    runnerOn,
    /** Looks until nothing waits, while time goes by. */
    drain: async () => {
      await look();
      for (let turn = 0; turn < 60; turn += 1) {
        if ((await toldStates(scene)).every((state) => state !== 'waiting' && state !== 'asked')) return;
        await again();
      }
      throw new Error(`not told: ${(await toldStates(scene)).join(' ')}`);
    },
    lookAt: async (hour: number, minute = 0) => {
      scene.clock.set(at(hour, minute));
      await look();
    },
    /** Hands in a desk's acts from one on, at a time. */
    handIn: async (desk: TestDesk, when: number, from = 0) => {
      scene.clock.set(Math.max(scene.clock.at, when));
      await scene.send(desk, desk.request(from));
    },
    /** Other settings, as a person hands them in. */
    reset: (other: object) =>
      scene.store.write((tx) =>
        changeSettings(tx, { name: kind, settings: readSettings(kind, { ...given, ...other }), now: scene.clock.at }),
      ),
    /** The line of no runner. */
    system: () => openSystem({ settings }, { zone: 'UTC', currency: 'USD' }, parts),
  };
}

/** States of all messages, by the time at the desk. */
export async function toldStates({ store }: Scene): Promise<string[]> {
  const rows = await store.read(({ db }) =>
    db.selectFrom('connector_act').select('state').orderBy('at').orderBy('position').orderBy('part').execute(),
  );
  return rows.map(({ state }) => state);
}

/** Open differences that people have, with why, in which words, and where. */
export async function differencesThere(scene: Scene): Promise<string[]> {
  return (await scene.rows('exception'))
    .filter(({ code, state }) => code.startsWith('there-') && state === 'open')
    .map(({ code, params }) =>
      [code, params['why'], params['words'], params['place']]
        .flatMap((one) => (typeof one === 'string' ? [one] : []))
        .join(' '),
    )
    .toSorted();
}

/** Acts that were learned, in the order of their time: the hours of the tests' day. */
export async function learnedActs({ store }: Scene): Promise<string[]> {
  const rows = await store.read(({ db }) =>
    db
      .selectFrom('envelope')
      .leftJoin('event', 'event.id', 'envelope.id')
      .select(['envelope.name', 'envelope.effective_at', 'event.item_id', 'envelope.body'])
      .where('envelope.desk_id', '=', OWN_DESK)
      .where('envelope.outcome', '=', 'applied')
      .orderBy('envelope.effective_at')
      .orderBy('envelope.seq')
      .execute(),
  );
  return rows.map(({ name, effective_at: when, item_id: item, body }) => {
    expect(JSON.parse(body)).toMatchObject({
      channel: expect.stringMatching(/^connector:/),
      stated: { source: 'system' },
    });
    return `${name} ${item} ${(Number(when) - day) / HOUR_MS}`;
  });
}

/** Copies that are out here, with their patrons. */
export async function lentHere(scene: Scene): Promise<string[]> {
  return (await scene.rows('loan'))
    .filter(({ state }) => state === 'open')
    .map(({ itemId, patronId }) => `${itemId} ${patronId}`)
    .toSorted();
}

/** Open exceptions with their items. */
export async function openExceptions(scene: Scene): Promise<string[]> {
  return (await scene.rows('exception'))
    .filter(({ state }) => state === 'open')
    .map(({ code, itemId, weight }) => `${code} ${itemId} ${weight}`)
    .toSorted();
}

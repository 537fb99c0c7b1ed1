// A library whose server tells a stand-in for an NCIP responder of its acts.

import { MINUTE_MS } from '../../../../shared/core/instant.ts';
import { serverIdentity } from '../../../../server/desks/server-identity.ts';
import { addConnector } from '../../../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { openNcipLibrary, type NcipManners } from '../../../support/connectors/ncip-library.ts';
import { openScene, type Scene } from './scene.ts';
import { testRandom, type TestPlace } from './stores.ts';
import type { TestDesk } from './test-desk.ts';

const done = { decision: 'done', reasons: [] };

const LOGINS = {
  token: (url: string) => ({
    by: 'token',
    tokenUrl: url.replace('/ncip', '/token'),
    clientId: 'id',
    scope: 'WMS_NCIP',
  }),
  wskey: () => ({ by: 'wskey', key: 'key', principalId: 'person', principalIdns: 'urn:oclc:wms:da' }),
  none: () => undefined,
};
const MANNERS = {
  plain: { profile: 'plain', agency: 'HERE', toAgency: 'THERE' },
  wms: { profile: 'wms', agency: '129479', institution: '128807' },
  alma: { profile: 'alma', agency: '01HERE_INST', application: 'PARTNER' },
};

export type NcipOptions = { readonly login?: NcipManners['login']; readonly more?: object };

/** Opens it; what it opens is closed by what it adds to `closing`. */
export async function openNcipScene(
  { place, closing }: { readonly place: TestPlace; readonly closing: (() => Promise<unknown>)[] },
  manner: NcipManners['manner'] = 'plain',
  { login = 'none', more = {} }: NcipOptions = {},
) {
  const scene = await openScene(place, { items: 10, patrons: 6 });
  const library = await openNcipLibrary({
    manner,
    login,
    cards: Array.from({ length: 5 }, (_, n) => `card-P${n}`),
    barcodes: Array.from({ length: 9 }, (_, n) => `barcode-X${n}`),
    now: () => scene.clock.at,
  });
  closing.push(library.close);
  const signsIn = LOGINS[login](library.url);
  const settings = readSettings('ncip', {
    url: library.url,
    passwordEnv: 'SECRET',
    patience: 2,
    ...MANNERS[manner],
    ...(signsIn === undefined ? {} : { login: signsIn }),
    ...more,
  });
  await addConnector(scene, { name: 'ncip', settings });
  const late = { ms: 0 };
  const parts = { secretOf: () => 'secret', now: () => scene.clock.at };
  const ownDesk = { signer: await serverIdentity(scene.store, testRandom), random: testRandom };
  const runner = createConnectorRunner({
    store: scene.store,
    clock: { now: () => scene.clock.now(), mono: () => scene.clock.mono() + late.ms },
    random: testRandom,
    owner: 'one',
    learning: { runner: scene.runner, ownDesk },
    learnMs: 0,
    openSystem: (connector, place) => openSystem(connector, place, parts),
  });
  closing.push(runner.stop);
  const drain = async () => {
    for (let turn = 0; turn < 40; turn += 1) {
      await runner.look();
      if ((await states(scene)).every((state) => state !== 'waiting' && state !== 'asked')) return;
      scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
    }
    throw new Error(`not told: ${(await states(scene)).join(' ')}`);
  };
  const system = () => openSystem({ settings }, { zone: 'UTC', currency: 'USD' }, parts);
  return { scene, library, late, look: runner.look, drain, system };
}

/** How each message of the outbox stands, in the order of the desk. */
export async function states({ store }: Scene): Promise<string[]> {
  const rows = await store.read(({ db }) =>
    db.selectFrom('connector_act').select('state').orderBy('at').orderBy('position').execute(),
  );
  return rows.map(({ state }) => state);
}

/** Reasons of refusals that people have. */
export async function whys(scene: Scene): Promise<unknown[]> {
  const found = await scene.rows('exception');
  return found.flatMap(({ code, params }) =>
    code.startsWith('there-') && params['why'] !== undefined ? [params['why']] : [],
  );
}

export function placeHold(desk: TestDesk, patron: string, item: string, when: number): void {
  const hold = { holdId: `H${item}`, patronId: patron, card: `card-${patron}`, titleId: `title-${item}`, itemId: null };
  desk.record('placeHold', { args: { ...hold, pickup: 'main' }, told: done }, { at: when });
}

/** Pays a fee of 3.00. */
export function pay(desk: TestDesk, patron: string, when: number): void {
  const fee = { feeId: 'f1', patronId: patron, itemId: null, amountMinor: 300, charge: 'damage', note: '' };
  desk.record('addFee', { args: fee, told: done }, { at: when });
  const lines = [{ fee: { kind: 'manual', feeId: 'f1' }, amountMinor: 300, settles: true }];
  const paid = { patronId: patron, amountMinor: 300, method: 'cash', reference: null };
  desk.record('pay', { args: paid, told: { ...done, lines, slipNumber: 1 } }, { at: when + MINUTE_MS });
}

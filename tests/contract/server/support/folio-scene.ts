// A library with an outbox to the stand-in for FOLIO.

import { MINUTE_MS } from '../../../../shared/core/instant.ts';
import { addConnector } from '../../../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { openFolioLibrary } from '../../../support/connectors/folio-library.ts';
import { openScene, type Scene } from './scene.ts';
import { testRandom, type TestPlace } from './stores.ts';

/** Opens one; what it returns last closes it. */
export async function openFolioScene(place: TestPlace, more: object = {}, login: 'cookies' | 'header' = 'cookies') {
  const scene = await openScene(place, { items: 10, patrons: 6 });
  const library = await openFolioLibrary({
    cards: Array.from({ length: 5 }, (_, n) => `card-P${n}`),
    barcodes: Array.from({ length: 9 }, (_, n) => `barcode-X${n}`),
    now: () => scene.clock.at,
    login,
  });
  const of = {
    url: library.url,
    tenant: 'diku',
    user: 'holdfast',
    passwordEnv: 'SECRET',
    servicePoint: 'CPL',
    patience: 20,
    ...more,
  };
  const settings = readSettings('folio', of);
  await addConnector(scene, { name: 'folio', settings });
  const late = { ms: 0 };
  const secret = { text: 'secret' };
  const parts = { secretOf: () => secret.text, now: () => scene.clock.at };
  const runner = createConnectorRunner({
    store: scene.store,
    clock: { now: () => scene.clock.now(), mono: () => scene.clock.mono() + late.ms },
    random: testRandom,
    owner: 'one',
    openSystem: (connector, where) => openSystem(connector, where, parts),
  });
  const drain = async () => {
    for (let turn = 0; turn < 60; turn += 1) {
      await runner.look();
      if ((await toldStates(scene)).every((state) => state !== 'waiting' && state !== 'asked')) return;
      scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
    }
    throw new Error(`not told: ${(await toldStates(scene)).join(' ')}`);
  };
  const system = () => openSystem({ settings }, { zone: 'UTC', currency: 'USD' }, parts);
  const close = async () => {
    await runner.stop();
    await library.close();
  };
  return { scene, library, late, secret, look: runner.look, drain, system, close };
}

/** States of all messages, by the time at the desk. */
export async function toldStates({ store }: Scene): Promise<string[]> {
  const rows = await store.read(({ db }) =>
    db.selectFrom('connector_act').select('state').orderBy('at').orderBy('position').execute(),
  );
  return rows.map(({ state }) => state);
}

/** Differences that people have, with why or where. */
export async function differencesThere(scene: Scene): Promise<string[]> {
  return (await scene.rows('exception')).flatMap(({ code, params }) => {
    const { why, place } = params;
    const more = typeof why === 'string' ? why : typeof place === 'string' ? place : '';
    return code.startsWith('there-') ? [`${code} ${more}`.trim()] : [];
  });
}

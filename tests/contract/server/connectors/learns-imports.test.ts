// A loan that an import brought from another system and that came back at a desk: what is seen of it there is no act that was made there.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { OWN_DESK } from '../../../../shared/circ/own-desk.ts';
import { serverIdentity } from '../../../../server/desks/server-identity.ts';
import { addConnector } from '../../../../server/connectors/connector-rows.ts';
import { createConnectorRunner } from '../../../../server/connectors/connector-runner.ts';
import { readSettings, type ConnectorKind } from '../../../../server/connectors/connector-settings.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import { openEvergreenLibrary } from '../../../support/connectors/evergreen-gateway.ts';
import { openFolioLibrary } from '../../../support/connectors/folio-library.ts';
import { openKohaLibrary } from '../../../support/connectors/koha-library.ts';
import { importedLoan } from '../support/imported-loan.ts';
import { openCodes, openScene } from '../support/scene.ts';
import { describeStores, testRandom } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const numbers = {
  cards: Array.from({ length: 4 }, (_, n) => `card-P${n}`),
  barcodes: Array.from({ length: 4 }, (_, n) => `barcode-X${n}`),
};
type Numbers = typeof numbers & { readonly now: () => number };
const dueAt = day + 15 * DAY_MS - 1_000;

/** Kinds with lists of loans: their stand-ins, and how they are reached. */
const kinds = {
  koha: {
    open: (of: Numbers) => openKohaLibrary({ ...of, library: 'CPL' }),
    secrets: { SECRET: 'secret', OFFLINE: 'offline-pw' },
    settings: {
      clientId: 'id',
      library: 'CPL',
      offline: { user: 'holdfast', passwordEnv: 'OFFLINE', times: 'utc' },
    },
  },
  folio: {
    open: (of: Numbers) => openFolioLibrary(of),
    secrets: { SECRET: 'secret' },
    settings: { tenant: 'diku', user: 'holdfast', servicePoint: 'CPL' },
  },
  evergreen: {
    open: (of: Numbers) => openEvergreenLibrary(of),
    secrets: { SECRET: 'a b+c&d' },
    settings: { user: 'holdfast', workstation: 'main-holdfast' },
  },
} satisfies Partial<Record<ConnectorKind, object>>;

describeStores('a loan by an import', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (kind: keyof typeof kinds) => {
    const scene = await openScene(await newPlace(), { items: 4, patrons: 4 });
    scene.clock.set(at(7));
    const { open, secrets, settings } = kinds[kind];
    const library = await open({ ...numbers, now: () => scene.clock.at });
    closing.push(library.close);
    await scene.writer.putActs([importedLoan({ item: 'X1', patron: 'P1', at: at(7), dueAt })]);
    library.lend('barcode-X1', 'card-P1');
    scene.clock.set(at(8));
    const of = readSettings(kind, { url: library.url, passwordEnv: 'SECRET', patience: 20, learns: true, ...settings });
    await addConnector(scene, { name: kind, settings: of });
    const secretOf = ({ passwordEnv = '' }: { readonly passwordEnv?: string }) =>
      new Map(Object.entries(secrets)).get(passwordEnv) ?? null;
    const ownDesk = { signer: await serverIdentity(scene.store, testRandom), random: testRandom };
    const runner = createConnectorRunner({
      store: scene.store,
      clock: scene.clock,
      random: testRandom,
      owner: 'one',
      learning: { runner: scene.runner, ownDesk },
      learnMs: 0,
      probeMs: 0,
      openSystem: (connector, place) => openSystem(connector, place, { secretOf, now: () => scene.clock.at }),
    });
    closing.push(runner.stop);
    const lookAt = async (hour: number, minute = 0) => {
      scene.clock.set(at(hour, minute));
      await runner.look();
    };
    /** Acts that were learned, as name and hour. */
    const learned = () =>
      scene.store.read(async ({ db }) => {
        const rows = await db
          .selectFrom('envelope')
          .select(['name', 'effective_at'])
          .where('desk_id', '=', OWN_DESK)
          .orderBy('effective_at')
          .execute();
        return rows.map(({ name, effective_at: when }) => `${name} ${(Number(when) - day) / 3_600_000}`);
      });
    const out = async () =>
      (await scene.rows('loan')).flatMap(({ state, patronId }) => (state === 'open' ? [patronId] : []));
    return { scene, library, lookAt, learned, out };
  };

  describe.each(Object.keys(kinds) as (keyof typeof kinds)[])('beside %s', (kind) => {
    test('ends once with its return at a desk', async () => {
      const { scene, library, lookAt, learned, out } = await opened(kind);
      await lookAt(9);
      const desk = await scene.desk('A');
      desk.checkin('X1', { at: at(10) });
      scene.clock.set(at(10, 1));
      await scene.send(desk);
      await lookAt(10, 2);
      await lookAt(11);
      expect(library.deeds.map(({ what }) => what)).toEqual(['checkin']);
      expect([await learned(), await out()]).toEqual([[], []]);
      expect(await openCodes(scene)).toEqual([]);
    });

    test('ends once with a return that comes in on the next day, and leaves the next loan alone', async () => {
      const { scene, library, lookAt, learned, out } = await opened(kind);
      await lookAt(9);
      const desk = await scene.desk('A');
      desk.checkin('X1', { at: at(15) });
      desk.checkout('X1', 'P2', { at: at(16), dueAt });
      scene.clock.set(at(34));
      await scene.send(desk);
      await lookAt(34, 1);
      await lookAt(35);
      expect(library.deeds.map(({ what }) => what)).toEqual(['checkin', 'checkout']);
      expect([await learned(), await out()]).toEqual([[], ['P2']]);
      // Koha counts the next loan from when it is told.
      expect((await openCodes(scene)).filter((code) => code !== 'there-date')).toEqual([]);
    });
  });
});

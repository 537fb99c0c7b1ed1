// A loan that an import brought from another system and that came back at a desk: what is seen of it there is no act that was made there.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import type { KohaLibrary } from '../../../support/connectors/koha-library.ts';
import { learnedActs, lentHere, openConnectorScene, type StandIn } from '../support/connector-scene.ts';
import { importedLoan } from '../support/imported-loan.ts';
import { openCodes } from '../support/scene.ts';
import { EVERGREEN, FOLIO, KOHA } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 15 * DAY_MS - 1_000;

/** Kinds with lists of loans. */
type Listing = Pick<KohaLibrary, 'url' | 'close' | 'lend'> & { readonly deeds: readonly { readonly what: string }[] };
const kinds: readonly StandIn<Listing>[] = [KOHA, FOLIO, EVERGREEN];

describeStores('a loan by an import', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  const opened = async (kind: StandIn<Listing>) => {
    const there = await openConnectorScene({ place: await newPlace(), closing }, kind, {
      more: { learns: true },
      from: at(8),
    });
    // It began before acts there were learned.
    there.scene.clock.set(at(7));
    await there.scene.writer.putActs([importedLoan({ item: 'X1', patron: 'P1', at: at(7), dueAt })]);
    there.library.lend('barcode-X1', 'card-P1');
    return there;
  };

  describe.each(kinds)('beside $kind', (kind) => {
    test('ends once with its return at a desk', async () => {
      const { scene, library, lookAt } = await opened(kind);
      await lookAt(9);
      const desk = await scene.desk('A');
      desk.checkin('X1', { at: at(10) });
      scene.clock.set(at(10, 1));
      await scene.send(desk);
      await lookAt(10, 2);
      await lookAt(11);
      expect(library.deeds.map(({ what }) => what)).toEqual(['checkin']);
      expect([await learnedActs(scene), await lentHere(scene)]).toEqual([[], []]);
      expect(await openCodes(scene)).toEqual([]);
    });

    test('ends once with a return that comes in on the next day, and leaves the next loan alone', async () => {
      const { scene, library, lookAt } = await opened(kind);
      await lookAt(9);
      const desk = await scene.desk('A');
      desk.checkin('X1', { at: at(15) });
      desk.checkout('X1', 'P2', { at: at(16), dueAt });
      scene.clock.set(at(34));
      await scene.send(desk);
      await lookAt(34, 1);
      await lookAt(35);
      expect(library.deeds.map(({ what }) => what)).toEqual(['checkin', 'checkout']);
      expect([await learnedActs(scene), await lentHere(scene)]).toEqual([[], ['X1 P2']]);
      // Koha counts the next loan from when it is told.
      expect((await openCodes(scene)).filter((code) => code !== 'there-date')).toEqual([]);
    });
  });
});

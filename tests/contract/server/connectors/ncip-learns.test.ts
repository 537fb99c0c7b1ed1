// Acts made beside an NCIP responder that lists the loans of a card are found on a walk over the people who have loans, without an echo.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { OWN_DESK } from '../../../../shared/circ/own-desk.ts';
import { openNcipScene } from '../support/ncip-scene.ts';
import type { Scene } from '../support/scene.ts';
import { describeStores } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

describeStores('acts that were made beside NCIP', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });
  const opened = async () => {
    const there = await openNcipScene({ place: await newPlace(), closing }, 'plain', { more: { learns: true } });
    there.scene.clock.set(at(9));
    const lookAt = async (hour: number, minute = 0) => {
      there.scene.clock.set(at(hour, minute));
      await there.look();
    };
    return { ...there, lookAt };
  };
  const learned = async ({ store }: Scene): Promise<string[]> => {
    const rows = await store.read(({ db }) =>
      db
        .selectFrom('envelope')
        .leftJoin('event', 'event.id', 'envelope.id')
        .select(['envelope.name', 'envelope.effective_at', 'event.item_id'])
        .where('envelope.desk_id', '=', OWN_DESK)
        .where('envelope.outcome', '=', 'applied')
        .execute(),
    );
    return rows
      .map(({ name, effective_at: when, item_id: item }) => `${name} ${item} ${(Number(when) - day) / 3_600_000}`)
      .toSorted();
  };
  const open = async (scene: Scene): Promise<string[]> =>
    (await scene.rows('exception'))
      .filter(({ state }) => state === 'open')
      .map(({ code, itemId }) => `${code} ${itemId}`);

  test('are returns, renewals and loans, and no echo', async () => {
    const { scene, library, lookAt } = await opened();
    const desk = await scene.desk('A');
    for (const item of ['X1', 'X2', 'X3']) desk.checkout(item, 'P1', { at: at(10), dueAt });
    scene.clock.set(at(10));
    await scene.send(desk);
    await lookAt(10, 30);
    await lookAt(10, 40);
    expect(await learned(scene)).toEqual([]);
    library.takeBack('barcode-X1');
    library.moveDate('barcode-X2', dueAt + 7 * DAY_MS);
    library.lend('barcode-X4', 'card-P1');
    await lookAt(11);
    await lookAt(12);
    expect(await learned(scene)).toEqual(['checkin X1 11', 'checkout X4 11', 'renew X2 11']);
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'checkout', 'checkout']);
    expect(await open(scene)).toEqual([]);
  });

  test('are learned where it lists without a count', async () => {
    const { scene, library, lookAt } = await opened();
    library.shown.without = 'counts';
    const desk = await scene.desk('A');
    for (const item of ['X1', 'X2']) desk.checkout(item, 'P1', { at: at(10), dueAt });
    scene.clock.set(at(10));
    await scene.send(desk);
    await lookAt(10, 30);
    library.takeBack('barcode-X1');
    await lookAt(11);
    expect(await learned(scene)).toEqual(['checkin X1 11']);
    // An empty list may be one that it does not keep.
    library.takeBack('barcode-X2');
    await lookAt(12);
    expect(await learned(scene)).toEqual(['checkin X1 11']);
    expect(await open(scene)).toEqual([]);
  });

  test('a copy that is out there to somebody else is for people', async () => {
    const { scene, library, lookAt } = await opened();
    const desk = await scene.desk('A');
    desk.checkout('X1', 'P1', { at: at(10), dueAt });
    scene.clock.set(at(10));
    await scene.send(desk);
    await lookAt(10, 30);
    library.lend('barcode-X1', 'card-P3');
    await lookAt(11);
    expect(await learned(scene)).toEqual([]);
    expect(await open(scene)).toEqual(['there-otherwise X1']);
  });

  test.each(['statuses', 'accounts', 'everything'] as const)(
    'are not made up where it does not say %s',
    async (without) => {
      const { scene, library, lookAt } = await opened();
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      scene.clock.set(at(10));
      await scene.send(desk);
      await lookAt(10, 30);
      if (without === 'accounts') {
        // It lists nothing and counts nothing: the copy is out to the card all the same.
        library.shown.without = without;
        await lookAt(10, 45);
        expect(await open(scene)).toEqual([]);
      }
      library.takeBack('barcode-X1');
      if (without === 'statuses') library.shown.without = 'statuses';
      else if (without === 'everything')
        library.instead = (name) =>
          name === 'LookupUser'
            ? {
                status: 200,
                body: '<NCIPMessage><Problem><ProblemType>Unsupported Service</ProblemType></Problem></NCIPMessage>',
              }
            : null;
      await lookAt(11);
      expect(await learned(scene)).toEqual([]);
      expect(await open(scene)).toEqual([]);
      library.instead = () => null;
      library.shown.without = 'nothing';
      await lookAt(12);
      await lookAt(13);
      expect(await learned(scene)).toEqual(['checkin X1 12']);
    },
  );
});

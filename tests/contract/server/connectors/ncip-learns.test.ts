// Acts made beside an NCIP responder that lists the loans of a card are found on a walk over the people who have loans, without an echo.

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { learnedActs, openConnectorScene, openExceptions } from '../support/connector-scene.ts';
import { ncipStandIn } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

describeStores('acts that were made beside NCIP', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });
  const opened = async () =>
    openConnectorScene({ place: await newPlace(), closing }, ncipStandIn('plain'), {
      more: { learns: true },
      from: at(9),
    });

  test('are returns, renewals and loans, and no echo', async () => {
    const { scene, library, lookAt } = await opened();
    const desk = await scene.desk('A');
    for (const item of ['X1', 'X2', 'X3']) desk.checkout(item, 'P1', { at: at(10), dueAt });
    scene.clock.set(at(10));
    await scene.send(desk);
    await lookAt(10, 30);
    await lookAt(10, 40);
    expect(await learnedActs(scene)).toEqual([]);
    library.takeBack('barcode-X1');
    library.moveDate('barcode-X2', dueAt + 7 * DAY_MS);
    library.lend('barcode-X4', 'card-P1');
    await lookAt(11);
    await lookAt(12);
    expect((await learnedActs(scene)).toSorted()).toEqual(['checkin X1 11', 'checkout X4 11', 'renew X2 11']);
    expect(library.deeds.map(({ what }) => what)).toEqual(['checkout', 'checkout', 'checkout']);
    expect(await openExceptions(scene)).toEqual([]);
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
    expect(await learnedActs(scene)).toEqual(['checkin X1 11']);
    // An empty list may be one that it does not keep.
    library.takeBack('barcode-X2');
    await lookAt(12);
    expect(await learnedActs(scene)).toEqual(['checkin X1 11']);
    expect(await openExceptions(scene)).toEqual([]);
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
    expect(await learnedActs(scene)).toEqual([]);
    expect(await openExceptions(scene)).toEqual(['there-otherwise X1 today']);
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
        expect(await openExceptions(scene)).toEqual([]);
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
      expect(await learnedActs(scene)).toEqual([]);
      expect(await openExceptions(scene)).toEqual([]);
      library.instead = () => null;
      library.shown.without = 'nothing';
      await lookAt(12);
      await lookAt(13);
      expect(await learnedActs(scene)).toEqual(['checkin X1 12']);
    },
  );
});

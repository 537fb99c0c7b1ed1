// The outbox to NCIP responders that differ from the standard, to those that answer badly, and what a check says of each.

import { DAY_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { ncipDocument, type NcipBreak, type NcipManners } from '../../../support/connectors/ncip-library.ts';
import { toldStates } from '../support/connector-scene.ts';
import { openNcipScene, pay, placeHold, whys, type NcipOptions } from '../support/ncip-scene.ts';
import { describeStores } from '../support/stores.ts';
import { at, day } from '../support/test-library.ts';

const dueAt = day + 14 * DAY_MS + DAY_MS - 1_000;

const problem = (type: string) => ncipDocument(`<ns1:Problem><ns1:ProblemType>${type}</ns1:ProblemType></ns1:Problem>`);

describeStores('the outbox in the manner', (newPlace) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });
  const opened = async (manner: NcipManners['manner'] = 'plain', options: NcipOptions = {}) =>
    openNcipScene({ place: await newPlace(), closing }, manner, options);

  describe('of WMS', () => {
    test.each<NcipManners['login']>(['token', 'wskey'])(
      'is told loans, returns and holds, signed in by %s',
      async (login) => {
        const { scene, library, look, system } = await opened('wms', { login });
        library.wanted.set('barcode-X2', 'Annex');
        const desk = await scene.desk('A');
        desk.checkout('X1', 'P1', { at: at(10), dueAt });
        desk.checkout('X2', 'P1', { at: at(10, 1), dueAt });
        desk.checkin('X2', { at: at(11) });
        placeHold(desk, 'P2', 'X3', at(12));
        await scene.send(desk);
        await look();
        expect(library.deeds.map(({ what, barcode }) => `${what} ${barcode}`)).toEqual([
          'checkout barcode-X1',
          'checkout barcode-X2',
          'checkin barcode-X2',
          'placeHold barcode-X3',
        ]);
        expect(await toldStates(scene)).toEqual(['told', 'told', 'wanted-there', 'told']);
        const [first] = library.heard;
        expect(first?.version).toMatch(/v2_01/);
        expect(first?.text('DesiredDateDue')).toBe('');
        expect(first?.scheme('InitiationHeader', 'FromAgencyId', 'AgencyId')).toBe(
          'http://oclc.org/ncip/schemes/agencyid.scm',
        );
        expect(first?.text('ItemId', 'AgencyId')).toBe('128807');
        expect(library.heard.map(({ name }) => name).filter((name) => name.startsWith('Lookup'))).toEqual([]);
        const principal = '&principalID=person&principalIDNS=urn%3Aoclc%3Awms%3Ada';
        expect(new Set(library.queries)).toEqual(new Set([`?inst=128807${login === 'wskey' ? principal : ''}`]));
        expect((await system().check()).map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
      },
    );

    test.each<NcipBreak>(['before', 'after'])(
      'a lost answer is not told again, and goes to a person (%s)',
      async (broken) => {
        const { scene, library, drain } = await opened('wms', { login: 'token' });
        library.lend('barcode-X2', 'card-P1');
        library.breaks = () => broken;
        const desk = await scene.desk('A');
        desk.checkout('X1', 'P1', { at: at(10), dueAt });
        desk.checkin('X2', { at: at(11) });
        placeHold(desk, 'P2', 'X3', at(12));
        await scene.send(desk);
        await drain();
        expect(await toldStates(scene)).toEqual(['unclear', 'unclear', 'unclear']);
        expect(library.deeds).toHaveLength(broken === 'after' ? 3 : 0);
      },
    );

    test('a loan that it could not work on goes to a person, and is not told again', async () => {
      const { scene, library, drain } = await opened('wms', { login: 'token' });
      library.instead = (name) =>
        name === 'CheckOutItem' ? { status: 200, body: problem('Temporary Processing Failure') } : null;
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      await scene.send(desk);
      await drain();
      expect(await toldStates(scene)).toEqual(['unclear']);
      expect(library.heard).toHaveLength(1);
    });

    test('a loan whose date it refuses is told once: it is told no date', async () => {
      const { library, system } = await opened('wms', { login: 'token' });
      library.instead = (name) => (name === 'CheckOutItem' ? { status: 200, body: problem('Invalid Date') } : null);
      const loan = { at: at(10), barcode: 'barcode-X1', card: 'card-P1', dueAt, rentalMinor: 0, depositMinor: 0 };
      expect(await system().tell({ kind: 'checkout', ...loan })).toMatchObject({ is: 'refused', why: 'other' });
      expect(library.heard).toHaveLength(1);
    });

    test('renewals and payments are not offered', async () => {
      const { scene, look } = await opened('wms', { login: 'token' });
      const desk = await scene.desk('A');
      const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
      desk.renew('X1', loan, 'P1', { at: at(11), dueAt: dueAt + 7 * DAY_MS });
      pay(desk, 'P1', at(12));
      await scene.send(desk);
      await look();
      expect((await toldStates(scene)).slice(1)).toEqual(['refused', 'refused']);
      expect(new Set((await whys(scene)).filter((why) => why !== undefined))).toEqual(new Set(['not-offered']));
    });

    test('signs in again when its token ended', async () => {
      const { scene, library, look } = await opened('wms', { login: 'token' });
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      await scene.send(desk);
      await look();
      library.endTokens();
      desk.checkout('X2', 'P1', { at: at(11), dueAt });
      await scene.send(desk, desk.request(1));
      await look();
      expect(library.deeds).toHaveLength(2);
      expect(library.tokensGiven()).toBe(2);
    });

    test('signs in anew before a token ends, and waits while it cannot', async () => {
      const { scene, library, look, drain } = await opened('wms', { login: 'token' });
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      await scene.send(desk);
      await look();
      scene.clock.set(scene.clock.at + 19 * MINUTE_MS);
      desk.checkout('X2', 'P1', { at: scene.clock.at, dueAt });
      await scene.send(desk, desk.request(1));
      library.login = () => ({ status: 503, body: '' });
      await look();
      expect(await toldStates(scene)).toEqual(['told', 'waiting']);
      library.login = () => ({ status: 200, body: '{"token":"none"}' });
      scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
      await look();
      expect(await toldStates(scene)).toEqual(['told', 'waiting']);
      library.login = null;
      await drain();
      expect(await toldStates(scene)).toEqual(['told', 'told']);
      expect([library.deeds.length, library.tokensGiven()]).toEqual([2, 2]);
    });
  });

  test('Alma is told loans, returns and renewals, and has no holds', async () => {
    const { scene, library, look, system } = await opened('alma');
    const desk = await scene.desk('A');
    const loan = desk.checkout('X1', 'P1', { at: at(10), dueAt });
    desk.renew('X1', loan, 'P1', { at: at(11), dueAt: dueAt + 7 * DAY_MS });
    desk.checkin('X1', { at: at(12) });
    placeHold(desk, 'P2', 'X3', at(13));
    await scene.send(desk);
    await look();
    expect(await toldStates(scene)).toEqual(['told', 'told', 'told', 'refused']);
    expect(library.heard.map(({ name }) => name)).toEqual(['CheckOutItem', 'RenewItem', 'CheckInItem']);
    expect((await system().check()).every(({ ok }) => ok)).toBe(true);
  });

  const big = `<a>${'<b>x</b>'.repeat(70_000)}</a>`;

  describe('of one that answers badly', () => {
    test.each([
      ['a page of a proxy', { status: 200, body: '<html><p>Bad<br>gateway</html>' }],
      ['an empty page', { status: 200, body: '' }],
      ['a document type', { status: 200, body: '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>' }],
      ['too many elements', { status: 200, body: big }],
      ['the answer to another message', { status: 200, body: ncipDocument('<ns1:LookupUserResponse/>') }],
      ['an answer that says nothing', { status: 200, body: ncipDocument('<ns1:CheckOutItemResponse/>') }],
      ['a page that does not end', { status: 200, body: '<NCIPMessage>', hangs: true }],
      ['a failure', { status: 500, body: problem('Unknown Item') }],
      ['a way elsewhere', { status: 302, body: '', headers: { location: 'http://127.0.0.1:9/' } }],
      ['that it cannot work at the moment', { status: 200, body: problem('Temporary Processing Failure') }],
    ])('a loan that is answered with %s is told once', async (_, answer) => {
      const { scene, library, look, drain } = await opened();
      library.instead = (name) => (name === 'CheckOutItem' ? answer : null);
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      await scene.send(desk);
      await look();
      // It may have been taken: nothing is told before that was looked at.
      expect(await toldStates(scene)).toEqual(['asked']);
      library.lend('barcode-X1', 'card-P1');
      library.instead = () => null;
      await drain();
      expect(library.deeds).toEqual([]);
      expect((await toldStates(scene))[0]).toMatch(/^(told|date-differs)$/);
    });

    test.each([
      ['too many messages', { status: 429, body: '', headers: { 'retry-after': '30' } }],
      ['that it is busy', { status: 503, body: '' }],
      ['that we may not', { status: 403, body: '' }],
      ['that it is not there', { status: 404, body: '' }],
      ['that it does not know us', { status: 200, body: problem('Unknown Agency') }],
      ['a login that it refuses', { status: 401, body: '' }],
    ])('a loan that is answered with %s waits', async (_, answer) => {
      const { scene, library, look, drain } = await opened();
      library.instead = (name) => (name === 'CheckOutItem' ? answer : null);
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      await scene.send(desk);
      await look();
      expect(await toldStates(scene)).toEqual(['waiting']);
      library.instead = () => null;
      scene.clock.set(scene.clock.at + 2 * MINUTE_MS);
      await drain();
      expect(await toldStates(scene)).toEqual(['told']);
      expect(library.deeds).toHaveLength(1);
    });

    test('a loan that it cannot read goes to a person, and the next one is told', async () => {
      const { scene, library, look } = await opened();
      let calls = 0;
      library.instead = (name) =>
        name === 'CheckOutItem' && (calls += 1) === 1
          ? { status: 200, body: problem('Invalid Message Syntax Error') }
          : null;
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      desk.checkout('X2', 'P1', { at: at(11), dueAt });
      await scene.send(desk);
      await look();
      expect(await toldStates(scene)).toEqual(['refused', 'told']);
      expect(await whys(scene)).toEqual(['not-answered']);
    });

    test('a loan that goes on failing goes to a person after a while', async () => {
      const { scene, library, drain } = await opened('wms', { login: 'token' });
      library.instead = (name) =>
        name === 'CheckOutItem' ? { status: 200, body: problem('Unauthorized Service For Agency') } : null;
      const desk = await scene.desk('A');
      desk.checkout('X1', 'P1', { at: at(10), dueAt });
      placeHold(desk, 'P2', 'X3', at(11));
      await scene.send(desk);
      await drain();
      expect(await toldStates(scene)).toEqual(['refused', 'told']);
    });
  });

  describe('of one that is checked', () => {
    const checked = async (...given: Parameters<typeof opened>) => {
      const { library, system } = await opened(...given);
      return { library, lines: () => system().check() };
    };

    test('by the standard', async () => {
      const { library, lines } = await checked();
      expect(await lines()).toEqual([
        { ok: true, text: expect.stringMatching(/^reached at http.*acting for HERE, profile plain$/) },
        { ok: true, text: 'says how copies stand' },
        { ok: true, text: 'answers about accounts' },
        { ok: true, text: expect.stringMatching(/a hold is for the title; not pay:/) },
        { ok: true, text: expect.stringMatching(/the promised date is sent/) },
      ]);
      library.instead = (name) =>
        name === 'LookupItem' ? { status: 200, body: problem('Unsupported Service') } : null;
      expect((await lines())[1]).toEqual({ ok: true, text: expect.stringMatching(/a lost answer goes to a person/) });
      library.instead = (name) => (name === 'LookupItem' ? { status: 403, body: '' } : null);
      expect((await lines())[1]).toEqual({ ok: false, text: 'copies: it answered 403' });
      await library.down();
      expect(await lines()).toEqual([{ ok: false, text: expect.stringMatching(/it is not reached$/) }]);
    });

    test('with a wrong secret, and without check-ins', async () => {
      const { library, lines } = await checked('wms', { login: 'token' });
      library.instead = (name) =>
        name === 'CheckInItem' ? { status: 200, body: problem('Unsupported Service') } : null;
      expect((await lines()).map(({ ok }) => ok)).toEqual([true, false, true, true, true]);
      const wrong = await checked('wms', {
        login: 'token',
        more: { login: { by: 'basic', user: 'u' }, profile: 'plain' },
      });
      expect(await wrong.lines()).toEqual([{ ok: false, text: expect.stringMatching(/it answered 401$/) }]);
    });
  });

  test.each([
    [{ profile: 'wms', login: { by: 'wskey', key: 'k', principalId: 'p', principalIdns: 'n' } }, /institution/],
    [{ profile: 'wms', institution: '1' }, /login/],
    [{ profile: 'alma' }, /application/],
    [{ profile: 'alma', application: 'P', learns: true }, /learns/],
    [
      {
        profile: 'wms',
        institution: '1',
        keepsTimes: true,
        login: { by: 'token', tokenUrl: 'https://a.example', clientId: 'c' },
      },
      /keepsTimes/,
    ],
    [{ profile: 'plain', url: 'http://ncip.example.org/' }, /https/],
    [{ profile: 'plain', login: { by: 'token', tokenUrl: 'http://a.example', clientId: 'c' } }, /tokenUrl.*https/],
  ])('of settings that lack something are refused (%#)', (more, why) => {
    expect(() => readSettings('ncip', { url: 'https://ncip.example.org/', agency: 'A', ...more })).toThrow(why);
  });
});

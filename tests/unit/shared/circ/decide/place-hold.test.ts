// The findings against a hold, by the ways of each system. Source: loan rules, 4.4.

import { decidePlaceHold } from '../../../../../shared/circ/decide/place-hold.ts';
import type { HoldCopy, PlaceHoldFacts } from '../../../../../shared/circ/facts.ts';
import type { Item, ItemState } from '../../../../../shared/circ/model/item.ts';
import { itemId, titleId } from '../../../../../shared/core/ids.ts';
import type { RuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import { folioRules, policyRule } from '../../../../support/folio-rules.ts';
import { kohaRow, kohaRules } from '../../../../support/koha-rules.ts';
import {
  block,
  checkoutFacts,
  hold,
  item,
  MONDAY,
  out,
  patron,
  patronFacts,
} from '../../../../support/small-library.ts';

const { library: LIBRARY } = checkoutFacts();

const copyOf = (over: Partial<Item> = {}, state: Partial<ItemState> = {}): HoldCopy => ({
  item: item(over, { status: 'on-loan', ...state }),
  location: null,
});
const asked = (over: Partial<PlaceHoldFacts> = {}): PlaceHoldFacts => ({
  library: LIBRARY,
  patron: patronFacts(),
  titleId: titleId('T'),
  itemId: null,
  copies: [copyOf()],
  held: [],
  ...over,
});
const decide = (over: Partial<PlaceHoldFacts> = {}, pickup: string | null = 'main', overrides: string[] = []) =>
  decidePlaceHold(asked(over), { card: 'card', pickup, overrides }, MONDAY);
const codes = (decision: ReturnType<typeof decide>) => decision.reasons.map(({ code }) => code);
const by = (rules: RuleSet): Pick<PlaceHoldFacts, 'library'> => ({ library: { ...LIBRARY, rules } });
const heldNow = (...titles: string[]) =>
  titles.map((title, n) => ({ hold: hold(`H${n}`, { titleId: titleId(title), placedAt: MONDAY }), kinds: ['book'] }));

describe('a hold', () => {
  test('is done when nothing stands against it', () => {
    expect(decide()).toMatchObject({ outcome: 'done', reasons: [] });
  });

  test('names every reason at once, each with its effect', () => {
    const barred = patronFacts({ patron: patron({ barred: true, blocks: [block('STAFF_H', { blocks: ['HOLD'] })] }) });
    const decision = decide(
      { patron: barred, copies: [copyOf({ holdable: false }, { status: 'missing' })] },
      'nowhere',
    );
    expect(decision.reasons.map(({ code, effect }) => `${code} ${effect}`)).toEqual([
      'PATRON_BARRED override',
      'PATRON_RESTRICTED override',
      'HOLD_NOT_ALLOWED override',
      'HOLD_STATUS override',
      'HOLD_PICKUP block',
    ]);
  });

  test('on a title is judged by the copy with the least against it', () => {
    const lost = copyOf({ id: itemId('L'), barcode: '1' }, { status: 'lost' });
    expect(codes(decide({ copies: [lost] }))).toEqual(['HOLD_STATUS']);
    expect(codes(decide({ copies: [lost, copyOf()] }))).toEqual([]);
    expect(codes(decide({ copies: [lost, copyOf()], itemId: itemId('L') }))).toEqual(['HOLD_STATUS']);
  });

  test('on a title without copies, or on a barcode that nobody catalogued, is not taken', () => {
    expect(codes(decide({ copies: [] }))).toEqual(['HOLD_NOT_ALLOWED']);
    expect(decide({ copies: [copyOf({ provisional: true })] })).toMatchObject({ outcome: 'refused' });
  });

  test('is not placed on what the patron has, or waits for', () => {
    const having = patronFacts({ loansOut: [out('L', { itemId: itemId('X') })] });
    expect(codes(decide({ patron: having }))).toEqual(['HOLD_ON_LOAN_TO_PATRON']);
    expect(codes(decide({ held: heldNow('T') }))).toEqual(['HOLD_DUPLICATE']);
    expect(codes(decide({ held: heldNow('other') }))).toEqual([]);
  });

  test('needs a place where it is picked up; no override makes one', () => {
    for (const pickup of [null, 'nowhere'])
      expect(decide({}, pickup, ['HOLD_PICKUP'])).toMatchObject({ outcome: 'refused' });
  });

  test('is not picked up at a whole system', () => {
    const { branches } = LIBRARY;
    const library = {
      ...LIBRARY,
      branches: new Map(
        [...branches].map(([id, row]) => [id, { ...row, kind: id === 'north' ? ('system' as const) : row.kind }]),
      ),
    };
    expect(codes(decide({ library }, 'north'))).toEqual(['HOLD_PICKUP']);
    expect(codes(decide({ library }, 'main'))).toEqual([]);
  });

  test('may be overridden, each reason by itself', () => {
    const missing = { copies: [copyOf({}, { status: 'missing' })], held: heldNow('T') };
    expect(decide(missing, 'main', ['HOLD_STATUS'])).toMatchObject({ outcome: 'needs-override' });
    expect(decide(missing, 'main', ['HOLD_STATUS', 'HOLD_DUPLICATE'])).toMatchObject({ outcome: 'done' });
  });
});

describe('by the rules of Koha', () => {
  const rules = (values: Record<string, string>) => by(kohaRules({ rows: [kohaRow(values)] }));

  test('limits are counted, and told with their figures', () => {
    const limits = {
      reservesallowed: '2',
      holds_per_record: '1',
      holds_per_day: '2',
      max_holds: '2',
      onshelfholds: '1',
    };
    const decision = decide({ ...rules(limits), held: heldNow('T', 'U') });
    expect(decision.reasons).toMatchObject([
      { code: 'HOLD_LIMIT_RECORD', params: { count: 1, limit: 1 } },
      { code: 'HOLD_LIMIT_DAY', params: { count: 2, limit: 2 } },
      { code: 'HOLD_LIMIT_REACHED', params: { count: 2, limit: 2 } },
    ]);
  });

  test('without a rule nothing is held', () => {
    expect(codes(decide(rules({ onshelfholds: '1' })))).toEqual(['HOLD_LIMIT_REACHED']);
  });

  test('a copy on the shelf is fetched instead', () => {
    const open = rules({ reservesallowed: '5' });
    const available = copyOf({}, { status: 'available' });
    expect(codes(decide({ ...open, copies: [available] }))).toEqual(['HOLD_AVAILABLE_PAGE_INSTEAD']);
    expect(codes(decide({ ...open, copies: [available, copyOf({ id: itemId('Y') })] }))).toEqual([]);
  });

  test('a fault of an account is shown to staff and stops nothing', () => {
    const barred = patronFacts({ patron: patron({ barred: true }) });
    expect(decide({ ...rules({ reservesallowed: '5' }), patron: barred })).toMatchObject({
      outcome: 'done',
      reasons: [{ code: 'PATRON_BARRED', effect: 'alert' }],
    });
  });
});

describe('by the rules of FOLIO', () => {
  const rulesFor = (types: ('hold' | 'page')[]) =>
    by(
      folioRules({
        rules: [policyRule(1, 'two-weeks', { gives: { loanPolicy: 'two-weeks', requestPolicy: 'request' } })],
        requestPolicies: [{ id: 'request', name: 'Requests', types }],
      }),
    );

  test('the request policy says how an item may be asked for, by its status; nobody overrides it', () => {
    const rules = rulesFor(['hold']);
    expect(decide(rules)).toMatchObject({ outcome: 'done' });
    const available = { ...rules, copies: [copyOf({}, { status: 'available' })] };
    expect(decide(available, 'main', ['HOLD_NOT_ALLOWED'])).toMatchObject({
      outcome: 'refused',
      reasons: [{ code: 'HOLD_NOT_ALLOWED', effect: 'block' }],
    });
    expect(decide({ ...rulesFor(['page']), copies: available.copies })).toMatchObject({ outcome: 'done' });
  });

  test('a desk where nothing is picked up', () => {
    const rules = folioRules({
      desks: [
        { id: 'main', name: 'Main', code: null, isPickup: false, shelfPeriod: null, shelfClosedMode: 'keep_exact' },
      ],
    });
    expect(codes(decide(by(rules)))).toContain('HOLD_PICKUP');
  });
});

test('where the desk stands changes nothing: the answer is the same everywhere [I22]', () => {
  const nowhere = { ...LIBRARY, deskBranch: null };
  const missing = { copies: [copyOf({}, { status: 'missing' })] };
  expect(decide({ ...missing, library: nowhere }).reasons).toEqual(decide(missing).reasons);
});

// The hold matrix, its weights and the protection of new items, as rules of holds; and a desk's decisions by them.

import { decidePlaceHold } from '../../../../../shared/circ/decide/place-hold.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { titleId } from '../../../../../shared/core/ids.ts';
import type { WeightedRuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import type { Item } from '../../../../../shared/circ/model/item.ts';
import { checkoutFacts, item, MONDAY, patron, patronFacts, ruleSet } from '../../../../support/small-library.ts';
import { collect } from '../support/collect.ts';

const header =
  'id,active,strict_ou_match,user_home_ou,request_ou,pickup_ou,item_owning_ou,item_circ_ou,usr_grp,requestor_grp,circ_modifier,marc_type,' +
  'juvenile_flag,ref_flag,item_age,holdable,transit_range,max_holds,include_frozen_holds,stop_blocked_user,age_hold_protect_rule,copy_location,description';
const rowsOf = (...rows: Readonly<Record<string, string>>[]) => [
  header,
  ...rows.map((row, index) =>
    header
      .split(',')
      .map((column) => ({ id: String(index + 1), active: '1', requestor_grp: '1', ...row })[column] ?? '')
      .join(','),
  ),
];

describe('rows of the hold matrix', () => {
  test('ask every question that they can ask, and give what they allow', async () => {
    const { rules, of } = await collect({
      hold_matrix: rowsOf(
        { description: 'Everybody' },
        {
          user_home_ou: '3',
          request_ou: '2',
          pickup_ou: '4',
          item_owning_ou: '2',
          item_circ_ou: '4',
          usr_grp: '9',
          circ_modifier: 'dvd',
          marc_type: 'g',
          juvenile_flag: '1',
          ref_flag: '0',
          item_age: '6 mons',
          copy_location: '2',
          holdable: '0',
          max_holds: '3',
          age_hold_protect_rule: '1',
        },
      ),
      rule_age_hold_protect: ['id,name,age,prox', '1,3month,3 months,0'],
    });
    expect(rules.holdRules?.[0]).toMatchObject({
      name: 'Everybody',
      criteria: { requestorGroup: { in: ['1'] } },
      gives: { hold: { from: 'any' } },
    });
    expect(rules.holdRules?.[1]).toMatchObject({
      name: '',
      criteria: {
        requestorGroup: { in: ['1'] },
        patronGroup: { in: ['9'] },
        patronHome: { in: ['SOUTH'] },
        requestBranch: { in: ['NORTH'] },
        pickupBranch: { in: ['NORTH-A'] },
        itemOwner: { in: ['NORTH'] },
        itemHome: { in: ['NORTH-A'] },
        itemKind: { in: ['dvd'] },
        location: { in: [of('location')[1]?.id] },
        recordType: { in: ['g'] },
        juvenile: { is: true },
        reference: { is: false },
        itemAge: { youngerThanDays: 182.625 },
      },
      gives: { hold: { from: 'none', total: 3, ageProtection: { youngerThanDays: 92, distance: 0 } } },
    });
  });

  test('with a question that is not known are rejected, and what they give besides is told', async () => {
    const strict = await collect({ hold_matrix: rowsOf({}, { strict_ou_match: '1' }) });
    expect(strict.kinds['holdRules']).toEqual({ taken: 1, rejected: 1 });
    expect(strict.reasons.join()).toContain('strict_ou_match is a criterion that Holdfast does not know');
    const ranged = await collect({ hold_matrix: rowsOf({ transit_range: '2', stop_blocked_user: '1' }) });
    expect(ranged.said.join()).toContain('taken without transit_range, stop_blocked_user');
  });

  test('weigh what the set Default says, and there are none where the export has no matrix', async () => {
    const weights = ['name,requestor_grp,usr_grp,item_owning_ou', 'Default,8.0,7.5,5.0', 'Other,1,1,1'];
    const { rules, kinds } = await collect({ hold_matrix: rowsOf({}), hold_matrix_weights: weights });
    expect(rules.holdWeights).toMatchObject({ requestorGroup: 8, patronGroup: 7.5, itemOwner: 5, itemKind: 4 });
    expect(kinds['holdRuleWeights']).toEqual({ taken: 1, rejected: 1 });
    const without = await collect({});
    expect(without.rules.holdRules).toBeUndefined();
  });
});

describe('a hold by such rules', () => {
  type HoldRules = NonNullable<WeightedRuleSet['holdRules']>;
  const row = (
    id: string,
    criteria: HoldRules[number]['criteria'],
    hold: HoldRules[number]['gives']['hold'],
  ): HoldRules[number] => ({ id, name: `R${id}`, position: Number(id), active: true, criteria, gives: { hold } });
  const everybody = row('1', { requestorGroup: { in: ['everybody'] } }, { from: 'any' });
  const place = (holdRules: HoldRules, about: Partial<Item> = {}, pickup = 'main') => {
    const { library } = checkoutFacts({ rules: ruleSet({ profile: 'evergreen', holdRules }) });
    const copies = [{ item: item(about, { status: 'on-loan' }), location: null }];
    const facts = { library, patron: patronFacts({ patron: patron() }), itemId: null, copies, held: [] };
    return decidePlaceHold({ ...facts, titleId: titleId('T') }, { card: 'c', pickup, overrides: [] }, MONDAY);
  };
  const codes = (...asked: Parameters<typeof place>) => place(...asked).reasons.map(({ code }) => code);

  test('is placed where the best row allows it, and refused where that one does not or none matches', () => {
    const noFilms = row('2', { requestorGroup: { in: ['everybody'] }, itemKind: { in: ['film'] } }, { from: 'none' });
    expect(codes([everybody, noFilms], { kind: 'book' })).toEqual([]);
    expect(codes([everybody, noFilms], { kind: 'film' })).toEqual(['HOLD_NOT_ALLOWED']);
    expect(codes([noFilms], { kind: 'book' })).toEqual(['HOLD_NOT_ALLOWED']);
    expect(codes([])).toEqual(['HOLD_NOT_ALLOWED']);
    expect(place([everybody, noFilms], { kind: 'film' }).trace.candidates[0]).toMatchObject({
      name: 'R2',
      matched: true,
      gave: ['hold.from'],
    });
  });

  test('takes nothing of another row: the best one decides alone', () => {
    const limited = row('2', { requestorGroup: { in: ['everybody'] } }, { from: 'any', total: 0 });
    const pickup = row('3', { requestorGroup: { in: ['everybody'] }, pickupBranch: { in: ['main'] } }, { from: 'any' });
    expect(codes([limited])).toEqual(['HOLD_LIMIT_REACHED']);
    expect(codes([limited, pickup])).toEqual([]);
  });

  test('keeps what is new near', () => {
    const near = row(
      '1',
      { requestorGroup: { in: ['everybody'] } },
      { from: 'any', ageProtection: { youngerThanDays: 90, distance: 0 } },
    );
    expect(codes([near], { addedAt: MONDAY - 10 * DAY_MS })).toEqual([]);
    expect(codes([near], { addedAt: MONDAY - 10 * DAY_MS }, 'east')).toEqual(['HOLD_AGE']);
    expect(codes([near], { addedAt: MONDAY - 100 * DAY_MS }, 'east')).toEqual([]);
  });
});

// How cases of matching are put to the engine: made-up ones, worked by hand.

import { runVector } from '../../../vectors/run-vector.ts';

const run = (operation: string, system: string, input: object, expected: object) =>
  runVector({ id: 'made-up', operation, system, input, expect: expected }, 'made-up');
const passed = { id: 'made-up', outcome: 'passed' };
const failed = { id: 'made-up', outcome: 'failed' };

describe('tables of single values', () => {
  const rows = [
    { branch: '*', patron_category: '*', item_type: '*', value: 'any' },
    { branch: '*', patron_category: 'C', item_type: 'I', value: 'category and type' },
    { branch: 'B', patron_category: '*', item_type: '*', value: 'branch' },
  ];
  const value = (query: object, expected: unknown) =>
    expect(run('wildcard_match', 'koha', { rows, query }, { value: expected })).toMatchObject(passed);

  test('give the most specific row, branch before all else', () => {
    value({ branch: 'B', patron_category: 'C', item_type: 'I' }, 'branch');
    value({ branch: 'other', patron_category: 'C', item_type: 'I' }, 'category and type');
    value({ branch: null, patron_category: 'C' }, 'any');
    value({}, 'any');
  });

  test('keep blank, nothing, zero and the default apart', () => {
    const over = (stored: unknown, expected: unknown) =>
      expect(
        run(
          'value_with_default',
          'koha',
          { rule: 'x', rows: [{ branch: '*', value: stored }], query: {}, site_default: '7' },
          { value: expected },
        ),
      ).toMatchObject(passed);
    over('', '7');
    over('0', '0');
    over(0, 0);
    // A rule that is set to nothing was taken away.
    over(null, '7');
  });

  test('pass over a rule that was taken away', () => {
    const taken = [...rows, { branch: 'B', patron_category: 'C', item_type: 'I', value: null }];
    const query = { branch: 'B', patron_category: 'C', item_type: 'I' };
    expect(run('wildcard_match', 'koha', { rule: 'x', rows: taken, query }, { value: 'branch' })).toMatchObject(passed);
  });

  test('store numbers as the texts that they are', () => {
    const set = { branch: 'B', patron_category: '*', item_type: 'I', value: 14 };
    expect(run('set_rule_then_get', 'koha', { rule: 'issuelength', set }, { value: '14' })).toMatchObject(passed);
    expect(run('rule_value_check', 'koha', { rule: 'fine', value: 0.5 }, { accepted: true })).toMatchObject(passed);
  });

  test('store what belongs to the scope, and blank only where it is a value', () => {
    const stored = (rule: string, set: object, expected: object) =>
      expect(run('set_rule_then_get', 'koha', { rule, set }, expected)).toMatchObject(passed);
    stored('issuelength', { branch: 'B', patron_category: '*', item_type: 'I', value: '14' }, { value: '14' });
    stored('holdallowed', { branch: '*', item_type: '*', value: '' }, { value: null });
    stored('lostreturn', { branch: 'B', value: null }, { value: null });
    const wrong = { rule: 'lostreturn', set: { branch: 'B', item_type: 'I', value: 'refund' } };
    expect(run('set_rule_then_get', 'koha', wrong, { value: 'refund' })).toMatchObject(failed);
  });

  test('look for what a row leaves open in the next row, and then in what holds without rules', () => {
    const itemRows = [
      { branch: 'B', item_type: 'I', hold_allowed: 1, return_branch: null },
      { branch: 'B', item_type: '*', return_branch: 'noreturn', hold_fulfillment: null },
    ];
    const expected = { hold_allowed: 1, return_branch: 'noreturn', hold_fulfillment: 'any' };
    const input = { rows: itemRows, query: { branch: 'B', item_type: 'I' } };
    expect(run('branch_item_rule', 'koha', input, expected)).toMatchObject(passed);
  });

  test('know whose row counts', () => {
    const from = (control: string, isDeskKnown: boolean, expected: string) =>
      expect(
        run('controlling_branch', 'koha', { control, desk_branch_known: isDeskKnown }, { branch_from: expected }),
      ).toMatchObject(passed);
    from('PickupLibrary', true, 'desk_branch');
    from('PickupLibrary', false, 'item_branch');
    from('ItemHomeLibrary', true, 'item_branch');
    const lost = { rows: [{ branch: 'H', value: '0' }], item: { home_branch: 'H', holding_branch: 'X' } };
    const policy = (control: string, checkin: string | null, expected: string) =>
      expect(
        run('lost_return_policy', 'koha', { ...lost, control, checkin_branch: checkin }, { lostreturn: expected }),
      ).toMatchObject(passed);
    policy('ItemHomeBranch', 'X', '0');
    policy('CheckinLibrary', 'X', 'refund');
    policy('CheckinLibrary', null, '0');
  });
});

describe('rules by weights', () => {
  const everywhere = {
    id: 'all',
    org_unit: 'CONS',
    patron_group: 'all',
    duration: { n: 14, unit: 'days' },
    renewals: 2,
  };
  const loan = { circ_lib: 'BR1', item_circ_lib: 'BR3', renewal: false };
  const gives = (rules: object[], query: object, expected: object) =>
    expect(run('weighted_match', 'evergreen', { rules, query }, expected)).toMatchObject(passed);

  test('prefer the nearer library and fill what it leaves open', () => {
    const system = { id: 'system', org_unit: 'SYS1', patron_group: 'all', duration: { n: 7, unit: 'days' } };
    gives([everywhere, system], loan, { duration: { n: 7, unit: 'days' }, renewals: 2 });
    gives([everywhere, system], { ...loan, circ_lib: 'BR4' }, { duration: { n: 14, unit: 'days' } });
  });

  test('ask about groups of libraries only where a rule does', () => {
    const odd = {
      id: 'odd',
      org_unit: 'CONS',
      patron_group: 'all',
      item_circ_lib_in: ['BR1', 'BR3'],
      duration: { n: 1, unit: 'hours' },
    };
    gives([everywhere, odd], loan, { duration: { n: 1, unit: 'hours' } });
    gives([everywhere, odd], { ...loan, item_circ_lib: 'BR2' }, { duration: { n: 14, unit: 'days' } });
  });

  test('judge a hold by its best rule', () => {
    const rules = [
      { id: 'all', requestor_group: 'all', holdable: true },
      { id: 'even', requestor_group: 'all', pickup_lib_in: ['BR2', 'BR4'], holdable: false },
    ];
    gives(rules, { pickup_lib: 'BR2', request_lib: 'BR1', item_circ_lib: 'BR1' }, { holdable: false });
    gives(rules, { pickup_lib: 'BR3', request_lib: 'BR1', item_circ_lib: 'BR2' }, { holdable: true });
  });
});

describe('rules texts', () => {
  const text = (...rules: string[]) =>
    ['priority: last-line', 'fallback-policy: l none r none n none o none i none', ...rules].join('\n');
  const book = { material_type: 'book', loan_type: 'day', patron_group: 'staff', location: 'desk' };
  const matching = (expected: object, over: object = {}) =>
    run(
      'rules_text_match',
      'folio',
      {
        rules_text: text('m book: l some r may n tell o pay i lost'),
        policy_kind: 'notice',
        item: { ...book, ...over },
      },
      expected,
    );

  test('give the policy of the kind that is asked for', () => {
    expect(matching({ policy: 'tell', all_matches_best_first: ['tell', 'none'] })).toMatchObject(passed);
    expect(matching({ policy_is_not: 'none' })).toMatchObject(passed);
    expect(matching({ policy_is_not: 'tell' })).toMatchObject(failed);
    expect(matching({ policy: 'none' }, { material_type: 'map' })).toMatchObject(passed);
  });

  test('fail a case whose own text is wrong, and one with a part that is not known', () => {
    const wrong = { rules_text: 'm book', policy_kind: 'loan', item: book };
    expect(run('rules_text_match', 'folio', wrong, { policy_is_not: 'x' })).toMatchObject(failed);
    expect(matching({ policy: 'tell' }, { colour: 'red' })).toMatchObject(failed);
  });

  test('are refused with line and column', () => {
    const refused = (rule: string, expected: object) =>
      expect(run('rules_text_error', 'folio', { rules_text: text(rule) }, { error: 'why', ...expected })).toMatchObject(
        passed,
      );
    refused('m book: l a-b r may n tell o pay', { line: 3, column: 6 });
    refused('m book !dvd: l a-b', { line: 3, column: 9 });
    expect(run('rules_text_error', 'folio', { rules_text: text() }, { error: 'why' })).toMatchObject(failed);
  });
});

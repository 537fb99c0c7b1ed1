// The circulation matrix and all that hangs on it, as a rule set; and the tree of libraries.

import { WeightedRuleSetSchema } from '../../../../../shared/rules/model/rule-set.ts';
import { collect } from '../support/collect.ts';
import { linesOf, withRows } from '../support/small-export.ts';

const columns =
  'id,active,org_unit,org_shortname,grp,grp_name,circ_modifier,copy_location,marc_type,marc_form,marc_bib_level,marc_vr_format,copy_circ_lib,' +
  'copy_owning_lib,user_home_ou,ref_flag,juvenile_flag,is_renewal,usr_age_lower_bound,usr_age_upper_bound,item_age,circulate,duration_rule,' +
  'recurring_fine_rule,max_fine_rule,hard_due_date,renewals,grace_period,total_copy_hold_ratio,available_copy_hold_ratio,renew_extends_due_date,description';

/** A matrix of one row, by column. */
const matrix = (row: Readonly<Record<string, string>>, extra = '') => {
  const header = `${columns}${extra}`;
  const values = { id: '7', active: '1', org_unit: '1', grp: '1', ...row };
  return [
    header,
    header
      .split(',')
      .map((column) => Object.entries(values).find(([name]) => name === column)?.[1] ?? '')
      .join(','),
  ];
};

describe('rows of the matrix', () => {
  test('ask every question that they can ask', async () => {
    const row = {
      org_unit: '2',
      grp: '9',
      circ_modifier: 'dvd',
      copy_location: '2:Reference',
      marc_type: 'g',
      marc_form: 's',
      marc_bib_level: 'm',
      marc_vr_format: 'v',
      copy_circ_lib: '4',
      copy_owning_lib: '2',
      user_home_ou: '3',
      ref_flag: '0',
      juvenile_flag: '1',
      is_renewal: '1',
      usr_age_lower_bound: '18 years',
      usr_age_upper_bound: '65 years',
      item_age: '6 mons',
      circulate: '1',
    };
    const { rules, of, said } = await collect({ circ_matrix: matrix(row) });
    expect(rules.rules[0]).toMatchObject({ id: '7', position: 7, active: true });
    expect(rules.rules[0]?.criteria).toEqual({
      patronGroup: { in: ['9'] },
      deskBranch: { in: ['NORTH'] },
      itemHome: { in: ['NORTH-A'] },
      itemOwner: { in: ['NORTH'] },
      patronHome: { in: ['SOUTH'] },
      itemKind: { in: ['dvd'] },
      location: { in: [of('location')[1]?.id] },
      recordType: { in: ['g'] },
      recordForm: { in: ['s'] },
      recordLevel: { in: ['m'] },
      videoFormat: { in: ['v'] },
      reference: { is: false },
      juvenile: { is: true },
      renewal: { is: true },
      patronAge: { olderThanDays: 6_575, youngerThanDays: 23_741 },
      itemAge: { youngerThanDays: 182.625 },
    });
    expect(said.join()).toContain('asks for a form or video format, which bibs.csv does not have');
  });

  test('give only what they name, so that the rest comes from the next row', async () => {
    const { rules } = await collect({ circ_matrix: matrix({ circulate: '1', recurring_fine_rule: '1' }) });
    expect(rules.rules[0]?.gives).toEqual({
      circulates: true,
      fine: {
        name: 'default',
        lowMinor: 5,
        normalMinor: 10,
        highMinor: 50,
        per: { n: 1, unit: 'days' },
        grace: { n: 1, unit: 'days' },
      },
    });
  });

  test('give durations by grade, caps in money or in percent, renewals and grace of their own', async () => {
    const { rules } = await collect({
      circ_matrix: matrix({
        circulate: '0',
        duration_rule: '1',
        max_fine_rule: '2',
        renewals: '0',
        grace_period: '02:00:00',
      }),
    });
    expect(rules.rules[0]?.gives).toEqual({
      circulates: false,
      duration: {
        name: 'default',
        periods: { short: { n: 7, unit: 'days' }, normal: { n: 14, unit: 'days' }, extended: { n: 21, unit: 'days' } },
        maxRenewals: 2,
        due: 'rolling',
      },
      maxFine: { name: 'half', amountMinor: 5_000, percentOfPrice: true },
      renewals: 0,
      grace: { n: 2, unit: 'hours' },
    });
  });

  test('that are switched off are taken as such, and named by what they describe', async () => {
    const { rules } = await collect({ circ_matrix: matrix({ active: '0', description: 'Summer' }) });
    expect(rules.rules[0]).toMatchObject({ active: false, name: 'Summer' });
  });

  test('get hard due dates from their file, or from a date of their own', async () => {
    const hard_due_dates = ['id,name,ceiling_date,forceto', '3,Fall,2024-12-13 23:59:59-08,1'];
    const forced = await collect({ circ_matrix: matrix({ hard_due_date: '3' }), hard_due_dates });
    expect(forced.rules.rules[0]?.gives.hardDate).toEqual({ at: Date.UTC(2024, 11, 14, 7, 59, 59), mode: 'exact' });
    expect(forced.kinds['hardDueDates']).toEqual({ taken: 1, rejected: 0 });
    const dated = await collect({ circ_matrix: matrix({ hard_due_date: '2024-12-13' }) });
    expect(dated.rules.rules[0]?.gives.hardDate).toEqual({ at: Date.UTC(2024, 11, 14, 7, 59, 59), mode: 'ceiling' });
    const unknown = await collect({ circ_matrix: matrix({ hard_due_date: '8' }) });
    expect(unknown.said.join()).toContain('taken without the hard due date 8, which the export does not define');
  });

  test('say how many copies there must be for each hold', async () => {
    const { rules } = await collect({
      circ_matrix: matrix({ total_copy_hold_ratio: '2.5', available_copy_hold_ratio: '0' }),
    });
    expect(rules.rules[0]?.gives).toMatchObject({ leastCopiesPerHold: 2.5, leastAvailablePerHold: 0 });
    const { reasons } = await collect({ circ_matrix: matrix({ total_copy_hold_ratio: 'many' }) });
    expect(reasons.join()).toContain('total_copy_hold_ratio');
  });

  test('keep unused time at a renewal where their row says so, which no other row fills', async () => {
    const minimum = ',renew_extend_min_interval';
    const extending = { renew_extends_due_date: '1', renew_extend_min_interval: '7 days' };
    const extendOf = async (circ_matrix: string[]) =>
      (await collect({ circ_matrix })).rules.rules.map(({ gives }) => gives.renew);
    const extension = { extendUnused: { minimumRun: { n: 7, unit: 'days' } } };
    expect(await extendOf(matrix(extending, minimum))).toEqual([extension]);
    const other = matrix({ id: '8' }, minimum).slice(1);
    expect(await extendOf([...matrix(extending, minimum), ...other])).toEqual([extension, { extendUnused: null }]);
    expect(await extendOf(matrix({}))).toEqual([undefined]);
    const { reasons } = await collect({
      circ_matrix: matrix({ ...extending, renew_extend_min_interval: 'long' }, minimum),
    });
    expect(reasons.join()).toContain('renew_extend_min_interval');
  });

  test('that ask something else are not taken, since they would apply where they must not', async () => {
    const { reasons } = await collect({ circ_matrix: matrix({ org_lasso: '4' }, ',org_lasso') });
    expect(reasons).toEqual(['circ_matrix.csv:2 org_lasso is a criterion that Holdfast does not know']);
  });
});

describe('the rule set', () => {
  test('fits its schema, and its version follows from what it says', async () => {
    const [one, other] = [await collect(), await collect({ circ_matrix: matrix({ circulate: '0' }) })];
    expect(WeightedRuleSetSchema.safeParse(one.rules).success).toBe(true);
    expect(one.rules.version).toMatch(/^evergreen-[0-9a-f]{16}$/);
    expect(other.rules.version).not.toBe(one.rules.version);
    expect(one.rules).toMatchObject({
      profile: 'evergreen',
      currency: 'USD',
      endOfDay: '23:59:59',
      closedDays: 'skip-closed-ends',
    });
  });

  test('weighs by the set Default, or as the source does by itself', async () => {
    expect((await collect()).rules.weights).toMatchObject({ patronGroup: 11, deskBranch: 10, itemKind: 5 });
    const set = ['name,org_unit,grp,circ_modifier', 'Default,3.5,4.0,9.0'];
    expect((await collect({ circ_matrix_weights: set })).rules.weights).toMatchObject({
      patronGroup: 4,
      deskBranch: 3.5,
      itemKind: 9,
      location: 5,
    });
    expect((await collect({ circ_matrix_weights: null })).rules.weights).toMatchObject({ patronGroup: 11, renewal: 7 });
  });

  test('has thresholds in money and in counts, with what their penalties block', async () => {
    expect((await collect()).rules.thresholds).toEqual([
      { group: '1', branch: 'ALL', counts: 'fines', limit: 1_000, blocks: ['CIRC', 'RENEW'] },
      { group: '9', branch: 'ALL', counts: 'items-out', limit: 5, blocks: ['CIRC', 'FULFILL'] },
    ]);
  });

  test('has limit sets at their owner, and names one that counts nothing', async () => {
    const { rules, said, of } = await collect({
      circ_limit_sets: withRows('circ_limit_sets', '2,Shelf,1,4,1,,2:Reference', '3,Empty,1,9,0,,'),
    });
    expect(rules.limitSets).toEqual([
      { id: '1', name: 'Discs', branch: 'NORTH', limit: 3, kinds: ['dvd', 'cd'], locations: [], global: false },
      { id: '2', name: 'Shelf', branch: 'ALL', limit: 4, kinds: [], locations: [of('location')[1]?.id], global: true },
      { id: '3', name: 'Empty', branch: 'ALL', limit: 9, kinds: [], locations: [], global: false },
    ]);
    expect(said).toContain('circ_limit_sets.csv:4 Empty names no modifier and no location: it counts nothing');
  });
});

describe('the tree', () => {
  test('keeps kinds, systems and the zone down to each branch', async () => {
    const rows = (
      await collect({ org_units: withRows('org_units', '9,4,4,NORTH-X,North Annex') }, 'America/Denver')
    ).of('branch');
    expect(rows.map(({ id, kind, system, zone }) => [id, kind, system, zone])).toEqual([
      ['ALL', 'consortium', null, 'America/Denver'],
      ['NORTH', 'system', 'NORTH', 'America/Denver'],
      ['NORTH-A', 'branch', 'NORTH', 'America/Denver'],
      ['NORTH-X', 'sub-library', 'NORTH', 'America/Denver'],
      ['SOUTH', 'system', 'SOUTH', 'America/Denver'],
      ['SOUTH-A', 'branch', 'SOUTH', 'America/Denver'],
    ]);
  });

  test('is told by its depth where the kinds are not named', async () => {
    const rows = (await collect({ org_unit_types: null })).of('branch');
    expect(rows.map(({ kind }) => kind)).toEqual(['consortium', 'system', 'branch', 'system', 'branch']);
  });

  test('gives a branch under no system a scope of its own', async () => {
    const org_units = [
      linesOf('org_units')[0] ?? '',
      '1,,1,ALL,All',
      '2,1,3,NORTH,North',
      '3,1,3,SOUTH,South',
      '4,2,3,NORTH-A,A',
      '5,3,3,SOUTH-A,B',
    ];
    const rows = (await collect({ org_units })).of('branch');
    expect(rows.map(({ system }) => system)).toEqual([null, 'NORTH', 'NORTH', 'SOUTH', 'SOUTH']);
  });
});

// Two rule sets are compared by what names a row, so that a row that says something else is not one more and one fewer.

import { ruleSetVersion } from '../../../../shared/core/ids.ts';
import { compareRules } from '../../../../shared/rules/compare-rules.ts';
import { folioRules } from '../../../support/folio-rules.ts';
import { kohaRow, kohaRules, plainKohaRow } from '../../../support/koha-rules.ts';

/** The part is one value. */
const whole = { added: [], removed: [], changed: [{ name: '', fields: [] }] };

describe('two rule sets', () => {
  test('are the same whatever their versions and the order of their rows', () => {
    const rows = [plainKohaRow, kohaRow({ fine: '0' }, { item_type: 'BK' })];
    const other = kohaRules({ rows: rows.toReversed(), version: ruleSetVersion('koha-2') });
    expect(compareRules(kohaRules({ rows }), other)).toEqual([]);
  });

  test('differ by rows that one of them has, and by rows that say something else for the same scope', () => {
    const before = [plainKohaRow, kohaRow({ fine: '0' }, { item_type: 'BK' })];
    const after = [
      kohaRow({ ...plainKohaRow.values, issuelength: '21' }),
      kohaRow({ fine: '1' }, { item_type: 'MX' }),
      kohaRow({ fine: '1' }, { item_type: 'CD' }),
    ];
    expect(compareRules(kohaRules({ rows: before }), kohaRules({ rows: after }))).toEqual([
      {
        part: 'rows',
        added: ['branch *, patron_category *, item_type MX', 'branch *, patron_category *, item_type CD'],
        removed: ['branch *, patron_category *, item_type BK'],
        changed: [{ name: 'branch *, patron_category *, item_type *', fields: ['values.issuelength'] }],
      },
    ]);
  });

  test('count a row that one of them has twice', () => {
    const twice = [plainKohaRow, plainKohaRow];
    const added = ['branch *, patron_category *, item_type * (2)'];
    const difference = { part: 'rows', added, removed: [], changed: [] };
    expect(compareRules(kohaRules(), kohaRules({ rows: twice }))).toEqual([difference]);
  });

  test('differ by a value, by a field of a part, and by a part that one of them lacks', () => {
    const settings = { ...kohaRules().settings, finesWhenClosed: !kohaRules().settings.finesWhenClosed };
    const after = kohaRules({ currency: 'EUR', settings, statisticsCategories: ['S'] });
    expect(compareRules(kohaRules(), after)).toEqual([
      { part: 'currency', ...whole },
      { part: 'settings', added: [], removed: [], changed: [{ name: 'finesWhenClosed', fields: [] }] },
      { part: 'statisticsCategories', added: ['"S"'], removed: [], changed: [] },
    ]);
  });

  test('differ where one has a part without rows and the other has no such part', () => {
    expect(compareRules(kohaRules(), kohaRules({ statisticsCategories: [] }))).toEqual([
      { part: 'statisticsCategories', ...whole },
    ]);
  });

  test('of a text are known by what their rules ask for, and differ where these stand in another order', () => {
    const [first, second, ...others] = folioRules().rules;
    const moved = folioRules().rules.map((rule) => ({ ...rule, id: `later-${rule.id}`, position: rule.position + 7 }));
    expect(compareRules(folioRules(), folioRules({ rules: moved }))).toEqual([]);
    const turned = [second, first, ...others].flatMap((rule) => rule ?? []);
    expect(compareRules(folioRules(), folioRules({ rules: turned }))).toEqual([
      { part: 'order of the rules', ...whole },
    ]);
  });
});

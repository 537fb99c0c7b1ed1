// Two rule sets are compared by what names a row, so that a row that says something else is not one more and one fewer.

import { ruleSetVersion } from '../../../../shared/core/ids.ts';
import { compareRules } from '../../../../shared/rules/compare-rules.ts';
import { folioRules } from '../../../support/folio-rules.ts';
import { kohaRow, kohaRules, plainKohaRow } from '../../../support/koha-rules.ts';

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
      { part: 'rows', added: 2, removed: 1, changed: 1 },
    ]);
  });

  test('count a row that one of them has twice', () => {
    const twice = [plainKohaRow, plainKohaRow];
    const difference = { part: 'rows', added: 1, removed: 0, changed: 0 };
    expect(compareRules(kohaRules(), kohaRules({ rows: twice }))).toEqual([difference]);
  });

  test('differ by a value, by a field of a part, and by a part that one of them lacks', () => {
    const settings = { ...kohaRules().settings, finesWhenClosed: !kohaRules().settings.finesWhenClosed };
    const after = kohaRules({ currency: 'EUR', settings, statisticsCategories: ['S'] });
    expect(compareRules(kohaRules(), after)).toEqual([
      { part: 'currency', added: 0, removed: 0, changed: 1 },
      { part: 'settings', added: 0, removed: 0, changed: 1 },
      { part: 'statisticsCategories', added: 1, removed: 0, changed: 0 },
    ]);
  });

  test('differ where one has a part without rows and the other has no such part', () => {
    expect(compareRules(kohaRules(), kohaRules({ statisticsCategories: [] }))).toEqual([
      { part: 'statisticsCategories', added: 0, removed: 0, changed: 1 },
    ]);
  });

  test('of a text are known by what their rules ask for, and differ where these stand in another order', () => {
    const [first, second, ...others] = folioRules().rules;
    const moved = folioRules().rules.map((rule) => ({ ...rule, id: `later-${rule.id}`, position: rule.position + 7 }));
    expect(compareRules(folioRules(), folioRules({ rules: moved }))).toEqual([]);
    const turned = [second, first, ...others].flatMap((rule) => rule ?? []);
    expect(compareRules(folioRules(), folioRules({ rules: turned }))).toEqual([
      { part: 'order of the rules', added: 0, removed: 0, changed: 1 },
    ]);
  });
});

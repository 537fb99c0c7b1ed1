// An account that changes while it is edited: worked cases, and properties of every edit.

import fc from 'fast-check';
import { rebased, taken, typed } from '../../../../renderer/stores/account-clashes.ts';
import { ACCOUNT_FIELDS, editOf, fieldsOf, type AccountFields } from '../../../../renderer/stores/account-fields.ts';

const blank = fieldsOf({ groups: [], branches: [], required: [], now: null }, null);
const formOf = (before: AccountFields) => ({ before, fields: before, clashes: [], followed: [] });
const opened = formOf({ ...blank, email: 'old', phones: '1' });

test('a field that was not edited here follows, and says from which value it came though it changes twice', () => {
  const form = rebased(rebased(opened, { ...opened.before, phones: '2' }), { ...opened.before, phones: '3' });
  expect([form.fields.phones, form.clashes, form.followed]).toEqual([
    '3',
    [],
    [{ field: 'phones', was: '1', now: '3' }],
  ]);
});

test('a value that was chosen is asked for again when the account changes again', () => {
  const clashing = rebased(typed(opened, { email: 'here' }), { ...opened.before, email: 'now' });
  const kept = taken(clashing, 'email', 'here');
  expect(rebased(kept, { ...kept.before, email: 'newer' }).clashes).toEqual([
    { field: 'email', here: 'here', now: 'newer', taken: null },
  ]);
  const followed = rebased(taken(clashing, 'email', 'now'), { ...kept.before, email: 'newer' });
  expect([followed.fields.email, followed.clashes]).toEqual(['newer', []]);
});

test('an edit over a taken value is this desk’s again, and equal values on both sides are no question', () => {
  const clashing = rebased(typed(opened, { email: 'here' }), { ...opened.before, email: 'now' });
  expect(typed(taken(clashing, 'email', 'now'), { email: 'other' }).clashes).toMatchObject([{ taken: 'here' }]);
  expect(typed(clashing, { email: 'here more' }).clashes).toMatchObject([{ here: 'here more', taken: null }]);
  expect(typed(clashing, { email: 'now ' }).clashes).toEqual([]);
  expect(rebased(clashing, { ...clashing.before, email: 'here' }).clashes).toEqual([]);
});

test('saving sends what was written here or chosen, whatever changed elsewhere', () => {
  const texts = fc.record(
    Object.fromEntries(['family', 'given', 'email', 'group'].map((field) => [field, fc.constantFrom('a', 'b', 'c')])),
  );
  fc.assert(
    fc.property(texts, texts, texts, fc.constantFrom('here', 'now'), (before, here, now, side) => {
      const form = rebased(typed(formOf({ ...blank, ...before }), here), { ...blank, ...now });
      const settled = form.clashes.reduce((one, { field }) => taken(one, field, side), form);
      const { name = {}, card: _, ...sent } = editOf('card', settled);
      const stands = { ...now, ...sent, ...name };
      const wanted = Object.keys(now).map((field) => {
        const isOurs = here[field] !== before[field] && (now[field] === before[field] || side === 'here');
        return [field, isOurs ? here[field] : now[field]];
      });
      expect(stands).toEqual(Object.fromEntries(wanted));
      for (const [field, value] of Object.entries({ ...sent, ...name })) expect(value).not.toBe(now[field]);
    }),
  );
  expect(ACCOUNT_FIELDS).toHaveLength(Object.keys(blank).length);
});

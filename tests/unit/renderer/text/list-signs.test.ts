// The signs of the lists on Work, which stand for the names in a narrow window.

import { LIST_SIGNS } from '../../../../renderer/features/work/list-signs.ts';
import { LISTS } from '../../../../shared/lists/all.ts';

test('each list on Work has a sign of its own', () => {
  const onWork = Object.values(LISTS).flatMap(({ name, work }) => (work === null ? [] : [name]));
  expect(onWork.filter((name) => LIST_SIGNS[name] === undefined)).toEqual([]);
  const signs = onWork.map((name) => LIST_SIGNS[name]);
  expect(signs.filter((sign, at) => signs.indexOf(sign) !== at)).toEqual([]);
});

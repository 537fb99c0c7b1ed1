// One bucket for every act, the first that fits.

import { bucketBy } from '../../../../../shared/reports/use/use-bucket.ts';
import type { UseKind } from '../../../../../shared/reports/use/use-kind.ts';
import { kindOfUse } from '../../../../support/use-kinds.ts';

const terms = {
  equipmentTypes: ['calculator'],
  reserveLocations: ['readings'],
  borrowedTypes: ['borrowed'],
  libraryGroups: ['Other libraries'],
};
const bucketOf = bucketBy(terms);

test.each<[Partial<UseKind>, string]>([
  [{}, 'general-initial'],
  [{ location: 'readings' }, 'reserve-initial'],
  [{ shelf: 'reserves' }, 'reserve-initial'],
  [{ hourly: true }, 'general-initial'],
  [{ serial: true, location: 'readings' }, 'equipment'],
  [{ itemType: 'calculator' }, 'equipment'],
  [{ itemType: 'borrowed' }, 'ill-borrowed'],
  [{ shelf: 'ill', serial: true }, 'ill-borrowed'],
  [{ group: 'Other libraries', itemType: 'calculator' }, 'ill-lent'],
  [{ act: 'renew', location: 'readings' }, 'renewal-desk'],
  [{ act: 'renew', channel: 'server' }, 'renewal-automatic'],
  [{ act: 'renew', channel: 'catalog' }, 'renewal-online'],
])('%o is in %s', (more, bucket) => {
  expect(bucketOf(kindOfUse(more))).toBe(bucket);
});

test('where nobody said which locations are reserves, what is lent by the hour and is no equipment is one', () => {
  const without = bucketBy({});
  expect(without(kindOfUse({ hourly: true }))).toBe('reserve-initial');
  expect(without(kindOfUse({ hourly: true, serial: true }))).toBe('equipment');
  expect(without(kindOfUse({ location: 'readings' }))).toBe('general-initial');
});

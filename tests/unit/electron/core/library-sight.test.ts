// The rules that a desk takes: a set that is not understood or has a fault is not taken, and the one before it stays in force.

import { LibrarySight } from '../../../../electron/core/library-sight.ts';
import { ruleSetVersion } from '../../../../shared/core/ids.ts';
import { kohaRow, kohaRules } from '../../../support/koha-rules.ts';
import { ruleSet } from '../../../support/small-library.ts';
import { tempDir } from '../../db/support/temp-dir.ts';
import { testReplica } from '../../db/support/test-replica.ts';
import { put } from '../../db/support/test-rows.ts';

const path = tempDir();
const named = (version: string) => ruleSet({ version: ruleSetVersion(version) });
const activation = (version: string, at: number) =>
  put('ruleActivation', `from-${at}`, { id: `from-${at}`, version: ruleSetVersion(version), at });

const replica = testReplica(path('rules'), [
  put('ruleSet', 'good', named('good')),
  // One field less than a rule set has.
  put('ruleSet', 'half', { ...named('half'), currency: 'US' }),
  put('ruleSet', 'circle', {
    ...named('circle'),
    groups: [{ id: 'a', name: 'A', parent: 'a', isStaff: false }],
  }),
  put('ruleSet', 'koha', kohaRules({ version: ruleSetVersion('koha') })),
  put('ruleSet', 'dear', kohaRules({ version: ruleSetVersion('dear'), rows: [kohaRow({ fine: '10,00' })] })),
  activation('half', 50),
  activation('good', 100),
  activation('circle', 200),
  activation('half', 300),
  activation('koha', 400),
  activation('dear', 500),
  activation('not here yet', 600),
]);

test('a rule set that is not understood or has a fault leaves the one before it in force', () => {
  const sight = new LibrarySight(replica.reader);
  const inForce = [99, 100, 200, 300, 400, 500, 600].map((at) => sight.rulesAt(at)?.version ?? null);
  expect(inForce).toEqual([null, 'good', 'good', 'good', 'koha', 'koha', 'koha']);
});

test('the rules in force are the same object each time', () => {
  const sight = new LibrarySight(replica.reader);
  expect(sight.rulesAt(350)).toBe(sight.rulesAt(250));
});

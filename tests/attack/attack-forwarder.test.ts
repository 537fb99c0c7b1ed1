// The short form of a hostile forwarder and of fuzzed envelopes. The long form is attack.nightly.test.ts.

import { chanceOf } from '../simulation/world/chance.ts';
import { openLibrary, type AttackedLibrary } from './support/attacked-library.ts';
import { sayCounts } from './support/counts.ts';
import { fuzzEnvelopes } from './support/fuzzed-envelopes.ts';
import { attackByForwarder } from './support/tampering.ts';

describe('a forwarder that changes what passes', () => {
  let library: AttackedLibrary;

  beforeAll(async () => {
    library = await openLibrary();
  }, 120_000);
  afterAll(() => library.close());

  test('every trick on requests and answers ends in a refusal or in the same act, seed 61 [I2] [I17] [I20] [I21] [I26]', async () => {
    sayCounts(
      'forwarder',
      await attackByForwarder(library, { chance: chanceOf('attack 61'), size: { rounds: 1, oneIn: 4 } }),
    );
  }, 600_000);

  test('an envelope with any field mutated is refused, or is the same act, seed 81 [I2] [I6] [I20] [I21]', async () => {
    const size = { seed: 81, runs: 150 };
    sayCounts('fuzzed envelopes', await fuzzEnvelopes(library, { chance: chanceOf('attack 81'), size }));
  }, 120_000);
});

// Records a corpus with the programs of this commit, or checks that they still record the same:
//   node build/run.mjs tests/corpus/record.ts NAME             makes tests/corpus/ledgers/NAME, which must not be there
//   node build/run.mjs tests/corpus/record.ts NAME --compare   records it beside, and names the differences
// A corpus that was committed is never recorded again: it holds the acts of desks of its time.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../server/store/open-store.ts';
import { corpusFolder, writeCorpus, type Corpus } from './corpus.ts';
import { replayDesk } from './desk-looks.ts';
import { fillLibrary, recordAll, serverRows, stoppedClock } from './replay.ts';
import { fixedRandom } from './story/fixed-random.ts';
import { at, libraryRows, PEOPLE } from './story/library.ts';
import { makeShapes } from './story/shapes.ts';
import { tellStory } from './story/tell-story.ts';
import { openDesks, openWorld } from './story/world.ts';

/** Plays the story and keeps its result. */
async function recordCorpus(name: string, dir: string): Promise<Corpus> {
  const clock = stoppedClock(at(9));
  const desks = openDesks({ dir, clock });
  const everyDesk = [desks.a, desks.b, desks.c, desks.revoked, desks.sealing, desks.own];
  const kept = everyDesk.map((desk) => desk.kept);
  const random = fixedRandom('the store');
  const store = await openStore({ place: { kind: 'embedded', data: dir }, clock, random, keyStore: null });
  try {
    const library = libraryRows();
    const begins = await fillLibrary(store, clock, { library, desks: kept, people: PEOPLE });
    const copy = await serverRows(store);
    const world = openWorld(store, clock, desks);
    await tellStory(world);
    const recorded = {
      name,
      library,
      copy,
      desks: kept,
      people: PEOPLE,
      ledgers: new Map(everyDesk.map((desk) => [desk.kept.id, recordAll(desk.envelopes)])),
      shapes: makeShapes(),
      deliveries: world.deliveries,
      begins,
    };
    const looks = kept.flatMap((desk) => replayDesk(recorded, desk).looks);
    return { ...recorded, rows: await serverRows(store), looks };
  } finally {
    await store.close();
  }
}

function differing(one: string, other: string): string[] {
  const names = [...new Set([...readdirSync(one), ...readdirSync(other)])];
  const textOf = (folder: string, name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null;
  return names.filter((name) => textOf(one, name) !== textOf(other, name));
}

async function main(): Promise<void> {
  const [name, mode] = process.argv.slice(2);
  if (name === undefined || !/^[\w-]+$/.test(name)) throw new Error('name the corpus: letters, digits and hyphens');
  const folder = corpusFolder(name);
  const compares = mode === '--compare';
  if (existsSync(folder) !== compares)
    throw new Error(compares ? `${folder} is not there` : `${folder} is there already`);
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-corpus-'));
  try {
    const corpus = await recordCorpus(name, dir);
    writeCorpus(corpus, compares ? join(dir, 'beside') : folder);
    const different = compares ? differing(folder, join(dir, 'beside')) : [];
    const acts = [...corpus.ledgers.values()].flat().length;
    console.log(different.length === 0 ? `${acts} acts in ${folder}` : `different: ${different.join(', ')}`);
    process.exitCode = different.length === 0 ? 0 : 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

await main();

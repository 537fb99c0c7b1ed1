// Every code of the table is raised by something real and comes to an end; its words say all that they have to in both languages. [I33]

import { EXCEPTIONS, type ExceptionCode } from '../../../shared/circ/exception-table.ts';
import { sayException } from '../../../shared/circ/say-exception.ts';
import { end, EXCEPTION_STORIES } from './support/exception-stories.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory } from './support/story.ts';

const CODES = Object.keys(EXCEPTIONS).filter((code): code is ExceptionCode => Object.hasOwn(EXCEPTION_STORIES, code));

test('every code has its story', () => {
  expect(CODES).toEqual(Object.keys(EXCEPTIONS));
});

describeStores('every exception', (use) => {
  test.each(CODES)('%s is raised, said, and comes to its end', async (code) => {
    const story = await openStory(await use());
    const { raises, ends } = EXCEPTION_STORIES[code];
    await raises(story);
    const raised = await ofCode(story, code);
    expect(raised.map(({ state, weight, origin }) => ({ state, weight, origin }))).toEqual([
      { state: 'open', weight: EXCEPTIONS[code].weight, origin: EXCEPTIONS[code].origin },
    ]);
    for (const language of ['en', 'es'] as const) {
      for (const one of raised) {
        const { text, tellPatron } = sayException({ language, now: story.scene.clock.at }, one);
        expect(`${text} ${tellPatron ?? ''}`).not.toMatch(/[{}]|undefined/);
      }
    }
    await end(story, code);
    const [id] = raised.map((one) => one.id);
    expect((await ofCode(story, code)).find((one) => one.id === id)?.state).toBe(ends);
  });
});

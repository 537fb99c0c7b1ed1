// The mark of the ledger in the key store: written before an act is answered, and the act stands even if its mark
// fails. [I4] [I23]

import { markWriter } from '../../../../electron/core/mark-writer.ts';
import { streamId } from '../../../../shared/core/ids.ts';
import type { SeqMark } from '../../../../db/keys/key-store.ts';

const mark = (seq: number): SeqMark => ({ stream: streamId('s'), seq });

describe('the mark writer', () => {
  test('a mark is written when it is noted, not later [I4] [I23]', () => {
    const saved: SeqMark[] = [];
    const marks = markWriter({ saveMark: async (one) => void saved.push(one) });
    for (const seq of [1, 2, 3]) {
      marks.note(mark(seq));
      expect(saved.at(-1)).toEqual(mark(seq));
    }
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('the folder is not there');
      },
    ],
    ['rejects', () => Promise.reject(new Error('the key store is away'))],
  ])('a key store that %s stops nothing, and the next act writes the mark [I4]', async (_how, fail) => {
    const saved: SeqMark[] = [];
    let works = false;
    const marks = markWriter({ saveMark: (one) => (works ? Promise.resolve(void saved.push(one)) : fail()) });
    marks.note(mark(1));
    await marks.flush();
    works = true;
    marks.note(mark(2));
    await marks.flush();
    expect(saved).toEqual([mark(2)]);
  });

  test('a core that stops waits until the last mark is on the disk [I4]', async () => {
    let isForced = false;
    let force = () => {};
    const marks = markWriter({
      saveMark: () =>
        new Promise((resolve) => {
          force = () => {
            isForced = true;
            resolve();
          };
        }),
    });
    await marks.flush();
    marks.note(mark(7));
    setTimeout(() => force(), 10);
    await marks.flush();
    expect(isForced).toBe(true);
  });
});

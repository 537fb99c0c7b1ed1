// How far the ledger has come, as the key store is told: soon, seldom, and never in the way of an act. [I4]

import { markWriter } from '../../../../electron/core/mark-writer.ts';
import { streamId } from '../../../../shared/core/ids.ts';
import type { SeqMark } from '../../../../db/keys/key-store.ts';

const mark = (seq: number): SeqMark => ({ stream: streamId('s'), seq });

describe('the mark writer', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('many marks in a row are written once, the newest, within a second [I4]', async () => {
    const saved: SeqMark[] = [];
    const marks = markWriter({ saveMark: async (one) => void saved.push(one) });
    for (let seq = 1; seq <= 50; seq += 1) marks.note(mark(seq));
    expect(saved).toEqual([]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(saved).toEqual([mark(50)]);
  });

  test('acts that keep coming do not put the writing off [I4]', async () => {
    const saved: SeqMark[] = [];
    const marks = markWriter({ saveMark: async (one) => void saved.push(one) });
    for (let seq = 1; seq <= 100; seq += 1) {
      marks.note(mark(seq));
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(saved.length).toBeGreaterThan(10);
    expect(saved.at(-1)?.seq).toBeGreaterThan(90);
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
    const marks = markWriter({ saveMark: async (one) => (works ? void saved.push(one) : fail()) });
    const raw = markWriter({ saveMark: fail });
    marks.note(mark(1));
    raw.note(mark(1));
    await jest.advanceTimersByTimeAsync(1_000);
    works = true;
    marks.note(mark(2));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(saved).toEqual([mark(2)]);
  });

  test('a core that stops writes the last mark before it ends [I4]', async () => {
    const saved: SeqMark[] = [];
    const marks = markWriter({ saveMark: async (one) => void saved.push(one) });
    marks.note(mark(7));
    await marks.flush();
    expect(saved).toEqual([mark(7)]);
    await marks.flush();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(saved).toEqual([mark(7)]);
  });
});

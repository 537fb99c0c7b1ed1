// A course with 40 readings, opened on a page in a real browser with the server gone: from Enter to the frame with its first readings. Bar: 50 ms. Floor: the
// same page answering calls that do nothing, painted the same way.

import type { Page } from 'playwright-core';
import type { DeskApi } from '../e2e/story/desk-api.ts';
import type { Bench } from './bench.ts';
import { figureOf } from './scan-to-answer.ts';
import { withoutServer } from './without-server.ts';

const barMs = 50;
const readings = 40;
const courses = ['AAAA 001', 'AAAA 002', 'AAAA 003'] as const;
/** Openings of each course; the first round is not counted. */
const rounds = 21;
const MINUTE_MS = 60_000;
const TERM = { name: 'The term of the bench', from: '2020-01-01', to: '2099-12-31' };

/** Courses of 40 readings, each with a copy on reserve, opened in turn. */
export const courseOpen: Bench = {
  name: 'course-open',
  run: () =>
    withoutServer(addCourses, async (page, { floor }) => {
      await page.keyboard.press('F6');
      await page.getByText(courses[0]).first().waitFor({ timeout: MINUTE_MS });
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1)
        for (const number of courses) {
          await page.keyboard.press(number === courses[0] ? 'Escape' : 'ArrowDown');
          for (const _ of number === courses[0] ? courses : []) await page.keyboard.press('ArrowUp');
          const tookMs = await openingOf(page, number);
          if (round > 0) times.push(tookMs);
        }
      return figureOf(`open a course with ${readings} readings, offline`, times, {
        floor,
        bar: barMs,
        what: 'openings',
      });
    }),
};

/** Adds the courses, with copies of different titles. */
async function addCourses(api: DeskApi): Promise<void> {
  const barcodes = await copiesOfTitles(api, courses.length * readings);
  for (const [at, number] of courses.entries()) {
    const { courseId } = await api.get('course.add', { term: TERM, numbers: [number], name: 'A long list' });
    for (const barcode of barcodes.slice(at * readings, (at + 1) * readings))
      await api.get('reserve.place', { courseId, barcode, status: 'on-reserve' });
    const { readings: listed } = await api.get('course.view', { courseId });
    if (listed !== readings) throw new Error(`a course has ${listed} readings, not ${readings}`);
  }
}

/** One copy each of as many titles. */
async function copiesOfTitles(api: DeskApi, count: number): Promise<string[]> {
  const byTitle = new Map<string, string>();
  for (const query of [
    'the',
    'of',
    'and',
    'in',
    'history',
    'art',
    'new',
    'light',
    'water',
    'from',
    'letters',
    'city',
  ]) {
    const { items } = await api.get('item.find', { query, limit: 100 });
    for (const { title, barcode } of items) byTitle.set(title, barcode);
    if (byTitle.size >= count) return [...byTitle.values()].slice(0, count);
  }
  throw new Error(`only ${byTitle.size} titles were found`);
}

/** Milliseconds from Enter on the chosen course to the frame with its readings. */
async function openingOf(page: Page, number: string): Promise<number> {
  const told = await page.evaluateHandle(
    ({ wanted, most }) => {
      const painted = new Promise<number>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`the course ${wanted} was not opened`)), most);
        const began = { at: Number.NaN };
        addEventListener('keydown', ({ timeStamp }) => (began.at = timeStamp), { capture: true, once: true });
        const isShown = () => {
          const record = document.querySelector('[data-testid="course-record"]');
          return record?.textContent.includes(wanted) === true && record.querySelector('tr[data-state]') !== null;
        };
        const observer = new MutationObserver(() => {
          if (!isShown()) return;
          observer.disconnect();
          clearTimeout(late);
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.addEventListener('message', () => resolve(performance.now() - began.at), { once: true });
            channel.port1.start();
            channel.port2.postMessage(null);
          });
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      });
      // It is asked for after the key was pressed.
      painted.catch(() => {});
      return { painted };
    },
    { wanted: number, most: 10_000 },
  );
  await page.keyboard.press('Enter');
  return told.evaluate(({ painted }) => painted);
}

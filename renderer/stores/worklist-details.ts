// Details for cards of the worklist: the possible borrowers of an item in question, and held acts.

import type { StoreApi } from 'zustand/vanilla';
import type { MethodOutput } from '../../shared/bridge/contract.ts';
import type { ExceptionView } from '../../shared/views/sync.ts';
import type { ExceptionId } from '../../shared/core/ids.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Questions } from './worklist-steps.ts';

/** Acts that are held, the first of them; `unknown`: the server was not there to ask. */
export type Held = MethodOutput<'exception.held'> | 'unknown';

type HeldById = Readonly<Record<string, Held>>;

/** Questions are asked about one by one; more than these are not worked at one sitting. */
const MOST_QUESTIONS = 60;
/** Cards whose held acts are asked for. */
const MOST_HELD = 20;

/** The questions of these exceptions, by the barcode of their items. */
export async function questionsOf(link: DeskLink, exceptions: readonly ExceptionView[]): Promise<Questions> {
  const asked = exceptions.filter(({ inQuestion }) => inQuestion).slice(0, MOST_QUESTIONS);
  const questions = await Promise.all(asked.map((exception) => questionAbout(link, exception)));
  return Object.fromEntries(questions.flat());
}

async function questionAbout(link: DeskLink, { item }: ExceptionView): Promise<[string, Questions[string]][]> {
  if (item === undefined) return [];
  const answer = await link.ask('item.view', { barcode: item });
  if (!answer.ok) return [];
  const { mayResolve, candidates } = answer.value;
  return [[item, { mayResolve, candidates }]];
}

/** Exceptions with held acts that this person may release; a silent desk's waiting acts are not among them. */
export function heldBehind(exceptions: readonly ExceptionView[]): ExceptionId[] {
  const releasable = exceptions.filter(({ code, mayRelease }) => mayRelease === true && code !== 'desk-silent');
  return releasable.slice(0, MOST_HELD).map(({ exceptionId }) => exceptionId);
}

/** Cards of patrons go with the right to read them. */
export function heldStill(
  held: HeldById,
  rows: readonly Pick<ExceptionView, 'exceptionId' | 'mayRelease'>[],
): HeldById {
  const may = new Set<string>(rows.flatMap((row) => (row.mayRelease === true ? [row.exceptionId] : [])));
  return Object.fromEntries(Object.entries(held).filter(([id]) => may.has(id)));
}

/** Asks for held acts, one exception after the other: each is a question to the server. */
export async function loadHeld(
  link: DeskLink,
  store: Pick<StoreApi<{ readonly held: HeldById }>, 'setState'>,
  ids: readonly ExceptionId[],
): Promise<void> {
  for (const id of ids) {
    const answer = await link.ask('exception.held', { exceptionIds: [id] });
    const held: Held = answer.ok ? answer.value : 'unknown';
    store.setState((state) => ({ held: { ...state.held, [id]: held } }));
  }
}

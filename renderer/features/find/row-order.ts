// Rows that match a text, and their order: matches by name before matches by search words alone, and one row for one act.

import { ACT_FACTS } from '../../../shared/bridge/act-facts.ts';
import { foldText } from '../../../shared/core/fold-text.ts';
import type { FoundRow } from './found-row.ts';

/** Pairs that lead to the same: an act by its name, and an action with a key. */
const SAME: readonly (readonly [act: string, action: string])[] = [
  ['act-hold.place', 'action-placeHold'],
  ['act-circ.changeDueDate', 'action-setDue'],
  ['act-hold.recall', 'action-recall'],
];

type Listed = { readonly rows: readonly FoundRow[]; readonly hasPatron: boolean };

/** Whether every word of the text begins a word of the title, or of one thing by which its acts are looked for. */
export function matcher(text: string): (row: FoundRow) => boolean {
  return ({ title, keys, words: more = [] }) => {
    const acts = keys === null ? [] : Object.values(ACT_FACTS).filter(({ action }) => action === keys);
    return [title, ...more, ...acts.flatMap(({ keywords }) => keywords)].some((name) => beginsWords(text, name));
  };
}

/** Acts by how well their names fit the text; one of each pair that leads to the same. */
export function inOrder(text: string, listed: Listed): readonly FoundRow[] {
  const { rows } = listed;
  const dropped = new Set(SAME.flatMap((pair) => droppedOf(pair, listed)));
  const kept = rows.filter(({ id }) => !dropped.has(id));
  return text.trim() === '' ? kept : kept.toSorted((a, b) => placeOf(text, a) - placeOf(text, b));
}

/** Acts stand before screens where one that can be done now is called so, unless that is the name of a screen. */
export function areActsFirst(text: string, acts: readonly FoundRow[], screens: readonly FoundRow[]): boolean {
  const typed = foldText(text).trim();
  if (typed === '' || screens.some(({ title }) => foldText(title) === typed)) return false;
  return acts.some((row) => row.whyNot === undefined && beginsWords(text, row.title));
}

/**
 * Whether one of these can be done now and is called just so, or begins with the words that were typed: it stands before people, titles and courses.
 * One word that only begins a name is as likely a person's.
 */
export function isActCalled(text: string, acts: readonly FoundRow[]): boolean {
  const typed = foldText(text).trim();
  return acts.some(({ title, whyNot }) => {
    const name = foldText(title);
    return whyNot === undefined && (name === typed || (typed.includes(' ') && name.startsWith(typed)));
  });
}

/** Whether every word of a text begins a word of a name. */
export function beginsWords(text: string, name: string): boolean {
  const said = ` ${foldText(name)}`;
  return foldText(text)
    .split(' ')
    .filter(Boolean)
    .every((word) => said.includes(` ${word}`));
}

/** The title begins so, holds the words, or is only found by search words; acts that cannot be done now come last. */
function placeOf(text: string, { title, whyNot }: FoundRow): number {
  const fit = foldText(title).startsWith(foldText(text).trim()) ? 0 : beginsWords(text, title) ? 1 : 2;
  return fit + (whyNot === undefined ? 0 : 3);
}

/** Of two that lead to the same the act stays, unless with a patron the action alone can be done now. */
function droppedOf([act, action]: readonly [string, string], { rows, hasPatron }: Listed): readonly string[] {
  const one = rows.find(({ id }) => id === act);
  const other = rows.find(({ id }) => id === action);
  if (one === undefined || other === undefined) return [];
  return [hasPatron && one.whyNot !== undefined && other.whyNot === undefined ? act : action];
}

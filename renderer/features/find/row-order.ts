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

/**
 * Acts by how well their names fit the text; one of each pair that leads to the same. Whether one can be done now changes nothing: a row is
 * found at the same place with a patron on the desk and without.
 */
export function inOrder(text: string, listed: Listed): readonly FoundRow[] {
  const placed = paired(listed);
  const typed = text.trim() !== '';
  return (typed ? placed.toSorted((a, b) => fitOf(text, a.name) - fitOf(text, b.name)) : placed).map(({ row }) => row);
}

/** Acts stand before screens where one is called so, unless that is the name of a screen. */
export function areActsFirst(text: string, acts: readonly FoundRow[], screens: readonly FoundRow[]): boolean {
  const typed = foldText(text).trim();
  if (typed === '' || screens.some(({ title }) => foldText(title) === typed)) return false;
  return acts.some((row) => beginsWords(text, row.title));
}

/**
 * Whether one of these is called just so, or begins with the words that were typed: it stands before people, titles and courses. One word that
 * only begins a name is as likely a person's.
 */
export function isActCalled(text: string, acts: readonly FoundRow[]): boolean {
  const typed = foldText(text).trim();
  return acts.some(({ title }) => {
    const name = foldText(title);
    return name === typed || (typed.includes(' ') && name.startsWith(typed));
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

/** The title begins so, holds the words, or is only found by search words. */
function fitOf(text: string, title: string): number {
  return foldText(title).startsWith(foldText(text).trim()) ? 0 : beginsWords(text, title) ? 1 : 2;
}

/**
 * Rows with the names that they are ranked by. Of two that lead to the same the act stays; with a patron, where the action alone can be done
 * now, that takes the place of the act.
 */
function paired({ rows, hasPatron }: Listed): readonly { readonly row: FoundRow; readonly name: string }[] {
  const actionOf = new Map(SAME);
  const actions = new Set(SAME.flatMap(([act, action]) => (rows.some(({ id }) => id === act) ? [action] : [])));
  return rows.flatMap((row) => {
    if (actions.has(row.id)) return [];
    const action = rows.find(({ id }) => id === actionOf.get(row.id));
    const isBetter = hasPatron && row.whyNot !== undefined && action !== undefined && action.whyNot === undefined;
    return [{ row: isBetter ? action : row, name: row.title }];
  });
}

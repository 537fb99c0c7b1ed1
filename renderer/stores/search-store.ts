// Finding patrons and items as a person types: every letter asks at once, and only the answer to the newest text counts.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CourseSummary } from '../../shared/views/course.ts';
import type { EquipmentKindView } from '../../shared/views/equipment.ts';
import type { ItemSummary } from '../../shared/views/item.ts';
import type { PatronSummary } from '../../shared/views/patron.ts';
import { soleExactRow } from './exact-match.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type SearchState = {
  readonly text: string;
  /** The text that the rows answer. */
  readonly answeredText: string;
  readonly patrons: readonly PatronSummary[];
  readonly items: readonly ItemSummary[];
  /** Of the search that looks for items. */
  readonly courses: readonly CourseSummary[];
  /** Kinds of equipment; of the same search. */
  readonly kinds: readonly EquipmentKindView[];
  /** The row that Enter opens, counted from 0; null before one was chosen, unless it is the sole exact match. */
  readonly selected: number | null;
  /** Enter was pressed while no row was chosen. */
  readonly isAsked: boolean;
};

export type Search = {
  readonly limits: SearchLimits;
  readonly store: StoreApi<SearchState>;
  readonly setText: (text: string) => void;
  readonly select: (row: number) => void;
  /** Asks for a choice of a row first. */
  readonly askToChoose: () => void;
};

/** How many of each to fetch; 0 does not ask. */
export type SearchLimits = { readonly patrons: number; readonly items: number };

const EMPTY: SearchState = {
  text: '',
  answeredText: '',
  patrons: [],
  items: [],
  courses: [],
  kinds: [],
  selected: null,
  isAsked: false,
};

export function createSearch(link: DeskLink, limits: SearchLimits): Search {
  const store = createStore<SearchState>(() => EMPTY);
  const patronsFor = async (query: string): Promise<readonly PatronSummary[]> => {
    if (limits.patrons === 0) return [];
    const answer = await link.ask('patron.find', { query, limit: limits.patrons });
    return answer.ok ? answer.value.patrons : [];
  };
  const itemsFor = async (query: string): Promise<readonly ItemSummary[]> => {
    if (limits.items === 0) return [];
    const answer = await link.ask('item.find', { query, limit: limits.items });
    return answer.ok ? answer.value.items : [];
  };
  const coursesFor = async (query: string): Promise<readonly CourseSummary[]> => {
    if (limits.items === 0) return [];
    const answer = await link.ask('course.find', { query, limit: limits.items });
    return answer.ok ? answer.value.courses : [];
  };
  const kindsFor = async (query: string): Promise<readonly EquipmentKindView[]> => {
    if (limits.items === 0) return [];
    const answer = await link.ask('equipment.kinds', { query });
    return answer.ok ? answer.value.kinds.slice(0, limits.items) : [];
  };
  const ask = async (text: string): Promise<void> => {
    const [patrons, items, courses, kinds] = await Promise.all([
      patronsFor(text),
      itemsFor(text),
      coursesFor(text),
      kindsFor(text),
    ]);
    if (store.getState().text !== text) return;
    const { selected } = store.getState();
    store.setState({
      answeredText: text,
      patrons,
      items,
      courses,
      kinds,
      selected: selected ?? soleExactRow(text, { patrons, items }),
    });
  };
  return {
    limits,
    store,
    setText(text) {
      if (text.trim() === '') store.setState({ ...EMPTY, text });
      else {
        store.setState({ text, selected: null, isAsked: false });
        void ask(text);
      }
    },
    select: (row) => store.setState({ selected: row, isAsked: false }),
    askToChoose: () => store.setState({ isAsked: true }),
  };
}

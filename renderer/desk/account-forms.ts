// Forms that take scans: of a card and of a proxy on the record of a patron, of an item of another library on Work.

import { createBorrowed } from '../stores/borrowed-store.ts';
import { createCards } from '../stores/cards-store.ts';
import { createProxies } from '../stores/proxies-store.ts';
import type { Desk } from './desk.ts';

export type AccountForms = Pick<Desk, 'cards' | 'proxies' | 'borrowed'>;

/** The stores of these forms. */
export function accountForms(parts: Pick<Desk, 'link' | 'work' | 'play'>): AccountForms {
  return { cards: createCards(parts), proxies: createProxies(parts), borrowed: createBorrowed(parts) };
}

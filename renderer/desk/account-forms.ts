// Forms on the record of a patron that take what is scanned: of a card, and of a proxy.

import { createCards } from '../stores/cards-store.ts';
import { createProxies } from '../stores/proxies-store.ts';
import type { Desk } from './desk.ts';

export type AccountForms = Pick<Desk, 'cards' | 'proxies'>;

/** The stores of these forms. */
export function accountForms(parts: Pick<Desk, 'link' | 'work' | 'play'>): AccountForms {
  return { cards: createCards(parts), proxies: createProxies(parts) };
}

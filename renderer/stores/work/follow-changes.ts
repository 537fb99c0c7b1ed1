// Fetches the patron on screen again when the desk says that something of theirs changed, and after the core was out of reach.

import type { Bench } from './bench.ts';

/** Follows; returns how to stop. */
export function followChanges(bench: Bench, refresh: () => Promise<void>): () => void {
  const stopChanges = bench.link.on('desk.changed', ({ patrons, items }) => {
    const view = bench.store.getState().patron?.view;
    if (view === null || view === undefined) return;
    const isTheirs = patrons.includes(view.patronId) || patrons.includes(view.card);
    if (isTheirs || view.loans.some(({ barcode }) => items.includes(barcode))) void refresh();
  });
  const seen = { wasDown: false };
  const stopReach = bench.link.onReach((reach) => {
    if (reach === 'up' && seen.wasDown) void refresh();
    seen.wasDown = reach !== 'up';
  });
  return () => {
    stopChanges();
    stopReach();
  };
}

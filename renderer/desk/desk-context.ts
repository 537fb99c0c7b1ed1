// Hands the desk to the components, and reads the stores in them.

import { createContext, useContext } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { required } from '../../shared/core/assert.ts';
import type { Desk } from './desk.ts';

const DeskContext = createContext<Desk | null>(null);

export const DeskProvider = DeskContext.Provider;

/** The desk of this page. */
export function useDesk(): Desk {
  return required(useContext(DeskContext), () => 'a component outside of DeskProvider');
}

/** A selected part of one of the desk's stores; the component draws again when that part is another. */
export function useDeskStore<S, T>(pick: (desk: Desk) => StoreApi<S>, select: (state: S) => T): T {
  return useStore(pick(useDesk()), select);
}

// Waiting acts, saved to a file that a person carries to another desk or to the server. It asks once more, and names
// the way of the file before.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { SavedFile } from '../bridge/save-file.ts';
import type { Tone } from './work/tone-of.ts';

export type CarryState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'saved'; readonly name: string; readonly acts: number }
  /** Everything was answered meanwhile: no file was made. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly error: BridgeError };

export type Carry = {
  readonly store: StoreApi<CarryState>;
  readonly ask: () => void;
  /** Makes the file and hands it to the page. */
  readonly save: () => Promise<void>;
  readonly cancel: () => void;
};

export type CarryParts = {
  readonly link: DeskLink;
  readonly saveFile: (file: SavedFile) => void;
  readonly play: (tone: Tone) => void;
};

const IDLE: CarryState = { kind: 'idle' };

export function createCarry({ link, saveFile, play }: CarryParts): Carry {
  const store = createStore<CarryState>(() => IDLE);
  const say = (state: CarryState): void => store.setState(state, true);
  // A file that one person saved is not shown to the next.
  link.on('session.changed', () => say(IDLE));
  return {
    store,
    ask: () => say({ kind: 'asking' }),
    async save() {
      if (store.getState().kind !== 'asking') return;
      say(IDLE);
      const answer = await link.ask('ledger.export', {});
      if (!answer.ok) {
        say({ kind: 'failed', error: answer.error });
        play('refused');
        return;
      }
      const { name, text, acts } = answer.value;
      if (acts === 0) return say({ kind: 'nothing' });
      saveFile({ name, text });
      say({ kind: 'saved', name, acts });
      play('done');
    },
    cancel: () => say(IDLE),
  };
}

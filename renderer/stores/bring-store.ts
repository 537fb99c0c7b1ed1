// A file of another desk's acts, handed in here: chosen, viewed, sent to the server, and the server's answers.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { CarriedView, HandedIn } from '../../shared/views/carry.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { PickedFile } from '../bridge/pick-file.ts';
import type { Tone } from './work/tone-of.ts';

export type BringState =
  | { readonly kind: 'idle' }
  /** Its contents are shown, and the person is asked whether to hand it in. */
  | { readonly kind: 'asking'; readonly name: string; readonly text: string; readonly file: CarriedView }
  | { readonly kind: 'sending'; readonly file: CarriedView }
  | { readonly kind: 'done'; readonly file: CarriedView; readonly handed: HandedIn }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'failed'; readonly error: BridgeError };

export type Bring = {
  readonly store: StoreApi<BringState>;
  /** Lets a file be chosen and looks at it. */
  readonly choose: () => Promise<void>;
  /** Hands the file in. */
  readonly send: () => Promise<void>;
  readonly cancel: () => void;
};

export type BringParts = {
  readonly link: DeskLink;
  readonly pickFile: () => Promise<PickedFile>;
  readonly play: (tone: Tone) => void;
};

const IDLE: BringState = { kind: 'idle' };

export function createBring({ link, pickFile, play }: BringParts): Bring {
  const store = createStore<BringState>(() => IDLE);
  const say = (state: BringState): void => store.setState(state, true);
  const fail = (error: BridgeError): void => {
    say({ kind: 'failed', error });
    play('refused');
  };
  // A file that one person brought is not shown to the next.
  link.on('session.changed', () => say(IDLE));
  return {
    store,
    async choose() {
      if (store.getState().kind === 'sending') return;
      say(IDLE);
      const picked = await pickFile();
      if (picked === null) return;
      if (picked === 'too-large') {
        say({ kind: 'too-large' });
        play('refused');
        return;
      }
      const looked = await link.ask('ledger.look', { text: picked.text });
      if (looked.ok) say({ kind: 'asking', ...picked, file: looked.value });
      else fail(looked.error);
    },
    async send() {
      const asked = store.getState();
      if (asked.kind !== 'asking') return;
      const { file, text } = asked;
      say({ kind: 'sending', file });
      const answer = await link.act('ledger.import', { text });
      if (!answer.ok) return fail(answer.error);
      say({ kind: 'done', file, handed: answer.value });
      play(answer.value.stopped === null ? 'done' : 'refused');
    },
    cancel: () => say(IDLE),
  };
}

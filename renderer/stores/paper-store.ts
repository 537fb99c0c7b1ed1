// A downtime sheet that is entered afterwards: its lines as typed or pasted, the desk's reading of them, and the recorded acts. Kept while another
// place is shown.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { ReportView } from '../../shared/views/report.ts';
import type { PaperLineView, PaperView } from '../../shared/views/paper.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Tone } from './work/tone-of.ts';

export type PaperState = {
  readonly isOpen: boolean;
  readonly text: string;
  /** Where the sheet begins, on the clock of the branch: "2026-11-30T13:40"; null until the desk has answered. */
  readonly moment: string | null;
  readonly zone: string;
  /** The desk's reading of the sheet as it stands; null since its last change. */
  readonly checked: PaperView | null;
  /** The lines recorded last. */
  readonly recorded: PaperView | null;
  /** An empty sheet on its way to the printer. */
  readonly printing: ReportView | null;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type Paper = {
  readonly store: StoreApi<PaperState>;
  readonly begin: () => Promise<void>;
  readonly close: () => void;
  readonly change: (change: Partial<Pick<PaperState, 'text' | 'moment'>>) => void;
  /** Asks for the preview. */
  readonly check: () => Promise<void>;
  /** Records the valid lines; refused lines stay to be corrected. */
  readonly record: () => Promise<void>;
  /** Prints an empty sheet to write on. */
  readonly print: () => Promise<void>;
  readonly printEnded: () => void;
};

const EMPTY: PaperState = {
  isOpen: false,
  text: '',
  moment: null,
  zone: 'UTC',
  checked: null,
  recorded: null,
  printing: null,
  isBusy: false,
  error: null,
};

export function createPaper({ link, play }: { readonly link: DeskLink; readonly play: (tone: Tone) => void }): Paper {
  const store = createStore<PaperState>(() => EMPTY);
  const refused = (error: BridgeError): void => {
    store.setState({ error, isBusy: false });
    play('refused');
  };
  link.on('session.changed', () => store.setState(EMPTY));
  const asked = () => {
    const { text, moment, isBusy } = store.getState();
    if (isBusy || moment === null || text.trim() === '') return null;
    store.setState({ isBusy: true, error: null });
    const [day = '', time = ''] = moment.split('T');
    return { text, day, time };
  };
  return {
    store,
    async begin() {
      store.setState({ isOpen: true, error: null });
      if (store.getState().moment !== null) return;
      const start = await link.ask('paper.start', {});
      if (!start.ok) return refused(start.error);
      const { day, time, zone } = start.value;
      store.setState({ moment: `${day}T${time}`, zone });
    },
    close: () => store.setState({ isOpen: false, error: null }),
    change: (change) => store.setState({ ...change, checked: null, error: null }),
    async check() {
      const sheet = asked();
      if (sheet === null) return;
      const answer = await link.ask('paper.check', sheet);
      if (!answer.ok) return refused(answer.error);
      store.setState({ checked: answer.value, recorded: null, isBusy: false });
    },
    async record() {
      const sheet = asked();
      if (sheet === null) return;
      const answer = await link.act('paper.record', sheet);
      // Lines recorded before the failure show when the sheet is checked again.
      if (!answer.ok) return refused(answer.error);
      const recorded = answer.value;
      store.setState({ text: leftOf(recorded.lines), checked: null, recorded, isBusy: false });
      play(recorded.refused === 0 ? 'done' : 'route');
    },
    async print() {
      const answer = await link.ask('paper.sheet', {});
      if (!answer.ok) return refused(answer.error);
      store.setState({ printing: answer.value, error: null });
    },
    printEnded: () => store.setState({ printing: null }),
  };
}

/** The lines that were refused, to be corrected: each with its time, which it may have had from a line that is gone now. */
function leftOf(lines: readonly PaperLineView[]): string {
  return lines
    .filter(({ state }) => state === 'refused')
    .map(({ local, card, barcode }) => [local, card, barcode].filter((part) => part !== null).join(' '))
    .join('\n');
}

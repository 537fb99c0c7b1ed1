// Learning the scanner of this desk: the same barcode is scanned three times, a person types the code printed under it, and keeps or drops the
// learned profile. Afterwards a scan shows how it is read.

import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  SCANS_TO_LEARN,
  guessCode,
  learnScanner,
  type LearnFault,
  type Learned,
  type ScanSample,
} from '../../shared/core/scanner.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Devices } from './devices-store.ts';
import type { Tone } from './work/tone-of.ts';

export type LearnerState = {
  /** `off`: scans belong to the desk. `trying`: a scan is shown as it is read. */
  readonly step: 'off' | 'listening' | 'learned' | 'trying';
  readonly samples: readonly ScanSample[];
  /** The text printed under the bars: guessed, until a person corrects it. */
  readonly code: string;
  readonly learned: Learned | null;
  /** Why the scans had to begin anew. */
  readonly fault: Exclude<LearnFault, 'not-in-it'> | null;
  /** The last code read while trying, and whether its check digit shows a misread. */
  readonly tried: { readonly code: string; readonly isMisread: boolean } | null;
};

export type Learner = {
  readonly store: StoreApi<LearnerState>;
  /** Begins to listen; the old profile stays until a new one is kept. */
  readonly begin: () => void;
  /** Shows how scans are read. */
  readonly tryOut: () => void;
  readonly end: () => void;
  readonly take: (sample: ScanSample) => void;
  readonly setCode: (code: string) => void;
  readonly keep: () => Promise<void>;
  /** Forgets the scanner: scans are then recognized by speed again. */
  readonly drop: () => Promise<void>;
  /** Shows a code as it was read, and asks the desk whether it looks misread. */
  readonly heard: (code: string) => Promise<void>;
};

const OFF: LearnerState = { step: 'off', samples: [], code: '', learned: null, fault: null, tried: null };

export type LearnerParts = {
  readonly link: DeskLink;
  readonly devices: Devices;
  readonly play: (tone: Tone) => void;
};

export function createLearner({ link, devices, play }: LearnerParts): Learner {
  const store = createStore<LearnerState>(() => OFF);
  const beginAnew = (fault: LearnerState['fault']): void => store.setState({ ...OFF, step: 'listening', fault });
  const learn = (samples: readonly ScanSample[]): void => {
    const code = guessCode(samples[0]?.text ?? '');
    const learned = learnScanner(samples, code);
    if (!learned.ok && learned.fault !== 'not-in-it') {
      play('refused');
      return beginAnew(learned.fault);
    }
    play('done');
    store.setState({ step: 'learned', samples, code, learned, fault: null });
  };
  const keepAs = async (scanner: Parameters<Devices['setScanner']>[0]): Promise<void> => {
    store.setState({ tried: null });
    const isKept = await devices.setScanner(scanner);
    play(isKept ? 'done' : 'refused');
    // Scans made before the desk had answered stay to be seen.
    if (isKept) store.setState(({ tried }) => ({ ...OFF, step: 'trying', tried }));
  };
  return {
    store,
    begin: () => beginAnew(null),
    tryOut: () => store.setState({ ...OFF, step: 'trying' }),
    end: () => store.setState(OFF),
    take(sample) {
      if (store.getState().step !== 'listening') return;
      const samples = [...store.getState().samples, sample];
      if (samples.length >= SCANS_TO_LEARN) return learn(samples);
      play('card');
      store.setState({ samples, fault: null });
    },
    setCode(code) {
      const { samples } = store.getState();
      store.setState({ code, learned: learnScanner(samples, code.trim()) });
    },
    async keep() {
      const { learned } = store.getState();
      if (learned?.ok === true) await keepAs(learned.profile);
    },
    drop: () => keepAs(null),
    async heard(code) {
      const tried = { code, isMisread: false };
      store.setState({ tried });
      const found = await link.ask('scan.resolve', { text: code, scanned: true });
      const isMisread = found.ok && found.value.kind === 'unknown' && found.value.looksMisread;
      play(isMisread ? 'refused' : 'card');
      if (isMisread && store.getState().tried === tried) store.setState({ tried: { code, isMisread } });
    },
  };
}

// A computer that is no desk yet: it answers that, and joins a library when a person gives the server's address and a
// code. On an error it reports the error and keeps nothing, so that the next try begins as the first.

import type { MethodOutput, ParsedInput } from '../../shared/bridge/contract.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Language } from '../../shared/core/language.ts';
import { dispatch } from './dispatch.ts';
import type { CallAnswer, CoreConfig } from './messages.ts';

export type SetupParts<Joined> = {
  readonly config: CoreConfig;
  /** Joins and starts the desk. Throws the fault, in which case nothing runs. */
  readonly join: (config: CoreConfig) => Promise<Joined>;
  /** Called once, when this computer is a desk. */
  readonly onJoined: (joined: Joined) => void;
  readonly onBug: (name: string, error: unknown) => void;
  readonly checksOutput: boolean;
};

/** Answers calls until this computer is a desk. */
export function setupCalls<Joined>(parts: SetupParts<Joined>): (name: string, input: unknown) => Promise<CallAnswer> {
  const { config } = parts;
  const state: { language: Language; isJoining: boolean } = { language: 'en', isJoining: false };
  const join = async ({ central, code, language }: ParsedInput<'setup.join'>): Promise<MethodOutput<'setup.join'>> => {
    state.language = language;
    // A code is good once: two tries at the same time would use it up.
    if (state.isJoining) throw new HoldfastError('HF-ENROL-011');
    state.isJoining = true;
    try {
      parts.onJoined(await parts.join({ ...config, central: central.trim(), code: code.trim() }));
      return { isJoined: true };
    } finally {
      state.isJoining = false;
    }
  };
  const call = (name: string, input: unknown): unknown => {
    // It was parsed by the schema of its method.
    const parseJoining = (parsed: unknown) => parsed as ParsedInput<'setup.join'>;
    if (name === 'setup.view') return { isJoined: false, central: config.central };
    if (name === 'setup.join') return join(parseJoining(input));
    // Everything else takes a desk.
    throw new HoldfastError('HF-ENROL-007', { dir: config.dataDir });
  };
  return (name, input) =>
    dispatch(
      {
        call,
        language: () => state.language,
        isCopyBroken: () => false,
        onBug: parts.onBug,
        checksOutput: parts.checksOutput,
      },
      name,
      input,
    );
}

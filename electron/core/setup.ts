// A computer that is no desk yet: it answers that, and joins a library when somebody gives the server's address and a code. Whatever is wrong
// with them is said, nothing is left of it, and the next try begins as the first.

import { METHODS, type Handlers } from '../../shared/bridge/contract.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Language } from '../../shared/core/language.ts';
import { dispatch } from './dispatch.ts';
import type { CallAnswer, CoreConfig } from './messages.ts';

export type SetupParts<Joined> = {
  readonly config: CoreConfig;
  /** Joins and starts the desk. Throws what is wrong, in which case nothing runs. */
  readonly join: (config: CoreConfig) => Promise<Joined>;
  /** Told once, when this computer is a desk. */
  readonly onJoined: (joined: Joined) => void;
  readonly onBug: (name: string, error: unknown) => void;
  readonly checksOutput: boolean;
};

/** Answers calls until this computer is a desk. */
export function setupCalls<Joined>(parts: SetupParts<Joined>): (name: string, input: unknown) => Promise<CallAnswer> {
  const { config } = parts;
  const state: { language: Language; isJoining: boolean } = { language: 'en', isJoining: false };
  const join: Handlers['setup.join'] = async ({ central, code, language }) => {
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
  const view: Handlers['setup.view'] = () => ({ isJoined: false, central: config.central });
  const handlers = { ...noDesk(config.dataDir), 'setup.view': view, 'setup.join': join };
  return (name, input) =>
    dispatch(
      {
        handlers,
        language: () => state.language,
        isCopyBroken: () => false,
        onBug: parts.onBug,
        checksOutput: parts.checksOutput,
      },
      name,
      input,
    );
}

/** Everything that takes a desk. */
function noDesk(dir: string): Handlers {
  const refuse = (): never => {
    throw new HoldfastError('HF-ENROL-007', { dir });
  };
  return parseHandlers(Object.fromEntries(Object.keys(METHODS).map((name) => [name, refuse])));
}

const parseHandlers = (handlers: unknown) => handlers as Handlers;

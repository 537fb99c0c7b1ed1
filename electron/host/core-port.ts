// The port to a core, over any transport.

import type { FromCore, ToCore } from '../core/messages.ts';

/** A running core as its host sees it. */
export type CorePort = {
  readonly pid: number | null;
  post(message: ToCore): void;
  onMessage(listener: (message: FromCore) => void): void;
  /** Called once, when the process has ended for any reason. */
  onExit(listener: () => void): void;
  kill(): void;
};

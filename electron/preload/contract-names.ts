// Names of the contract. The build replaces this file by the names themselves: the schemas behind them, which the preload never uses, would be 450 kB
// of it.

import { METHODS } from '../../shared/bridge/contract.ts';
import { EVENTS } from '../../shared/bridge/events.ts';

export const METHOD_NAMES: readonly string[] = Object.keys(METHODS);
export const EVENT_NAMES: readonly string[] = Object.keys(EVENTS);

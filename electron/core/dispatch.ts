// Calls of the contract: input from every caller is parsed here; expected refusals and HoldfastErrors become values,
// bugs become one code and a log line.

import { isMethodName, METHODS, type MethodName } from '../../shared/bridge/contract.ts';
import { HoldfastError, sayError } from '../../shared/core/holdfast-error.ts';
import type { Language } from '../../shared/core/language.ts';
import type { CallAnswer } from './messages.ts';
import { parseInput } from './parse-input.ts';

/** Desk functions that dispatching needs. */
export type DispatchContext = {
  /** Answers a call, whose input is parsed. */
  readonly call: (name: MethodName, input: unknown) => unknown;
  readonly language: () => Language;
  /** Whether an error means that the copy of the library broke; it is being loaded anew then. */
  readonly isCopyBroken: (error: unknown) => boolean;
  /** A bug: logged with its stack, without the input. */
  readonly onBug: (name: string, error: unknown) => void;
  /** Outputs are checked against the contract in development and tests. */
  readonly checksOutput: boolean;
};

/** Answers one call. Never rejects. */
export async function dispatch(context: DispatchContext, name: string, input: unknown): Promise<CallAnswer> {
  if (!isMethodName(name)) return refuse(context, new HoldfastError('HF-UI-001', { name }), 'unknown');
  const parsed = parseInput(name, input);
  if (!parsed.ok) return refuse(context, parsed.error, 'malformed');
  try {
    const value = await context.call(name, parsed.input);
    return { ok: true, value: context.checksOutput ? METHODS[name].output.parse(value) : value };
  } catch (error) {
    if (context.isCopyBroken(error)) return refuse(context, new HoldfastError('HF-CIRC-001'), 'refused');
    if (error instanceof HoldfastError) return refuse(context, error, 'refused');
    context.onBug(name, error);
    return refuse(context, new HoldfastError('HF-UI-003', { name }), 'refused');
  }
}

function refuse(
  context: DispatchContext,
  error: HoldfastError,
  fault: 'refused' | 'malformed' | 'unknown',
): CallAnswer {
  const message = sayError(error.code, error.params, readableLanguage(context));
  const { seconds } = error.params;
  return {
    ok: false,
    fault,
    error: { code: error.code, message, ...(typeof seconds === 'number' ? { waitS: seconds } : {}) },
  };
}

/** The language is a setting in the ledger: if the ledger cannot be read, the refusal must still get words. */
function readableLanguage({ language }: DispatchContext): Language {
  try {
    return language();
  } catch {
    return 'en';
  }
}

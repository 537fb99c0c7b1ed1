// Reads tokens one after the other. A misplaced token stops the reading and is named with its place.

import type { RuleFaultCode } from '../../core/codes/rule-faults.ts';
import type { Params } from '../../core/say.ts';
import { faultAt, type RuleFault } from '../rule-fault.ts';
import type { Token, TokenKind } from './lex-rules-text.ts';

/** Stops the reading; never leaves `parseRulesText`. */
export class ReadingStopped extends Error {
  override readonly name = 'ReadingStopped';
  readonly fault: RuleFault;

  constructor(fault: RuleFault) {
    super(fault.code);
    this.fault = fault;
  }
}

export type TokenReader = {
  /** The next token, which stays the next. */
  peek(): Token;
  /** Whether the next token is of a kind, and of a text where one is named. */
  is(kind: TokenKind, text?: string): boolean;
  /** Takes the next token. */
  take(): Token;
  /** Takes the next token if it is as asked for, else stops with the code. */
  expect(kind: TokenKind, text: string | null, otherwise: RuleFaultCode): Token;
  /** Stops at the next token. */
  stop(code: RuleFaultCode, params?: Params): never;
};

/** A reader of tokens, whose last one is never passed. */
export function tokenReader(tokens: readonly Token[], end: Token): TokenReader {
  let at = 0;
  const peek = () => tokens[at] ?? end;
  const stop = (code: RuleFaultCode, params: Params = {}): never => {
    throw new ReadingStopped(faultOf(peek(), code, params));
  };
  const is = (kind: TokenKind, text?: string) => peek().kind === kind && (text === undefined || peek().text === text);
  const take = () => {
    const token = peek();
    at += 1;
    return token;
  };
  return {
    peek,
    is,
    take,
    stop,
    expect: (kind, text, otherwise) =>
      is(kind, text ?? undefined) ? take() : stop(otherwise, text === null ? {} : { expected: text }),
  };
}

/** A token that is wrong everywhere is the fault itself, not the token that was expected in its place. */
function faultOf(token: Token, code: RuleFaultCode, params: Params): RuleFault {
  if (token.kind === 'tab') return faultAt('TEXT_TAB', token);
  if (token.kind === 'stray') return faultAt('TEXT_SIGN', token, { found: token.text });
  if (token.kind === 'indent') return faultAt('TEXT_INDENT', token);
  return faultAt(code, token, { found: written(token), ...params });
}

/** A token as it stands in the text; ends of lines and of the text have no letters. */
function written({ kind, text }: Token): string {
  if (kind === 'newline' || kind === 'dedent') return '⏎';
  return kind === 'end' ? '∎' : `“${text}”`;
}

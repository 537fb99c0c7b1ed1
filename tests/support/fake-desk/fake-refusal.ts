// An expected refusal of the fake desk: an error with a code, as the bridge carries it.

export class FakeRefusal extends Error {
  override readonly name = 'FakeRefusal';
  readonly code: string;
  readonly waitS: number | undefined;

  constructor(code: string, message: string, waitS?: number) {
    super(message);
    this.code = code;
    this.waitS = waitS;
  }
}

/** A call whose answer was lost recorded nothing. */
export const NOTHING_RECORDED = { code: 'HF-UI-081', message: 'the desk stopped before it recorded this' };

// An expected refusal that a test makes a method give: an error with a code, as the bridge carries it.

export class TestRefusal extends Error {
  override readonly name = 'TestRefusal';
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

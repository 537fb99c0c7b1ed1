// An expected refusal of the fake desk: an error with a code, as the bridge carries it.

export class FakeRefusal extends Error {
  override readonly name = 'FakeRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

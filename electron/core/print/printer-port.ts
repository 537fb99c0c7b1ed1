// The way to a slip printer, over any transport.

/** Where bytes go. */
export type PrinterAddress =
  | { readonly kind: 'network'; readonly host: string; readonly port: number }
  | { readonly kind: 'device'; readonly name: string };

/** Printers of this computer and of its network. */
export type PrinterPort = {
  /** Resolves when the printer has taken all of it. Rejects with a PrinterFailure. */
  send(address: PrinterAddress, bytes: Uint8Array): Promise<void>;
  /** Devices that slips may be sent to. */
  devices(): readonly string[];
};

/** Why a printer took nothing, or not all. */
export type PrinterProblem = 'unreachable' | 'silent' | 'cut' | 'no-device' | 'not-allowed';

/** A printer that did not take a slip. */
export class PrinterFailure extends Error {
  override readonly name = 'PrinterFailure';
  readonly problem: PrinterProblem;

  constructor(problem: PrinterProblem, options?: ErrorOptions) {
    super(problem, options);
    this.problem = problem;
  }
}

/** A desk without printers: where nothing may reach one. */
export const NO_PRINTERS: PrinterPort = {
  send: () => Promise.reject(new PrinterFailure('no-device')),
  devices: () => [],
};

// The port by which a desk reaches the others of its branch. The real one speaks TLS with the desks' own keys; a simulation has wires.

import type { Signer } from '../../../db/keys/signing.ts';

/** An open connection whose far end has proved a key. */
export type NeighborConnection = {
  /** SPKI DER in base64. */
  readonly publicKey: string;
  /** Sends one line. False where the far end takes nothing any more: it is closed then. */
  send(line: string): boolean;
  close(): void;
};

/** Callbacks of an open connection. */
export type ConnectionEars = { readonly line: (text: string) => void; readonly closed: () => void };

export type NeighborEars = {
  readonly signer: Signer;
  /** Asked before a byte is sent: a connection with any other key is closed. */
  readonly isTrusted: (publicKey: string) => boolean;
  /** Null: it is not wanted after all. */
  readonly opened: (connection: NeighborConnection) => ConnectionEars | null;
  /** A stranger was closed out; null = it proved no key. */
  readonly refused: (publicKey: string | null) => void;
  /** Whether the port could be opened; asked again until it is. */
  readonly listens: (does: boolean) => void;
};

/** Opens the network of the branch to a desk. Rejects with a HoldfastError where it cannot. */
export type NeighborNet = (ears: NeighborEars) => Promise<OpenNet>;

export type OpenNet = { readonly close: () => Promise<void> };

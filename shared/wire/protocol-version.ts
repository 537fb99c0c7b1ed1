// Version of the messages between desk and server, sent as `Holdfast-Protocol`. A test pins the hash of all schemas,
// so nobody changes a message without deciding whether this number moves.
// 1: first version.

export const PROTOCOL_VERSION = 1;

/** Header that carries the protocol version. */
export const PROTOCOL_HEADER = 'holdfast-protocol';

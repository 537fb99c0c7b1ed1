// Version of the messages between desk and server, sent as `Holdfast-Protocol`. A test pins the hash of all schemas, so
// a change of a message forces a decision about this number. 1: first version.

export const PROTOCOL_VERSION = 1;

/** Header that carries the protocol version. */
export const PROTOCOL_HEADER = 'holdfast-protocol';

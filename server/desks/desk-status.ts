// How a desk stands in the library, as its row says.

/**
 * `returning`: it joined after the backup that this server was restored from, and has shown its grant. What it hands in counts; it gets nothing before an
 * administrator admits it, since the library that is lost may have revoked it. `server`: the desk of the server's own acts.
 */
export type DeskStatus = 'active' | 'returning' | 'revoked' | 'server';

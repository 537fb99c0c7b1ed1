// Exceptions that say that acts are held, and how those end.

/** They say that acts are held: the one that is their cause, or all of a stream. */
export const SAYS_HELD: ReadonlySet<string> = new Set(['server-fault', 'acts-held', 'desk-forked']);

/**
 * Whether it ends only when what it says is held is let go. What a server failed on happened at a desk, and nobody has to judge it: closed by
 * a word, it would leave the act waiting there for ever and nothing to let it go by. Whether acts of a revoked desk or of a copy shall count is
 * for a person to say, who may close those.
 */
export const endsByRelease = (code: string): boolean => code === 'server-fault';

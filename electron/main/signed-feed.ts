// The list of the newest version, signed by the release key: a desk takes an installer only when its digest stands in a list that carries that signature,
// also on Linux, where nothing else looks at it, and also from a server that was broken into.

import { makeVerifier } from '../../db/keys/signing.ts';

/** A version as the updater found it. */
export type FoundUpdate = {
  readonly version: string;
  readonly stage?: number | undefined;
  /** SHA-512 of each file that may be installed, base64. */
  readonly digests: readonly string[];
};

/** The text of a list, and its signature in base64. */
export type SignedList = { readonly text: string; readonly signature: string };

/** Whether the release key signed this very text. */
export function isSignedList({ text, signature }: SignedList, releaseKey: string): boolean {
  return makeVerifier(releaseKey)(text, signature.trim());
}

/** Whether a signed list names the found version: its text verified by the release key, with this version and all of these digests in it. */
export function isSignedUpdate(list: SignedList, releaseKey: string, { version, digests }: FoundUpdate): boolean {
  if (digests.length === 0 || !isSignedList(list, releaseKey)) return false;
  const values = new Set(list.text.split('\n').map(valueOf));
  return values.has(`version ${version}`) && digests.every((digest) => values.has(`sha512 ${digest}`));
}

/** `name value` of a line of a list; every other line is its own. */
function valueOf(line: string): string {
  const [, name, value] = /^[\s-]*(version|sha512):\s*['"]?([^'"]+?)['"]?\s*$/.exec(line) ?? [];
  return name === undefined || value === undefined ? line : `${name} ${value}`;
}

// A reason in words, in the language asked for.

import { ITEM_STATUS_WORDS } from './codes/item-status.ts';
import { isReasonCode, REASONS, type Effect } from './codes/reasons.ts';
import type { ReasonEntry } from './codes/reasons/reason-entry.ts';
import type { Words } from './language.ts';
import { say, type Params, type Saying } from './say.ts';

/** As much of a reason as saying it takes. */
export type SayableReason = { readonly code: string; readonly params: Params; readonly effect?: Effect | undefined };

/**
 * The words of a reason: those without figures when a figure is not known, and with the remedy when the reason asks for
 * an override. A code of another version is shown as it is.
 */
export function sayReason(saying: Saying, reason: SayableReason): string {
  if (!isReasonCode(reason.code)) return reason.code;
  const entry: ReasonEntry = REASONS[reason.code];
  const params = sayStatus(saying, reason.params);
  const { bare } = entry;
  const words = ofKind(entry, params) ?? entry.words;
  const lacksFigures = placeholdersOf(words[saying.language]).some((name) => params[name] === undefined);
  const text = say(saying, bare !== undefined && lacksFigures ? bare : words, params);
  return reason.effect === 'override' && entry.next !== undefined ? `${text} ${say(saying, entry.next, params)}` : text;
}

/** The words for the kind in the parameters, where there are such. */
function ofKind({ kinds }: ReasonEntry, params: Params): Words | undefined {
  const kind = kinds === undefined ? undefined : params[kinds.of];
  return typeof kind === 'string' && kinds !== undefined && Object.hasOwn(kinds.words, kind)
    ? kinds.words[kind]
    : undefined;
}

/** Statuses are data until they are put in words. */
function sayStatus(saying: Saying, params: Params): Params {
  const { status } = params;
  const words = typeof status === 'string' ? ITEM_STATUS_WORDS[status] : undefined;
  return words === undefined ? params : { ...params, status: words[saying.language] };
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []);
}

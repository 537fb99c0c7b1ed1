// Why a notice waits, and the step to take: its time has not come, a desk of its branch is silent, or it was not taken. Pure.

import type { BranchId } from '../core/ids.ts';
import { MINUTE_MS, type Instant } from '../core/instant.ts';
import type { Words } from '../core/language.ts';
import type { Exception } from './model/exception.ts';
import type { Notice } from './model/notice.ts';

/** The other side of what did not take a message: the mail server, the gateway for texts, the folder for letters, or the server itself. */
export const DELAY_SIDES = ['mail', 'text', 'print', 'other'] as const;
export type DelaySide = (typeof DELAY_SIDES)[number];

/** A desk for whose acts the notices of its branch wait. */
export type Silence = {
  readonly exceptionId: Exception['id'];
  readonly branch: BranchId;
  readonly desk: string;
  readonly since: Instant;
};

export type NoticeWait =
  | {
      readonly why: 'silent';
      /** All silent desks of its branch, the longest silent first, and the exception of that one. */
      readonly desks: readonly [string, ...string[]];
      readonly exceptionId: Exception['id'];
      readonly since: Instant;
    }
  | { readonly why: DelaySide | 'stuck'; readonly code: string; readonly since: Instant }
  | { readonly why: 'later' | 'next' };

/** The code of the exception about a silent desk. */
export const SILENT_CODE = 'desk-silent';

/** A silence that lasts, by its exception; null where it is over, or its branch is not told. */
export function silenceIn({ id, code, state, branch, at, params }: Exception): Silence | null {
  if (code !== SILENT_CODE || state !== 'open' || branch === null) return null;
  const { desk, since } = params;
  const from = typeof since === 'object' && 'dueAt' in since ? since.dueAt : at;
  return { exceptionId: id, branch, desk: typeof desk === 'string' ? desk : '', since: from };
}

const STUCK_AFTER_MS = 30 * MINUTE_MS;

/** Why one waits; null = it does not. `now`: the moment that the notices are known to. */
export function noticeWait(notice: Notice, silences: readonly Silence[], now: Instant): NoticeWait | null {
  if (notice.state !== 'waiting') return null;
  const [first, ...more] = silences
    .filter(({ branch }) => branch === notice.branch)
    .toSorted((a, b) => a.since - b.since || (a.exceptionId < b.exceptionId ? -1 : 1));
  if (first !== undefined && notice.sendAt <= now) {
    const { exceptionId, since } = first;
    return { why: 'silent', desks: [first.desk, ...more.map(({ desk }) => desk)], exceptionId, since };
  }
  const { delay } = notice;
  if (delay !== undefined) return { why: delaySide(delay.code), ...delay };
  // The server looks every minute, and moves the time of one that it may not send yet.
  if (now - notice.sendAt > STUCK_AFTER_MS) return { why: 'stuck', code: '', since: notice.sendAt };
  return { why: notice.sendAt > now ? 'later' : 'next' };
}

/** By the code of its outcome. */
export function delaySide(code: string): DelaySide {
  if (code.startsWith('smtp-')) return 'mail';
  if (code.startsWith('text-')) return 'text';
  return code.startsWith('print-') || code === 'HF-CLI-006' || code === 'HF-CLI-022' ? 'print' : 'other';
}

/** `{desk}`: names of one desk or several; `{code}`: of the outcome. */
export const WAIT_WORDS: Readonly<
  Record<'silent' | 'stuck' | DelaySide, { readonly why: Words; readonly todo: Words }>
> = {
  silent: {
    why: { en: 'Held back: no contact with {desk}', es: 'Retenido: sin contacto con {desk}' },
    todo: {
      en: 'Bring {desk} online. Or end the wait under Exceptions, if your role may.',
      es: 'Conecte {desk}. O termine la espera en Incidencias, si su rol lo permite.',
    },
  },
  mail: {
    why: { en: 'The mail server does not take it ({code})', es: 'El servidor de correo no lo acepta ({code})' },
    todo: {
      en: 'It is tried again by itself. If it stays so, tell IT the code.',
      es: 'Se intenta de nuevo por sí solo. Si sigue así, dé el código a informática.',
    },
  },
  text: {
    why: {
      en: 'The gateway for text messages does not take it ({code})',
      es: 'El servicio de mensajes de texto no lo acepta ({code})',
    },
    todo: {
      en: 'It is tried again by itself. If it stays so, tell IT the code.',
      es: 'Se intenta de nuevo por sí solo. Si sigue así, dé el código a informática.',
    },
  },
  print: {
    why: { en: 'The letter cannot be written ({code})', es: 'La carta no se puede escribir ({code})' },
    todo: {
      en: 'Tell IT to look at the folder for letters of the server.',
      es: 'Pida a informática que revise la carpeta de cartas del servidor.',
    },
  },
  stuck: {
    why: { en: 'Due, and the server does not send it', es: 'Pendiente, y el servidor no lo envía' },
    todo: {
      en: 'Tell IT: the log of the server names the reason.',
      es: 'Avise a informática: el registro del servidor dice el motivo.',
    },
  },
  other: {
    why: { en: 'The server could not send it ({code})', es: 'El servidor no pudo enviarlo ({code})' },
    todo: {
      en: 'It is tried again by itself. If it stays so, tell IT the code.',
      es: 'Se intenta de nuevo por sí solo. Si sigue así, dé el código a informática.',
    },
  },
};

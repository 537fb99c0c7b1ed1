// Asks a running core over its local socket; null when none runs on the folder.

import { connect } from 'node:net';
import { socketPath } from '../../core/command-socket.ts';

export type CoreAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

const usualMs = 30_000;

/** One question, one answer; null when no answer comes in time. */
export function askCore(dir: string, name: string, input: unknown, withinMs = usualMs): Promise<CoreAnswer | null> {
  return new Promise((resolve) => {
    const socket = connect(socketPath(dir));
    let text = '';
    socket.setTimeout(withinMs, () => socket.destroy());
    socket.setEncoding('utf8');
    socket.on('connect', () => void socket.write(`${JSON.stringify({ name, input })}\n`));
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(parseAnswer(text)));
  });
}

function parseAnswer(text: string): CoreAnswer | null {
  try {
    return JSON.parse(text) as CoreAnswer;
  } catch {
    return null;
  }
}

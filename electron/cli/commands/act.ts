// `holdfast act [NAME]`: the acts of this version, the definition of one, or one done at a running desk.

import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { actNamed, EVERY_ACT } from '../../../shared/acts/commands.ts';
import type { AnyAct, Schema } from '../../../shared/acts/define-act.ts';
import { describeAct } from '../../../shared/acts/describe-act.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { hasFlag, textOf, UsageError, type Command, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';

export const actCommand: Command = {
  usage: `[list|NAME] [--json]
  act NAME --data DIR --json '{…}'

Lists the acts of this version, each with the right that it asks for; with a name all that its definition says: who may do it, how it is undone,
what it names, which reports read it. With --json the schemas of its arguments, of what is told, and of its method as well.
With --data it does the act at the desk that runs there, as the person signed in there, and prints the answer as JSON; NAME is that of the act or of
its method. Exit code 1 where it was not done.`,
  options: { data: { type: 'string' } },
  mostWords: 2,
  run: async (run) => {
    const { positionals, values, io } = run;
    const [name, input] = positionals;
    const isJson = hasFlag(values, 'json');
    const isDone = textOf(values, 'data') !== null;
    if (isDone) return doAct(run, name, input);
    if (input !== undefined) throw new UsageError(`"${input}" is not expected here; with --data DIR the act is done`);
    if (name === undefined || name === 'list') {
      if (isJson) io.out(JSON.stringify(EVERY_ACT.map((act) => ({ ...describeAct(act), ...schemasOf(act) }))));
      else for (const act of EVERY_ACT) io.out(`${act.name.padEnd(20)} ${describeAct(act).right}`);
      return 0;
    }
    const act = named(name);
    if (isJson) io.out(JSON.stringify({ ...describeAct(act), ...schemasOf(act) }));
    else for (const [fact, text] of Object.entries(describeAct(act))) io.out(`${fact.padEnd(9)} ${text}`);
    return 0;
  },
};

function named(name: string): AnyAct {
  const act = actNamed(name) ?? EVERY_ACT.find(({ method }) => method?.name === name) ?? null;
  if (act === null) throw new UsageError(`no act is called "${name}"`);
  return act;
}

/** Does one act over the local socket of the desk. */
async function doAct({ values, io }: Run, name: string | undefined, text = '{}'): Promise<number> {
  const { method } = named(name ?? '');
  if (method === null) throw new UsageError(`nobody does "${name}" at a desk`);
  const dir = resolve(textOf(values, 'data') ?? '');
  const asked = { method: method.name, input: readInput(text), callId: randomUUID() };
  const answer = await askCore(dir, 'act.do', asked);
  if (answer === null) throw new HoldfastError('HF-CLI-061', { dir });
  io.out(JSON.stringify(answer));
  return answer.ok && isDone(answer.value) ? 0 : 1;
}

function readInput(text: string): unknown {
  try {
    const input: unknown = JSON.parse(text);
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Handled below, as any other text.
  }
  throw new UsageError(`--json takes an object, as '{"item": "…"}', not "${text.slice(0, 80)}"`);
}

/** An answer of circulation has its own decision; every other answer means done. */
function isDone(value: unknown): boolean {
  const said = z.object({ decision: z.string() }).safeParse(value);
  return !said.success || said.data.decision === 'done';
}

function schemasOf({ version, args, told, method, keywords, words }: AnyAct) {
  const inJson = (schema: Schema, io: 'input' | 'output') => z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return {
    version,
    words,
    keywords,
    args: inJson(args, 'output'),
    told: inJson(told, 'output'),
    input: method === null ? null : inJson(method.input, 'input'),
    output: method === null ? null : inJson(method.output, 'output'),
  };
}

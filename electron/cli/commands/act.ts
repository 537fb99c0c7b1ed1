// `holdfast act [NAME]`: the acts of this version, or all that the definition of one says.

import { z } from 'zod';
import { actNamed, EVERY_ACT } from '../../../shared/acts/commands.ts';
import type { AnyAct, Schema } from '../../../shared/acts/define-act.ts';
import { describeAct } from '../../../shared/acts/describe-act.ts';
import { UsageError, type Command } from '../command.ts';

export const actCommand: Command = {
  usage: `[NAME] [--json]

Lists the acts of this version, each with the right that it asks for; with a name all that its definition says: who may do it, how it is undone,
what it names, which reports read it. With --json the schemas of its arguments, of what is told, and of its method as well.`,
  options: {},
  mostWords: 1,
  run: ({ positionals: [name], values, io }) => {
    const isJson = values['json'] === true;
    if (name === undefined) {
      if (isJson) io.out(JSON.stringify(EVERY_ACT.map(describeAct)));
      else for (const act of EVERY_ACT) io.out(`${act.name.padEnd(20)} ${describeAct(act).right}`);
      return Promise.resolve(0);
    }
    const act = actNamed(name);
    if (act === null) throw new UsageError(`no act is called "${name}"`);
    if (isJson) io.out(JSON.stringify({ ...describeAct(act), ...schemasOf(act) }));
    else for (const [fact, text] of Object.entries(describeAct(act))) io.out(`${fact.padEnd(9)} ${text}`);
    return Promise.resolve(0);
  },
};

function schemasOf({ version, args, told, method, keywords }: AnyAct) {
  const inJson = (schema: Schema, io: 'input' | 'output') => z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return {
    version,
    keywords,
    args: inJson(args, 'output'),
    told: inJson(told, 'output'),
    input: method === null ? null : inJson(method.input, 'input'),
    output: method === null ? null : inJson(method.output, 'output'),
  };
}

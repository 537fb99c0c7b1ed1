// The loopback contract of a desk, called from outside as any program may.

import type { BridgeAnswer, MethodInput, MethodName, MethodOutput } from '../../../shared/bridge/contract.ts';

export type DeskReady = {
  readonly url: string;
  readonly token: string;
  readonly deskId: string;
  readonly branch: string;
  readonly pid: number;
  readonly corePid: number;
};

/** Calls of one desk. */
export type DeskApi = {
  call<M extends MethodName>(name: M, input: MethodInput<M>): Promise<BridgeAnswer<M>>;
  /** The value; throws when the desk refused. */
  get<M extends MethodName>(name: M, input: MethodInput<M>): Promise<MethodOutput<M>>;
};

/** The contract of a desk that printed this line. */
export function deskApi({ url, token }: Pick<DeskReady, 'url' | 'token'>): DeskApi {
  const origin = new URL(url).origin;
  const call = async <M extends MethodName>(name: M, input: MethodInput<M>): Promise<BridgeAnswer<M>> => {
    const response = await fetch(`${origin}/api/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await response.json()) as BridgeAnswer<M>;
  };
  return {
    call,
    get: async (name, input) => {
      const answer = await call(name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
      return answer.value;
    },
  };
}

// The network of the branches of a simulation: desks find each other and pass lines, which take time, come in order, and are lost where a wire is cut.

import type {
  ConnectionEars,
  NeighborConnection,
  NeighborEars,
  NeighborNet,
} from '../../../electron/core/neighbors/neighbor-net.ts';
import type { Chance } from './chance.ts';
import type { SimDesk } from './desk.ts';
import type { DiskGuard } from './disk.ts';
import type { Kernel } from './kernel.ts';

/** How often computers look for each other. */
const FIND_EVERY_MS = 2_000;

type Computer = { readonly desk: SimDesk; readonly guard: DiskGuard; readonly ears: NeighborEars };

type Wire = { readonly ends: readonly [Computer, Computer]; isOpen: boolean; readonly close: () => void };

/** The wires of all branches: a desk of another branch is reached as well, and must not be accepted. */
export class NeighborWires {
  readonly #kernel: Kernel;
  readonly #chance: Chance;
  readonly #covered: (what: string) => void;
  readonly #computers = new Set<Computer>();
  readonly #wires = new Set<Wire>();
  /** Desks by the part of the network that they are in: parts do not reach each other. */
  readonly #parts = new Map<number, number>();
  /** Desks whose messages are lost on the way, without an error. */
  readonly #deaf = new Set<number>();

  constructor(kernel: Kernel, chance: Chance, covered: (what: string) => void) {
    this.#kernel = kernel;
    this.#chance = chance;
    this.#covered = covered;
  }

  /** The network as a desk's program has it. */
  netOf(desk: SimDesk, guard: DiskGuard): NeighborNet {
    return (ears) => {
      const computer = { desk, guard, ears };
      this.#computers.add(computer);
      this.#look(computer);
      return Promise.resolve({
        close: () => {
          this.#leave(computer);
          return Promise.resolve();
        },
      });
    };
  }

  /** Puts desks into parts of the network that do not reach each other. */
  part(parts: ReadonlyMap<number, number>): void {
    this.#parts.clear();
    for (const [index, part] of parts) this.#parts.set(index, part);
    for (const wire of this.#wires) if (!this.#reaches(...wire.ends)) wire.close();
  }

  /** From now on messages to or from a desk are lost. */
  deafen(index: number): void {
    this.#deaf.add(index);
  }

  heal(): void {
    this.#parts.clear();
    // A connection on which something was lost does not go on.
    for (const wire of this.#wires) if (wire.ends.some(({ desk }) => this.#deaf.has(desk.index))) wire.close();
    this.#deaf.clear();
  }

  #leave(computer: Computer): void {
    this.#computers.delete(computer);
    for (const wire of this.#wires) if (wire.ends.includes(computer)) wire.close();
  }

  #look(computer: Computer): void {
    computer.desk.pace.after(this.#chance.between(1, FIND_EVERY_MS), () => {
      if (computer.guard.isDead) this.#leave(computer);
      if (!this.#computers.has(computer)) return;
      for (const other of this.#computers) if (other !== computer) this.#connect(computer, other);
      this.#look(computer);
    });
  }

  #reaches(one: Computer, other: Computer): boolean {
    return (this.#parts.get(one.desk.index) ?? 0) === (this.#parts.get(other.desk.index) ?? 0);
  }

  #connect(one: Computer, other: Computer): void {
    const isThere = [...this.#wires].some(({ ends }) => ends.includes(one) && ends.includes(other));
    if (isThere || other.guard.isDead || !this.#reaches(one, other)) return;
    const [mine, theirs] = [one.ears.signer.publicKey, other.ears.signer.publicKey];
    if (!one.ears.isTrusted(theirs) || !other.ears.isTrusted(mine)) return this.#covered('neighbor kept out');
    const wire: Wire = { ends: [one, other], isOpen: true, close: () => undefined };
    const ears: (ConnectionEars | null)[] = [null, null];
    const close = () => {
      if (!wire.isOpen) return;
      wire.isOpen = false;
      this.#wires.delete(wire);
      for (const [at, computer] of wire.ends.entries())
        computer.desk.pace.after(1, () => (computer.guard.isDead ? undefined : ears[at]?.closed()));
    };
    Object.assign(wire, { close });
    this.#wires.add(wire);
    for (const [at, computer] of wire.ends.entries())
      ears[at] = computer.ears.opened(this.#end(wire, at, { ears, close }));
    if (ears.includes(null)) close();
    else this.#covered('neighbors connected');
  }

  #end(
    wire: Wire,
    at: number,
    { ears, close }: { readonly ears: readonly (ConnectionEars | null)[]; readonly close: () => void },
  ): NeighborConnection {
    const far = 1 - at;
    const [from, to] = at === 0 ? wire.ends : [wire.ends[1], wire.ends[0]];
    // Lines come in the order in which they were sent.
    let comesAt = 0;
    return {
      publicKey: to.ears.signer.publicKey,
      send: (line) => {
        if (!wire.isOpen) return false;
        if (from.guard.isDead || this.#deaf.has(from.desk.index) || this.#deaf.has(to.desk.index)) return true;
        comesAt = Math.max(comesAt, this.#kernel.now + this.#chance.between(1, 20));
        to.desk.pace.after(comesAt - this.#kernel.now, () => {
          if (wire.isOpen && !to.guard.isDead) ears[far]?.line(line);
        });
        return true;
      },
      close,
    };
  }
}

// Messages between the windows of this desk on this machine: a person is working, and the desk was locked. They carry no screen content.

/** The name of the channel; windows of another desk have another address and so another channel. */
export const DESK_WINDOWS = 'holdfast.windows';

export type WindowWord = 'touched' | 'locked';

export type DeskWindows = {
  /** Sends to the other windows; this one does not receive it. */
  readonly tell: (word: WindowWord) => void;
  readonly onWord: (listener: (word: WindowWord) => void) => () => void;
  readonly close: () => void;
};

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'>;

/** Opens the channel. */
export function openDeskWindows(open: () => Channel): DeskWindows {
  const channel = open();
  return {
    tell: (word) => channel.postMessage(word),
    onWord(listener) {
      const hear = ({ data }: Event & { readonly data?: unknown }): void => {
        if (data === 'touched' || data === 'locked') listener(data);
      };
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
    close: () => channel.close(),
  };
}

// Globals that `shared/` may use beside the language itself: they exist, and behave alike, in browsers, Node and Electron.
// Clocks, timers, randomness and input or output are left out on purpose.

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}
